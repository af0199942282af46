"""What one `w:rPr` or `w:pPr` says, as plain values by name; what it does not say is not there.

ECMA-376 part 1: run properties (17.3.2), paragraph properties (17.3.1), measures with a unit (22.9.2.15). Both
namespaces are read, and the strict names of sides (`start`, `end`) are turned into `left` and `right`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from ...lazy import lazily
from .package import OFF, STRICT, TRANSITIONAL, attribute, switched_on

Values = dict[str, Any]
"""Properties by name. Fonts are (theme, name) under `font:` and their slot, lines (style, size, colour) under `border:`
and their side, colours (value, theme colour, tint, shade)."""

TOGGLES = ("b", "i", "strike")
"""Of the properties that styles switch to and fro (17.7.3), those that are of use here."""
_SWITCHES = frozenset({*TOGGLES, "dstrike"})
_SLOTS = ("ascii", "hAnsi", "eastAsia")
_SIDES = ("top", "left", "bottom", "right", "between", "bar")
_STRICT_SIDES = {"start": "left", "end": "right"}
_ALIGNMENTS = {
    **{name: name for name in ("left", "center", "right", "both", "distribute")},
    **_STRICT_SIDES,
    **{"numTab": "left", "thaiDistribute": "distribute"},
    **dict.fromkeys(("lowKashida", "mediumKashida", "highKashida"), "both"),
}
_LINE_RULES = {"auto": "auto", "exact": "exact", "atLeast": "atLeast"}
_MEASURE = lazily(r"\s*(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(mm|cm|in|pt|pc|pi|%)?\s*")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_MOST = 2**31 - 1
LARGEST = 31_680
"""Twips: Word's own limit of 22 inches for indents, spaces and pages; what is beyond it is nonsense."""


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    for space in (TRANSITIONAL, STRICT):
        if name.startswith(f"{{{space}}}"):
            return name[len(space) + 2 :]
    return ""


