// Shows an answer while it is written. Ids count code points of the answer, so that a line that broke and
// came back, or a piece that arrives twice, neither loses nor doubles a word.
import { OpenBlock } from "./open-block.js";
import { openLevels, setText } from "./set-text.js";

// The part of a piece ending at `end` that lies behind the `have` code points shown already.
function unseen(text, end, have) {
  const piece = Array.from(text);
  return piece.slice(Math.max(0, have - (end - piece.length)));
}

export class Writing {
  constructor(article) {
    this.article = article;
    this.tail = [];
    this.tailStart = 0;
    this.thought = 0;
    this.openBlock = new OpenBlock(article.querySelector("[data-answer-open]"));
    this.wait = 1000;
    this.source = new EventSource(article.dataset.streamUrl);
    for (const name of ["memory", "text", "block", "preview", "thinking", "reading", "done", "error"]) {
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
    this.beginBlock();
    this.show();
  }

  // In elements of their own: those of what is whole now would be seen to move down to what follows.
  beginBlock() {
    for (const part of this.article.querySelectorAll("[data-answer-open], [data-answer-tail]")) {
      part.replaceWith(part.cloneNode());
    }
    this.openBlock = new OpenBlock(this.article.querySelector("[data-answer-open]"));
  }

  preview({ data }) {
    const { at, text } = JSON.parse(data);
    if (at <= this.tailStart) return;
    this.beginBlock();
    this.openBlock.show(text, at);
  }

  // How much was recalled: known before the first word.
  memory({ data }) {
    const line = this.article.querySelector("[data-memory-line]");
    if (line?.matches("[data-receipt]")) return;
    line?.insertAdjacentHTML("afterend", data);
    line?.remove();
    this.article.dispatchEvent(new CustomEvent("receipt:line", { bubbles: true }));
  }

  thinking({ data }) {
    const { at, text } = JSON.parse(data);
    const fold = this.article.querySelector("[data-thinking]");
    fold.hidden = false;
    fold.querySelector("[data-thinking-text]").append(unseen(text, at, this.thought).join(""));
    this.thought = Math.max(this.thought, at);
    this.article.dataset.thinkingSince ||= Date.now();
  }

  // How much of the prompt the server has read, in percent, where it says so.
  reading({ data }) {
    this.article.dataset.reading = data;
  }

  show() {
    this.article.dataset.started = "1";
    if (this.article.dataset.thinkingSince) this.article.dataset.thinkingEnded ||= Date.now();
    const rest = this.tail.slice(Math.max(0, this.openBlock.end - this.tailStart)).join("");
    const below = this.openBlock.write(rest);
    const levels = openLevels(this.article.querySelectorAll("[data-level]"));
    this.article.querySelector("[data-answer-tail]").replaceChildren(...setText(below, levels));
  }

  // The server's own "error" event carries a sentence; else the line broke, and the browser tries again.
  error({ data }) {
    if (data !== undefined) this.done();
    else if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.done(), 2000);
  }

  done() {
    this.source.close();
    const target = this.article;
    if (!target.isConnected) return;
    // While the server is away the answer waits there: it is asked for until it has taken this place.
    const again = () => setTimeout(() => this.done(), (this.wait = Math.min(2 * this.wait, 30_000)));
    htmx.ajax("GET", target.dataset.finishedUrl, { target, swap: "outerHTML" }).then(again, again);
  }
}
