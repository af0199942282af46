/** The findings beside the text, by section or by category; the one at hand unfolded. */

import { $, all, el, icon } from "./dom.js";
import { detail, headline } from "./detail.js";
import { severityWord, t } from "./words.js";

export const SEVERITIES = ["error", "warning", "info"];

export class List {
  order = "section";
  #entries = new Map();

  /** `dock` says where the finding at hand is unfolded if not here: beside nothing, on a narrow screen. */
  constructor(store, actions, dock) {
    this.store = store;
    this.actions = actions;
    this.dock = dock;
    this.element = $("list");
    store.addEventListener("opened", () => this.draw());
    store.addEventListener("decided", ({ detail: { findings } }) => this.#decided(findings));
    store.addEventListener("filtered", () => this.draw());
    store.addEventListener("selected", ({ detail: how }) => this.#select(how));
    $("order").addEventListener("change", ({ target }) => this.#sort(target.value));
    $("state").addEventListener("change", ({ target }) => {
      store.off.state = target.value;
      store.filter();
    });
  }

  draw() {
    this.#drawFilters();
    this.#entries = new Map();
    const groups = this.#groups().map(([name, findings]) =>
      el(
        "section.group",
        { "aria-label": name },
        el("h3", { lang: "zh-CN" }, el("span", {}, name), el("span.count", {}, String(findings.length))),
        el("ol", {}, ...findings.map((finding) => this.#entry(finding))),
      ),
    );
    this.element.replaceChildren(...(groups.length ? groups : [this.#nothing()]));
    this.#unfold();
    this.tellCount();
  }

  entryOf(finding) {
    return this.#entries.get(finding);
  }

  get entries() {
    return this.#entries;
  }

  /** Findings in the order in which they stand here. */
  get inOrder() {
    return [...this.#entries.keys()];
  }

  tellCount() {
    const { findings, decisions, open, current } = this.store;
    $("at").textContent = `${current ? this.inOrder.indexOf(current) + 1 : "–"} / ${open.length}`;
    const counts = { done: decisions.size, all: findings.length };
    $("progress-words").textContent = findings.length ? t("progress", counts) : "";
    const meter = $("progress-bar");
    meter.max = Math.max(1, findings.length);
    meter.value = decisions.size;
    meter.hidden = !findings.length;
  }

  // -- the list ------------------------------------------------------------------------------------------------

  #groups() {
    const { open } = this.store;
    if (this.order === "category") {
      const groups = new Map();
      for (const finding of open)
        groups.set(finding.category_name, [...(groups.get(finding.category_name) ?? []), finding]);
      return [...groups];
    }
    const groups = []; // one after the other: sections far from each other may have the same title
    for (const finding of open) {
      const name = finding.section.slice(-2).join(" › ") || t("noSection");
      if (groups.at(-1)?.[0] !== name) groups.push([name, []]);
      groups.at(-1)[1].push(finding);
    }
    return groups;
  }

  #entry(finding) {
    const item = el("li", { "data-id": finding.id });
    this.#entries.set(finding, item);
    this.#fill(item, finding);
    return item;
  }

  #fill(item, finding) {
    const state = this.store.stateOf(finding);
    item.className = `entry ${finding.severity}${state ? ` ${state}` : ""}`;
    const head = el(
      "button.head",
      { type: "button", "aria-expanded": "false", onclick: () => this.#clicked(finding) },
      el("span.line", {}, ...headline(finding, this.store)),
      el("span.meta", {}, el("span", {}, finding.where), el("span", {}, finding.category_name)),
    );
    item.replaceChildren(head);
  }

  #nothing() {
    const { findings, answer, missed } = this.store;
    if (missed && !answer.page) return el("p.nothing", {}, t("unread"));
    if (findings.length) return el("p.nothing", {}, t("allFiltered"));
    if (missed) return el("p.nothing", {}, t("restClean"));
    return el("p.nothing.clean", {}, icon("accepted"), el("span", {}, t("clean")));
  }

  #clicked(finding) {
    this.store.select(this.store.current === finding && !this.dock.used ? null : finding, "list");
  }

  #sort(order) {
    this.order = order;
    this.draw();
  }

  // -- what changes --------------------------------------------------------------------------------------------

  #decided(findings) {
    for (const finding of findings) {
      const item = this.#entries.get(finding);
      if (item) this.#fill(item, finding);
    }
    if (this.store.off.state !== "all") this.draw();
    this.#drawFilters();
    this.#unfold();
    this.tellCount();
  }

  #select({ before, from }) {
    const focused = this.element.contains(document.activeElement);
    if (before) this.#fold(this.#entries.get(before));
    this.#unfold();
    this.tellCount();
    const item = this.#entries.get(this.store.current);
    if (!item) return;
    if (from !== "list") item.scrollIntoView({ block: "nearest" });
    if (focused || from === "list" || from === "keys") item.querySelector(".head").focus({ preventScroll: true });
  }

  #fold(item) {
    if (!item) return;
    item.classList.remove("current");
    item.querySelector(".detail")?.remove();
    const head = item.querySelector(".head");
    head.setAttribute("aria-expanded", "false");
    head.removeAttribute("aria-current");
  }

  #unfold() {
    const { current } = this.store;
    const item = this.#entries.get(current);
    const content = current ? detail(current, this.store, this.actions) : null;
    if (this.dock.show(current, content) || !item) return;
    this.#fold(item);
    item.classList.add("current");
    const head = item.querySelector(".head");
    head.setAttribute("aria-expanded", "true");
    head.setAttribute("aria-current", "true");
    item.append(content);
  }

  /** Once more, where the finding at hand has moved between the list and the dock. */
  moveDetail() {
    for (const item of this.#entries.values()) this.#fold(item);
    this.#unfold();
  }

  // -- filters -------------------------------------------------------------------------------------------------

  #drawFilters() {
    const { findings, off } = this.store;
    const counted = (key) => {
      const counts = new Map();
      for (const finding of findings) counts.set(finding[key], (counts.get(finding[key]) ?? 0) + 1);
      return counts;
    };
    const focused = document.activeElement?.dataset?.filter;
    const severities = counted("severity");
    const categories = counted("category");
    const names = new Map(findings.map((finding) => [finding.category, finding.category_name]));
    $("severities").replaceChildren(
      el("legend.sr", {}, t("severity")),
      ...SEVERITIES.filter((one) => severities.has(one)).map((one) =>
        this.#box("severity", one, severities.get(one), severityWord(one), off.severity),
      ),
    );
    $("categories").replaceChildren(
      el("legend.sr", {}, t("category")),
      ...[...categories].map(([one, count]) => this.#box("category", one, count, names.get(one), off.category)),
    );
    $("filters").hidden = !findings.length;
    if (focused)
      all("[data-filter]")
        .find((box) => box.dataset.filter === focused)
        ?.focus();
  }

  #box(kind, value, count, name, off) {
    const toggle = ({ target }) => {
      if (target.checked) off.delete(value);
      else off.add(value);
      this.store.filter();
    };
    const box = el("input", {
      type: "checkbox",
      "data-filter": `${kind}=${value}`,
      checked: !off.has(value),
      onchange: toggle,
    });
    const sign = kind === "severity" ? icon(value) : null;
    return el(
      `label.filter${kind === "severity" ? `.${value}` : ""}`,
      {},
      box,
      sign,
      el("span", {}, name),
      el("b", {}, String(count)),
    );
  }
}
