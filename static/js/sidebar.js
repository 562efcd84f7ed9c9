// Wide: the sidebar folds away, remembered in a cookie. Narrow: it is a drawer over an inert page.
import { HOME } from "./home.js";

const root = document.documentElement;
const narrow = window.matchMedia("(max-width: 1023.98px)");
let openedBy = null;

function setFolded(folded) {
  if (folded) root.dataset.sidebar = "closed";
  else delete root.dataset.sidebar;
  document.cookie = `sidebar=${folded ? "closed" : "open"}; path=${HOME}; max-age=31536000; samesite=lax`;
  const next = document.querySelector(folded ? "[data-sidebar-open]" : ".sidebar [data-sidebar-close]");
  next?.focus();
}

function openDrawer(button) {
  openedBy = button;
  root.dataset.drawer = "open";
  document.getElementById("main").inert = true;
  document.getElementById("sidebar").focus();
}

function closeDrawer() {
  if (root.dataset.drawer !== "open") return;
  delete root.dataset.drawer;
  document.getElementById("main").inert = false;
  openedBy?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sidebar-open]");
  const closer = event.target.closest("[data-sidebar-close]");
  if (!opener && !closer) return;
  event.preventDefault();
  if (opener) narrow.matches ? openDrawer(opener) : setFolded(false);
  else narrow.matches ? closeDrawer() : setFolded(true);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.drawer === "open") {
    event.stopImmediatePropagation();
    closeDrawer();
  }
});
document.addEventListener("drawer:close", closeDrawer);
narrow.addEventListener("change", closeDrawer);
