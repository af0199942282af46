"""Plain text: every encoding that people save in, and nothing wrong that passes for clean."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zfcheck.readers import UnreadableError, text
from zfcheck.readers.text import _mostly_utf8, _plausible, decode, lines, read

REPORT = "云川市2025年政法工作总结\n一、主要成效\n全市形势平稳，群众安全感达到98.6%。\n"


def refusal(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + REPORT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("gb2312"), "gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"],
)
def test_a_report_reads_alike_in_every_usual_encoding(data: bytes, encoding: str) -> None:
    document = read(data, "a.txt")
    assert document.text == REPORT
    assert document.properties["encoding"] == encoding
    assert document.faults == ()


@pytest.mark.parametrize("short", ["云川", "形势平稳。", "会议纪要", "一、", "平安"])
def test_a_short_text_in_gbk_is_read(short: str) -> None:
    assert decode(short.encode("gbk"))[0] == short


def test_latin_letters_alone_are_read() -> None:
    assert decode(b"plain ascii")[:2] == ("plain ascii", "utf-8")


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_off_inside_its_last_character_is_read_and_says_so(cut: int) -> None:
    whole = REPORT.strip() + "全市"
    text_, encoding, faults = decode(whole.encode("utf-8")[:-cut])
    assert text_ == whole[:-1]
    assert encoding == "utf-8"
    assert [fault.kind for fault in faults] == ["part-not-read"]


def test_a_damaged_utf8_file_is_refused_with_its_line() -> None:
    data = bytearray((REPORT * 3).encode("utf-8"))
    at = data.index(b"98.6")
    data[at - 3] = 0xFF
    error = refusal(bytes(data))
    assert error.fault.kind == "unreadable"
    assert "第 3 行" in error.fault.message
    assert f"第 {at - 2} 个字节" in error.fault.message


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("big5", "雲川市政法機關堅持黨的領導，圍繞經濟發展大局，維護國家安全。"),
        ("big5", "雲川市工作總結"),
        ("shift_jis", "雲川市の政法機関は、経済の発展と国家の安全を守るために活動している。"),
        ("shift_jis", "報告書です。"),
        ("latin-1", "Résumé: café à la mode, déjà vu"),
        ("latin-1", "café"),
        ("cp1252", "“Yúnchuān”"),
        ("cp1251", "Отчёт о работе"),
    ],
)
def test_text_in_a_foreign_encoding_is_refused(encoding: str, content: str) -> None:
    error = refusal(content.encode(encoding, "replace"))
    assert error.fault.kind == "unreadable"
    assert "UTF-8" in error.fault.message


def test_utf16_without_a_mark_is_refused_for_its_nul_bytes() -> None:
    assert "NUL" in refusal("report 2025".encode("utf-16-le")).fault.message


def test_utf16_cut_in_half_a_character_is_refused() -> None:
    assert refusal(codecs.BOM_UTF16_LE + "云川".encode("utf-16-le")[:-1]).fault.kind == "unreadable"


@pytest.mark.parametrize(
    "data", ["云川\n平安\x00建设".encode(), codecs.BOM_UTF16_LE + "云川\n平安\x00建设".encode("utf-16-le")]
)
def test_nul_is_refused_with_its_line(data: bytes) -> None:
    error = refusal(data)
    assert "NUL" in error.fault.message
    assert "第 2 行" in error.fault.message


def test_a_few_control_characters_are_read_and_left_to_the_rules(checker) -> None:
    data = f"{REPORT}形势\x02平稳\x1f。".encode()
    document = read(data, "a.txt")
    assert "形势\x02平稳" in document.text
    assert document.faults == ()
    assert "形势平稳" in document.reading.text
    found = [f for f in checker.check_bytes(data, "a.txt").findings if f.rule == "residue/invisible-character"]
    assert "U+0002" in found[0].message
    assert "2处" in found[0].message


def test_mostly_control_characters_are_no_text() -> None:
    assert refusal(b"\x01\x02\x03\x04ab").fault.kind == "unreadable"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_ends_a_paragraph_and_belongs_to_none(end: str) -> None:
    document = read(f"甲乙{end}{end}　　丙丁{end}　{end}戊".encode(), "a.txt")
    assert [document.slice(paragraph.span) for paragraph in document.paragraphs] == ["甲乙", "　　丙丁", "戊"]


def test_line_ends_may_be_mixed() -> None:
    assert lines("甲\r\n\n乙\r丙\n\r丁") == [(0, 1), (3, 3), (4, 5), (6, 7), (8, 8), (9, 10)]


@pytest.mark.parametrize("data", [b"", b"\n\n", " \t\u3000\n".encode(), "\u200b\ufeff\n".encode()])
def test_blank_files_have_no_paragraphs_and_that_is_told(data: bytes, checker) -> None:
    assert read(data, "a.txt").paragraphs == ()
    result = checker.check_bytes(data, "a.txt")
    assert [fault.kind for fault in result.faults] == ["unreadable"]


def test_an_oversized_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LARGEST_TEXT", 10)
    assert refusal(b"a" * 11).fault.kind == "too-large"
    assert decode(b"a" * 10)[0] == "a" * 10


@given(st.one_of(st.binary(max_size=60), st.text(max_size=30).map(lambda t: t.encode("gb18030", "ignore"))))
@example(b"\x80")
@example(b"\xff\xfe\x00")
@example(b"\x84\x31\xa4\x37")
def test_no_byte_is_lost_or_changed_without_a_word(data: bytes) -> None:
    try:
        content, encoding, faults = decode(data)
    except UnreadableError as error:
        assert error.fault.message
        return
    body = data.removeprefix(codecs.BOM_UTF8 if encoding == "utf-8" else b"")
    if encoding.startswith("utf-16"):
        body = data[2:]
    if not faults:
        assert content.encode(encoding) == body


@given(st.text(max_size=60))
def test_paragraphs_lie_in_the_text_in_order_without_line_ends(content: str) -> None:
    try:
        document = read(content.encode("utf-8", "ignore"), "a.txt")
    except UnreadableError:
        return
    reached = 0
    for paragraph in document.paragraphs:
        assert reached <= paragraph.span.start < paragraph.span.end <= len(document.text)
        assert not {"\r", "\n"} & set(document.slice(paragraph.span))
        reached = paragraph.span.end + 1


@given(
    st.text(alphabet="云川市政法工作，。a\ufffd", min_size=1),
    st.integers(1, 40),
    st.lists(st.integers(0, 10_000)),
    st.booleans(),
)
def test_damaged_utf8_is_told_by_the_head_as_by_the_whole(piece: str, times: int, spoilt: list[int], gbk: bool) -> None:
    data = bytearray((piece * times).encode("gb18030" if gbk else "utf-8"))
    for at in spoilt:
        data[at % len(data)] = 0xFF
    lenient = bytes(data).decode("utf-8", "replace")
    han = sum("\u4e00" <= character <= "\u9fff" for character in lenient)
    assert _mostly_utf8(bytes(data)) == (han > 20 * lenient.count("\ufffd"))


def plausible_by_patterns(content: str) -> bool:
    """Whether a text is Chinese, told character by character, which is slow."""
    if text._CONTROL.search(content) or text._PRIVATE.search(content):
        return False
    han = [sign for sign in content if "\u4e00" <= sign <= "\u9fff"]
    if not han:
        return text._FOREIGN.search(content) is None
    first = [sign.encode("gb2312", "ignore")[:1] for sign in han]
    return sum(b"\xb0" <= each <= b"\xd7" for each in first) >= 0.7 * len(han)


@given(
    st.lists(st.sampled_from([*"政法委工作啊亍丌機囧㐀，。é①\ue000\x02\x7f𠮷aZ \n", "全市形势平稳"]), max_size=30).map(
        "".join
    )
)
def test_what_reads_like_chinese_is_told_by_bytes(content: str) -> None:
    assert _plausible(content.encode("gb18030"), content) == plausible_by_patterns(content)