def short(element: etree._Element) -> str:
    """The name of an element of WordprocessingML without its namespace; empty for any other."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def children(element: etree._Element | None) -> dict[str, etree._Element]:
    """The children of an element by name; the first of each counts."""
    found: dict[str, etree._Element] = {}
    for child in element if element is not None else ():
        found.setdefault(short(child), child)
    return found


def attributes(element: etree._Element | None) -> dict[str, str]:
    """The WordprocessingML attributes of an element by name."""
    return {_short(str(key)): str(text) for key, text in element.items()} if element is not None else {}


def value(element: etree._Element | None) -> str | None:
    """Its `w:val`."""
    return attribute(element) if element is not None else None


def measure(text: str | None, points: float = 20.0) -> int | None:
    """A length in units of which a point has so many (20 twips, 2 half-points); None for nonsense."""
    match = _MEASURE.fullmatch(text) if text is not None else None
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return None
    number = round(number * _POINTS[unit] * points) if unit else int(number)
    return int(number) if abs(number) <= _MOST else None


def whole(text: str | None) -> int | None:
    """A plain number, with or without a percent sign; None for nonsense."""
    match = _MEASURE.fullmatch(text) if text is not None else None
    return int(float(match[1])) if match is not None and match[2] in {None, "%"} else None


def run_values(element: etree._Element | None) -> Values:
    """What a `w:rPr` says."""
    found: Values = {}
    for child in element if element is not None else ():
        name = short(child)
        if name in found:
            continue
        if name in _SWITCHES:
            found[name] = switched_on(child)
        elif name == "rFonts":
            _fonts(attributes(child), found)
        elif name == "sz":
            size = measure(value(child), 2.0)
            if size is not None and 0 < size <= 3276:  # 1638 points, the largest that Word takes
                found[name] = size
        elif name in {"u", "highlight"}:
            found[name] = value(child) not in {None, "none"}
        elif name == "vertAlign":
            found[name] = value(child)
        elif name == "color":
            own = attributes(child)
            found[name] = tuple(own.get(key) for key in ("val", "themeColor", "themeTint", "themeShade"))
        elif name == "spacing":
            _put(found, name, measure(value(child)), LARGEST)
        elif name == "w":
            scale = whole(value(child))
            if scale is not None and 1 <= scale <= 600:
                found[name] = scale
        elif name == "rStyle":
            found[name] = value(child)
    return found


def _fonts(own: Mapping[str, str], found: Values) -> None:
    """The slots of `w:rFonts`, each for itself (17.3.2.26); a theme and a name of the same element stay together."""
    for slot in _SLOTS:
        theme, name = own.get(f"{slot}Theme"), own.get(slot)
        if theme or name:
            found.setdefault(f"font:{slot}", (theme or None, name or None))
    if "hint" in own:
        found.setdefault("hint", own["hint"])


def paragraph_values(element: etree._Element | None) -> Values:
    """What a `w:pPr` says."""
    found: Values = {}
    for child in element if element is not None else ():
        name = short(child)
        if name in found:
            continue
        if name == "jc":
            alignment = _ALIGNMENTS.get(value(child) or "")
            if alignment is not None:
                found[name] = alignment
        elif name == "ind":
            _indents(attributes(child), found)
        elif name == "spacing":
            _spaces(attributes(child), found)
        elif name in {"snapToGrid", "pageBreakBefore", "contextualSpacing"}:
            found[name] = switched_on(child)
        elif name == "pBdr":
            for line in child:
                side = _STRICT_SIDES.get(short(line), short(line))
                if side in _SIDES:
                    found.setdefault(f"border:{side}", _line(attributes(line)))
        elif name == "framePr":
            found[name] = attributes(child).get("xAlign")
        elif name == "numPr":
            parts = children(child)
            for key in ("numId", "ilvl"):
                number = whole(value(parts.get(key)))
                if number is not None:
                    found[key] = number
    return found


def _indents(own: Mapping[str, str], found: Values) -> None:
    """`w:ind` (17.3.1.12). What hangs is negative; hanging goes before first line, unless it is nothing."""
    for side, other in (("left", "start"), ("right", "end")):
        _put(found, side, measure(own.get(side, own.get(other))), LARGEST)
        _put(found, f"{side}Chars", whole(own.get(f"{side}Chars", own.get(f"{other}Chars"))), 100_000)
    for name, read in (("", measure), ("Chars", whole)):
        hanging, first = read(own.get(f"hanging{name}")), read(own.get(f"firstLine{name}"))
        said = -hanging if hanging is not None and (hanging or not first) else first
        _put(found, f"first{name}", said, 100_000 if name else LARGEST)


def _spaces(own: Mapping[str, str], found: Values) -> None:
    """`w:spacing` of a paragraph (17.3.1.33). A line without a rule has the rule `auto`."""
    for side in ("before", "after"):
        _put(found, side, measure(own.get(side)), LARGEST)
        _put(found, f"{side}Lines", whole(own.get(f"{side}Lines")), 100_000)
        if f"{side}Autospacing" in own:
            found[f"{side}Autospacing"] = own[f"{side}Autospacing"] not in OFF
    rule = _LINE_RULES.get(own.get("lineRule", ""))
    _put(found, "line", measure(own.get("line")), LARGEST)
    if rule is not None or "line" in found:
        found["lineRule"] = rule or "auto"


def _line(own: Mapping[str, str]) -> tuple[str, int, tuple[str | None, ...]] | None:
    style = own.get("val")
    if style in {None, "none", "nil"}:
        return None
    color = tuple(own.get(key) for key in ("color", "themeColor", "themeTint", "themeShade"))
    return style or "", min(max(whole(own.get("sz")) or 0, 0), 255), color


def _put(found: Values, name: str, number: int | None, limit: int) -> None:
    if number is not None and abs(number) <= limit:
        found.setdefault(name, number)
