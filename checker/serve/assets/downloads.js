/** The ways in which a reviewed document leaves the page. */

import { $, announce, el } from "./dom.js";
import * as api from "./api.js";
import { t } from "./words.js";

const FORMS = [
  { key: "downloadComments", form: "comments", needs: "word" },
  { key: "downloadRevisions", form: "revisions", needs: "word accept" },
  { key: "downloadPlain", form: "plain", needs: "write mended accept" },
  { key: "downloadHtml", form: "html", needs: "" },
];
const WORD = /\.(docx|docm|dotx|dotm)$/i;

export class Downloads {
  /** `actions` are options (of the check), print, applyAndCheck, trouble. */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.menu = $("download");
    this.menu.addEventListener("toggle", () => this.menu.open && this.draw());
  }

  draw() {
    const count = this.store.ids("accept").length;
    const rows = FORMS.map(({ key, form, needs }) =>
      this.#row(key, count, this.#missing(needs), () => this.#download(form)),
    );
    rows.push(this.#row("print", count, "", () => this.actions.print()));
    rows.push(this.#row("applyCheck", count, this.#missing("write accept"), () => this.actions.applyAndCheck(), true));
    $("downloads").replaceChildren(...rows);
  }

  /** Why it cannot be had; empty where it can. */
  #missing(needs) {
    const { page } = this.store.answer;
    if (needs.includes("word") && !WORD.test(this.store.file.name)) return t("needWord");
    if (needs.includes("write") && !page?.editable) return t("readOnly");
    if (needs.includes("mended") && this.store.file !== this.store.first) return "";
    if (needs.includes("accept") && !this.store.ids("accept").length) return t("needAccept");
    return "";
  }

  #row(key, count, missing, act, apart = false) {
    const run = () => {
      if (missing) return announce(missing);
      this.menu.open = false;
      $("download").querySelector("summary").focus();
      act();
    };
    return el(
      `button.item.two${apart ? ".apart" : ""}`,
      { type: "button", "data-get": key, "aria-disabled": missing ? "true" : null, onclick: run },
      el("span.what", {}, t(key)),
      el("span.dim", {}, missing || t(`${key}Help`, { count })),
    );
  }

  async #download(form) {
    announce(t("preparing"));
    try {
      const { blob, name, left = [] } = await this.#made(form);
      save(blob, name);
      this.store.saved = true;
      announce([t("downloaded", { name }), ...left.map(({ reason }) => reason)].join("\n"));
    } catch (error) {
      this.actions.trouble(error);
    }
  }

  /** Those about which one of `kinds` was decided, as the server is told what to leave out. */
  #decided(...kinds) {
    const own = [...this.store.decisions].filter(([, { what }]) => kinds.includes(what));
    return own.map(([id, { reason }]) => ({ id, reason: reason ?? t("isAccepted") }));
  }

  async #made(form) {
    const { file } = this.store;
    const dot = file.name.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, ""];
    const asked = this.actions.options();
    const accept = this.store.ids("accept");
    if (form === "plain") {
      const { blob, left } = accept.length ? await api.apply(file, { ...asked, accept, how: "plain" }) : { blob: file };
      return { blob, left, name: `${stem}${t("suffixPlain")}${ending}` };
    }
    if (form === "revisions") {
      // The comments first: a check of the revised file would have a word to say about the revisions themselves.
      const ignore = this.#decided("ignore", "accept");
      const commented = new File([await api.review(file, { ...asked, ignore, as: "comments" })], file.name);
      const { blob, left } = await api.apply(commented, { ...asked, accept, how: "revisions" });
      return { blob, left, name: `${stem}${t("suffixRevisions")}${ending}` };
    }
    const blob = await api.review(file, { ...asked, ignore: this.#decided("ignore"), as: form });
    const name = form === "html" ? `${stem}${t("suffixReport")}.html` : `${stem}${t("suffixComments")}${ending}`;
    return { blob, name };
  }
}

function save(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
