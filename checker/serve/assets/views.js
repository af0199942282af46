/** Which part of the page is seen: the start, the wait, the desk; and on a narrow screen, which pane of the desk. */

import { $, all, announce, el, icon, visible } from "./dom.js";
import { headline } from "./detail.js";
import { arrows } from "./keys.js";
import { t } from "./words.js";

const NARROW = "(max-width: 46rem)";
const LONG = 3000; // milliseconds after which the time is told
const PANES = ["paper", "list", "outline"];

export class Views {
  onMove = () => {};
  #timer = 0;
  #pane = "paper";
  #media = matchMedia(NARROW);
  #places = {};

  constructor(store) {
    this.store = store;
    this.dock = { show: (finding, content) => this.#dock(finding, content), used: false };
    this.dock.used = this.narrow;
    // Before anybody else hears of it: only what is seen can be scrolled to.
    store.addEventListener("selected", ({ detail }) => {
      if (this.narrow && store.current && detail.from !== "paper") this.show("paper");
    });
  }

  get narrow() {
    return this.#media.matches;
  }

  setUp(actions) {
    this.actions = actions;
    this.#media.addEventListener("change", () => this.#turn());
    $("outline-open").addEventListener("click", () => this.unfoldOutline(!this.#outlineOpen));
    for (const name of PANES) $(`tab-${name}`).addEventListener("click", () => this.show(name));
    arrows($("tabs"), "[role=tab]", ["ArrowLeft", "ArrowRight"], (tab) => {
      this.show(tab.id.slice(4));
      tab.focus();
    });
    this.#turn();
  }

  // -- start, wait, desk -----------------------------------------------------------------------------------------

  busy(name) {
    this.#only("busy");
    $("busy-name").textContent = name;
    const begun = performance.now();
    this.#sent = null;
    this.progress(0);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      const passed = performance.now() - begun;
      if (this.#sent === null && passed > LONG) {
        $("busy-words").textContent = t("checkingLong", { seconds: Math.round(passed / 1000) });
      }
    }, 1000);
    $("busy").focus();
  }

  #sent = null;

  /** How much is sent, 0 to 1; null while the server works. */
  progress(part) {
    this.#sent = part;
    const bar = $("busy-bar");
    if (part === null) bar.removeAttribute("value");
    else bar.value = part;
    $("busy-words").textContent = t(part === null ? "checking" : "sending");
  }

  /** Back to what was there before. */
  idle() {
    clearInterval(this.#timer);
    this.#only(this.store.answer ? "desk" : "start");
  }

  get isOpen() {
    return !$("desk").hidden;
  }

  waiting() {
    this.#only("start");
    announce("");
    $("back").hidden = !this.store.answer;
    if (this.store.answer) $("back").textContent = t("back", { name: this.store.file.name });
    $("choose").focus();
  }

  opened(keep) {
    clearInterval(this.#timer);
    this.#only("desk");
    this.#pane = this.store.findings.length || !this.narrow ? this.#pane : "paper";
    this.#turn();
    this.#facts();
    this.#faults();
    this.tell();
    // Once it is seen, for what is measured; the reader begins at the text.
    this.store.dispatchEvent(new CustomEvent("shown", { detail: { keep } }));
    $("paper-pane").focus({ preventScroll: true });
  }

  #only(seen) {
    for (const name of ["start", "busy", "desk"]) $(name).hidden = name !== seen;
    const open = seen === "desk";
    for (const element of all(".when-open, .skip")) element.hidden = !open;
    document.documentElement.classList.toggle("open", open);
    $("name").textContent = open ? this.store.file.name : "";
    $("facts").hidden = !open;
  }

  #facts() {
    const { document: checked, answer } = this.store;
    const page = answer.page;
    const facts = page ? [page.kind_name, checked.date, t("words", { count: page.words })] : [];
    $("facts").textContent = facts.filter(Boolean).join(" · ");
  }

  /** What could not be checked stands before the text: a fault is never a clean bill. */
  #faults() {
    const { document: checked, answer } = this.store;
    const { faults } = this.store;
    const bad = faults.filter(({ level }) => level !== "info");
    const notes = faults.filter(({ level }) => level === "info").map(({ message }) => message);
    if (answer.page?.read_only) notes.unshift(answer.page.read_only);
    if (checked.suppressed?.length) notes.push(t("suppressed", { count: checked.suppressed.length }));
    const items = (lines) => el("ul", {}, ...lines.map((line) => el("li", {}, visible(line))));
    const parts = [];
    if (bad.length) {
      const title = t(answer.page ? "faults" : "faultsNone");
      parts.push(
        el(
          "section.fault",
          {},
          el("h2", {}, icon("error"), title),
          el("p", {}, t("faultsHelp")),
          items(bad.map(({ message }) => message)),
        ),
      );
    }
    if (notes.length) parts.push(el("section.fault.quiet", {}, el("h2", {}, t("quietFaults")), items(notes)));
    $("faults").replaceChildren(...parts);
    $("paper").hidden = !this.store.paragraphs.length;
  }

