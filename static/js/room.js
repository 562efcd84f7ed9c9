// An answer that is being written has the room of a window below its question: the lines come into a page that
// stands still, and what is below them waits at its end. The room stays until something else is asked, or the page
// is left. An attribute of the thread and not of the turn, which another one replaces at the end. Where other turns
// follow, an answer that is written anew has the room of the one before.
const turns = document.getElementById("thread-turns");
const isLive = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches("[data-stream-url]");
let formerHeight = 0;

function makeRoom(changes) {
  if (turns.querySelector(":scope > [data-stream-url]")) turns.dataset.hasRoom = "";
  const came = changes.flatMap(({ addedNodes }) => [...addedNodes]);
  came.filter(isLive).forEach((turn) => turn.style.setProperty("--former-height", `${formerHeight}px`));
  formerHeight = 0;
}

if (turns) {
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    formerHeight = target.matches(".turn") ? target.offsetHeight : 0;
  });
  new MutationObserver(makeRoom).observe(turns, { childList: true });
  makeRoom([]);
}
