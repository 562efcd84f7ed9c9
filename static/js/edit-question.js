// "Edit" puts a question into the composer; sending it makes another version in the place of the old one.
const form = () => document.querySelector("[data-composer]");
let before = "";

function begin(turn) {
  const composer = form();
  const line = composer.querySelector("[data-editing]");
  if (line.hidden) before = composer.querySelector("textarea").value;
  composer.querySelector("[data-replaces]").value = turn.dataset.interactionId;
  // htmx reads where to put the reply when it sends.
  composer.setAttribute("hx-target", `#${turn.id}`);
  composer.setAttribute("hx-swap", "outerHTML");
  line.hidden = false;
  fill(turn.querySelector("[data-question-text]").textContent);
}

function end() {
  const composer = form();
  if (!composer) return;
  composer.querySelector("[data-replaces]").value = "";
  composer.setAttribute("hx-target", "#thread-turns");
  composer.setAttribute("hx-swap", "beforeend");
  composer.querySelector("[data-editing]").hidden = true;
}

function fill(text) {
  document.dispatchEvent(new CustomEvent("composer:fill", { detail: text }));
}

function cancel() {
  end();
  fill(before);
}

document.addEventListener("click", (event) => {
  const edit = event.target.closest("[data-edit]");
  if (edit) begin(edit.closest(".turn"));
  if (event.target.closest("[data-edit-cancel]")) cancel();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || form()?.querySelector("[data-editing]")?.hidden !== false) return;
  event.preventDefault();
  cancel();
});
document.addEventListener("composer:sent", end);
