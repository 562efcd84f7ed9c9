// The memory line opens its receipt in place; without this script it leads to a page of its own.
// An open receipt stays open when the finished answer takes the place of the one being written.
const shown = new Map();

const lines = (root) => Array.from(root.querySelectorAll("[data-receipt]"));
const panel = (line) => document.getElementById(line.dataset.receipt);

function mark(line, isOpen) {
  line.setAttribute("aria-expanded", String(isOpen));
  panel(line).hidden = !isOpen;
}

// A line that opens in place says from the start that it is closed.
function prepare() {
  for (const line of lines(document)) {
    if (panel(line) && !line.hasAttribute("aria-expanded")) mark(line, false);
    if (panel(line)) line.setAttribute("aria-controls", line.dataset.receipt);
  }
}

function open(line) {
  const target = panel(line);
  mark(line, true);
  const kept = shown.get(line.dataset.receipt);
  if (kept) {
    target.replaceChildren(kept);
    htmx.process(kept);
    return;
  }
  shown.set(line.dataset.receipt, null);
  htmx.ajax("GET", line.href, { target, swap: "innerHTML" }).then(() => keep(line.dataset.receipt));
}

function keep(id) {
  const body = document.getElementById(id)?.firstElementChild;
  if (body && shown.has(id)) shown.set(id, body);
}

function close(line) {
  shown.delete(line.dataset.receipt);
  mark(line, false);
}

document.addEventListener("receipt:line", prepare);

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-receipt]");
  if (!line || event.ctrlKey || event.metaKey || event.shiftKey || !panel(line)) return;
  event.preventDefault();
  if (line.getAttribute("aria-expanded") === "true") close(line);
  else open(line);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  for (const line of lines(event.detail.target)) keep(line.dataset.receipt);
});

document.addEventListener("htmx:afterSwap", () => {
  prepare();
  for (const line of lines(document)) {
    if (shown.has(line.dataset.receipt) && line.getAttribute("aria-expanded") !== "true" && panel(line)) open(line);
  }
});

// Leaving a correction unwritten closes its form where it was opened.
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-correction] [data-correction-cancel]");
  if (!cancel) return;
  event.preventDefault();
  cancel.closest("[data-correction]").replaceChildren();
});

prepare();
