"""One slip of the keyboard away from a set phrase: found where it is one, left alone where it is another phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.setphrases.slips import Slip, SlipSearch, Sure


def slip(phrase: str, text: str) -> Slip | None:
    """What the search finds around any of its anchors."""
    search = SlipSearch(phrase)
    for number, anchor in enumerate(search.anchors):
        at = text.find(anchor)
        while at >= 0:
            found = search.around(text, number, at)
            if found is not None:
                return found
            at = text.find(anchor, at + 1)
    return None


def marked(phrase: str, text: str) -> str | None:
    found = slip(phrase, text)
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("总体国家安全观", "总体国家安权观"),  # changed
        ("总体国家安全观", "总体国安全观"),  # missing
        ("总体国家安全观", "总体国家家安全观"),  # twice
        ("总体国家安全观", "总体家国安全观"),  # swapped
        ("总体国家安全观", "总体国家安全官"),  # the last one, by sound
        ("习近平法治思想", "近平法治思想"),  # the first one missing
        ("习近平法治思想", "习近平法治思"),  # the last one missing
        ("习近平法治思想", "刁近平法治思想"),  # the first one, by shape
        ("全面依法治国基本方略", "全面依法制国基本方略"),
        ("党中央权威和集中统一领导", "党中央权威和集中统一领倒"),
        ("共建共治共享", "共建治共共享"),  # swapped across the middle
    ],
)
def test_a_slip_is_found(phrase: str, wrong: str) -> None:
    found = slip(phrase, f"我们要坚持{wrong}，抓好落实。")
    assert found is not None
    assert found.right == phrase
    assert found.sure is Sure.CERTAIN


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("总体国家安全观", "坚持总体国家安全观，抓好落实。"),
        ("总体国家安全观", "把握总体国家安全形势。"),
        ("总体国家安全观", "维护总体国家安全和社会稳定。"),
        ("实现中华民族伟大复兴", "展现中华民族伟大复兴的光明前景。"),
        ("习近平法治思想", "习近平法治思想的实践。"),
        ("新时代“枫桥经验”", "新时代的“枫桥经验”。"),  # a particle is no slip
        ("“四个自信”", "做到“四个自觉”。"),  # another label
        (
            "以习近平同志为核心的党中央",
            "在习近平同志为核心的党中央坚强领导下。",
        ),  # what is missing is a word of its own
        ("党对政法工作的绝对领导", "党对政法工作的\n绝对领导"),  # two paragraphs
    ],
)
def test_another_phrase_is_none(phrase: str, text: str) -> None:
    assert slip(phrase, text) is None


def test_a_word_in_place_of_another_is_only_likely() -> None:
    for written in ("坚定拥护“两个确立”、坚持做到“两个维护”", "坚定拥护“两个确立”、自觉做到“两个维护”"):
        found = slip("坚定拥护“两个确立”、坚决做到“两个维护”", f"{written}。")
        assert found is not None
        assert found.sure is Sure.LIKELY


@pytest.mark.parametrize(
    "wrong",
    [
        "完整、准确、全方位贯彻新发展理念"[:9] + "贯彻新发展思路",
        "完整、准确、全面落实新发展理念",
        "完整、准确、全面新发展理念",
        "完整、准确、全面深入贯彻新发展理念",
    ],
)
def test_a_word_changed_left_out_or_put_in_is_likely(wrong: str) -> None:
    found = slip("完整、准确、全面贯彻新发展理念", f"必须{wrong}要求。")
    if wrong.endswith("思路"):
        assert found is None  # ends otherwise
    else:
        assert found is not None
        assert found.sure is Sure.LIKELY


@pytest.mark.parametrize(
    "text",
    ["坚持习近平法治思\n做好工作。", "开头一段。\n近平法治思想是根本。", "近平法治思想是根本。", "贯彻习近平法治思"],
)
def test_a_slip_at_the_end_of_a_paragraph_is_found(text: str) -> None:
    assert marked("习近平法治思想", text) in {"习近平法治思", "近平法治思想"}


def test_a_mark_left_out_of_a_list_is_likely() -> None:
    found = slip("政治意识、大局意识、核心意识、看齐意识", "政治意识大局意识、核心意识、看齐意识")
    assert found is not None
    assert found.sure is Sure.LIKELY


@pytest.mark.parametrize("text", ["坚定“四个自信、做到”", "坚定“四个自信””", "坚定 “四个自信”"])
def test_pairs_and_spaces_are_not_looked_at(text: str) -> None:
    assert slip("坚定“四个自信”", text) is None


def test_what_belongs_to_the_word_before_is_not_marked() -> None:
    assert marked("习近平法治思想", "深入贯彻近平法治思想。") == "近平法治思想"


PHRASE = "甲乙丙丁戊己庚辛壬癸"


@given(st.integers(1, 8), st.sampled_from(["change", "drop", "double", "swap"]), st.sampled_from("鑫淼焱"))
def test_every_inner_slip_is_found(at: int, how: str, other: str) -> None:
    wrong = {
        "change": PHRASE[:at] + other + PHRASE[at + 1 :],
        "drop": PHRASE[:at] + PHRASE[at + 1 :],
        "double": PHRASE[:at] + PHRASE[at] + PHRASE[at:],
        "swap": PHRASE[:at] + PHRASE[at + 1] + PHRASE[at] + PHRASE[at + 2 :],
    }[how]
    assert marked(PHRASE, f"，{wrong}。") == wrong


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸，。\n鑫", max_size=60))
def test_any_text_is_searched_and_spans_lie_inside(text: str) -> None:
    found = slip(PHRASE, text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] != PHRASE
        assert "\n" not in text[found.start : found.end]


@given(
    st.sampled_from(["甲乙丙丁戊", "甲甲乙甲甲乙", "甲乙丙丁戊己庚辛壬癸", "“甲乙丙丁”"]),
    st.text("甲乙丙丁戊己庚辛壬癸“”的", max_size=12),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.text("甲乙丙戊癸的", max_size=2)), max_size=2),
    st.text("甲乙丙丁戊己庚辛壬癸“”的", max_size=6),
)
def test_the_quick_look_lets_nothing_go_that_a_close_one_finds(
    phrase: str, before: str, edits: list[tuple[int, int, str]], behind: str
) -> None:
    search = SlipSearch(phrase)
    written = phrase
    for at, cut, put in edits:
        written = written[:at] + put + written[at + cut :]
    text = before + written + behind
    for number, anchor in enumerate(search.anchors):
        start = text.find(anchor)
        while start >= 0:
            beside = search.beside(number)
            far = beside is not None and start > len(phrase)
            if far and not any(text.startswith(texts, start + by) for by, texts in beside or ()):
                assert not search.may_be(text, number, start)
            if not search.may_be(text, number, start):
                assert search.around(text, number, start) is None
            start = text.find(anchor, start + 1)
