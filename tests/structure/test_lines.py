"""What each paragraph is taken for."""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as sre_parser
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import p, package, r

from zfcheck.readers import read_bytes
from zfcheck.structure import lines as of_lines
from zfcheck.structure.line import _BULLET_FIRST, BULLET
from zfcheck.structure.lines import Line, classify
from zfcheck.structure.markers import choose

PROSE = "全市政法机关坚持常抓不懈，形势总体平稳，群众安全感持续提升，各项工作取得了新的明显成效，为发展提供了保障。"


@pytest.fixture(scope="session")
def classified(rules) -> Callable[..., list[Line]]:
    def run(*lines: str, name: str = "a.txt") -> list[Line]:
        document = read_bytes("\n".join(lines).encode(), name, rules.readers)
        return classify(document.reading, choose(rules.schemes, document.reading))

    return run


@pytest.fixture(scope="session")
def tokens(classified) -> Callable[..., list[str]]:
    return lambda *lines, **more: [line.token for line in classified(*lines, **more)]


@pytest.fixture(scope="session")
def classified_word(rules) -> Callable[..., list[str]]:
    """`classified_word(body)`: the tokens of a Word file with that body."""

    def run(body: str) -> list[str]:
        document = read_bytes(package(body), "a.docx", rules.readers)
        return [line.token for line in classify(document.reading, choose(rules.schemes, document.reading))]

    return run


# -- the head of a text ------------------------------------------------------------------------------------------


def test_a_title_on_one_line(tokens) -> None:
    assert tokens("云川市2025年政法工作总结", PROSE) == ["TITLE", "PARAGRAPH"]


def test_a_title_broken_over_lines_is_all_title(tokens) -> None:
    assert tokens("中共云川市委政法委员会", "关于二〇二五年度平安建设工作情况的", "报告", PROSE) == ["TITLE"] * 3 + [
        "PARAGRAPH"
    ]


def test_a_whole_head_of_an_official_document(tokens) -> None:
    lines = ["云政法〔2025〕12号", "关于平安建设工作情况的报告", "市委、市政府：", PROSE]
    assert tokens(*lines) == ["DOCUMENT_NUMBER", "TITLE", "RECIPIENT", "PARAGRAPH"]


@pytest.mark.parametrize(
    "number", ["云政法〔2025〕12号", "云政法[2025]12号", "云委办发（2025）第3号", "云政法〔2025〕12号 签发人：李明"]
)
def test_a_document_number_in_any_brackets(tokens, number: str) -> None:
    assert tokens(number, "关于平安建设工作的通知", PROSE)[0] == "DOCUMENT_NUMBER"


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "同志们：",
        "各位领导、各位来宾：",
        "市委：",
        "各县（市、区）委政法委，市直各单位：",
        "尊敬的各位委员:",
    ],
)
def test_who_is_addressed_is_the_recipient(tokens, line: str) -> None:
    assert tokens("云川市工作报告", line, PROSE) == ["TITLE", "RECIPIENT", "PARAGRAPH"]


@pytest.mark.parametrize("line", ["现将有关情况报告如下：", "主要做法是：", "重点抓好以下工作："])
def test_a_line_that_leads_on_is_no_recipient(tokens, line: str) -> None:
    assert "RECIPIENT" not in tokens("云川市工作报告", line, PROSE)


def test_subtitle_date_and_speaker_of_a_speech(tokens) -> None:
    lines = [
        "政府工作报告",
        "——在云川市第三届人民代表大会第一次会议上",
        "（2025年1月3日）",
        "云川市市长 李明",
        "各位代表：",
        PROSE,
    ]
    assert tokens(*lines) == ["TITLE", "SUBTITLE", "SUBTITLE", "BYLINE", "RECIPIENT", "PARAGRAPH"]


def test_a_byline_of_a_newspaper(tokens) -> None:
    assert tokens("云川市平安建设见成效报告", "本报记者 张三 通讯员 李四", PROSE) == ["TITLE", "BYLINE", "PARAGRAPH"]


