// The screens of the conversation: each one binds what stands in the page and returns how it shows a new state.
// All words stand in the page or come with the data; people's own words only ever become textContent.

import { report } from "./conversation.js";
import { clonedFrom, find, findAll, fill } from "./page.js";

/** What counts: cards to press, and a line to add one's own. `finish` is false when what was typed could not be kept. */
export function countsScreen(screen, talk) {
  const list = find(screen, "[data-areas]");
  const own = find(screen, "[data-own-area]");
  let added = 0;
  list.addEventListener("click", ({ target }) => {
    const card = target.closest("[data-area]");
    if (!card) return;
    const area = card.dataset.area;
    const isChosen = talk.state.counts.includes(area);
    const title = find(card, "[data-title]").textContent;
    if (talk.move({ [isChosen ? "counts-not" : "counts"]: { area } }, screen)) {
      talk.say(fill(isChosen ? talk.words.counts_not : talk.words.counts, { title }));
    }
  });
  function add() {
    const title = own?.value ?? "";
    if (title.trim() === "") return true;
    const area = `own-${added + 1}`;
    if (!talk.move({ "area-added": { area, title } }, own.closest("[data-field]"), own)) return false;
    added += 1;
    own.value = "";
    talk.say(fill(talk.words.added, { title: title.trim() }));
    return true;
  }
  if (own) onEnter(own, add);
  if (own) find(screen, "[data-add-area]").addEventListener("click", add);
  return {
    finish: add,
    show(state) {
      for (const area of state.own_areas.filter(({ id }) => !find(list, `[data-area="${id}"]`))) {
        const item = clonedFrom(screen, "own-area");
        find(item, "[data-area]").dataset.area = area.id;
        find(item, "[data-title]").textContent = area.title;
        list.append(item);
      }
      for (const card of findAll(list, "[data-area]")) {
        card.setAttribute("aria-pressed", String(state.counts.includes(card.dataset.area)));
      }
    },
  };
}

/** Own figures, now and, from one's own sheet, the time before. */
export function figuresScreen(screen, talk) {
  const rows = find(screen, "[data-figures]");
  const hasLast = find(screen, "[data-has-last]");
  const showLast = () => findAll(rows, "[data-last]").forEach((one) => (one.hidden = !hasLast.checked));
  hasLast.addEventListener("change", showLast);
  function makeRow({ area, title }) {
    const row = clonedFrom(screen, "figure");
    row.dataset.figure = area;
    find(row, "[data-title]").textContent = title;
    find(row, "[data-ask]").textContent = talk.part.board.areas.find(({ id }) => id === area)?.ask ?? "";
    for (const choice of findAll(row, "input[type=radio]")) {
      choice.name = `figure-${area}`;
      choice.addEventListener("change", () =>
        talk.move({ scored: { area, score: choice.value === "" ? null : Number(choice.value) } }, row),
      );
    }
    const last = find(row, "[data-last]");
    const typed = find(last, "input");
    find(last, "label").htmlFor = typed.id = `last-${area}`;
    typed.addEventListener("change", () => {
      const figure = typed.value.trim();
      const score = figure === "" ? null : /^-?\d{1,6}$/.test(figure) ? Number(figure) : figure;
      talk.move({ "looked-back": { area, score } }, last, typed);
    });
    rows.append(row);
  }
  return {
    show(state) {
      const counted = report(talk.part, state).counts;
      for (const row of findAll(rows, "[data-figure]")) {
        if (!state.counts.includes(row.dataset.figure)) row.remove();
      }
      for (const one of counted) if (!find(rows, `[data-figure="${one.area}"]`)) makeRow(one);
      showLast();
      find(screen, "[data-when-empty]").hidden = counted.length > 0;
      find(screen, "[data-when-some]").hidden = counted.length === 0;
    },
  };
}

/** The questions, each with a way to leave it out. */
export function questionsScreen(screen, talk) {
  for (const field of findAll(screen, "[data-question]")) {
    const question = field.dataset.question;
    const controls = findAll(field, "input, textarea");
    const answer = () => talk.move({ answered: { question, answer: said(field.dataset.kind, controls) } }, field, controls[0]);
    for (const control of controls) control.addEventListener("input", answer);
    find(field, "[data-skip]").addEventListener("click", () => {
      for (const control of controls) empty(control);
      if (talk.move({ skipped: { question } }, field)) talk.say(talk.words.skipped);
    });
  }
  return {
    show(state) {
      for (const field of findAll(screen, "[data-question]")) {
        const isSkipped = state.skipped.includes(field.dataset.question);
        find(field, "[data-skip]").setAttribute("aria-pressed", String(isSkipped));
        find(field, "[data-skipped]").hidden = !isSkipped;
      }
    },
  };
}

