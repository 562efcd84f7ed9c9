// The button goes round: as the system, light, dark. The cookie lets the server draw the first frame right.
import { HOME } from "./home.js";
import { said } from "./words.js";

const names = { "": "theme-system", light: "theme-light", dark: "theme-dark" };

function label() {
  const theme = document.documentElement.dataset.theme || "";
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.title = said(names[theme]);
    button.setAttribute("aria-label", button.title);
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const order = Object.keys(names);
  const root = document.documentElement;
  const theme = order[(order.indexOf(root.dataset.theme || "") + 1) % order.length];
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.cookie = `theme=${theme}; path=${HOME}; max-age=${theme ? 31536000 : 0}; samesite=lax`;
  label();
});
label();
