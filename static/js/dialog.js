// A button with data-opens opens the dialog of that id; a click beside an open dialog closes it.
// While one is open its keys are its own: Esc closes it and stops no answer, and no other script hears a key.
const open = () => document.querySelector("dialog[open]");

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  else if (event.target === open() || event.target.closest("dialog [data-closes], dialog a")) open().close();
});

window.addEventListener("keydown", (event) => open() && event.stopPropagation(), true);
