"""The parts of a paper: what is seen of a text by its beginning is held against the whole of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import Document, Span
from zfcheck.looks.elements import _NOT_TEXT, _SALUTATION, _beginning
from zfcheck.reading import fold

WORDS = (
    "　",
    " ",
    "注：",
    "图１",
    "单位：万元",
    "各位代表，",
    "同志们：",
    "（此页无正文）",
    "记录人张三",
    "2025年1月2日",
)
TEXTS = st.lists(st.sampled_from([*WORDS, "云川市", "年" * 20, " " * 30, "\u3000" * 50]), max_size=8).map("".join)


@given(TEXTS, st.integers(0, 3))
def test_a_caption_is_told_by_the_beginning_of_a_text(text: str, before: int) -> None:
    document = Document("a.txt", "text", "前" * before + text + "后", ())
    seen = _beginning(document, Span(before, before + len(text)))
    whole = fold(text).strip()
    assert bool(_NOT_TEXT.match(seen)) == bool(_NOT_TEXT.match(whole))
    assert bool(_SALUTATION.fullmatch(seen)) == bool(_SALUTATION.fullmatch(whole))
