"""Where the cursor stands in YAML that is being typed: `|` is the cursor."""

from __future__ import annotations

import pytest

from zfcheck.lsp.yamlplace import Spot, spot


def at(text: str) -> Spot:
    before, _, after = text.partition("|")
    line = before.count("\n")
    return spot(before + after, line, len(before) - (before.rfind("\n") + 1))


@pytest.mark.parametrize(
    ("text", "path", "key", "typed", "kind"),
    [
        ("|", (), None, "", ""),
        ("pack: a\nti|", (), None, "ti", ""),
        ("pack: |", (), "pack", "", ""),
        ("rules:\n  - |", ("rules",), None, "", ""),
        ("rules:\n- |", ("rules",), None, "", ""),
        ("rules:\n  - id: a/b\n    kind: ph|", ("rules",), "kind", "ph", "ph"),
        ("rules:\n  - id: a/b\n    |\n    kind: phrase\n", ("rules",), None, "", "phrase"),
        ("rules:\n  - kind: phrase\n    id: x\n  - kind: rate\n    s|", ("rules",), None, "s", "rate"),
        ("rules:\n- kind: rate\n  applies:\n    |", ("rules", "applies"), None, "", "rate"),
        ("rules:\n  - kind: rate\n    fail:\n      - te|", ("rules", "fail"), None, "te", "rate"),
        ("rules:\n  - kind: rate\n    fail:\n      - {text: 一, m|", ("rules", "fail"), None, "m", "rate"),
        ("rules:\n  - kind: rate\n    fail:\n      - {text: 一, kind: n|}", ("rules", "fail"), "kind", "n", "rate"),
        ("rules:\n  - kind: rate\n    applies: {kinds: [news, n|", ("rules", "applies", "kinds"), None, "n", "rate"),
        ("rules:\n  - kind: rate\n    applies: {|", ("rules", "applies"), None, "", "rate"),
        ("rules:\n  - id: x\n    why: |-\n      kind: 一\n      二|", ("rules", "why"), "why", "", ""),
        ("rules:\n  - id: x\n    why: >\n      a: b\n    s|", ("rules",), None, "s", ""),
        ("rules:\n  - id: x\nsch|", (), None, "sch", ""),
        ("rules:\n  wording/x: |", ("rules",), "wording/x", "", ""),
        ("overrides:\n  - paths: [a]\n    rules:\n      |", ("overrides", "rules"), None, "", ""),
        ("# 说明: 一\n\n  # x\npack: a\r\nset:\r\n  number/x:\r\n    |", ("set", "number/x"), None, "", ""),
    ],
)
def test_spots(text: str, path: tuple[str, ...], key: str | None, typed: str, kind: str) -> None:
    if "why: |-" in text:  # the cursor is the last one
        head, _, tail = text.rpartition("|")
        found = spot(head + tail, head.count("\n"), len(head) - head.rfind("\n") - 1)
        assert (found.path, found.key) == (path, key)
        return
    assert at(text) == Spot(path, key, typed, kind)


def test_no_text_makes_it_fail() -> None:
    hostile = '- - - a:\n\t- x\n}{: [\n  - {a: [b, {c: d}\n: :\n- |\n   x\n\'\n"k": v\n'
    for line, row in enumerate(hostile.split("\n")):
        for column in range(len(row) + 1):
            assert isinstance(spot(hostile, line, column), Spot)