def test_a_text_may_begin_with_its_body(tokens) -> None:
    assert tokens(PROSE, "一、基本情况", PROSE) == ["PARAGRAPH", "H1", "PARAGRAPH"]


def test_the_letterhead_is_no_part_of_the_title(tokens) -> None:
    lines = [
        "云川市人民政府文件",
        "云政发〔2025〕12号",
        "云川市人民政府关于做好调解工作的通知",
        "各县（市、区）人民政府：",
        PROSE,
    ]
    assert tokens(*lines) == ["PARAGRAPH", "DOCUMENT_NUMBER", "TITLE", "RECIPIENT", "PARAGRAPH"]
    assert tokens(lines[0], *lines[2:])[:2] == ["PARAGRAPH", "TITLE"]


def test_the_name_on_the_letterhead_is_no_title_where_nothing_else_is(tokens) -> None:
    assert tokens("云川市司法局文件", "云司〔2025〕12号", "各县司法局：", PROSE)[0] == "PARAGRAPH"


def test_a_second_signer_stands_behind_the_document_number(tokens) -> None:
    head = tokens("云川市司法局关于增加经费的请示", "云司〔2025〕12号　　　　　　李　强", "市人民政府：", PROSE)
    assert head == ["TITLE", "DOCUMENT_NUMBER", "RECIPIENT", "PARAGRAPH"]


def test_a_table_of_the_letterhead_stands_above_the_title(classified_word: Callable[..., list[str]]) -> None:
    cells = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(p(r("云川市司法局")), p(r("文件")))
    head = [
        p(r(text)) for text in ("云司〔2025〕12号", "云川市司法局关于做好调解工作的", "通知", "各县司法局：", PROSE)
    ]
    assert classified_word(cells + "".join(head))[2:] == ["DOCUMENT_NUMBER", "TITLE", "TITLE", "RECIPIENT", "PARAGRAPH"]
    form = [p(r(text)) for text in ("填表说明", "请各单位认真填写", PROSE)]
    assert "TITLE" not in classified_word(cells + "".join(form))


def test_no_text_on_this_page_is_no_organ(tokens) -> None:
    tail = tokens("云川市司法局关于做好调解工作的通知", PROSE, "（此页无正文）", "云川市司法局", "2025年3月6日")
    assert tail[2:] == ["PARAGRAPH", "SIGNATURE", "ISSUE_DATE"]


@pytest.mark.parametrize("number", ["云政发〔2025〕12", "云政发[2025]12"])
def test_a_document_number_that_lost_its_last_character(tokens, number: str) -> None:
    assert tokens(number, "关于平安建设工作的通知", PROSE)[0] == "DOCUMENT_NUMBER"


@pytest.mark.parametrize("mark", "。：")
def test_a_title_with_a_mark_behind_it_is_a_title(tokens, mark: str) -> None:
    lines = [f"云川市司法局关于做好调解工作的通知{mark}", "各县（市、区）司法局：", PROSE]
    assert tokens(*lines) == ["TITLE", "RECIPIENT", "PARAGRAPH"]


@pytest.mark.parametrize(
    "line",
    [
        "现印发云川市司法局关于做好调解工作的通知。",
        "为落实关于做好调解工作的通知。",
    ],
)
def test_a_sentence_that_ends_like_a_title_is_none(tokens, line: str) -> None:
    assert tokens(line, PROSE) == ["PARAGRAPH", "PARAGRAPH"]


def test_a_long_list_of_recipients_is_no_prose(tokens) -> None:
    line = "各县（市、区）人民政府，市政府各部门、各直属机构，云川经济技术开发区管理委员会，云川高新区管理委员会，云川旅游度假区管理委员会，中央、省属驻云川各单位："
    assert tokens("关于做好调解工作的通知", line, PROSE) == ["TITLE", "RECIPIENT", "PARAGRAPH"]


