/** What a print has besides the text: a head, and every finding told in full. */

import { $, el, icon, visible } from "./dom.js";
import { SEVERITIES } from "./list.js";
import { severityWord, t } from "./words.js";

export function printout(store, version) {
  const { file } = store;
  const counts = SEVERITIES.map((one) => [one, store.findings.filter(({ severity }) => severity === one).length]);
  const told = counts.filter(([, count]) => count).map(([one, count]) => `${severityWord(one)} ${count}`);
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  $("print-head").replaceChildren(
    el("p.print-title", {}, t("title")),
    el("p", {}, el("bdi", {}, file.name), ` · ${told.join(" · ") || t(store.missed ? "restClean" : "clean")}`),
    el("p", {}, t("printed", { date: day, version })),
  );
  $("print-list").replaceChildren(
    el("h2", {}, t("findings")),
    el("ol", {}, ...store.findings.map((finding) => entry(finding, store))),
  );
}

function entry(finding, store) {
  const decision = store.decisions.get(finding.id);
  const rule = store.answer.rules[finding.rule_key] ?? {};
  const state =
    decision && (decision.what === "accept" ? t("isAccepted") : t("isIgnored", { reason: decision.reason }));
  return el(
    "li",
    {},
    el(
      "p",
      {},
      el("b", {}, `[${finding.number}] `),
      icon(finding.severity),
      ` ${severityWord(finding.severity)} · ${finding.where} · ${finding.category_name}`,
    ),
    el("p.message", {}, visible(finding.message)),
    finding.remedy ? el("p", {}, finding.remedy) : null,
    rule.basis?.trim() ? el("p.dim", {}, `${t("basis")}：${rule.basis.trim()}`) : null,
    state ? el("p.state", {}, state) : null,
  );
}
