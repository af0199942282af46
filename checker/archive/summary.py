"""What is told on the terminal of an archive: how much there was, what was found most, and where."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import say
from ..writers.layout import columns, pad
from .running import Outcome

_MOST = 10
"""Rules, and folders, that are told."""


def summary(outcome: Outcome, results: str) -> str:
    """The text, ending in a line end."""
    return "".join(line + "\n" for line in _lines(outcome, results))


def _lines(outcome: Outcome, results: str) -> Iterator[str]:
    totals = outcome.totals
    yield say(
        "{documents}份文稿：这次检查{checked}份，{known}份的内容和规则都没有变，用已有的结果。",
        documents=outcome.documents,
        checked=outcome.checked,
        known=outcome.known,
    )
    counts = {name: totals.count(name) for name in ("error", "warning", "info")}
    yield say("错误{error}处，警告{warning}处，提示{info}处。", **counts)
    if totals.states["unchecked"] or totals.states["partly"] or outcome.faults:
        yield say(
            "未能检查{unchecked}份，没有查全{partly}份：见 {results}/faults。",
            unchecked=totals.states["unchecked"],
            partly=totals.states["partly"],
            results=results,
        )
    by_rule = [(f"{rule} ({severity})", number) for (rule, _, severity), number in totals.rules.most_common(_MOST)]
    yield from _table(say("最多的规则："), by_rule)
    found = {folder: counts["error"] + counts["warning"] for folder, counts in totals.folders.items()}
    most = sorted(((name, number) for name, number in found.items() if number), key=lambda pair: (-pair[1], pair[0]))
    yield from _table(say("错误和警告最多的文件夹："), most[:_MOST])
    yield say("结果在“{results}”：findings、faults、documents、totals。", results=results)


def _table(title: str, rows: list[tuple[str, int]]) -> Iterator[str]:
    if not rows:
        return
    yield title
    width = max(columns(name) for name, _ in rows)
    for name, number in rows:
        yield f"  {pad(name, width)}  {number}"
