// Shows an answer while it is written. Ids count code points of the answer, so that a line that broke and
// came back, or a piece that arrives twice, neither loses nor doubles a word.
const sources = new Set();

// The part of a piece ending at `end` that lies behind the `have` code points shown already.
function unseen(text, end, have) {
  const piece = Array.from(text);
  return piece.slice(Math.max(0, have - (end - piece.length)));
}

// As far apart as they will be once they are rendered; code keeps its empty lines.
function paragraphs(text) {
  const shown = text.replace(/^\n+|\s+$/g, "");
  const parts = shown.startsWith("```") ? [shown] : shown.split(/\n{2,}/).filter(Boolean);
  return parts.map((part) => Object.assign(document.createElement("p"), { textContent: part }));
}

class Writing {
  constructor(article) {
    this.article = article;
    this.tail = [];
    this.tailStart = 0;
    this.thought = 0;
    this.wait = 1000;
    this.source = new EventSource(article.dataset.streamUrl);
    sources.add(this.source);
    for (const name of ["text", "block", "thinking", "done", "error"]) {
      this.source.addEventListener(name, (event) => this[name](event));
    }
  }

  text({ data, lastEventId }) {
    this.tail = this.tail.concat(unseen(data, Number(lastEventId), this.tailStart + this.tail.length));
    this.show();
  }

  block({ data, lastEventId }) {
    const end = Number(lastEventId);
    if (end <= this.tailStart) return;
    this.article.querySelector("[data-answer-blocks]").insertAdjacentHTML("beforeend", data);
    this.tail.splice(0, end - this.tailStart);
    this.tailStart = end;
    this.show();
  }

  thinking({ data }) {
    const { at, text } = JSON.parse(data);
    const fold = this.article.querySelector("[data-thinking]");
    fold.hidden = false;
    fold.querySelector("[data-thinking-text]").append(unseen(text, at, this.thought).join(""));
    this.thought = Math.max(this.thought, at);
    this.article.dataset.thinkingSince ||= Date.now();
  }

  show() {
    this.article.dataset.started = "1";
    if (this.article.dataset.thinkingSince) this.article.dataset.thinkingEnded ||= Date.now();
    this.article.querySelector("[data-answer-tail]").replaceChildren(...paragraphs(this.tail.join("")));
  }

  // The server's own "error" event carries a sentence; else the line broke, and the browser tries again.
  error({ data }) {
    if (data !== undefined) this.done();
    else if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.done(), 2000);
  }

  done() {
    this.source.close();
    sources.delete(this.source);
    const target = this.article;
    if (!target.isConnected) return;
    // While the server is away the answer waits there: it is asked for until it has taken this place.
    const again = () => setTimeout(() => this.done(), (this.wait = Math.min(2 * this.wait, 30_000)));
    htmx.ajax("GET", target.dataset.finishedUrl, { target, swap: "outerHTML" }).then(again, again);
  }
}

const follow = (article) => (article.writing ??= new Writing(article));
const followAll = () => document.querySelectorAll("[data-stream-url]").forEach(follow);

document.addEventListener("htmx:load", followAll);
window.addEventListener("pagehide", () => sources.forEach((source) => source.close()));
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
followAll();
