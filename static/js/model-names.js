// A click on a model's name puts it into the field of names, or takes it out again.
const field = () => document.querySelector("input[name=models]");
const chosen = () => field().value.split(/,\s+|,$/).map((name) => name.trim()).filter(Boolean);

function show() {
  for (const button of document.querySelectorAll("[data-model-name]")) {
    button.setAttribute("aria-pressed", String(chosen().includes(button.dataset.modelName)));
  }
}

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-model-name]")?.dataset.modelName;
  if (!name) return;
  const names = chosen();
  const kept = names.filter((other) => other !== name);
  field().value = (kept.length < names.length ? kept : [...names, name]).join(", ");
  show();
});
document.addEventListener("input", (event) => event.target === field() && show());
show();
