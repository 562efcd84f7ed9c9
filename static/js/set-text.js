// Text that is still being written, set as its Markdown will be: an open mark counts up to the end, an unfinished
// one is not seen. The server's own setting takes its place as soon as the block is whole.
const TAGS = { "**": "strong", "*": "em", "~~": "del", "`": "code" };
const ITEM = /^\s*(?:[-*+]|\d+[.)])(?:\s+|$)/;
const NEXT_ITEM = /\n(?=\s*(?:[-*+]|\d+[.)])(?:\s|$))/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+([^\n]*)|$)\n*/;
const UNDER_HEAD = /^[-|: \t]+$/;
// As on the server: above stand the headings of the page, of the question and of the answer.
const HEADINGS_ABOVE = 3;

// As on the server: a heading goes one step below the nearest one that it belongs to. `levels` are those open before.
function opened(levels, level) {
  while (levels.at(-1) >= level) levels.pop();
  levels.push(level);
  return Math.min(levels.length + HEADINGS_ABOVE, 6);
}

export function openLevels(headings) {
  const levels = [];
  for (const heading of headings) opened(levels, Number(heading.dataset.level));
  return levels;
}

export const isItem = (text) => ITEM.test(text);

function made(tag, ...nodes) {
  const node = document.createElement(tag);
  node.append(...nodes);
  return node;
}

export function inline(text) {
  const root = new DocumentFragment();
  const open = [];
  const add = (node) => (open.at(-1)?.node ?? root).append(node);
  const parts = text.replace(/!?\[([^[\]]*)\]\([^()\s]*\)?/g, "$1").replace(/[*~`]+$/, "").split(/(\*\*|\*|~~|`)/);
  for (const [place, part] of parts.entries()) {
    const isMark = place % 2 && (open.at(-1)?.mark === "`" ? part === "`" : true);
    if (isMark && open.at(-1)?.mark === part) open.pop();
    else if (isMark && !/\w$/.test(parts[place - 1]) && !/^\s/.test(parts[place + 1])) {
      const node = made(TAGS[part]);
      add(node);
      open.push({ mark: part, node });
    } else if (part) add(part);
  }
  return root;
}

export function items(text) {
  return text.split(NEXT_ITEM).map((item) => made("li", inline(item.replace(ITEM, "").trimEnd())));
}

export function rows(text, tag = "td") {
  const lines = text.split("\n").filter((line) => line.trim() && !UNDER_HEAD.test(line));
  const cells = (line) => line.replace(/^\s*\||\|\s*$/g, "").split("|").map((cell) => made(tag, inline(cell.trim())));
  return lines.map((line) => made("tr", ...cells(line)));
}

function table(text) {
  const [head, ...others] = text.split("\n");
  const whole = made("table", made("thead", ...rows(head, "th")), made("tbody", ...rows(others.join("\n"))));
  return Object.assign(made("div", whole), { className: "table" });
}

function block(text, levels) {
  const heading = HEADING.exec(text);
  if (heading) {
    const level = opened(levels, heading[1].length);
    return [made(`h${level}`, inline(heading[2] ?? "")), ...setText(text.slice(heading[0].length), levels)];
  }
  // Code, rules and quotations whose beginning is all there is.
  if (/^(?:`{1,3}\w*|~{1,3}\w*|#+|>|\||[-*_]{1,3})$/.test(text)) return [];
  if (text.startsWith("|")) return [table(text)];
  if (isItem(text)) return [made(/^\s*\d/.test(text) ? "ol" : "ul", ...items(text))];
  if (text.startsWith(">")) return [made("blockquote", made("p", inline(text.replace(/^>[ \t]?/gm, ""))))];
  return [made("p", inline(text))];
}

// The blocks stand as far apart as they will once they are rendered.
export function setText(text, levels) {
  return text.trim().split(/\n{2,}/).filter(Boolean).flatMap((one) => block(one, levels));
}
