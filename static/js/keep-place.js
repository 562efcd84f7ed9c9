// "Show earlier" puts turns above the ones being read; those stay where they are on the screen.
let anchor = null;
let top = 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target?.matches?.(".thread-earlier")) return;
  anchor = document.querySelector(".turn");
  top = anchor?.getBoundingClientRect().top ?? 0;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!anchor?.isConnected) return;
  window.scrollBy(0, anchor.getBoundingClientRect().top - top);
  anchor = null;
});
