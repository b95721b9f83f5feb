// The twin of wijkwerk/words/question.py: the answer to a question as a fact, or the reason why it does not fit.

import { Refused, clean, firstOf, lengthOf, stripped, written } from "./text.js";

const LONGEST = { text: 200, story: 4000 };
const LONGEST_NUMBER = 10;
const MOST = 999_999_999;
const SHOWN = 80;

/** The answer as a fact; null when it was skipped. Throws Refused when it does not fit the question. */
export function read(question, answer) {
  if (answer === null || (typeof answer === "string" && stripped(answer) === "")) return null;
  if (Array.isArray(answer) && answer.length === 0) return null;
  switch (question.kind) {
    case "choice":
      return option(question, answer);
    case "many":
      if (!Array.isArray(answer)) throw refusal("not-an-option", question, answer);
      return [...new Set(answer.map((one) => option(question, one)))];
    case "number":
      return number(question, answer);
    case "day":
      if (typeof answer !== "string" || !isDay(answer)) throw refusal("not-a-day", question, answer);
      return answer;
    default:
      return text(question, answer);
  }
}

function refusal(code, question, answer) {
  return new Refused(code, { question: question.id, ask: question.ask, answer: firstOf(written(answer), SHOWN) });
}

function option(question, answer) {
  if (!question.options.some((choice) => choice.id === answer)) throw refusal("not-an-option", question, answer);
  return answer;
}

function number(question, answer) {
  const given = typeof answer === "string" ? fromDigits(stripped(answer)) : answer;
  if (!Number.isInteger(given) || Math.abs(given) > MOST) throw refusal("not-a-number", question, answer);
  const { id, ask, at_least: least = null, at_most: most = null } = question;
  if (least !== null && given < least) throw new Refused("too-few", { question: id, ask, at_least: least, answer: given });
  if (most !== null && given > most) throw new Refused("too-many", { question: id, ask, at_most: most, answer: given });
  return given;
}

// Digits of any script are digits, as in Python: ٣ is 3.
function fromDigits(text) {
  if (!/^-?\p{Nd}+$/u.test(text) || lengthOf(text) > LONGEST_NUMBER) return null;
  return Number([...text].map((sign) => (sign === "-" ? sign : digit(sign))).join("")) || 0;
}

function digit(sign) {
  let zero = sign.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (sign.codePointAt(0) - zero) % 10;
}

function isDay(text) {
  if (!/^\p{Nd}{4}(-\p{Nd}{2}(-\p{Nd}{2})?)?$/u.test(text)) return false;
  const [year, month = 1, day = 1] = text.split("-").map(fromDigits);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

function text(question, answer) {
  const { id, ask } = question;
  if (typeof answer !== "string") throw new Refused("not-text", { question: id, ask });
  const most = LONGEST[question.kind];
  if (lengthOf(answer) > most) throw new Refused("too-long", { question: id, ask, at_most: most });
  const cleaned = clean(stripped(answer.replaceAll("\r\n", "\n")));
  if (cleaned === null) throw new Refused("hidden-sign", { question: id, ask });
  return cleaned;
}
