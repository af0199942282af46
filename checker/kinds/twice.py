"""Kind `twice`: what stands in the text twice: a paragraph pasted again, a sentence said again, a page's running head.

Paragraphs and sentences are compared by their Han characters, letters and digits, without marks, numbers of headings
and spaces. Tables, headers, lists of contents and forms to be filled in repeat themselves by nature and are left out;
so is what an attachment repeats of the text that it belongs to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import BODY, Document, Element, Part, ReadingParagraph
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..records import Record
from ..rules import Finding, Related, Rule
from ..span import Span
from . import Field, Kind, Vocabulary

FIELDS = {
    "check": Field(
        "choice",
        "查什么：paragraph 整段重复，sentence 整句重复，running-head 夹在正文里的页眉页脚",
        required=True,
        choices=("paragraph", "sentence", "running-head"),
    ),
    "least": Field("integer", "至少多少个汉字才比较（running-head：不用）"),
    "labels": Field("texts", "paragraph：段首冒号前以这些词开头的（责任单位：）本来就会重复，不报"),
}
STATUTE = "statute"
"""The scheme of numbers of regulations, which say the same of several cases in the same words."""
ALIKE = 97.0
"""Per cent of agreement from which two long paragraphs are one that was changed after it had been pasted."""
LONG = 60
"""Han characters from which paragraphs are compared for likeness; in shorter ones a changed word is another matter."""
_LABEL = 12
"""Code points in which a label at the head of a paragraph ends, its colon among them."""
_LONGEST = 3_000
"""Code points of a paragraph that are compared for likeness."""
ADJACENT = 12
"""Han characters from which a sentence that makes a paragraph of its own may not follow upon itself."""
_HEADS = 3
_HEAD_LENGTH = range(4, 41)

_SKIPPED = frozenset(
    {"contents", "cell", "furniture", "margin", "title", "recipient", "signature", "issue-date", "copy-to", "imprint"}
)
_MARKER = lazily(
    r"\s{0,20}(?:第?[(]?[一二三四五六七八九十\d]{1,3}(?:[)、.]|[条是要])[)、.]?|[①-⑳]|[-—●■◆•*]{1,2})\s{0,4}"
)
_NUMBERING = "第一二三四五六七八九十0123456789条是要"
"""What `_MARKER` takes, of what is compared."""
_OTHER = lazily("[^\u3400-\u9fffA-Za-z0-9%]+")
_HAN = lazily("[\u3400-\u9fff]")
_NOT_HAN = lazily("[A-Za-z0-9%]")
"""What is compared besides; there is less of it."""
_COMPARED = lazily("[\u3400-\u9fffA-Za-z0-9%。!?;\n]+")
_FORM = lazily("_{2,}|×{2,}|X{2,}|□|( {3,})")
_LONGEST_SENTENCE = 2000
_SENTENCE = lazily(rf"[^。!?;\n]{{1,{_LONGEST_SENTENCE}}}[。!?;]?")
_ALIKE_SENTENCE = 15
"""What is compared of a sentence that two paragraphs must share to be held against each other, at least."""
_ENDS = ("。", "!", "?", ";", ":", "…", "”", ")", "》")


class _Text(Record, frozen=True):
    """A paragraph or sentence of the reading text and what is compared of it."""

    start: int
    end: int
    key: str
    part: int

    @property
    def long(self) -> bool:
        return len(self.key) >= LONG and _han_in(self.key) >= LONG


_Pair = tuple[_Text, _Text, bool]
"""The first text, the second, and whether they are the same to the letter."""


class TwiceChecker:
    """One of the checks for what stands twice."""

    literals: tuple[str, ...] = ()

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._check: str = fields["check"]
        self._least: int = fields.get("least", 30)
        self._labels = tuple(map(fold, fields.get("labels", ())))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if self._check == "running-head":
            return _running_heads(document)
        if document.outline.scheme == STATUTE:
            return ()
        sizes = min(ADJACENT, self._least), min(_ALIKE_SENTENCE, self._least)
        paragraphs, pairs = _compared(document, sizes)
        if self._check == "paragraph":
            pairs = [pair for pair in pairs if not self._labelled(document, pair[1])]
            return _told(document, [pair for pair in pairs if self._counts(pair[1]) or _follow(document, pair)])
        told = {second.start for _, second, _ in pairs}
        return self._sentences(document, [text for text in paragraphs if text.start not in told])

    def _counts(self, text: _Text) -> bool:
        return len(text.key) >= self._least and _han_in(text.key) >= self._least

    def _labelled(self, document: Document, text: _Text) -> bool:
        """Whether a paragraph is a line of a list of tasks that names who does them and by when."""
        label, colon, _ = document.reading.text[text.start : text.end].lstrip("([【")[:_LABEL].partition(":")
        return bool(colon) and label.startswith(self._labels)

    def _sentences(self, document: Document, paragraphs: Sequence[_Text]) -> Iterator[Finding]:
        for first, second, _ in _same(
            sentence for text in paragraphs for sentence in _sentences(document, text, self._least)
        ):
            if not self._counts(second):
                continue
            span = _span(document, second)
            related = (Related(_span(document, first), say("前面已有这句话")),)
            yield Finding(span, say("这句话前面已经出现过"), related=related)


def _compared(document: Document, sizes: tuple[int, int]) -> tuple[list[_Text], list[_Pair]]:
    """The paragraphs of the document in which something may stand that stands in another too, or twice in them, and
    the pairs of those that are the same; found once for each document. Of nothing shorter than `sizes` (of paragraphs,
    and of sentences) is anything told.
    """
    known: dict[tuple[int, int], tuple[list[_Text], list[_Pair]]] = document.memo.setdefault(_compared, {})
    if sizes not in known:
        chosen = _repeating(document, *sizes)
        paragraphs = [text for text in _paragraphs(document, chosen) if text.key] if chosen else []
        known[sizes] = paragraphs, [*_same(paragraphs), *_alike(document, paragraphs)] if paragraphs else []
    return known[sizes]


def _repeating(document: Document, shortest: int, shortest_sentence: int) -> Sequence[ReadingParagraph]:
    """A quick look which paragraphs may be the same as others or have sentences that are; in most documents none.

    What is compared of them is cut out of the whole text at once, and all that a number of a heading may be made of
    is left off their beginnings.
    """
    reading = document.reading
    if any(p.end - p.start > _LONGEST_SENTENCE for p in reading.paragraphs):
        return reading.paragraphs  # their sentences may be cut
    # Commas end half of what stands between other marks; to join what is compared is quicker than to cut out the rest.
    text = "".join(_COMPARED.findall(reading.text.replace(",", "")))
    for stop in "!?;":
        text = text.replace(stop, "。")
    same = _any_twice(text.replace("。", "").split("\n"), shortest)
    same_sentences = _any_twice(text.replace("\n", "。").split("。"), shortest_sentence)
    if not (same or same_sentences):
        return ()
    lines = [
        line.replace("。", "").lstrip(_NUMBERING) in same
        or not same_sentences.isdisjoint([sentence.lstrip(_NUMBERING) for sentence in line.split("。")])
        for line in text.split("\n")
    ]
    found: list[ReadingParagraph] = []
    number = at = 0
    for paragraph in reading.paragraphs:
        number += reading.text.count("\n", at, paragraph.start)
        at = paragraph.start
        if "\n" in reading.text[at : paragraph.end]:
            return reading.paragraphs  # not a line each
        if lines[number]:
            found.append(paragraph)
    return found


def _any_twice(texts: Iterable[str], size: int) -> frozenset[str]:
    """What stands in more than one of the texts, numbers of headings left off; of those of so many characters."""
    bare = [text.lstrip(_NUMBERING) for text in texts if len(text) >= size]
    if len(set(bare)) == len(bare):
        return frozenset()
    return frozenset(text for text, count in Counter(bare).items() if count > 1)


def _follow(document: Document, pair: _Pair) -> bool:
    """Whether a short paragraph stands twice in a row; lines of lists and forms, which do, end without a stop."""
    first, second, exact = pair
    text = document.reading.text
    between = text[first.end : second.start] if second.start - first.end < 10 else "-"
    ends = text[second.end - 1] in "。!;"
    return exact and ends and not between.strip() and _han_in(second.key) >= ADJACENT


def _told(document: Document, pairs: Iterable[_Pair]) -> Iterator[Finding]:
    for first, second, exact in sorted(pairs, key=lambda pair: pair[1].start):
        message = say("这一段与前面的一段重复") if exact else say("这一段与前面的一段几乎相同，只有个别字不同")
        yield Finding(_span(document, second), message, related=(Related(_span(document, first), say("前面的一段")),))


def _span(document: Document, text: _Text) -> Span:
    return document.reading.span(text.start, text.end)


def _paragraphs(document: Document, chosen: Sequence[ReadingParagraph]) -> Iterator[_Text]:
    """Those of the chosen paragraphs that stand in the body and may be compared."""
    reading = document.reading
    skipped = {element.span.start for element in document.outline.elements() if element.role in _SKIPPED}
    parts = _part_starts(document.outline.parts)
    for paragraph in chosen:
        line = reading.text[paragraph.start : paragraph.end]
        start = paragraph.start + len(line) - len(line.lstrip())
        if paragraph.paragraph.place != BODY or reading.offset(start) in skipped or _FORM.search(line):
            continue
        part = bisect_right(parts, paragraph.paragraph.span.end)
        yield _Text(start, paragraph.start + len(line.rstrip()), _key(line), part)


def _part_starts(parts: Sequence[Part]) -> list[int]:
    starts: list[int] = []
    for part in parts:
        members: list[Element] = [*part.front, *part.tail]
        spans = [*(element.span.start for element in members), *(section.span.start for section in part.sections)]
        if spans:
            starts.append(min(spans))
    return sorted(starts)


def _key(text: str) -> str:
    marker = _MARKER.match(text)
    return _OTHER.sub("", text[marker.end() :] if marker else text)


def _han_in(key: str) -> int:
    """How many Han characters there are in what is compared."""
    return len(key) - len(_NOT_HAN.findall(key))


def _sentences(document: Document, text: _Text, least: int) -> Iterator[_Text]:
    """The sentences of a paragraph, but for those of fewer than `least` characters."""
    for match in _SENTENCE.finditer(document.reading.text, text.start, text.end):
        if match.end() - match.start() >= least:
            yield _Text(match.start(), match.end(), _key(match.group()), text.part)


def _same(texts: Iterable[_Text]) -> Iterator[_Pair]:
    """Each text that stands a second time, with the first of its like."""
    first: dict[tuple[int, str], _Text] = {}
    for text in texts:
        before = first.setdefault((text.part, text.key), text)
        if before is not text:
            yield before, text, True


def _alike(document: Document, paragraphs: Sequence[_Text]) -> Iterator[_Pair]:
    """Long paragraphs that differ from an earlier one by a few characters; they share a sentence at least."""
    from rapidfuzz.fuzz import ratio

    holders: dict[tuple[int, str], _Text] = {}
    for text in paragraphs:
        if not text.long:
            continue
        others: dict[int, _Text] = {}
        for sentence in _sentences(document, text, _ALIKE_SENTENCE):
            if len(sentence.key) >= _ALIKE_SENTENCE:
                holder = holders.setdefault((text.part, sentence.key), text)
                others.setdefault(holder.start, holder)
        for other in list(others.values())[:5]:
            if other is text or other.key == text.key or abs(len(other.key) - len(text.key)) > len(text.key) // 20:
                continue
            if ratio(other.key[:_LONGEST], text.key[:_LONGEST], score_cutoff=ALIKE) and _digits(other) == _digits(text):
                yield other, text, False
                break


def _digits(text: _Text) -> str:
    return "".join(character for character in text.key if character.isdigit())


def _running_heads(document: Document) -> Iterator[Finding]:
    """A short line that comes again and again, and that parts sentences or is the title."""
    reading = document.reading
    short = [line for line in map(str.strip, reading.text.split("\n")) if len(line) in _HEAD_LENGTH]
    if len(short) - len(set(short)) < _HEADS - 1:
        return
    title = document.outline.title()
    named = _key(document.slice(title.span)) if title is not None else ""
    headings = {section.heading.span.start for section in document.outline.sections()}
    lines: dict[str, list[int]] = {}
    for index, paragraph in enumerate(reading.paragraphs):
        line = reading.text[paragraph.start : paragraph.end].strip()
        if paragraph.paragraph.place == BODY and len(line) in _HEAD_LENGTH and _HAN.search(line):
            lines.setdefault(line, []).append(index)
    for line, places in lines.items():
        if len(places) < _HEADS or line.endswith(_ENDS) or ":" in line:
            continue
        before = (reading.paragraphs[index - 1] for index in places if index)
        broken = sum(1 for one in before if _is_open(reading.text, one) and reading.offset(one.start) not in headings)
        if broken < 2 and not (named and _key(line) == named):
            continue
        spans = [Span(p.paragraph.span.start, p.paragraph.span.end) for p in (reading.paragraphs[i] for i in places)]
        if named and _key(line) == named:
            spans = spans[1:]
        message = say("“{line}”在正文里出现{count}次，像是夹进来的页眉页脚", line=line, count=len(spans))
        related = tuple(Related(span, line) for span in spans[1:20])
        yield Finding(spans[0], message, related=related)


def _is_open(text: str, paragraph: ReadingParagraph) -> bool:
    """Whether a paragraph of some length breaks off inside its sentence."""
    line = text[paragraph.start : paragraph.end].strip()
    return len(line) >= 20 and not line.endswith(_ENDS) and not _MARKER.match(line)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> TwiceChecker:
    return TwiceChecker(fields)


KIND = Kind("twice", "重复的文字", FIELDS, _compile)
