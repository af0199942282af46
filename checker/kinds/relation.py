"""Kind `relation`: figures of one sentence that a formula ties to each other, as `rate == part / whole`.

A pattern says how such a sentence reads: `{part}` stands for a figure, `{rate:share}` for one of a certain role,
`{..}` for a few characters between them without a mark or another figure, `{...}` for a few more. The formula is
judged over the intervals that the printed figures may stand for (see `zfcheck.formula`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from ..document import Document
from ..formula import FAILS, HOLDS, Formula, IncomparableError
from ..messages import say
from ..packfields import compile_pattern
from ..phrases import Hit
from ..printing import check_again, corrected, expected_text, figure_end, number_fix, numeral
from ..quantities import Quantity
from ..reading import fold
from ..rules import Finding, Held, Related, Rule, Severity
from ..sentences import QUANTITIES, SIGNS, Sentence, sentences
from . import Field, Kind, RuleError, Vocabulary

SECONDS = 5.0
"""Time that one pattern may take on one sentence; a sound one needs microseconds."""

_ROW = {
    "noun": Field("text", "指标名称，如 破案率", required=True),
    "verbs": Field("text", "得出这一指标的动词，几个之间用 | 隔开", required=True),
}
FIELDS = {
    "formula": Field("text", "数字之间的关系，如 rate == part / whole", required=True),
    "patterns": Field(
        "texts",
        "句式；{名} 是一个数，{名:share} 是百分数，{名:amount@天|日} 只认这些单位，{..} 是中间的几个字",
        required=True,
    ),
    "shown": Field("text", "算式，如 {part}÷{whole}"),
    "message": Field("text", "提示，可用 {名}；省略时给出算式"),
    "earlier": Field("text", "算式里的哪个数也可能是前面的另一个数：前面同单位的数有一个对得上就不算错"),
    "most": Field("number", "写明的数超过多少就不在这里判断，由别的规则查，如 100"),
    "plain": Field("texts", "算式里的哪些数只算个数，不计单位，如人均里的人数"),
    "fixes": Field("boolean", "能否给出应有的数字（默认能）"),
    "table": Field("maps", "指标与动词对照，供句式里的 {noun} {verbs} 使用", fields=_ROW, short="noun"),
}
_HOLE = re.compile(r"\{(?P<name>[a-z]\w*)(?::(?P<role>[a-z]+)(?:@(?P<units>[^{}]+))?)?\}|\{(?P<gap>\.{2,3})\}")
_GAPS = {
    "..": rf"[^,、;:()。{QUANTITIES}]{{0,12}}?",
    "...": rf"[^;()。{QUANTITIES}]{{0,24}}?",
}


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern, the units that some of its figures must have, and what a sentence must hold for it to match."""

    pattern: regex.Pattern[str]
    units: Mapping[str, frozenset[str]]
    needs: tuple[str, ...]

    def fits(self, figures: Mapping[str, Quantity]) -> bool:
        return all(name not in figures or figures[name].printed_unit in units for name, units in self.units.items())


