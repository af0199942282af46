/** The document as a page: its paragraphs in their looks, with the findings marked in place. */

import { $, all, el, icon, shown, visible } from "./dom.js";
import { byParagraph, firstEndingAt, stretches } from "./marks.js";
import { severityWord, t } from "./words.js";

const RANK = { error: 3, warning: 2, info: 1 };
const SIGNS = { accept: "accepted", ignore: "ignored" };
const LOOKS = {
  title: "title",
  subtitle: "subtitle",
  byline: "subtitle",
  "document-number": "subtitle",
  recipient: "flush",
  signature: "signature",
  "issue-date": "signature",
  furniture: "furniture",
  margin: "flush",
};
const LONG = 400; // paragraphs from which on those that are not seen are not laid out
const BLANK = /^[ \t\u3000\u00a0]*/;

export class Paper {
  #rows = [];
  #drawn = [];
  #edits = [];

  constructor(store) {
    this.store = store;
    this.element = $("paper");
    store.addEventListener("opened", () => this.draw());
    store.addEventListener("decided", ({ detail }) => this.#redraw(detail.findings));
    store.addEventListener("filtered", () => this.#look());
    store.addEventListener("selected", ({ detail }) => this.#select(detail));
    this.element.addEventListener("click", (event) => this.#clicked(event));
  }

  draw() {
    const { paragraphs, findings } = this.store;
    this.#rows = byParagraph(paragraphs, findings);
    this.#edits = this.store.edits;
    this.#drawn = paragraphs.map((paragraph, at) => this.#paragraph(paragraph, at));
    this.element.replaceChildren(...this.#inPlaces());
    document.documentElement.classList.toggle("long", paragraphs.length > LONG);
    this.#look();
  }

  /** Elements in the text that show `finding`. */
  marksOf(finding) {
    const holders = this.#drawn.filter((_, at) => this.#rows[at].includes(finding));
    return holders.flatMap((holder) => all(`[data-f~="${finding.number}"]`, holder));
  }

  /** The paragraph's element that holds `offset`, in UTF-16 units. */
  at(offset) {
    return this.#drawn[Math.min(firstEndingAt(this.store.paragraphs, offset), this.#drawn.length - 1)];
  }

  /** Where in the text the element of a paragraph begins. */
  startOf(element) {
    return this.store.paragraphs[Number(element.dataset.at)].start16;
  }

  get drawn() {
    return this.#drawn;
  }

  goTo(offset) {
    const element = this.at(offset);
    element?.scrollIntoView({ block: "center" });
    element?.classList.add("arrived");
    setTimeout(() => element?.classList.remove("arrived"), 1600);
  }

  // -- drawing -------------------------------------------------------------------------------------------------

  /** The text in order; tables as tables, and what stands outside the body, a footnote or a foot of a page, told from it. */
  #inPlaces() {
    const parts = [];
    const { paragraphs } = this.store;
    for (let at = 0; at < paragraphs.length;) {
      const place = outside(paragraphs[at].place);
      let end = at + 1;
      while (end < paragraphs.length && outside(paragraphs[end].place) === place) end += 1;
      const flow = this.#flow(at, end);
      if (place)
        parts.push(el("section.place", { "aria-label": t.place(place) }, el("p.label", {}, t.place(place)), ...flow));
      else parts.push(...flow);
      at = end;
    }
    return parts;
  }

  #flow(from, to) {
    const { paragraphs } = this.store;
    const parts = [];
    for (let at = from; at < to;) {
      const { table } = paragraphs[at];
      if (table === null || table === undefined) {
        parts.push(this.#drawn[at]);
        at += 1;
        continue;
      }
      let end = at + 1;
      while (end < to && paragraphs[end].table === table) end += 1;
      parts.push(this.#table(at, end));
      at = end;
    }
    return parts;
  }

  #table(from, to) {
    const { paragraphs } = this.store;
    const body = el("tbody");
    let [row, cell, column] = [null, null, 0];
    for (let at = from; at < to; at += 1) {
      const paragraph = paragraphs[at];
      if (!row || paragraph.row !== Number(row.dataset.row)) {
        row = el("tr", { "data-row": paragraph.row });
        body.append(row);
        [cell, column] = [null, 0];
      }
      if (!cell || paragraph.cell !== Number(cell.dataset.cell)) {
        const gap = paragraph.column - column;
        if (gap > 0) row.append(el("td", { colspan: gap > 1 ? gap : null }));
        cell = el("td", { "data-cell": paragraph.cell, colspan: paragraph.columns > 1 ? paragraph.columns : null });
        column = paragraph.column + (paragraph.columns || 1);
        row.append(cell);
      }
      cell.append(this.#drawn[at]);
    }
    return el("div.table", { role: "region", "aria-label": t("table"), tabindex: 0 }, el("table", {}, body));
  }

  #paragraph(paragraph, at) {
    const look = LOOKS[paragraph.role] ?? "";
    const level = look ? 0 : Math.min(paragraph.level || 0, 4);
    const ownLine = level && paragraph.run_in16 === null;
    const tag = look === "title" ? "h2" : ownLine ? `h${level + 2}` : "p";
    const element = el(tag, { "data-at": at });
    element.className = [look, level ? `level${level}` : ""].filter(Boolean).join(" ");
    this.#fill(element, paragraph, at);
    return element;
  }

  #fill(element, { text, start16, run_in16: runIn, hidden = [] }, at) {
    const local = ({ start, end, ...more }) => ({ start: start - start16, end: end - start16, ...more });
    const marks = this.#rows[at].map((finding) => {
      const mark = local({ start: finding.start16, end: finding.end16, finding });
      if (mark.start < text.length && mark.end > 0) return mark;
      const place = Math.max(0, Math.min(text.length, mark.start)); // it stands beside this paragraph, where nothing is seen
      return { ...mark, start: place, end: place };
    });
    const edits = this.#edits.map(local).filter((edit) => edit.end >= 0 && edit.start <= text.length);
    const unseen = hidden.map((span) => local({ start: span.start16, end: span.end16 }));
    const lead = BLANK.exec(text)[0].length;
    const bold = runIn === null ? 0 : runIn - start16;
    const cuts = [lead, bold, ...unseen.flatMap(({ start, end }) => [start, end])];
    const parts = stretches(text.length, marks, edits, cuts).filter(
      (part) => part.findings.length || !within(part, unseen),
    );
    const blank = parts.filter((part) => part.end <= lead);
    const raw = blank.some((part) => part.findings.length); // blanks that a finding speaks of are shown as they are
    element.classList.toggle("raw", raw);
    const nodes = parts.map((part) => {
      const piece = this.#stretch(text.slice(part.start, part.end), part);
      if (!raw && part.end <= lead && part.start < part.end) return el("span.lead", {}, piece);
      return part.end <= bold ? el("b.run-in", {}, piece) : piece;
    });
    element.replaceChildren(...nodes.flat());
  }

  #stretch(text, { findings, ending, removed, insert }) {
    const nodes = [];
    let inner = shown(text);
    if (removed) inner = [el("del", {}, inner)];
    if (insert) inner.push(el("ins", {}, shown(insert)));
    if (!findings.length) return [...inner, ...ending.map((finding) => this.#number(finding))];
    const told = findings.map(({ message }) => visible(message)).join("\n");
    nodes.push(el("mark", { "data-f": findings.map(({ number }) => number).join(" "), title: told }, inner));
    nodes.push(...ending.map((finding) => this.#number(finding)));
    return nodes;
  }

  #number(finding) {
    return el(
      "span.n",
      { "data-n": finding.number, "data-f": finding.number },
      "\u2060", // it stays on the line of what it stands for
      el("span.sr", {}, severityWord(finding.severity)),
      String(finding.number),
      icon(SIGNS[this.store.stateOf(finding)] ?? finding.severity),
    );
  }

  // -- what changes --------------------------------------------------------------------------------------------

  #redraw(findings) {
    this.#edits = this.store.edits;
    const touched = new Set();
    const { paragraphs } = this.store;
    for (const finding of findings) {
      this.#rows.forEach((row, at) => row.includes(finding) && touched.add(at));
      for (const edit of finding.edits) {
        const from = firstEndingAt(paragraphs, edit.start);
        for (let at = from; at < paragraphs.length && paragraphs[at].start16 <= edit.end; at += 1) touched.add(at);
      }
    }
    for (const at of touched) {
      this.#fill(this.#drawn[at], paragraphs[at], at);
      this.#look(this.#drawn[at]);
    }
  }

  /** Which marks are seen, and how: the worst of the findings that are shown. */
  #look(within = this.element) {
    const { findings, current } = this.store;
    for (const element of all("[data-f]", within)) {
      const own = element.dataset.f.split(" ").map((number) => findings[number - 1]);
      const seen = own.filter((finding) => this.store.isShown(finding));
      const open = seen.filter((finding) => !this.store.stateOf(finding));
      const worst = open.sort((a, b) => RANK[b.severity] - RANK[a.severity])[0];
      const state = worst ? worst.severity : seen.length ? this.store.stateOf(seen[0]) : "off";
      const kind = element.tagName === "MARK" ? "" : "n ";
      element.className = `${kind}${state}${own.includes(current) ? " current" : ""}`;
      if (element.tagName === "MARK" && !element.textContent) element.classList.add("point");
    }
  }

  #select({ before, from }) {
    const { current } = this.store;
    for (const element of before ? this.marksOf(before) : []) element.classList.remove("current");
    for (const element of current ? this.marksOf(current) : []) element.classList.add("current");
    if (!current || from === "paper") return;
    const mark = this.marksOf(current)[0] ?? this.at(current.start16);
    mark?.scrollIntoView({ block: "center" });
  }

  #clicked(event) {
    const mark = event.target.closest("[data-f]:not(.off)");
    if (!mark || String(getSelection())) return; // somebody is copying
    const own = mark.dataset.f.split(" ").map((number) => this.store.findings[number - 1]);
    const seen = own.filter((finding) => this.store.isShown(finding));
    if (mark.tagName === "MARK") seen.sort((a, b) => a.end16 - a.start16 - (b.end16 - b.start16)); // the narrowest first
    const next = seen[(seen.indexOf(this.store.current) + 1) % seen.length]; // again: the next one of this place
    if (next) this.store.select(next, "paper");
  }
}

/** The place, where it is outside the body; a table belongs to the text around it. */
const outside = (place) => (place === "正文" || place === "表格" ? "" : place);

const within = ({ start, end }, spans) => start < end && spans.some((span) => span.start <= start && end <= span.end);
