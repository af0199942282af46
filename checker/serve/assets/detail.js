/** The finding at hand: its reason and source, the proposed wording, and what can be done about it. */

import { el, icon, shown, visible } from "./dom.js";
import { severityWord, t } from "./words.js";

const AROUND = 10; // characters of the text that show where a change is made
const MOST_EDITS = 4;

/** `actions` are accept, ignore, takeBack and goTo. */
export function detail(finding, store, actions) {
  const decision = store.decisions.get(finding.id);
  const rule = store.answer.rules[finding.rule_key] ?? {};
  return el(
    "div.detail",
    {},
    ...proposal(finding, store),
    decision ? decided(decision) : null,
    buttons(finding, decision, actions),
    el("dl.reasons", {}, ...told("why", rule.why), ...told("basis", rule.basis)),
    related(finding, actions),
    el(
      "p.rule",
      {},
      t("rule"),
      " ",
      el("span", { lang: "zh-CN" }, rule.title ?? ""),
      " ",
      el("code", {}, finding.rule),
    ),
  );
}

function told(term, text) {
  return text?.trim() ? [el("dt", {}, t(term)), el("dd", { lang: "zh-CN" }, text.trim())] : [];
}

/** The old words struck and the new ones, with a little of the text around them. */
function proposal(finding, store) {
  // Of a document that is too long to be shown, the words alone are known.
  if (!finding.edits.length || !store.paragraphs.length) return [el("p.advice", {}, finding.remedy || t("noFix"))];
  const advice = finding.advice ? [el("p.advice", {}, finding.advice)] : [];
  const all = finding.edits.map((edit) => change(edit, store));
  const rows = all.slice(0, MOST_EDITS);
  if (all.length > MOST_EDITS) rows.push(el("p.dim", {}, t("moreEdits", { count: all.length })));
  return [el("div.proposal", { lang: "zh-CN", role: "group", "aria-label": t("proposal") }, ...rows), ...advice];
}

function change(edit, store) {
  const removed = store.textOf(edit.start, edit.end);
  const [before, behind] = store.around(edit, AROUND);
  return el(
    "p.change",
    {},
    el("span.around", {}, visible(before)),
    removed ? el("del", {}, el("span.sr", {}, t("old")), shown(removed)) : null,
    edit.text ? el("ins", {}, el("span.sr", {}, t("new")), shown(edit.text)) : null,
    el("span.around", {}, visible(behind)),
  );
}

function decided({ what, reason }) {
  const words = what === "accept" ? t("isAccepted") : t("isIgnored", { reason });
  return el("p.decided", {}, icon(what === "accept" ? "accepted" : "ignored"), el("span", {}, words));
}

function buttons(finding, decision, actions) {
  const button = (name, key, action, attributes = {}) =>
    el(
      `button.${attributes.look ?? "plain"}`,
      { type: "button", "data-do": name, "aria-keyshortcuts": key, onclick: action },
      t(name),
    );
  if (decision)
    return el(
      "div.buttons",
      {},
      button("takeBack", "U", () => actions.takeBack(finding)),
    );
  const { fixable } = finding;
  const doubtful = fixable && !finding.safe;
  return el(
    "div.buttons",
    {},
    fixable ? button("accept", "A", () => actions.accept(finding), { look: "primary" }) : null,
    finding.ignorable ? button("ignore", "I", () => actions.ignore(finding)) : el("span.dim", {}, t("notIgnorable")),
    doubtful ? el("span.dim", {}, t("unsafe")) : null,
  );
}

function related(finding, actions) {
  if (!finding.related?.length) return null;
  const places = finding.related.map((place) =>
    el("li", {}, el("button.link", { type: "button", onclick: () => actions.goTo(place.start16) }, place.message)),
  );
  return el("div.related", {}, el("p", {}, t("related")), el("ul", {}, ...places));
}

/** What is told of a finding in one line. */
export function headline(finding, store) {
  const state = store.stateOf(finding);
  return [
    icon(state === "accept" ? "accepted" : state === "ignore" ? "ignored" : finding.severity),
    el("span.sr", {}, state ? t(state === "accept" ? "accepted" : "ignored") : "", severityWord(finding.severity)),
    el("span.number", {}, String(finding.number)),
    el("span.message", {}, visible(finding.message)),
  ];
}
