// The block that is still being written: what is whole of it as it will look, the rest as text in its place.
const ITEM = /^\s*(?:[-*+]|\d+[.)])(?:\s+|$)/;
const NEXT_ITEM = /\n(?=\s*(?:[-*+]|\d+[.)])(?:\s|$))/;

export class OpenBlock {
  constructor(view) {
    this.view = view;
    this.clear();
  }

  clear() {
    this.view.replaceChildren();
    this.end = 0;
    this.code = this.list = null;
    this.written = [];
  }

  show(html, end) {
    this.clear();
    this.view.innerHTML = html;
    this.end = end;
    this.code = this.view.querySelector(":scope > .code:last-child code");
    this.list = this.view.querySelector(":scope > :is(ul, ol):last-child");
  }

  // Shows the text that belongs into the block there; returns what stands below it.
  write(text) {
    this.written.forEach((node) => node.remove());
    this.written = [];
    if (this.code) this.add(this.code, "span", text);
    else if (this.list && ITEM.test(text)) {
      text.split(NEXT_ITEM).forEach((item) => this.add(this.list, "li", item.replace(ITEM, "").trimEnd()));
    } else return text;
    return "";
  }

  add(parent, tag, text) {
    const node = Object.assign(document.createElement(tag), { className: "writing", textContent: text });
    this.written.push(node);
    parent.append(node);
  }
}
