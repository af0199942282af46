"""Addresses, paths, file names and code are told from the prose around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.addresses import _ADDRESS, _MARKS, addresses, in_address
from zfcheck.readers.text import read
from zfcheck.seeking import lines_holding
from zfcheck.span import Span


def found(text: str) -> list[str]:
    document = read(text.encode("utf-8"), "a.txt")
    return [document.slice(span) for span in addresses(document)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("网址为https://a.gov.cn/政法,工作/(通知).html，请看", "https://a.gov.cn/政法,工作/(通知).html"),
        ("见www.a.gov.cn/b;c。", "www.a.gov.cn/b;c"),
        ("存于D:\\资料\\总结,定稿.docx，", "D:\\资料\\总结,定稿.docx"),
        ("存于 /data/政法--工作/a.txt 中", "/data/政法--工作/a.txt"),
        ("附件“总结--终稿.docx”", "总结--终稿.docx"),
        ("运行`检查,全部`", "`检查,全部`"),
    ],
)
def test_what_is_an_address(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize("text", ["党组织和/或党员，", "满意率98.6%。", "A.B公司", "会议于9:30开始", "《条例》第1/2页"])
def test_what_is_none(text: str) -> None:
    assert found(text) == []


def test_a_place_inside_is_found_from_either_end() -> None:
    text = "甲，https://a.cn/乙,丙 丁，附件“戊,己.pdf”。"
    document = read(text.encode("utf-8"), "a.txt")
    inside = [i for i in range(len(text)) if in_address(document, Span(i, i + 1))]
    assert "".join(text[i] for i in inside) == "https://a.cn/乙,丙戊,己.pdf"


@given(st.text("/`:\\.wcna，（ \n甲", max_size=60))
def test_lines_without_any_of_the_marks_hold_no_address(text: str) -> None:
    lines = lines_holding(text, _MARKS)
    found = [match.span() for start, end in lines for match in _ADDRESS.finditer(text, start, end)]
    assert found == [match.span() for match in _ADDRESS.finditer(text)]
