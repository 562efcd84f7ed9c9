// "All sessions" stays unfolded in the sidebar that comes with an answer: new rows first, and those below them that
// were loaded already.
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { fragment, target } }) => {
  const [shown, fresh] = [target.querySelector("#sidebar-list[data-all]"), fragment.querySelector("#sidebar-list")];
  if (!shown || !fresh) return;

  const there = new Set([...fragment.querySelectorAll("a[href]")].map((link) => link.pathname));
  const loaded = shown.querySelector(".session-rows");
  for (const link of loaded.querySelectorAll("a.session-row")) {
    if (there.has(link.pathname)) link.closest("li").remove();
  }
  loaded.prepend(...fresh.querySelector(".session-rows").children);
  fresh.replaceWith(shown);
});
