"""Sizes and lengths as clerks name them."""

from __future__ import annotations

import pytest

from zfcheck.looks.names import half_points, millimetres, size_name, spacing_name, twips


@pytest.mark.parametrize(
    ("text", "size"), [("三号", 32), ("3号", 32), ("小四", 24), ("16", 32), ("10.5", 21), ("22磅", 44), (" 2号 ", 44)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert half_points(text) == size


@pytest.mark.parametrize("text", ["", "大", "九号", "16.3", "-3", "1e3", "三"])
def test_other_words_are_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        half_points(text)


def test_sizes_and_lengths_are_shown() -> None:
    assert [size_name(size) for size in (44, 32, 21, 29)] == ["二号", "三号", "五号", "14.5磅"]
    assert [spacing_name(579, "exact"), spacing_name(360, "auto"), spacing_name(240, "auto"), spacing_name(400, "atLeast")] == [
        "固定值28.9磅", "1.5倍行距", "单倍行距", "最小值20磅",
    ]  # fmt: skip
    assert [millimetres(2098), millimetres(1440)] == ["37毫米", "25.4毫米"]
    assert twips(37) == 2098
