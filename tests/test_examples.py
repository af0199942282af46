"""The documents in examples/: the clean one is clean, the draft has the planted mistakes, Word and text agree."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

import zfcheck
from zfcheck.engine import Result

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CLEAN = "云川市2025年政法工作总结"
DRAFT = f"{CLEAN}（待改）"

PLANTED = [
    ("residue/site-furniture", "发布时间：2025-12-28 09:30\n来源：云川长安网"),
    ("structure/summary-sections", CLEAN),
    ("residue/deleted-name", "总书记"),
    ("residue/masked-party", "中国GCD"),
    ("formulation/party-committee-commission", "市政法委"),
    ("formulation/overall-leadership", "统揽全局、协调各方"),
    ("numbering/inline-gap", "三是"),
    ("numbering/run-on", "（二）"),
    ("wording/approximate-twice", "大约1200余"),
    ("number/impossible-date", "9月31日"),
    ("residue/placeholder", "____"),
    ("number/fall-over-100", "112%"),
    ("numbering/marker", "（三）、"),
    ("number/rate-over-100", "198%"),
    ("number/parts", "12480件"),
    ("number/fall-rate", "14.2%"),
    ("numbering/repeat", "2."),
    ("formulation/rule-of-law-not-legal-system", "信访工作法制化"),
    ("numbering/gap", "（六）"),
    ("punctuation/doubled", "，"),
    ("number/plan-years", "2020—2025"),
    ("number/fall-in-times", "缩短了2倍"),
    ("formulation/iron-army", "忠诚担当干净"),
    ("number/plan-years", "2025年是“十五五”规划开局之年"),
    ("formulation/upholds-and-establishes", "坚定拥护“两个维护”"),
    ("formulation/upholds-and-establishes", "坚决做到“两个确立”"),
    ("residue/page-number", "- 4 -"),
    ("wording/typo", "防犯"),
    ("formulation/co-governance", "共商共建共治共享"),
    ("residue/placeholder", "XX"),
    ("wording/doubled-word", "推进推进"),
    ("punctuation/unpaired", "（含从优待警各项措"),
]


def check(name: str) -> Result:
    result = zfcheck.check(EXAMPLES / name, plugins=False)
    assert result.faults == []
    return result


def found(result: Result) -> list[tuple[str, str]]:
    assert result.document is not None
    return [(finding.rule, result.document.slice(finding.span)) for finding in result.findings]


def make() -> ModuleType:
    """examples/make.py as a module."""
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_clean_report_has_no_finding_at_all(suffix: str) -> None:
    result = check(CLEAN + suffix)
    assert found(result) == []
    assert (result.kind, result.date) == ("work-summary", "2025-12-26")


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_every_planted_mistake_is_found(suffix: str) -> None:
    missed = Counter(PLANTED) - Counter(found(check(DRAFT + suffix)))
    assert not missed


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_nothing_but_planted_mistakes_is_found(suffix: str) -> None:
    more = Counter(found(check(DRAFT + suffix))) - Counter(PLANTED)
    assert not more


@pytest.mark.parametrize("name", [CLEAN, DRAFT])
def test_text_and_word_say_the_same(name: str) -> None:
    text, word = check(f"{name}.txt"), check(f"{name}.docx")
    assert found(text) == found(word)
    assert text.document is not None
    assert word.document is not None
    lines = [line.strip() for line in text.document.text.splitlines() if line.strip()]
    body = [p for p in word.document.paragraphs if p.place == "正文"]
    assert [word.document.slice(paragraph.span) for paragraph in body] == lines


def test_word_examples_can_be_made_again() -> None:
    module = make()
    source = (EXAMPLES / f"{CLEAN}.txt").read_text(encoding="utf-8")
    package = module.build(source, CLEAN)
    assert package == module.build(source, CLEAN)
    result = zfcheck.check(package, name="a.docx", plugins=False)
    assert result.document is not None
    assert result.document.text == _text(check(f"{CLEAN}.docx"))


def _text(result: Result) -> str:
    assert result.document is not None
    return result.document.text
