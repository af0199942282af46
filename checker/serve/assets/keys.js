/** Keys: not in fields, not with a dialog open, not together with others. */

import { isOpen } from "./dialogs.js";
import { $ } from "./dom.js";
import { remember, remembered } from "./memory.js";

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

const KEPT = "zfcheck-keys";

/** Single letters get in the way of those who speak to their computer: they can be switched off (WCAG 2.1.4). */
function setUpSwitch() {
  const box = $("keys-on");
  box.checked = remembered(KEPT) !== "off";
  box.addEventListener("change", () => remember(KEPT, box.checked ? "on" : "off"));
  return () => box.checked;
}

/** `actions` by key, in lower case. */
export function listen(actions) {
  const isOn = setUpSwitch();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isOpen() || event.target.closest?.(FIELDS)) return;
    if (event.key.length === 1 && !isOn()) return;
    const action = actions[event.key.toLowerCase()];
    if (action?.(event) === true) event.preventDefault();
  });
}

/** The arrow keys go from tab to tab, and from entry to entry of a list of buttons. */
export function arrows(holder, selector, [back, on], then = (element) => element.focus()) {
  holder.addEventListener("keydown", (event) => {
    const ways = { [back]: -1, [on]: 1, Home: -Infinity, End: Infinity };
    if (!(event.key in ways) || event.target.closest(FIELDS)) return;
    const own = [...holder.querySelectorAll(selector)].filter((element) => element.offsetParent);
    const at = own.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    then(own[Math.max(0, Math.min(own.length - 1, at + ways[event.key]))]);
  });
}
