// A button that gives something away waits until its page has been in front for a second: a click that was meant for
// the window before, which another site closed under the pointer, presses nothing.
const WAIT_MS = 1000;
let waiting;

const buttons = () => document.querySelectorAll("[data-unhurried]");

function wait() {
  clearTimeout(waiting);
  for (const button of buttons()) button.disabled = true;
  if (document.visibilityState !== "visible" || !document.hasFocus()) return;
  waiting = setTimeout(() => {
    for (const button of buttons()) button.disabled = false;
  }, WAIT_MS);
}

if (buttons().length) {
  window.addEventListener("focus", wait);
  window.addEventListener("blur", wait);
  window.addEventListener("pageshow", wait);
  document.addEventListener("visibilitychange", wait);
  wait();
}
