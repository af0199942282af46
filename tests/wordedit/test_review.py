"""Comments and tracked changes in a Word file: exactly where they belong, and nothing else touched."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wordedit.wordmarks import OURS, W, commented, comments, members, plain, root, settled, with_part
from wordfiles import NAMESPACES, STRICT, WORD, p, package, part, r, zipped

import zfcheck
from zfcheck.document import Document
from zfcheck.engine import check_bytes
from zfcheck.readers import UnreadableError
from zfcheck.readers.docx import read
from zfcheck.results import Result
from zfcheck.reviewing import Tracked, review_bytes
from zfcheck.rules import Edit, Fault, Finding, Fix, Related, Rule, Severity
from zfcheck.ruleset import RuleSet
from zfcheck.span import Span
from zfcheck.wordedit import Review, Reviewed, cleared

RULE = Rule("wording/slip", "用词", "phrase", Severity.ERROR, pack="core", why="这样写才对。", basis="云川市公文用语")


def finding(document: Document, text: str, new: str | None = None, *, safety: str = "safe", nth: int = 0) -> Finding:
    """A finding on the `nth` place of `text`, with a fix that puts `new` there."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(text, at + 1)
    span = Span(at, at + len(text))
    return on(span, new, safety=safety)


def on(span: Span, new: str | None = None, *, safety: str = "safe") -> Finding:
    fix = None if new is None else Fix((Edit(span.start, span.end, new),), safety)
    return Finding(span, "应改", severity=Severity.ERROR, rule="wording/slip", pack="core", fix=fix)


def reviewed(
    data: bytes, found: Iterable[Finding] | None = None, *, tracked: bool = True, faults: Iterable[Fault] = ()
) -> Reviewed:
    document = read(data, "报告.docx")
    review = Review(data, document)
    findings = list(found or ())
    review.comment(findings, list(faults), {"core:wording/slip": RULE})
    if tracked:
        review.revise(review.trackable(findings, unsafe=True))
    return review.finish()


def answer(
    rules: RuleSet, data: bytes, name: str, *, tracked: bool = False, unsafe: bool = False
) -> tuple[Result, Reviewed | None]:
    """The file checked with `rules` and answered in itself."""
    return review_bytes(lambda now: check_bytes(rules, now, name), rules.by_name, data, tracked=tracked, unsafe=unsafe)


def answered(body: str, *texts: str, **parts: str) -> bytes:
    """A file of that body with a comment on each of `texts`, checked against what must never change."""
    data = package(body, **parts)
    document = read(data, "报告.docx")
    out = reviewed(data, [finding(document, text) for text in texts]).data
    assert plain(out) == plain(data)
    assert read(out, "报告.docx").text == document.text
    return out


# -- comments --------------------------------------------------------------------------------------------------

HOLDERS = {
    "one run": r("全市形势总体平稳有序"),
    "several runs": r("全市形", "<w:b/>") + r("势总", "<w:i/>") + r("体平稳有序"),
    "a run with more in it": "<w:r><w:t>全市</w:t><w:tab/><w:t>形势总体平稳</w:t><w:br/><w:t>有序</w:t></w:r>",
    "a link": r("全市") + f'<w:hyperlink r:id="rId9">{r("形势总体平稳")}</w:hyperlink>' + r("有序"),
    "an insertion of somebody": r("全市") + f'<w:ins w:id="7" w:author="李">{r("形势总体平稳")}</w:ins>' + r("有序"),
    "a control": r("全市") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('形势总体平稳')}</w:sdtContent></w:sdt>" + r("有序"),
    "a field": f'<w:fldSimple w:instr="REF 甲">{r("全市形势总体平稳")}</w:fldSimple>' + r("有序"),
    "bookmarks": '<w:bookmarkStart w:id="1" w:name="甲"/>' + r("全市形势总体平稳") + '<w:bookmarkEnd w:id="1"/>' + r("有序"),
    "a deletion between": r("全市形势总") + "<w:del w:id='3' w:author='李'><w:r><w:delText>的</w:delText></w:r></w:del>" + r("体平稳有序"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOLDERS)
