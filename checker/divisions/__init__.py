"""The administrative divisions of China down to the county, with the names they once bore (rules/core/divisions.tsv).

Read only when a rule needs them. `upper_names` reads no further than the provinces and prefectures, `divisions` all.
A code has six digits (GB/T 2260): two for the province, two for the prefecture, two for the county.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from typing import NamedTuple

from .. import cache as kept
from ..contents import of_file
from ..data import rules_folder
from .names import common_words, short_name
from .names import is_generic as is_generic

FILE = "divisions.tsv"
LONGEST = 16
"""Characters of the longest name, 双江拉祜族佤族布朗族傣族自治县 with some to spare."""

_PREFECTURES_BELOW = {"654000": {"6542", "6543"}}
"""伊犁哈萨克自治州 is above 塔城地区 and 阿勒泰地区: the only prefecture that holds others."""


class Division(NamedTuple):
    """A division of today, or one under a name that is no longer in use.

    `until` is empty for today's; else the day, month or year by which the name was gone, `?` where that is not known.
    `into` holds the codes of what it has become, as far as that is known, separated by spaces.
    """

    code: str
    name: str
    until: str = ""
    into: str = ""

    @property
    def current(self) -> bool:
        return not self.until

    @property
    def level(self) -> int:
        """0 for a province, 1 for a prefecture, 2 for a county."""
        return 0 if self.code.endswith("0000") else 1 if self.code.endswith("00") else 2

    @property
    def short(self) -> str:
        """随州 of 随州市, 恩施 of 恩施土家族苗族自治州; 随县 stays."""
        return short_name(self.name)

    def holds(self, other: Division) -> bool:
        """Whether `other` is this division or lies in it, by their codes."""
        below = (self.code[: 2 * (self.level + 1)], *_PREFECTURES_BELOW.get(self.code, ()))
        return other.code.startswith(below)


class Divisions:
    """Look-up by code, name and short name; parents and children."""

    def __init__(self, rows: Iterable[Division]) -> None:
        self.by_code: dict[str, Division] = {}
        self.by_name: dict[str, tuple[Division, ...]] = {}
        """Every bearer of a name, today's first."""
        self._ever: dict[str, frozenset[str]] = {}
        for division in rows:
            if division.current:
                self.by_code[division.code] = division
            before = self.by_name.get(division.name, ())
            self.by_name[division.name] = (division, *before) if division.current else (*before, division)

    @cached_property
    def by_short(self) -> Mapping[str, tuple[Division, ...]]:
        """Today's divisions by the short name that people use for them."""
        found: dict[str, tuple[Division, ...]] = {}
        for division in self.by_code.values():
            found[division.short] = (*found.get(division.short, ()), division)
        return found

    def named(self, name: str) -> tuple[Division, ...]:
        """Today's divisions of that full name."""
        return tuple(division for division in self.by_name.get(name, ()) if division.current)

    def meant(self, name: str) -> tuple[Division, ...]:
        """Today's divisions that a full or a short name may mean."""
        return self.named(name) or self.by_short.get(name, ())

    def is_ambiguous(self, short: str) -> bool:
        """Whether a short name is a common word, or the name of places that do not lie in one another."""
        found = self.by_short.get(short, ())
        return short in common_words() or not any(all(one.holds(other) for other in found) for one in found)

    def parent(self, division: Division) -> Division | None:
        """The prefecture or the province that a division belongs to, None for a province."""
        if division.level == 0:
            return None
        prefecture = self.by_code.get(division.code[:4] + "00")
        return prefecture if division.level == 2 and prefecture else self.by_code.get(division.code[:2] + "0000")

    def children(self, division: Division) -> tuple[Division, ...]:
        """Today's divisions right below this one."""
        return self._children.get(division.code, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[Division, ...]]:
        found: dict[str, list[Division]] = {}
        for division in self.by_code.values():
            parent = self.parent(division)
            if parent is not None:
                found.setdefault(parent.code, []).append(division)
        return {code: tuple(children) for code, children in found.items()}

    def ever_under(self, parent: Division) -> frozenset[str]:
        """Every name that a division inside `parent` bears or once bore, since 1980.

        A prefecture has been a 地区 under another code, and counties moved with it: all that bore its short name count.
        """
        found = self._ever.get(parent.code)
        if found is None:
            codes = {parent.code[:2]}
            if parent.level:
                codes = _PREFECTURES_BELOW.get(parent.code, set()) | {
                    prefecture.code[:4]
                    for prefecture in self._prefectures
                    if prefecture.code.startswith(parent.code[:2]) and prefecture.short == parent.short
                }
            found = frozenset().union(*(self._inside.get(code, ()) for code in codes))
            self._ever[parent.code] = found
        return found

    @cached_property
    def _prefectures(self) -> tuple[Division, ...]:
        return tuple(one for bearers in self.by_name.values() for one in bearers if one.level == 1)

    @cached_property
    def _inside(self) -> Mapping[str, set[str]]:
        """Names of today and once by the codes of their provinces (two digits) and prefectures (four)."""
        found: dict[str, set[str]] = {}
        for name, bearers in self.by_name.items():
            for one in bearers:
                found.setdefault(one.code[:2], set()).add(name)
                found.setdefault(one.code[:4], set()).add(name)
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The two characters that names begin with."""
        return frozenset(name[:2] for name in self.by_name)

    def longest_at(self, text: str, start: int, least: int = 2) -> str:
        """The longest name, of today or once, that begins at `start`; empty where there is none."""
        if text[start : start + 2] not in self._heads:
            return ""  # as nearly everywhere
        for length in range(min(LONGEST, len(text) - start), least - 1, -1):
            if text[start : start + length] in self.by_name:
                return text[start : start + length]
        return ""


@cache
def divisions() -> Divisions:
    """All divisions, read once."""
    with _file() as rows:
        return Divisions(map(_division, rows))


@cache
def heads() -> frozenset[str]:
    """The two characters that full and short names begin with, of today's and others, told a tenth as dearly as by
    `divisions`, and from the cache by a tenth of that."""
    table = rules_folder() / "core" / FILE

    def read() -> frozenset[str]:
        rows = table.read_text(encoding="utf-8").split("\n")
        return frozenset([row[7:9] for row in rows])  # behind the six digits of the code; a few more do no harm

    found: frozenset[str] = kept.once(f"heads-1-{of_file(table)}", read)
    return found


@cache
def upper_names() -> tuple[str, ...]:
    """The names of today's provinces and prefectures, without reading what stands below them in the file."""
    with _file() as rows:
        upper = itertools.takewhile(lambda division: division.current, map(_division, rows))
        return tuple(dict.fromkeys(division.name for division in upper))


@contextmanager
def _file() -> Iterator[Iterator[str]]:
    """The rows of the table."""
    with (rules_folder() / "core" / FILE).open(encoding="utf-8") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        next(rows)  # the names of the columns
        yield rows


def _division(line: str) -> Division:
    return Division(*line.rstrip("\n").split("\t"))
