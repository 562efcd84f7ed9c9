// Sends files in pieces, each an ordinary post: no limit is widened for them, and a cut line is gone on from.
import { said } from "./words.js";

const AGAIN_MS = [1000, 2000, 4000, 8000, 15000, 30000];

// Its message is for the reader.
export class Refused extends Error {}

export class Upload {
  // `show(bytes, note)` hears how far it is.
  constructor(form, files, show) {
    this.form = form;
    this.files = files;
    this.show = show;
    this.stop = new AbortController();
  }

  async run() {
    const sizes = this.files.flatMap((file) => [["name", file.name], ["size", file.size]]);
    const announced = new URLSearchParams([["look", "1"], ...sizes]);
    // Its answer is waited for even if one cancels meanwhile: only then it is known what is to be deleted.
    const started = await this.post(this.form.dataset.startUrl, announced, null);
    if (!started.files) throw new Refused(started.detail);
    this.cancelUrl = started.cancel;
    if (this.stop.signal.aborted) this.forget();
    this.stop.signal.throwIfAborted();
    this.jobUrl = started.job;
    let before = 0;
    for (const [number, file] of this.files.entries()) {
      await this.send(file, started.files[number], started.piece_bytes, before);
      before += file.size;
    }
  }

  // The pieces that arrived are deleted at once, not a day later.
  cancel() {
    this.stop.abort();
    this.forget();
  }

  forget() {
    if (this.cancelUrl) fetch(this.cancelUrl, { method: "POST", headers: this.headers() });
  }

  // From where the server has the file; whatever fails on the way is tried again for about a minute.
  async send(file, url, pieceBytes, before) {
    let at = 0;
    let failures = 0;
    while (at < file.size) {
      try {
        const answer = await this.post(`${url}?offset=${at}`, file.slice(at, at + pieceBytes));
        if (answer.received === undefined) throw new Refused(answer.detail);
        // What arrived was no whole piece, as where something on the way cuts it: that may never get better.
        if (answer.received === at) throw new Error("nothing was added");
        at = answer.received;
        failures = 0;
        this.show(before + at);
      } catch (error) {
        if (error instanceof Refused || this.stop.signal.aborted || failures >= AGAIN_MS.length) throw error;
        this.show(before + at, said("line-cut"));
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS[failures++]));
      }
    }
  }

  async post(url, body, signal = this.stop.signal) {
    const headers = this.headers();
    if (body instanceof Blob) headers["Content-Type"] = "application/octet-stream";
    const response = await fetch(url, { method: "POST", body, headers, signal });
    if (response.redirected || response.status === 403) throw new Refused(said("login-ended"));
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (isAnswer) return response.json();
    if (response.status < 500) throw new Refused(said("upload-refused"));
    throw new Error(`status ${response.status}`);
  }

  headers() {
    return { "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]").value };
  }
}