@pytest.mark.parametrize("text", ["总体", "形", "平稳", "势总体平"])
def test_comment_stands_on_exactly_the_span(case: str, text: str) -> None:
    data = answered(p(HOLDERS[case]), text)
    assert list(commented(data).values()) == [text]
    assert [author for author, _ in comments(data).values()] == [OURS]


def test_comment_says_what_why_and_on_what_it_rests() -> None:
    data = package(p(r("全市形势总体平稳。")))
    document = read(data, "报告.docx")
    out = reviewed(data, [finding(document, "总体", "大体")], tracked=False)
    assert out.comments == 1
    (_, text), *_ = comments(out.data).values()
    assert text == "【错误】应改|怎么改：改为“大体”|为什么：这样写才对。|依据：云川市公文用语；规则：wording/slip"


def test_comment_in_a_table_and_over_paragraphs() -> None:
    cell = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
    row = f"<w:tr>{cell.format(r('刑事案件'))}{cell.format(r('下降一成'))}</w:tr>"
    out = answered(
        f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>" + p(r("题目一")) + p(r("题目二")), "案件", "目一\n题目"
    )
    assert sorted(commented(out).values()) == ["案件", "目一\n题目"]


def test_comment_stays_in_the_cell_where_it_begins() -> None:
    cell = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
    row = f"<w:tr>{cell.format(r('刑事案件'))}{cell.format(r('下降一成'))}</w:tr>"
    out = answered(f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>", "案件\n下降")
    assert list(commented(out).values()) == ["案件"]


def test_what_has_no_length_is_told_at_its_neighbour() -> None:
    data = package(p(r("全市")) + p(r("形势")))
    out = reviewed(data, [on(Span(2, 2)), on(Span(3, 3)), on(Span(0, 0))]).data
    assert list(commented(out).values()) == ["全", "市", "形"]


def test_comment_on_an_automatic_number_goes_to_its_paragraph() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    automatic = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    out = answered(p(r("主要工作"), automatic), "一、", numbering=numbering)
    assert list(commented(out).values()) == ["主要工作"]


def test_ruby_is_not_cut() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('yun')}</w:rt><w:rubyBase>{r('云川')}</w:rubyBase></w:ruby></w:r>"
    data = package(p(r("全市") + ruby + r("平稳")))
    document = read(data, "报告.docx")
    out = reviewed(data, [finding(document, "云", "运")])
    assert out.edits == 0
    assert plain(out.data) == plain(data)
    assert "云川" in next(iter(commented(out.data).values()))


def test_neighbouring_and_nested_comments_keep_their_own_text() -> None:
    out = answered(p(r("全市形势总体平稳有序")), "全市", "形势", "总体平稳", "体平", "全市形势总体平稳有序")
    assert sorted(commented(out).values()) == sorted(["全市", "形势", "总体平稳", "体平", "全市形势总体平稳有序"])


SPANS = [(1, 5), (1, 3), (0, 5), (2, 2), (1, 2), (2, 5), (1, 5)]


def test_the_order_of_comments_does_not_move_them_and_earlier_cuts_do_not_either() -> None:
    data = package(p(r("全市形势总体平稳")))
    found = [on(Span(*ends)) for ends in SPANS]
    out = reviewed(data, found, tracked=False).data
    assert [commented(out)[str(key)] for key in range(len(SPANS))] == [
        "市形势总", "市形", "全市形势总", "市", "市", "形势总", "市形势总",
    ]  # fmt: skip
    assert reviewed(cleared(out).data, found, tracked=False).data == out


@pytest.mark.parametrize(
    "content",
    [
        "<w:t>全市形势</w:t>",
        "<w:hyperlink><w:t>全市形势</w:t></w:hyperlink>",
        "<m:oMath><m:r><w:t>全市形势</w:t></m:r></m:oMath>",
    ],
)
def test_text_in_no_run_is_not_cut(content: str) -> None:
    data = package(p(content))
    out = reviewed(data, [finding(read(data, "a.docx"), "市形", "换")])
    assert (out.edits, list(commented(out.data).values())) == (0, ["全市形势"])
    assert plain(out.data) == plain(data)


