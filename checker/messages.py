"""What the tool says, in Chinese and in English.

Chinese is the source: a message is looked up by its Chinese template, as gettext does, so that the
code reads as the clerk will read it. What packs say (titles, reasons, set phrases) is theirs and stays
as written.
"""

from __future__ import annotations

import os
from contextvars import ContextVar

LANGUAGES = ("zh", "en")
"""What `--lang` may say."""
_language: ContextVar[str | None] = ContextVar("zfcheck-language", default=None)


def set_language(language: str | None) -> None:
    """Use `zh` or `en` from here on; None goes back to `ZFCHECK_LANG`, then to Chinese."""
    _language.set(language)


def language() -> str:
    """The language in force: `zh` or `en`."""
    chosen = _language.get() or os.environ.get("ZFCHECK_LANG", "zh")
    return "en" if chosen.lower().startswith("en") else "zh"


def say(template: str, **values: object) -> str:
    """`template` in the language in force, with `{names}` filled in."""
    if language() == "en":
        from .english import ENGLISH  # all of it takes as long to load as ten modules, and is not Chinese

        template = ENGLISH.get(template, template)
    return template.format(**values) if values else template


def say_help(text: str) -> str:
    """A line of the help, or a placeholder in it, in the language in force; what is no text of ours stays as it is."""
    if language() != "en":
        return text
    from .english.help import HELP

    return HELP.get(text, text)


def quoted(text: object) -> str:
    """`text` in quotation marks; in corner brackets where it holds quotation marks of its own."""
    shown = str(text)
    return f"「{shown}」" if any(mark in shown for mark in "“”") else f"“{shown}”"