class RelationChecker:
    """Looks for the sentences of some patterns and judges their figures."""

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self.literals: tuple[str, ...] = ()
        self._formula = _formula(fields["formula"])
        self._forms = [_form(text, needs) for text, needs in _filled(fields)]
        self._shown: str | None = fields.get("shown")
        self._message: str | None = fields.get("message")
        self._fixes: bool = fields.get("fixes", True)
        self._most: float | None = fields.get("most")
        self._plain = frozenset(fields.get("plain", ()))
        self._earlier: str | None = fields.get("earlier")
        if self._earlier is not None and self._earlier not in self._formula.names:
            raise RuleError(say("formula 里没有{names}。", names=self._earlier), "earlier")
        for form in self._forms:
            missing = self._formula.names - set(form.pattern.groupindex)
            if missing:
                raise RuleError(say("patterns 里没有{names}。", names="、".join(sorted(missing))), "patterns")

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        least = len(self._formula.names)
        for sentence in sentences(document):
            if len(sentence.at) >= least:
                yield from self._in_sentence(document, sentence)

    def _in_sentence(self, document: Document, sentence: Sentence) -> Iterator[Finding | Held]:
        judged: set[int] = set()
        for form in self._forms:
            if not all(need in sentence.template for need in form.needs):
                continue
            for match in form.pattern.finditer(sentence.template, timeout=SECONDS, concurrent=False):
                found = {name: sentence.at[match.start(name)] for name in self._formula.names if match[name]}
                if len(found) < len(self._formula.names):
                    continue
                figures = {name: figure for name, figure in found.items() if isinstance(figure, Quantity)}
                last = max(figure.end for figure in figures.values())
                if len(figures) < len(found) or last in judged or not form.fits(figures):
                    continue
                said = self._judged(document, sentence, match, figures)
                if said is not None:
                    judged.add(last)
                    yield said

    def _judged(
        self, document: Document, sentence: Sentence, match: regex.Match[str], figures: Mapping[str, Quantity]
    ) -> Finding | Held | None:
        """What comes of one match; None where the units do not fit."""
        try:
            verdict = self._formula.judge(figures, self._plain)
        except IncomparableError:
            return None
        reading = document.reading
        claimed = figures[self._formula.claim] if self._formula.claim else max(figures.values(), key=lambda q: q.start)
        if self._most is not None and claimed.value > self._most:
            return None
        span = reading.span(claimed.numeral[0], figure_end(reading.text, claimed))
        if verdict.outcome == HOLDS or self._holds_earlier(sentence, figures):
            return Held(span)
        text = reading.text
        expected = expected_text(text, verdict.expected, claimed)
        others = sorted((figure for figure in figures.values() if figure is not claimed), key=lambda f: f.start)
        related = tuple(Related(reading.span(f.start, f.end), text[f.start : f.end]) for f in others)
        right = corrected(text, verdict.expected, claimed) if self._formula.operator == "==" and self._fixes else None
        near = verdict.outcome != FAILS
        advice = check_again(expected if right is not None else None)
        if near:
            advice = say("只差在末位，可能是四舍五入或截尾所致，请核对。")
        return Finding(
            span,
            self._say(text, match, figures, claimed, expected),
            advice,
            Severity.INFO if near else None,
            number_fix(document, claimed, right),
            related,
        )

    def _say(
        self,
        text: str,
        match: regex.Match[str],
        figures: Mapping[str, Quantity],
        claimed: Quantity,
        expected: str,
    ) -> str:
        words = {name: numeral(text, quantity) for name, quantity in figures.items()}
        words |= {name: value for name, value in match.groupdict().items() if value and name not in words}
        if self._message is not None:
            return _put(self._message, words)
        told = text[claimed.start : claimed.end]
        return say(
            "{sum}={expected}，文中为{claimed}", sum=_put(self._shown or "", words), expected=expected, claimed=told
        )

    def _holds_earlier(self, sentence: Sentence, figures: Mapping[str, Quantity]) -> bool:
        """Whether the formula holds with another figure of the sentence in place of the one that may stand earlier."""
        if self._earlier is None:
            return False
        taken = figures[self._earlier]
        for other in sentence.quantities():
            if other.start >= taken.start or other.unit != taken.unit or other.role != taken.role:
                continue
            try:
                if self._formula.judge({**figures, self._earlier: other}, self._plain).outcome == HOLDS:
                    return True
            except IncomparableError:
                continue
        return False


def _put(template: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        template = template.replace(f"{{{name}}}", word)
    return template


def _formula(text: str) -> Formula:
    try:
        return Formula(text)
    except ValueError as error:
        raise RuleError(say("formula 有误：{reason}。", reason=error), "formula") from error


def _filled(fields: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The patterns, once for each row of the table where they speak of its words, and the words they need."""
    for pattern in fields["patterns"]:
        if "{noun}" not in pattern and "{verbs}" not in pattern:
            yield pattern, ()
            continue
        for row in fields.get("table", ()):
            verbs = "|".join(re.escape(verb) for verb in fold(row["verbs"]).split("|"))
            noun = fold(row["noun"])
            yield pattern.replace("{noun}", re.escape(noun)).replace("{verbs}", f"(?:{verbs})"), (noun,)


def _form(text: str, needs: tuple[str, ...]) -> _Form:
    units: dict[str, frozenset[str]] = {}
    signs: set[str] = set()

    def hole(match: re.Match[str]) -> str:
        if match["gap"]:
            return _GAPS[match["gap"]]
        role = match["role"]
        if role is not None and role not in SIGNS:
            known = "、".join(SIGNS)
            raise RuleError(say("没有“{role}”这种数。可以写：{known}。", role=role, known=known), "patterns")
        if role is not None:
            signs.add(SIGNS[role])
        if match["units"]:
            units[match["name"]] = frozenset(match["units"].split("|"))
        return f"(?P<{match['name']}>[{SIGNS[role] if role else QUANTITIES}])"

    try:
        pattern = compile_pattern(_HOLE.sub(hole, text))
        return _Form(pattern, units, (*needs, *sorted(signs)))
    except regex.error as error:
        raise RuleError(say("句式“{text}”有误：{reason}。", text=text, reason=error), "patterns") from error


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RelationChecker:
    return RelationChecker(rule, fields)


KIND = Kind("relation", "数字之间的关系", FIELDS, _compile, table="table")
