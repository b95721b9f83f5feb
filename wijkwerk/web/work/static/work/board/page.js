// Small words for reading and filling the page.

export const find = (root, selector) => root.querySelector(selector);
export const findAll = (root, selector) => [...root.querySelectorAll(selector)];

/** A copy of what stands in the template of this name. */
export function clonedFrom(root, name) {
  return find(root, `template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
}

/** The sentence with its {blanks} filled in. */
export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(facts, name) ? String(facts[name]) : blank));
}

/** Shows what is wrong at the field it belongs to, or takes it away when `sentence` is empty. */
export function showFault(field, control, sentence) {
  const place = find(field, "[data-fault]");
  if (place) {
    place.textContent = sentence;
    place.hidden = sentence === "";
  }
  control?.toggleAttribute("aria-invalid", sentence !== "");
  if (sentence !== "") control?.setAttribute("aria-invalid", "true");
}
