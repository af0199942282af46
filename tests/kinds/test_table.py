"""Kind `table`: totals, shares, growth, rates and units in tables, right and wrong in pairs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.engine import Result, check_bytes
from zfcheck.kinds import RuleError
from zfcheck.printing import decimal_text
from zfcheck.rules import Severity
from zfcheck.ruleset import RuleSet

Ask = Callable[..., Result]


def table(*rows: str, before: str = "", after: str = "") -> str:
    """A Markdown table of rows whose cells stand between spaces; `.` is an empty cell."""
    cells = [["" if cell == "." else cell for cell in row.split(" ")] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    rule = "|" + "---|" * len(cells[0])
    return "\n\n".join(part for part in (before, "\n".join([lines[0], rule, *lines[1:]]), after) if part) + "\n"


@pytest.fixture(scope="module")
def tables(rules: RuleSet) -> RuleSet:
    """The rules of kind `table` alone."""
    chosen = [compiled for compiled in rules.rules if compiled.rule.kind == "table"]
    assert len(chosen) == 7
    return rules.only(chosen)


@pytest.fixture(scope="module")
def said(tables: RuleSet) -> Callable[[str], list[tuple[str, str, str]]]:
    """`said(text)`: rule, marked text and severity of every finding."""

    def run(text: str) -> list[tuple[str, str, str]]:
        result = check_bytes(tables, text.encode(), "a.md")
        assert result.faults == [] and result.document is not None
        return [
            (f.rule.removeprefix("number/table-"), result.document.slice(f.span), f.severity.word)  # type: ignore[union-attr]
            for f in result.findings
        ]

    return run


def held(tables: RuleSet, text: str, rule: str) -> int:
    return check_bytes(tables, text.encode(), "a.md").held[f"core:number/table-{rule}"]


HEAD = "地区 受理数（件） 办结数（件）"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (table("类别 件数", "刑事 300", "民事 500", "行政 400", "合计 1300"), [("total", "1300", "error")]),
        (table("类别 件数", "合计 1300", "刑事 300", "民事 500", "行政 400"), [("total", "1300", "error")]),
        (table("类别 件数", "刑事 300", "民事 500", "总　计 801"), [("total", "801", "error")]),
        (table("类别 件数", "刑事 300", "民事 500", "**共计：** 801"), [("total", "801", "error")]),
        # No unit: whole numbers are taken for exact, but that is not sure.
        (table("类别 今年", "刑事 300", "民事 500", "合计 801"), [("total", "801", "warning")]),
        (table("类别 今年", "刑事 300", "民事 500", "合计 901"), [("total", "901", "error")]),
        # Rounded figures.
        (table("类别 金额（万元）", "甲 1.2", "乙 2.4", "合计 4.6"), [("total", "4.6", "warning")]),
        (table("类别 金额（万元）", "甲 1.2", "乙 2.4", "合计 3.8"), [("total", "3.8", "info")]),
        (table("类别 金额（万元）", "甲 1.2", "乙 2.4", "合计 3.7"), []),
        (table("类别 数额", "甲 12", "乙 24", "合计 37", before="单位：万元"), []),
        # Across.
        (table("地区 刑事 民事 合计", "东山 30 120 150", "西河 45 260 315"), [("total", "315", "error")]),
        (table("地区 合计 刑事 民事", "东山 150 30 120", "西河 315 45 260"), [("total", "315", "error")]),
        # The member that is wrong both ways is blamed, not the grand total.
        (
            table("地区 城镇 农村 小计", "东山 1 2 3", "西河 40 50 95", "合计 41 52 93"),
            [("total", "95", "error")],
        ),
        # Subtotals.
        (
            table("项目 件数", "甲 10", "乙 20", "小计 30", "丙 11", "丁 22", "小计 35", "合计 63"),
            [("total", "35", "error")],
        ),
        (
            table("项目 件数", "甲 10", "乙 20", "小计 30", "丙 11", "丁 22", "小计 33", "合计 73"),
            [("total", "73", "warning")],
        ),
        (
            table("县 类别 件数", "东山 刑事 10", ". 民事 20", ". 小计 31", "西河 刑事 5", ". 民事 6", ". 小计 11", "总计 . 41"),
            [("total", "31", "error")],
        ),
        # Blocks: each divides the whole, or all of them together.
        (
            table("项目 人数", "性别 .", "男 706", "女 494", "学历 .", "大专 316", "高中 884", "合计 1201"),
            [("total", "1201", "error")],
        ),
        (
            table("项目 人数", "刑事 .", "盗窃 30", "诈骗 20", "民事 .", "婚姻 10", "邻里 20", "合计 90"),
            [("total", "90", "error")],
        ),
        # Percentages that are parts of one whole, and what only looks like a share.
        (table("项目 好评", "东山 25%", "西河 60%", "云湖 15%", "合计 110%"), [("total", "110", "warning")]),
        (table("项目 占地面积（亩）", "东山 30", "西河 20", "合计 60"), [("total", "60", "warning")]),
    ],
)  # fmt: skip
def test_totals(said, text: str, marked: list[tuple[str, str, str]]) -> None:
    assert said(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        # 其中 opens parts of the row above.
        table("项目 人数", "总计 1000", "其中：女性 300", "公安 600", "司法 400"),
        table("项目 人数", "公安 600", "其中：女性 300", "司法 400", "合计 1000"),
        table("项目 人数", "公安 600", "其中：女性 300", "男性 300", "司法 400", "合计 1000"),
        # Rows of several levels, with and without markers.
        table("项目 件数", "一、刑事 30", "（一）盗窃 10", "（二）诈骗 20", "二、民事 33", "合计 63"),
        table("序号 项目 件数", "一 刑事 30", "1 盗窃 10", "2 诈骗 20", "二 民事 33", ". 合计 63"),
        table("项目 件数", "刑事 30", "盗窃 10", "诈骗 20", "民事 33", "合计 63"),
        # Not known, or zero.
        table("地区 件数", "东山 100", "西河 —", "云湖 50", "合计 160"),
        table("地区 件数", "东山 100", "西河 .", "云湖 50", "合计 150"),
        table("地区 件数", "东山 100", "西河 约60", "云湖 50", "合计 230"),
        table("地区 件数", "东山 100", "…… ……", "云湖 50", "合计 230"),
        # 全市 may hold more than the table lists.
        table("地区 件数", "全市 230", "东山 100", "西河 50"),
        # Not for adding up.
        table("地区 得分 排名 平均用时", "东山 95 1 3", "西河 93 2 5", "合计 188 1 4"),
        table("地区 受理 同比 占比", "东山 300 5% 60%", "西河 200 -3% 40%", "合计 500 2% 100%"),
        # Other units in one row.
        table("地区 案件（件） 人员（人） 合计", "东山 30 120 8", "西河 45 260 9"),
        # Counted twice, or listed in part, as the table itself says.
        table("地区 件数", "东山 100", "西河 50", "合计 140", after="注：合计数已去重。"),
        table("地区 件数", "东山 100", "西河 50", "合计 190", before="部分地区案件情况表"),
        # Nothing adds up: the table was not understood.
        table("部门 编制 实有 车辆", "公安 10 9 2", "司法 20 19 3", "合计 50 45 9"),
        # Rates and ratios by any name, averages, the highest: none adds up.
        table("法院 新收 结收比", "中院 8620 98.1%", "东山 6230 98.2%", "西河 5860 98.8%", "合计 20710 98.4%"),
        table(
            "债券 余额 限额 余额占限额", "一般 376.5 386.1 97.5%", "专项 456.1 474.1 96.2%", "合计 832.6 860.2 96.8%"
        ),
        table("村 面积（亩） 亩均收入（元）", "东村 2862.5 862", "西村 1986.3 926", "合计 4848.8 888"),
        table("县 上报 月均走访（次）", "云湖 26320 8.6", "东山 18620 7.2", "西河 12360 6.8", "合计 57300 7.6"),
        table("单位 收案 最长未结天数", "中院 8620 420", "东山 6230 310", "西河 5860 286", "合计 20710 420"),
        table("单位 收案 未结天数", "中院 8620 420", "东山 6230 310", "西河 5860 286", "合计 20710 420"),
        table("乡镇 平安建设好评", "东山 97.5%", "西河 96.0%", "合计 99.0%"),
        # Two blocks that divide the same whole, under rows without figures, labels, heads, or nothing at all.
        table("项目 人数", "性别 .", "男 706", "女 494", "学历 .", "大专 316", "高中 379", "初中 505", "合计 1200"),
        table("项目 人数", "合计 1200", "性别 .", "男 706", "女 494", "学历 .", "大专 316", "高中 884"),
        table("类 项目 人数", "性别 男 706", ". 女 494", "学历 大专 316", ". 高中 884", "合计 . 1200"),
        table("乡 性别 . 学历 . 合计", ". 男 女 大专 高中 人数", "东山 60 40 30 70 100", "西河 20 30 15 35 50"),
        table("项目 人数", "男 706", "女 494", "大专 316", "高中 379", "初中 505", "合计 1200"),
        table("项目 人数", "公安 706", "司法 494", "其中： .", "女 316", "合计 1200"),
        # No heads, no figures, one row.
        table("1 2", "3 4", "合计 9"),
        table("姓名 单位", "甲 公安", "合计 二"),
        table("甲 乙 合计", "1 2 3"),
    ],
)
def test_totals_that_are_right_or_cannot_be_told(said, text: str) -> None:
    assert said(text) == []


def test_what_agrees_is_counted(tables: RuleSet) -> None:
    text = table(HEAD, "东山 300 280", "西河 500 490", "合计 800 770")
    assert held(tables, text, "total") == 2
    assert held(tables, text, "count") == 6


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            table("类别 件数 占比", "甲 500 25%", "乙 300 15%", "丙 1200 65%", "合计 2000 100%"),
            [("share", "65", "error")],
        ),
        (
            table("类别 件数 占比（%）", "合计 2000 100", "甲 500 25.0", "乙 300 15.0", "丙 1200 65.0"),
            [("share", "65.0", "error")],
        ),
        (
            table("类别 受理数 办结数 占受理数比重", "甲 200 100 50%", "乙 300 90 30%", "丙 100 80 85%"),
            [("share", "85", "error")],
        ),
        # A share in words of another base, or in a table of parts, is not judged.
        (table("类别 件数 占全省比重", "甲 500 5%", "乙 300 4%", "合计 800 9%"), []),
        (table("类别 件数 占比", "甲 500 62.5%", "其中：丙 250 50%", "乙 300 37.5%", "合计 800 100%"), []),
        (table("类别 件数 占比", "甲 500 0.625", "乙 300 0.375", "合计 800 1"), []),
    ],
)
def test_shares(said, text: str, marked: list[tuple[str, str, str]]) -> None:
    assert said(text) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            table("指标 2024年 2025年 同比", "受理 1600 2000 25%", "来访 500 600 20%", "隐患 800 880 15%"),
            [("change", "15", "error")],
        ),
        (
            table("指标 本年 上年同期 增减 增减%", "立案 1,600 2,000 -400 -20.0", "治安 330 300 30 10.0", "调处 120 100 30 20.0"),
            [("change", "30", "error")],
        ),
        (
            table("项目 今年 去年 降幅", "立案 80 100 20%", "治安 90 100 15%", "火灾 3 4 25%"),
            [("change", "15", "error")],
        ),
        # One row and one way to read it.
        (table("指标 去年 今年 增长率（%）", "受理 1600 2000 35"), [("change", "35", "warning")]),
        # Points, not per cent.
        (
            table("指标 上年 本年 增减（百分点）", "办结率（%） 95.5 98.0 2.5", "满意率（%） 90.0 93.0 4.0", "破案率（%） 80.0 82.0 2.0"),
            [("change", "4.0", "error")],
        ),
        # Comparable prices; another base; only years apart.
        (table("指标 2024年 2025年 增速", "地区生产总值（亿元） 400 432 5.6%", "受理（件） 100 110 10%"), []),
        (table("指标 2020年 2025年 增长", "受理 100 150 8.4%", "来访 100 160 9.9%"), []),
        # The sign may be an arrow that was a picture.
        (table("指标 去年 今年 增减", "立案 2000 1600 20%", "治安 300 330 10%", "火灾 10 11 10%"), []),
        (table("指标 2024年 2025年 同比", "受理 1600 2000 ↑25%", "来访 500 450 ↓10%", "隐患 100 90 下降10%"), []),
    ],
)  # fmt: skip
def test_changes(said, text: str, marked: list[tuple[str, str, str]]) -> None:
    assert said(text) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            table("地区 受理数 办结数 办结率", "东山 200 190 95%", "西河 400 392 98%", "云湖 500 450 98%"),
            [("rate", "98", "error")],
        ),
        (table("项目 年度目标 完成数 完成率", "走访 100 128 118%"), [("rate", "118", "warning")]),
        (
            table("项目 预算（万元） 支出（万元） 执行率", "甲 100 90 90%", "乙 200 195 97.5%", "丙 300 240 85%"),
            [("rate", "85", "error")],
        ),
        (
            table("项目 东山 西河 合计", "受理（件） 100 200 300", "办结（件） 90 190 280", "办结率 90% 95% 94.3%"),
            [("rate", "94.3", "error")],
        ),
        # What crosses a column of changes is a change, whatever the row is called.
        *(
            (
                table(
                    f". 一季度 二季度 全年 {change}",
                    "受理数 620 660 1280 120",
                    "办结数 586 642 1228 96",
                    f"办结率 94.5% 97.3% 95.9% {cell}",
                ),
                [],
            )
            for change, cell in (("比上年", "-0.9%"), ("较年初", "0.9%"), ("变化", "0.9%"), ("备查", "-0.9%"))
        ),
        (table("地区 受理数 办结数 办结率", "东山 200 190 95%", "西河 400 100 25%", "平均 300 145 60%"), []),
        (table("地区 受理数 办结数 按期办结率", "东山 200 190 99%", "西河 400 392 100%"), []),
        (table("地区 受理数 办结数（含旧存） 办结率", "东山 200 210 105%", "西河 400 392 90%"), []),
    ],
)
def test_rates(said, text: str, marked: list[tuple[str, str, str]]) -> None:
    assert [one for one in said(text) if one[0] == "rate"] == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (table("地区 群众满意率", "东山 197.5%", "西河 98.2%"), [("rate-over-100", "197.5", "error")]),
        (table("指标 东山", "群众满意率（%） 102", "走访 98"), [("rate-over-100", "102", "error")]),
        # The figures beside it say the same: more was done than came in.
        (table(". 二季度 三季度", "受理数 660 610", "办结数 642 622", "办结率 97.3% 102.0%"), []),
        (table("地区 发现问题 整改到位 整改率", "东山 30 33 110%", "西河 70 70 100%"), []),
        (
            table("地区 发现问题 整改到位 整改率", "东山 30 30 110%", "西河 70 70 100%"),
            [("rate-over-100", "110", "error")],
        ),
        (table("地区 群众满意率（含异地） 任务完成率 满意率增长", "东山 102% 128% 120%"), []),
        (table("地区 调解员（名）", "东山 2300.5", "西河 1800", "云湖 960"), [("count", "2300.5", "warning")]),
        (table("地区 人数", "东山 -23", "西河 1800", "云湖 960"), [("count", "23", "warning")]),
        (table("地区 人均（件） 群众（万人） 净增（人）", "东山 2.5 23.5 -5", "西河 3 18 2", "云湖 4 20 3"), []),
        (table("地区 人数", "东山 2.35", "西河 1.8", "云湖 9.6"), []),
        (table("项目 投入（万元）", "甲 3.2亿元", "乙 860"), [("unit", "3.2", "info")]),
        (table("项目 人数（人）", "甲 32件", "乙 860"), [("unit", "32", "info")]),
        (table("项目 投入（万元）", "甲 3200万元", "乙 860"), []),
    ],
)
def test_single_cells(said, text: str, marked: list[tuple[str, str, str]]) -> None:
    assert said(text) == marked


def test_a_finding_shows_the_calculation_and_names_both(tables: RuleSet) -> None:
    text = table(HEAD, "东山 1,300 280", "西河 500 490", "合计 1,900 770")
    result = check_bytes(tables, text.encode(), "a.md")
    (finding,) = result.findings
    assert finding.message == "“合计”行“受理数(件)”列应为1800（1300+500），表中为1900"
    assert [result.document.slice(one.span) for one in finding.related] == ["1,300", "500"]
    assert finding.fix is not None and finding.fix.safety == "unsafe"
    assert finding.fix.apply(text) == text.replace("1,900", "1,800")


def test_of_many_parts_the_first_and_the_last_are_shown(tables: RuleSet) -> None:
    rows = [f"乡{number} {number}" for number in range(1, 11)]
    (finding,) = check_bytes(tables, table("乡镇 件数", *rows, "合计 60").encode(), "a.md").findings
    assert finding.message == "“合计”行“件数”列应为55（1+2+…+10，共10项），表中为60"
    assert len(finding.related) == 2


def test_a_rule_needs_words(ask) -> None:
    with pytest.raises(RuleError):
        ask.compile("kind: table\ncheck: total")


numbers = st.integers(0, 10**6)


@given(st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=2, max_size=8), st.integers(0, 3), st.booleans())
def test_a_true_table_is_never_flagged(tables: RuleSet, body: list[list[int]], decimals: int, first: bool) -> None:
    """Totals, shares, growth, differences of the true values, each rounded by itself."""
    total = [sum(column) for column in zip(*body, strict=True)]
    rows = []
    for number, row in enumerate([*body, total]):
        label = "合计" if number == len(body) else f"第{number}乡镇"
        last, this, other = row
        share = decimal_text(Fraction(100 * this, total[1] or 1), decimals)
        growth = decimal_text((Fraction(this, last) - 1) * 100, decimals) if last else "—"
        cells = [decimal_text(Fraction(value, 1000), decimals) for value in (last, this, other, this + other)]
        rows.append(" ".join([label, *cells, f"{share}%", growth]))
    rows = [rows[-1], *rows[:-1]] if first else rows
    head = "单位 2024年（千件） 2025年（千件） 其他（千件） 近两项合计 占比 同比（%）"
    result = check_bytes(tables, table(head, *rows).encode(), "a.md")
    assert [f.message for f in result.findings if f.severity and f.severity > Severity.INFO] == []


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=12), st.integers(1, 10**6), st.booleans(), st.booleans())
def test_a_wrong_total_is_always_flagged(
    tables: RuleSet, parts: list[int], off: int, turned: bool, first: bool
) -> None:
    labels = [f"第{number}乡镇" for number in range(len(parts))]
    cells = [str(part) for part in parts]
    for total, wrong in ((sum(parts), False), (sum(parts) + off, True)):
        names = ["合计", *labels] if first else [*labels, "合计"]
        values = [str(total), *cells] if first else [*cells, str(total)]
        if turned:
            text = table(f"类别 {' '.join(names)}", f"案件数 {' '.join(values)}")
        else:
            text = table("单位 案件数", *(f"{name} {value}" for name, value in zip(names, values, strict=True)))
        result = check_bytes(tables, text.encode(), "a.md")
        assert bool(result.findings) == wrong
        assert bool(result.held["core:number/table-total"]) != wrong


def test_what_is_reckoned_with_a_wrong_total_is_not_wrong_once_more(said) -> None:
    text = table(
        "县区 受理 办结 办结率", "江北 500 480 96%", "江南 600 576 96%", "临溪 400 384 96%", "合计 1500 1404 96%"
    )
    assert [(rule, marked) for rule, marked, _ in said(text)] == [("total", "1404")]
