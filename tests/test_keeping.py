"""A result that was kept is as good as new to everybody who reports it."""

from __future__ import annotations

import datetime as dt
import marshal
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

import zfcheck
from zfcheck.document import Document, DocumentDate, Outline, Paragraph
from zfcheck.fault import Fault
from zfcheck.keepdocument import document_of, values_of
from zfcheck.keeping import Thawed, freeze, thaw
from zfcheck.results import PackInfo, Result, Suppressed
from zfcheck.rules import Edit, Finding, Fix, Related, Severity
from zfcheck.span import Span
from zfcheck.writers import BUILTIN, Report

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MARKDOWN = """\
# 云川市2025年工作总结

- 一是加强**领导**，调解成功率197.5%。二是压实责任。<!-- zfcheck: ignore number 原文如此 -->

| 县 | 件 |
|---|---|
| 青石县 | 3 |
| 合计 | 4 |
"""


@pytest.fixture(scope="module")
def results(checker: zfcheck.Checker) -> list[Result]:
    found = [checker.check_bytes(path.read_bytes(), str(path)) for path in sorted(EXAMPLES.glob("云川*"))]
    found.append(checker.check_bytes(MARKDOWN.encode(), "a.md"))
    found.append(checker.check_bytes(b"\x81", "damaged.docx"))
    found.append(checker.check_bytes(b"", "empty.txt"))
    assert any(result.suppressed for result in found)
    assert any(fault for result in found for fault in result.faults)
    assert any(finding.fix for result in found for finding in result.findings)
    return found


def test_every_writer_writes_the_same(results: list[Result]) -> None:
    again = [thaw(freeze(result), result.path) for result in results]
    packs = [PackInfo("core", "1")]
    for writer in BUILTIN:
        for statistics in (False, True):
            told = writer.write(Report(results, packs, statistics=statistics))
            assert writer.write(Report(again, packs, statistics=statistics)) == told


def test_all_of_it_comes_back(results: list[Result]) -> None:
    for result in results:
        again = thaw(freeze(result), result.path)
        for name in (
            "path",
            "kind",
            "date",
            "characters",
            "read",
            "findings",
            "faults",
            "held",
            "suppressed",
            "unfolded",
        ):
            assert getattr(again, name) == getattr(result, name), name


def test_all_of_the_document_comes_back_but_its_looks(results: list[Result]) -> None:
    scratch = {"memo", "_reading", "_layout", "_layout_maker", "_paragraph_starts"}
    for result in results:
        if result.document is None:
            assert thaw(freeze(result), "").document is None
            continue
        again = document_of(values_of(result.document))
        for each in fields(Document):
            before, after = getattr(result.document, each.name), getattr(again, each.name)
            if each.name == "outline":
                assert (list(after.parts), list(after.enumerations)) == (before.parts, before.enumerations)
                assert (after.scheme, after.kind, after.date) == (before.scheme, before.kind, before.date)
            elif each.name not in scratch:
                assert list(after) == list(before) if isinstance(before, tuple) else after == before, each.name
        assert again.reading.text == result.document.reading.text


def test_it_is_frozen_again_as_it_was(results: list[Result]) -> None:
    for result in results:
        again = thaw(freeze(thaw(freeze(result), "elsewhere")), result.path)
        assert again.findings == result.findings
        assert (again.kind, again.characters) == (result.kind, result.characters)


def test_one_document_at_a_time_is_held(results: list[Result]) -> None:
    first, second = [thaw(freeze(result), result.path) for result in results[:2]]
    assert first.document is first.document
    held = first.document
    assert second.document is second.document
    assert first.document is not held
    first.document = None
    assert first.document is None


def test_what_a_plugin_makes_of_classes_of_its_own_comes_back() -> None:
    class Words(str):
        __slots__ = ()

    finding = Finding(
        Span(0, 2),
        Words("不妥"),
        Words("改"),
        Severity.ERROR,
        Fix((Edit(0, 2, Words("云")),), "safe"),
        (Related(Span(0, 1), Words("另见")),),
        Words("wording/a"),
        "mine",
        "once",
    )
    day = DocumentDate(dt.date(2025, 1, 1), dt.date(2025, 12, 31), "title")
    document = Document("a", Words("text"), Words("云川"), (Paragraph(Span(0, 2), style=Words("s")),))
    document.outline = Outline([], [], "official", "notice", day)
    result = Result("a", document, [finding], [Fault("timeout", Words("慢"), None)], Counter({"mine:b": 2}))
    result.suppressed.append(Suppressed(finding, "note", Words("原文")))
    again = thaw(freeze(result), "a")
    assert again.findings == [finding]
    assert again.suppressed == result.suppressed
    assert again.held == result.held
    assert again.date == "2025"
    assert again.document is not None
    assert list(again.document.paragraphs) == list(document.paragraphs)


@pytest.mark.parametrize("data", [b"", b"junk", marshal.dumps(None), marshal.dumps((1, 2)), marshal.dumps({"a": 1})])
def test_what_is_none_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, EOFError)):
        thaw(data, "a")


def test_it_is_a_result_like_any_other(results: list[Result]) -> None:
    again = thaw(freeze(results[0]), "a")
    assert isinstance(again, Result)
    assert isinstance(again, Thawed)
