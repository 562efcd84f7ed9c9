// Turns that come above the ones being read leave these where they are on the screen, and are not read aloud.
let anchor = null;
let live = null;
let top = 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target?.matches?.(".thread-earlier")) return;
  anchor = document.querySelector(".turn");
  top = anchor?.getBoundingClientRect().top ?? 0;
  live = anchor?.closest("[aria-live]");
  live?.setAttribute("aria-live", "off");
});

// Before it is drawn: browsers keep the place by themselves, but not at the very top.
document.addEventListener("htmx:afterSwap", () => {
  if (anchor?.isConnected) window.scrollBy(0, anchor.getBoundingClientRect().top - top);
});

document.addEventListener("htmx:afterSettle", () => {
  live?.setAttribute("aria-live", "polite");
  anchor = live = null;
});