# -- headings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "token", "form", "title"),
    [
        ("一、基本情况", "H1", "own-line", "基本情况"),
        ("一、基本情况。", "H1", "own-line", "基本情况"),
        ("（一）抓防范。全市平稳。", "H2", "run-in", "抓防范"),
        ("1.甲项；乙项。", "H3", "item", "甲项"),
        ("（1）" + "甲" * 60, "H4", "item", "甲" * 60),
        ("①自查", "H5", "own-line", "自查"),
        ("二、聚焦平安建设  筑牢安全防线", "H1", "own-line", "聚焦平安建设筑牢安全防线"),
    ],
)
def test_a_numbered_heading_knows_its_form_and_its_title(
    classified, line: str, token: str, form: str, title: str
) -> None:
    found = classified(PROSE, line, PROSE)[1]
    assert (found.token, found.form) == (token, form)
    start = found.body - found.start
    assert found.text[start : found.title_end - found.start] == title


def test_short_lines_over_long_paragraphs_are_unnumbered_headings(tokens) -> None:
    assert tokens("云川市工作总结", PROSE, "坚持预防在前", PROSE, "深化改革创新", PROSE) == [
        "TITLE", "PARAGRAPH", "H1", "PARAGRAPH", "H1", "PARAGRAPH",
    ]  # fmt: skip


def test_an_unnumbered_heading_stands_below_the_last_numbered_one(tokens) -> None:
    assert tokens("云川市工作总结", PROSE, "一、主要做法", PROSE, "坚持预防在前", PROSE)[-2:] == ["H2", "PARAGRAPH"]


@pytest.mark.parametrize("line", ["坚持预防在前，", "为什么？", "2025", "甲", "“平安云川”", "数据来源：统计局"])
def test_what_has_marks_or_is_too_short_is_no_unnumbered_heading(tokens, line: str) -> None:
    assert not tokens("云川市工作总结", PROSE, line, PROSE)[2].startswith("H")


def test_two_short_lines_together_are_no_headings(tokens) -> None:
    assert tokens("云川市工作总结", PROSE, "坚持预防在前", "深化改革创新", PROSE)[2:4] == ["PARAGRAPH", "PARAGRAPH"]


def test_dashes_over_paragraphs_are_headings(tokens) -> None:
    assert tokens("云川市会议纪要", PROSE, "——抓学习", PROSE, "——抓落实", PROSE) == [
        "TITLE", "PARAGRAPH", "H1", "PARAGRAPH", "H1", "PARAGRAPH",
    ]  # fmt: skip


def test_dashes_one_after_another_are_a_list(tokens) -> None:
    assert tokens("云川市会议纪要", PROSE, "——抓学习，促提高。", "——抓落实，促见效。", PROSE)[2:4] == [
        "BULLET",
        "BULLET",
    ]


@pytest.mark.parametrize(
    "line", ["1.5万元用于建设。", "一、二季度形势平稳。", "3.10种有色金属产量增长。", "2025年形势平稳。"]
)
def test_a_number_that_begins_a_sentence_is_no_heading(tokens, line: str) -> None:
    assert tokens("云川市工作总结", PROSE, line, PROSE)[2] == "PARAGRAPH"


def test_numbers_inside_a_quotation_of_several_paragraphs_are_not_the_texts(tokens) -> None:
    lines = ["云川市修改办法的决定", PROSE, "一、修改为：", "“一、甲项", "二、乙项”。", "二、增加一条。"]
    assert tokens(*lines)[2:] == ["H1", "PARAGRAPH", "PARAGRAPH", "H1"]


def test_a_quotation_without_an_end_does_not_swallow_the_headings(tokens) -> None:
    assert tokens("云川市工作总结", "“平安云川深入人心。", "一、甲", PROSE, "二、乙", PROSE).count("H1") == 2


def test_markdown_headings_are_headings_below_the_title(tokens) -> None:
    text = ["# 云川市工作总结", "", PROSE, "", "## 主要做法", "", PROSE, "", "### 抓防范", "", PROSE]
    assert tokens(*text, name="a.md") == ["TITLE", "PARAGRAPH", "H1", "PARAGRAPH", "H2", "PARAGRAPH"]


# -- the end of a text -------------------------------------------------------------------------------------------


