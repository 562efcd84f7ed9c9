// The server shows times in the zone of this cookie until the person names one.
import { HOME } from "./home.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `timezone=${encodeURIComponent(zone)}; path=${HOME}; max-age=31536000; samesite=lax`;
