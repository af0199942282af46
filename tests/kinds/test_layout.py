"""Rules of layout: what deviates is told once for each cause, what is inherited, unknown or as good is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from wordfiles import NAMESPACES, p, package, part, r

import zfcheck
from conftest import Answer
from zfcheck.caseword import word_file
from zfcheck.engine import check_document
from zfcheck.packtree import PackError
from zfcheck.readers.docx import read
from zfcheck.rules import Finding

TITLE = "云川市司法局关于做好人民调解工作的通知"
Look = Callable[..., Answer]


@pytest.fixture(scope="session")
def standard() -> zfcheck.Checker:
    return zfcheck.compile(packs=["gbt9704"], plugins=False, select=["layout"])


@pytest.fixture(scope="session")
def look(standard: zfcheck.Checker) -> Look:
    """`look(text or bytes, rule)`: what one rule of the standard's pack says of a Word file."""

    def run(case: str | bytes, name: str) -> Answer:
        document = read(word_file(case) if isinstance(case, str) else case, "a.docx")
        alone = [compiled for compiled in standard.rules.rules if compiled.rule.id == f"layout/{name}"]
        assert alone, name
        return Answer(check_document(standard.rules.only(alone), document, "a.docx"))

    return run


def test_one_finding_a_cause(look: Look) -> None:
    lines = "\n".join(f"全市各级单位要认真落实第{number}项任务。" for number in range(40))
    answer = look(f"{TITLE}\n{{@ font=宋体 size=16}}各县（市、区）司法局：\n{lines}", "text-font")
    assert answer.messages == ["主送机关、正文的字体是“宋体”，应为仿宋（共41段）"]
    assert answer.findings[0].related == ()


def test_two_causes_are_two_findings(look: Look) -> None:
    text = f"{TITLE}\n{{@ font=宋体 size=16}}请认真贯彻执行。\n{{@ font=仿宋 size=14}}请及时报告情况。\n{{@ font=仿宋 size=16}}特此通知。"
    assert look(text, "text-font").messages == ["正文的字体是“宋体”，应为仿宋", "正文的字号是四号，应为三号"]


def test_a_few_places_are_named_and_a_rare_character_is_not_told(look: Look) -> None:
    run = '<w:r><w:rPr><w:rFonts w:eastAsia="{}"/><w:sz w:val="32"/></w:rPr><w:t>{}</w:t></w:r>'
    body = "".join(
        f"<w:p>{''.join(run.format(face, text) for face, text in runs)}</w:p>"
        for runs in (
            [("方正小标宋简体", TITLE)],
            [("仿宋", "由司法局李"), ("宋体", "㛃"), ("仿宋", "负责办理此事。")],
            [("仿宋", "请于本月底前"), ("宋体", "将有关情况"), ("仿宋", "书面上报。")],
            [("仿宋", "请于下月底前"), ("宋体", "把总结材料"), ("仿宋", "书面上报。")],
        )
    )
    answer = look(package(body), "text-font")
    assert answer.marked == ["将有关情况"]
    assert [related.message for related in answer.findings[0].related] == ["把总结材料"]


def test_theme_font_over_a_named_one_is_explained(look: Look) -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    fonts = '<w:rFonts w:eastAsia="仿宋_GB2312" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="32"/>'
    body = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:rPr>{fonts}</w:rPr><w:t>请认真贯彻执行。</w:t></w:r></w:p>"
    (message,) = look(package(body, theme=theme), "text-font").messages
    assert message == "正文的字体是“等线”，应为仿宋（虽然指定了“仿宋_GB2312”，但主题字体优先，显示的是“等线”）"


def test_what_is_inherited_is_resolved_and_what_nothing_names_is_not_judged(look: Look) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr>'
        '<w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:style>',
    )
    body = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>请认真贯彻执行。</w:t></w:r></w:p>"
    assert look(package(body, styles=styles), "text-font").messages == []
    assert look(package(body), "text-font").messages == ["正文的字号是10磅，应为三号"]


