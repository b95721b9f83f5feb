// The sheet of paper that is the resident's own: filled from the report, and made to fit on one page.

import { clonedFrom, find, findAll } from "./page.js";

// Steps of smaller letters, and the room on paper inside the margins of board.css, in millimetres.
const SIZES = 7;
const ROOM = { flat: { width: 178, height: 265 }, folded: { width: 273, height: 186 } };
const PIXELS_PER_MM = 96 / 25.4;

/** Write the report on the sheet; parts with nothing in them stay away. */
export function fillSheet(sheet, report, question) {
  const hasNow = report.counts.some(({ score }) => score !== null);
  const hasLast = report.counts.some(({ last }) => last !== null);
  put(sheet, "counts", report.counts, "tbody", ({ title, score, last }) => {
    const row = clonedFrom(sheet, "count");
    write(row, "title", title);
    write(row, "last", last ?? "");
    write(row, "now", score ?? "");
    return row;
  });
  for (const cell of findAll(sheet, "[data-now]")) cell.hidden = !hasNow;
  for (const cell of findAll(sheet, "[data-last]")) cell.hidden = !hasLast;
  for (const head of findAll(sheet, "[data-figures-head]")) head.hidden = !hasNow && !hasLast;
  put(sheet, "goals", report.goals, "ol", ({ text, actions }) => {
    const item = clonedFrom(sheet, "goal");
    write(item, "text", text);
    find(item, "ul").replaceChildren(...actions.map((action) => lineOf("li", action)));
    return item;
  });
  const answered = report.answers.filter(({ answer }) => answer !== null && answer !== "");
  put(sheet, "answers", answered, "dl", ({ question: id, ask, answer }) => {
    const pair = clonedFrom(sheet, "answer");
    write(pair, "ask", ask);
    write(pair, "answer", inWords(question(id), answer));
    return pair;
  });
  const closing = find(sheet, '[data-part="closing"]');
  if (closing) {
    closing.hidden = report.closing === null;
    write(closing, "closing", report.closing?.label ?? "");
    for (const place of findAll(sheet, "[data-place]")) {
      place.hidden = !report.places.some(({ id }) => id === place.dataset.place);
    }
  }
}

/** Whether anything was said that the sheet can show. */
export function hasSomething(report) {
  return (
    report.counts.length > 0 ||
    report.goals.length > 0 ||
    report.closing !== null ||
    report.answers.some(({ answer }) => answer !== null && answer !== "")
  );
}

/** Choose the largest letters with which the sheet fits on one page; false when even the smallest do not. */
export function fitOnOnePage(sheet, shape) {
  const { width, height } = ROOM[shape];
  sheet.dataset.shape = shape;
  const trial = sheet.cloneNode(true);
  trial.setAttribute("aria-hidden", "true");
  trial.classList.add("sheet--trial");
  trial.style.inlineSize = `${width * PIXELS_PER_MM}px`;
  sheet.after(trial);
  let size = 1;
  for (; size <= SIZES; size += 1) {
    trial.dataset.size = String(size);
    if (trial.scrollHeight <= height * PIXELS_PER_MM) break;
  }
  trial.remove();
  sheet.dataset.size = String(Math.min(size, SIZES));
  return size <= SIZES;
}

function put(sheet, part, items, inside, make) {
  const section = find(sheet, `[data-part="${part}"]`);
  if (!section) return;
  section.hidden = items.length === 0;
  find(section, inside).replaceChildren(...items.map(make));
}

function write(root, name, text) {
  find(root, `[data-write="${name}"]`).textContent = String(text);
}

function lineOf(tag, text) {
  const element = document.createElement(tag);
  element.dir = "auto";
  element.textContent = text;
  return element;
}

function inWords(question, answer) {
  const label = (one) => question.options?.find(({ id }) => id === one)?.label ?? one;
  return Array.isArray(answer) ? answer.map(label).join(", ") : label(answer);
}
