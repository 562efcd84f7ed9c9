// The composer grows with its text, sends on Enter, and gives the text up only when the server has it.
let sent = "";

const composer = () => document.querySelector("[data-composer]");
const text = () => document.getElementById("composer-question");
const isAnswering = () => document.querySelector("[data-stream-url]") !== null;

// A phone's keyboard has no Shift for a new line: there Enter makes one, and the button sends.
const touch = window.matchMedia("(hover: none) and (pointer: coarse)");

function grow() {
  const area = text();
  if (area) area.enterKeyHint = touch.matches ? "enter" : "send";
  if (!area || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

document.addEventListener("input", (event) => {
  if (event.target === text()) grow();
});

document.addEventListener("keydown", (event) => {
  if (event.target !== text()) return;
  const makesLine = event.shiftKey || (touch.matches && !event.ctrlKey && !event.metaKey);
  if (event.key !== "Enter" || makesLine) return;
  event.preventDefault();
  if (text().value.trim() && !isAnswering()) composer().requestSubmit(composer().querySelector("[data-send]"));
});

document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== composer()) return;
    if (!text().value.trim() || isAnswering() || event.target.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent = text().value;
    document.getElementById("composer-error").replaceChildren();
  },
  true,
);

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id !== "composer" || !event.detail.successful) return;
  const area = text();
  // The field keeps what was typed while the request was under way.
  area.value = area.value.startsWith(sent) ? area.value.slice(sent.length) : area.value;
  sent = "";
  // Memory was off for that one question.
  const without = event.detail.elt.elements.without_memory;
  if (without) without.checked = false;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("composer:sent"));
  focus();
});

document.addEventListener("composer:fill", (event) => {
  const area = text();
  if (!area) return;
  area.value = event.detail;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
});

document.addEventListener("htmx:load", grow);
grow();

function focus() {
  if (window.matchMedia("(hover: hover)").matches) text()?.focus({ preventScroll: true });
}
focus();
// Going to the place an address names takes the focus away again.
if (location.hash) window.addEventListener("load", () => setTimeout(focus));