@pytest.mark.parametrize(
    ("title_style", "advice"),
    [
        ("", "这些段落都用样式“正文文本”，别处没有用它，可以在样式里一并修改"),
        ('<w:pPr><w:pStyle w:val="b"/></w:pPr>', "选中正文，在“开始—字体”里改；用了样式的，改样式更快"),
    ],
)
def test_style_is_named_where_nothing_else_is_of_it(look: Look, title_style: str, advice: str) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Body Text"/><w:rPr>'
        '<w:rFonts w:eastAsia="宋体"/><w:sz w:val="32"/></w:rPr></w:style>',
    )
    text = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>请认真贯彻执行。</w:t></w:r></w:p>'
    body = f"<w:p>{title_style}<w:r><w:t>{TITLE}</w:t></w:r></w:p>{text}{text.replace('请', '望')}"
    assert look(package(body, styles=styles), "text-font").findings[0].advice == advice


def test_run_in_heading_and_its_text_are_judged_each_for_itself(look: Look) -> None:
    run = '<w:r><w:rPr><w:rFonts w:eastAsia="{}"/><w:sz w:val="32"/></w:rPr><w:t>{}</w:t></w:r>'
    text = "各单位要结合实际细化任务措施，明确责任分工，逐项抓好落实，确保各项任务按期完成。"
    paragraphs = [
        f"<w:p>{run.format('楷体', f'（{n}）{title}。')}{run.format('仿宋', text)}</w:p>"
        for n, title in (("一", "强化组织领导"), ("二", "强化督促检查"))
    ]
    head = f"<w:p>{run.format('方正小标宋简体', TITLE)}</w:p><w:p>{run.format('黑体', '一、工作要求')}</w:p>"
    data = package(head + "".join(paragraphs))
    for name in ("heading-1-font", "heading-2-font", "text-font"):
        assert look(data, name).messages == [], name
    wrong = package(head + "".join(paragraphs).replace("楷体", "仿宋"))
    assert look(wrong, "heading-2-font").messages == ["二级标题的字体是“仿宋”，应为楷体（共2段）"]


def test_indent_in_characters_in_lengths_and_by_a_list(look: Look) -> None:
    size = '<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>请认真贯彻执行。</w:t></w:r>'

    def said(indent: str) -> list[str]:
        return look(
            package(f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:pPr>{indent}</w:pPr>{size}</w:p>"), "first-line"
        ).messages

    for right in (
        '<w:ind w:firstLineChars="200"/>',
        '<w:ind w:firstLine="640"/>',
        '<w:ind w:firstLine="643"/>',
        '<w:ind w:leftChars="200" w:firstLineChars="0"/>',
        '<w:ind w:left="1280" w:hanging="640"/>',
    ):
        assert said(right) == [], right
    assert said("") == ["正文没有首行缩进，应缩进2字"]
    assert said('<w:ind w:firstLine="420"/>') == ["正文首行缩进1.3字，应缩进2字"]


def test_tables_headers_and_what_is_attached_are_not_the_text(look: Look) -> None:
    cell = "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>刑事案件数</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    right = '<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr><w:t>{}</w:t></w:r>'
    body = "".join(f"<w:p>{right.format(text)}</w:p>" for text in (TITLE, "请认真贯彻执行。")) + cell
    assert look(package(body), "text-font").messages == []
    after = f"{TITLE}\n{{@ font=仿宋 size=16}}请认真贯彻执行。\n云川市司法局\n2025年3月6日\n附件1\n{{@ font=宋体 size=12}}人民调解员名单\n全市共有调解员一百人，名单如下。"
    assert look(after, "text-font").messages == []


def test_pages_of_one_document(look: Look) -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="{}" w:h="{}"{}/><w:pgMar w:top="{}" w:left="1587"/></w:sectPr></w:pPr>'
    pages = [
        (11906, 16838, "", 2098),
        (16838, 11906, ' w:orient="landscape"', 1000),
        (11906, 16838, "", 1440),
        (11906, 16838, "", 1440),
    ]
    body = "".join(
        f"<w:p>{section.format(*page)}<w:r><w:t>第{number}页的文字。</w:t></w:r></w:p>"
        for number, page in enumerate(pages)
    )
    answer = look(package(body), "margins")
    assert answer.messages == ["页边距：上25.4毫米（应为37）"]
    assert answer.marked == ["第2页的文字。"]
    assert look(package(body), "paper").messages == []


def test_page_numbers_on_odd_and_even_pages(look: Look) -> None:
    def footer(side: str, before: str = "— ") -> str:
        number = '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        return part(
            "ftr",
            f'<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr><w:r><w:t xml:space="preserve">{before}</w:t></w:r>{number}<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>',
        )

    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/></w:sectPr>'
    body = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>{section}"
    settings = f"<w:settings {NAMESPACES}><w:evenAndOddHeaders/></w:settings>"
    both = package(body, footer1=footer("right"), footer2=footer("left"), settings=settings)
    for name in ("page-number", "page-number-form", "page-number-side"):
        assert look(both, name).messages == [], name
    centred = package(body, footer1=footer("center", "- "), footer2=footer("left"))
    assert look(centred, "page-number-side").messages == ["页码没有分单页居右、双页居左"]
    assert look(centred, "page-number-form").messages == ["页码写作“- 1 —”，应为“—1—”"]
    assert (
        look(centred, "page-number-form").document.place(look(centred, "page-number-form").findings[0].span.start)
        == "页脚"
    )


