"""Finding figures in a text: what is one, what only looks like one, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zfcheck.document import Span
from zfcheck.quantities import Figure, Moment, Name, Ordinal, Quantity, figures, read_figures
from zfcheck.readers.text import read
from zfcheck.reading import fold


def shown(text: str) -> list[str]:
    """Every figure of `text` as it stands there."""
    return [text[figure.start : figure.end] for figure in read_figures(text)]


@pytest.mark.parametrize(
    "text",
    [
        "建设5G网络", "完善1+3+N体系", "7×24小时值守", "云政〔2025〕12号", "电话13800001111", "电话0571-87654321",
        "热线400-123-4567", "上午9:30召开", "系统2.0版", "一起推进", "三四百人", "几十人", "数百人", "上千余人", "十几件", "五六件",
        "十七八个", "两三倍", "百分之三四", "三农工作", "一二三产业", "一般工作", "一批骨干", "一定程度", "A3区",
        "G60高速", "2025-03-15", "2025-11-15", "2025/03/15", "2025.03.15", "比例1:3", "面积3×5", "二十世纪", "身份证330102199001011234",
        "翻番", "多", "约", "万", "第", "年",
    ],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("拨打12345热线", ["12345"]),
        ("折合12日元,1日元旦,12日起", ["12日元", "1日", "12日"]),
        ("方案A\n5件提案,费用超过\n2025年3月", ["5件", "2025年3月"]),
        ("全年受理案件38.5万件,同比增长12.3%。", ["38.5万件", "12.3%"]),
        ("从1600件增至2000件,增长25%", ["1600件", "2000件", "25%"]),
        ("化解率由百分之九十提高到九成五", ["百分之九十", "九成五"]),
        ("提高3.5个百分点,是2020年的2.1倍", ["3.5个百分点", "2020年", "2.1倍"]),
        ("2021—2025年全市投入3万—5万元", ["2021—2025年", "3万—5万元"]),
        ("办理约5万余件、近200起、1000人以上", ["约5万余件", "近200起", "1000人以上"]),
        ("“十四五”时期,党的二十届三中全会召开", ["十四五", "二十届三中全会"]),
        ("第十二届,第3位,第一批", ["第十二届", "第3位", "第一批"]),
        ("近三年来办好三件实事", ["近三年", "三件"]),
        ("甲3件、乙4件,丙5人次", ["3件", "4件", "5人次"]),
        ("受理三十八万五千件,两名干部", ["三十八万五千件", "两名"]),
        ("五分之三的案件,产值翻一番", ["五分之三", "一番"]),
        ("3000元/吨", ["3000元"]),
        ("-350件", ["350件"]),
        ("大约不超过30件", ["大约不超过30件"]),
        ("1件,2件", ["1件", "2件"]),
        ("1,234,567元", ["1,234,567元"]),
        ("5G网络覆盖3个县", ["3个"]),
        ("第三季度末,2025年第三季度", ["第三季度", "2025年第三季度"]),
    ],
)
def test_every_figure_in_its_place(text: str, found: list[str]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“十四五”时期", "plan"),
        ("十四五规划", "plan"),
        ("“八五”普法", "plan"),
        ("八五普法", "plan"),
        ("二十届三中全会", "meeting"),
        ("十九届四中全会", "meeting"),
        ("党的二十大以来", "meeting"),
        ("十四届全国人大三次会议", "meeting"),
    ],
)
def test_names_that_are_written_with_numerals(text: str, kind: str) -> None:
    (found,) = read_figures(text)
    assert isinstance(found, Name)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("第十二届", 12, "届"), ("第3位", 3, "位"), ("第二十次", 20, "次"), ("第1批", 1, "批"), ("第一书记", 1, "")],
)
def test_ordinals(text: str, number: int, unit: str) -> None:
    (found,) = read_figures(text)
    assert isinstance(found, Ordinal)
    assert (found.number, found.unit) == (number, unit)


def test_figures_of_a_document_are_read_once_and_in_reading_form() -> None:
    document = read("受理１，２３４件，办结率９７．５％，共 12 次".encode(), "a.txt")
    found = figures(document)
    assert figures(document) is found
    spans = [document.reading.span(figure.start, figure.end) for figure in found]
    assert [document.slice(span) for span in spans] == ["１，２３４件", "９７．５％", "12 次"]
    assert isinstance(found[0], Quantity)
    assert found[0].value == 1234


def test_words_of_approximation_are_few() -> None:
    text = "约" * 100 + "3件"
    (found,) = read_figures(text)
    assert text[found.start : found.end].endswith("3件")
    assert found.end - found.start < 10


PIECES = [
    *"0123456789一二两三五十百千万亿零〇第年月日件人元个成倍番余多约近超至到几数点%‰,.:;—-~/×+()“”。、〔〕A度来 \n",
    "百分之", "分之", "个百分点", "2025年", "3月", "15日", "上半年", "季度", "以上", "左右", "十四五", "届", "中全会", "二十大", "不少于",
    "1,234", "38.5", "0571-8", "5G", "９", "％", "，", "（",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def sound(text: str, found: list[Figure]) -> None:
    position = 0
    for figure in found:
        assert position <= figure.start < figure.end <= len(text)
        position = figure.end
        if isinstance(figure, Quantity):
            low, high = figure.interval.low, figure.interval.high
            assert low is None or high is None or low <= high
            assert figure.start <= figure.numeral[0] < figure.numeral[1] <= figure.end
            assert figure.step > 0 and figure.magnitude > 0
        if isinstance(figure, Moment) and figure.first and figure.last and not figure.range:
            assert figure.first <= figure.last


@settings(max_examples=300)
@given(texts)
def test_any_text_has_figures_in_order_inside_it(text: str) -> None:
    folded = fold(text)
    sound(folded, list(read_figures(folded)))


@given(st.text(max_size=60))
def test_any_text_at_all_is_read(text: str) -> None:
    sound(text, list(read_figures(text)))


@given(texts)
def test_figures_lead_back_into_the_document(text: str) -> None:
    document = read(text.encode(), "a.txt")
    for figure in figures(document):
        span = document.reading.span(figure.start, figure.end)
        assert isinstance(span, Span)
        assert 0 <= span.start < span.end <= len(document.text)
        assert fold(document.slice(span)).replace(" ", "") == document.reading.text[figure.start : figure.end].replace(
            " ", ""
        )


def test_a_long_number_with_a_magnitude_is_no_telephone() -> None:
    found = list(read_figures("总量100000000万元,电话13812345678。"))
    assert [figure.value for figure in found if isinstance(figure, Quantity)] == [10**12]
