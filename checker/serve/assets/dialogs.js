/** Dialogs: why a finding is ignored, a question, the help. The browser keeps the focus inside and gives it back. */

import { $, all, el } from "./dom.js";
import { t } from "./words.js";

for (const button of all("dialog [data-close]"))
  button.addEventListener("click", () => button.closest("dialog").close());
for (const dialog of all("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}

export const isOpen = () => Boolean(document.querySelector("dialog[open]"));

/** Opens `dialog`; gives true once its form is sent, false once it is closed in another way. */
export function opened(dialog, form) {
  return new Promise((resolve) => {
    let sent = false;
    const submit = (event) => {
      if (!event.defaultPrevented) sent = true;
    };
    form.addEventListener("submit", submit);
    dialog.addEventListener(
      "close",
      () => {
        form.removeEventListener("submit", submit);
        resolve(sent);
      },
      { once: true },
    );
    dialog.showModal();
  });
}

export const help = () => $("help-dialog").showModal();

export async function ask(words, yes) {
  $("ask-words").textContent = words;
  $("ask-yes").textContent = yes;
  return opened($("ask-dialog"), $("ask-form"));
}

const reason = $("ignore-reason");

$("ignore-form").addEventListener("submit", (event) => {
  if (reason.value.trim()) return;
  event.preventDefault();
  $("ignore-trouble").textContent = t("reasonNeeded");
  reason.setAttribute("aria-invalid", "true");
  reason.focus();
});

reason.addEventListener("input", () => {
  $("ignore-trouble").textContent = "";
  reason.removeAttribute("aria-invalid");
});

reason.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("ignore-form").requestSubmit();
  }
});

/** Asks why `finding` is ignored; null, or the reason and whether the `others` of its rule are, too. */
export async function askReason(finding, others) {
  $("ignore-title").textContent = t("ignoreTitle", { number: finding.number });
  $("ignore-what").textContent = finding.message;
  $("ignore-trouble").textContent = "";
  $("ignore-same").checked = false;
  $("ignore-same-label").hidden = !others.length;
  $("ignore-same-words").textContent = t("ignoreSame", { count: others.length });
  reason.value = "";
  reason.removeAttribute("aria-invalid");
  const put = (words) => {
    reason.value = words;
    reason.dispatchEvent(new Event("input"));
    reason.focus();
  };
  $("ignore-reasons").replaceChildren(
    ...["reason1", "reason2", "reason3", "reason4"].map((key) =>
      el("button.chip", { type: "button", onclick: () => put(t(key)) }, t(key)),
    ),
  );
  if (!(await opened($("ignore-dialog"), $("ignore-form")))) return null;
  return { reason: reason.value.trim(), same: $("ignore-same").checked };
}