def test_other_formats_converted_files_and_news_are_not_judged(standard: zfcheck.Checker) -> None:
    assert standard.check_bytes(f"{TITLE}\n请认真贯彻执行。\n".encode(), "a.txt").findings == []
    document = replace(read(word_file(f"{TITLE}\n请认真贯彻执行。"), "a.docx"), converted="LibreOffice")
    assert check_document(standard.rules, document, "a.docx").findings == []
    assert check_document(standard.rules, read(word_file(TITLE), "a.docx"), "a.docx", kind="news").findings == []


# -- what a paper may hold and look different --------------------------------------------------------------------

FANG = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋" w:hAnsi="Times New Roman"/><w:sz w:val="32"/>'
HEI, KAI, SONG = (FANG.replace("仿宋", face) for face in ("黑体", "楷体", "宋体"))
TITLED = r(TITLE, FANG.replace("仿宋", "方正小标宋简体").replace("32", "44"))
RED = FANG.replace("仿宋", "方正小标宋简体").replace("<w:sz", '<w:color w:val="FF0000"/><w:sz').replace("32", "96")
CENTRED = '<w:jc w:val="center"/>'
SET = '<w:spacing w:line="579" w:lineRule="exact"/>'
INDENTED = f'{SET}<w:ind w:firstLineChars="200"/>'
TEXT = p(r("各县（市、区）司法局：", FANG), SET) + p(r("请认真贯彻执行。", FANG), INDENTED)
SIGNED = p(r("云川市司法局", FANG), '<w:jc w:val="right"/>') + p(r("2025年3月6日", FANG), '<w:jc w:val="right"/>')
TABLE = "<w:tbl><w:tblPr/><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


@pytest.fixture(scope="session")
def warned(standard: zfcheck.Checker) -> Callable[..., list[str]]:
    """`warned(body)`: what the pack says of a Word file, hints about the page number aside."""

    def run(body: str, **parts: str) -> list[str]:
        found = check_document(standard.rules, read(package(body, **parts), "a.docx"), "a.docx").findings
        return [
            f"{finding.rule.removeprefix('layout/')} {finding.message}"
            for finding in found
            if finding.rule != "layout/page-number"
        ]

    return run


