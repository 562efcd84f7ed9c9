// "Rename" turns the title in the top bar into a field. Without this script the link leads to a page.
const form = () => document.querySelector("[data-rename-form]");

function leave() {
  form().hidden = true;
  document.querySelector("#topbar [data-menu] summary").focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-rename]") && form()) {
    event.preventDefault();
    event.target.closest("details").open = false;
    form().hidden = false;
    form().elements.title.select();
  }
  if (event.target.closest("[data-rename-cancel]")) leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest("[data-rename-form]")) return;
  event.preventDefault();
  leave();
});
