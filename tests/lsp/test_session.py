"""Reports in an editor: a session with a real client, held against `zfcheck check` on the same text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lsp.editor import Editor, applied, capabilities, offset
from lsprotocol import types as lsp

from zfcheck.cli import cli
from zfcheck.messages import set_language

WRONG = (
    "云川市2025年政法工作总结\n\n一、主要工作\n\n（一）调解。全年调解成功率达197.5%，，群众满意度达到98%。\n"
    "（二）宣传😀。截止目前，共开展宣传12场次。。\n\n二、存在问题\n\n有的地方没有按装设备。\n"
)
GRAVE = {"error": 1, "warning": 2, "info": 3}


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A command leaves its language behind in this process."""
    yield
    set_language(None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("报告 一")
    (made / ".git").mkdir()
    return made


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as begun:
        yield begun


def checked(path: Path, text: str, *options: str) -> list[tuple[object, ...]]:
    """What `zfcheck check` finds in the file at `path` with this text."""
    path.write_bytes(text.encode("utf-8"))
    done = CliRunner().invoke(cli, ["check", "--output-format", "json", "--no-cache", *options, str(path)])
    (document,) = json.loads(done.stdout)["documents"]
    found: list[tuple[object, ...]] = []
    for each in document["findings"]:
        places = [(part["start"]["offset"], part["end"]["offset"]) for part in (each, *each["related"])]
        found.append(
            (each["rule"], GRAVE[each["severity"]], each["message"], each["fingerprint"], places[0], places[1:])
        )
    return found


def shown(text: str, diagnostics: list[lsp.Diagnostic], encoding: str = "utf-16-le") -> list[tuple[object, ...]]:
    """The same of what the editor was told."""
    shift = text.startswith("\ufeff")

    def span(place: lsp.Range) -> tuple[int, int]:
        return offset(text, place.start, encoding) - shift, offset(text, place.end, encoding) - shift

    found: list[tuple[object, ...]] = []
    for each in diagnostics:
        related = [span(one.location.range) for one in each.related_information or ()]
        message = each.message.partition("\n")[0]
        assert isinstance(each.data, dict)
        found.append((each.code, int(each.severity or 0), message, each.data["id"], span(each.range), related))
    return found


def test_it_says_what_it_can(editor: Editor) -> None:
    able = editor.capabilities
    assert able.position_encoding == "utf-16"
    assert isinstance(able.text_document_sync, lsp.TextDocumentSyncOptions)
    assert able.text_document_sync.change == lsp.TextDocumentSyncKind.Incremental
    assert able.execute_command_provider is not None
    assert list(able.execute_command_provider.commands) == ["zfcheck.runCases"]


def test_findings_are_those_of_check_through_many_edits(editor: Editor, folder: Path) -> None:
    chance = random.Random(20250710)
    text = WRONG.replace("\n", "\r\n")
    told = editor.open("随机.md", text, "markdown")
    pieces = ["😀", "\r\n", "\n", "，，", "的的", "（二）", "按装", "197.5%", "。", "\u2028", "𠀀", "全市", "\r\n\r\n"]
    for _ in range(6):
        assert shown(text, told) == checked(folder / "随机.md", text)
        changes = []
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.choice([0, 0, 1, 5]))
            if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
                continue  # no editor has a cursor there
            place = lsp.Range(lsp.Position(*position(text, start)), lsp.Position(*position(text, end)))
            piece = chance.choice(pieces)
            changes.append(lsp.TextDocumentContentChangePartial(place, piece))
            text = text[:start] + piece + text[end:]
        editor.change("随机.md", *changes)
        told = editor.told_of("随机.md")
    assert len(told) > 3


def position(text: str, at: int) -> tuple[int, int]:
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n"), len(before[before.rfind("\n") + 1 :].encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", ["\ufeff" + WRONG, WRONG.replace("\n", "\r"), WRONG.replace("\n\n", "\n　　")])
def test_byte_order_mark_and_bare_cr(editor: Editor, folder: Path, text: str) -> None:
    told = editor.open("样子.txt", text)
    assert told
    assert shown(text, told) == checked(folder / "样子.txt", text)
    editor.close("样子.txt")


@pytest.mark.parametrize(("encoding", "codec"), [("utf-8", "utf-8"), ("utf-32", "utf-32-le")])
def test_other_encodings_of_positions(folder: Path, encoding: str, codec: str) -> None:
    with Editor(folder, capabilities([encoding, "utf-16"])) as other:
        assert other.capabilities.position_encoding == encoding
        told = other.open("码.txt", WRONG)
        assert shown(WRONG, told, codec) == checked(folder / "码.txt", WRONG)
        assert other.end() == 0


