"""The Lark parsers of grammars/: LALR over tokens that are ours already."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lark import Lark, Token
from lark.lexer import Lexer

from .data import grammars_folder


class _HandedLexer(Lexer):
    """Hands tokens to the parser as they are; there is nothing left to lex."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        yield from lexer_state

    __future_interface__ = 0


@cache
def parser(name: str) -> Lark:
    """The parser of `grammars/<name>.lark`, which is given its tokens."""
    grammar = (grammars_folder() / f"{name}.lark").read_text(encoding="utf-8")
    # strict=True looks for clashes between terminals' patterns; these tokens have none, or an order of their own.
    return Lark(grammar, parser="lalr", lexer=_HandedLexer, strict=False, propagate_positions=False)
