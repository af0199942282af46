"""The fonts and colours of a document's theme (ECMA-376 part 1, 20.1.4.1.6, 20.1.6.2; ST_Theme, 17.18.96)."""

from __future__ import annotations

import colorsys
import re

from lxml import etree

from ...lazy import lazily

_SCRIPTS = {"ja": "Jpan", "ko": "Hang", "zh": "Hans", "zh-tw": "Hant", "zh-hk": "Hant", "zh-mo": "Hant"}
_SCHEME = {
    **{"text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1"},
    **{"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_HEX = lazily(r"[0-9A-Fa-f]{6}")


class Theme:
    """The theme in `root`; `language` is that of East Asian text (`w:themeFontLang`), which chooses among its fonts."""

    def __init__(self, root: etree._Element | None = None, language: str | None = None) -> None:
        self._fonts: dict[str, str] = {}  # majorEastAsia, minorHAnsi … -> typeface
        self._colors: dict[str, str] = {}
        language = (language or "").lower()
        script = _SCRIPTS.get(language) or _SCRIPTS.get(language.partition("-")[0])
        for element in root.iter() if root is not None else ():
            name = _local(element)
            if name in {"majorFont", "minorFont"}:
                self._read_fonts(element, name[:5], script)
            elif name == "clrScheme":
                for child in element:
                    color = next((_color(inner) for inner in child), None)
                    if color is not None:
                        self._colors.setdefault(_local(child), color)

    def _read_fonts(self, element: etree._Element, size: str, script: str | None) -> None:
        faces: dict[str, str] = {}
        for child in element:
            name, face = _local(child), child.get("typeface")
            if face:
                faces.setdefault(f"font {child.get('script')}" if name == "font" else name, face)
        # Where the theme names no East Asian font of its own it has one for each script.
        east_asian = faces.get("ea") or (faces.get(f"font {script}") if script else None)
        for slot, face in (("Ascii", faces.get("latin")), ("HAnsi", faces.get("latin")), ("EastAsia", east_asian)):
            if face:
                self._fonts.setdefault(size + slot, face)

    def font(self, name: str) -> str | None:
        """The font that the theme has for `minorEastAsia` and the like, None where it has none."""
        return self._fonts.get(name)

    def color(self, said: tuple[str | None, ...]) -> str | None:
        """RRGGBB of (value, theme colour, tint, shade), None for automatic; the theme goes first (17.3.2.6)."""
        plain, name, tint, shade = said
        known = self._colors.get(_SCHEME.get(name, name)) if name else None
        if known is None:
            return plain.upper() if plain and _HEX.fullmatch(plain) else None
        return _shaded(known, tint, shade)


def _shaded(color: str, tint: str | None, shade: str | None) -> str:
    """`color` made lighter or darker, by so many 255ths (17.3.2.6)."""
    lighter, darker = _part(tint), _part(shade)
    if lighter is None and darker is None:
        return color
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * darker if darker is not None else light * (lighter or 0) + 1 - (lighter or 0)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(light, 1.0), depth))


def _part(text: str | None) -> float | None:
    return int(text, 16) / 255 if text and re.fullmatch("[0-9A-Fa-f]{2}", text) else None


def _color(element: etree._Element) -> str | None:
    text = element.get("lastClr") if _local(element) == "sysClr" else element.get("val")
    return text.upper() if text and _HEX.fullmatch(text) else None


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
