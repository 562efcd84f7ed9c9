// Copies an answer as the Markdown the model wrote, a question, a block of code, or the text of a named element.
import { said } from "./words.js";

function textFor(button) {
  if (button.matches("[data-copy-code]")) return button.closest("[data-code]").querySelector("pre").textContent;
  const what = button.dataset.copy;
  const turn = button.closest(".turn");
  if (what === "answer") return turn.querySelector("[data-markdown]").content.textContent;
  if (what === "question") return turn.querySelector("[data-question-text]").textContent;
  return document.querySelector(what).textContent;
}

async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Browsers offer only the old way on another machine's address without TLS.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("not copied");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-code]");
  if (!button) return;
  try {
    await write(textFor(button));
  } catch {
    document.dispatchEvent(new CustomEvent("toast", { detail: said("not-copied") }));
    return;
  }
  button.classList.add("is-copied");
  const label = button.getAttribute("aria-label");
  if (label) button.setAttribute("aria-label", said("copied"));
  else button.textContent = said("copied");
  setTimeout(() => {
    button.classList.remove("is-copied");
    if (label) button.setAttribute("aria-label", label);
    else button.textContent = said("copy");
  }, 1600);
});
