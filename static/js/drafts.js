// Words that are typed and not sent yet outlive a closed tab or an ended login, in this browser and for its own
// person alone, until they are sent or the person logs out.
import { HOME } from "./home.js";

const PREFIX = HOME === "/" ? "draft:" : `draft:${HOME}:`;
const SAVE_MS = 250;
let used = "";
let timer = 0;
// Words that are to be kept in a moment; null: there are none.
let typed = null;

// A temporary session leaves nothing behind.
const area = () => document.querySelector(".composer:not(.is-dashed) #composer-question");
const key = () => {
  const session = document.getElementById("composer-session")?.value || "new";
  return `${PREFIX}${document.body.dataset.user}:${session}`;
};

// A question that is asked again in other words is no draft: the words that stood there before it are.
const isEditing = () => document.querySelector("[data-editing]")?.hidden === false;

function save() {
  clearTimeout(timer);
  if (typed === null) return;
  used = key();
  if (typed.trim()) localStorage.setItem(used, typed);
  else localStorage.removeItem(used);
  typed = null;
}

function restore() {
  if (!area() || area().value || !document.body.dataset.user) return;
  const kept = localStorage.getItem(key());
  if (!kept) return;
  used = key();
  area().value = kept;
  area().dispatchEvent(new Event("input", { bubbles: true }));
}

function forgetAll() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
}

document.addEventListener("input", (event) => {
  if (event.target !== area() || isEditing()) return;
  typed = area().value;
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_MS);
});
window.addEventListener("pagehide", () => {
  if (!area() || !document.body.dataset.user) return;
  if (!isEditing()) typed = area().value;
  save();
});
document.addEventListener("composer:sent", () => {
  typed = null;
  localStorage.removeItem(used);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-logout]")) {
    forgetAll();
    area()?.remove();
  }
});
restore();
