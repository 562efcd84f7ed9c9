// Keeps the thread scrolled down while text arrives, unless the reader scrolled up; then "Newest" brings them back.
const NEAR_PX = 64;
const page = document.documentElement;
const turns = document.getElementById("thread-turns");
const newest = () => document.querySelector("[data-newest]");
const distance = () => page.scrollHeight - window.innerHeight - window.scrollY;
let following = true;
let lastTop = window.scrollY;

function toEnd(behavior = "instant") {
  following = true;
  window.scrollTo({ top: page.scrollHeight, behavior });
}

function showPill() {
  if (newest()) newest().hidden = following || distance() < NEAR_PX || !turns.querySelector(".turn");
}

function follow() {
  if (following) toEnd();
  showPill();
}

function start() {
  const arrived = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
  if (!turns.querySelector(".turn")) following = false;
  else if (location.hash || arrived !== "navigate") following = distance() < NEAR_PX;
  else toEnd();
  showPill();
}

if (turns) {
  window.addEventListener("scroll", () => {
    // Only the reader scrolls up; text that arrives makes the page longer.
    if (window.scrollY < lastTop - 2) following = false;
    if (distance() < NEAR_PX) following = true;
    lastTop = window.scrollY;
    showPill();
  }, { passive: true });
  new ResizeObserver(follow).observe(turns);
  // At once, before the browser lays the text out by itself: else what stands below it moves there and back.
  new MutationObserver(follow).observe(turns, { childList: true, characterData: true, subtree: true });
  document.addEventListener("composer:sent", () => toEnd());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-newest]")) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    toEnd(calm ? "instant" : "smooth");
  });
  document.fonts.ready.then(start);
  start();
}