def test_closing_attachments_signature_date_and_note(tokens) -> None:
    lines = [
        "关于平安建设工作情况的报告", PROSE, "特此报告。", "附件：1.工作情况表", "2.人员名单", "中共云川市委政法委员会", "2025年12月3日",
        "（此件公开发布）", "抄送：市人大常委会，市政协。", "中共云川市委办公室 2025年12月3日印发",
    ]  # fmt: skip
    assert tokens(*lines) == [
        "TITLE", "PARAGRAPH", "CLOSING", "ATTACHMENT_NOTE", "ATTACHMENT_NOTE", "SIGNATURE", "ISSUE_DATE", "NOTE", "COPY_TO",
        "IMPRINT",
    ]  # fmt: skip


@pytest.mark.parametrize("closing", ["特此报告。", "以上报告，请审阅。", "妥否，请批示。", "特此通知", "此复。"])
def test_closing_formulas(tokens, closing: str) -> None:
    assert tokens("关于平安建设工作情况的报告", PROSE, closing, "云川市委政法委", "2025年12月3日")[2] == "CLOSING"


def test_a_closing_formula_in_the_middle_is_a_paragraph(tokens) -> None:
    lines = ["关于平安建设工作情况的报告", "以上情况说明工作有成效。", "一、甲", PROSE, "二、乙", PROSE]
    assert tokens(*lines)[1] == "PARAGRAPH"


@pytest.mark.parametrize("date", ["2025年12月3日", "二〇二五年十二月三日", "2025 年 12 月 3 日", "二○二五年十二月三日"])
def test_a_date_of_its_own_line_with_the_lines_above_it_is_the_signature(tokens, date: str) -> None:
    assert tokens("关于平安建设的通知", PROSE, "云川市公安局", "云川市司法局", date)[2:] == [
        "SIGNATURE",
        "SIGNATURE",
        "ISSUE_DATE",
    ]


def test_a_list_of_attachments_needs_no_text_above_it(tokens) -> None:
    assert tokens("附件：1.2025年全市任务分解表", "　　　2.重点项目清单") == ["ATTACHMENT_NOTE"] * 2


def test_a_long_name_of_an_attachment_goes_on_below(tokens) -> None:
    note = ["附件：1.全市平安建设任务分解表及有关单位", "　　　　责任清单", "　　　2.人员名单"]
    assert tokens("关于平安建设工作情况的报告", PROSE, *note, "2025年12月3日")[2:] == [
        *["ATTACHMENT_NOTE"] * 3,
        "ISSUE_DATE",
    ]


def test_a_signature_below_the_attachments_is_no_name_of_one(tokens) -> None:
    lines = ["附件：人员名单", "云川市司法局", "1.加强领导", PROSE]
    assert tokens("关于平安建设工作情况的报告", PROSE, *lines)[2:4] == ["ATTACHMENT_NOTE", "PARAGRAPH"]


def test_an_attachment_behind_the_signature_has_a_title_of_its_own(tokens) -> None:
    lines = [
        "关于印发要点的通知",
        PROSE,
        "云川市委政法委",
        "2025年3月1日",
        "附件",
        "云川市2025年政法工作要点",
        PROSE,
        "一、甲",
        PROSE,
    ]
    assert tokens(*lines)[4:] == ["ATTACHMENT", "TITLE", "PARAGRAPH", "H1", "PARAGRAPH"]


# -- web pages ---------------------------------------------------------------------------------------------------


def test_furniture_of_a_web_page_above_and_below(tokens) -> None:
    lines = [
        "通版阅读请点击:",
        "当前版：04版",
        "云川市工作总结",
        "来源：云川日报",
        "字号：大 中 小",
        PROSE,
        "上一篇：无",
        "责任编辑：张三",
        "打印",
    ]
    assert tokens(*lines) == [
        "FURNITURE",
        "FURNITURE",
        "TITLE",
        "FURNITURE",
        "FURNITURE",
        "PARAGRAPH",
        *["FURNITURE"] * 3,
    ]


@pytest.mark.parametrize(
    "line", ["打印机由市财政统一采购，下载量大幅增长。", "来源于群众的智慧，时间就是生命。", "关闭高污染企业12家。"]
)
def test_sentences_that_begin_like_furniture_are_paragraphs(tokens, line: str) -> None:
    assert tokens("云川市工作总结", PROSE, line, PROSE)[2] == "PARAGRAPH"


