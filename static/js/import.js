// Dropped or chosen files go up at once, with a bar. Without this script the form posts them as browsers do.
import { Refused, Upload } from "./uploading.js";
import { said } from "./words.js";

const MEGABYTE = 1_000_000;
const formOf = () => document.querySelector("[data-import]");
const part = (name) => formOf().querySelector(`[data-import-${name}]`);
let upload = null;

function shower(total) {
  return (done, note = said("keep-open")) => {
    formOf().querySelector("progress").value = done / total;
    part("bytes").textContent = said("uploaded", {
      done: Math.round(done / MEGABYTE),
      total: Math.max(1, Math.round(total / MEGABYTE)),
    });
    // Said again only when it changes: screen readers speak it.
    if (part("note").textContent !== note) part("note").textContent = note;
  };
}

function named([first, ...others]) {
  return others.length ? said("and-more", { name: first.name, count: others.length }) : first.name;
}

function showAsUploading(files) {
  formOf().toggleAttribute("data-uploading", Boolean(files));
  part("progress").hidden = !files;
  if (files) part("name").textContent = named(files);
}

function showError(text) {
  part("error").querySelector("span").textContent = text;
  part("error").hidden = !text;
}

async function begin(files) {
  if (!files.length || upload) return;
  const show = shower(files.reduce((sum, file) => sum + file.size, 0) || 1);
  upload = new Upload(formOf(), files, show);
  showError("");
  showAsUploading(files);
  show(0);
  try {
    await upload.run();
    const there = upload.jobUrl;
    upload = null;
    location.assign(there);
    return;
  } catch (error) {
    showError(upload.stop.signal.aborted ? "" : error instanceof Refused ? error.message : said("upload-lost"));
  }
  upload = null;
  showAsUploading(null);
  formOf().querySelector("[type=file]").value = "";
}

document.addEventListener("change", (event) => event.target.matches("[data-import] [type=file]") && begin([...event.target.files]));
document.addEventListener("click", (event) => event.target.closest("[data-import-stop]") && upload?.cancel());
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!formOf() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    part("zone").classList.toggle("is-over", kind === "dragover" || kind === "dragenter");
    if (kind === "drop") begin([...event.dataTransfer.files]);
  });
}
window.addEventListener("beforeunload", (event) => upload && event.preventDefault());
