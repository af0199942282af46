"""Where numerals stand, told once for all rules of a document."""

from __future__ import annotations

from zfcheck.counting.counts import Numerals
from zfcheck.readers.text import read

TEXT = "抓好3项任务，完成十二个项目，涉及五家企业，共120个点位。"


def test_rules_that_count_by_fewer_units_take_what_was_found_for_more() -> None:
    document = read(TEXT.encode(), "a.txt")
    many, few, other = Numerals(("项", "个", "家")), Numerals(("项目", "个")), Numerals(("亩",))
    found = many.starts_in(document)
    assert found == many.starts(document.reading.text) == [2, 9, 17]
    assert few.starts_in(document) is found
    assert few.starts(document.reading.text) == found[:2]
    assert other.starts_in(document) == []


def test_no_units_have_no_numerals() -> None:
    assert Numerals(()).starts(TEXT) == []
