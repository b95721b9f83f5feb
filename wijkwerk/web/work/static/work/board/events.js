// The twin of wijkwerk/words/event.py for the events of a conversation: a bare word, or a word with what belongs to it.

import { Refused, firstOf, readId, readLine } from "./text.js";

const MOST_ACTIONS = 8;
const LONGEST_NAME = 60;
const LONGEST_WHERE = 200;

// A reader gives the value, or the places (within the field) where it is wrong.
const wrong = (...places) => ({ wrong: places });
const right = (value) => ({ value });
const here = (value) => (value === undefined ? wrong("") : right(value));

const id = (given) => here(readId(given));
const line = (given) => here(readLine(given));
const whole = (given) => here(Number.isInteger(given) ? given : undefined);
const anything = (given) => right(given);
const optional = (reader) => (given) => (given === null ? right(null) : reader(given));

function actions(given) {
  if (!Array.isArray(given)) return wrong("");
  const lines = given.map(readLine);
  const places = lines.flatMap((one, place) => (one === undefined ? [`.${place}`] : []));
  if (lines.length - places.length > MOST_ACTIONS) return wrong("");
  return places.length > 0 ? wrong(...places) : right(lines);
}

const score = optional(whole);
const goal = { goal: line, actions, area: optional(id) };
const WITHOUT = { actions: () => [], area: () => null };

const FIELDS = new Map([
  ["area-added", { area: id, title: line }],
  ["counts", { area: id }],
  ["counts-not", { area: id }],
  ["scored", { area: id, score }],
  ["looked-back", { area: id, score }],
  ["answered", { question: id, answer: anything }],
  ["skipped", { question: id }],
  ["goal-set", goal],
  ["goal-removed", { number: whole }],
  ["concluded", { closing: id }],
]);

/** [name, values] of the event that `data` stands for; throws Refused when it is none of this conversation. */
export function readEvent(data) {
  const [name, values] = typeof data === "string" ? [data, {}] : onlyPair(data);
  const fields = FIELDS.get(name);
  if (fields === undefined) {
    throw new Refused("unknown-event", { event: firstOf(name, LONGEST_NAME), known: [...FIELDS.keys()].join(", ") });
  }
  return [name, read(name, fields, values)];
}

function onlyPair(data) {
  if (isMapping(data) && Object.keys(data).length === 1) {
    const [name, values] = Object.entries(data)[0];
    return [name, values ?? {}];
  }
  return [kindOf(data), {}];
}

function isMapping(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

// As Python names it, so that both sides refuse with the same words.
function kindOf(data) {
  if (data === null || data === undefined) return "NoneType";
  if (Array.isArray(data)) return "list";
  if (typeof data === "number") return Number.isInteger(data) ? "int" : "float";
  return typeof data === "boolean" ? "bool" : "dict";
}

function read(name, fields, values) {
  if (!isMapping(values)) throw malformed(name, [name]);
  const event = {};
  const places = [];
  for (const [field, reader] of Object.entries(fields)) {
    const outcome = Object.hasOwn(values, field) ? reader(values[field]) : leftOut(name, field);
    if (outcome.wrong) places.push(...outcome.wrong.map((place) => field + place));
    else event[field] = outcome.value;
  }
  places.push(...Object.keys(values).filter((field) => !Object.hasOwn(fields, field)));
  if (places.length > 0) throw malformed(name, places);
  return event;
}

function leftOut(name, field) {
  return name === "goal-set" && Object.hasOwn(WITHOUT, field) ? right(WITHOUT[field]()) : wrong("");
}

function malformed(name, places) {
  return new Refused("malformed-event", { event: name, where: firstOf(places.join(", "), LONGEST_WHERE) });
}
