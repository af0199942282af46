/** Light or dark: as the system says, or as chosen here. */

import { all } from "./dom.js";
import { remember, remembered } from "./memory.js";

const KEPT = "zfcheck-appearance";

export function setUpAppearance() {
  show(remembered(KEPT));
  for (const radio of all('[name="appearance"]')) {
    radio.addEventListener("change", () => {
      show(radio.value);
      remember(KEPT, radio.value);
    });
  }
}

function show(value) {
  const known = ["light", "dark"].includes(value) ? value : "auto";
  if (known === "auto") delete document.documentElement.dataset.appearance;
  else document.documentElement.dataset.appearance = known;
  for (const radio of all('[name="appearance"]')) radio.checked = radio.value === known;
}
