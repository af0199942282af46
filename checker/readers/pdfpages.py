"""PDF files: the characters of every page and where they stand on it. The only door to pypdfium2."""

from __future__ import annotations

import ctypes
import math
import threading
import time
from collections.abc import Iterator
from typing import Any

from ..characters import LOOK_ALIKES
from ..messages import say
from ..records import Record, field
from . import UnreadableError

MAX_PAGES = 1_000
MAX_CHARACTERS = 2_000_000
SECONDS = 60.0
"""How long the pages of one file may take; a thousand full pages take a few seconds."""

_lock = threading.RLock()  # PDFium is not made for threads

# What a font's table says of a sign, and what is drawn: hyphens that Word calls soft, one that ends a line, and blanks.
_DRAWN = {0xAD: "-", 0x02: "-", 0xFFFE: "-", 0xA0: " ", 0x09: " ", **LOOK_ALIKES}
_UNKNOWN = range(0xE000, 0xF900)
_SYMBOLS = range(0xF000, 0xF100)
"""Wingdings and Symbol, of which Word uses little but bullets."""
_MOST_STROKES = 50
"""Lines and boxes that rules, tables and frames of an empty form may have; letters turned into curves are many more."""
_NOT_KNOWN = "〓"
"""The printers' own sign for a character that they have not got."""


class Glyph(Record, frozen=True):
    """A character and its box in points, upwards from the lower left corner of the page as it is shown."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Page(Record):
    """A page, numbered from 1. `unknown` counts characters whose font does not say what they are.

    `drawn` says that it shows what may be words and is no text: pictures, or letters turned into curves.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    unknown: int = 0
    drawn: bool = False


def pages(data: bytes) -> Iterator[Page | None]:
    """The pages of the file in order; None, and no more, where time has run out. Raises `UnreadableError`."""
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError as error:
        raise UnreadableError(
            "unsupported-format",
            say(
                "这是 PDF 文件，要装上 pypdfium2 才能读：pip install pypdfium2。"
                "请安装后再检查，或检查它的 Word 原稿（.docx）。"
            ),
        ) from error
    deadline = time.monotonic() + SECONDS
    with _lock:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _closed(error.err_code == raw.FPDF_ERR_PASSWORD) from error
        try:
            yield from _pages(document, raw, deadline)
        except pypdfium2.PdfiumError as error:
            raise _closed(False) from error
        finally:
            document.close()


def _pages(document: Any, raw: Any, deadline: float) -> Iterator[Page | None]:
    count = len(document)
    if count > MAX_PAGES:
        message = say("PDF 有 {count} 页，超过 {limit} 页，没有检查。请拆分后再检查。", count=count, limit=MAX_PAGES)
        raise UnreadableError("too-large", message)
    characters = 0
    for index in range(count):
        if time.monotonic() > deadline:
            yield None
            return
        page = document[index]
        text = page.get_textpage()
        try:
            characters += text.count_chars()
            if characters > MAX_CHARACTERS:
                message = say("文档正文超过 {limit} 字，没有检查。请拆分成几个文件后再检查。", limit=MAX_CHARACTERS)
                raise UnreadableError("too-large", message)
            yield _page(index + 1, page, text, raw)
        finally:
            text.close()
            page.close()


def _page(number: int, page: Any, text: Any, raw: Any) -> Page:
    width, height = page.get_size()
    found = Page(number, width, height)
    turn = _turned(page.get_rotation(), width, height)
    origin_x, origin_y = page.get_cropbox()[:2]
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    high = 0  # the first half of a pair of surrogates, where characters are 16 bits wide
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1:  # blanks and line ends that PDFium makes up
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in {10, 13} or not raw.FPDFText_GetLooseCharBox(text, at, place):
            continue
        if _is_slanted(raw.FPDFText_GetCharAngle(text, at)):
            continue
        shown = _DRAWN.get(code) or chr(code)
        if code in _SYMBOLS:
            shown = "●"
        elif code in {0, 0xFFFD} or code in _UNKNOWN:
            found.unknown += 1
            shown = _NOT_KNOWN
        x, y = box.left - origin_x, box.bottom - origin_y
        found.glyphs.append(Glyph(shown, *turn(x, y, x + box.right - box.left, y + box.top - box.bottom)))
    found.drawn = _has_drawn_words(page, raw)
    return found


def _has_drawn_words(page: Any, raw: Any) -> bool:
    strokes = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        strokes += item.type == raw.FPDF_PAGEOBJ_PATH
        if item.type == raw.FPDF_PAGEOBJ_IMAGE or strokes > _MOST_STROKES:
            return True
    return False


def _is_slanted(angle: float) -> bool:
    """Whether a character stands aslant: a watermark, which is no part of the text."""
    return 0.05 < angle % (math.pi / 2) < math.pi / 2 - 0.05


def _turned(rotation: int, width: float, height: float) -> Any:
    """From the boxes of the page's own space to the page as shown, turned clockwise by `rotation` degrees."""
    turns = {
        0: lambda a, b, c, d: (a, b, c, d),
        90: lambda a, b, c, d: (b, height - c, d, height - a),
        180: lambda a, b, c, d: (width - c, height - d, width - a, height - b),
        270: lambda a, b, c, d: (width - d, a, width - b, c),
    }
    return turns.get(rotation, turns[0])


def _closed(locked: bool) -> UnreadableError:
    if locked:
        message = say("PDF 加了密码，无法读取。请取消密码，或检查它的 Word 原稿（.docx）。")
        return UnreadableError("unsupported-format", message)
    message = say("PDF 文件已损坏或不完整，打不开。请重新导出，或检查它的 Word 原稿（.docx）。")
    return UnreadableError("unreadable", message)
