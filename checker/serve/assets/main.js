/** The page of `zfcheck serve`: puts its parts together and says what follows from what. */

import * as api from "./api.js";
import { setUpAppearance } from "./appearance.js";
import { ask, askReason, help } from "./dialogs.js";
import { $, all, announce, el, whisper } from "./dom.js";
import { Downloads } from "./downloads.js";
import { arrows, listen } from "./keys.js";
import { List, SEVERITIES } from "./list.js";
import { remember, remembered } from "./memory.js";
import { Options } from "./options.js";
import { Outline } from "./outline.js";
import { Panes } from "./panes.js";
import { Paper } from "./paper.js";
import { printout } from "./printout.js";
import { setUpStart } from "./start.js";
import { Store } from "./store.js";
import { Views } from "./views.js";
import { language, severityWord, speak, t } from "./words.js";

const LANGUAGE = "zfcheck-language"; // under which the browser keeps it
const asked = api.readAddress();
let chosen = asked.get("lang") ?? remembered(LANGUAGE, { tab: true });
if (chosen) remember(LANGUAGE, (chosen = chosen === "en" ? "en" : "zh"), { tab: true });
speak(chosen);
setUpAppearance();

const store = new Store();
const options = new Options();
const views = new Views(store);
const actions = { accept, ignore, takeBack, goTo, step };
const paper = new Paper(store);
const list = new List(store, actions, views.dock);
const outline = new Outline(store, goTo);
const panes = new Panes(store, paper, list, outline);
const start = setUpStart({ take, trouble, busy: () => !$("busy").hidden });
const downloads = new Downloads(store, { options: () => options.chosen, print, applyAndCheck, trouble });
let version = "";

views.onMove = () => list.moveDetail();
views.setUp(actions);

// -- checking ------------------------------------------------------------------------------------------------------

async function take(file) {
  if (!(await mayLeave())) return;
  await checked(file, () => api.check(file, options.chosen, busyWith(file)), {});
}

async function checkAgain() {
  const { file } = store;
  if (await options.choose(t("check"))) {
    await checked(file, () => api.check(file, options.chosen, busyWith(file)), { keep: true });
  }
}

async function applyAndCheck() {
  const { file } = store;
  const request = { ...options.chosen, accept: store.ids("accept"), how: "plain" };
  const made = async () => {
    const { blob, result, left } = await api.apply(file, request, busyWith(file));
    if (left?.length) announce(left.map(({ reason }) => reason).join(" "));
    return [new File([blob], file.name), result];
  };
  await checked(file, made, { keep: true, step: true });
}

let stop = null;

/** Shows that something is under way, does it, and shows what came of it. */
async function checked(file, work, how) {
  trouble(null);
  views.busy(file.name);
  try {
    const made = await work();
    const [shown, answer] = Array.isArray(made) ? made : [file, made];
    store.show(shown, answer, how);
    told(how.keep);
  } catch (error) {
    views.idle();
    if (error.name === "AbortError") announce(t("cancelled"));
    else trouble(error);
  } finally {
    stop = null;
  }
}

function busyWith() {
  const control = new AbortController();
  stop = () => control.abort();
  return { progress: (part) => views.progress(part), signal: control.signal };
}

$("cancel").addEventListener("click", () => stop?.());

/** Shows and tells what came of a check; with `keep`, the reader is where he was. */
function told(keep = false) {
  views.opened(keep);
  const counts = SEVERITIES.map((one) => [one, store.findings.filter(({ severity }) => severity === one).length]);
  const words = counts.filter(([, count]) => count).map(([one, count]) => `${severityWord(one)} ${count}`);
  if (store.missed && !store.answer.page) return announce(t("unread"));
  if (store.missed) words.push(t("faults"));
  return announce(t("checked", { what: words.join(t("comma")) || t("clean") }));
}

function trouble(error) {
  const box = $("trouble");
  box.hidden = !error;
  if (!error) return box.replaceChildren();
  announce("");
  const close = el("button.plain", { type: "button", onclick: () => trouble(null) }, t("close"));
  const lines = String(error.message)
    .split("\n")
    .map((line) => el("p", {}, line));
  box.replaceChildren(el("h2", {}, t("troubleTitle")), ...lines, close);
  box.focus();
  return undefined;
}

async function mayLeave() {
  if (!store.answer || store.saved) return true;
  return ask(t("otherSure", { count: store.decisions.size }), t("leave"));
}

// -- what is done with findings ------------------------------------------------------------------------------------

