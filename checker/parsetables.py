"""The tables of a grammar in `grammars/`, as Lark makes them: plain values, so that they can be kept.

The only door to Lark. Loading it takes as long as Python takes to start, twice over, and making tables as long again:
see `parsing` for who keeps and drives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lark import Lark, Token
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef


class _NoLexer(Lexer):
    """Tokens are handed to the parser; there is nothing to lex."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        return iter(())

    __future_interface__ = 0


Tables = tuple[int, int, dict[int, dict[str, int]], list[tuple[str, str, int, bool]], list[tuple[str, int, str]]]
"""Of an LALR(1) parser: its first state; the state of a whole text; by state and symbol what to do (the state to go
to, or the complement of the rule to reduce); the rules (the symbol that it makes, the name by which its maker is
called, how many symbols it takes, whether one alone stands for itself); the terminals with patterns (name, priority,
pattern), the order being the grammar's."""


def read_grammar(grammar: str) -> Lark:
    """The parser of `grammar`, in the notation of Lark. Raises `lark.exceptions.GrammarError`."""
    # strict=True looks for clashes between terminals' patterns; these tokens have none, or an order of their own.
    return Lark(grammar, parser="lalr", lexer=_NoLexer, strict=False, propagate_positions=False)


def make_tables(grammar: str) -> Tables:
    """The tables of `grammar`. Raises `lark.exceptions.GrammarError`."""
    lark = read_grammar(grammar)
    data, memo = lark.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    numbers: dict[int, int] = {}
    rules: list[tuple[str, str, int, bool]] = []
    for key, entry in memo.items():
        if entry["__type__"] != "Rule":
            continue
        assert not any(symbol.get("filter_out") for symbol in entry["expansion"]), "tokens without a name are left out"
        numbers[key] = len(rules)
        origin = entry["origin"]["name"]
        options = entry["options"] or {}
        rules.append(
            (str(origin), str(entry["alias"] or origin), len(entry["expansion"]), bool(options.get("expand1")))
        )
    states = {
        state: {
            str(table["tokens"][symbol]): ~numbers[target["@"]] if is_reduce else target
            for symbol, (is_reduce, target) in actions.items()
        }
        for state, actions in table["states"].items()
    }
    terminals = [
        (str(one.name), one.priority, one.pattern.to_regexp()) for one in lark.terminals if one.pattern is not None
    ]
    return table["start_states"]["start"], table["end_states"]["start"], states, rules, terminals
