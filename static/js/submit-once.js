// A form is sent once: a second press while the first is under way does nothing. The label says it is under way.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // A download leaves the page as it is.
    if (form.method !== "post" || event.submitter?.hasAttribute("data-download")) return;
    form.dataset.sending = "1";
    // A moment later: a button that is changed now would not be sent along.
    setTimeout(() => {
      const button = event.submitter;
      if (!button?.dataset.busy) return;
      button.dataset.label = button.textContent;
      button.style.minWidth = `${button.offsetWidth}px`;
      button.classList.add("is-busy");
      button.textContent = button.dataset.busy;
    });
  },
  true,
);

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[data-label]")) {
    button.textContent = button.dataset.label;
    button.classList.remove("is-busy");
    delete button.dataset.label;
  }
}

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("form")) release(event.detail.elt);
});
// Back from the browser's memory: the page is as it was left, forms included.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