@pytest.mark.parametrize(
    "above",
    [
        p(r("云川市司法局文件", RED), CENTRED) + p(r("云司〔2025〕12号", FANG), CENTRED),
        p(r("云川市司法局", RED), CENTRED),
        p(r("云 川 市 司 法 局 文 件", RED), CENTRED),
        p(r("云川市司法局", RED), CENTRED)
        + p(r("云川市财政局文件", RED), CENTRED)
        + p(r("云司〔2025〕12号", FANG), CENTRED),
        p(r("000001", FANG)) + p(r("机密★1年", HEI)) + p(r("特急", HEI)) + p(r("云川市司法局文件", RED), CENTRED),
        p(r("云司〔2025〕12号　　　　签发人：", FANG) + r("王大伟", KAI)),
        p(r("签发人：", FANG) + r("王大伟", KAI)) + p(r("云司〔2025〕12号　　　　　　", FANG) + r("李　强", KAI)),
        TABLE.format(p(r("云川市司法局", RED)) + p(r("云川市财政局", RED)), p(r("文件", RED)))
        + p(r("云司〔2025〕12号", FANG), CENTRED),
        p(r("云川市司法局文件", RED), CENTRED)
        + TABLE.format(p(r("云司〔2025〕12号", FANG)), p(r("签发人：", FANG) + r("王大伟", KAI))),
    ],
)
def test_the_letterhead_is_neither_text_nor_title(warned: Callable[..., list[str]], above: str) -> None:
    assert warned(above + p(TITLED, CENTRED) + TEXT + SIGNED) == []
    wrong = warned(above + p(TITLED.replace("方正小标宋简体", "黑体"), CENTRED) + TEXT + SIGNED)
    assert wrong == ["title-font 标题的字体是“黑体”，应为小标宋"]


def test_an_order_and_minutes_have_their_red_mark_for_a_title(warned: Callable[..., list[str]]) -> None:
    labels = "".join(p(r(label, HEI) + r("张三、李四", FANG), INDENTED) for label in ("出席：", "请假："))
    drawn_up = p(r("云川市司法局办公室　　　　2025年3月6日", FANG), SET)
    text = p(r("会议研究了人民调解工作。", FANG), INDENTED)
    assert warned(p(r("云川市司法局办公会议纪要", RED), CENTRED) + drawn_up + text + labels) == []
    assert warned(p(r("云川市人民政府令", RED), CENTRED) + p(r("第12号", FANG), CENTRED) + text) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        # a label in the face of a heading, what it says in that of the text
        [("一、会议时间：", HEI, "2025年3月6日上午9时，会期半天。"), ("二、会议地点：", HEI, "市局会议室。")],
        [("一、时间", HEI, "　2025年3月6日上午9时"), ("二、地点", HEI, "　市司法局三楼会议室")],
        # sentences with numbers, which may be text
        [("一、", HEI, "各单位应当加强领导，明确责任分工。"), ("二、", HEI, "各单位应当加强督查，及时通报情况。")],
        [("第一条", HEI, "　为规范人民调解工作，制定本办法。"), ("（此页无正文）", FANG, "")],
        # a heading too long to be one, before its text
        [
            (
                f"（{n}）坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻党的二十大精神，切实增强做好人民调解工作的责任感。",
                KAI,
                "各单位要抓好落实。",
            )
            for n in "一二"
        ],
        # which organs are to do it
        [("一、加强领导", HEI, "（责任单位：市局）"), ("二、加强督查", HEI, "（责任单位：市局）")],
        # Latin words and digits show no Chinese face
        [("请登录", FANG, ""), ("WPS Office 2025", SONG, "查询。")],
    ],
)
def test_what_may_be_set_in_another_face(
    warned: Callable[..., list[str]], paragraphs: list[tuple[str, str, str]]
) -> None:
    body = "".join(p(r(head, look) + r(rest, FANG), INDENTED) for head, look, rest in paragraphs)
    assert warned(p(TITLED, CENTRED) + TEXT + body + SIGNED) == []


def test_organs_in_brackets_behind_the_text(look: Look) -> None:
    duty = p(r("各单位要抓好落实。", FANG) + r("（市司法局牵头，市财政局配合）", KAI))
    assert look(package(p(TITLED) + TEXT + duty), "text-font").messages == []
    note = p(r("（此件公开发布）", KAI))
    assert look(package(p(TITLED) + TEXT + SIGNED + note), "text-font").messages == ["附注的字体是“楷体”，应为仿宋"]


