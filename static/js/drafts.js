// Words that are typed and not sent yet outlive a closed tab or an ended login, in this browser and for its own
// person alone, until they are sent or the person logs out.
import { HOME } from "./home.js";

const PREFIX = HOME === "/" ? "draft:" : `draft:${HOME}:`;
const SAVE_MS = 250;
let used = "";
let timer = 0;

// A temporary session leaves nothing behind.
const area = () => document.querySelector(".composer:not(.is-dashed) #composer-question");
const key = () => {
  const session = document.getElementById("composer-session")?.value || "new";
  return `${PREFIX}${document.body.dataset.user}:${session}`;
};

// A question that is asked again in other words is no draft: the words that stood there before it are.
const isEditing = () => document.querySelector("[data-editing]")?.hidden === false;

function save() {
  if (isEditing()) return;
  used = key();
  if (area().value.trim()) localStorage.setItem(used, area().value);
  else localStorage.removeItem(used);
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
  if (event.target !== area()) return;
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_MS);
});
window.addEventListener("pagehide", () => area() && document.body.dataset.user && save());
document.addEventListener("composer:sent", () => {
  clearTimeout(timer);
  localStorage.removeItem(used);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-logout]")) {
    forgetAll();
    area()?.remove();
  }
});
restore();
