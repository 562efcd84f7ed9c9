// Ctrl K, or ⌘ K, opens the search over any page; up and down walk what it found, and Enter opens it.
const dialog = document.getElementById("find");
const field = document.getElementById("find-query");
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const found = () => [...dialog.querySelectorAll("[data-found]")];

function isCommandK(event) {
  // On a Mac, Ctrl K in a field deletes to the end of the line.
  const command = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
}

function walk(step) {
  const stops = [field, ...found()];
  const place = Math.max(0, stops.indexOf(document.activeElement));
  stops[(place + step + stops.length) % stops.length].focus();
}

function begin() {
  field.focus();
  field.select();
  field.dispatchEvent(new CustomEvent("find:open"));
}

function isFoundForThis() {
  return dialog.querySelector("[data-found-for]")?.value === field.value.trim();
}

if (dialog) {
  // The page is behind it: what it had the focus on gets it back from the browser.
  new MutationObserver(() => dialog.open && begin()).observe(dialog, { attributeFilter: ["open"] });

  window.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (isCommandK(event)) {
        event.preventDefault();
        if (!document.querySelector("dialog[open]")) dialog.showModal();
      } else if (event.key === "Escape" && dialog.open) {
        // At once: the field would first take it to empty itself.
        event.preventDefault();
        dialog.close();
      } else if (step && dialog.open) {
        event.preventDefault();
        walk(step);
      }
    },
    true,
  );

  // Enter in the field opens the first of what is found; before that is here, the history searches.
  dialog.addEventListener("submit", (event) => {
    const first = isFoundForThis() && found()[0];
    if (!first) return;
    event.preventDefault();
    first.click();
  });
}

if (isApple) for (const keys of document.querySelectorAll("[data-command-keys]")) keys.textContent = "⌘ K";
