"""A list that is made when somebody looks into it."""

from __future__ import annotations

from zfcheck.later import Later, MappingLater


def test_its_length_is_known_before_it_is_made() -> None:
    made: list[int] = []

    def make() -> list[int]:
        made.append(1)
        return [3, 4, 5]

    later = Later(3, make)
    assert len(later) == 3 and later
    assert made == []
    assert later[0] == 3 and later[-1] == 5 and later[:2] == [3, 4]
    assert list(later) == [3, 4, 5] and 4 in later
    assert made == [1]


def test_it_is_equal_to_what_has_the_same_members() -> None:
    assert Later(2, lambda: [1, 2]) == (1, 2)
    assert Later(2, lambda: [1, 2]) != (1, 3)
    assert Later(2, lambda: [1, 2]) != (1,)


def test_a_mapping_is_made_when_it_is_looked_into() -> None:
    made: list[int] = []

    def make() -> dict[str, int]:
        made.append(1)
        return {"a": 1}

    later = MappingLater(make)
    assert made == []
    assert later["a"] == 1 and list(later) == ["a"] and len(later) == 1 and "b" not in later
    assert made == [1]