def test_what_stands_inside_a_text_is_not_doubled_by_a_cut() -> None:
    data = package(p("<w:r><w:t>全市形势<w:b/></w:t></w:r>"))
    out = reviewed(data, [on(Span(1, 2)), on(Span(3, 4))]).data
    assert len(list(root(out).iter(f"{W}b"))) == 1


def test_blanks_at_a_cut_are_kept_and_those_outside_are_not_shown() -> None:
    data = package(p("<w:r><w:t>  云川 市委 </w:t></w:r>"))
    document = read(data, "报告.docx")
    assert document.text == "云川 市委"
    out = reviewed(data, [finding(document, " ")]).data
    assert read(out, "报告.docx").text == "云川 市委"
    assert list(commented(out).values()) == [" "]


def test_other_places_of_one_mistake_get_a_short_comment() -> None:
    data = package(p(r("甲乙，甲乙，甲乙。")))
    spans = [Span(0, 2), Span(3, 5), Span(6, 8)]
    fix = Fix(tuple(Edit(s.start, s.end, "甲丙") for s in spans))
    one = Finding(
        spans[0], "应改", severity=Severity.ERROR, rule="wording/slip", pack="core", fix=fix,
        related=(Related(spans[1], ""), Related(spans[2], "")),
    )  # fmt: skip
    out = reviewed(data, [one])
    assert list(commented(settled(out.data, accept=False)).values()) == ["甲乙"] * 3
    assert sum("同前" in text for _, text in comments(out.data).values()) == 2
    assert read(settled(out.data, accept=True), "a.docx").text == "甲丙，甲丙，甲丙。"


