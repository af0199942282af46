"""The pages of docs/ that are made from the rules, the command line, the kinds, the settings and the formats."""

from __future__ import annotations

from zfcheck.messages import set_language
from zfcheck.ruleset import RuleSet, Selection, compile_rules

from . import commands, formats, kinds, rules, settings

OPTIONAL = ("gbt9704",)
"""Packs that are in force only where they are named, and are documented all the same."""


def rule_set() -> RuleSet:
    """Every rule that zfcheck brings itself: no plugins, which another machine may not have."""
    return compile_rules(Selection(packs=OPTIONAL, plugins=False))


def all_pages(active: RuleSet) -> dict[str, str]:
    """The text of every made page, by its path in docs/."""
    set_language("zh")
    try:
        return {
            **rules.pages(active),
            "commands.md": commands.page(),
            "kinds.md": kinds.page(active),
            "settings.md": settings.page(),
            "formats.md": formats.page(),
        }
    finally:
        set_language(None)
