"""What checkers say they want is true: a rule that is not asked would have found nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainwants import met_by

import zfcheck
from zfcheck.document import Document
from zfcheck.engine import check_document
from zfcheck.phrases import needs_hits
from zfcheck.readers import read_or_fault
from zfcheck.wants import NOTHING, Wants, wants_of

EXAMPLES = sorted(Path(__file__).parent.parent.joinpath("examples").glob("*.*"))
CLOSED = "云川市基层治理工作座谈会\n会议认为，工作取得积极进展，群众办事更加方便。\n"


@pytest.fixture(scope="module")
def checker() -> zfcheck.Checker:
    return zfcheck.compile(plugins=False)


def read(checker: zfcheck.Checker, data: bytes, name: str) -> Document | None:
    document = read_or_fault(data, name, checker.rules.readers)
    if not isinstance(document, Document):
        return None
    check_document(checker.rules, document, name)
    return document


def silent(checker: zfcheck.Checker, document: Document) -> tuple[int, list[str]]:
    """How many rules are not asked about the document, and which of them would have spoken."""
    rules = checker.rules
    hits = rules.phrases.scan(document.reading.text)
    closed, spoken = 0, []
    for index, compiled in enumerate(rules.rules):
        waits = needs_hits(compiled.checker) and index not in hits
        if waits or not met_by(wants_of(compiled.checker), document):
            closed += 1
            found = list(compiled.checker.check(document, hits.get(index, [])))
            spoken += [compiled.rule.id] * len(found)
    return closed, spoken


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_rule_that_is_not_asked_has_nothing_to_say(checker: zfcheck.Checker, path: Path) -> None:
    document = read(checker, path.read_bytes(), path.name)
    if document is None:
        pytest.skip("not a document")
    closed, spoken = silent(checker, document)
    assert spoken == []
    assert closed > 100


def test_nor_has_it_of_a_short_text_or_of_the_cases_of_others(checker: zfcheck.Checker) -> None:
    texts = [CLOSED]
    texts += [case.text for each in checker.rules.rules[::7] for case in each.rule.fail[:1] if case.format == "text"]
    for text in texts:
        document = read(checker, text.encode(), "a.txt")
        assert document is not None
        assert silent(checker, document)[1] == []


def test_one_of_the_texts_is_wanted_and_all_of_the_things(checker: zfcheck.Checker) -> None:
    document = read(checker, CLOSED.encode(), "a.txt")
    assert document is not None
    assert met_by(NOTHING, document)
    assert met_by(Wants(("乙", "群众")), document)
    assert not met_by(Wants(("乙", "丙")), document)
    assert not met_by(Wants(has=("tables",)), document)
    assert not met_by(Wants(("群众",), ("tables",)), document)
    table = read(checker, "题目\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n".encode(), "a.md")
    assert table is not None
    assert met_by(Wants(has=("tables",)), table)


def test_all_parts_of_a_paper_that_one_set_names_are_wanted(checker: zfcheck.Checker) -> None:
    paper = "云川市司法局关于做好人民调解工作的通知\n各县（市、区）司法局：\n请认真贯彻执行。\n".encode()
    document = read(checker, paper, "a.txt")
    assert document is not None
    assert met_by(Wants(parts=(frozenset({"title", "recipient"}),)), document)
    assert not met_by(Wants(parts=(frozenset({"title", "signature"}),)), document)
    assert met_by(Wants(parts=(frozenset({"signature"}), frozenset({"title"}))), document)
    document.outline.kind = "news"
    document.memo.clear()
    assert not met_by(Wants(parts=(frozenset({"title"}),)), document)


def test_who_says_nothing_is_always_asked() -> None:
    class Checker:
        literals = ("甲",)

        def check(self, document, hits):
            return ()

    assert wants_of(Checker()) is NOTHING
    assert not needs_hits(Checker())


def test_what_a_plugin_means_by_that_name_is_not_asked_for() -> None:
    class Checker:
        literals = ()
        wants = "money"

        def check(self, document, hits):
            return ()

    assert wants_of(Checker()) is NOTHING
