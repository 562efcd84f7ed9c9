"""What the eye of a designer would find on a page, and a browser can measure: run in the page, each fault in words."""

# At a phone's, a tablet's, a small window's and a desk's width.
WIDTHS = (360, 760, 1040, 1280)
FAULTS = """() => {
  const faults = [];
  const named = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim()
    .replace(/\\s+/g, " ").slice(0, 60)}”`;
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.getBoundingClientRect().width > 1;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const texts = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE
    && node.data.trim());
  const boxes = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()];
  };

  const drawn = "input:not([type=hidden]), select, textarea, svg, .button, .rows";
  const leaves = (element) => [element, ...element.querySelectorAll("*")].filter((one) => isSeen(one)
    && !one.closest(".menu-list") && (texts(one).length || one.matches(drawn)));
  const edges = (element, side) => leaves(element).map((leaf) => leaf.getBoundingClientRect()[side]);

  // Blocks of a page that have no room between them.
  for (const page of all(".page")) {
    const blocks = [...page.children].filter((child) => isSeen(child)
      && !["absolute", "fixed"].includes(getComputedStyle(child).position));
    blocks.slice(1).forEach((block, place) => {
      const room = Math.min(...edges(block, "top")) - Math.max(...edges(blocks[place], "bottom"));
      if (room < 7) faults.push(`${Math.round(room)} px between ${named(blocks[place])} and ${named(block)}`);
    });
  }

  // A word of what can be pressed, or of a head, that goes on in another line.
  const pressed = "button, summary, nav a, .button, .segment, .filter, .tag, .menu-item, label, th, h1, h2, h3";
  for (const element of all(pressed).flatMap((one) => [one, ...one.querySelectorAll("*")]).filter(isSeen)) {
    for (const node of texts(element)) {
      for (const { 0: word, index } of node.data.matchAll(/(?<!\\p{L})\\p{L}{4,24}(?!\\p{L})/gu)) {
        const tops = new Set(boxes(node, index, index + word.length).map((box) => Math.round(box.top)));
        if (tops.size > 1) faults.push(`the word ${word} is broken in ${named(element)}`);
      }
    }
  }

  // A sentence in a column of a word or two.
  for (const element of all("main p, main li, main dd, main td, main span, main b")) {
    const nodes = texts(element);
    const { length } = nodes.map((node) => node.data.trim().replace(/\\s+/g, " ")).join(" ");
    if (length < 40) continue;
    const lines = nodes.flatMap((node) => boxes(node, 0, node.data.length));
    const widest = Math.max(...lines.map((box) => box.right)) - Math.min(...lines.map((box) => box.left));
    if (widest && widest < 110) faults.push(`${Math.round(widest)} px for ${named(element)}`);
  }

  // Words of a drawing that lie over each other.
  for (const drawing of all("svg")) {
    const words = [...drawing.querySelectorAll("text.chart-name")].filter((text) => text.textContent.trim()
      && isSeen(text)).map((text) => ({ text, box: text.getBoundingClientRect() }));
    for (const [place, { text, box }] of words.entries()) {
      const over = words.slice(place + 1).find((other) => other.box.left < box.right + 1 && other.box.right > box.left
        - 1 && other.box.top < box.bottom - 2 && other.box.bottom > box.top + 2);
      if (over) faults.push(`${text.textContent.trim()} lies over ${over.text.textContent.trim()}`);
    }
  }

  // What a field says while it is empty, cut off.
  const ruler = document.createElement("canvas").getContext("2d");
  for (const field of all("input[placeholder]")) {
    const style = getComputedStyle(field);
    ruler.font = style.font;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (ruler.measureText(field.placeholder).width > room) faults.push(`“${field.placeholder}” is cut off`);
  }

  // Parts of one page, in two lines.
  for (const nav of all("nav.parts")) {
    if (new Set([...nav.children].map((part) => part.offsetTop)).size > 1) faults.push(`two lines of ${named(nav)}`);
  }

  // A page whose top bar, which stands in for the title, says something else.
  for (const bar of all(".topbar-page .topbar-title")) {
    const title = document.querySelector(".page-title");
    const isHidden = title && getComputedStyle(title).position === "absolute";
    const [said, meant] = [bar, title ?? bar].map((one) => one.textContent.trim().replace(/\\s+/g, " "));
    if (isHidden && said !== meant) faults.push(`“${said}” above the page “${meant}”`);
  }

  // An icon that is not level with the first line of its notice.
  for (const icon of all(".notice > .icon, .cut > .icon")) {
    const line = [...icon.parentElement.querySelectorAll(".notice-text, .cut-text")].flatMap((text) =>
      leaves(text)).flatMap((leaf) => texts(leaf)).flatMap((node) => boxes(node, 0, node.data.length))[0];
    const box = icon.getBoundingClientRect();
    const off = line && (box.top + box.bottom - line.top - line.bottom) / 2;
    if (Math.abs(off) > 2.5) faults.push(`its icon is ${off} px off in ${named(icon.parentElement)}`);
  }

  // What opened stands under what opened it.
  for (const list of all("details[open] > .menu-list")) {
    const button = list.parentElement.querySelector("summary").getBoundingClientRect();
    const opened = list.getBoundingClientRect();
    if (opened.left > button.right || opened.right < button.left) faults.push(`far from its button: ${named(list)}`);
  }

  // A button whose words are not in its middle.
  for (const button of all(".button")) {
    const edge = button.getBoundingClientRect();
    const inner = [...button.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE ? node.data.trim()
      : isSeen(node) && getComputedStyle(node).position !== "absolute").map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return node.nodeType === Node.TEXT_NODE ? range.getBoundingClientRect() : node.getBoundingClientRect();
    });
    const left = Math.min(...inner.map((box) => box.left)) - edge.left;
    const right = edge.right - Math.max(...inner.map((box) => box.right));
    if (Math.abs(left - right) > 2) faults.push(`its words are off the middle of ${named(button)}`);
  }

  return [...new Set(faults)];
}"""
