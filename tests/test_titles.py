"""The list of titles in rules/core: what is in it is never doubted, and slips in the names of laws are found."""

from __future__ import annotations

import random
from functools import cache

import pytest

from zfcheck.data import rules_folder
from zfcheck.packtree import read_table
from zfcheck.reading import fold
from zfcheck.titles import STATE, Title, Titles


@cache
def rows() -> tuple[Title, ...]:
    table = read_table(rules_folder() / "core" / "titles.tsv")
    cells = [{key: fold(tree.data) for key, (_, tree) in row.data.items()} for row in table]
    return tuple(
        Title(
            name,
            tuple(filter(None, row.get("also", "").split(";"))),
            tuple(filter(None, row.get("wrong", "").split(";"))),
            row.get("suggest") != "否",
        )
        for row in cells
        for name in row["name"].split(";")
    )


@cache
def titles() -> Titles:
    return Titles(rows())


def test_what_is_listed_is_right() -> None:
    for title in rows():
        for written in (title.name, *title.also):
            assert titles().meant(written) is None
        assert titles().meant(STATE + title.name) is None


def test_what_is_listed_as_wrong_is_not_listed_as_right() -> None:
    assert [wrong for title in rows() for wrong in title.wrong if wrong in titles()] == []


def test_a_listed_wrong_name_is_found() -> None:
    for title in rows():
        for wrong in title.wrong:
            meant = titles().meant(wrong)
            assert meant is not None
            assert meant.right == title.name


def test_a_title_is_listed_once() -> None:
    names = [title.name for title in rows()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


NEAR_ALIKE = {"防治海岸工程建设项目污染损害海洋环境管理条例", "防治海洋工程建设项目污染损害海洋环境管理条例"}
"""A pair of long titles a character apart, both in the list; no third is expected."""


def test_no_regulation_is_taken_for_another() -> None:
    """Each title is held against the list without it, as that of a city that has its own would be."""
    doubts = 0
    for at, title in enumerate(rows()):
        if title.name.endswith(("条例", "规定", "规则")) and not title.name.startswith("中国共产党"):
            others = Titles((*rows()[:at], *rows()[at + 1 :]))
            meant = others.meant(title.name)
            assert meant is None or not meant.sure or title.name in NEAR_ALIKE
            doubts += meant is not None
    assert doubts < 10


@pytest.mark.parametrize("seed", range(5))
def test_nine_of_ten_slips_in_the_name_of_a_law_are_found(seed: int) -> None:
    chance = random.Random(seed)
    laws = [title.name for title in rows() if title.name.endswith("法") and len(title.name) > 4 and title.suggest]
    laws = [name for name in laws if not name.endswith("办法")]
    found = tried = 0
    while tried < 200:
        name = chance.choice(laws)
        written = _slipped(name, chance)
        if written == name or written in titles():
            continue
        tried += 1
        meant = titles().meant(written)
        found += meant is not None and meant.right == name
    assert found >= 0.9 * tried


def _slipped(name: str, chance: random.Random) -> str:
    """`name` with one character changed, left out, put in or swapped with the next; the first and last are kept."""
    at = chance.randrange(1, len(name) - 2)
    other = chance.choice("的一是在有和人这中大为上个国以要他时来用们生到作地于出就分对成会主发年动同工")
    return {
        "change": name[:at] + other + name[at + 1 :],
        "leave out": name[:at] + name[at + 1 :],
        "put in": name[:at] + other + name[at:],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }[chance.choice(["change", "leave out", "put in", "swap"])]
