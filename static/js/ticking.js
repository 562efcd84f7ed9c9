// Ticking sessions of the history: a span with Shift, all at once, and how many are ticked.
import { said } from "./words.js";

let last = null;

const boxes = () => [...document.querySelectorAll("[data-tick]")];
const every = () => document.querySelector("[data-tick-all]");

function tell() {
  const count = document.querySelector("[data-tick-count]");
  if (!count) return;
  const ticked = boxes().filter((box) => box.checked).length;
  const told = ticked && !every().checked ? said("ticked", { count: ticked }) : "";
  if (count.textContent !== told) count.textContent = told;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-tick]");
  if (!box || !every()) return;
  const all = boxes();
  if (event.shiftKey && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  if (!box.checked) every().checked = false;
  tell();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  for (const box of boxes()) box.checked = event.target.checked;
  tell();
});

// Rows that came with "Older" belong to all.
document.addEventListener("htmx:load", () => {
  if (every()?.checked) for (const box of boxes()) box.checked = true;
  tell();
});
window.addEventListener("pageshow", tell);
