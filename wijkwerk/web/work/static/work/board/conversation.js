// The twin of wijkwerk/engines/conversation: what a conversation remembers while it lasts, its moves and its sheet.
// Pure: it knows no page, no clock and no network. Python is the reference; both run the same case files.

import { readEvent } from "./events.js";
import { read } from "./question.js";
import { Refused } from "./text.js";

export { Refused };

export const MOST_OWN_AREAS = 12;

/** Nothing is said yet. */
export function start() {
  return {
    version: 1,
    own_areas: [],
    counts: [],
    scores: {},
    last_scores: {},
    answers: {},
    skipped: [],
    goals: [],
    closing: null,
  };
}

/** What can still be talked about; each of these may be left out. */
export function nextSteps(part, state) {
  const steps = [];
  if (part.board && state.counts.length === 0) steps.push(step("counts", part.board.ask));
  if (part.board?.scale) {
    const open = state.counts.filter((area) => !Object.hasOwn(state.scores, area));
    steps.push(...open.map((area) => step("scored", part.board.scale.ask, area)));
  }
  const unanswered = questionsOf(part).filter(
    ({ id }) => !Object.hasOwn(state.answers, id) && !state.skipped.includes(id),
  );
  steps.push(...unanswered.map((question) => step("answered", question.ask, question.id)));
  if (part.goals && state.goals.length === 0) steps.push(step("goal-set", part.goals.ask));
  if (part.conclusion && state.closing === null) steps.push(step("concluded", part.conclusion.ask));
  return steps;
}

/** The state after the event; throws Refused, with nothing changed, when it does not fit this conversation. */
export function apply(part, state, event) {
  const [name, said] = readEvent(event);
  return MOVES[name](part, state, said);
}

/** The resident's own sheet as it is now. No totals, no comparison. */
export function report(part, state) {
  const titles = new Map(boardAreas(part, state).map(({ id, title }) => [id, title]));
  const closing = closingsOf(part).find(({ id }) => id === state.closing) ?? null;
  return {
    counts: state.counts.map((area) => ({
      area,
      title: titles.get(area),
      score: given(state.scores, area),
      last: given(state.last_scores, area),
    })),
    answers: questionsOf(part).map(({ id, ask }) => ({
      question: id,
      ask,
      answer: given(state.answers, id),
      is_skipped: state.skipped.includes(id),
    })),
    goals: state.goals,
    closing,
    places: closing?.shows_places ? (part.places ?? []) : [],
  };
}

const MOVES = {
  "area-added": (part, state, { area, title }) => withOwnArea(part, state, { id: area, title }),
  counts: (part, state, { area }) => {
    checkArea(part, state, area);
    return { ...state, counts: [...without(state.counts, area), area] };
  },
  "counts-not": (part, state, { area }) => {
    checkArea(part, state, area);
    return {
      ...state,
      counts: without(state.counts, area),
      scores: withoutKey(state.scores, area),
      last_scores: withoutKey(state.last_scores, area),
    };
  },
  scored: (part, state, { area, score }) => withScore(part, state, "scores", area, score),
  "looked-back": (part, state, { area, score }) => withScore(part, state, "last_scores", area, score),
  answered: (part, state, { question, answer }) => withAnswer(part, state, question, answer),
  skipped: (part, state, { question }) => withAnswer(part, state, question, null),
  "goal-set": (part, state, { goal, actions, area }) => withGoal(part, state, { text: goal, actions, area }),
  "goal-removed": (part, state, { number }) => {
    if (number < 1 || number > state.goals.length) throw new Refused("unknown-goal");
    return { ...state, goals: state.goals.filter((_, place) => place !== number - 1) };
  },
  concluded: (part, state, { closing }) => {
    if (!closingsOf(part).some(({ id }) => id === closing)) throw new Refused("no-conclusion-here", { choice: closing });
    return { ...state, closing };
  },
};

function withOwnArea(part, state, area) {
  if (!part.board || part.board.may_add === false) throw new Refused("board-is-fixed");
  if (isOnBoard(part, state, area.id)) throw new Refused("already-there", { area: area.title });
  if (state.own_areas.length >= MOST_OWN_AREAS) throw new Refused("too-much", { at_most: MOST_OWN_AREAS });
  return { ...state, own_areas: [...state.own_areas, area], counts: [...state.counts, area.id] };
}

function withScore(part, state, which, area, score) {
  const scale = part.board?.scale;
  if (!scale) throw new Refused("no-score-here");
  checkArea(part, state, area);
  if (!state.counts.includes(area)) throw new Refused("does-not-count", { area });
  const kept = withoutKey(state[which], area);
  if (score === null) return { ...state, [which]: kept };
  if (score < scale.least || score > scale.most) {
    throw new Refused("score-outside-scale", { score, least: scale.least, most: scale.most });
  }
  return { ...state, [which]: { ...kept, [area]: score } };
}

function withAnswer(part, state, name, answer) {
  const question = questionsOf(part).find(({ id }) => id === name);
  if (!question) throw new Refused("not-asked", { fact: name });
  const fact = read(question, answer);
  const answers = withoutKey(state.answers, name);
  const skipped = without(state.skipped, name);
  if (fact === null) return { ...state, answers, skipped: [...skipped, name] };
  return { ...state, answers: { ...answers, [name]: fact }, skipped };
}

function withGoal(part, state, goal) {
  if (!part.goals) throw new Refused("no-goals-here");
  if (state.goals.length >= part.goals.most) throw new Refused("enough-goals", { most: part.goals.most });
  if (goal.area !== null) checkArea(part, state, goal.area);
  return { ...state, goals: [...state.goals, goal] };
}

function checkArea(part, state, area) {
  if (!isOnBoard(part, state, area)) throw new Refused("unknown-area", { area });
}

function isOnBoard(part, state, area) {
  return boardAreas(part, state).some(({ id }) => id === area);
}

function boardAreas(part, state) {
  return [...(part.board?.areas ?? []), ...state.own_areas];
}

const questionsOf = (part) => part.questions ?? [];
const closingsOf = (part) => part.conclusion?.closings ?? [];
const step = (event, title, at = null) => ({ event, title, at });
const without = (list, gone) => list.filter((one) => one !== gone);
const withoutKey = (mapping, gone) => Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== gone));
const given = (mapping, key) => (Object.hasOwn(mapping, key) ? mapping[key] : null);
