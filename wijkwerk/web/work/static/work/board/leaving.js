// Leaving with something filled in: a calm word first, because nothing is kept. The quick exit is never held up.

import { find } from "./page.js";

/** Ask before a link or a form takes the page away; `hasSomething` says whether there is anything to lose. */
export function askBeforeLeaving(root, hasSomething, print) {
  const dialog = find(root, "[data-leave]");
  let go = null;
  let isLeaving = false;

  function ask(event, leave) {
    if (isLeaving || !hasSomething()) return;
    event.preventDefault();
    go = leave;
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const staysHere = link.target === "_blank" || /^(tel|mailto):/.test(link.protocol) || isOnThisPage(link);
    if (!staysHere && !link.hasAttribute("data-quick-exit")) ask(event, () => location.assign(link.href));
  });
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    ask(event, () => form.requestSubmit(submitter));
  });
  find(dialog, "[data-print]").addEventListener("click", () => {
    dialog.close();
    print();
  });
  find(dialog, "[data-stay]").addEventListener("click", () => dialog.close());
  find(dialog, "[data-go]").addEventListener("click", () => {
    isLeaving = true;
    dialog.close();
    go();
  });
  window.addEventListener("beforeunload", (event) => {
    // The quick exit empties the page before it leaves; whoever is in a hurry gets no question.
    if (!isLeaving && root.isConnected && hasSomething()) event.preventDefault();
  });
  // Nothing comes back with the back button either.
  window.addEventListener("pagehide", () => document.body.replaceChildren());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

function isOnThisPage(link) {
  return link.hash !== "" && link.href.split("#")[0] === location.href.split("#")[0];
}
