/** Talking with the server on this machine. The token comes in the fragment of the address and is taken out of it. */

import { remember, remembered } from "./memory.js";
import { language, t } from "./words.js";

const KEPT = "zfcheck-token";
let token = "";

/** What the fragment says: the token, kept for reloads of this tab, and the language. */
export function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const kept = remembered(KEPT, { tab: true });
  token = asked.get("token") ?? kept ?? "";
  if (asked.has("token")) remember(KEPT, token, { tab: true });
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return asked;
}

/** What went wrong, in words for the one who sits before the page. */
export class Trouble extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

/** What may be chosen, in `lang`, or in the language of the service where nobody has chosen one. */
export async function choices(lang) {
  return JSON.parse(await (await send("GET", lang ? `/api/choices?lang=${lang}` : "/api/choices")).text());
}

/** Checks `file`; `progress` is told how much is sent (0 to 1), then null while the server works. */
export async function check(file, options, { progress, signal } = {}) {
  const answer = await send("POST", `/api/check?${query(file.name, options)}`, { body: file, progress, signal });
  return JSON.parse(await answer.text());
}

export async function apply(file, request, how = {}) {
  const answer = JSON.parse(await (await send("POST", "/api/apply", { body: form(file, request), ...how })).text());
  return { ...answer, blob: fromBase64(answer.file) };
}

export async function review(file, request, how = {}) {
  return send("POST", "/api/review", { body: form(file, request), ...how });
}

function query(name, options) {
  const asked = new URLSearchParams({ name, lang: language() });
  for (const [key, value] of Object.entries(options)) {
    for (const one of [value].flat()) if (one) asked.append(key, one);
  }
  return asked;
}

function form(file, request) {
  const body = new FormData();
  body.append("file", file, file.name);
  const said = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== "" && value !== null));
  body.append("request", JSON.stringify({ name: file.name, lang: language(), ...said }));
  return body;
}

function fromBase64(text) {
  const bytes = atob(text);
  return new Blob([Uint8Array.from(bytes, (character) => character.charCodeAt(0))]);
}

/** By XMLHttpRequest, because fetch does not tell how much of a body is sent. */
function send(method, address, { body = null, progress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "blob";
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    if (body && !(body instanceof FormData)) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : null));
    request.upload.addEventListener("load", () => progress(null));
    request.addEventListener("load", async () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(await troubleOf(request));
    });
    request.addEventListener("error", () => reject(new Trouble(t("noServer"))));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

async function troubleOf(request) {
  if (request.status === 401 || request.status === 403) return new Trouble(t("noToken"), request.status);
  const text = await request.response?.text().catch(() => "");
  try {
    const told = JSON.parse(text);
    const message = told.error?.message ?? told.message ?? told.error ?? told.detail;
    if (typeof message === "string" && message) return new Trouble(message, request.status);
  } catch {
    /* no JSON: what is known is the status */
  }
  return new Trouble(t("refused", { status: request.status }), request.status);
}