def test_a_dash_between_digits_is_latin_text(look: Look) -> None:
    text = f"{TITLE}\n{{@ font=仿宋 latin=Times}}时间为9:00—17:00，周末除外。"
    assert look(text, "latin-marks").messages == []
    assert look(text.replace("除外", "——除外"), "latin-marks").marked == ["—"]


def test_a_label_in_the_face_of_the_text_is_told(look: Look) -> None:
    body = "".join(p(r(text, FANG)) for text in ("一、会议时间：2025年3月6日。", "二、会议地点：市局会议室。"))
    assert look(package(p(TITLED) + body), "heading-1-font").marked == ["一、会议时间："]


def test_centred_lines_captions_and_notes_of_tables_are_no_text(warned: Callable[..., list[str]]) -> None:
    small = SONG.replace("32", "21")
    chapter = p(r("第一章　总则", HEI), CENTRED)
    table = p(r("表1　任务分工表", small)) + TABLE.format(p(r("序号", small)), p(r("任务", small)))
    assert warned(p(TITLED, CENTRED) + TEXT + chapter + table + p(r("注：数据截至2月底。", small)) + SIGNED) == []


def test_digits_between_do_not_hide_a_wrong_face(look: Look) -> None:
    date = "".join(r(text, SONG if text in "年月日" else FANG) for text in ("2025", "年", "3", "月", "6", "日"))
    assert look(package(p(TITLED) + TEXT + p(r("云川市司法局", FANG)) + p(date)), "text-font").messages == [
        "成文日期的字体是“宋体”，应为仿宋"
    ]


def test_almost_black_is_black(look: Look) -> None:
    said = {
        color: look(f"{TITLE}\n{{@ color={color}}}请认真贯彻执行。", "color").messages
        for color in ("010101", "0D0D0D", "262626", "333333", "000080")
    }
    assert [color for color, messages in said.items() if messages] == ["333333", "000080"]


def test_a_salutation_is_no_recipient(look: Look) -> None:
    text = "在全市人民调解工作会议上的讲话\n{@ first=2}同志们：\n这次会议的任务是部署工作。"
    assert look(text, "recipient-indent").messages == []


def test_the_size_of_the_text_measures_its_indent_not_that_of_its_number(look: Look) -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>'
        '<w:rPr><w:sz w:val="21"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p(TITLED) + "".join(p(r(text, HEI), listed) for text in ("提高认识", "抓好落实"))
    assert look(package(body, numbering=numbering), "first-line").messages == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("<w:r><w:tab/></w:r>" + r("云川市司法局", FANG), True),
        (r("云川市司法局　　　　　　云川市财政局", FANG), True),
        (r("中共云川市委政法委员会　云川市人民检察院", FANG), True),
        (r("云川市司法局", FANG), False),
    ],
)
def test_signatures_set_by_tabs_and_side_by_side(look: Look, line: str, right: bool) -> None:
    date = p(r("2025年3月6日", FANG), '<w:jc w:val="right"/>')
    messages = look(package(p(TITLED) + TEXT + p(line) + date), "signature-side").messages
    assert messages == ([] if right else ["发文机关署名是左对齐，应居右"])


def test_copies_and_imprint_in_a_table(look: Look) -> None:
    cells = TABLE.format(p(r("抄送：市委政法委。", FANG)), p(r("2025年3月6日印发", FANG)))
    assert look(package(p(TITLED) + TEXT + SIGNED + cells), "imprint-font").messages == [
        "抄送机关、印发机关和印发日期的字号是三号，应为四号（共2段）"
    ]


