/** What a document is checked as: its kind, its region, its date, and the packs that count besides. */

import { $, all, el } from "./dom.js";
import { opened } from "./dialogs.js";
import { t } from "./words.js";

export class Options {
  chosen = { kind: "", region: "", as_of: "", pack: [] };

  /** `offered` is what the server lets one choose from. */
  offer(offered) {
    this.offered = offered;
    const list = (select, first, entries, value) => {
      select.replaceChildren(
        el("option", { value: "" }, first),
        ...entries.map(({ id, name }) => el("option", { value: id }, name)),
      );
      select.value = value;
    };
    const { defaults = {} } = offered;
    list($("option-kind"), this.#name(offered.kinds, defaults.kind) ?? t("auto"), offered.kinds, this.chosen.kind);
    list($("option-region"), defaults.region ?? t("none"), offered.regions, this.chosen.region);
    $("option-packs").replaceChildren(
      el("legend", {}, t("packs")),
      ...offered.packs.map(({ id, name }) =>
        el(
          "label.check",
          {},
          el("input", { type: "checkbox", value: id }),
          " ",
          el("span", { lang: "zh-CN" }, name),
          " ",
          el("code", {}, id),
        ),
      ),
    );
    $("option-packs").hidden = !offered.packs.length;
    this.#tell();
  }

  #name(entries, id) {
    return entries.find((entry) => entry.id === id)?.name;
  }

  /** Lets the choices be changed; `done` is what the button says. Gives whether they are to be used. */
  async choose(done) {
    $("option-kind").value = this.chosen.kind;
    $("option-region").value = this.chosen.region;
    $("option-date").value = this.chosen.as_of;
    for (const box of all("input", $("option-packs"))) box.checked = this.chosen.pack.includes(box.value);
    $("options-done").textContent = done;
    if (!(await opened($("options-dialog"), $("options-form")))) return false;
    this.chosen = {
      kind: $("option-kind").value,
      region: $("option-region").value,
      as_of: $("option-date").value,
      pack: all("input:checked", $("option-packs")).map((box) => box.value),
    };
    this.#tell();
    return true;
  }

  #tell() {
    const { kind, region, as_of: day, pack } = this.chosen;
    const packs = pack.map((id) => this.#name(this.offered.packs, id) ?? id);
    const what = [this.#name(this.offered.kinds, kind), region, day, ...packs].filter(Boolean);
    $("options-open").textContent = t("optionsNow", { what: what.join(" · ") || t("optionsDefault") });
  }
}
