"""Where the results of fields stand (ECMA-376 part 1, 17.16.2, 17.16.18, 17.16.19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ...formatting import PAGE_CODES
from ...lazy import lazily
from ...records import Record, field
from ...span import Span
from .package import KINDS, attribute, tags
from .part import BRANCHES, OWN_STORY, REMOVED, Part
from .properties import attributes

_CODE = lazily(r'[^\s\\"]+')
_LONGEST_CODE = 200
_MARK_TAGS = tags("fldChar", "fldSimple", "pgNum")
_RUN_TAGS = tags("r")
_WALKED = (*_MARK_TAGS, *tags("instrText", "t", "p"), *OWN_STORY, *REMOVED, *BRANCHES)


class Found(Record):
    """A field: its code, the place of its result, the paragraph it begins in and the run that it looks like."""

    code: str
    span: Span
    paragraph: etree._Element
    run: etree._Element | None


class _Field(Record):
    """A field that is being walked through; `simple` is its `w:fldSimple`.

    `texts` and `hidden` count what its story had shown and hidden when its result began.
    """

    at: int | None
    paragraph: etree._Element | None
    run: etree._Element | None
    code: str = ""
    simple: etree._Element | None = None
    in_result: bool = False
    texts: int = 0
    hidden: int = 0


class _Story(Record):
    """A stretch of text that fields neither enter nor leave. `at` is the place of the walk, if that is shown."""

    at: int | None = None
    paragraph: etree._Element | None = None
    fields: list[_Field] = field(default_factory=list)
    texts: list[tuple[int, int, etree._Element]] = field(default_factory=list)  # shown while a field is open
    hidden: int = 0  # texts that are not shown
    codes: int = 0  # open fields in whose code the walk stands


def has_fields(part: Part) -> bool:
    """Whether there is anything in it that may be a field."""
    return next(part.root.iter(*_MARK_TAGS), None) is not None


def fields_of(
    part: Part,
    shown: Mapping[etree._Element, tuple[int, int]],
    starts: Mapping[etree._Element, int],
) -> list[Found]:
    """The fields of a part that show something, and those that number pages even where their result is empty.

    `shown` says where the text of each `w:t` stands in the document, `starts` where that of each `w:p` begins.
    """
    return list(_Walk(part, shown, starts).walk())


class _Walk:
    def __init__(
        self, part: Part, shown: Mapping[etree._Element, tuple[int, int]], starts: Mapping[etree._Element, int]
    ) -> None:
        self._part = part
        self._shown = shown
        self._starts = starts
        self._stories = [_Story()]

    def walk(self) -> Iterator[Found]:
        walker = etree.iterwalk(self._part.root, events=("start", "end"), tag=_WALKED)
        for event, element in walker:
            story, name = self._stories[-1], KINDS[element.tag]
            if event == "end":
                if element.tag in OWN_STORY and len(self._stories) > 1:
                    self._stories.pop()
                elif name == "fldSimple":
                    yield from self._close(story, element)
            elif element.tag in REMOVED or (element.tag in BRANCHES and not self._is_chosen(element)):
                # The end of what is skipped is still told, and means nothing for these.
                walker.skip_subtree()
            elif element.tag in OWN_STORY:
                self._stories.append(_Story())
            elif name == "p":
                story.paragraph, story.at = element, self._starts.get(element)
            elif name == "t":
                self._text(story, element)
            elif name == "instrText":
                if story.fields and not story.fields[-1].in_result:
                    top = story.fields[-1]
                    top.code = (top.code + (element.text or ""))[:_LONGEST_CODE]
                    top.run = next(element.iterancestors(*_RUN_TAGS), top.run)
            elif name == "fldSimple":
                instruction = attributes(element).get("instr", "")[:_LONGEST_CODE]
                run = next(element.iter(*_RUN_TAGS), None)
                simple = _Field(story.at, story.paragraph, run, instruction, element)
                _begin_result(story, simple)
                story.fields.append(simple)
            elif name == "pgNum":
                run = next(element.iterancestors(*_RUN_TAGS), None)
                number = _Field(story.at, story.paragraph, run, "PAGE")
                _begin_result(story, number)
                yield from self._found(story, number)
            elif name == "fldChar":
                yield from self._mark(story, element)

    def _is_chosen(self, branch: etree._Element) -> bool:
        parent = branch.getparent()
        return parent is not None and self._part.chosen.get(parent) is branch

    def _text(self, story: _Story, element: etree._Element) -> None:
        place = self._shown.get(element)
        if place is None:
            story.hidden += bool(element.text)
            return
        story.at = place[1]
        if story.fields:
            story.texts.append((*place, element))
        else:
            story.texts.clear()

    def _mark(self, story: _Story, element: etree._Element) -> Iterator[Found]:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            run = next(element.iterancestors(*_RUN_TAGS), None)
            story.fields.append(_Field(story.at, story.paragraph, run))
            story.codes += 1
        elif kind == "separate" and story.fields and not story.fields[-1].in_result:
            story.codes -= 1
            _begin_result(story, story.fields[-1])
        elif kind == "end" and story.fields and story.fields[-1].simple is None:
            yield from self._found(story, _ended(story))

    def _close(self, story: _Story, element: etree._Element) -> Iterator[Found]:
        """The end of a `w:fldSimple`; what began inside it and did not end is dropped."""
        while story.fields:
            last = _ended(story)
            if last.simple is element:
                yield from self._found(story, last)
                break

    def _found(self, story: _Story, done: _Field) -> Iterator[Found]:
        match = _CODE.search(done.code)
        if match is None or done.paragraph is None:
            return
        code = match[0].upper()
        if done.in_result and done.texts < len(story.texts):
            (start, _, element), (_, end, _) = story.texts[done.texts], story.texts[-1]
            run = next(element.iterancestors(*_RUN_TAGS), done.run)
            yield Found(code, Span(start, max(start, end)), done.paragraph, run)
            return
        hidden = done.in_result and done.hidden != story.hidden
        if code in PAGE_CODES and done.at is not None and not story.codes and not hidden:
            yield Found(code, Span(done.at, done.at), done.paragraph, done.run)


def _begin_result(story: _Story, begun: _Field) -> None:
    begun.in_result, begun.texts, begun.hidden = True, len(story.texts), story.hidden


def _ended(story: _Story) -> _Field:
    """The innermost open field, which ends here."""
    last = story.fields.pop()
    story.codes -= not last.in_result
    return last