function accept(finding) {
  if (!finding) return announce(t("selectFirst"));
  if (store.stateOf(finding)) return;
  if (!finding.fixable) return announce(t("nothingToAccept", { number: finding.number }));
  const other = store.obstacle(finding);
  if (other) return announce(t("inTheWay", { number: finding.number, other: other.number }));
  store.decide([finding], { what: "accept" });
  onward(finding, t("saidAccepted", { number: finding.number }));
}

async function ignore(finding) {
  if (!finding) return announce(t("selectFirst"));
  if (store.stateOf(finding)) return;
  if (!finding.ignorable) return announce(t("notIgnorable"));
  const others = store.findings.filter(
    (other) => other !== finding && other.rule_key === finding.rule_key && other.ignorable && !store.stateOf(other),
  );
  const answer = await askReason(finding, others);
  if (!answer) return;
  const those = answer.same ? [finding, ...others] : [finding];
  store.decide(those, { what: "ignore", reason: answer.reason });
  onward(finding, t("saidIgnored", { count: those.length }));
}

/** On to the next finding that nobody has decided about. */
function onward(finding, said) {
  const order = list.inOrder;
  const at = order.indexOf(finding);
  const next = [...order.slice(at + 1), ...order.slice(0, at + 1)].find((one) => !store.stateOf(one));
  store.select(next ?? finding, "keys");
  announce(next ? said : `${said}${t("allDone")}`);
}

function takeBack(finding) {
  store.takeBack(finding);
  store.select(finding, "keys");
  announce(t("saidUndone"));
}

function undo() {
  if (!store.canUndo) return announce(t("nothingToUndo"));
  const { answer } = store;
  const finding = store.undo();
  if (store.answer !== answer) told(true);
  if (finding) store.select(finding, "keys");
  return announce(t("saidUndone"));
}

function step(by) {
  const order = list.inOrder;
  if (!order.length) return;
  const from = order.indexOf(store.current);
  const next = from < 0 ? (by > 0 ? 0 : order.length - 1) : (from + by + order.length) % order.length;
  store.select(order[next], "keys");
  if (views.narrow) whisper(`${order[next].number}: ${order[next].message}`);
}

function goTo(offset) {
  views.show("paper");
  views.unfoldOutline(false);
  panes.pin(offset);
  paper.goTo(offset);
}

function print() {
  printout(store, version);
  window.print();
}

// -- buttons and keys ----------------------------------------------------------------------------------------------

store.addEventListener("decided", () => views.tell());
$("undo").addEventListener("click", undo);
$("again").addEventListener("click", checkAgain);
$("other").addEventListener("click", () => views.waiting());
$("back").addEventListener("click", () => views.idle());
$("options-open").addEventListener("click", () => options.choose(t("ok")));
$("next").addEventListener("click", () => step(1));
$("previous").addEventListener("click", () => step(-1));
$("help-open").addEventListener("click", help);
$("language").addEventListener("click", changeLanguage);
window.addEventListener("hashchange", () => {
  if (api.readAddress().has("token")) begin(); // the address of a service started anew
});
window.addEventListener("beforeprint", () => store.answer && printout(store, version));
window.addEventListener("beforeunload", (event) => {
  if (!store.saved) event.preventDefault();
});

const atHand = (action) => () => {
  if (views.isOpen) action();
};
const on = atHand(() => step(1));
const back = atHand(() => step(-1));
listen({
  n: on,
  j: on,
  p: back,
  k: back,
  a: atHand(() => accept(store.current)),
  // Else the letter would be typed into the dialog.
  i: (event) => (views.isOpen ? (event.preventDefault(), ignore(store.current), true) : false),
  u: atHand(undo),
  "?": () => (help(), true),
  escape: () => views.escape(),
});
arrows($("list"), ".head", ["ArrowUp", "ArrowDown"]);
arrows($("outline"), "button", ["ArrowUp", "ArrowDown"]);

// -- language and beginning ----------------------------------------------------------------------------------------

async function changeLanguage() {
  chosen = language() === "zh" ? "en" : "zh";
  speak(chosen);
  remember(LANGUAGE, chosen, { tab: true });
  $("more").open = false;
  await begin();
  if (store.answer) {
    const { file } = store;
    await checked(file, () => api.check(file, options.chosen, busyWith(file)), { keep: true });
  }
}

async function begin() {
  try {
    const offered = await api.choices(chosen);
    if (!chosen) speak(offered.lang);
    version = offered.version;
    $("version").textContent = `zfcheck ${version}`;
    options.offer(offered);
    start.offer(offered);
    trouble(null);
  } catch (error) {
    trouble(error);
  }
}

for (const menu of all("details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

begin();
