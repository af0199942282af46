"""What the editor's own settings say (`zfcheck.kind` …), which outrank `zfcheck.yaml` as options do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..messages import LANGUAGES, say
from ..packtree import nearest
from ..records import Record
from ..rules import KIND_WORDS, KINDS_OF_DOCUMENT
from ..runs import Asked

SECTION = "zfcheck"
ON_TYPE, ON_SAVE = "type", "save"


class Config(Record, frozen=True):
    """The settings of the editor. `lang` is None where it says nothing; `docs` is the address of the manual."""

    kind: str | None = None
    region: str | None = None
    packs: tuple[str, ...] = ()
    lang: str | None = None
    check_on: str = ON_TYPE
    docs: str = ""
    asks_reason: bool = False
    """Whether the editor has a command that asks for the reason of an ignore note (our extension)."""

    def asked(self, *, plugins: bool, root: Path | None) -> Asked:
        """The same as options of the command line; paths of packs are taken from the folder that is open."""
        return Asked(
            packs=tuple(_pack(name, root) for name in self.packs), region=self.region, kind=self.kind, plugins=plugins
        )


def _pack(name: str, root: Path | None) -> str:
    is_path = "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
    return str(root / name) if is_path and root is not None else name


def read_config(values: object, before: Config) -> tuple[Config, list[str]]:
    """The settings in `values`, and what is wrong with them; what is not said is as `before`."""
    if not isinstance(values, dict):
        return before, []
    told: dict[str, Any] = values
    wrong: list[str] = []

    def word(key: str, old: str | None) -> str | None:
        value = told.get(key, old)
        if value is None or isinstance(value, str):
            return value or None
        wrong.append(say("编辑器设置 {key} 应为一段文字，没有采用。", key=f"{SECTION}.{key}"))
        return old

    def one_of(key: str, known: dict[str, str], old: str | None) -> str | None:
        value = word(key, old)
        if value is None or value in known or value in known.values():
            return known.get(value, value) if value is not None else None
        wrong.append(
            say(
                "编辑器设置 {key} 不能写“{value}”，没有采用。{hint}",
                key=f"{SECTION}.{key}",
                value=value,
                hint=nearest(value, list(known)),
            )
        )
        return old

    packs = told.get("packs", before.packs)
    if not isinstance(packs, list | tuple) or not all(isinstance(each, str) for each in packs):
        wrong.append(say("编辑器设置 {key} 应为一列规则包的名称或路径，没有采用。", key=f"{SECTION}.packs"))
        packs = before.packs
    kinds = {**{kind: kind for kind in KINDS_OF_DOCUMENT}, **KIND_WORDS}
    return (
        Config(
            kind=one_of("kind", kinds, before.kind),
            region=word("region", before.region),
            packs=tuple(each for each in packs if each),
            lang=one_of("lang", {each: each for each in LANGUAGES}, before.lang),
            check_on=one_of("checkOn", {ON_TYPE: ON_TYPE, ON_SAVE: ON_SAVE}, before.check_on) or ON_TYPE,
            docs=word("docs", before.docs) or "",
            asks_reason=told.get("asksReason", before.asks_reason) is True,
        ),
        wrong,
    )
