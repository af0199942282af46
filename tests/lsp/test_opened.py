"""Open texts: what is typed, and what a text is to the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import (
    Position,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
    TextDocumentItem,
)

from zfcheck.lsp.opened import PACK, REPORT, SETTINGS, SIDECAR, Opened


def opened(text: str, name: str = "file:///a/报告.md", language: str = "markdown") -> Opened:
    return Opened.of(TextDocumentItem(name, language, 1, text), "utf-16")


def typed(start: tuple[int, int], end: tuple[int, int], text: str) -> TextDocumentContentChangePartial:
    return TextDocumentContentChangePartial(Range(Position(*start), Position(*end)), text)


def test_changes_are_made_one_after_another() -> None:
    text = opened("一😀二\r\n三\u2028四\n")
    text.change(2, [typed((0, 3), (0, 4), "贰"), typed((1, 1), (1, 2), ""), typed((2, 0), (2, 0), "五")])
    assert (text.version, text.text) == (2, "一😀贰\r\n三四\n五")
    text.change(3, [TextDocumentContentChangeWholeDocument("新\n")])
    assert (text.text, text.positions.lines) == ("新\n", 2)


def test_half_a_surrogate_pair_is_no_text_of_a_file() -> None:
    text = opened("一\ud83d二")
    assert text.text == "一\ufffd二"
    text.change(2, [typed((0, 0), (0, 1), "\udc00")])
    assert text.data.decode("utf-8") == "\ufffd\ufffd二"


def test_a_byte_order_mark_is_a_character_of_the_editor_alone() -> None:
    assert (opened("\ufeff一").shift, opened("一").shift) == (1, 0)


@pytest.mark.parametrize(
    ("name", "language", "text", "role"),
    [
        ("file:///a/b.md", "markdown", "", REPORT),
        ("file:///a/b.TXT", "plaintext", "", REPORT),
        ("file:///a/requirements.txt", "pip-requirements", "", None),
        ("file:///a/b.log", "plaintext", "", None),
        ("file:///a/LICENSE", "plaintext", "", None),
        ("untitled:Untitled-1", "markdown", "", REPORT),
        ("untitled:Untitled-1", "plaintext", "", REPORT),
        ("untitled:Untitled-1", "python", "", None),
        ("file:///a/zfcheck.yaml", "yaml", "", SETTINGS),
        ("file:///a/b.md.zfcheck.yaml", "yaml", "", SIDECAR),
        ("file:///a/b.yaml", "yaml", "# 说明\npack: a\n", PACK),
        ("file:///a/b.yml", "yaml", "name: pack\n", None),
    ],
)
def test_what_a_text_is(name: str, language: str, text: str, role: str | None) -> None:
    assert opened(text, name, language).role == role


def test_names_and_paths() -> None:
    assert opened("", "file:///a/%E6%8A%A5%E5%91%8A%20%231.md").path == Path("/a/报告 #1.md")
    assert (opened("", "untitled:x").path, opened("", "untitled:x").name) == (None, "untitled.md")
