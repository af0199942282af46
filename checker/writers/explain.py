"""Rules for people: one explained in full, all of them in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ..caseword import with_looks_named
from ..messages import language, say
from ..rules import Applies, Case, Rule, Unless, Window
from .layout import Segment, columns, pad, wrap
from .locate import visible
from .terms import category_name, kind_name, place_name, severity_word

_INDENT = 2

LONGEST_CASE = 120
"""Code points of an example that are shown on each side of its mark."""


def explain(rules: Sequence[tuple[Rule, Sequence[str]]], *, width: int = 100, color: bool = False) -> str:
    """What each rule checks, why, on which clause it rests, its cases, how to fix and how to switch it off.

    With each rule come the lines in which its checker says what it looks for.
    """
    texts = ("".join(line + "\n" for line in _explained(rule, looks_for, width, color)) for rule, looks_for in rules)
    return "\n".join(texts)


def _explained(rule: Rule, looks_for: Sequence[str], width: int, color: bool) -> list[str]:
    def block(title: str, rows: Iterable[list[Segment]]) -> None:
        filled = [row for row in rows if any(text for text, _ in row)]
        if not filled:
            return
        lines.extend(["", *wrap([(title, "bold")], width, color=color)])
        for row in filled:
            hang = _INDENT + (columns(row[0][0]) if len(row) > 1 else 0)
            lines.extend(wrap(row, width, _INDENT, hang, color=color))

    facts = [severity_word(rule.severity), category_name(rule.category), say("规则包 {pack}", pack=rule.pack)]
    if rule.status == "trial":
        facts.append(say("试行，只作提示"))
    lines = wrap([(rule.id, "bold"), ("  " + rule.title, "")], width, color=color)
    lines += wrap([(" · ".join(facts), "dim")], width, color=color)
    block(say("查什么"), ([(line, "")] for line in looks_for))
    block(say("为什么"), ([(line, "")] for line in rule.why.splitlines()))
    block(say("依据"), ([(line, "")] for line in rule.basis.splitlines()))
    block(say("怎么改"), ([(line, "")] for line in (rule.advice or _remedy(rule)).splitlines()))
    block(say("适用"), ([(line, "")] for line in applies_to(rule.applies)))
    block(say("例外"), ([(line, "")] for line in exceptions(rule.unless)))
    block(say("会查出"), (row for case in rule.fail for row in _wrong(case)))
    block(
        say("不会查出"),
        ([("√ ", "dim"), (head_of(text_shown(case.text)) + conditions(case), "")] for case in rule.passing),
    )
    off = _ways_off(rule)
    if rule.aliases:
        off.append([(say("也叫：{names}", names="、".join(rule.aliases)), "dim")])
    block(say("不查这一条"), off)
    return lines


def _remedy(rule: Rule) -> str:
    if rule.kind == "formulation":
        return say("改成规范表述；引用当时文件原文的，可以不改。")
    if any(case.fixed is not None for case in rule.fail):
        return say("照提示里的写法改（下面“→”后就是改好的样子）；确认原文无误的，可以不改。")
    return say("对照原文和依据核对后修改；确认原文无误的，可以不改。")


def text_shown(text: str) -> str:
    return visible(with_looks_named(text))


def head_of(text: str) -> str:
    return text if len(text) <= LONGEST_CASE else text[: LONGEST_CASE - 1] + "…"


def tail_of(text: str) -> str:
    return text if len(text) <= LONGEST_CASE else "…" + text[-LONGEST_CASE + 1 :]


def _wrong(case: Case) -> list[list[Segment]]:
    """A wrong text with its mark, then what it is put right to."""
    at = case.text.find(case.mark) if case.mark else -1
    if case.mark and at >= 0:
        end = at + len(case.mark)
        shown: list[Segment] = [
            (tail_of(text_shown(case.text[:at])), ""),
            (f"【{visible(case.mark)}】", "mark"),
            (head_of(text_shown(case.text[end:])), ""),
        ]
    else:
        shown = [(head_of(text_shown(case.text)), "")]
    rows = [[("× ", "error"), *shown, (conditions(case), "dim")]]
    if case.fixed is not None:
        rows.append([("→ ", "dim"), (visible(case.fixed), "")])
    return rows


def conditions(case: Case) -> str:
    conditions = [kind_name(case.kind)] if case.kind else []
    conditions += [case.date] if case.date else []
    return say("（{conditions}）", conditions=say("，").join(conditions)) if conditions else ""


def _ways_off(rule: Rule) -> list[list[Segment]]:
    """How not to be told of a rule: this once, at one place of a document, or always."""
    if not rule.ignorable:
        return [[(say("规则包规定这一条不能忽略。"), "")]]
    return [
        [(say("这一次：") + f"zfcheck --ignore {rule.id} " + say("文件"), "")],
        [
            (
                say("文稿里的一处：")
                + f"<!-- zfcheck: ignore {rule.id} "
                + say("理由")
                + " -->"
                + say("（Word 里写成批注）"),
                "",
            )
        ],
        [(say("一直：") + say("在 zfcheck.yaml 里写") + f" rules: {{{rule.id}: off}}", "")],
    ]


def applies_to(applies: Applies) -> list[str]:
    lines = []
    if applies.kinds:
        lines.append(say("文种：") + _joined(kind_name(kind) for kind in sorted(applies.kinds)))
    if applies.places:
        lines.append(say("位置：") + _joined(place_name(place) for place in sorted(applies.places)))
    if applies.window:
        lines.append(_window(applies.window))
    return lines


def _window(window: Window) -> str:
    if window.until is None or window.until == dt.date.max:
        return say("{since} 以后的文稿", since=window.since)
    if window.since is None or window.since == dt.date.min:
        return say("{until} 以前的文稿", until=window.until)
    return say("{since} 至 {until} 的文稿", since=window.since, until=window.until)


def exceptions(unless: Unless) -> list[str]:
    lines = []
    if unless.before:
        lines.append(say("前面紧接{words}时不报", words=_quoted(unless.before)))
    if unless.after:
        lines.append(say("后面紧接{words}时不报", words=_quoted(unless.after)))
    if unless.near:
        lines.append(say("同一句里有{words}时不报", words=_quoted(unless.near)))
    if unless.quoted:
        lines.append(say("在引号或书名号里时不报"))
    return lines


def _quoted(words: Iterable[str]) -> str:
    return _joined(f"“{word}”" for word in words)


def _joined(words: Iterable[str]) -> str:
    return (", " if language() == "en" else "、").join(words)


def table(rows: Sequence[Sequence[str]], *, width: int = 100, color: bool = False) -> str:
    """Rows in columns, the last one wrapped; the first row is the heading."""
    widths = [max(columns(row[at]) for row in rows) + 2 for at in range(len(rows[0]) - 1)]
    lines: list[str] = []
    for number, row in enumerate(rows):
        style = "dim" if number == 0 else ""
        head = "".join(pad(cell, size) for cell, size in zip(row, widths, strict=False))
        lines += wrap([(head, style), (row[-1], style)], width, 0, min(columns(head), width // 2), color=color)
    return "".join(line + "\n" for line in lines)


def rule_table(rules: Iterable[Rule], *, width: int = 100, color: bool = False) -> str:
    """Every rule with severity, pack and title."""
    rows = [(rule.id, severity_word(rule.severity), rule.pack, rule.title) for rule in rules]
    heading = (say("规则"), say("程度"), say("规则包"), say("标题"))
    return table([heading, *sorted(rows, key=lambda row: (row[2], row[0]))], width=width, color=color)
