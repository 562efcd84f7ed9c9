// One line tells a screen reader how an answer comes along. The turn itself is read when somebody goes there.
import { counted, said } from "./words.js";

const line = document.getElementById("answer-said");
const turns = document.getElementById("thread-turns");
// Words of languages that set no spaces, too; older browsers count by spaces.
const segmenter = Intl.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
let followed = "";

function size(turn) {
  const text = [...turn.querySelectorAll(".answer")].map((part) => part.textContent).join(" ");
  const words = segmenter ? [...segmenter.segment(text)].filter((part) => part.isWordLike) : text.match(/\S+/g);
  const count = words?.length ?? 0;
  return counted("word", count);
}

function told(turn) {
  if (turn.matches("[data-stream-url]")) return said(turn.dataset.started ? "answering" : "waiting");
  if (turn.dataset.status === "failed") return said("no-answer");
  return said(turn.dataset.status === "answered" ? "finished" : "stopped", { size: size(turn) });
}

function tell() {
  const live = [...turns.querySelectorAll("[data-stream-url]")].at(-1);
  followed = live?.id || followed;
  const turn = followed && document.getElementById(followed);
  if (!turn) return;

  const text = told(turn);
  if (line.textContent !== text) line.textContent = text;
  if (!live) followed = "";
}

if (turns) {
  document.addEventListener("htmx:load", tell);
  new MutationObserver(tell).observe(turns, { subtree: true, attributeFilter: ["data-started"] });
  tell();
}
