"""Where in a YAML file the cursor stands, told by indentation: the text is seldom well formed while it is typed."""

from __future__ import annotations

from ..lazy import lazily
from ..records import Record, replace

_KEY = lazily(r"(?P<key>[^\s:#{}\[\],\"'&*!|>%@`-][^:#{}\[\],]*?|-[^\s:][^:]*?)[ \t]*:(?=\s|$)[ \t]*")
_DASH = lazily(r"-(?:[ \t]+|$)")
_SCALAR = lazily(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_PAIR = lazily(r"[ \t]*(?P<key>[^\s:{}\[\],]+)[ \t]*:[ \t]+(?P<value>.*)$")
_KIND = lazily(r"(?m)^[ \t]*(?:-[ \t]+)?kind[ \t]*:[ \t]*([\w-]+)")


class Spot(Record, frozen=True):
    """A place in a YAML file.

    `path` are the keys above it. Behind `key:` it is a value, of which `typed` is there; where `key` is None a key or
    an item of a list may come, of which `typed` is there. `kind` is what the rule around says at `kind`.
    """

    path: tuple[str, ...]
    key: str | None
    typed: str
    kind: str = ""


class _Level(Record, frozen=True):
    indent: int
    key: str | None
    """None for an item of a list."""
    line: int


def spot(text: str, line: int, column: int) -> Spot:
    """Where the cursor stands: the line from 0, the column in characters."""
    lines = text.split("\n")
    levels: list[_Level] = []
    inside = -1  # the indent of a key whose text goes on over deeper lines
    for number, row in enumerate(lines[: line + 1]):
        row = (row[:column] if number == line else row).rstrip("\r")
        body = row.lstrip(" ")
        if number < line and (not body.strip() or body.startswith("#")):
            continue
        indent = len(row) - len(body)
        if inside >= 0 and indent > inside:
            if number == line:
                return Spot(_path(levels), levels[-1].key, "", "")
            continue
        inside = -1
        while dash := _DASH.match(body):
            _leave(levels, indent, item=True)
            levels.append(_Level(indent, None, number))
            indent, body = indent + dash.end(), body[dash.end() :]
        if number == line:
            return _at(body, indent, levels, lines)
        if found := _KEY.match(body):
            _leave(levels, indent)
            levels.append(_Level(indent, found["key"].strip("\"'"), number))
            if _SCALAR.match(body[found.end() :]):
                inside = indent
    return Spot((), None, "")


def _leave(levels: list[_Level], indent: int, *, item: bool = False) -> None:
    """Take off the levels that a line with this indent ends. An item of a list may stand right below its key."""
    while levels and (levels[-1].indent > indent or (levels[-1].indent == indent and not (item and levels[-1].key))):
        levels.pop()


def _at(body: str, indent: int, levels: list[_Level], lines: list[str]) -> Spot:
    """The spot at the end of `body`, the part of its line behind the indent and the dashes."""
    _leave(levels, indent)
    kind = _kind(levels, lines)
    found = _KEY.match(body)
    if found is None:
        if body.startswith(("{", "[")):
            return replace(_flow(body, _path(levels), None), kind=kind)
        return Spot(_path(levels), None, body, kind)
    key, value = found["key"].strip("\"'"), body[found.end() :]
    if value.startswith(("{", "[")):
        return replace(_flow(value, _path(levels), key), kind=kind)
    return Spot(_path(levels), key, value, kind)


def _flow(value: str, path: tuple[str, ...], key: str | None) -> Spot:
    """The spot inside `{…}` or `[…]` on one line."""
    begun: list[tuple[str, str | None]] = []  # the brackets that are open, and the key before each
    since = 0
    for at, sign in enumerate(value):
        if sign in "{[":
            pair = _PAIR.match(value[since:at] + " ")
            begun.append((sign, pair["key"] if pair else key if not begun else None))
        elif sign in "}]" and begun:
            begun.pop()
        if sign in "{[,":
            since = at + 1
    if not begun:
        return Spot(path, key, value)
    above = (*path, *(name for _, name in begun if name is not None))
    typed = value[since:]
    pair = _PAIR.match(typed) if begun[-1][0] == "{" else None
    return Spot(above, pair["key"], pair["value"]) if pair else Spot(above, None, typed.lstrip())


def _path(levels: list[_Level]) -> tuple[str, ...]:
    return tuple(level.key for level in levels if level.key is not None)


def _kind(levels: list[_Level], lines: list[str]) -> str:
    """What the outermost item of a list around says at `kind`."""
    item = next((level for level in levels if level.key is None), None)
    if item is None:
        return ""
    body = [lines[item.line]]
    for row in lines[item.line + 1 :]:
        if row.strip() and len(row) - len(row.lstrip(" ")) <= item.indent:
            break
        body.append(row)
    found = _KIND.search("\n".join(body))
    return found[1] if found else ""
