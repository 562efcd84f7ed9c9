// The login ended while the page was open: the form is sent as the browser does it, and the login page
// that answers takes the question along.
document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  if (elt.matches("[data-composer]") && (xhr.status === 401 || xhr.status === 403)) HTMLFormElement.prototype.submit.call(elt);
});
