// A file that misses the import page's field would be opened in place of this page, with what is typed here.
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && !event.target.closest?.("[data-import]");
const CHAT = "Files can’t be attached yet. Copy the text you mean into the question.";
const ELSEWHERE = "Files are taken on the Import page only.";

document.addEventListener("dragover", (event) => {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
});
document.addEventListener("drop", (event) => {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  const detail = document.querySelector("[data-composer]") ? CHAT : ELSEWHERE;
  document.dispatchEvent(new CustomEvent("toast", { detail }));
});
