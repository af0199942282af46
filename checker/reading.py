"""The folded and repaired text in which rules search, with the way back to the original.

Folding is one code point for one, so that it costs a `str.translate`. Repairs only undo damage that can be
undone without guessing: pinyin notes that a copying site put behind every character, characters that nobody sees, and
a simplified text that was turned into traditional characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from .characters import LOOK_ALIKES, NOT_READ, SELECTORS, UNSEEN
from .data import rules_folder
from .lazy import lazily
from .numerals import CIRCLED
from .records import Record
from .span import Span

if TYPE_CHECKING:
    from .document import Document, Paragraph

TRADITIONAL_SOME = "們國為對學會這個時說來發與產業務機關動開進過實現經濟領導團結維護穩責調據檢幹黨員層體總"
"""Frequent characters that only a traditional text holds; enough to tell one, too few to convert it."""

_TRADITIONAL = lazily(f"[{TRADITIONAL_SOME}]")
_KANA = lazily("[\u3040-\u30ff]")
_HAN = lazily("[\u4e00-\u9fff]")
_PINYIN = lazily("[(（](?<=[\u3400-\u9fff].)[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜêńňǹḿ]{1,6}[)）]")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONE = lazily(f"[{_TONES}]")
_BLANKS = lazily(f"[ \u3000\u00a0\u2028{UNSEEN}][ \u3000\u00a0\u2028{UNSEEN}]*")
_USUAL_BLANKS = frozenset(" \u3000\u2028")
_WIDEST_GAP = 3
_BESIDE_GAP = frozenset("“”")
_BEHIND_GAP = frozenset("0123456789“")
_LONG_NUMBER = 20
PINYIN_NOTES = 3
"""From so many notes on they are damage; fewer may be an author's help with a rare character."""
TRADITIONAL_LEAST = 20
TRADITIONAL_SHARE = 0.04
"""Share of those frequent characters among all Han from which a text counts as traditional (seed 003: over 0.1)."""


class ReadingParagraph(Record):
    """Where a paragraph stands in `Reading.text`."""

    start: int
    end: int
    paragraph: Paragraph


