// A <details data-remember="name"> stays as the reader left it, also when htmx brings a new copy.
const key = (details) => `open:${details.dataset.remember}`;

document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.matches?.("[data-remember]")) return;
    if (event.target.open) sessionStorage.setItem(key(event.target), "1");
    else sessionStorage.removeItem(key(event.target));
  },
  true, // toggle doesn't bubble
);

function restore(root) {
  for (const details of root.querySelectorAll("[data-remember]")) {
    if (sessionStorage.getItem(key(details))) details.open = true;
  }
}

document.addEventListener("htmx:oobBeforeSwap", (event) => restore(event.detail.fragment));
document.addEventListener("htmx:load", (event) => restore(event.detail.elt.parentElement || event.detail.elt));
restore(document);
