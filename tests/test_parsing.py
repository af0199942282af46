"""Our driver of Lark's tables gives the very trees that Lark gives, and refuses the very token that Lark refuses."""

from __future__ import annotations

import random

import pytest
from lark import Lark, Token, Tree, UnexpectedToken
from lark.lexer import Lexer

from zfcheck import cache, parsetables
from zfcheck.data import grammars_folder
from zfcheck.parsing import UnexpectedTokenError, parser

GRAMMARS = ("report", "quantity")


class Handed(Lexer):
    """Gives Lark its tokens as they are."""

    def __init__(self, conf) -> None:
        pass

    def lex(self, state, parser_state=None):
        yield from state

    __future_interface__ = 0


def of_lark(name: str) -> Lark:
    grammar = (grammars_folder() / f"{name}.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=Handed)


def by_lark(lark: Lark, types: list[str]) -> object:
    try:
        return plain(lark.parse([Token(type_, index) for index, type_ in enumerate(types)]))
    except UnexpectedToken as error:
        return len(types) if error.token.type == "$END" else error.token.value


def plain(tree) -> object:
    return (str(tree.data), [plain(child) for child in tree.children]) if isinstance(tree, Tree) else tree.value


def by_us(name: str, types: list[str]) -> object:
    try:
        return parser(name).parse(types, lambda rule, parts: (rule, parts))
    except UnexpectedTokenError as error:
        return error.index


def goes_on(name: str, types: list[str]) -> bool:
    """Whether these tokens begin something."""
    found = by_us(name, types)
    return not isinstance(found, int) or found == len(types)


@pytest.mark.parametrize("name", GRAMMARS)
def test_the_same_trees_and_the_same_refusals_as_lark(name: str) -> None:
    lark, dice = of_lark(name), random.Random(7)
    known = sorted({type_ for actions in parser(name)._states.values() for type_ in actions if type_[0].isupper()})
    trees = refused = 0
    for _ in range(600):
        types: list[str] = []
        # Mostly tokens that may stand where they stand: chance alone hardly ever makes a figure.
        for _ in range(dice.randint(1, 8)):
            may = [type_ for type_ in known if goes_on(name, [*types, type_])]
            types.append(dice.choice(may if may and dice.random() < 0.9 else known))
        expected = by_lark(lark, types)
        assert by_us(name, types) == expected, types
        trees += not isinstance(expected, int)
        refused += isinstance(expected, int)
    assert trees > 100
    assert name == "report" or refused > 100  # every sequence of lines is a report


def test_tables_are_made_once_and_kept(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("ZFCHECK_NO_CACHE", raising=False)
    parser.cache_clear()
    first = parser("quantity")
    monkeypatch.setattr(parsetables, "make_tables", None)  # to be asked again would be an error
    parser.cache_clear()
    again = parser("quantity")
    assert again is not first
    assert vars(again) == vars(first)
    assert any(file.name.startswith("grammar-") for file in cache.folder().iterdir())


def test_a_long_list_is_not_copied_each_time_it_grows() -> None:
    body = ["H1", *["PARAGRAPH"] * 20_000, "H2", "PARAGRAPH"]
    _, (made,) = by_us("report", body)
    _, (section,) = made
    assert section[1][:-1] == list(range(20_001)) and section[1][-1] == ("s2", [20_001, 20_002])
