"""Kind `remark`: what reviewers left is told once."""

from __future__ import annotations

import pytest
from wordfiles import p, package, part, r

import zfcheck
from zfcheck.caseword import word_file
from zfcheck.engine import check_bytes


def told(checker: zfcheck.Checker, text: str) -> dict[str, str]:
    """Rule and message of what is said of a Word file."""
    findings = checker.check_bytes(word_file(text), "a.docx").findings
    return {f.rule: f.message for f in findings if f.rule.startswith(("residue/open", "residue/h"))}


def test_each_sort_is_told_once_with_its_number(checker) -> None:
    text = "形势{++总体++}平稳{--有序--}。{>>请核实<<}{>>再核实<<}共{==1206==}件，{__待商__}满意率98%。"
    assert told(checker, text) == {
        "residue/open-comment": "文稿里还有2条批注没有处理，第一条是“请核实”",
        "residue/open-revision": "文稿里还有2处修订没有接受或拒绝",
        "residue/highlight": "有1处文字带突出显示颜色，第一处是“1206”，请确认已经核实",
        "residue/hidden-in-word": "文稿里有1处隐藏文字，第一处是“待商”",
    }


def test_a_clean_file_says_nothing(checker) -> None:
    assert told(checker, "形势平稳。") == {}


def test_deleted_text_is_no_text_and_inserted_text_is(checker) -> None:
    result = checker.check_bytes(word_file("形势{--某某县--}平稳，办结{++XX++}件。"), "a.docx")
    assert result.document is not None
    assert result.document.text == "形势平稳，办结XX件。"
    assert [result.document.slice(f.span) for f in result.findings if f.rule == "residue/placeholder"] == ["XX"]


def comment_file(*notes: tuple[str, str]) -> bytes:
    marks = "".join(f'<w:r><w:commentReference w:id="{key}"/></w:r>' for key in range(len(notes)))
    texts = "".join(
        f'<w:comment w:id="{key}" w:author="{who}">{p(r(text))}</w:comment>' for key, (who, text) in enumerate(notes)
    )
    return package(p(r("全市形势平稳。") + marks), comments=part("comments", texts))


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([("zfcheck", "【错误】一"), ("zfcheck", "【错误】二")], "文稿里还有 zfcheck 写的2条批注没有删除"),
        ([("zfcheck", "【错误】一"), ("李", "请核")], "文稿里还有2条批注没有处理，第一条是“李：请核”"),
    ],
)
def test_our_own_comments_are_told_as_ours(rules, notes: list[tuple[str, str]], said: str) -> None:
    result = check_bytes(rules, comment_file(*notes), "a.docx")
    assert [finding.message for finding in result.findings if finding.rule == "residue/open-comment"] == [said]


def test_a_word_replaced_is_one_change(rules) -> None:
    changed = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2">' + r("新") + "</w:ins>"
    result = check_bytes(rules, package(p(r("全市") + changed + r("平稳") + changed)), "a.docx")
    assert [f.message for f in result.findings if f.rule == "residue/open-revision"] == [
        "文稿里还有2处修订没有接受或拒绝"
    ]
