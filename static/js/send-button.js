// While an answer is being written the send button stops it; so does Esc.
import { said } from "./words.js";

const button = () => document.querySelector("[data-send]");
const stopForm = () => [...document.querySelectorAll("[data-stop]")].at(-1);

function show() {
  const send = button();
  if (!send) return;
  const answering = document.querySelector("[data-stream-url]") !== null;
  send.dataset.state = answering ? "stop" : "send";
  send.title = said(answering ? "stop" : "send");
  send.setAttribute("aria-label", send.title);
}

document.addEventListener("click", (event) => {
  const send = event.target.closest("[data-send]");
  if (send?.dataset.state !== "stop") return;
  event.preventDefault();
  // The second click of a double one was meant for sending.
  if (event.detail > 1) return;
  stopForm()?.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (document.querySelector("[data-editing]:not([hidden])")) return;
  stopForm()?.requestSubmit();
});

new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
show();
