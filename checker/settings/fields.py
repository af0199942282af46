"""The keys of `zfcheck.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from ..kinds import Field
from ..packschema import SEVERITIES
from ..rules import FAIL_ON, KIND_WORDS, KINDS_OF_DOCUMENT

RULE_CHOICES = (*SEVERITIES, "off")
"""What `rules:` may say of a rule in one word."""

ANYWHERE: Mapping[str, Field] = {
    "packs": Field("texts", "再用哪些规则包：名称，或相对于本文件的路径"),
    "region": Field("text", "启用哪个地区的规则包"),
    "select": Field("texts", "只查这些规则或类别"),
    "ignore": Field("texts", "不查这些规则或类别"),
    "kind": Field("choice", "按哪种文种检查", choices=tuple(KINDS_OF_DOCUMENT), also=KIND_WORDS),
    "as-of": Field("day", "按哪一天检查，如 2025-06-30"),
    "rules": Field("rules", "各条规则：off、info、warning、error，或它的参数", choices=RULE_CHOICES),
    "accept": Field("texts", "自己的词：凡是这些词里的字，用词、提法、标点、残留类规则不再报"),
    "accept-file": Field("text", "自己的词的文件，一行一个，# 后面是说明"),
    "reject": Field(
        "maps",
        "不用的词",
        fields={"wrong": Field("text", "不用的词", required=True), "right": Field("text", "应当用的词")},
        short="wrong",
    ),
    "reject-file": Field("text", "不用的词的文件，一行一个；后面可用制表符隔开写应当用的词"),
}
"""Keys that may stand at the top and in an override."""
TOP: Mapping[str, Field] = {
    "extends": Field("texts", "以哪些设置文件为基础：相对于本文件的路径"),
    "fail-on": Field("choice", "哪一级起算有问题", choices=tuple(FAIL_ON)),
    "baseline": Field("text", "基线文件：相对于本文件的路径"),
    "exclude": Field("texts", "检查文件夹时跳过的路径，写法同 .gitignore"),
}
"""Keys that stand at the top only."""
OVERRIDE: Mapping[str, Field] = {
    "paths": Field("texts", "对哪些路径有效，写法同 .gitignore，从最上面的设置文件所在的文件夹算起", required=True),
    **ANYWHERE,
}
SETTINGS: Mapping[str, Field] = {
    **TOP,
    **ANYWHERE,
    "overrides": Field("maps", "对某些路径另作规定，后面的优先", fields=OVERRIDE),
}
LISTS = frozenset({"packs", "ignore", "exclude", "accept"})
"""Keys whose values add up over layers; of any other the last one counts."""
