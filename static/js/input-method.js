// A key that an input method takes, to choose a word or to leave it, is no key of this page: no other script hears it.
// 229: what some browsers say for the key that ends the composing.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

for (const kind of ["keydown", "keyup"]) {
  window.addEventListener(kind, (event) => isComposing(event) && event.stopImmediatePropagation(), true);
}
