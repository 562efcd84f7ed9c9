// Shows an answer while it is written. Ids count code points of the answer, so that a line that broke and
// came back, or a piece that arrives twice, neither loses nor doubles a word.
const followed = new WeakMap();
const sources = new Set();
const points = (text) => Array.from(text);

// As far apart as they will be once they are rendered; code keeps its empty lines.
function paragraphs(text) {
  const shown = text.replace(/^\n+|\s+$/g, "");
  if (!shown) return [];
  return (shown.startsWith("```") ? [shown] : shown.split(/\n{2,}/)).map((part) =>
    Object.assign(document.createElement("p"), { textContent: part }),
  );
}

class Writing {
  constructor(article) {
    this.article = article;
    this.blocks = article.querySelector("[data-answer-blocks]");
    this.tailView = article.querySelector("[data-answer-tail]");
    this.fold = article.querySelector("[data-thinking]");
    this.tail = [];
    this.tailStart = 0;
    this.thought = 0;
    this.source = new EventSource(article.dataset.streamUrl);
    sources.add(this.source);
    this.source.addEventListener("text", (event) => this.text(event));
    this.source.addEventListener("block", (event) => this.block(event));
    this.source.addEventListener("thinking", (event) => this.thinking(JSON.parse(event.data)));
    this.source.addEventListener("done", () => this.finish());
    // Both the server's own "error" event, which carries a sentence, and a line that broke.
    this.source.addEventListener("error", (event) => this.broke(event));
  }

  text(event) {
    const piece = points(event.data);
    const end = Number(event.lastEventId);
    const have = this.tailStart + this.tail.length;
    if (end <= have) return;
    this.tail.push(...piece.slice(Math.max(0, have - (end - piece.length))));
    this.show();
  }

  block(event) {
    const end = Number(event.lastEventId);
    if (end <= this.tailStart) return;
    this.blocks.insertAdjacentHTML("beforeend", event.data);
    this.tail.splice(0, end - this.tailStart);
    this.tailStart = end;
    this.show();
  }

  thinking({ at, text }) {
    const piece = points(text);
    const fresh = piece.slice(Math.max(0, this.thought - (at - piece.length))).join("");
    if (at <= this.thought) return;
    this.thought = at;
    this.fold.hidden = false;
    this.article.dataset.thinkingSince ||= Date.now();
    this.fold.querySelector("[data-thinking-text]").append(fresh);
  }

  show() {
    this.article.dataset.started = "1";
    if (this.article.dataset.thinkingSince) this.article.dataset.thinkingEnded ||= Date.now();
    this.tailView.replaceChildren(...paragraphs(this.tail.join("")));
  }

  broke(event) {
    if (event.data !== undefined) this.finish();
    else if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.finish(), 2000);
  }

  finish() {
    this.source.close();
    sources.delete(this.source);
    if (!this.article.isConnected) return;
    htmx.ajax("GET", this.article.dataset.finishedUrl, { target: this.article, swap: "outerHTML" });
  }
}

function followAll() {
  for (const article of document.querySelectorAll("[data-stream-url]")) {
    if (!followed.has(article)) followed.set(article, new Writing(article));
  }
}

document.addEventListener("htmx:load", followAll);
window.addEventListener("pagehide", () => sources.forEach((source) => source.close()));
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
followAll();
