"""Rule packs and settings in an editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lsp.editor import Editor
from lsprotocol import types as lsp

PACK = """pack: yunchuan
rules:
  - id: wording/yunchuan
    title: 云川
    kind: phrase
    severity: error
    words: [全年调解]
    fail: [全年调解。]
    pass: [调解。]
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with Editor(tmp_path_factory.mktemp("packs")) as begun:
        yield begun


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("    title: 云川\n", "    titel: 云川\n", (3, 4, 13), "title"),
        ("kind: phrase", "kind: phrse", (4, 10, 15), "phrase"),
        ("severity: error", "severity: grave", (5, 14, 19), "severity"),
        ("[全年调解]", "[全年调解", (6, 11, 16), "YAML"),
        ("pack: yunchuan", "pack：yunchuan", (0, 4, 13), "冒号"),
        ("pack: yunchuan\n", "pack: yunchuan\n\trules: 1\n", (1, 0, 9), "制表符"),
    ],
)
def test_malformed_packs_are_told_where_they_are_wrong(
    editor: Editor, old: str, new: str, place: tuple[int, int, int], words: str
) -> None:
    assert old in PACK
    told = editor.open("坏.yaml", PACK.replace(old, new, 1), "yaml")
    assert any(words in each.message for each in told), told
    places = [(each.range.start.line, each.range.start.character, each.range.end.character) for each in told]
    assert place in places


def test_a_pack_is_followed_while_it_is_typed_and_tried_when_it_is_saved(editor: Editor) -> None:
    path = editor.folder / "云川.yaml"
    assert editor.open("云川.yaml", PACK, "yaml") == []
    late = PACK.replace("words: [全年调解]", "words: [全年调解]\n    near: x")
    assert [each.range.start.line for each in editor.replace("云川.yaml", late)] == [7]
    twice = PACK.replace("pack: yunchuan", "pack: core")
    assert editor.replace("云川.yaml", twice) == []
    path.write_text(twice, encoding="utf-8")
    editor.save("云川.yaml")
    assert [each.message for each in editor.news_of("云川.yaml")] != []
    path.unlink()


def run_cases(editor: Editor, name: str, *rule: str) -> dict[str, Any]:
    params = lsp.ExecuteCommandParams("zfcheck.runCases", [editor.uri(name), *rule])
    found = editor.run(editor.client.workspace_execute_command_async(params))
    assert isinstance(found, dict)
    return found


def test_cases_are_run_by_a_button_above_each_rule(editor: Editor) -> None:
    path = editor.folder / "例子.yaml"
    path.write_text(PACK, encoding="utf-8")
    editor.open("例子.yaml", PACK, "yaml")
    params = lsp.CodeLensParams(lsp.TextDocumentIdentifier(path.as_uri()))
    lenses = editor.run(editor.client.text_document_code_lens_async(params)) or []
    commands = [(lens.range.start.line, lens.command) for lens in lenses]
    assert [(line, list(command.arguments or ())) for line, command in commands if command] == [
        (0, [path.as_uri()]),
        (2, [path.as_uri(), "wording/yunchuan"]),
    ]
    told = run_cases(editor, "例子.yaml", "wording/yunchuan")
    assert told["wrong"] is False and "2个例子" in told["message"]
    assert run_cases(editor, "例子.yaml")["wrong"] is False

    wrong = PACK.replace("pass: [调解。]", "pass: [全年调解好。]")
    editor.replace("例子.yaml", wrong)
    assert "保存" in run_cases(editor, "例子.yaml")["message"]
    path.write_text(wrong, encoding="utf-8")
    for rule in ([], ["wording/yunchuan"]):
        assert run_cases(editor, "例子.yaml", *rule)["wrong"] is True
        (case,) = [each for each in editor.told_of("例子.yaml") if "误报" in each.message]
        assert case.range.start == lsp.Position(8, 11)
    assert editor.messages[-1].startswith("规则 wording/yunchuan")
    path.unlink()


def labels(editor: Editor, name: str, text: str) -> set[str]:
    """What is offered at `|`."""
    before, _, after = text.partition("|")
    editor.open(name, before + after, "yaml")
    line = before.count("\n")
    return {item.label for item in editor.complete(name, line, len(before) - before.rfind("\n") - 1)}


def test_completion_offers_what_may_be_written(editor: Editor) -> None:
    assert {"rules", "title", "extends", "adjust"} <= labels(editor, "补.yaml", "pack: a\n|")
    assert {"phrase", "formulation"} <= labels(editor, "补.yaml", "pack: a\nrules:\n  - kind: |")
    in_rule = labels(editor, "补.yaml", "pack: a\nrules:\n  - kind: phrase\n    |")
    assert {"id", "severity", "words"} <= in_rule and "canonical" not in in_rule
    assert labels(editor, "补.yaml", "pack: a\nrules:\n  - severity: |") == {"error", "warning", "info"}
    assert "news" in labels(editor, "补.yaml", "pack: a\nrules:\n  - applies: {kinds: [|")
    assert labels(editor, "补.yaml", "pack: a\nrules:\n  - ignorable: |") == {"true", "false"}
    assert labels(editor, "补.yaml", "pack: a\nrules:\n  - fail:\n      - {|") >= {"text", "mark", "fixed"}
    assert {"region", "overrides"} <= labels(editor, "zfcheck.yaml", "|")
    assert labels(editor, "zfcheck.yaml", "rules:\n  number/rate-over-100: |") == {"off", "info", "warning", "error"}
    assert {"number", "number/rate-over-100"} <= labels(editor, "zfcheck.yaml", "rules:\n  |")
    assert {"rule", "reason"} <= labels(editor, "a.md.zfcheck.yaml", "ignore:\n  - |")
    assert labels(editor, "别的.yaml", "name: |") == set()


def test_completion_puts_its_word_in_place_of_what_is_there(editor: Editor) -> None:
    editor.open("zfcheck.yaml", "rules:\n  number/ra", "yaml")
    items = editor.complete("zfcheck.yaml", 1, 11)
    (item,) = [each for each in items if each.label == "number/rate-over-100"]
    assert isinstance(item.text_edit, lsp.TextEdit)
    assert item.text_edit.range == lsp.Range(lsp.Position(1, 2), lsp.Position(1, 11))


def test_hover_tells_what_a_key_is_for(editor: Editor) -> None:
    editor.open("云.yaml", PACK, "yaml")
    assert "`error`" in editor.hover("云.yaml", 5, 6)
    assert "规则包的名称" in editor.hover("云.yaml", 0, 1)
    assert editor.hover("云.yaml", 6, 14) == ""


def test_settings_are_validated(editor: Editor) -> None:
    (told,) = editor.open("zfcheck.yaml", "kind: 总结报告书\n", "yaml")
    assert told.range.start == lsp.Position(0, 6)
    assert editor.replace("zfcheck.yaml", "kind: 工作总结\n") == []
    assert len(editor.open("a.txt.zfcheck.yaml", "ignore:\n  - rule: number\n", "yaml")) == 1


def test_rules_that_no_pack_knows_are_told_once_settings_are_saved(editor: Editor) -> None:
    path = editor.folder / "下" / "zfcheck.yaml"
    path.parent.mkdir()
    text = "rules:\n  wording/no-such: off\n"
    path.write_text(text, encoding="utf-8")
    (told,) = editor.open(path.as_uri(), text, "yaml")
    assert "wording/no-such" in told.message and told.range.start.line == 1
