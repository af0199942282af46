"""The document with its review, or the report of it, as a file to save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..messages import say
from ..records import replace
from ..results import Result, Suppressed
from .applying import chosen, names_of
from .asking import Answering, RefusedError
from .work import JSON, Reply

if TYPE_CHECKING:
    from .work import Checking

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REPORTS = {
    "html": ("text/html; charset=utf-8", ".html"),
    "text": ("text/plain; charset=utf-8", ".txt"),
    "json": (JSON, ".json"),
}


def review(check: Checking, data: bytes, asked: Answering) -> Reply:
    """What was asked for. Raises `RefusedError` where the document cannot be answered in so."""
    sifted = _sifting(check, asked)
    if asked.form in _REPORTS:
        return _report(check, sifted(data), asked.form)
    from ..reviewing import review_bytes

    tracked = asked.form == "revisions"
    rules = check.plan.rules.by_name
    result, reviewed = review_bytes(sifted, rules, data, tracked=tracked, unsafe=asked.unsafe)
    if reviewed is None:
        raise RefusedError(422, "not-written", _why_not(result))
    stem, dot, ending = check.name.rpartition(".")
    name = f"{stem}{say('（已审）')}.{ending}" if dot else f"{check.name}{say('（已审）')}.docx"
    return Reply(reviewed.data, _WORD, name)


def _why_not(result: Result) -> str:
    if result.document is not None and not result.faults:
        return say("批注和修订只能写进 .docx 文件。请另存为 .docx 后再审，或下载网页、文本格式的结果。")
    return "\n".join(fault.message for fault in result.faults)


def _report(check: Checking, result: Result, form: str) -> Reply:
    from ..writers import BUILTIN, Report

    rules = check.plan.rules
    report = Report([result], rules.packs, rules.faults, rules=rules.by_name)
    writer = next(each for each in BUILTIN if each.name == form)
    kind, ending = _REPORTS[form]
    stem = check.name.rpartition(".")[0] or check.name
    name = f"{stem}{say('（检查结果）')}{ending}"
    return Reply(writer.write(report).encode("utf-8", "replace"), kind, name)


def _sifting(check: Checking, asked: Answering) -> Callable[[bytes], Result]:
    """A check after which what the caller ignores counts as known, with its reason."""

    def sifted(data: bytes) -> Result:
        result = check(data)
        reasons: dict[int, str] = {}
        names = names_of(result)
        for each in asked.ignore if result.document is not None else ():
            for at in chosen(each, result, names):
                if check.plan.rules.names.lasting(result.findings[at]):
                    rule = result.findings[at].rule
                    message = say("规则 {rule} 不允许忽略（规则包里写了 ignorable: false）。", rule=rule)
                    raise RefusedError(409, "not-ignorable", message)
                reasons.setdefault(at, each.reason)
        known = [Suppressed(result.findings[at], "page", reason) for at, reason in reasons.items()]
        return replace(
            result,
            findings=[each for at, each in enumerate(result.findings) if at not in reasons],
            suppressed=sorted([*result.suppressed, *known], key=lambda each: each.finding.span),
        )

    return sifted
