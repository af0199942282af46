"""Kind `pairs`: quotation marks, book-title marks, brackets without a partner or wrongly nested (see `markpairs`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document
from ..markpairs import CHECKS, PARTNERS, Pairing, pairings
from ..messages import quoted, say
from ..phrases import Hit
from ..rules import Finding, Rule
from . import Field, Kind, Vocabulary

FIELDS = {
    "check": Field(
        "choice",
        "查什么：unpaired 缺一半，direction 方向反了，crossed 互相交叉，nested 里外用了同一种",
        required=True,
        choices=CHECKS,
    ),
}


class PairsChecker:
    """One of the checks over marks that come in pairs."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str) -> None:
        self._check = check

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        for problem in pairings(document):
            if problem.check == self._check:
                yield Finding(problem.span, _message(problem), fix=problem.fix)


def _message(problem: Pairing) -> str:
    mark, partner = quoted(_shown(problem.mark)), quoted(_shown(problem.partner))
    if problem.check == "unpaired":
        if problem.mark in PARTNERS:
            return say("{mark}后面没有与它配对的{partner}", mark=mark, partner=partner)
        return say("{mark}前面没有与它配对的{partner}", mark=mark, partner=partner)
    if problem.check == "direction":
        return say("前后两半的方向不对，应为前{mark}后{partner}", mark=mark, partner=partner)
    if problem.check == "crossed":
        return say("{mark}与{partner}互相交叉，里面的应当先关上", mark=mark, partner=partner)
    outer = quoted(_shown(problem.mark + PARTNERS[problem.mark]))
    return say("{outer}里面再用时，应当用{inner}", outer=outer, inner=quoted(problem.partner))


def _shown(marks: str) -> str:
    return marks.replace("(", "（").replace(")", "）")


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PairsChecker:
    return PairsChecker(fields["check"])


KIND = Kind("pairs", "成对的标点", FIELDS, _compile)
