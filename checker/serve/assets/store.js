/** What is known now, and what was known before each step. Those who draw the page listen to it. */

import { clash, firstEndingAt } from "./marks.js";

export class Store extends EventTarget {
  file = null;
  first = null; // the file as it came, before fixes were put in
  answer = null;
  decisions = new Map(); // id of a finding -> {what: "accept" | "ignore", reason}
  current = null;
  off = { severity: new Set(), category: new Set(), state: "all" };
  saved = true;
  #past = [];

  // -- what is there -------------------------------------------------------------------------------------------

  get document() {
    return this.answer.document;
  }

  get findings() {
    return this.answer?.document.findings ?? [];
  }

  get paragraphs() {
    return this.answer.page?.paragraphs ?? [];
  }

  /** What could not be checked, and what else there is to say of the check. */
  get faults() {
    return [...(this.answer.faults ?? []), ...this.document.faults];
  }

  /** Whether something could not be checked. */
  get missed() {
    return this.faults.some(({ level }) => level !== "info");
  }

  get open() {
    return this.findings.filter((finding) => this.isShown(finding));
  }

  isShown(finding) {
    const decided = this.decisions.has(finding.id);
    if (this.off.state === "open" && decided && finding !== this.current) return false;
    if (this.off.state === "decided" && !decided) return false;
    return !this.off.severity.has(finding.severity) && !this.off.category.has(finding.category);
  }

  stateOf(finding) {
    return this.decisions.get(finding.id)?.what ?? null;
  }

  ids(what) {
    return this.findings.filter((finding) => this.stateOf(finding) === what).map((finding) => finding.id);
  }

  /** The text between two offsets in UTF-16 units; what lies between paragraphs is a line end. */
  textOf(start, end) {
    const { paragraphs } = this;
    let text = "";
    let at = Math.max(0, start);
    for (let index = firstEndingAt(paragraphs, at); index < paragraphs.length && at < end; index += 1) {
      const { start16, end16, text: own } = paragraphs[index];
      if (start16 > at) text += "\n".repeat(Math.min(start16, end) - at);
      at = Math.max(at, start16);
      if (at < end) text += own.slice(at - start16, end - start16);
      at = Math.max(at, end16);
    }
    return text;
  }

  /** What is seen before and behind an edit in its own lines: at most `most` characters each, without markup. */
  around({ start, end }, most) {
    const { paragraphs } = this;
    if (!paragraphs.length) return ["", ""];
    const last = paragraphs.length - 1;
    const first = paragraphs[Math.min(firstEndingAt(paragraphs, start), last)];
    const final = paragraphs[Math.min(firstEndingAt(paragraphs, end), last)];
    const before = seen(first, first.start16, start).trimStart();
    const behind = seen(final, end, final.end16).trimEnd();
    return [[...before].slice(-most).join(""), [...behind].slice(0, most).join("")];
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /** The edits of what was accepted, in UTF-16 units. */
  get edits() {
    return this.findings.filter((finding) => this.stateOf(finding) === "accept").flatMap((finding) => finding.edits);
  }

  // -- what is done --------------------------------------------------------------------------------------------

  /** A new answer. With `keep`, what was decided about findings that are still there stays decided. */
  show(file, answer, { keep = false, step = false } = {}) {
    if (step) this.#remember(null);
    const still = keep ? this.#stillDecided(answer.document.findings, step) : new Map();
    this.file = file;
    this.answer = prepared(answer);
    this.decisions = still;
    if (!keep) {
      this.first = file;
      this.#past = [];
      this.saved = true;
    }
    this.current = null;
    this.#tell("opened");
  }

  /** Why `finding` cannot be accepted beside what was accepted before: the finding that stands in its way. */
  obstacle(finding) {
    return this.findings.find(
      (other) => other !== finding && this.stateOf(other) === "accept" && clash(other.edits, finding.edits),
    );
  }

  decide(findings, decision) {
    this.#remember(findings[0]);
    for (const finding of findings) this.decisions.set(finding.id, decision);
    this.saved = false;
    this.#tell("decided", { findings });
  }

  /** Takes back the decision about one finding, whenever it was made. */
  takeBack(finding) {
    this.#remember(finding);
    this.decisions.delete(finding.id);
    this.saved = false;
    this.#tell("decided", { findings: [finding] });
  }

  /** Takes back the last step and gives the finding it was about. */
  undo() {
    const before = this.#past.pop();
    if (!before) return null;
    const same = before.answer === this.answer;
    const now = this.decisions;
    Object.assign(this, before.known);
    if (same) {
      this.#tell("decided", { findings: this.findings.filter(({ id }) => now.get(id) !== this.decisions.get(id)) });
    } else {
      this.file = before.file;
      this.answer = before.answer;
      this.current = null;
      this.#tell("opened");
    }
    return before.finding;
  }

  select(finding, from) {
    const before = this.current;
    this.current = finding;
    this.#tell("selected", { before, from });
  }

  filter() {
    if (this.current && !this.isShown(this.current)) this.select(null);
    this.#tell("filtered");
  }

  /** What was decided about `findings` of another check, by their ids; with `made`, what was accepted is done there. */
  #stillDecided(findings, made) {
    const before = named(this.findings.filter((finding) => !made || this.stateOf(finding) !== "accept"));
    const still = new Map();
    for (const [name, { id }] of named(findings)) {
      const decision = this.decisions.get(before.get(name)?.id);
      if (decision) still.set(id, decision);
    }
    return still;
  }

  #remember(finding) {
    const known = { decisions: new Map(this.decisions) };
    this.#past.push({ file: this.file, answer: this.answer, known, finding });
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The text of a paragraph between two offsets, without its hidden markup. */
function seen({ text, start16, hidden = [] }, start, end) {
  let shown = "";
  let at = start;
  for (const span of hidden) {
    if (span.start16 > at) shown += text.slice(at - start16, Math.min(span.start16, end) - start16);
    at = Math.max(at, Math.min(span.end16, end));
  }
  return at < end ? shown + text.slice(at - start16, end - start16) : shown;
}

/** Findings by a name that outlives an edit elsewhere; of those that say the same in a section, the first is the first. */
function named(findings) {
  const counts = new Map();
  return new Map(
    findings.map((finding) => {
      const count = counts.get(finding.fingerprint) ?? 0;
      counts.set(finding.fingerprint, count + 1);
      return [`${finding.fingerprint}/${count}`, finding];
    }),
  );
}

/** The answer with what the page asks again and again: numbers, and edits in UTF-16 units alone. */
function prepared(answer) {
  answer.document.findings.forEach((finding, at) => {
    finding.number = at + 1;
    // Of a document that is too long to be shown nothing can be accepted: nobody would see it.
    finding.fixable = finding.fixable && finding.edits.length > 0 && Boolean(answer.page);
    finding.edits = finding.edits.map(({ start16, end16, text }) => ({ start: start16, end: end16, text }));
  });
  return answer;
}
