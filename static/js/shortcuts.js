// Single keys for the page. None acts while somebody types, with a modifier, while a dialog is open, or switched off.
import { HOME } from "./home.js";

const OFF = "single-keys-off";
const FIELDS = "input, textarea, select, [contenteditable]";
const isOn = () => localStorage.getItem(OFF) === null;
const turns = () => [...document.querySelectorAll(".turn")];

function compose() {
  const field = document.getElementById("composer-question");
  if (field) field.focus();
  else location.assign(HOME);
}

function startSession() {
  const form = document.querySelector("[data-new-session]");
  if (form) form.requestSubmit();
  else location.assign(HOME);
}

// From the turn that has the focus, or else from what stands at the top of the window.
function nextTurn(step) {
  const at = turns().indexOf(document.activeElement.closest(".turn"));
  if (at >= 0) return turns()[at + step];

  const above = (turn) => turn.getBoundingClientRect().top - parseFloat(getComputedStyle(turn).scrollMarginTop);
  return step > 0 ? turns().find((turn) => above(turn) > 1) : turns().findLast((turn) => above(turn) < -1);
}

function go(step) {
  const turn = nextTurn(step);
  turn?.querySelector("[data-question-text]").focus({ preventScroll: true });
  turn?.scrollIntoView();
}

const KEYS = {
  "/": compose,
  j: () => go(1),
  k: () => go(-1),
  n: startSession,
  "?": () => document.getElementById("keys").showModal(),
};

// Its own switch in the list of keys: who speaks to a machine, or misses keys, needs none of them.
const choice = document.querySelector("[data-single-keys]");
if (choice) {
  choice.checked = isOn();
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });

  document.addEventListener("keydown", (event) => {
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    if (isModified || event.defaultPrevented || event.target.closest?.(FIELDS) || !isOn()) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}
