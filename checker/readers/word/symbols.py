"""Characters of `w:sym` (ECMA-376 part 1, 17.3.3.30): a sign of a symbol font, told in Unicode where it can be."""

from __future__ import annotations

# By font, from the code in the font to the character; only signs whose meaning is beyond doubt.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + n: chr(0x24EA) if n == 0 else chr(0x2460 + n - 1) for n in range(11)},
    **{0x8B + n: chr(0x24FF) if n == 0 else chr(0x2776 + n - 1) for n in range(11)},
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "●"}
_SYMBOL = {
    **{ord(latin): greek for latin, greek in zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )},
    **{ord(sign): sign for sign in "0123456789()[]{}+,./:;<=>?!#%&|_"},
    0x2D: "−", 0x2A: "∗", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str | None, code: str | None) -> str:
    """The character for a font name and a hexadecimal code; empty where it cannot be told.

    Word writes the codes of symbol fonts shifted into the private use area, F000 to F0FF.
    """
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    table = _FONTS.get((font or "").strip().lower())
    if table is not None:
        return table.get(number - 0xF000 if 0xF000 <= number <= 0xF0FF else number, "")
    char = chr(number) if 0x20 <= number < 0x110000 else ""
    # Private use, surrogates and the like mean nothing without their font.
    return char if char.isprintable() and not 0xE000 <= number <= 0xF8FF else ""