def test_settings_notes_sidecar_and_baseline_are_heeded(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "报告.md"
    text = WRONG + "\n再次按装如此。 <!-- zfcheck: ignore wording 引用原话 -->\n"
    plain = shown(text, editor.open(path.as_uri(), text, "markdown"))
    assert plain == checked(path, text)
    (tmp_path / "zfcheck.yaml").write_text(
        "ignore: [punctuation]\nbaseline: b.json\nkind: 工作总结\n", encoding="utf-8"
    )
    CliRunner().invoke(cli, ["baseline", str(tmp_path / "b.json"), str(path), "--select", "number"])
    beside = "ignore:\n  - rule: numbering\n    reason: 原文如此\n"
    (tmp_path / "报告.md.zfcheck.yaml").write_text(beside, encoding="utf-8")
    less = shown(text, editor.replace(path.as_uri(), text))
    assert less == checked(path, text)
    assert len(less) < len(plain)
    (tmp_path / "zfcheck.yaml").write_text("exclude: [报告.md]\n", encoding="utf-8")
    assert editor.replace(path.as_uri(), text) == []
    editor.close(path.as_uri())


def test_only_the_last_of_many_quick_edits_is_told(editor: Editor) -> None:
    editor.open("快.txt", WRONG)
    uri = editor.uri("快.txt")
    told = len(editor.told[uri])
    start = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    for _ in range(30):
        last = editor.change("快.txt", lsp.TextDocumentContentChangePartial(start, "按装"))
    found = editor.told_of("快.txt")
    assert [each.version for each in editor.told[uri][told:]] == [last]
    assert (
        sum((each.range.start.line == 0 and each.code == "wording/renran") or "按装" in each.message for each in found)
        > 0
    )


def test_a_fault_is_told_and_never_a_clean_bill(editor: Editor, tmp_path: Path) -> None:
    (fault,) = editor.open("空.txt", "\n\n")
    assert fault.severity == lsp.DiagnosticSeverity.Error
    assert fault.range.start == lsp.Position(0, 0)
    assert fault.code == "unreadable" and "未能检查" in fault.message
    path = tmp_path / "报告.txt"
    (tmp_path / "报告.txt.zfcheck.yaml").write_text("ignore: [一", encoding="utf-8")
    told = editor.open(path.as_uri(), WRONG)
    assert told[0].code == "ignores-failed" and len(told) > 1


def test_a_mistake_in_settings_is_told_where_it_is_and_once(editor: Editor, tmp_path: Path) -> None:
    settings, report = tmp_path / "zfcheck.yaml", tmp_path / "报告.txt"
    settings.write_text("# 设置\nregoin: 浙江\n", encoding="utf-8")
    said = len(editor.messages)
    (head,) = editor.open(report.as_uri(), WRONG)
    assert head.severity == lsp.DiagnosticSeverity.Error and "没有检查" in head.message
    (there,) = editor.told_of(settings.as_uri())
    assert there.range.start == lsp.Position(1, 0) and "regoin" in there.message
    editor.replace(report.as_uri(), WRONG + "又一句。\n")
    assert len(editor.messages) == said + 1
    settings.write_text("# 设置\n", encoding="utf-8")
    assert len(editor.replace(report.as_uri(), WRONG)) > 3
    editor.wait(lambda: not editor.told[settings.as_uri()][-1].diagnostics)
    editor.close(report.as_uri())


def whole(text: str) -> lsp.Range:
    return lsp.Range(lsp.Position(0, 0), lsp.Position(text.count("\n") + 1, 0))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_all_safe_fixes_give_what_fix_gives(editor: Editor, folder: Path, end: str) -> None:
    text = WRONG.replace("\n", end)
    editor.open("改.md", text, "markdown")
    (action,) = editor.actions("改.md", whole(text), ["source.fixAll"])
    assert (action.kind, action.edit) == ("source.fixAll.zfcheck", None)
    fixed = applied(text, editor.resolve(action).edit, 1)
    path = folder / "改.md"
    path.write_bytes(text.encode("utf-8"))
    CliRunner().invoke(cli, ["check", "--fix", "--no-cache", str(path)])
    assert fixed == path.read_bytes().decode("utf-8") != text
    editor.close("改.md")


def test_a_quick_fix_mends_its_finding(editor: Editor) -> None:
    told = editor.open("逐处.txt", WRONG)
    (finding,) = [each for each in told if "按装" in each.message]
    actions = editor.actions("逐处.txt", finding.range, ["quickfix"])
    (action,) = [each for each in actions if each.is_preferred]
    assert list(action.diagnostics or ()) == [finding]
    assert applied(WRONG, action.edit, 1) == WRONG.replace("按装", "安装")
    assert editor.actions("逐处.txt", lsp.Range(lsp.Position(7, 0), lsp.Position(7, 1)), ["quickfix"]) == []


def test_a_neighbour_is_another_matter(editor: Editor) -> None:
    told = editor.open("邻.txt", "云川市总结\n\n全市😀按装设备。\n")
    emoji, typo = (each.range for each in told if each.code in {"residue/emoji", "wording/typo"})
    assert emoji.end == typo.start
    found = editor.actions("邻.txt", typo, ["quickfix"])
    assert [[each.code for each in action.diagnostics or ()] for action in found] == [["wording/typo"]]
    assert len(editor.actions("邻.txt", lsp.Range(typo.end, typo.end), ["quickfix"])) == 1


def test_a_finding_is_ignored_once_its_note_has_a_reason(editor: Editor) -> None:
    told = editor.open("忽略.md", WRONG, "markdown")
    (finding,) = [each for each in told if "按装" in each.message]
    (action,) = [each for each in editor.actions("忽略.md", finding.range) if "忽略" in each.title]
    noted = applied(WRONG, action.edit, 1)
    assert f"设备。 <!-- zfcheck: ignore {finding.code}  -->" in noted
    codes = [each.code for each in editor.replace("忽略.md", noted)]
    assert len(codes) == len(told) + 1  # the note itself, which has no reason yet
    reasoned = noted.replace("  -->", " 引用的原话 -->")
    codes = [each.code for each in editor.replace("忽略.md", reasoned)]
    assert len(codes) == len(told) - 1 and finding.code not in codes


def test_hover_tells_of_the_rule(editor: Editor) -> None:
    told = editor.open("说明.txt", WRONG)
    (finding,) = [each for each in told if "按装" in each.message]
    text = editor.hover("说明.txt", finding.range.start.line, finding.range.start.character)
    assert f"`{finding.code}`" in text and "怎么改" in text and f"rules: {{{finding.code}: off}}" in text
    assert editor.hover("说明.txt", 7, 0) == ""


def test_symbols_and_folds_follow_the_outline(editor: Editor) -> None:
    editor.open("结构.txt", WRONG)
    document = lsp.TextDocumentIdentifier(editor.uri("结构.txt"))
    found = editor.run(editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document)))
    nested = [each for each in found or () if isinstance(each, lsp.DocumentSymbol)]
    assert [each.name for each in nested] == ["云川市2025年政法工作总结", "一、主要工作", "二、存在问题"]
    assert [each.name for each in nested[1].children or ()] == ["（一）调解", "（二）宣传😀"]
    folds = editor.run(editor.client.text_document_folding_range_async(lsp.FoldingRangeParams(document)))
    assert [(fold.start_line, fold.end_line) for fold in folds or ()] == [(2, 5), (7, 9)]


