"""Marks of comments and revisions read back and taken out by simple means of their own, to hold the editing against."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree
from wordfiles import WORD

W = f"{{{WORD}}}"
OURS = "zfcheck"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(members(data)[name])


def with_part(data: bytes, tree: etree._Element, name: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, content in members(data).items():
            archive.writestr(key, etree.tostring(tree) if key == name else content)
    return stream.getvalue()


def comments(data: bytes) -> dict[str, tuple[str, str]]:
    """By id: author, and the lines of each comment joined by `|`."""
    found = members(data).get("word/comments.xml")
    if found is None:
        return {}
    return {
        comment.get(f"{W}id", ""): (
            comment.get(f"{W}author", ""),
            "|".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment),
        )
        for comment in etree.fromstring(found)
    }


def commented(data: bytes) -> dict[str, str]:
    """By id: the text between a comment's marks, paragraphs joined by a line end."""
    texts: dict[str, str] = {}
    open_ids: list[str] = []
    for element in root(data).iter():
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_ids.append(key)
            texts[key] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.remove(key)
        elif element.tag == f"{W}t":
            for each in open_ids:
                texts[each] += element.text or ""
        elif element.tag == f"{W}p":
            for each in open_ids:
                texts[each] += "\n"
    assert not open_ids
    references = [element.get(f"{W}id") for element in root(data).iter(f"{W}commentReference")]
    assert sorted(references) == sorted(texts)
    return texts


def settled(data: bytes, *, accept: bool, name: str = "word/document.xml") -> bytes:
    """The file with our revisions accepted, or rejected, as Word does."""
    tree = root(data, name)
    for kind, stays in (("ins", accept), ("del", not accept)):
        for element in list(tree.iter(f"{W}{kind}")):
            if element.get(f"{W}author") != OURS:
                continue
            if stays:
                for text in element.iter(f"{W}delText"):
                    text.tag = f"{W}t"
                for child in list(element):
                    element.addprevious(child)
            holder = element.getparent()
            assert holder is not None
            holder.remove(element)
    return with_part(data, tree, name)


def plain(data: bytes, name: str = "word/document.xml") -> bytes:
    """The part in one canonical form, without our comments and revisions, and with runs and insertions joined again."""
    tree = root(settled(data, accept=False, name=name), name)
    ours = {key for key, (author, _) in comments(data).items() if author == OURS}
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(tree.iter(f"{W}{kind}")):
            if mark.get(f"{W}id") in ours:
                holder = mark.getparent()
                assert holder is not None
                holder.remove(mark)
                if holder.tag == f"{W}r" and not [c for c in holder if c.tag != f"{W}rPr"]:
                    above = holder.getparent()
                    assert above is not None
                    above.remove(holder)
    for kind in ("ins", "moveTo", "r"):
        _join(tree, f"{W}{kind}")
    for run in tree.iter(f"{W}r"):
        _join_texts(run)
    for text in tree.iter(f"{W}t"):
        kept = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        text.attrib.clear()
        text.text = text.text if kept else (text.text or "").strip(" \t\r\n")
    for element in tree.iter():
        if element.tag != f"{W}t":
            element.text = element.text if (element.text or "").strip() else None
        element.tail = None
    return re.sub(rb"\s+", b" ", etree.tostring(tree, method="c14n"))


def _join(tree: etree._Element, tag: str) -> None:
    """Join neighbours of one kind that differ in nothing but what they hold."""
    for element in list(tree.iter(tag)):
        before = element.getprevious()
        if before is None or before.tag != tag or dict(before.attrib) != dict(element.attrib):
            continue
        if tag == f"{W}r":
            mine, others = _properties(element), _properties(before)
            if mine != others:
                continue
        for child in list(element):
            if child.tag != f"{W}rPr":
                before.append(child)
        holder = element.getparent()
        assert holder is not None
        holder.remove(element)
        if tag != f"{W}r":
            continue


def _join_texts(run: etree._Element) -> None:
    for text in list(run.iter(f"{W}t")):
        before = text.getprevious()
        if before is not None and before.tag == text.tag and text.getparent() is run:
            before.text = (before.text or "") + (text.text or "")
            before.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.remove(text)


def _properties(run: etree._Element) -> bytes:
    found = run.find(f"{W}rPr")
    return b"" if found is None else etree.tostring(found, method="c14n")
