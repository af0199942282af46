/** Light or dark: as the system says, or as chosen here. */

import { all } from "./dom.js";

const KEPT = "zfcheck-appearance";

export function setUpAppearance() {
  show(remembered());
  for (const radio of all('[name="appearance"]')) {
    radio.addEventListener("change", () => {
      show(radio.value);
      try {
        localStorage.setItem(KEPT, radio.value);
      } catch {
        /* a browser that keeps nothing: it is so until the page is closed */
      }
    });
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) ?? "auto";
  } catch {
    return "auto";
  }
}

function show(value) {
  const known = ["light", "dark"].includes(value) ? value : "auto";
  if (known === "auto") delete document.documentElement.dataset.appearance;
  else document.documentElement.dataset.appearance = known;
  for (const radio of all('[name="appearance"]')) radio.checked = radio.value === known;
}
