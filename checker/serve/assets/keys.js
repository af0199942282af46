/** Keys: not in fields, not with a dialog open, not together with others. */

import { isOpen } from "./dialogs.js";

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** `actions` by key, in lower case. */
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isOpen() || event.target.closest?.(FIELDS)) return;
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
