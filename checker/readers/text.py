"""Plain text: bytes to characters without guessing, one paragraph a line.

Order: byte order mark, strict UTF-8, then GB18030, which covers GBK and GB2312. Guessing libraries mislabel
short Chinese texts. What is neither is refused rather than reviewed as rubbish.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from ..commonness import strange
from ..document import Document, Note, Paragraph, Piece, Span
from ..lazy import lazily
from ..messages import say
from ..notes import find_notes
from ..rules import Fault
from . import UnreadableError

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes. The longest report of the reference collection has 60,000 characters; this leaves room a hundredfold."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = lazily("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_LINE = lazily(r"\r\n|\r|\n")
_HAN = lazily("[\u4e00-\u9fff]")
_NOT_HAN = lazily("[^\u4e00-\u9fff][^\u4e00-\u9fff]*")
_PRIVATE = lazily("[\ue000-\uf8ff\U00010000-\U0010ffff]")
_FOREIGN = lazily("[^\x00-\x7f\u4e00-\u9fff]")
_LOOKED_AT = 100_000
"""Characters of a text by which its encoding is judged."""
_HEAD = 16
"""The part of a text that mostly tells that it is no damaged UTF-8: the sixteenth."""
_FIRST_LEVEL = bytes(range(0xB0, 0xD8))
"""First bytes of the 3,755 frequent characters in GB 2312."""
_HAN_LEVELS = bytes(range(0xB0, 0xF8))
"""First bytes of all its Chinese characters."""
_FREQUENT = 0.7
"""The share of frequent characters among the Chinese ones of a text."""
_ASCII = bytes(range(0x80))
_BLANK = "\ufeff\u200b \t\u3000\f\v"
"""What a line may hold and yet be blank."""


def read(data: bytes, name: str) -> Document:
    """A Document with a paragraph for every line that is not blank.

    Raises `UnreadableError` for binary, wrongly encoded or oversized data.
    """
    text, encoding, faults = decode(data)
    notes = tuple(find_notes(text))
    return Document(
        name,
        "text",
        text,
        tuple(_paragraphs(text, notes)),
        pieces=(Piece(0, len(text)),) if text else (),
        hidden=tuple(note.span for note in notes),
        notes=notes,
        faults=tuple(faults),
        properties={"encoding": encoding},
    )


def _paragraphs(text: str, notes: Sequence[Note]) -> Iterator[Paragraph]:
    """The lines that hold text, without the notes to this program before and after it."""
    if not notes:
        if "\r" in text:
            for start, end in lines(text):
                if text[start:end].strip(_BLANK):
                    yield Paragraph(Span(start, end))
            return
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if line and (line[0] not in _BLANK or line.strip(_BLANK)):
                yield Paragraph(Span(start, end))
            start = end + 1
        return
    at = 0
    for start, end in lines(text):
        first = at
        while at < len(notes) and notes[at].span.end <= end:
            at += 1
        for note in notes[first:at]:
            if text[start : note.span.start].strip(_BLANK):
                break
            start = note.span.end
        for note in reversed(notes[first:at]):
            if note.span.start < start or text[note.span.end : end].strip(_BLANK):
                break
            end = start + len(text[start : note.span.start].rstrip())
        if text[start:end].strip(_BLANK):
            yield Paragraph(Span(start, end))


def lines(text: str) -> list[tuple[int, int]]:
    """Start and end of every line of `text`, line ends left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    if "\r" not in text:
        for line in text.split("\n"):
            spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans
    for match in _LINE.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return spans


def decode(data: bytes) -> tuple[str, str, list[Fault]]:
    """Text, the encoding's name and faults of `data`. Raises `UnreadableError`."""
    if len(data) > LARGEST_TEXT:
        raise UnreadableError(
            "too-large",
            say(
                "文件有 {size:.1f} MB，超过一份文稿的上限 {limit} MB，没有检查。请确认没有选错文件，或拆分后再检查。",
                size=len(data) / 1048576,
                limit=LARGEST_TEXT // 1048576,
            ),
        )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _wrong_encoding(data, error, encoding) from error
            _refuse_control_characters(text)
            return text, encoding, []
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise UnreadableError(
            "unreadable",
            say(
                "第 {line} 行有空字符（NUL，第 {byte} 个字节），这不是文本文件。请确认文件没有损坏，也没有选错。",
                line=data.count(b"\n", 0, at) + 1,
                byte=at + 1,
            ),
        )
    try:
        text, encoding, faults = data.decode("utf-8"), "utf-8", list[Fault]()
    except UnicodeDecodeError as error:
        text, encoding, faults = _not_utf8(data, error)
    if encoding == "utf-8" and _holds_control(data):  # in GB18030 there is none
        _refuse_control_characters(text)
    return text, encoding, faults


