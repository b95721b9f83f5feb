// Leave at once: the link, or Shift three times within a second and a half. The page blanks before the next one loads.

const PRESSES = 3;
const WITHIN_MS = 1500;

export function countPresses(now = () => performance.now()) {
  let moments = [];
  return () => {
    moments = [...moments.filter((moment) => now() - moment < WITHIN_MS), now()];
    return moments.length >= PRESSES;
  };
}

function leave(url) {
  document.title = "\u00a0";
  document.body.replaceChildren();
  location.replace(url);
}

const link = document.querySelector("[data-quick-exit]");
if (link) {
  const isThird = countPresses();
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" && isThird()) leave(link.href);
  });
}
