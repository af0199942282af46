"""Which rules are asked: all at once by sets gives what each rule's own guards say, one by one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from plainwants import met_by

import zfcheck
from zfcheck import asking
from zfcheck.document import Document, DocumentDate
from zfcheck.readers import read_or_fault
from zfcheck.structure import parse
from zfcheck.wants import wants_of

EXAMPLES = sorted(Path(__file__).parent.parent.joinpath("examples").glob("*.*"))
DATES = (None, DocumentDate(dt.date(2013, 1, 1), dt.date(2013, 12, 31), "title"))


@pytest.fixture(scope="module")
def checker() -> zfcheck.Checker:
    return zfcheck.compile(plugins=False)


def document_of(checker: zfcheck.Checker, data: bytes, name: str) -> Document | None:
    document = read_or_fault(data, name, checker.rules.readers)
    if not isinstance(document, Document) or not document.paragraphs:
        return None
    parse(document, checker.rules.schemes, checker.rules.enumerations)
    return document


def one_by_one(checker: zfcheck.Checker, document: Document, among: list[int]) -> list[int]:
    due = []
    for index in among:
        compiled = checker.rules.rules[index]
        applies = compiled.rule.applies
        for_it = not applies.kinds or document.outline.kind in applies.kinds
        in_time = applies.window.holds(document.outline.date) is not False
        if for_it and in_time and met_by(wants_of(compiled.checker), document):
            due.append(index)
    return due


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_all_at_once_as_one_by_one(checker: zfcheck.Checker, path: Path) -> None:
    document = document_of(checker, path.read_bytes(), path.name)
    if document is None:
        pytest.skip("not a document")
    rules = checker.rules
    hits = rules.phrases.scan(document.reading.text)
    own = document.outline.kind, document.outline.date
    for among in (rules.phrases.due(hits), list(range(len(rules.rules)))):
        for kind in (own[0], "notice", "news"):
            for date in (own[1], *DATES):
                document.outline.kind, document.outline.date = kind, date
                due = rules.asking.due(document, hits, among)
                assert due == one_by_one(checker, document, among)
                assert len(due) < len(among)


def test_where_a_thing_cannot_be_told_the_rule_itself_is_asked(
    checker: zfcheck.Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = document_of(checker, "关于做好工作的通知\n各县：\n请认真执行。\n".encode(), "a.txt")
    assert document is not None
    hits = checker.rules.phrases.scan(document.reading.text)
    every = list(range(len(checker.rules.rules)))
    some = set(checker.rules.asking.due(document, hits, every))
    monkeypatch.setattr(asking, "parts_of", lambda document: 1 / 0)
    assert some < set(checker.rules.asking.due(document, hits, every))


def test_many_sorts_of_documents_are_not_all_remembered(
    checker: zfcheck.Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_SORTS", 2)
    document = document_of(checker, "通知\n请认真执行。\n".encode(), "a.txt")
    assert document is not None
    hits = checker.rules.phrases.scan(document.reading.text)
    asked = asking.Asking(checker.rules.rules)
    for _ in range(2):
        for kind in ("notice", "letter", "request", "speech"):
            document.outline.kind = kind
            among = checker.rules.phrases.due(hits)
            assert asked.due(document, hits, among) == one_by_one(checker, document, among)


def test_other_rules_are_asked_by_themselves(checker: zfcheck.Checker) -> None:
    rules = checker.rules
    assert rules.asking is rules.asking
    some = rules.only(rules.rules[:5])
    assert some.asking is not rules.asking
    assert some.asking.rules is some.rules


def test_a_text_that_holds_another_need_not_be_looked_for() -> None:
    assert asking._fewest(("合计", "共计为", "合计为", "共计", "合计")) == ("合计", "共计")