def encode(text: str, encoding: str, like: bytes) -> bytes:
    """The bytes of `text` with the byte order mark that `like` has. Raises `UnicodeEncodeError`."""
    bom = next((bom for bom, of in _BOMS if of == encoding and like.startswith(bom)), b"")
    return bom + text.encode(encoding)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> tuple[str, str, list[Fault]]:
    # A UTF-8 file cut off inside its last character: read what is there, and say that the end is missing.
    whole = data[: error.start]
    if error.reason == "unexpected end of data" and _HAN.search(whole.decode("utf-8")):
        cut = Fault("part-not-read", say("文件末尾的最后一个字不完整，文件可能被截断。请核对原稿是否完整。"))
        return whole.decode("utf-8"), "utf-8", [cut]
    if _mostly_utf8(data):
        raise _wrong_encoding(data, error, "UTF-8") from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as second:
        raise _wrong_encoding(data, second, "GB18030") from second
    if not _plausible(data, text):
        raise UnreadableError(
            "unreadable",
            say(
                "文件既不是 UTF-8 也不是 GB18030（GBK）编码的中文文本，无法读取。"
                "请用记事本或 WPS 打开，另存为 UTF-8 编码。"
            ),
        )
    return text, "gb18030", []


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is well-formed UTF-8 of Chinese text: then it is a damaged UTF-8 file."""
    # Each wrong byte takes long to replace, and in another encoding nearly all are wrong: so many at the head that no
    # rest of three bytes a character makes up for them. What the cut itself breaks is one.
    wrong = data[: len(data) // _HEAD].decode("utf-8", "replace").count("\ufffd") - 1
    if 60 * wrong >= len(data):
        return False
    lenient = data.decode("utf-8", "replace")
    return len(_NOT_HAN.sub("", lenient)) > 20 * lenient.count("\ufffd")


def _plausible(data: bytes, text: str) -> bool:
    """Whether `text`, decoded as GB18030, reads like Chinese: other encodings come out as rare characters."""
    if _holds_control(data):
        return False
    head = text[:_LOOKED_AT]
    plain = head.encode("gb2312", "ignore")
    # The characters of GB 2312 take two bytes each, of which the first tells the level; others are left out.
    first = (pairs := plain.translate(None, _ASCII))[::2]
    lacking = len(head) - len(first) - (len(plain) - len(pairs))
    if lacking and _PRIVATE.search(strange(head)):
        return False
    frequent = len(first) - len(first.translate(None, _FIRST_LEVEL))
    most = len(first) - len(first.translate(None, _HAN_LEVELS)) + lacking
    if most > 0 and frequent >= _FREQUENT * most:  # most Chinese texts: no character need be looked at
        return True
    sample = _NOT_HAN.sub("", head)
    if not sample:
        return _FOREIGN.search(head) is None
    return frequent >= _FREQUENT * len(sample)


def _holds_control(data: bytes) -> bool:
    """Whether there is a control character, in UTF-8 or GB18030, in whose other characters there is no such byte."""
    # What is deleted from bytes is counted several times as quickly as what a pattern finds.
    return len(data) != len(data.translate(None, _CONTROL_BYTES))


def _wrong_encoding(data: bytes, error: UnicodeDecodeError, encoding: str) -> UnreadableError:
    return UnreadableError(
        "unreadable",
        say(
            "第 {line} 行（第 {byte} 个字节）不是有效的 {encoding} 文本，文件可能已损坏或混用了两种编码。"
            "请用记事本或 WPS 打开核对，另存为 UTF-8 编码。",
            line=data.count(b"\n", 0, error.start) + 1,
            byte=error.start + 1,
            encoding=encoding.upper(),
        ),
    )


def _refuse_control_characters(text: str) -> None:
    """Raise `UnreadableError` for what is no text; a few control characters are a matter for the rules."""
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise UnreadableError(
            "unreadable",
            say("第 {line} 行有空字符（NUL），这不是文本文件。请确认文件没有损坏，也没有选错。", line=line),
        )
    if len(_CONTROL.findall(text)) > 0.1 * len(text):
        raise UnreadableError("unreadable", say("文件里多是控制字符，这不是文本文件。请确认没有选错文件。"))
