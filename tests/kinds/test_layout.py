"""Rules of layout: what deviates is told once for each cause, what is inherited, unknown or as good is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Answer
from wordfiles import NAMESPACES, package, part

import zfcheck
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
        return Answer(check_document(replace(standard.rules, rules=alone), document, "a.docx"))

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


def test_style_is_named_as_word_shows_it(look: Look) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr>'
        '<w:rFonts w:eastAsia="宋体"/><w:sz w:val="32"/></w:rPr></w:style>',
    )
    text = "<w:p><w:r><w:t>请认真贯彻执行。</w:t></w:r></w:p>"
    body = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>{text}{text.replace('请', '望')}"
    assert (
        look(package(body, styles=styles), "text-font").findings[0].advice
        == "这些段落都用样式“正文”，可以在样式里一并修改"
    )


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