def test_pages_of_attached_tables_have_their_own_paper(look: Look) -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="{}" w:h="{}"/><w:pgMar w:top="{}" w:left="1588"/></w:sectPr></w:pPr>'
    own = f"<w:p>{section.format(11906, 16838, 2098)}</w:p>"
    mark, end = p(r("附件1", HEI)), f"<w:p>{section.format(16838, 23811, 1000)}</w:p>"
    table = TABLE.format(p(r("序号", SONG)), p(r("任务", SONG)))
    with_table = package(p(TITLED) + TEXT + SIGNED + own + mark + table + end)
    assert [look(with_table, name).messages for name in ("paper", "margins")] == [[], []]
    without = package(p(TITLED) + TEXT + SIGNED + own + mark + p(r("为做好工作，制定本方案。", FANG)) + end)
    assert look(without, "margins").messages == ["页边距：上17.6毫米（应为37）"]


def test_a_grid_that_no_line_uses_is_not_judged(look: Look) -> None:
    grid = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/>'
        '<w:docGrid w:type="{}" w:linePitch="{}" w:charSpace="{}"/></w:sectPr>'
    )
    assert look(package(p(TITLED) + TEXT + grid.format("lines", 312, 0)), "grid").messages == []
    loose = TEXT.replace(SET, "")
    assert look(package(p(TITLED) + loose + grid.format("lines", 312, 0)), "grid").messages == [
        "文档网格每页40行，应为22行"
    ]
    small = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style>',
    )
    for space, styles, messages in ((-849, "", 0), (2**32 - 849, "", 0), (21680, small, 0), (0, small, 1)):
        parts = {"styles": styles} if styles else {}
        body = p(TITLED) + TEXT + grid.format("linesAndChars", 579, space)
        assert len(look(package(body, **parts), "grid").messages) == messages, space


def test_page_numbers_of_even_pages_are_looked_at_too(look: Look) -> None:
    def footer(side: str, number: str, face: str = "宋体") -> str:
        font = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}"/><w:sz w:val="28"/>'
        field = f'<w:fldSimple w:instr=" PAGE ">{r("1", font)}</w:fldSimple>'
        before, _, after = number.partition("#")
        return part("ftr", p(r(before, font) + field + r(after, font), f'<w:jc w:val="{side}"/>'))

    references = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/></w:sectPr>'

    def said(odd: str, even: str, name: str, on: bool = True) -> list[str]:
        settings = f"<w:settings {NAMESPACES}>{'<w:evenAndOddHeaders/>' if on else ''}</w:settings>"
        data = package(p(TITLED) + references, footer1=odd, footer2=even, settings=settings)
        return look(data, name).messages

    right, empty = footer("right", "— # —"), part("ftr", p(""))
    assert said(right, footer("left", "- # -"), "page-number-form") == ["页码写作“- 1 -”，应为“—1—”"]
    assert said(right, footer("left", "- # -"), "page-number-form", on=False) == []
    assert said(right, footer("left", "― # ―"), "page-number-form") == []
    assert said(right, footer("left", "— # —", "Calibri"), "page-number-font") == ["页码字体是“Calibri”，应为宋体"]
    assert said(right, empty, "page-number") == ["双页没有页码"]
    assert said(empty, right, "page-number") == ["单页没有页码"]
    assert said(right, footer("left", "— # —"), "page-number") == []
    assert said(footer("left", "— # —"), right, "page-number-side") == ["页码的左右放反了，应为单页居右、双页居左"]


def test_a_number_between_dashes_of_its_own(look: Look) -> None:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>- 12 -</w:t></w:r></w:fldSimple>'
    body = p(TITLED) + '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    data = package(body, footer1=part("ftr", p(field)))
    assert look(data, "page-number-form").messages == ["页码写作“- 1 -”，应为“—1—”"]


@pytest.mark.parametrize(
    ("name", "face"),
    [("text-font", "FZFSK--GBK1-0"), ("heading-1-font", "FZHei-B01"), ("heading-2-font", "FZKai-Z03")],
)
def test_founder_fonts_under_their_own_names(look: Look, name: str, face: str) -> None:
    text = f"{TITLE}\n{{@ font={face} size=16}}一、提高认识\n（一）加强学习\n请认真贯彻执行。\n（二）加强领导\n二、抓好落实\n请认真贯彻执行。"
    assert look(text, name).messages == []


