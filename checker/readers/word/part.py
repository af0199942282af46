"""What has to be known of a part of a Word file before its text is walked, each found in one pass."""

from __future__ import annotations

from lxml import etree

from ...records import Record
from .package import attribute, tags

_TEXT_TAGS = tags("t")
_DRAWN_TAGS = tags("c:chart", "cx:chart", "dgm:relIds")
_SHOWN_TAGS = tags("t", "m:t", "a:t", "c:chart", "cx:chart", "dgm:relIds")
_CHOICE_TAGS = tags("AlternateContent")
_HIDING_TAGS = tags("vanish", "specVanish", "rStyle")
_FIELD_TAGS = tags("fldChar")
OWN_STORY = tags("txbxContent", "footnote", "endnote")
"""What holds a stretch of text that fields neither enter nor leave."""
REMOVED = tags("del", "moveFrom")
BRANCHES = tags("Choice", "Fallback")


class Part(Record):
    """A part that is about to be read; `name` is the one it is stored under.

    `nodes` numbers each `w:t`; `chosen` holds the branch to read of each `mc:AlternateContent`; `codes` leads from a
    `w:fldChar` where a field's code begins to itself, and from the one where that code ends to its beginning; `marked`
    holds the runs that say of themselves, or through a style of their own, whether they are hidden.
    """

    name: str
    root: etree._Element
    nodes: dict[etree._Element, int]
    chosen: dict[etree._Element, etree._Element]
    codes: dict[etree._Element, etree._Element]
    marked: set[etree._Element]

    @classmethod
    def index(cls, name: str, root: etree._Element) -> Part:
        """Look through the part that is stored as `name`."""
        nodes = {element: index for index, element in enumerate(root.iter(*_TEXT_TAGS))}
        chosen = _choices(root)
        holders = (above for element in root.iter(*_HIDING_TAGS) if (above := element.getparent()) is not None)
        marked = {run for holder in holders if (run := holder.getparent()) is not None}
        return cls(name, root, nodes, chosen, _field_codes(root, chosen), marked)


def _choices(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """The branch to read of each `mc:AlternateContent` (ECMA-376 part 3, 7.5): the first that holds text or a chart.

    Whether a branch holds text is found from the text upwards, so that nesting costs nothing.
    """
    choices: dict[etree._Element, etree._Element] = {}
    if next(root.iter(*_CHOICE_TAGS), None) is None:
        return choices
    shown: set[etree._Element] = set()
    for text in root.iter(*_SHOWN_TAGS):
        if text.text or text.tag in _DRAWN_TAGS:
            for above in text.iterancestors(*BRANCHES):
                if above in shown:
                    break
                shown.add(above)
    for element in root.iter(*_CHOICE_TAGS):
        branches = [child for child in element if child.tag in BRANCHES]
        if branches:
            choices[element] = next((branch for branch in branches if branch in shown), branches[0])
    return choices


def _field_codes(
    root: etree._Element, choices: dict[etree._Element, etree._Element]
) -> dict[etree._Element, etree._Element]:
    """`Part.codes`: the `w:fldChar` between which the code of a complex field stands (17.16.18).

    Only a field that has both its begin and its separator hides what stands between them: where one of the two is
    missing nothing but the instruction itself is left out, so that no text is lost.
    """
    codes: dict[etree._Element, etree._Element] = {}
    open_fields: dict[etree._Element | None, list[etree._Element | None]] = {}
    for mark in root.iter(*_FIELD_TAGS):
        story: etree._Element | None = None
        for above in mark.iterancestors(*OWN_STORY, *REMOVED, *BRANCHES):
            if above.tag in OWN_STORY:
                story = above
                break
            if above.tag in REMOVED:
                break
            parent = above.getparent()
            if parent is not None and choices.get(parent) is not above:
                break
        else:
            above = None
        if above is not story:
            continue  # deleted, or in a branch that is not read
        stack = open_fields.setdefault(story, [])
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            stack.append(mark)
        elif kind == "separate" and stack:
            begin = stack[-1]
            if begin is not None:
                codes[begin] = codes[mark] = begin
                stack[-1] = None
        elif kind == "end" and stack:
            stack.pop()
    return codes
