// A question from the sidebar or from the first page goes into the composer, to be sent or changed.
document.addEventListener("click", (event) => {
  const source = event.target.closest("[data-question]");
  if (!source || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!document.querySelector("[data-composer]")) return; // elsewhere the link goes to its place
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("drawer:close"));
  document.dispatchEvent(new CustomEvent("composer:fill", { detail: source.dataset.question }));
});