  tell() {
    $("undo").disabled = !this.store.canUndo;
    const left = this.store.findings.filter((finding) => !this.store.stateOf(finding)).length;
    $("tab-count").textContent = String(left);
    $("steps").hidden = !this.store.findings.length;
  }

  get #outlineOpen() {
    return $("desk").classList.contains("outline-open");
  }

  /** Where there is no room for the outline beside the text, it lies over it, or does not. */
  unfoldOutline(open) {
    if (open === this.#outlineOpen) return;
    $("desk").classList.toggle("outline-open", open);
    $("outline-open").setAttribute("aria-expanded", String(open));
    const first = open ? $("outline").querySelector("[aria-current], button") : $("paper-pane");
    first?.focus({ preventScroll: true });
  }

  // -- panes of a narrow screen ----------------------------------------------------------------------------------

  show(name) {
    if (!this.narrow || name === this.#pane) return;
    this.#places[this.#pane] = window.scrollY;
    this.#pane = name;
    this.#turn();
    window.scrollTo(0, this.#places[name] ?? 0);
  }

  #turn() {
    this.dock.used = this.narrow;
    for (const name of PANES) {
      const pane = $(`${name}-pane`);
      pane.hidden = this.narrow && name !== this.#pane;
      const tab = $(`tab-${name}`);
      tab.setAttribute("aria-selected", String(name === this.#pane));
      tab.tabIndex = name === this.#pane ? 0 : -1;
      if (this.narrow) pane.setAttribute("role", "tabpanel");
      else pane.removeAttribute("role");
    }
    this.onMove();
  }

  /** Shows the finding at hand at the foot of a narrow screen. Gives whether it does. */
  #dock(finding, content) {
    const dock = $("dock");
    const used = this.narrow && finding !== null && this.#pane === "paper";
    const { activeElement: focused } = document;
    const lost = dock.contains(focused) || focused === document.body || !focused.offsetParent;
    dock.hidden = !used;
    document.documentElement.classList.toggle("docked", used);
    if (!used) {
      dock.replaceChildren();
      return this.narrow;
    }
    const button = (label, words, act) =>
      el("button.plain", { type: "button", "aria-label": label, onclick: act }, words);
    dock.replaceChildren(
      el(
        "div.dock-head",
        {},
        el("p.line", {}, ...headline(finding, this.store)),
        el(
          "div.dock-steps",
          {},
          button(t("previous"), "‹", () => this.actions.step(-1)),
          button(t("next"), "›", () => this.actions.step(1)),
          button(t("close"), "×", () => this.store.select(null)),
        ),
      ),
      content,
    );
    if (lost) dock.focus({ preventScroll: true });
    return true;
  }

  /** Closes what is open: a menu, or the finding at hand. */
  escape() {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (this.#outlineOpen) this.unfoldOutline(false);
    else if (this.isOpen && this.store.current) this.store.select(null);
    return true;
  }
}
