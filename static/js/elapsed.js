// Counts the seconds of an answer that is on its way: "Waiting, 3 s", "Reading 40 %, 5 s",
// "Thinking, 4 seconds", "Writing, 7 s".
import { counted, said } from "./words.js";

const seconds = (from, to = Date.now()) => Math.max(0, Math.round((to - from) / 1000));

function began(article) {
  if (!article.dataset.seen) {
    // The clocks of the two machines may differ; a minute is as far as the server's is believed.
    const told = Date.parse(article.dataset.created);
    const isBelievable = told <= Date.now() && Date.now() - told < 60_000;
    article.dataset.seen = isBelievable ? told : Date.now();
  }
  return Number(article.dataset.seen);
}

function count(article) {
  const { thinkingSince, thinkingEnded, started, reading } = article.dataset;
  const elapsed = article.querySelector("[data-elapsed]");
  const waiting = reading && !thinkingSince ? said("reading", { share: reading }) : said("waiting");
  const doing = started ? said("writing") : waiting;
  if (elapsed) elapsed.textContent = said("for-seconds", { doing, seconds: seconds(began(article)) });
  const thinking = article.querySelector("[data-thinking-elapsed]");
  if (!thinkingSince || !thinking) return;
  const spent = seconds(Number(thinkingSince), Number(thinkingEnded) || Date.now());
  if (!thinkingEnded) thinking.textContent = counted("thinking", spent);
  else thinking.textContent = spent ? counted("thought", spent) : said("thought-briefly");
}

const countAll = () => document.querySelectorAll("[data-stream-url]").forEach(count);
setInterval(countAll, 1000);
document.addEventListener("htmx:load", countAll);
// With the first word it is no longer waited for.
new MutationObserver(countAll).observe(document.body, {
  subtree: true, attributeFilter: ["data-started", "data-thinking-since"],
});
countAll();
