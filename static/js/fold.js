// A question or a quotation over eight lines is folded, with "Show all". Without this script it stands in full.
// A part that comes in place of another is folded as that one was, before it is seen.
import { said } from "./words.js";

const LINES = 8;
const opened = new Set();

function show(text, isFolded) {
  const button = text.parentElement.querySelector("[data-fold-toggle]");
  text.toggleAttribute("data-folded", isFolded);
  button.hidden = false;
  button.setAttribute("aria-expanded", String(!isFolded));
  button.textContent = said(isFolded ? "show-all" : "show-less");
}

function measure(text) {
  if (text.dataset.measured) return;
  text.dataset.measured = "1";
  const limit = parseFloat(getComputedStyle(text).lineHeight) * (LINES + 0.5);
  if (text.scrollHeight > limit) show(text, !opened.has(text.id));
}

function measureAll() {
  document.querySelectorAll("[data-fold]").forEach(measure);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fold-toggle]");
  if (!button) return;
  const text = document.getElementById(button.getAttribute("aria-controls"));
  const isFolded = !text.hasAttribute("data-folded");
  opened[isFolded ? "delete" : "add"](text.id);
  show(text, isFolded);
});
for (const kind of ["afterSwap", "oobAfterSwap", "load"]) document.addEventListener(`htmx:${kind}`, measureAll);
measureAll();
