// Follows each answer of the page that is still being written, once.
import { Writing } from "./writing.js";

const live = () => Array.from(document.querySelectorAll("[data-stream-url]"));
const followAll = () => live().forEach((article) => (article.writing ??= new Writing(article)));

document.addEventListener("htmx:load", followAll);
window.addEventListener("pagehide", () => live().forEach((article) => article.writing?.source.close()));
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
followAll();
