// Turns that come above the ones being read leave these where they are on the screen.
let anchor = null;
let top = 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target?.matches?.(".thread-earlier")) return;
  anchor = document.querySelector(".turn");
  top = anchor?.getBoundingClientRect().top ?? 0;
});

// Before it is drawn: browsers keep the place by themselves, but not at the very top.
document.addEventListener("htmx:afterSwap", () => {
  if (anchor?.isConnected) window.scrollBy(0, anchor.getBoundingClientRect().top - top);
});

document.addEventListener("htmx:afterSettle", () => {
  anchor = null;
});