# -- when the pack speaks, and whose numbers ---------------------------------------------------------------------


def findings(checker: zfcheck.Checker, title: str) -> list[Finding]:
    result = checker.check_bytes(word_file(f"{title}\n{{@ font=宋体 size=12}}请认真贯彻执行。"), "a.docx")
    assert result.faults == []
    return [finding for finding in result.findings if finding.rule.startswith("layout/")]


def test_unasked_it_speaks_of_formal_papers_only(checker: zfcheck.Checker, standard: zfcheck.Checker) -> None:
    assert findings(checker, TITLE)
    assert findings(checker, "云川市人民政府关于加强人民调解工作的意见")
    assert findings(checker, "云川市2025年政法工作总结") == []
    assert findings(standard, "云川市2025年政法工作总结")


HOUSE = """
pack: yunchuan-layout
title: 云川市公文版式
extends: [gbt9704]
optional: true
set:
  layout/text-font: {faces: [宋体], size: 小四}
  gbt9704:layout/margins: {top: 25.4, left: 31.8}
adjust:
  layout/first-line: off
"""


def test_a_house_style_is_a_small_pack(tmp_path: Path) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(HOUSE, encoding="utf-8")
    house = zfcheck.compile(packs=[str(pack)], plugins=False)
    rules = {finding.rule for finding in findings(house, "云川市2025年政法工作总结")}
    assert "layout/text-font" not in rules
    assert "layout/first-line" not in rules
    assert "layout/line-spacing" in rules


def test_a_set_rule_is_the_packs_own(tmp_path: Path) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(HOUSE.replace("size: 小四}", "size: 小四, why: 本市规定。}"), encoding="utf-8")
    house = zfcheck.compile(packs=[str(pack)], plugins=False)
    (text,) = [compiled.rule for compiled in house.rules.rules if compiled.rule.id == "layout/text-font"]
    assert text.basis == "云川市公文版式（改自GB/T 9704—2012 第5.2.2条、第7.3.3条）"
    assert (text.why, text.fail, text.passing) == ("本市规定。", (), ())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("layout/text-fonts: {size: 小四}", "set 里的规则“layout/text-fonts”不存在"),
        ("layout/text-font: {sizes: 小四}", "不认识“sizes”"),
        ("layout/text-font: {size: 大}", "不是字号"),
        ("layout/text-font: {size: 99}", "不是字号"),
        ("layout/text-font: {font: 宋体}", "可用的有：advice、basis、check、elements、faces、size"),
        ("layout/text-font: {severity: info}", "级别在 adjust 里改"),
        ("layout/text-font: {top: 25}", "用不到“top”"),
        ("layout/text-font: 小四", "键: 值"),
        ("layout/margins: {top: 很大}", "应为数字"),
    ],
)
def test_a_wrong_setting_names_its_place(tmp_path: Path, wrong: str, said: str) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(f"pack: house\ntitle: 版式\nextends: [gbt9704]\nset:\n  {wrong}\n", encoding="utf-8")
    with pytest.raises(PackError, match=said) as caught:
        zfcheck.compile(packs=[str(pack)], plugins=False)
    assert str(caught.value.problems[0].place).startswith(f"{pack}:5:")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("check: font\nelements: [body]", "没有写要查的数值"),
        ("check: font\nfaces: [仿宋]", "还要写“elements”"),
        ("check: margins", "没有写要查的数值"),
        ("check: indent\nelements: [body]", "还要写“characters”"),
        ("check: color\nelements: [body]\nsize: 三号", "用不到“size”"),
        ("check: font\nelements: [rumpf]\nsize: 三号", "rumpf"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(ask: object, rule: str, said: str) -> None:
    from zfcheck.kinds import RuleError

    with pytest.raises((RuleError, PackError), match=said):
        ask.compile(f"kind: layout\nid: layout/case\n{rule}")  # type: ignore[attr-defined]
