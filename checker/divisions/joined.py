"""A division written right behind the province or prefecture that it should lie in: 湖北省岳阳市, 随州市增都区."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

from ..context import in_title, sentence, speaks_of_earlier
from ..data import rules_folder
from ..lazy import lazily
from ..phrases import Hit
from ..sounds import sound_alike
from . import Division, Divisions, divisions, is_generic

_NAME = lazily("[\u4e00-\u9fff]{2,}")
LOOK_ALIKES = "place-look-alikes.tsv"
_MORE = {"区": "域块间划位别段内外级", "市": "场政民直级县区郊容值面价", "县": "域级城情", "旗": "帜下号袍舰"}
"""What behind the last character of what looks like a name makes that the first of another word: 市场, 区域."""
_NO_NAME = lazily("[和同及与各全本会长内委]|南部县")
"""Words that may stand between a place and what only looks like a name: 湖北省内乡县两级, 随州市南部县区."""
_ELSEWHERE = lazily(
    "援(?:疆|藏|青|建|川|助|外)|对口|帮扶|支援|协作|合作(?!市)|商会|同乡|驻(?!马店)|籍|划归|划入|划出|代管|托管|飞地|历史|时期|建国|"
    "解放|民国|清代|明代|革命|战争|古代|[原曾旧]属|原系|旧称|原名|误写|错写|写成|而不是|而非"
)
"""A sentence with these may speak of a place in two provinces, or of times for which no table is kept."""
_NO_SLIP = lazily(
    "[大同本全各新古内外]城市|内湖区|(?:沿江|浅山|深山|高山|蓄洪|行洪|城乡|牧业|中南|南港|[东西南北本]校)区"
)
"""What may well stand behind a place and looks like a slip of some name: 新疆维吾尔自治区大城市, 鞍山市浅山区."""
_OF_THE_CORPS = "6590"
"""The cities of the 兵团 (阿拉尔市) lie in prefectures that they do not belong to, and are written behind both."""
_FIRST_DAY = dt.date(1984, 1, 1)
_YEAR = lazily(r"(?<!\d)1[0-8]\d\d年")


def parents(text: str, hits: Iterable[Hit], names: tuple[str, ...]) -> Iterator[tuple[int, int, Division]]:
    """The provinces and prefectures that `hits` found, each with where what is joined to it begins.

    鞍山市 in 马鞍山市 is none.
    """
    known = divisions()
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start < reached:
            continue
        reached = hit.end
        if _NAME.match(text, hit.end, hit.end + 3) is None:
            continue
        bearers = [one for one in known.named(names[hit.literal]) if one.level < 2]
        if len(bearers) == 1 and known.children(bearers[0]):
            yield hit.start, hit.end, bearers[0]


def stranger(text: str, start: int, at: int, parent: Division) -> tuple[int, Division] | None:
    """The end and the bearer of a name at `at` that no division inside `parent` has, or had since 1980.

    None unless it is certain that a division is named, and that it lies elsewhere.
    """
    known = divisions()
    name = known.longest_at(text, at, least=3)
    if not name or any(one in known.ever_under(parent) for one in _beginnings(known, name)):
        return None
    bearers = known.named(name)
    if len(bearers) != 1 or is_generic(name) or parent.holds(bearers[0]) or bearers[0].level <= parent.level:
        return None
    if bearers[0].code.startswith(_OF_THE_CORPS) and parent.code.startswith("65"):
        return None
    end = at + len(name)
    if text[end : end + 1] in {"场", "域"} or (bearers[0].level == 2 and _NO_NAME.match(name)):
        return None
    return None if _excused(text, start, end) else (end, bearers[0])


def misspelt(text: str, start: int, at: int, parent: Division) -> Division | None:
    """The division right inside `parent` of whose name `text[at:]` is a slip in one character, by sound or by looks."""
    known = divisions()
    if known.longest_at(text, at, least=3) or _NO_SLIP.match(text, at):
        return None
    by_letter = _by_letter(parent)
    near: set[Division] = {*by_letter.get((0, text[at : at + 1]), ()), *by_letter.get((1, text[at + 1 : at + 2]), ())}
    found = [one for one in near if _is_slip(text[at : at + len(one.name)], one.name)]
    if len(found) != 1 or not _ends(text, at + len(found[0].name)) or _excused(text, start, at + len(found[0].name)):
        return None
    return found[0]


def _beginnings(known: Divisions, name: str) -> Iterator[str]:
    """The name, and the names it begins with: 岳阳市 of 岳阳市区."""
    return (name[:length] for length in range(2, len(name) + 1) if name[:length] in known.by_name)


@cache
def _by_letter(parent: Division) -> dict[tuple[int, str], list[Division]]:
    """What lies inside `parent` by the first and by the second character of its name: a slip leaves one of them."""
    found: dict[tuple[int, str], list[Division]] = {}
    for child in divisions().children(parent):
        for one in (child, *divisions().children(child)):
            for at in range(2):
                found.setdefault((at, one.name[at]), []).append(one)
    return found


def _is_slip(written: str, name: str) -> bool:
    if len(name) < 3 or len(written) != len(name) or written[-1] != name[-1]:
        return False
    apart = [(one, other) for one, other in zip(written, name, strict=True) if one != other]
    if len(apart) != 1:
        return False
    ((one, other),) = apart
    return (one, other) in look_alikes() or sound_alike(one, other)


@cache
def look_alikes() -> frozenset[tuple[str, ...]]:
    """Pairs of a wrong and a right character that are taken for each other by their looks."""
    lines = (rules_folder() / "core" / LOOK_ALIKES).read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(line.split("\t")) for line in lines if not line.startswith(("#", "wrong")))


def _ends(text: str, end: int) -> bool:
    """Whether the name ends here, and its last character does not begin another word."""
    return text[end : end + 1] not in _MORE.get(text[end - 1], "") or end >= len(text)


def _excused(text: str, start: int, end: int) -> bool:
    around = sentence(text, start, end)
    return (
        in_title(text, start)
        or bool(_ELSEWHERE.search(around))
        or bool(_YEAR.search(around))
        or speaks_of_earlier(text, start, end, _FIRST_DAY)
    )
