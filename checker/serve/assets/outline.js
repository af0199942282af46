/** The sections of the document with their numbers, and where in them the reader is. */

import { $, el } from "./dom.js";
import { t } from "./words.js";

export class Outline {
  #places = [];

  constructor(store, goTo) {
    this.store = store;
    this.goTo = goTo;
    this.element = $("outline");
    store.addEventListener("opened", () => this.draw());
    for (const name of ["decided", "filtered"]) store.addEventListener(name, () => this.#count());
  }

  draw() {
    const sections = this.store.answer.page?.outline ?? [];
    this.#places = sections.map(({ text, level, start16: offset }) => {
      const button = el(
        "button",
        { type: "button", onclick: () => this.goTo(offset) },
        el("span.name", { lang: "zh-CN" }, text.trim()),
        el("span.count"),
      );
      return { offset, button, item: el(`li.level${Math.min(level, 4)}`, {}, button) };
    });
    const list = el("ol", {}, ...this.#places.map(({ item }) => item));
    this.element.replaceChildren(this.#places.length ? list : el("p.dim", {}, t("noOutline")));
    this.#count();
  }

  /** Marks the section that holds `offset`. */
  spy(offset) {
    let here = null;
    for (const place of this.#places) if (place.offset <= offset) here = place;
    for (const place of this.#places) {
      if (place === here) place.button.setAttribute("aria-current", "location");
      else place.button.removeAttribute("aria-current");
    }
    const pane = this.element.closest(".pane");
    if (here && pane.clientHeight) {
      const [box, own] = [pane.getBoundingClientRect(), here.button.getBoundingClientRect()];
      if (own.top < box.top || own.bottom > box.bottom) pane.scrollTop += own.top - box.top - box.height / 3;
    }
  }

  /** How many findings are open in each section, those below it not counted. */
  #count() {
    const counts = this.#places.map(() => 0);
    let at = -1;
    for (const finding of this.store.open) {
      if (this.store.stateOf(finding)) continue;
      while (at + 1 < this.#places.length && this.#places[at + 1].offset <= finding.start16) at += 1;
      if (at >= 0) counts[at] += 1;
    }
    this.#places.forEach(({ button }, at) => {
      button
        .querySelector(".count")
        .replaceChildren(...(counts[at] ? [String(counts[at]), el("span.sr", {}, t("findingsHere"))] : []));
    });
  }
}
