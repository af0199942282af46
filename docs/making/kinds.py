"""docs/kinds.md: what a pack and each kind of rule may say, with a rule out of the packs for each kind."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from zfcheck.builtin import KINDS, Builtin
from zfcheck.compiling import collect_kinds
from zfcheck.packschema import CASE_FIELDS, ENUMERATION_FIELDS, PACK_FIELDS, RULE_FIELDS, SCHEME_FIELDS
from zfcheck.plugins import load_plugins
from zfcheck.rules import KINDS_OF_DOCUMENT, Rule
from zfcheck.ruleset import RuleSet

from .fields import rows
from .markdown import MADE, anchor, block, code, escape, table

_HEAD = ["键", "写什么", "含义"]
_COMMON = """\
整数、数、日期、true / false 直接写；“可写几个”的，写一个或写成 `[甲, 乙]`；`a.b` 是 `a` 里面的 `b`。日期写 `2025`、`2025-06` 或 `2025-06-30`。标点全角半角视为相同。写错的键会指出文件、行、列和相近的写法。
"""


def page(active: RuleSet) -> str:
    """The page of the kinds."""
    kinds = collect_kinds(load_plugins(Builtin(), entry_points=False))
    assert set(kinds) == set(KINDS)
    names = [f"[{name}](#kind-{name}) {escape(kind.title)}" for name, kind in kinds.items()]
    out = [
        MADE,
        "# 规则的写法\n\n",
        "给写规则包的人查阅。从头学起，见[规则包作者指南](authors.md)。\n\n",
        _COMMON + "\n",
        "规则的种类（`kind`）：" + "、".join(names) + "。\n\n",
        "## 规则包\n\n",
        table(_HEAD, rows(PACK_FIELDS)),
        "此外还可以写：\n\n",
        table(["键", "含义"], [[code(key), text] for key, text in _LISTS]),
        "## 每条规则都有的键\n\n",
        table(_HEAD, rows({key: field for key, field in RULE_FIELDS.items() if key not in {"fail", "pass"}})),
        "## 例子\n\n`fail`（应当查出）和 `pass`（不应误报）里的每个例子：\n\n",
        table(_HEAD, rows(CASE_FIELDS)),
        f"## {anchor('documents')}文种\n\n",
        table(["写法", "文种"], [[code(key), escape(title)] for key, title in KINDS_OF_DOCUMENT.items()]),
        f"## {anchor('schemes')}序号的写法\n\n",
        table(_HEAD, rows(SCHEME_FIELDS)),
        f"## {anchor('enumerations')}列举的写法\n\n",
        table(_HEAD, rows(ENUMERATION_FIELDS)),
    ]
    for name, kind in kinds.items():
        out.append(f"## {anchor('kind-' + name)}{name}：{escape(kind.title)}\n\n")
        out.append(table(_HEAD, rows(kind.fields)))
        if kind.table:
            out.append(f"{code('include')} 引用的 `.tsv` 表格，每行补进 {code(kind.table)}。\n\n")
        example = _example([c.rule for c in active.rules if c.rule.kind == name])
        if example:
            out.append(block(example, "yaml") + "\n")
    return "".join(out).rstrip() + "\n"


_LISTS = [
    ("rules", "规则"),
    ("adjust", "改所依据的规则包里某条规则（或某一类）的程度：`error`、`warning`、`info` 或 `off`"),
    ("set", "改所依据的规则包里某条规则的参数，以及 `title`、`why`、`basis`、`advice`"),
    ("include", "表格里一行一条规则：`{file: 表格.tsv, rule: {各条共有的键}}`"),
    ("sections", "章节标题的各种写法，供 `section` 规则的 `use` 引用：`名称: [正则表达式]`"),
    ("schemes", "标题序号的写法，见[下面](#schemes)"),
    ("enumerations", "行文里列举的写法，如 一是、二是，见[下面](#enumerations)"),
]


def _example(rules: list[Rule]) -> str:
    """The shortest rule as it stands in its pack, with its cases; one that needs no table, where there is one."""
    found = [(_source(rule), rule.id) for rule in rules if rule.place.file.endswith(".yaml")]
    complete = [(text, name) for text, name in found if "fail:" in text and "pass:" in text]
    return min(complete, key=lambda item: ("include:" in item[0], len(item[0]), item[1]))[0] if complete else ""


def _source(rule: Rule) -> str:
    """The lines of a rule in its file, moved to the left."""
    lines = _lines(rule.place.file)
    start, indent = rule.place.line - 1, rule.place.column - 1
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= indent):
        end += 1
    own = [" " * indent + lines[start][indent:], *lines[start + 1 : end]]
    while own and (not own[-1].strip() or own[-1].lstrip().startswith("#")):
        own.pop()
    text = textwrap.dedent("\n".join(own))
    return "- " + textwrap.indent(text, "  ").lstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@cache
def _lines(file: str) -> list[str]:
    return Path(file).read_text(encoding="utf-8").split("\n")
