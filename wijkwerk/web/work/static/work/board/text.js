// The twin of wijkwerk/words/text.py and refusal.py: clean, bounded text, and a refusal that carries its reason.

const STEERING = /[\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]/;
const HIDDEN = /[\p{Cc}\p{Cs}]/u;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_ID = 60;
const LONGEST_LINE = 200;
// What counts as white space differs a little between languages; these are the two kinds Python's side knows.
const AROUND_LINE = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const AROUND_TEXT = /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

/** Something that is not done, with a code and the facts of the case; the page has the sentence. */
export class Refused extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** How many signs a text has, as people and Python count them. */
export function lengthOf(text) {
  return [...text].length;
}

/** The first signs of a text. */
export function firstOf(text, most) {
  return [...text].slice(0, most).join("");
}

/** The text in NFC; null when it holds control characters or signs that turn the reading direction. */
export function clean(text) {
  return STEERING.test(text) || HIDDEN.test(text.replace(/[\n\t]/g, "")) ? null : text.normalize("NFC");
}

/** The text without the white space around it. */
export function stripped(text) {
  return text.replace(AROUND_TEXT, "");
}

/** The id, or undefined when it is not one. */
export function readId(value) {
  return typeof value === "string" && value.length <= LONGEST_ID && ID.test(value) ? value : undefined;
}

/** One line of people's own words, or undefined when it is empty, too long or holds a hidden sign. */
export function readLine(value) {
  if (typeof value !== "string") return undefined;
  const line = value.replace(AROUND_LINE, "");
  const length = lengthOf(line);
  return length < 1 || length > LONGEST_LINE ? undefined : (clean(line) ?? undefined);
}

/** A value as Python writes it in a sentence. */
export function written(value) {
  if (value === true) return "True";
  if (value === false) return "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}