def test_the_settings_of_the_editor(folder: Path) -> None:
    config = {
        "kind": "通知",
        "packs": ["./云川.yaml"],
        "region": "",
        "lang": "en",
        "checkOn": "save",
        "docs": "https://x/d/",
    }
    pack = (
        "pack: yunchuan\nrules:\n  - id: wording/yunchuan\n    title: 云川\n    kind: phrase\n    severity: error\n"
        "    words: [全年调解]\n    fail: [全年调解。]\n    pass: [调解。]\n"
    )
    (folder / "云川.yaml").write_text(pack, encoding="utf-8")
    with Editor(folder, **config) as other:
        told = other.open("设.txt", WRONG)
        assert "wording/yunchuan" in {each.code for each in told}
        hrefs = [each.code_description.href for each in told if each.code_description]
        assert hrefs and all(href.startswith("https://x/d/rules/") for href in hrefs)
        assert not any("怎么改" in each.message for each in told)
        other.change("设.txt", lsp.TextDocumentContentChangeWholeDocument("云川。\n"))
        assert other.hover("设.txt", 0, 0) == ""  # found out, and not told before it is saved
        (folder / "设.txt").write_text("云川。\n", encoding="utf-8")
        other.save("设.txt")
        assert other.told_of("设.txt") == []
        assert [each.version for each in other.told[other.uri("设.txt")]] == [1, 2]


def test_wrong_settings_of_the_editor_are_told_and_left_out(folder: Path) -> None:
    with Editor(folder, kind="通纸", packs="x", region=3) as other:
        assert other.open("设2.txt", WRONG)
        assert (
            sorted(message[:20] for message in other.messages)
            == sorted(
                ["编辑器设置 zfcheck.kind 不能写", "编辑器设置 zfcheck.packs 应为", "编辑器设置 zfcheck.region 应为一"]
            )
            or len(other.messages) == 3
        )


def test_an_editor_that_goes_without_a_word_is_no_orderly_end(folder: Path) -> None:
    with Editor(folder) as other:
        assert other.end(shutdown=False) == 1
