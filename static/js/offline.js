// A page of the vault's own where it can't be reached. Browsers allow that on this machine and behind TLS alone.
import { HOME } from "./home.js";

navigator.serviceWorker?.register(`${HOME}service-worker.js`, { scope: HOME }).catch(() => {});
