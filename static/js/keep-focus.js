// Whatever takes a part of the page away, the focus goes on near where it was, and never falls back to the top.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const REMEMBERED = 8;
let trail = [];

const label = (element) => element.getAttribute("aria-label") || element.textContent.trim();
const leadsTo = (element) => element.getAttribute("href");
const isSame = (one, other) =>
  one.tagName === other.tagName && (label(one) === label(other) || (leadsTo(one) && leadsTo(one) === leadsTo(other)));

// What stands for the parts around it now, the nearest first, and what came in their stead.
function places(lost, changes) {
  const around = [];
  for (let part = lost.parentElement; part; part = part.parentElement) {
    if (part.id) around.push(document.getElementById(part.id));
  }
  const parent = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)))?.target;
  const came = changes.flatMap(({ target, addedNodes }) => (target === parent ? [...addedNodes] : []));
  const there = (part) => part instanceof Element && part.isConnected && part !== document.body;
  return [...around, ...came, parent].filter(there);
}

function* heirs(lost, changes) {
  for (const place of places(lost, changes)) {
    yield* [...place.querySelectorAll(CONTROLS)].filter((control) => isSame(control, lost));
    const group = lost.closest("nav[aria-label]")?.getAttribute("aria-label");
    if (group) yield* place.querySelectorAll(`nav[aria-label="${CSS.escape(group)}"] a`);
    if (place.matches("[tabindex='-1']")) yield place;
    yield* place.querySelectorAll(`[tabindex='-1'], ${CONTROLS}`);
  }
  yield* trail.filter((element) => element.isConnected).reverse();
  yield document.getElementById("main");
}

function goOn(lost, changes) {
  for (const heir of heirs(lost, changes)) {
    heir?.focus({ preventScroll: true });
    if (document.activeElement === heir) return;
  }
}

document.addEventListener("focusin", ({ target }) => {
  trail = [...trail.filter((element) => element !== target), target].slice(-REMEMBERED);
});
// A click beside everything takes the focus away on purpose.
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => target.isConnected && document.activeElement === document.body && (trail = []));
});
new MutationObserver((changes) => {
  const lost = trail.at(-1);
  if (lost && !lost.isConnected && document.activeElement === document.body) goOn(lost, changes);
}).observe(document.body, { childList: true, subtree: true });
