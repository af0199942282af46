"""Kind `relation`: figures of one sentence that a formula ties to each other, as `rate == part / whole`.

A pattern says how such a sentence reads: `{part}` stands for a figure, `{rate:share}` for one of a certain role,
`{..}` for a few characters between them without a mark or another figure, `{...}` for a few more. The formula is
judged over the intervals that the printed figures may stand for (see `zfcheck.formula`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..anchors import Gate
from ..commonness import share
from ..document import Document
from ..doubts import holds_otherwise, is_far, is_negative, is_of_a_part, is_told_already
from ..formula import FAILS, HOLDS, Formula, IncomparableError, Verdict
from ..lazy import lazily
from ..messages import say
from ..packfields import compile_pattern
from ..packpatterns import gate_for
from ..phrases import Hit, groups_of
from ..printing import check_again, corrected, expected_text, figure_span, number_fix, numeral, quoted_figures
from ..quantities import Quantity
from ..reading import fold
from ..records import Record
from ..regexlib import regex
from ..rules import Finding, Held, Rule, Severity
from ..sentences import QUANTITIES, SIGNS, Sentence, Sentences, sentences
from ..wants import Wants
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
    "most": Field("number", "写明的数超过多少就不在这里判断，由别的规则查，如 100"),
    "plain": Field("texts", "算式里的哪些数只算个数，不计单位，如人均里的人数"),
    "table": Field("maps", "指标与动词对照，供句式里的 {noun} {verbs} 使用", fields=_ROW, short="noun"),
}
_HOLE = lazily(r"\{(?P<name>[a-z]\w*)(?::(?P<role>[a-z]+)(?:@(?P<units>[^{}]+))?)?\}|\{(?P<gap>\.{2,3})\}")
_GAPS = {
    "..": rf"[^,、;:()。{QUANTITIES}]{{0,12}}?",
    "...": rf"[^;()。{QUANTITIES}]{{0,24}}?",
}


class _Form(Record, frozen=True):
    """A pattern, the units that some of its figures must have, and what a sentence must hold for it to match."""

    pattern: regex.Pattern[str]
    units: Mapping[str, frozenset[str]]
    needs: tuple[str, ...]
    words: tuple[str, ...]
    """Words of the text of which one stands in every sentence of this form; () where none is known to."""

    def fits(self, figures: Mapping[str, Quantity]) -> bool:
        return all(name not in figures or figures[name].printed_unit in units for name, units in self.units.items())


class RelationChecker:
    """Looks for the sentences of some patterns and judges their figures."""

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._formula = _formula(fields["formula"])
        self._least = len(self._formula.names)
        self._forms = [_form(text, needs) for text, needs in _filled(fields)]
        # A sign stands for a figure, and in the text for none.
        words = [[need for need in form.needs if need not in SIGNS.values()] for form in self._forms]
        self.wants = Wants(tuple(sorted({max(each, key=len) for each in words})) if all(words) else ())
        self._shown: str | None = fields.get("shown")
        self._message: str | None = fields.get("message")
        self._most: float | None = fields.get("most")
        self._plain = frozenset(fields.get("plain", ()))
        for form in self._forms:
            missing = self._formula.names - set(form.pattern.groupindex)
            if missing:
                raise RuleError(
                    say(
                        "patterns 里没有{names}。请写成 {{名:amount}} 这样，名用英文小写。",
                        names="、".join(sorted(missing)),
                    ),
                    "patterns",
                )
        forms: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            for word in form.words:
                forms.setdefault(word, []).append(number)
        self.literals = tuple(forms)
        self._asking = list(forms.values())
        self._everywhere = [number for number, form in enumerate(self._forms) if not form.words]
        self.needs_hits = not self._everywhere

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        found = sentences(document)
        asked = self._asked(found, hits)
        if self._everywhere:
            numbers = range(len(found))
            asked = {at: asked.get(at, set()).union(self._everywhere) for at in numbers if self._is_long(found, at)}
        for at in sorted(asked):
            yield from self._in_sentence(document, found[at], [self._forms[number] for number in sorted(asked[at])])

    def _is_long(self, found: Sentences, at: int) -> bool:
        """Whether a sentence has as many figures as the formula."""
        *_, first, last = found.bounds[at]
        return last - first >= self._least

    def _asked(self, found: Sentences, hits: Sequence[Hit]) -> dict[int, set[int]]:
        """By number of a sentence that has as many figures as the formula, the forms whose words stand in it."""
        asked: dict[int, set[int]] = {}
        starts, bounds, least = found.starts, found.bounds, self._least
        for literal, places in groups_of(hits):
            forms = self._asking[literal]
            for _, start, _ in places:
                at = bisect_right(starts, start) - 1
                if at >= 0:
                    _, _, _, end, first, last = bounds[at]
                    if start < end and last - first >= least:
                        if at in asked:
                            asked[at].update(forms)
                        else:
                            asked[at] = set(forms)
        return asked

    def _in_sentence(self, document: Document, sentence: Sentence, forms: Iterable[_Form]) -> Iterator[Finding | Held]:
        judged: set[int] = set()
        template = sentence.template
        for form in forms:
            for need in form.needs:
                if need not in template:
                    break
            else:
                yield from self._of_form(document, sentence, form, judged)

    def _of_form(
        self, document: Document, sentence: Sentence, form: _Form, judged: set[int]
    ) -> Iterator[Finding | Held]:
        """What comes of one form; `judged` are the ends of what others have told of."""
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
        """What comes of one match; None where nothing can be said."""
        try:
            verdict = self._formula.judge(figures, self._plain)
        except IncomparableError:
            return None
        claimed = figures[self._formula.claim] if self._formula.claim else max(figures.values(), key=lambda q: q.start)
        if self._most is not None and claimed.value > self._most:
            return None
        if verdict.outcome == HOLDS or holds_otherwise(self._formula, sentence, figures, self._plain):
            return Held(figure_span(document, claimed))
        if is_of_a_part(sentence, figures, match.start()) or is_told_already(document, figures.values()):
            return None
        return self._finding(document, match, figures, claimed, verdict)

    def _finding(
        self,
        document: Document,
        match: regex.Match[str],
        figures: Mapping[str, Quantity],
        claimed: Quantity,
        verdict: Verdict,
    ) -> Finding:
        text = document.reading.text
        expected = expected_text(text, verdict.expected, claimed)
        equation = self._formula.operator == "=="
        right = corrected(text, verdict.expected, claimed) if equation else None
        near, far = verdict.outcome != FAILS, equation and is_far(verdict, claimed)
        others = sorted((figure for figure in figures.values() if figure is not claimed), key=lambda f: f.start)
        return Finding(
            figure_span(document, claimed),
            self._say(text, match, figures, claimed, None if is_negative(verdict.expected) else expected),
            _advice(expected if right is not None else None, near=near, far=far),
            Severity.INFO if near or far else None,
            number_fix(document, claimed, None if far else right),
            quoted_figures(document, others),
        )

    def _say(
        self,
        text: str,
        match: regex.Match[str],
        figures: Mapping[str, Quantity],
        claimed: Quantity,
        expected: str | None,
    ) -> str:
        words = {name: numeral(text, quantity) for name, quantity in figures.items()}
        words |= {name: value for name, value in match.groupdict().items() if value and name not in words}
        if self._message is not None:
            return _put(self._message, words)
        told = text[claimed.start : claimed.end].removeprefix("达")
        calculation = _put(self._shown or "", words)
        if expected is None:
            return say("{sum}是负数，文中为{claimed}", sum=calculation, claimed=told)
        return say("{sum}={expected}，文中为{claimed}", sum=calculation, expected=expected, claimed=told)


def _advice(right: str | None, *, near: bool, far: bool) -> str:
    if near:
        return say("只差在末位，可能是四舍五入或截尾所致，请核对。")
    if far:
        return say("算出的数与文中相差很大，也可能是几个数的范围不同，请核对。")
    return check_again(right)


def _put(template: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        template = template.replace(f"{{{name}}}", word)
    return template


def _formula(text: str) -> Formula:
    try:
        return Formula(text)
    except ValueError as error:
        message = say(
            "formula 应写成 rate == part / whole 这样：加减乘除、括号、数字，和一个 ==（两个等号）、>、<、>= 或 <=。"
        )
        raise RuleError(message, "formula") from error


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


def _literals(pattern: str) -> list[str]:
    """The words that every match of `pattern` holds: those outside of all brackets."""
    flat, depth = [], 0
    # A counted repeat may be of none.
    for character in re.sub(r"\{(?=\d)", "?{", fold(pattern)):
        if character in "([{":
            depth += 1
            flat.append(" ")
        elif character in ")]}":
            depth -= 1
        elif depth == 0:
            flat.append(character)
    # Outside of brackets a | would make every word optional.
    return [] if "|" in flat else re.findall("[\u4e00-\u9fff]{2,}(?![?*{\u4e00-\u9fff])", "".join(flat))


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
        source = _HOLE.sub(hole, text)
        pattern = compile_pattern(source)
        literals = (*needs, *_literals(text))
        return _Form(pattern, units, (*sorted(signs), *literals), _rarest(literals, gate_for(source)))
    except regex.error as error:
        raise RuleError(say("句式“{text}”有误：{reason}。", text=text, reason=error), "patterns") from error


def _rarest(needs: tuple[str, ...], gate: Gate | None) -> tuple[str, ...]:
    """Of the words that are needed all, and those of which one is, those that stand in the fewest texts."""
    choices: list[tuple[str, ...]] = [(word,) for word in needs]
    if gate is not None and not gate.sources:
        choices.append(gate.texts)
    return min(choices, key=lambda words: sum(map(share, words)), default=())


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RelationChecker:
    return RelationChecker(rule, fields)


KIND = Kind("relation", "数字之间的关系", FIELDS, _compile, table="table")
