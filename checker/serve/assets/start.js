/** Taking a document in: dropped, chosen or pasted. */

import { $, announce } from "./dom.js";
import { isOpen } from "./dialogs.js";
import { size, t } from "./words.js";

/** `take` gets a File; `limits` are those of the server. */
export function setUpStart({ take, trouble, busy }) {
  const limit = { bytes: Infinity };
  const offer = async (file) => {
    if (busy()) return;
    if (file.size > limit.bytes) {
      trouble(new Error(t("tooLarge", { name: file.name, size: size(file.size), limit: size(limit.bytes) })));
    } else await take(file);
  };
  setUpChoosing(offer);
  setUpDropping(offer);
  setUpPasting(offer);
  return {
    /** Says what is taken. */
    offer({ limits, suffixes }) {
      limit.bytes = limits.bytes;
      $("file").accept = (suffixes ?? []).join(",");
      $("takes").textContent = t("takes", { size: size(limits.bytes) });
    },
  };
}

function setUpChoosing(offer) {
  $("choose").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) offer(file);
    target.value = "";
  });
}

function setUpDropping(offer) {
  const root = document.documentElement;
  let depth = 0;
  const show = (over) => {
    root.classList.toggle("dropping", over);
    $("drop-words").textContent = t(over ? "dropHere" : "drop");
  };
  const holdsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (holdsFile(event) && !isOpen()) show((depth += 1) > 0);
  });
  document.addEventListener("dragleave", (event) => {
    if (holdsFile(event) && !isOpen()) show((depth -= 1) > 0);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault(); // or the browser would leave the page for the file
    show(Boolean((depth = 0)));
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length || isOpen()) return;
    if (files.length > 1) announce(t("onlyOne", { name: files[0].name }));
    offer(files[0]);
  });
}

function setUpPasting(offer) {
  const field = $("pasted");
  $("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) {
      $("pasted-trouble").textContent = t("nothingPasted");
      field.focus();
      return;
    }
    offer(new File([field.value], "粘贴.txt", { type: "text/plain" }));
  });
  field.addEventListener("input", () => ($("pasted-trouble").textContent = ""));
  // A file from the clipboard, or text while the page waits for a document.
  document.addEventListener("paste", (event) => {
    if ($("start").hidden || isOpen() || event.target === field) return;
    const [file] = event.clipboardData.files;
    if (file) offer(file);
    else {
      field.value = event.clipboardData.getData("text/plain");
      field.focus();
    }
    event.preventDefault();
  });
}
