/** Making elements. Text goes in as text and never as markup: there is no other way in here. */

const SVG = "http://www.w3.org/2000/svg";

/** `el("p.note", {id: "x", onclick: f}, "text", child)`; attributes that are false, null or undefined are left out. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const $ = (id) => document.getElementById(id);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const SHAPES = {
  error: ["M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"],
  warning: ["M8 1.6 15.2 14H.8z", "M8 6v4M8 11.6v.6"],
  info: ["M2.2 1.8h11.6v12.4H2.2z", "M8 7.2v4.2M8 4.4v.6"],
  accepted: ["M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2z", "M4.8 8.2l2.3 2.4 4.2-4.9"],
  ignored: ["M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2z", "M4.6 8h6.8"],
};

/** A sign for a severity or a decision; its shape tells what its colour does. */
export function icon(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  SHAPES[kind].forEach((path, at) => {
    const part = document.createElementNS(SVG, "path");
    part.setAttribute("d", path);
    part.setAttribute("class", at ? "sign" : "ground");
    svg.append(part);
  });
  return svg;
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]/u;
const BREAKS = /\r\n|[\r\n\u2028\u2029\v\f\u0085]/;

/** Text of a document: breaks as breaks, characters that nobody sees (bidi marks, NUL, half a pair) by number. */
export function shown(text) {
  if (!UNSEEN.test(text)) return [text];
  const parts = [];
  let plain = "";
  const flush = () => {
    if (plain) parts.push(plain);
    plain = "";
  };
  for (const character of text.replace(/\r\n/g, "\n")) {
    if (character === "\t" || !UNSEEN.test(character)) plain += character;
    else if (BREAKS.test(character)) {
      flush();
      parts.push(el("br"));
    } else {
      flush();
      parts.push(el("span.unseen", {}, visible(character)));
    }
  }
  flush();
  return parts;
}

/** The same on one line, as a string. */
export function visible(text) {
  let line = "";
  for (const character of text.replace(/\r\n/g, "\n")) {
    if (BREAKS.test(character)) line += "／";
    else if (UNSEEN.test(character) && character !== "\t") {
      line += `⟨U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
    } else line += character;
  }
  return line;
}

/** Says something to all; `whisper` to those alone who do not see the page. */
export const announce = (text) => tell($("live"), text);
export const whisper = (text) => tell($("whisper"), text);

function tell(live, text) {
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = text));
}