function said(kind, controls) {
  const chosen = controls.filter(({ checked }) => checked).map(({ value }) => value);
  if (kind === "many") return chosen;
  if (kind === "choice") return chosen[0] ?? null;
  return controls[0].value.trim() === "" ? "" : controls[0].value;
}

function empty(control) {
  if (control.type === "radio" || control.type === "checkbox") control.checked = false;
  else control.value = "";
}

/** Own goals, each with what someone is going to do. */
export function goalsScreen(screen, talk) {
  const list = find(screen, "[data-goals]");
  const goal = find(screen, "[data-goal]");
  const lines = find(screen, "[data-actions]");
  const more = find(screen, "[data-more]");
  const about = find(screen, "[data-goal-area]");
  const most = Number(lines.dataset.most);
  const actions = () => findAll(lines, "input");
  function add() {
    if (goal.value.trim() === "" && actions().every(({ value }) => value.trim() === "")) return true;
    const said = {
      goal: goal.value,
      actions: actions().map(({ value }) => value.trim()).filter(Boolean),
      area: about?.value || null,
    };
    const text = goal.value.trim();
    if (!talk.move({ "goal-set": said }, find(screen, "[data-field]"), goal)) return false;
    goal.value = "";
    if (about) about.value = "";
    actions().forEach((line, place) => (place === 0 ? (line.value = "") : line.closest("li").remove()));
    more.hidden = false;
    talk.say(fill(talk.words.goal_set, { goal: text }));
    return true;
  }
  find(screen, "[data-add-goal]").addEventListener("click", () => {
    add();
    goal.focus();
  });
  more.addEventListener("click", () => {
    const line = clonedFrom(screen, "action");
    lines.append(line);
    find(line, "input").focus();
    more.hidden = actions().length >= most;
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-remove]");
    if (!button) return;
    const number = [...list.children].indexOf(button.closest("li")) + 1;
    if (!talk.move({ "goal-removed": { number } }, screen)) return;
    talk.say(talk.words.goal_removed);
    (find(list.children[number - 1] ?? list.lastElementChild ?? screen, "[data-remove]") ?? goal).focus();
  });
  return {
    finish: add,
    show(state) {
      const { counts, goals } = report(talk.part, state);
      const titles = new Map(counts.map(({ area, title }) => [area, title]));
      list.replaceChildren(...goals.map((one) => goalItem(screen, one, titles)));
      if (about) fillChoices(about, counts);
    },
  };
}

function goalItem(screen, goal, titles) {
  const item = clonedFrom(screen, "goal");
  find(item, "[data-text]").textContent = goal.text;
  find(item, "[data-about]").textContent = titles.get(goal.area) ?? "";
  find(item, "[data-which]").textContent = goal.text;
  find(item, "ul").replaceChildren(...goal.actions.map((action) => withText("li", action)));
  return item;
}

function fillChoices(choices, counts) {
  const chosen = choices.value;
  choices.closest("[data-field]").hidden = counts.length === 0;
  choices.replaceChildren(choices.options[0], ...counts.map(({ area, title }) => new Option(title, area)));
  choices.value = counts.some(({ area }) => area === chosen) ? chosen : "";
}

/** How people close, together, and where to go when that closing shows it. */
export function closingScreen(screen, talk) {
  for (const choice of findAll(screen, "input[type=radio]")) {
    choice.addEventListener("change", () => {
      talk.move({ concluded: { closing: choice.value } }, screen);
      if (report(talk.part, talk.state).places.length > 0) talk.say(talk.words.places);
    });
  }
  const places = find(screen, "[data-places]");
  return {
    show(state) {
      if (places) places.hidden = report(talk.part, state).places.length === 0;
    },
  };
}

function withText(tag, text) {
  const element = document.createElement(tag);
  element.dir = "auto";
  element.textContent = text;
  return element;
}

function onEnter(field, act) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) act();
  });
}
