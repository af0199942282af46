"""The results of a run, set aside: as they were put in, in the order of their paths, and not held."""

from __future__ import annotations

import pytest

from zfcheck import setaside
from zfcheck.document import Document, Outline, Paragraph
from zfcheck.results import Result
from zfcheck.rules import Fault, Finding
from zfcheck.setaside import Results
from zfcheck.span import Span


def result(name: str, text: str = "云川") -> Result:
    document = Document(name, "text", text, (Paragraph(Span(0, len(text))),), outline=Outline([], [], "official"))
    return Result(name, document, [Finding(Span(0, 1), f"{name}不妥")])


@pytest.fixture(params=[(0, 0), (1 << 20, 100)], ids=["in a file", "in memory"])
def results(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Results:
    monkeypatch.setattr(setaside, "_IN_MEMORY", request.param[0] or 1)
    monkeypatch.setattr(setaside, "_AT_HAND", request.param[1])
    made = Results(["c", "a", "b"])
    made.put_result(1, result("a"))
    made.put_result(0, result("c", "三"))
    made.put_result(2, Result("b", faults=[Fault("unreadable", "读不出")]))
    return made


def test_they_come_back(results: Results) -> None:
    assert len(results) == 3
    assert [each.path for each in results] == ["c", "a", "b"]
    assert results[0].document is not None and results[0].document.text == "三"
    assert results[1].findings == result("a").findings
    assert [each.path for each in results[1:]] == ["a", "b"]
    assert results[-1].faults == [Fault("unreadable", "读不出")] and results[-1].document is None
    with pytest.raises(IndexError):
        results[3]


def test_they_are_put_in_the_order_of_their_paths(results: Results) -> None:
    results.by_path()
    assert [each.path for each in results] == ["a", "b", "c"]
    assert results[2].document is not None and results[2].document.text == "三"


def test_one_may_be_put_in_again(results: Results) -> None:
    assert results[1].findings
    again = results[1]
    again.findings = []
    results.put_result(1, again)
    assert results[1].findings == []
    assert results[1].document is not None and results[1].document.text == "云川"
    assert results[0].findings
