"""A document fixed as far as can be vouched for: nothing new to find in it, and nothing left for a second run to fix.

Fixes are made round by round, because one may bring another into reach. Each round is checked as a whole; one that
goes wrong is taken apart until the fixes to blame are found, and these are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .fixes import Left, Why, is_wanted, together
from .moved import Moved
from .records import Record, field
from .results import Check, Result
from .rules import OF_REMARKS, Edit, Fault, Finding
from .span import Span
from .writeback import NotWritableError, Target, target_of

MOST_ROUNDS = 50
"""Far more than fixes that wait for each other; it ends what would go on for ever."""


class Fixed(Record):
    """A document after its fixes: its bytes, the very same where nothing was fixed, and what a check says of them.

    `rounds` are the edits made, each round in offsets of the text that the one before left. `left` are the findings
    of `result` in their order. `refused` says, in a clause, why the file was left as it is though it has fixes, or
    `fault` does where something is amiss with it.
    """

    data: bytes
    result: Result
    rounds: list[Moved] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    refused: str = ""
    fault: Fault | None = None

    @property
    def count(self) -> int:
        """How many places were changed."""
        return sum(len(moved.edits) for moved in self.rounds)

    def origin(self, offset: int) -> int:
        """Where the character at `offset` stood before anything was fixed."""
        for moved in reversed(self.rounds):
            offset = moved.before(offset)
        return offset


def fix(check: Check, data: bytes, result: Result, *, unsafe: bool) -> Fixed:
    """Make the fixes of `result`, which `check` gave of `data`: the safe ones, with `unsafe` all. Writes no file."""
    fixed = Fixed(data, result)
    reasons: dict[int, Why] = {}
    seen = {data}
    try:
        for _ in range(MOST_ROUNDS):
            reasons = {}
            if fixed.result.document is None or not any(is_wanted(f.fix, unsafe=unsafe) for f in fixed.result.findings):
                break
            this = _Round(check, fixed.data, fixed.result, seen)
            reasons = this.run(unsafe=unsafe)
            if not this.taken:
                break
            seen.add(this.data)
            fixed.rounds.append(this.moved)
            fixed.data, fixed.result = this.data, this.result
    except NotWritableError as error:
        fixed.refused, fixed.fault = str(error), error.fault
    fixed.left = [
        Left(finding, _why(finding, unsafe, reasons.get(number), fixed), fixed.origin(finding.span.start))
        for number, finding in enumerate(fixed.result.findings)
    ]
    return fixed


def _why(finding: Finding, unsafe: bool, reason: Why | None, fixed: Fixed) -> Why:
    if finding.fix is None:
        return Why.NO_FIX
    if not is_wanted(finding.fix, unsafe=unsafe):
        return Why.UNSAFE
    return Why.NOT_WRITABLE if fixed.refused else reason or Why.MAKES_ANOTHER


class _Fix(Record, frozen=True):
    """The edits of one finding as they are made in this file; not `whole` where some of its places cannot be."""

    number: int
    finding: Finding
    edits: tuple[Edit, ...]
    whole: bool


class _Round:
    """One round: what can be made together on one state of the document."""

    def __init__(self, check: Check, data: bytes, result: Result, seen: set[bytes]) -> None:
        assert result.document is not None
        self._check = check
        self._seen = seen
        self._before = result
        self._target = target_of(data, result.document)
        self.taken: list[_Fix] = []
        self.data, self.result, self.moved = data, result, Moved(())

    def run(self, *, unsafe: bool) -> dict[int, Why]:
        """Take all fixes that can be taken; why others were not, by the number of the finding."""
        reasons: dict[int, Why] = {}
        waiting: list[_Fix] = []
        for number, finding in enumerate(self._before.findings):
            if is_wanted(finding.fix, unsafe=unsafe):
                found = _as_made(number, finding, self._target)
                if found is None:
                    reasons[number] = Why.NOT_WRITABLE
                else:
                    waiting.append(found)
        # Those that overlap a fix get their turn where that fix was not taken.
        while group := [waiting[at] for at in together((each.edits for each in waiting), self.moved.edits)]:
            reasons |= {each.number: Why.MAKES_ANOTHER for each in self._take(group)}
            tried = {each.number for each in group}
            waiting = [each for each in waiting if each.number not in tried]
        return reasons

    def _take(self, group: list[_Fix]) -> list[_Fix]:
        """Take what can be taken of `group`; the others."""
        rejected: list[_Fix] = []
        pending = [group]
        while pending:
            part = pending.pop()
            blamed = self._try(part)
            if blamed is None:
                self.taken += part
            elif len(part) == 1:
                rejected += part
            else:
                suspects = [each for each in part if each.number in blamed]
                if not 0 < len(suspects) < len(part):
                    suspects = part[len(part) // 2 :]
                kept = {each.number for each in suspects}
                pending += suspects, [each for each in part if each.number not in kept]  # the last is tried next
        return rejected

    def _try(self, part: Sequence[_Fix]) -> set[int] | None:
        """Take all of `part` beside what was taken, where nothing speaks against it; else whom to suspect."""
        fixes = [*self.taken, *part]
        moved = Moved(edit for each in fixes for edit in each.edits)
        data = self._target.with_edits(moved.edits)
        if data in self._seen:
            return set()
        after = self._check(data)
        if after.document is None or not self._target.is_written(moved.edits, after.document):
            return set()
        if _faults(after) - _faults(self._before):
            return set()
        wrong = [finding.span for finding in fresh(self._before, after, moved)]
        wrong += _unmended(fixes, self._before, after, moved)
        if wrong:
            return _near(wrong, part, moved, after.document.text)
        self.data, self.result, self.moved = data, after, moved
        return None


def _as_made(number: int, finding: Finding, target: Target) -> _Fix | None:
    """The fix of `finding` in the file; None where the file cannot take it.

    What mends several places at once is made where it can be: a heading, and not its line in the table of contents.
    """
    edits = [target.suited(edit) for edit in finding.fix.edits] if finding.fix else []
    taken = {edit: target.takes(edit) for edit in edits}
    if all(taken.values()):
        return _Fix(number, finding, tuple(edits), True) if edits else None
    places = [finding.span, *(related.span for related in finding.related)]
    kept: list[Edit] = []
    homes: dict[Span, list[Edit]] = {}
    for edit in edits:
        home = next((place for place in places if place.covers(Span(edit.start, edit.end))), None)
        if home is None:
            return None  # it belongs to the others
        homes.setdefault(home, []).append(edit)
    for belonging in homes.values():
        if all(taken[edit] for edit in belonging):
            kept += belonging
    return _Fix(number, finding, tuple(kept), False) if kept else None


def _faults(result: Result) -> Counter[tuple[str, str | None]]:
    return Counter((fault.kind, fault.rule) for fault in result.faults)


def fresh(before: Result, after: Result, moved: Moved) -> list[Finding]:
    """The findings of `after` that were not there `before`: each old one stands for one new one.

    It is the same finding where its rule is the same and its text, as it was or as the edits made it.
    """
    assert before.document is not None and after.document is not None
    old_text, new_text = before.document.text, after.document.text
    # Tracked changes are how a fix is made; that they wait to be accepted is for their reader, not against the fix.
    waiting = [finding for finding in after.findings if finding.once != OF_REMARKS]
    old = list(before.findings)

    def pair_up(text_of: Callable[[Finding], str]) -> None:
        nonlocal waiting, old
        known: dict[tuple[str, str, str], list[Finding]] = {}
        for each in reversed(old):
            known.setdefault((each.pack, each.rule, text_of(each)), []).append(each)
        unpaired: list[Finding] = []
        for each in waiting:
            alike = known.get((each.pack, each.rule, new_text[each.span.start : each.span.end]))
            if alike:
                alike.pop()
            else:
                unpaired.append(each)
        left = {id(each) for rest in known.values() for each in rest}
        waiting, old = unpaired, [each for each in old if id(each) in left]

    pair_up(lambda each: _slice(new_text, moved.narrow(each.span)))
    pair_up(lambda each: _slice(new_text, moved.wide(each.span)))
    pair_up(lambda each: _slice(old_text, each.span))
    return waiting


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _unmended(fixes: Iterable[_Fix], before: Result, after: Result, moved: Moved) -> list[Span]:
    """Where a fix was made and its rule says the same still: of all that stands there, or of what stood there."""
    assert before.document is not None and after.document is not None
    old_text, new_text = before.document.text, after.document.text
    said: dict[tuple[str, str], list[Span]] = {}
    for finding in after.findings:
        insort(said.setdefault((finding.pack, finding.rule), []), finding.span)
    wrong: list[Span] = []
    for each in fixes:
        if each.whole:
            finding = each.finding
            narrow, wide, text = moved.narrow(finding.span), moved.wide(finding.span), _slice(old_text, finding.span)
            spans = said.get((finding.pack, finding.rule), [])
            for span in spans[bisect_left(spans, Span(wide.start, 0)) : bisect_right(spans, Span(wide.end + 1, 0))]:
                if span in (narrow, wide) or (wide.covers(span) and _slice(new_text, span) == text):
                    wrong.append(span)
    return wrong


def _near(wrong: Sequence[Span], part: Sequence[_Fix], moved: Moved, text: str) -> set[int]:
    """The fixes of `part` that changed something on a line where something is wrong."""
    bad = {_line(text, span.start) for span in wrong} | {_line(text, span.end) for span in wrong}
    changed: dict[Edit, int] = {}
    for edit, span in zip(moved.edits, moved.put_in(), strict=True):
        changed[edit] = _line(text, span.start)
    return {each.number for each in part if any(changed[edit] in bad for edit in each.edits)}


def _line(text: str, offset: int) -> int:
    """Where the line begins that holds `offset`."""
    return text.rfind("\n", 0, offset) + 1
