// The resident's own conversation, played on this screen alone: nothing is stored and nothing is sent.

import { apply, nextSteps, report, start, Refused } from "./conversation.js";
import { askBeforeLeaving } from "./leaving.js";
import { fill, find, findAll, showFault } from "./page.js";
import { closingScreen, countsScreen, figuresScreen, goalsScreen, questionsScreen } from "./screens.js";
import { fillSheet, fitOnOnePage, hasSomething } from "./sheet.js";

const SCREENS = {
  counts: countsScreen,
  figures: figuresScreen,
  questions: questionsScreen,
  goals: goalsScreen,
  closing: closingScreen,
};
// Which next step belongs to which screen, to show where something is still open.
const OPEN_AT = { counts: "counts", scored: "figures", answered: "questions", "goal-set": "goals", concluded: "closing" };

/** Play this conversation in this part of the page. */
export function play(root, { part, refusals, words }) {
  const voice = find(root, "[data-voice]");
  const sheet = find(root, "[data-sheet]");
  const screens = new Map(findAll(root, "[data-screen]").map((screen) => [screen.dataset.screen, screen]));
  const talk = {
    part,
    words,
    state: start(part),
    say(sentence) {
      // A screen reader hears the same sentence twice only when something changed.
      voice.textContent = voice.textContent === sentence ? `${sentence}\u00a0` : sentence;
    },
    move(event, field, control = null) {
      try {
        talk.state = apply(part, talk.state, event);
      } catch (refusal) {
        if (!(refusal instanceof Refused)) throw refusal;
        const sentence = sentenceFor(refusal, refusals, words);
        showFault(field, control, sentence);
        talk.say(sentence);
        return false;
      }
      showFault(field, control, "");
      show();
      return true;
    },
  };
  const bound = new Map(
    [...screens].flatMap(([name, screen]) => (SCREENS[name] ? [[name, SCREENS[name](screen, talk)]] : [])),
  );

  function show() {
    for (const screen of bound.values()) screen.show(talk.state);
    const now = report(part, talk.state);
    fillSheet(sheet, now, (id) => part.questions.find((question) => question.id === id));
    find(root, "[data-sheet-empty]").hidden = hasSomething(now);
    find(root, "[data-sheet-some]").hidden = !hasSomething(now);
    const open = new Set(nextSteps(part, talk.state).map(({ event }) => OPEN_AT[event]));
    for (const step of findAll(root, "[data-step]")) {
      const isSaid = step.dataset.step in SCREENS && !open.has(step.dataset.step) && hasSomething(now);
      find(step, "[data-said]").hidden = !isSaid;
    }
  }

  // What was typed but not put on the sheet yet, goes on it; the name of the screen where that did not work.
  function finish() {
    return [...bound].find(([, screen]) => screen.finish?.() === false)?.[0];
  }

  function open(name) {
    for (const [other, screen] of screens) screen.hidden = other !== name;
    for (const step of findAll(root, "[data-step]")) {
      if (step.dataset.step === name) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    find(screens.get(name), "[data-heading]").focus();
    find(root, "[data-steps]").scrollIntoView({ block: "start" });
  }

  function goTo(name) {
    const unfinished = finish();
    open(name === "sheet" ? (unfinished ?? name) : name);
  }

  function print(shape) {
    const unfinished = finish();
    if (unfinished) {
      open(unfinished);
      return;
    }
    find(root, "[data-more-pages]").hidden = fitOnOnePage(sheet, shape);
    window.print();
  }

  root.addEventListener("click", ({ target }) => {
    const to = target.closest("[data-to]");
    if (to) goTo(to.dataset.to);
    const shape = target.closest("[data-print-shape]")?.dataset.printShape;
    if (shape) print(shape);
  });
  // Whoever prints with the browser's own menu gets the sheet as well.
  window.addEventListener("beforeprint", () => fitOnOnePage(sheet, sheet.dataset.shape));
  askBeforeLeaving(root, () => hasUnsaved(root, report(part, talk.state)), () => print("flat"));
  // Our English is British: the day comes before the month, as everywhere else on the site.
  const calendar = root.lang === "en" ? "en-GB" : root.lang;
  find(sheet, "[data-date]").textContent = new Intl.DateTimeFormat(calendar, { dateStyle: "long" }).format(new Date());
  show();
}

function hasUnsaved(root, now) {
  return hasSomething(now) || findAll(root, "input[type=text], textarea").some(({ value }) => value.trim() !== "");
}

function sentenceFor({ code, facts }, refusals, words) {
  return code === "malformed-event" ? (words.wrong[facts.event] ?? words.wrong.other) : fill(refusals[code], facts);
}

async function begin(root) {
  const answer = await fetch(root.dataset.url);
  if (!answer.ok) return;
  play(root, await answer.json());
  find(document, "[data-on-paper]").remove();
  root.hidden = false;
}

const root = find(document, "[data-board]");
if (root) await begin(root);
