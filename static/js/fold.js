// A question or a quotation over eight lines is folded, with "Show all". Without this script it stands in full.
const LINES = 8;

function measure(text) {
  if (text.dataset.measured) return;
  text.dataset.measured = "1";
  const limit = parseFloat(getComputedStyle(text).lineHeight) * (LINES + 0.5);
  if (text.scrollHeight <= limit) return;
  text.classList.add("is-folded");
  text.parentElement.querySelector("[data-fold-toggle]").hidden = false;
}

function measureAll() {
  document.querySelectorAll("[data-fold]").forEach(measure);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fold-toggle]");
  if (!button) return;
  const folded = document.getElementById(button.getAttribute("aria-controls")).classList.toggle("is-folded");
  button.setAttribute("aria-expanded", String(!folded));
  button.textContent = folded ? "Show all" : "Show less";
});
document.addEventListener("htmx:load", measureAll);
measureAll();
