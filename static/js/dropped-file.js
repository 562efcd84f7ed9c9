// A file that is dropped where none is taken would be opened in place of this page, with what is typed here.
import { said } from "./words.js";

const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && !event.target.closest?.("[data-import]");

document.addEventListener("dragover", (event) => {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
});
document.addEventListener("drop", (event) => {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("toast", { detail: said("files-elsewhere") }));
});
