"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const toolbar = document.getElementById("toolbar");
  if (!toolbar) return;
  const at = document.getElementById("at");
  const entries = all(".finding");
  const byKey = new Map(entries.map((entry) => [entry.id.slice(1), entry]));
  const marks = all("[data-f]").map((element) => ({ element, keys: element.dataset.f.split(" ") }));
  const marksOf = new Map();
  for (const mark of marks) {
    for (const key of mark.keys) {
      if (!marksOf.has(key)) marksOf.set(key, []);
      marksOf.get(key).push(mark.element);
    }
    if (mark.element.tagName === "MARK") {
      mark.element.title = mark.keys.map((key) => byKey.get(key).querySelector(".message").textContent).join("\n");
    }
  }
  const narrow = matchMedia("(max-width: 62rem)");
  const RANK = ["info", "warning", "error"];
  let current = null;

  const keyOf = (entry) => entry.id.slice(1);
  const open = () => entries.filter((entry) => !entry.hidden);

  function tell() {
    const shown = open();
    at.textContent = `${current ? shown.indexOf(current) + 1 : "–"} / ${shown.length}`;
  }

  function select(entry, goTo) {
    if (current) {
      current.removeAttribute("aria-current");
      for (const mark of marksOf.get(keyOf(current)) ?? []) mark.classList.remove("current");
    }
    current = entry;
    if (entry) {
      entry.setAttribute("aria-current", "true");
      const own = marksOf.get(keyOf(entry)) ?? [];
      for (const mark of own) mark.classList.add("current");
      if (own.length && goTo !== "entry") own[0].scrollIntoView({ block: "center" });
      if (goTo === "entry" || !narrow.matches) {
        entry.scrollIntoView({ block: "nearest" });
        entry.focus({ preventScroll: true });
      }
    }
    tell();
  }

  function step(by) {
    const shown = open();
    if (!shown.length) return;
    const from = shown.indexOf(current);
    const next = from < 0 ? (by > 0 ? 0 : shown.length - 1) : (from + by + shown.length) % shown.length;
    select(shown[next]);
  }

  function filter() {
    const off = new Set(all("input:not(:checked)", toolbar).map((box) => `${box.name}=${box.value}`));
    for (const entry of entries) {
      entry.hidden = off.has(`s=${entry.dataset.s}`) || off.has(`c=${entry.dataset.c}`);
    }
    for (const { element, keys } of marks) {
      const told = keys.map((key) => byKey.get(key)).filter((entry) => !entry.hidden);
      const worst = Math.max(-1, ...told.map((entry) => RANK.indexOf(entry.dataset.s)));
      element.classList.remove(...RANK, "off");
      element.classList.add(RANK[worst] ?? "off");
    }
    if (current && current.hidden) select(null);
    tell();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".list summary, .related a, .suppressed")) return;
    const mark = event.target.closest("[data-f]:not(.off)");
    if (mark) {
      if (String(getSelection())) return; // somebody is copying
      const shown = mark.dataset.f.split(" ").map((key) => byKey.get(key)).filter((entry) => !entry.hidden);
      event.preventDefault();
      select(shown[(shown.indexOf(current) + 1) % shown.length], "entry"); // again: the next one of this place
      return;
    }
    const entry = event.target.closest(".finding");
    if (entry && !String(getSelection())) {
      event.preventDefault();
      select(entry, "mark");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === "n" || key === "p") step(key === "n" ? 1 : -1);
    if (event.key === "Enter" && event.target.classList.contains("finding")) select(event.target, "mark");
  });

  toolbar.addEventListener("change", filter);
  for (const button of all("[data-step]", toolbar)) button.addEventListener("click", () => step(Number(button.dataset.step)));
  document.documentElement.classList.add("js");
  toolbar.hidden = false;
  filter();
})();
