// Messages leave after 6 s, later while the pointer or the focus is on them. A request that failed says so.
import { said } from "./words.js";

const SHOWN_MS = 6000;

function leaveLater(toast) {
  let timer = 0;
  const wait = () => (timer = setTimeout(() => toast.remove(), SHOWN_MS));
  const stay = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
  wait();
}

function say(text) {
  const toasts = document.getElementById("toasts");
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = text;
  toasts.replaceChildren(toast);
  leaveLater(toast);
}

// A person who is logged out is led to the login page, which is no answer to anything.
const isLogin = (xhr) => new URL(xhr.responseURL || location.href).pathname === document.body.dataset.login;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isLogin(event.detail.xhr)) return;
  event.detail.shouldSwap = false;
  event.detail.isError = true;
});

document.addEventListener("toast", (event) => say(event.detail));
document.addEventListener("htmx:sendError", () => say(said("unreached")));
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const { status } = xhr;
  if (status === 422) return; // the form says it itself
  if (status === 401 || status === 403 || isLogin(xhr)) say(said("logged-out"));
  else if (status === 429) say(xhr.responseText); // a sentence
  else if (status === 404) say(said("gone"));
  else say(said("failed"));
});
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll?.("[data-toast]").forEach(leaveLater));
document.querySelectorAll("[data-toast]").forEach(leaveLater);
