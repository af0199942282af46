"""Plain text -> Markdown that shows it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- 由 docs/make.py 生成，请勿手改：改规则、命令或程序，再执行 python docs/make.py。 -->\n\n"
"""What stands at the head of every made page."""
_SPECIAL = re.compile(r"([\\`*_\[\]<#|~&$])")
_START = re.compile(r"^(\s*)(?:([-+=:>])|(\d+)([.)]))")


def escape(text: str) -> str:
    """`text` on one line of running text, with every character that Markdown would read otherwise escaped."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
    return _START.sub(lambda m: m[1] + (f"\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}"), line)


def code(text: str) -> str:
    """`text` as code, whatever back-quotes it holds. Not for text with line ends."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def block(text: str, language: str = "") -> str:
    """`text` as a block of code."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already. A bar inside code must be escaped in a table, too."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines) + "\n"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def anchor(name: str) -> str:
    """A name to link to. Made by hand, since every forge makes its own out of a heading."""
    return f'<a id="{slug(name)}"></a>'


def slug(name: str) -> str:
    return name.replace("/", "-").replace(":", "-").lower()


def cut(text: str, most: int) -> str:
    """`text`, or its beginning with a sign that there is more."""
    return text if len(text) <= most else text[: most - 1] + "…"