def test_what_word_lets_no_comment_stand_on_is_told_at_the_title() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(r('框里的字'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    footnotes = part("footnotes", f'<w:footnote w:id="2">{p(r("注里的字"))}</w:footnote>')
    data = package(p(r("云川市工作总结")) + p(r("正文。") + note) + p(box), footnotes=footnotes)
    document = read(data, "报告.docx")
    found = [finding(document, text) for text in ("框里", "注里", "正文")]
    out = reviewed(data, found, faults=[Fault("part-not-read", "有一处没有读")])
    texts = [text for _, text in comments(out.data).values()]
    assert len(texts) == 2
    (summary,) = [text for text in texts if "不能加批注" in text]
    assert all(word in summary for word in ("框里", "注里", "脚注", "文本框", "未能检查：有一处没有读"))
    assert out.untold == []


def test_a_summary_without_any_place_is_handed_back() -> None:
    footer = part("ftr", p(r("页脚里的字")))
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    data = package(p("") + section, footer=footer)
    document = read(data, "报告.docx")
    out = reviewed(data, [finding(document, "页脚")])
    assert out.data == data
    assert any("页脚" in line for line in out.untold)


# -- what is left alone ----------------------------------------------------------------------------------------


def test_untouched_members_stay_byte_for_byte() -> None:
    data = package(p(r("全市形势")), styles=part("styles", "<w:style/>"), theme="<a/>")
    out = reviewed(data, [finding(read(data, "a.docx"), "形势")]).data
    before, after = members(data), members(out)
    assert set(after) - set(before) == {"word/comments.xml"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert list(before) == list(after)[: len(before)]


def test_pictures_are_copied_and_never_unpacked() -> None:
    whole = {**members(package(p(r("全市形势")))), "word/media/a.bmp": b"\0" * (8 << 20)}  # denser than a part may be
    data = zipped(whole).replace(b"a.bmp", b"b.bmp", 1)  # and one whose own header is not that of the directory
    out = reviewed(data, [finding(read(data, "a.docx"), "形势", "情况")])
    assert members(out.data)["word/media/a.bmp"] == whole["word/media/a.bmp"]
    assert zipfile.ZipFile(io.BytesIO(out.data)).testzip() is None


def test_names_with_backslashes_lead_to_the_same_parts() -> None:
    notes = part("comments", f'<w:comment w:id="4" w:author="李">{p(r("请核"))}</w:comment>')
    parts = members(package(p(r("全市形势")), comments=notes))
    data = zipped({name.replace("/", "\\"): content for name, content in parts.items()})
    out = reviewed(data, [finding(read(data, "a.docx"), "形势")]).data
    assert {name.replace("\\", "/") for name in members(out)} == set(parts)
    assert cleared(out).data != out


def test_a_file_without_findings_comes_back_as_it_was() -> None:
    data = package(p(r("全市形势")))
    assert reviewed(data).data == data


OTHERS = part(
    "comments",
    f'<w:comment w:id="4" w:author="李">{p(r("请核"))}</w:comment>'
    f'<w:comment w:id="5" w:author="{OURS}">{p(r("旧的"))}</w:comment>',
)
MARKED = p(
    '<w:commentRangeStart w:id="4"/><w:commentRangeStart w:id="5"/>'
    + r("全市形势")
    + '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
    + '<w:commentRangeEnd w:id="5"/><w:r><w:rPr/><w:commentReference w:id="5"/></w:r>'
)


def test_our_own_comments_are_replaced_and_others_stay() -> None:
    data = cleared(package(MARKED, comments=OTHERS)).data
    assert comments(data) == {"4": ("李", "请核")}
    assert commented(data) == {"4": "全市形势"}
    out = reviewed(data, [finding(read(data, "a.docx"), "形势")]).data
    assert sorted(author for author, _ in comments(out).values()) == [OURS, "李"]
    assert len(set(comments(out))) == 2


def test_a_comment_of_ours_that_was_answered_stays_and_is_not_said_again() -> None:
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    lines = ["【错误】应改", "为什么：这样写才对。", "依据：云川市公文用语；规则：wording/slip"]
    said = "".join(p(r(line)) for line in lines[:-1]) + f'<w:p xmlns:w14="{w14}" w14:paraId="0A">{r(lines[-1])}</w:p>'
    notes = part(
        "comments",
        f'<w:comment w:id="5" w:author="{OURS}">{said}</w:comment>'
        f'<w:comment w:id="6" w:author="李"><w:p xmlns:w14="{w14}" w14:paraId="0B">{r("不改")}</w:p></w:comment>',
    )
    extended = f'<x:commentsEx xmlns:x="{w15}"><x:commentEx x:paraId="0B" x:paraIdParent="0A"/></x:commentsEx>'
    data = package(MARKED, comments=notes, commentsExtended=extended)
    kept = cleared(data).data
    assert sorted(comments(kept)) == ["5", "6"]
    out = reviewed(kept, [finding(read(kept, "a.docx"), "形势")])
    assert out.comments == 0
    assert sorted(comments(out.data)) == ["5", "6"]


def test_what_word_keeps_beside_our_comments_goes_with_them() -> None:
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    notes = part(
        "comments",
        f'<w:comment w:id="5" w:author="{OURS}"><w:p xmlns:w14="{w14}" w14:paraId="0A">{r("旧")}</w:p></w:comment>',
    )
    extended = f'<x:commentsEx xmlns:x="{w15}"><x:commentEx x:paraId="0A"/><x:commentEx x:paraId="0C"/></x:commentsEx>'
    data = cleared(package(MARKED, comments=notes, commentsExtended=extended)).data
    assert b"0A" not in members(data)["word/commentsExtended.xml"]
    assert b"0C" in members(data)["word/commentsExtended.xml"]


# -- revisions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for case in HOLDERS if case != "a field"])
@pytest.mark.parametrize(
    ("old", "new"), [("总体", "大体"), ("总体", ""), ("势总体平", "况"), ("平稳", "平稳、"), ("有序", "很有序")]
)
def test_accepted_it_is_the_fixed_text_and_rejected_the_first(case: str, old: str, new: str) -> None:
    data = package(p(HOLDERS[case]))
    document = read(data, "报告.docx")
    out = reviewed(data, [finding(document, old, new)])
    assert out.edits == 1
    assert read(settled(out.data, accept=True), "a.docx").text == document.text.replace(old, new)
    assert read(settled(out.data, accept=False), "a.docx").text == document.text
    assert plain(out.data) == plain(data)
    for inserted in root(out.data).iter(f"{W}ins"):
        if inserted.get(f"{W}author") == OURS:
            assert all(above.get(f"{W}author") in {None, OURS} for above in inserted.iterancestors(f"{W}ins"))


def field(code: str, result: str) -> str:
    """A complex field."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return marks["begin"] + instruction + marks["separate"] + result + marks["end"]


BOUND = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
COMES_FROM_ELSEWHERE = {
    "a simple field": HOLDERS["a field"],
    "a field": r("全市") + field("REF 甲", r("形势总体平稳")) + r("有序"),
    "a field around a link": field("TOC", field("HYPERLINK 甲", r("全市形势总体平稳"))) + r("有序"),
    "a locked control": r("全市") + BOUND.format('<w:lock w:val="sdtContentLocked"/>', r("形势总体平稳")),
    "a control bound to data": BOUND.format('<w:dataBinding w:xpath="/a"/>', r("全市形势总体平稳")),
}  # fmt: skip


@pytest.mark.parametrize("case", COMES_FROM_ELSEWHERE)
def test_what_is_made_anew_is_not_tracked(case: str) -> None:
    data = package(p(COMES_FROM_ELSEWHERE[case]))
    out = reviewed(data, [finding(read(data, "a.docx"), "总体", "大体")])
    assert (out.edits, list(commented(out.data).values())) == (0, ["总体"])


def test_what_a_link_shows_is_tracked_and_so_is_what_a_broken_field_leaves() -> None:
    data = package(
        p(field("HYPERLINK 甲", r("全市形势")) + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("平稳"))
    )
    document = read(data, "a.docx")
    assert reviewed(data, [finding(document, "形势", "情况"), finding(document, "平稳", "稳定")]).edits == 2


def test_neighbouring_edits_keep_their_order() -> None:
    data = package(p(r("全市形势平稳")))
    out = reviewed(data, [on(Span(2, 4), "情况"), on(Span(4, 4), "总体"), on(Span(4, 6), "稳定")])
    assert read(settled(out.data, accept=True), "a.docx").text == "全市情况总体稳定"
    assert read(settled(out.data, accept=False), "a.docx").text == "全市形势平稳"


def test_new_text_looks_like_what_it_replaces() -> None:
    look = '<w:rFonts w:eastAsia="楷体_GB2312"/><w:b/><w:sz w:val="32"/><w:rPrChange w:id="1" w:author="李"><w:rPr/></w:rPrChange>'
    data = package(p(r("全市形势总体平稳", look)))
    out = reviewed(data, [finding(read(data, "a.docx"), "总体", "大体")]).data
    (inserted,) = root(out).iter(f"{W}ins")
    assert [etree.QName(child).localname for child in inserted[0][0]] == ["rFonts", "b", "sz"]


def test_only_what_differs_is_tracked() -> None:
    data = package(p(r("市政法委健全制度")))
    out = reviewed(data, [finding(read(data, "a.docx"), "市政法委", "市委政法委")]).data
    assert ["".join(e.itertext()) for e in root(out).iter(f"{W}ins", f"{W}del")] == ["委"]


@pytest.mark.parametrize(
    ("old", "new", "tracked"),
    [("1015件", "1005件", ["1015", "1005"]), ("98.6%", "96.8%", ["98.6", "96.8"]), ("12件", "12项", ["件", "项"])],
)
def test_a_figure_is_replaced_whole(old: str, new: str, tracked: list[str]) -> None:
    data = package(p(r(f"共受理{old}，同比上升。")))
    out = reviewed(data, [finding(read(data, "a.docx"), old, new)]).data
    assert ["".join(e.itertext()) for e in root(out).iter(f"{W}ins", f"{W}del")] == tracked


@pytest.mark.parametrize("new", ["甲\n乙", "甲\t乙", "甲\u2028乙"])
def test_what_is_no_text_is_left_to_the_comment(new: str) -> None:
    data = package(p(r("全市形势")))
    out = reviewed(data, [finding(read(data, "a.docx"), "形势", new)])
    assert (out.edits, out.comments) == (0, 1)
    assert "".join(root(out.data).itertext()) == "全市形势"


def test_tabs_and_numbers_are_never_struck_out() -> None:
    data = package(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"))
    assert reviewed(data, [on(Span(0, 3), "丙")]).edits == 0
    assert reviewed(data, [on(Span(0, 1), "丙"), on(Span(2, 3), "丁")]).edits == 2


def test_headers_and_notes_take_revisions() -> None:
    footnotes = part("footnotes", f'<w:footnote w:id="2">{p(r("注里的子"))}</w:footnote>')
    data = package(p(r("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=footnotes)
    document = read(data, "a.docx")
    out = reviewed(data, [finding(document, "子", "字")])
    assert out.edits == 1
    assert read(out.data, "a.docx").text == document.text.replace("子", "字")
    assert plain(out.data, "word/footnotes.xml") == plain(data, "word/footnotes.xml")


def test_insertions_that_were_cut_are_whole_again() -> None:
    inside = r("形势总体") + f'<w:ins w:id="8" w:author="王">{r("平稳有序")}</w:ins>'
    data = package(p(r("全市") + f'<w:ins w:id="7" w:author="李">{inside}</w:ins>'))
    document = read(data, "a.docx")
    found = [finding(document, "势", "式"), finding(document, "稳", "文")]
    out = reviewed(data, found).data
    assert len(list(root(out).iter(f"{W}ins"))) > 4
    back = cleared(out).data
    assert plain(back) == plain(data)
    assert len(list(root(back).iter(f"{W}ins"))) == 2
    assert reviewed(back, found).data == out


def test_a_cut_makes_no_second_change_of_looks() -> None:
    changed = '<w:b/><w:rPrChange w:id="1" w:author="李"><w:rPr/></w:rPrChange>'
    other = '<w:i/><w:rPrChange w:id="2" w:author="李"><w:rPr/></w:rPrChange>'
    data = package(p(r("全市形势", changed) + r("平稳", other)))
    document = read(data, "a.docx")
    out = reviewed(data, [finding(document, "市"), finding(document, "势")], tracked=False).data
    assert [sum(mark.kind == "formatting" for mark in read(each, "a.docx").remarks) for each in (data, out)] == [2, 2]


def test_strict_files_are_answered_in_their_own_words() -> None:
    data = with_part(package(p(r("全市形势"))), etree.fromstring(
        f"<w:document {NAMESPACES}><w:body>{p(r('全市形势'))}</w:body></w:document>".replace(WORD, STRICT)
    ))  # fmt: skip
    out = reviewed(data, [finding(read(data, "a.docx"), "形势", "情况")])
    assert (out.comments, out.edits) == (1, 1)
    assert WORD.encode() not in members(out.data)["word/document.xml"] + members(out.data)["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in members(out.data)["word/_rels/document.xml.rels"]
    )
    assert cleared(out.data).revisions.inserted == ["情况"]


PIECES = st.sampled_from(["全市", "形势", "总", "体", "平稳", "，", "1206件", " ", "“枫桥经验”"])
WRAPPERS = st.sampled_from([
    "{}", "{}", "{}", '<w:hyperlink w:anchor="甲">{}</w:hyperlink>', '<w:ins w:id="9" w:author="李">{}</w:ins>',
    "<w:smartTag><w:smartTagPr/>{}</w:smartTag>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:del w:id="8" w:author="李"><w:r><w:delText>删</w:delText></w:r></w:del>{}', "<w:r><w:tab/></w:r>{}",
])  # fmt: skip
RUNS = st.lists(
    st.tuples(WRAPPERS, st.lists(st.tuples(PIECES, st.sampled_from(["", "<w:b/>"])), min_size=1, max_size=3)),
    min_size=1,
    max_size=5,
)


def can_be_tracked(edit: Edit, text: str) -> bool:
    """Whether neither a tab nor a paragraph goes or comes, and what comes stands beside text."""
    if set("\t\n") & set(text[edit.start : edit.end] + edit.text):
        return False
    beside = text[max(0, edit.start - 1) : edit.end + 1]
    return bool(beside.strip("\t\n"))


@given(st.lists(RUNS, min_size=1, max_size=2), st.data())
def test_any_runs_any_edits(paragraphs: list[list[tuple[str, list[tuple[str, str]]]]], draw: st.DataObject) -> None:
    body = "".join(
        p("".join(wrapper.format("".join(r(text, look) for text, look in runs)) for wrapper, runs in paragraph))
        for paragraph in paragraphs
    )
    data = package(body)
    document = read(data, "a.docx")
    places = st.integers(0, len(document.text))
    found: list[Finding] = []
    for _ in range(draw.draw(st.integers(1, 4))):
        start, end = sorted((draw.draw(places), draw.draw(places)))
        found.append(
            on(Span(start, end), draw.draw(st.sampled_from(["", "换", "换成这样", document.text[start:end] + "加"])))
        )
    found.sort(key=lambda each: each.span)
    review = Review(data, document)
    review.comment(found, (), {})
    review.revise(review.trackable(found))
    out = review.finish()
    assert plain(out.data) == plain(data)
    assert read(settled(out.data, accept=False), "a.docx").text == document.text
    assert read(out.data, "a.docx").text == read(settled(out.data, accept=True), "a.docx").text
    taken: list[Edit] = []
    for each in found:
        assert each.fix is not None
        edit = each.fix.edits[0]
        if not any(each.span.overlaps(Span(o.start, o.end)) or each.span == Span(o.start, o.end) for o in taken):
            taken.append(edit)
    if all(can_be_tracked(edit, document.text) for edit in taken):
        expected = document.text
        for edit in sorted(taken, key=lambda e: (e.start, e.end), reverse=True):
            expected = expected[: edit.start] + edit.text + expected[edit.end :]
        assert read(settled(out.data, accept=True), "a.docx").text == expected
    back = cleared(out.data).data
    assert plain(back) == plain(data)
    again = Review(back, read(back, "a.docx"))
    again.comment(found, (), {})
    again.revise(again.trackable(found))
    assert again.finish().data == out.data


# -- with all rules --------------------------------------------------------------------------------------------


def test_a_second_review_gives_the_same_file(rules: RuleSet) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，市政法委健全制度，，群众安全感达到98.6%。"))
    for tracked in (False, True):
        _, first = answer(rules, package(body), "a.docx", tracked=tracked, unsafe=True)
        assert first is not None
        assert first.comments
        assert bool(first.edits) is tracked
        _, second = answer(rules, first.data, "a.docx", tracked=tracked, unsafe=True)
        assert second is not None
        assert second.data == first.data


def test_revisions_that_were_worked_on_stay(rules: RuleSet) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，推进各项工作。"))
    _, first = answer(rules, package(body), "a.docx", tracked=True, unsafe=True)
    assert first is not None
    assert first.revisions.inserted == ["总"]
    tree = root(first.data)
    (inserted,) = tree.iter(f"{W}ins")
    inserted[0][-1].text = "要总"
    _, second = answer(rules, with_part(first.data, tree), "a.docx", tracked=True, unsafe=True)
    assert second is not None
    assert ["".join(e.itertext()) for e in root(second.data).iter(f"{W}ins")] == ["要总"]


@pytest.mark.parametrize("more", [
    '<w:commentRangeStart w:id="77"/>',
    '<w:r><w:footnoteReference w:id="2"/></w:r>',
    '<w:del w:id="78" w:author="李"><w:r><w:delText>了</w:delText></w:r></w:del>',
    '<w:r><w:rPr><w:rPrChange w:id="79" w:author="李"><w:rPr/></w:rPrChange></w:rPr></w:r>',
])  # fmt: skip
def test_what_others_put_into_our_revisions_is_not_thrown_away(rules: RuleSet, more: str) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，推进各项工作。"))
    _, first = answer(rules, package(body), "a.docx", tracked=True, unsafe=True)
    assert first is not None
    tree = root(first.data)
    (inserted,) = tree.iter(f"{W}ins")
    added = etree.fromstring(f"<w:p {NAMESPACES}>{more}</w:p>")[0]
    inserted.append(added)
    _, second = answer(rules, with_part(first.data, tree), "a.docx", tracked=True, unsafe=True)
    assert second is not None
    assert "总" in ["".join(e.itertext()) for e in root(second.data).iter(f"{W}ins") for e in e.iter(f"{W}t")]


def test_a_broken_part_of_comments_stops_a_review_and_a_fix_with_a_sentence(rules: RuleSet) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，推进各项工作。"))
    for comments_part in ("<w:comments", "<!DOCTYPE a><w:comments/>"):
        data = package(body, comments=comments_part)
        result, none = answer(rules, data, "a.docx")
        assert none is None
        assert result.faults
        assert result.document is not None
        with pytest.raises(UnreadableError):
            Tracked(data, result.document)


@pytest.mark.parametrize("body", [
    p(r("全市形势总体平稳有序，各项工作扎实推进。" * 10_000)),
    p("<w:r>" + "<w:t>全市形势总体平稳有序，各项工作扎实推进。</w:t><w:br/>" * 10_000 + "</w:r>"),
    p('<w:ins w:id="1" w:author="李">' + r("全市形势总体平稳有序，各项工作扎实推进。") * 10_000 + "</w:ins>"),
], ids=["one text", "one run", "one insertion"])  # fmt: skip
def test_thousands_of_findings_in_one_place_take_seconds(body: str) -> None:
    data = package(body)
    text = read(data, "a.docx").text
    found = [on(Span(at, at + 1), "换") for at in range(0, len(text), 100) if text[at] >= "一"]
    began = time.process_time()
    assert reviewed(data, found).edits == len(found)
    assert time.process_time() - began < 10  # half a minute when each cut moved the rest


def test_a_review_without_revisions_leaves_those_of_an_earlier_one(rules: RuleSet) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持依法惩治，，推进各项工作。"))
    _, first = answer(rules, package(body), "a.docx", tracked=True, unsafe=True)
    assert first is not None
    assert (first.revisions.inserted, first.revisions.deleted) == ([], "，")
    _, second = answer(rules, first.data, "a.docx")
    assert second is not None
    assert ["".join(e.itertext()) for e in root(second.data).iter(f"{W}del")] == ["，"]


def test_a_comment_on_a_tracked_fix_says_so(rules: RuleSet) -> None:
    body = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，市政法委健全制度。"))
    for tracked in (True, False):
        _, out = answer(rules, package(body), "a.docx", tracked=tracked, unsafe=True)
        assert out is not None
        (text,) = [text for _, text in comments(out.data).values() if "总揽全局、协调各方" in text]
        assert ("已写成修订，请接受或拒绝：改为“总揽全局、协调各方”" in text) is tracked
        assert text.startswith("【错误】“统揽全局、协调各方”应为“总揽全局、协调各方”|依据：") is not tracked


def test_what_is_no_word_file_is_not_answered(rules: RuleSet) -> None:
    result, none = answer(rules, "云川市工作总结\n".encode(), "a.txt")
    assert none is None
    assert result.document is not None
    result, none = answer(rules, b"PK\x03\x04 broken", "a.docx")
    assert none is None
    assert result.faults


def opens_in_office(data: bytes, folder: Path) -> str:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice (soffice) on this machine")
    (folder / "a.docx").write_bytes(data)
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
        str(folder / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.txt").read_text(encoding="utf-8-sig")


def test_opens_in_other_programs(tmp_path: Path) -> None:
    draft = python_docx.Document()
    draft.add_paragraph("云川市2025年政法工作总结", style="Title")
    draft.add_paragraph("坚持统揽全局、协调各方，推进各项工作。")
    stream = io.BytesIO()
    draft.save(stream)
    _, out = answer(zfcheck.compile(plugins=False).rules, stream.getvalue(), "a.docx", tracked=True, unsafe=True)
    assert out is not None
    opened = python_docx.Document(io.BytesIO(out.data))
    assert {comment.author for comment in opened.comments} == {OURS}
    assert len(list(opened.comments)) == out.comments > 0
    text = opens_in_office(out.data, tmp_path)
    assert "总揽全局、协调各方" in text  # as LibreOffice shows it, with what was inserted


def test_real_documents(rules: RuleSet, shared: Path) -> None:
    for path in sorted((shared / "corpus" / "docx").glob("*.docx")):
        data = path.read_bytes()
        result, first = answer(rules, data, path.name, tracked=True, unsafe=True)
        assert first is not None, path.name
        assert result.document is not None
        name = next(n for n in members(data) if n.endswith("document.xml"))
        assert plain(first.data, name) == plain(data, name), path.name
        before, after = members(data), members(first.data)
        assert all(
            before[n] == after[n]
            for n in before
            if "document.xml" not in n and "Content_Types" not in n and "comments" not in n
        )
        _, second = answer(rules, first.data, path.name, tracked=True, unsafe=True)
        assert second is not None
        assert second.data == first.data, path.name