class Reading:
    """What a person reads, in one width: the text in which rules search.

    Paragraphs stand one after another, each followed by a line feed. Full-width letters, digits and
    marks are folded to their half-width twins one for one, radicals to the characters they look like; markup,
    and damage that can be undone without guessing (pinyin notes in brackets, characters without width), is left
    out; a traditional text is read in simplified characters. `span` leads from here back to the document.
    """

    def __init__(
        self,
        text: str,
        paragraphs: tuple[ReadingParagraph, ...],
        starts: list[int],
        sources: list[int],
        lengths: list[int],
        repairs: Mapping[str, int],
        noted: frozenset[str],
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.repairs = dict(repairs)
        self.noted = noted  # which blanks, numerals in circles and seldom met characters the document's text holds
        self._starts = starts  # offsets here at which a stretch copied from the document begins
        self._sources = sources  # its offset in the document
        self._lengths = lengths

    def offset(self, position: int) -> int:
        """The document's offset of the character at `position` here (or of the end of what is before it)."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return 0
        inside = min(position - self._starts[index], self._lengths[index])
        return self._sources[index] + inside

    def span(self, start: int, end: int) -> Span:
        """The document's span of what stands from `start` to `end` here; what was left out inside is included."""
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            first = 0
        else:
            begin, source, length = self._starts[index], self._sources[index], self._lengths[index]
            if start < end <= begin + length:  # in one stretch, as nearly all are
                return Span(source + start - begin, source + end - begin)
            first = source + min(start - begin, length)
        return Span(first, first if end <= start else self._behind(end - 1))

    def _behind(self, position: int) -> int:
        """The document's offset behind the character at `position`; the end of its paragraph at a line feed."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return 0
        return self._sources[index] + min(position - self._starts[index] + 1, self._lengths[index])

    def position(self, offset: int) -> int:
        """The position here of a document offset; of the next character kept where it was left out."""
        index = bisect_right(self._sources, offset) - 1
        if index < 0:
            return 0
        inside = offset - self._sources[index]
        return self._starts[index] + min(inside, self._lengths[index])

    def positions(self, span: Span) -> tuple[int, int]:
        """The positions here of both ends of a span of the document."""
        start, end, sources = span.start, span.end, self._sources
        at = bisect_right(sources, start)
        if at and (at == len(sources) or end < sources[at]):
            source, length = sources[at - 1], self._lengths[at - 1]
            if start <= end <= source + length:  # in one stretch, as nearly all are
                less = self._starts[at - 1] - source
                return start + less, end + less
        return self.position(start), self.position(end)

    def paragraph_at(self, position: int) -> ReadingParagraph | None:
        """The paragraph that holds `position`, None where there is none."""
        index = bisect_right(self._paragraph_starts, position) - 1
        return self.paragraphs[index] if index >= 0 else None

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]


def _folding() -> dict[int, str]:
    table: dict[int, str] = {ord(a): b for a, b in zip("「」『』", "“”‘’", strict=True)}
    table |= {0x3000: " ", 0x00A0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " "}
    for code in [*range(0xFE50, 0xFE70), *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE7)]:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1:
            table[code] = folded
    return table | LOOK_ALIKES


FOLDING = _folding()
"""Full-width and small forms, and characters in disguise, to the plain form, one code point for one."""
_FREQUENT = tuple((mark, FOLDING[ord(mark)]) for mark in "，；：（）？！％．－　")
_RARELY = re.escape("".join(map(chr, sorted(FOLDING.keys() - {ord(mark) for mark, _ in _FREQUENT}))))
_RARE = lazily(f"[{_RARELY}]")
_NOTED = lazily(f"[{_RARELY}{TRADITIONAL_SOME}{_TONES}{UNSEEN}{SELECTORS} \u2028{CIRCLED}\u3000]")
"""Blanks, numerals in circles, and what hardly any text holds; one look for all of it is as quick as one for a part."""
_NOT_ODD = frozenset({*_USUAL_BLANKS, *CIRCLED})
_SHORT = 24
_MANY = 100
"""Characters, each replaced by itself, from which on it is quicker to look up all of them."""


def fold(text: str) -> str:
    """`text` in the width in which rules compare: `（１）` is `(1)`."""
    if len(text) < _SHORT:
        return text.translate(FOLDING)
    return _fold_frequent(_fold_rare(text))


def fold_noted(text: str, noted: frozenset[str]) -> str:
    """The same of a document's text, of which it is known what `Reading.noted` says."""
    odd = noted - _NOT_ODD
    return _fold_frequent(_folded(text, [sign for sign in odd if ord(sign) in FOLDING]) if odd else text)


def _fold_frequent(text: str) -> str:
    # `translate` looks up every single character, twenty times as slow as to replace the few that texts have.
    for mark, plain in _FREQUENT:
        if mark in text:
            text = text.replace(mark, plain)
    return text


def _fold_rare(text: str) -> str:
    return _folded(text, set(_RARE.findall(text))) if _RARE.search(text) else text


def _folded(text: str, found: Collection[str]) -> str:
    """The text with these characters folded, which are keys of `FOLDING`."""
    if len(found) > _MANY:
        return text.translate(FOLDING)
    for character in found:
        text = text.replace(character, FOLDING[ord(character)])
    return text


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words` in reading form, the longer first; one that matches nothing where there are none."""
    # The same pattern in every run, whatever order a set is in: it may be kept.
    return "|".join(re.escape(fold(word)) for word in sorted(sorted(words), key=len, reverse=True)) or "(?!)"


@cache
def simplified() -> dict[int, str]:
    """Traditional to simplified characters, one for one (OpenCC's table, see rules/core/NOTICE)."""
    table: dict[int, str] = {}
    text = (rules_folder() / "core" / "traditional.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        traditional, _, plain = line.partition("\t")
        if len(traditional) == 1 and len(plain) == 1:
            table[ord(traditional)] = plain
    return table


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters throughout, not just quoting a few."""
    found = len(_TRADITIONAL.findall(text))
    if found < TRADITIONAL_LEAST or len(_KANA.findall(text)) > found:  # the latter is Japanese
        return False
    return found > TRADITIONAL_SHARE * len(_HAN.findall(text))


def read_through(document: Document) -> Reading:
    """Make the reading text of `document` out of its paragraphs. Linear in the text."""
    text = document.text
    noted = frozenset(_NOTED.findall(text))
    odd = noted - _NOT_ODD
    notes = [] if odd.isdisjoint(_TONES) else [match.span() for match in _PINYIN.finditer(text)]
    if sum(1 for start, end in notes if _TONE.search(text, start, end)) < PINYIN_NOTES:
        notes = []
    left_out = [*notes, *_gaps(text, noted), *((span.start, span.end) for span in document.hidden)]
    if odd and NOT_READ.search("".join(odd)):
        left_out += [match.span() for match in NOT_READ.finditer(text)]
    left_out.sort()
    traditional = not odd.isdisjoint(TRADITIONAL_SOME) and is_traditional(text)
    repairs = {"pinyin": len(notes), "traditional": int(traditional)}

    stretches: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    lengths: list[int] = []
    paragraphs: list[ReadingParagraph] = []
    position = 0
    cut, cuts = 0, len(left_out)

    for paragraph in document.paragraphs:
        span = paragraph.span
        begin, at, stop = position, span.start, span.end
        while cut < cuts and left_out[cut][1] <= at:
            cut += 1
        while at < stop:
            start, end = left_out[cut] if cut < cuts else (stop, stop)
            if start > stop:
                start = stop
            if at < start:
                stretches.append(text[at:start])
                starts.append(position)
                sources.append(at)
                lengths.append(start - at)
                position += start - at
            if start == stop:
                break
            at = max(at, min(end, stop))
            if end > stop:
                break
            cut += 1
        paragraphs.append(ReadingParagraph(begin, position, paragraph))
        stretches.append("\n")
        position += 1
    # A line end inside a paragraph (Markdown, a soft break in Word) must not end a line for the rules.
    joined = "".join(stretches)
    if document.format != "text":
        joined = _one_line(joined, paragraphs)
    joined = fold_noted(joined, noted)
    if '"' in joined:
        joined = _curly(joined)
    if traditional:
        joined = joined.translate(simplified())
    return Reading(joined, tuple(paragraphs), starts, sources, lengths, repairs, noted)


def _gaps(text: str, noted: Collection[str]) -> Iterator[tuple[int, int]]:
    """Blanks between two Han characters, or between one and a figure: `2025 年 2 月`. They mean nothing in Chinese.

    `noted` are those characters of the text that `_NOTED` finds.
    """
    for start, end in _blanks(text, noted):
        if end - start > _WIDEST_GAP:
            continue
        before = text[start - 1 : start]
        if "\u3400" <= before <= "\u9fff" or before in _BESIDE_GAP:
            behind = text[end : end + 1]
            if "\u3400" <= behind <= "\u9fff" or behind in _BEHIND_GAP:
                yield start, end
        elif before and before in "0123456789" and _ends_figure(text, start, end):
            yield start, end


def _blanks(text: str, noted: Collection[str]) -> Iterable[tuple[int, int]]:
    """Start and end of each run of blanks; characters that nobody sees count as such."""
    if not _NOT_ODD.issuperset(noted):
        return [match.span() for match in _BLANKS.finditer(text)]
    # Texts hold few blanks, and one character is found thirty times as quickly as one of a class.
    found = []
    for sign in _USUAL_BLANKS.intersection(noted):
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    runs: list[tuple[int, int]] = []
    begin = end = -1
    for at in found:
        if at != end:
            if end > 0:
                runs.append((begin, end))
            begin = at
        end = at + 1
    if end > 0:
        runs.append((begin, end))
    return runs


def _ends_figure(text: str, start: int, end: int) -> bool:
    """Whether the blanks from `start` to `end` part a figure from its Han character.

    Not so behind a heading's number (`2 组织体系`), where they mean much.
    """
    if "\u2028" in text[start:end] or not "\u3400" <= text[end : end + 1] <= "\u9fff":
        return False
    head = max(0, start - _LONG_NUMBER)
    figure = head + len(text[head:start].rstrip("0123456789"))
    # A look a few characters back is enough, and costs the same wherever the place is.
    before = text[max(0, figure - 8) : figure]
    begins_line = "\n" in before or figure <= 8
    return start - figure > 2 or not begins_line or bool(before.rpartition("\n")[2].strip())


def _curly(text: str) -> str:
    """Straight quotation marks as “ and ” by turns, paragraph by paragraph."""
    parts = text.split("\n")
    for at, part in enumerate(parts):
        if '"' in part:
            pieces = part.split('"')
            parts[at] = pieces[0] + "".join("“”"[i % 2] + piece for i, piece in enumerate(pieces[1:]))
    return "\n".join(parts)


_LINE_ENDS = "\r\n\u2028\u2029\v\f\x85"


def _one_line(text: str, paragraphs: list[ReadingParagraph]) -> str:
    if text.count("\n") == len(paragraphs) and not any(mark in text for mark in _LINE_ENDS if mark != "\n"):
        return text
    parts: list[str] = []
    for paragraph in paragraphs:
        inside = text[paragraph.start : paragraph.end]
        for mark in _LINE_ENDS:
            inside = inside.replace(mark, " ")
        parts.append(inside + "\n")
    return "".join(parts)
