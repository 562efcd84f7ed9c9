// Files go up when they are chosen, dropped anywhere on the chat page or pasted; the question waits for them.
import { said } from "./words.js";

const input = () => document.querySelector("[data-attach]");
const composer = () => document.querySelector("[data-composer]");
const bar = () => document.querySelector("[data-attach-progress]");
let isUploading = false;
let sendsThen = false;

const say = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));
const hasFiles = (event) => Boolean(input()) && event.dataTransfer?.types.includes("Files");

function take(files) {
  if (isUploading) return say(said("files-busy"));
  input().files = files;
  input().dispatchEvent(new Event("change", { bubbles: true }));
}

function show(uploading) {
  isUploading = uploading;
  bar().hidden = !uploading;
  bar().value = 0;
}

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    composer().classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") take(event.dataTransfer.files);
  });
}
document.addEventListener("paste", (event) => {
  if (!input() || !event.clipboardData?.files.length) return;
  event.preventDefault();
  take(event.clipboardData.files);
});

document.addEventListener("htmx:configRequest", (event) => event.detail.elt === input() && !input().files.length && event.preventDefault());
document.addEventListener("htmx:beforeSend", (event) => event.detail.elt === input() && show(true));
document.addEventListener("htmx:xhr:progress", (event) => {
  if (event.target === input() && event.detail.lengthComputable) bar().value = event.detail.loaded / event.detail.total;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== input()) return;
  show(false);
  input().value = "";
  if (sendsThen && event.detail.successful) composer().requestSubmit();
  sendsThen = false;
});

// Before the composer's own listener: what was written is sent once the files are there.
window.addEventListener(
  "submit",
  (event) => {
    if (!isUploading || event.target !== composer()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sendsThen = true;
  },
  true,
);
document.addEventListener("composer:sent", () => document.querySelector("[data-attached-list]")?.replaceChildren());
