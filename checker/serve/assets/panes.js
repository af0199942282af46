/** The text, the list and the outline move together; whoever is being scrolled by hand leads. */

import { $ } from "./dom.js";

const QUIET = 250; // milliseconds in which what scrolls was scrolled by us

export class Panes {
  #leader = "paper";
  #quietUntil = 0;
  #pinned = false;
  #last = 0; // where the text was last read

  constructor(store, paper, list, outline) {
    Object.assign(this, { store, paper, list, outline });
    this.paperPane = $("paper-pane");
    this.listPane = $("list-scroll");
    this.narrow = matchMedia("(max-width: 46rem), (max-height: 28rem)");
    for (const [name, pane] of [
      ["paper", this.paperPane],
      ["list", this.listPane],
    ]) {
      for (const event of ["wheel", "touchstart", "pointerdown", "keydown"]) {
        pane.addEventListener(event, () => this.#led(name), { passive: true });
      }
    }
    this.#soon(this.paperPane, () => this.#paperMoved());
    this.#soon(window, () => this.#paperMoved());
    this.#soon(this.listPane, () => this.#listMoved());
    store.addEventListener("selected", () => {
      this.#pinned = false;
      this.hold();
    });
    store.addEventListener("shown", ({ detail: { keep } }) => {
      this.hold();
      this.#pinned = false;
      this.paperPane.scrollTop = keep ? this.#last : 0;
      this.listPane.scrollTop = 0;
      this.#paperMoved();
    });
  }

  #led(name) {
    this.#leader = name;
    this.#pinned = false;
    this.#quietUntil = 0;
  }

  /** The reader goes to `offset`: until somebody scrolls, the section there is the one at hand, wherever it is seen. */
  pin(offset) {
    this.hold();
    this.#pinned = true;
    this.outline.spy(offset);
  }

  /** What moves now is not moved by hand. */
  hold() {
    this.#quietUntil = performance.now() + QUIET;
  }

  #soon(target, then) {
    let asked = false;
    target.addEventListener(
      "scroll",
      () => {
        if (asked || !this.store.answer) return;
        asked = true;
        requestAnimationFrame(() => {
          asked = false;
          then();
        });
      },
      { passive: true },
    );
  }

  #paperMoved() {
    const { drawn } = this.paper;
    if (!drawn.length || this.paperPane.hidden) return;
    this.#last = this.paperPane.scrollTop;
    const box = this.#view();
    const first = search(drawn, (element) => element.getBoundingClientRect().bottom > box.top + 24);
    const last = search(drawn, (element) => element.getBoundingClientRect().top >= box.bottom);
    const paragraphs = this.store.paragraphs;
    const top = paragraphs[Math.min(first, paragraphs.length - 1)];
    const bottom = paragraphs[Math.max(0, last - 1)];
    if (!this.#pinned) {
      const line = box.top + (box.bottom - box.top) / 4; // where one reads
      const at = search(drawn, (element) => element.getBoundingClientRect().bottom > line);
      this.outline.spy(paragraphs[Math.min(at, paragraphs.length - 1)].end16);
    }
    this.#inView(top.start16, bottom.end16);
  }

  #view() {
    if (this.narrow.matches) return { top: 0, bottom: innerHeight };
    return this.paperPane.getBoundingClientRect();
  }

  /** Entries of what is seen in the text are marked, and brought into view where the text leads. */
  #inView(start, end) {
    let first = null;
    for (const [finding, entry] of this.list.entries) {
      const seen = finding.start16 <= end && finding.end16 >= start;
      entry.classList.toggle("in-view", seen);
      if (seen) first ??= entry;
    }
    const follows = this.#leader === "paper" && this.list.order === "section" && !this.narrow.matches;
    if (!follows || !first || performance.now() < this.#quietUntil) return;
    const [box, own] = [this.listPane.getBoundingClientRect(), first.getBoundingClientRect()];
    if (own.top >= box.top && own.bottom <= box.bottom) return;
    this.listPane.scrollTop += own.top - box.top - 40;
  }

  #listMoved() {
    if (this.#leader !== "list" || this.list.order !== "section" || this.narrow.matches) return;
    if (performance.now() < this.#quietUntil) return;
    const top = this.listPane.getBoundingClientRect().top + 40;
    for (const [finding, entry] of this.list.entries) {
      if (entry.getBoundingClientRect().bottom < top) continue;
      const element = this.paper.marksOf(finding)[0] ?? this.paper.at(finding.start16);
      const box = this.paperPane.getBoundingClientRect();
      const own = element.getBoundingClientRect();
      if (own.top < box.top || own.bottom > box.bottom) this.paperPane.scrollTop += own.top - box.top - box.height / 4;
      return;
    }
  }
}

/** The first of `elements` for which `test` holds; it holds for all behind that one. */
function search(elements, test) {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(elements[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
