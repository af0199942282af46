"""How often characters stand in reports, roughly: what is seldom met is worth looking for first."""

from __future__ import annotations

import codecs
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Document

_TIERS = (
    (0.05, ",，。"),
    (0.015, "、的\n "),
    (0.007, "和中务加发建区化人作全实展工群个会进一2理众国业"),
    (
        0.0035,
        "1新改强问题任现制053重法大民推动办4政力设开到持市6治事查部地高在为基7要时8年责社行.点保通产对项道合好9"
        ")(（）方经提及结体“”案村机善件生坚定有面能增以企公关安等第",
    ),
    (
        0.0018,
        "成集各更访量完把环组服资明同不走育质步边主性农后县管逐户议门场家级施层抽得信济平用畅共规解度处稳置导出"
        "收反教立型创单期负镇入长商深革防险台决求局代位范映际风培做小确水干联技心院系计派城上科效是支相意护渠境需所先清"
        "条快节专网指从本升文学复压多分使罪应十当三造二优取五自;%",
    ),
    (
        0.0012,
        "我金犯续程者品构证融监领源准策域标或府统万目党投利放费权居特外调向与协义内促职战于四省就活员可百落依总色批其"
        "障态过下财健们物交消电整元据转执扩审式亿医乡:—",
    ),
)
_SHARES = {sign: share for share, signs in _TIERS for sign in signs}
_HAN, _OTHER = 0.0005, 0.0003
_TOGETHER = {"han": 40.0, "digit": 20.0, "mark": 0.1}
"""How much oftener a character stands behind another of its sort than anywhere: in words, numbers, pairs of marks."""
_BESIDE = 3.0
"""The same of one beside another sort."""


@lru_cache(maxsize=8192)
def share(text: str) -> float:
    """At what share of the places in reports such a text begins, by a rough guess."""
    guess = 1.0
    before = ""
    for sign in text:
        sort = "han" if "\u4e00" <= sign <= "\u9fff" else "digit" if sign.isdigit() else "mark"
        each = _SHARES.get(sign, _HAN if sort == "han" else _OTHER)
        guess *= each if not before else min(1.0, each * (_TOGETHER[sort] if sort == before else _BESIDE))
        before = sort
    return guess


_PLAIN = "gb2312"
"""An encoding that holds what nearly every report is written in, and nothing else: 6,763 characters and their marks."""
_BESIDES = "—·"
"""What else nearly every report holds: for them that encoding has twins which hardly anybody writes."""
_CONTROLS = tuple(bytes([code]) for code in (*range(9), 11, 12, *range(14, 32), 127))
_NOTE = "zfcheck.strange"


@cache
def common() -> str:
    """All characters that are common."""
    rows = [bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)]
    return (bytes(range(128)).translate(None, b"".join(_CONTROLS)) + b"".join(rows)).decode(_PLAIN, "ignore") + _BESIDES


def strange(text: str) -> str:
    """The characters of a text that are not common, each once.

    The encoder is five times as quick as a search for a class of characters, and calls us for each that it lacks.
    """
    found: dict[str, None] = {}

    def note(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeEncodeError)
        found.update(dict.fromkeys(text[error.start : error.end]))
        return "", error.end

    for sign in _BESIDES:
        text = text.replace(sign, "")
    codecs.register_error(_NOTE, note)
    plain = text.encode(_PLAIN, _NOTE)
    found.update((sign.decode(), None) for sign in _CONTROLS if sign in plain)
    return "".join(found)


FOLDED_FROM_COMMON = "¢£¥"
"""Signs that are not common, but what common ones are folded to: they may be where nothing strange is."""


def strange_in(document: Document, *, original: bool = True) -> str:
    """The same, of the text of a document or of what is read of it; made once for all who ask.

    Of what is read it may tell more than is there: some of what is written is left out in reading.
    """
    key = (strange_in, original)
    found: str | None = document.memo.get(key)
    if found is None:
        found = document.memo[key] = strange(document.text) if original else _strange_as_read(document)
    return found


def _strange_as_read(document: Document) -> str:
    """What is read is what is written, folded, so that the whole text need not be looked at again."""
    from .reading import fold

    reading = document.reading
    if reading.repairs["traditional"]:
        return strange(reading.text)
    folded = strange(fold(strange_in(document)))
    return folded + "".join(sign for sign in FOLDED_FROM_COMMON if sign in reading.text)
