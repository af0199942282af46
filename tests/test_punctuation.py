"""The punctuation rules together: their safe fixes touch nothing that is not theirs, and are made once for all."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zfcheck
from zfcheck.engine import Result
from zfcheck.fixes import apply_fixes
from zfcheck.rules import Finding

NUMERALS = ["number/padded-date", "number/zero-in-year"]


@cache
def checker() -> zfcheck.Checker:
    return zfcheck.compile(packs=["core"], plugins=False, select=["punctuation", *NUMERALS])


def checked(text: str) -> Result:
    result = checker().check_bytes(text.encode("utf-8"), "a.txt")
    assert result.faults == []
    return result


def safe(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.fix and finding.fix.safety == "safe"]


def mended(text: str) -> str:
    result = checked(text)
    assert result.document is not None
    return apply_fixes(result.document, safe(result))


TOKENS = st.sampled_from(
    [
        "https://www.yunchuan.gov.cn/a,b;c/index.html?id=1,2",
        "https://www.yunchuan.gov.cn/政法,工作/(通知)--定稿.html",
        "a.b-c@yunchuan.gov.cn",
        "10:30",
        "9:30:15",
        "2025-03-06",
        "1:500",
        "3:2:1",
        "3.14",
        "1,234,567.8",
        "v1.2.3",
        "zfcheck --fix a.txt",
        "D:\\资料\\总结,定稿(一).docx",
        "/data/政法,工作/a--b.txt",
        "总结,终稿.docx",
        "总结--终稿.docx",
        "`f(汉,字)`",
        "std::sort",
        "a.b...c.d",
        "ISO 9001:2015",
        "（2023）云01民终5号",
    ]
)
WORDS = st.text("平安建设法治云川政法队伍", min_size=1, max_size=6)
MARKS = st.sampled_from(
    ["，", "。", "、", "；", "：", ",", ";", ":", "，，", "。。", "……", "…", "--", "(", ")", '"', "“", "”"]
)
SPACED = TOKENS.map(lambda token: f" {token} ")
PIECES = st.lists(st.one_of(WORDS, WORDS, MARKS, SPACED), min_size=1, max_size=14).map("".join)
TEXTS = st.lists(PIECES, min_size=1, max_size=4).map(lambda lines: "\n".join(f"汉{line}汉" for line in lines))


@given(TEXTS, st.lists(TOKENS, min_size=1, max_size=3, unique=True))
def test_safe_fixes_leave_addresses_times_and_figures_alone(text: str, tokens: list[str]) -> None:
    whole = text + "".join(f"\n见 {token} 一处，好，好，好。" for token in tokens)
    fixed = mended(whole)
    for token in tokens:
        assert fixed.count(token) == whole.count(token)


@given(TEXTS)
def test_safe_fixes_are_made_once_for_all(text: str) -> None:
    fixed = mended(text)
    for _ in range(2):
        before, fixed = fixed, mended(fixed)
    assert fixed == before
    assert safe(checked(fixed)) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("全市平稳，，群众安居。。", "全市平稳，群众安居。"),
        ("全市平稳，群众安居,环境优化。", "全市平稳，群众安居，环境优化。"),
        ("云政法发[2025]第05号文，好。", "云政法发〔2025〕5号文，好。"),
        ("二零二五年03月，好。", "二〇二五年03月，好。"),
        ("2025年03月06日，婚姻、邻里…都有。", "2025年3月6日，婚姻、邻里……都有。"),
    ],
)
def test_mistakes_together(wrong: str, right: str) -> None:
    fixed = wrong
    for _ in range(3):
        fixed = mended(fixed)
    assert fixed == right


GOOD = [
    "坚持“谁主管、谁负责”，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    "推广“小切口”“小快灵”立法，印发《法治建设规划（2021—2025年）》《法治社会实施纲要》。",
    "一、二季度形势平稳，二、三产业占比提高，五、六年级全部参加。",
    "增长率为10%—15%，投入3万—5万元，比例为1:500，会议于9:30开始，收到1,234件。",
    "和睦相处、和衷共济、和谐发展，准确、及时化解，与群众同吃同住。",
    "云政法发〔2025〕5号，（2023）云01刑初15号。",
    "一是抓学习；二是抓落实；三是抓队伍。",
    "——抓学习，促提高。",
    "婚姻、邻里、劳资……各类纠纷都有；婚姻、邻里等纠纷。",
    "二〇二五年三月六日；2025年3月6日；十四届全国人大三次会议；第26届省运会。",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [(finding.rule, finding.message) for finding in checked(text).findings] == []
