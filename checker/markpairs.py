"""Quotation marks, book-title marks and brackets that have no partner, the wrong direction or the wrong nesting.

A paragraph is the unit: a mark is opened and closed in it. What is left over there may still be right, because a
quotation of several paragraphs opens each of them and closes only the last (GB/T 15834-2011, 4.8.3.5), a note under
a title runs over several lines, and copied text is broken anywhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from .document import TABLE, Document, ReadingParagraph, Span
from .lazy import lazily
from .records import Record
from .rules import Edit, Fix

CHECKS = ("unpaired", "direction", "crossed", "nested")
PARTNERS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "(": ")", "【": "】", "〔": "〕", "[": "]"}
"""Opening marks in reading form with their closing ones."""
OPENERS = {closer: opener for opener, closer in PARTNERS.items()}
INNER = {"“": "‘’", "《": "〈〉"}
"""What stands inside marks of the same sort: 4.8.3.4 for quotation marks, 4.15 for book-title marks."""

LONGEST_QUOTATION = 80
"""Paragraphs over which a quotation may run; an amended statute is quoted article by article."""
LONGEST_NOTE = 6
"""Lines over which a bracketed note may run: `（2025年3月5日通过` … `修正）` under a title."""
MOST = 5
"""Problems told of one paragraph. Where there are more, something else has happened to it."""
MOST_LEFT = 50
"""Marks left over in one paragraph that are looked at."""
SHOWN = 8
"""Code points beside a lone mark that are marked with it, so that a reader sees which one is meant."""

_MARK = lazily("[" + re.escape("".join([*PARTNERS, *OPENERS])) + "]")
_MARK_OR_END = lazily("[\n" + re.escape("".join([*PARTNERS, *OPENERS])) + "]")
_PAIRED = lazily("|".join(re.escape(opener + closer) for opener, closer in PARTNERS.items()))
_BY_TURNS = tuple((opener, lazily(f"(?:{opener}{PARTNERS[opener]})*")) for opener in INNER)
_HAN = lazily("[\u3400-\u9fff]")
_LETTER = lazily("[A-Za-z]")
_BOUND = r"[-+]?(?:\d{1,9}(?:\.\d{1,4})?[%\u3400-\u9fff]{0,3}|∞)"
_INTERVAL = lazily(rf"[\[(] ?{_BOUND}[,~—-] ?{_BOUND} ?[\])]")
"""`[60,80)`: a half-open interval."""
_LIST_MARKER = lazily(
    r"(?:^|[\s。;:,、!?(“])(?:\d{1,2}(?:\.\d{1,2})?|[A-Za-z]|[ivxIVX]{1,4}|第?[一二三四五六七八九十]{1,3}|[①-⑳])$"
)
"""What stands before the bracket of a list marker: `1）`, `a）`, `一）`."""
_LIST_MARKER_INSIDE = lazily(r"[^\dA-Za-z.]\d{1,2}$")
_BROKEN_CODE = lazily(r"\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}$")
"""What broken code leaves of a pinyin note: `够?qū)崱`. It is reported as such."""
_CLOSES_HERE = lazily("[。,;:、!?…)\\]”’》〉】〕的和及与等]|$")
"""What follows a closing mark more often than an opening one."""
_OPENS_HERE = lazily("[。,;:、!?(\\[“‘《〈【〔]$|^$")
_ENDS_PARAGRAPH = lazily("[”’》〉)】〕\\]。,;:!?…\\s]*$")
_STRAIGHT = '"＂'
_SENTENCE_ENDS = tuple("。!?;:…")
_WIDE = {"(": "（", ")": "）"}


class Pairing(Record, frozen=True):
    """A problem: which check it belongs to, what to mark, the mark at fault with its partner, how to mend it."""

    check: str
    span: Span
    mark: str
    partner: str
    fix: Fix | None = None


class _Mark(Record, frozen=True):
    at: int  # position in the reading text
    sign: str


class _Left(Record, frozen=True):
    """A mark without a partner in its paragraph; `paragraph` counts the paragraphs read."""

    mark: _Mark
    paragraph: int
    spare: bool = False  # it has a partner of its own


class _Matching(Record):
    """What became of the marks of one paragraph."""

    pairs: list[tuple[_Mark, _Mark, _Mark | None]]  # opener, closer, the opener around both
    left: list[_Mark]
    crossed: list[tuple[_Mark, _Mark]]  # the closer of the outer pair, the late closer of the inner one


def pairings(document: Document) -> list[Pairing]:
    """All problems of the document, in order of place; worked out once and kept in `document.memo`."""
    known = document.memo.get("markpairs")
    if known is None:
        known = []
        doubtful = _doubtful(document)
        if True in doubtful:
            known = sorted(_Pairings(document, doubtful).problems(), key=lambda problem: problem.span)
        document.memo["markpairs"] = known
    found: list[Pairing] = known
    return found


def _doubtful(document: Document) -> list[bool | None]:
    """By paragraph, whether its marks may be wrong; None where they are not but a quotation may begin with it."""
    text, paragraphs = document.reading.text, document.reading.paragraphs
    lines = "".join(_MARK_OR_END.findall(text)).split("\n")
    if len(lines) != len(paragraphs) + 1:
        return [True] * len(paragraphs)
    doubtful = [_sound(line) for line in lines[:-1]]
    straight = [sign for sign in _STRAIGHT if sign in document.text]
    if straight:
        for at, paragraph in enumerate(paragraphs):
            source = document.slice(paragraph.paragraph.span)
            if any(sign in source for sign in straight):
                doubtful[at] = True
    return doubtful


@lru_cache(maxsize=4096)
def _sound(marks: str) -> bool | None:
    """What `_doubtful` tells of a paragraph with such marks: no doubt where all are in pairs, one inside the other."""
    quoted = "“" in marks
    for opener, turns in _BY_TURNS:
        if not turns.fullmatch("".join(mark for mark in marks if mark in (opener, PARTNERS[opener]))):
            return True
    while marks:
        marks, count = _PAIRED.subn("", marks)
        if not count:
            return True
    return None if quoted else False


class _Pairings:
    def __init__(self, document: Document, doubtful: Sequence[bool | None]) -> None:
        self.document = document
        self.text = document.reading.text
        self.straight = [sign for sign in _STRAIGHT if sign in document.text]
        both = zip(document.reading.paragraphs, doubtful, strict=True)
        filled = [
            (p, doubt)
            for p, doubt in both
            if not self.text[p.start].isspace() or (not self.text[p.start : p.end].isspace() and p.start < p.end)
        ]
        self.paragraphs = [paragraph for paragraph, _ in filled]
        self.doubtful = [doubt for _, doubt in filled]

    def problems(self) -> Iterator[Pairing]:
        left: list[_Left] = []
        open_ = False  # whether a quotation has begun that has not been closed in its paragraph
        for index, paragraph in enumerate(self.paragraphs):
            # Of one that is sound only the end of a quotation is of use, to those that have begun before.
            if not (self.doubtful[index] or (open_ and self.doubtful[index] is None)):
                continue
            marks = self._marks(paragraph)
            if not marks:
                continue
            matching = _match(marks)
            turned = list(self._turned(paragraph, marks, matching))
            told = {sign for problem in turned for sign in (problem.mark, problem.partner)}
            yield from turned
            yield from self._nested(matching, told)
            yield from self._crossed(matching)
            lone = [mark for mark in matching.left[:MOST_LEFT] if not self._is_no_mark(paragraph, mark)]
            left += [_Left(mark, index) for mark in lone if mark.sign not in told]
            open_ = open_ or any(mark.sign == "“" for mark in lone)
            left += [_Left(closer, index, spare=True) for closer in self._whole(paragraph, matching)]
        yield from self._unpaired(left)

    def _marks(self, paragraph: ReadingParagraph) -> list[_Mark]:
        text = self.text[paragraph.start : paragraph.end]
        if not _HAN.search(text) and (_LETTER.search(text) or len(text.strip()) > 1):
            return []  # another language, code, figures
        skipped = {at for match in _INTERVAL.finditer(text) for at in (match.start(), match.end() - 1)}
        marks = [
            _Mark(paragraph.start + match.start(), match.group())
            for match in _MARK.finditer(text)
            if match.start() not in skipped
        ]
        source = self.document.slice(paragraph.paragraph.span) if self.straight else ""
        if any(straight in source for straight in self.straight):
            # Straight ones are read as curly by turns, which may be wrong.
            marks = [mark for mark in marks if self.document.text[self._offset(mark)] not in _STRAIGHT]
        return marks

    def _offset(self, mark: _Mark) -> int:
        return self.document.reading.offset(mark.at)

    # -- inside a paragraph ------------------------------------------------------------------------------------

    def _whole(self, paragraph: ReadingParagraph, matching: _Matching) -> Iterator[_Mark]:
        """The closing mark of a quotation that begins with the paragraph: it may close those before as well."""
        for opener, closer, _ in matching.pairs:
            if opener.sign == "“" and self._starts(paragraph, opener) and self._ends(paragraph, closer):
                yield closer

    def _nested(self, matching: _Matching, told: Collection[str]) -> Iterator[Pairing]:
        """“甲“乙”丙”, 《甲《乙》丙》: the inner marks are single ones."""
        closed = {opener for opener, _, _ in matching.pairs}
        nested = [
            (opener, closer)
            for opener, closer, outer in matching.pairs
            if outer in closed and outer.sign == opener.sign and opener.sign in INNER and opener.sign not in told
        ]
        for opener, closer in nested[:MOST]:
            inner = INNER[opener.sign]
            span = self.document.reading.span(opener.at, closer.at + 1)
            # Quotation marks in a row may also be a quotation that ends in the wrong mark.
            safety = "safe" if opener.sign == "《" else "unsafe"
            fix = self._fix([(opener, inner[0]), (closer, inner[1])], safety)
            yield Pairing("nested", span, opener.sign, inner, fix)

    def _crossed(self, matching: _Matching) -> Iterator[Pairing]:
        """（“甲）”: of two marks the one opened last is closed first."""
        for outer, late in matching.crossed[:MOST]:
            fix = self._fix([(outer, late.sign), (late, outer.sign)]) if late.at == outer.at + 1 else None
            yield Pairing("crossed", self.document.reading.span(outer.at, late.at + 1), outer.sign, late.sign, fix)

    def _turned(self, paragraph: ReadingParagraph, marks: Sequence[_Mark], matching: _Matching) -> Iterator[Pairing]:
        """“甲“ and ”甲“: as many marks as there should be, but one or two of them look the wrong way."""
        for opener in INNER if matching.left else ():
            closer = PARTNERS[opener]
            if not any(mark.sign in (opener, closer) for mark in matching.left):
                continue
            row = [mark for mark in marks if mark.sign in (opener, closer)]
            wrong = [mark for i, mark in enumerate(row) if mark.sign != (opener, closer)[i % 2]]
            if len(row) % 2 or not self._looks_turned(wrong, closer):
                continue
            start, end = wrong[0].at, wrong[-1].at + 1
            if len(wrong) == 1 and wrong[0].sign == opener:
                start = max(row[row.index(wrong[0]) - 1].at, end - 4 * SHOWN)
            fix = self._fix([(mark, closer if mark.sign == opener else opener) for mark in wrong])
            yield Pairing("direction", self.document.reading.span(start, end), opener, closer, fix)

    def _looks_turned(self, wrong: Sequence[_Mark], closer: str) -> bool:
        """Whether it is direction, and not two marks forgotten, that explains the row."""
        if len(wrong) == 1:
            mark = wrong[0]
            if mark.sign == closer:
                return _OPENS_HERE.search(self.text[max(0, mark.at - 1) : mark.at].strip()) is not None
            return _CLOSES_HERE.match(self.text[mark.at + 1 : mark.at + 2].strip()) is not None
        if len(wrong) != 2 or wrong[0].sign != closer:
            return False
        inside = self.text[wrong[0].at + 1 : wrong[1].at]
        if not 0 < len(inside) <= 3 * SHOWN or re.search("[,。;!?]", inside):
            return False
        before, after = self.text[max(0, wrong[0].at - 1) : wrong[0].at], self.text[wrong[1].at + 1 : wrong[1].at + 2]
        return bool(_OPENS_HERE.search(before.strip()) or _CLOSES_HERE.match(after.strip()))

    def _is_no_mark(self, paragraph: ReadingParagraph, mark: _Mark) -> bool:
        """Apostrophes, inches and minutes, list markers, what is left of broken code."""
        before = self.text[max(paragraph.start, mark.at - 8) : mark.at]
        after = self.text[mark.at + 1 : min(paragraph.end, mark.at + 2)]
        if mark.sign in "‘’":
            return bool(re.search("[A-Za-z0-9]$", before) or re.match("[A-Za-z0-9]", after))
        if mark.sign in "“”":
            return bool(re.search("[0-9]$", before))
        if mark.sign not in "()":
            return False
        if re.search("[:;=][-^]?$", before) and not _HAN.match(after):
            return True  # :-)
        if mark.sign == "(":
            return False
        if _LIST_MARKER.search(before) or _BROKEN_CODE.search(before):
            return True
        inside = len(re.findall(r"[^\d.(A-Za-z]\d{1,2}\)", self.text[paragraph.start : paragraph.end]))
        return inside > 1 and _LIST_MARKER_INSIDE.search(before) is not None

    # -- over several paragraphs -------------------------------------------------------------------------------

    def _unpaired(self, left: Sequence[_Left]) -> Iterator[Pairing]:
        settled: set[_Left] = set()
        waiting: dict[str, list[_Left]] = {}
        for item in left:
            sign = item.mark.sign
            if sign in PARTNERS:
                waiting.setdefault(sign, []).append(item)
                continue
            chain = waiting.get(OPENERS[sign], [])
            if chain and self._runs_over(chain[-1], item):
                settled.add(item)
                settled.add(chain.pop())
                # A quotation opens each of its paragraphs anew.
                while chain and self._runs_over(chain[-1], item):
                    settled.add(chain.pop())
        told: Counter[int] = Counter()
        for item in left:
            if item.spare or item in settled:
                continue
            told[item.paragraph] += 1
            if told[item.paragraph] <= MOST:
                yield self._lone(item)

    def _lone(self, item: _Left) -> Pairing:
        paragraph, mark = self.paragraphs[item.paragraph], item.mark
        reading = self.document.reading
        if mark.sign in PARTNERS:
            stops = "。,;:!?" if mark.sign == "(" else "。,;:、!?"  # (市、区 is a list in brackets
            beside = re.match(f"[^{stops}\\s]{{0,{SHOWN}}}", self.text[mark.at + 1 : paragraph.end])
            length = beside.end() if beside else 0
            return Pairing("unpaired", reading.span(mark.at, mark.at + 1 + length), mark.sign, PARTNERS[mark.sign])
        before = self.text[max(paragraph.start, mark.at - SHOWN) : mark.at]
        length = len(re.split("[。,;:、!?\\s]", before)[-1])
        return Pairing("unpaired", reading.span(mark.at - length, mark.at + 1), mark.sign, OPENERS[mark.sign])

    def _starts(self, paragraph: ReadingParagraph, mark: _Mark) -> bool:
        """Whether a quotation of several paragraphs may begin here: at the start of one, or after a colon."""
        before = self.text[max(paragraph.start, mark.at - 3) : mark.at].strip()
        return (mark.at - paragraph.start <= 3 and not before) or before.endswith(":")

    def _ends(self, paragraph: ReadingParagraph, mark: _Mark) -> bool:
        """Whether it may end here: at the end of a paragraph, or of a sentence (“……。”他说)."""
        if self.text[mark.at - 1] in "。!?…":
            return True
        return _ENDS_PARAGRAPH.match(self.text, mark.at + 1, paragraph.end) is not None

    def _runs_over(self, opener: _Left, closer: _Left) -> bool:
        """Whether the two are the ends of one quotation or note that runs over several paragraphs."""
        first, last = self.paragraphs[opener.paragraph], self.paragraphs[closer.paragraph]
        if first.paragraph.place != last.paragraph.place:
            return False
        distance = closer.paragraph - opener.paragraph
        if distance <= LONGEST_NOTE and first.paragraph.place != TABLE:
            between = self.paragraphs[opener.paragraph : closer.paragraph]
            if not any(self.text[p.start : p.end].rstrip().endswith(_SENTENCE_ENDS) for p in between):
                return True  # the paragraph itself is broken into lines
        if opener.mark.sign in "“‘":
            lead = self.text[first.start : first.end].rstrip().endswith(":")
            return (
                distance <= LONGEST_QUOTATION
                and (lead or self._starts(first, opener.mark))
                and self._ends(last, closer.mark)
            )
        return distance <= LONGEST_NOTE and self._starts(first, opener.mark) and self._ends(last, closer.mark)

    def _fix(self, signs: Sequence[tuple[_Mark, str]], safety: str = "unsafe") -> Fix | None:
        """Each mark in another form; brackets full width. None where corner brackets stand for quotation marks."""
        edits = []
        for mark, sign in signs:
            offset = self._offset(mark)
            if self.document.text[offset] in "「」『』":
                return None
            edits.append(Edit(offset, offset + 1, _WIDE.get(sign, sign)))
        return Fix(tuple(edits), safety)


def _match(marks: Sequence[_Mark]) -> _Matching:
    """Pairs up the marks of one paragraph. Linear."""
    result = _Matching([], [], [])
    open_marks: list[_Mark] = []
    depth: defaultdict[str, int] = defaultdict(int)
    suspended: dict[str, list[tuple[_Mark, _Mark]]] = {}  # openers that another closer has skipped, with that closer
    for mark in marks:
        if mark.sign in PARTNERS:
            open_marks.append(mark)
            depth[mark.sign] += 1
            continue
        opener = OPENERS[mark.sign]
        if depth[opener]:
            while open_marks[-1].sign != opener:
                skipped = open_marks.pop()
                depth[skipped.sign] -= 1
                suspended.setdefault(skipped.sign, []).append((skipped, mark))
            first = open_marks.pop()
            depth[opener] -= 1
            result.pairs.append((first, mark, open_marks[-1] if open_marks else None))
        elif suspended.get(opener):
            _, outer = suspended[opener].pop()
            result.crossed.append((outer, mark))
        else:
            result.left.append(mark)
    result.left += open_marks + [mark for group in suspended.values() for mark, _ in group]
    result.left.sort(key=lambda mark: mark.at)
    return result