def test_a_mark_of_hidden_text(tokens) -> None:
    assert tokens("云川市工作总结", PROSE, "---此处隐藏1200字,下载后查看---", PROSE)[2] == "HIDDEN"


def test_table_cells_are_cells(tokens) -> None:
    text = ["# 云川市工作总结", "", "形势平稳。", "", "| 一、甲 | 乙 |", "|---|---|", "| 1 | 2 |"]
    assert tokens(*text, name="a.md") == ["TITLE", "PARAGRAPH", *["CELL"] * 4]


@given(st.lists(st.sampled_from(["一、甲", "（一）乙。丙", "——丁", "附件", "附件：戊", "2025年1月3日", "同志们：", "“", "”。", PROSE, "报告", "总结", "来源：己", "■ 庚", "1.5"]), max_size=14))  # fmt: skip
def test_every_paragraph_gets_a_token_of_the_grammar(classified, lines: list[str]) -> None:
    from zfcheck.data import grammars_folder

    grammar = (grammars_folder() / "report.lark").read_text(encoding="utf-8")
    known = {word for line in grammar.splitlines() if line.startswith("%declare") for word in line.split()[1:]}
    found = classified(*lines)
    assert len(found) == sum(1 for line in lines if line.strip())
    assert {line.token for line in found} <= known
    for line in found:
        assert line.start <= line.body <= line.end
        if line.token.startswith("H") and line.token != "HIDDEN":
            assert line.form in {"own-line", "run-in", "item"}
            assert line.body <= line.title_end <= line.end


def first_characters(items: Iterable[tuple[object, Any]]) -> tuple[set[object], bool]:
    """What may stand first in what a parsed pattern finds, and whether that may be nothing."""
    found: set[object] = set()
    for what, of in items:
        if what is sre.LITERAL:
            return found | {chr(of)}, False
        if what is sre.IN:
            return found | {chr(one) if sort is sre.LITERAL else one for sort, one in of}, False
        if what is sre.AT:
            continue
        branches = of[1] if what is sre.BRANCH else [of[-1]]
        firsts, empty = zip(*map(first_characters, branches), strict=True)
        found.update(*firsts)
        if not any(empty) and not (what is sre.MAX_REPEAT and of[0] == 0):
            return found, False
    return found, True


@pytest.mark.parametrize(
    ("pattern", "firsts"), [(of_lines._FURNITURE, of_lines._FURNITURE_FIRST), (BULLET, _BULLET_FIRST)]
)
def test_a_pattern_is_tried_where_a_line_begins_with_what_it_may_begin_with(pattern, firsts) -> None:
    found, empty = first_characters(sre_parser.parse(pattern.pattern))
    # Lines are trimmed, and figures are asked for apart.
    assert not empty and found - {sre.CATEGORY_DIGIT, sre.CATEGORY_SPACE} == firsts


@given(st.from_regex(re.compile(of_lines._LIBRARY.pattern), fullmatch=True))
def test_a_line_that_names_a_library_is_short(text: str) -> None:
    assert len(text.rstrip("\n")) <= of_lines._LONGEST_LIBRARY


@given(st.from_regex(of_lines._LIBRARY.pattern))
def test_a_line_that_names_a_library_holds_a_word_that_is_looked_for(line: str) -> None:
    assert any(word in line for word in of_lines._SITES)


@pytest.mark.parametrize(
    "line",
    [
        "本文不代表本站立场", "图片来源于网友", "以下是小编为大家准备的范文", "由小编精心挑选", "小编整理", "网友上传，侵权即删",
        "仅供参考，请勿照抄", "仅供参考请勿照抄", "供大家参考",
    ],
)  # fmt: skip
def test_what_a_site_says_of_a_text_holds_a_word_that_is_looked_for(tokens, line: str) -> None:
    assert tokens(PROSE, *["来源：网络"] * 3, line) == ["PARAGRAPH", *["FURNITURE"] * 4]
    assert any(word in line for word in of_lines._SITES)
