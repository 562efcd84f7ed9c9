// The block that is still being written: what is whole of it as it will look, the rest set in its place.
import { isItem, items, rows } from "./set-text.js";

// What may close a block of code, as long as nothing follows it.
const FENCE = /(^|\n) {0,3}(?:`{1,3}|~{1,3})\s*$/;

export class OpenBlock {
  constructor(view) {
    this.view = view;
    this.clear();
  }

  clear() {
    this.view.replaceChildren();
    this.end = 0;
    this.code = this.list = this.table = null;
    this.written = [];
  }

  show(html, end) {
    this.clear();
    this.view.innerHTML = html;
    this.end = end;
    this.code = this.view.querySelector(":scope > .code:last-child code");
    this.list = this.view.querySelector(":scope > :is(ul, ol):last-child");
    this.table = this.view.querySelector(":scope > .table:last-child table");
  }

  // Shows the text that belongs into the block there; returns what stands below it.
  write(text) {
    this.written.forEach((node) => node.remove());
    this.written = [];
    const textContent = text.replace(FENCE, "$1");
    if (this.code) this.add(this.code, [Object.assign(document.createElement("span"), { textContent })]);
    else if (this.list && isItem(text)) this.add(this.list, items(text));
    else if (this.table && text.startsWith("|")) this.add(this.table.tBodies[0] ?? this.table, rows(text));
    else return text;
    return "";
  }

  add(parent, nodes) {
    nodes.forEach((node) => node.classList.add("writing"));
    this.written = nodes;
    parent.append(...nodes);
  }
}
