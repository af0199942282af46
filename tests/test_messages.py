"""Every message has an English twin with the same placeholders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import zfcheck
from zfcheck.english import ENGLISH
from zfcheck.messages import language, say, set_language

PACKAGE = Path(zfcheck.__file__).parent


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `say` in the package, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "say":
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def templates() -> dict[str, str]:
    """Every literal template and the first place of it."""
    found: dict[str, str] = {}
    for place, call in calls():
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            found.setdefault(call.args[0].value, place)
    return found


def fields(template: str) -> set[tuple[str, str]]:
    """Names and format specifications of the placeholders."""
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(template) if name is not None}


def test_the_walk_finds_the_calls() -> None:
    assert len(templates()) > 200
    assert "未能检查：" in templates()


def test_every_message_is_a_literal() -> None:
    dynamic = [place for place, call in calls() if not call.args or not isinstance(call.args[0], ast.Constant)]
    assert dynamic == []


def test_every_message_has_english() -> None:
    missing = {template: place for template, place in templates().items() if template not in ENGLISH}
    assert missing == {}


def test_english_has_the_same_placeholders() -> None:
    differing = {zh: en for zh, en in ENGLISH.items() if fields(zh) != fields(en)}
    assert differing == {}


def test_calls_fill_every_placeholder() -> None:
    wrong = []
    for place, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if call.args and isinstance(call.args[0], ast.Constant) and None not in given:
            wanted = {name for name, _ in fields(call.args[0].value)}
            if given != wanted:
                wrong.append((place, call.args[0].value))
    assert wrong == []


def test_no_english_is_left_over_or_still_chinese() -> None:
    assert set(ENGLISH) - set(templates()) == set()
    examples = "年度总结一是首先、其次（）…倍"  # Chinese that an English message quotes
    chinese = {en for en in ENGLISH.values() if any("一" <= c <= "鿿" and c not in examples for c in en)}
    assert chinese == set()


def test_the_language_is_chosen_by_call_then_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    set_language(None)  # a command that a test has run before has chosen one
    try:
        assert (language(), say("错误")) == ("zh", "错误")
        monkeypatch.setenv("ZFCHECK_LANG", "en_US")
        assert (language(), say("错误")) == ("en", "error")
        set_language("zh")
        assert say("找不到“{path}”。{hint}", path="云川.txt", hint="") == "找不到“云川.txt”。"
    finally:
        set_language(None)
