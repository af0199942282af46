"""Frames in which a paper speaks of its own place (平安随州, 在随州市委领导下), and other places left in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..context import is_quoted, sentence
from ..lazy import lazily
from ..records import Record
from . import LONGEST, Division, divisions
from .own import Own, place_at
from .wanted import Frame

MOST_PLACES = 2
"""Places that may be left from one paper: a city and one of its counties."""

_BEHIND = lazily(
    "[、和与]?(?:法治|平安)|建设|创建|[、,。;!:”’)\n]|贡献|提供|作|做出|奠定|筑牢|夯实|注入|增添|保驾|打下|努力|而|更|工作|取得|迈|再|新篇章|新局面|升级版|$"
)
"""What stands behind a slogan; 平安鼓楼广场 is none."""
_OF_OTHERS = lazily(
    "学习(?![贯宣教习领落培型研党])|借鉴|考察|观摩|取经|(?<!枫桥)经验|赴|等地|交界|毗邻|接壤|协作|对口|帮扶|支援|援建|籍|来自|兄弟(?:省|市|县|区|单位)|"
    "外[省市县地]|先进(?:地区|城市)|先发|对标|看齐|比肩|跨[省市县区]|都市圈|同城化|周边|邻近|相邻|联合|共同|公众号|微信|微博|"
    "抖音|视频号|客户端|小程序|网站|APP|app|日报|晚报|读本|借调|挂职|交流|转发|报道|误写|错写|"
    "实践|发源|起步|起源|模式|考评|评比|排名|位[居列]|对照|举办|参加|边界|联防|共建|展览|成果展"
)
_SLOGAN = lazily("(?:平安|法治)(?=[\u4e00-\u9fff]{2})")
_A_LIST = 3
"""Places from which the slogans of a sentence are a list of them."""
_LOCAL = "[镇乡村山湖]|街道|社区|小区|办事处|园区|新区|开发区|管理区|度假区|示范区|农场|林场|牧场|监狱|水库|景区"
"""What makes of a name that of something smaller: in a paper of 洛阳镇, 平安洛阳 is its own."""
_AND = lazily("[”’]?(?:[、和与及][“‘]?|[“‘])")
_ACCOUNT = lazily('[”’"]?(?:微信|微博|公众号|客户端|APP|app|抖音|视频号|小程序|网|平台|报)')


class Left(Record, frozen=True):
    """A place of others at `start`:`end`."""

    start: int
    end: int
    name: str
    bearers: tuple[Division, ...]


def left_in(text: str, at: tuple[int, int], one: Frame, own: Own) -> Left | None:
    """The place in the frame whose literal was found at `at`, where it can only be left from another's paper."""
    place = _place(text, at, one)
    if place is None or own.has(place.name, place.bearers):
        return None
    around = sentence(text, place.start, place.end)
    if one.then and not any(word in around[around.find(place.name) :] for word in one.then):
        return None
    if one.full:
        if is_quoted(text, place.start):
            return None
    elif not _BEHIND.match(text, place.end) or _ACCOUNT.match(text, place.end):
        return None
    if _OF_OTHERS.search(around) or "《" in around:
        return None
    if _listed(text, place, one, own) or _many(around):
        return None
    return None if around.count(place.bearers[0].short) > _framed(around, place, one) else place


def _listed(text: str, place: Left, one: Frame, own: Own) -> bool:
    """Whether the own place stands beside in the same frame: 平安随州、平安襄阳 is a list, 平安襄阳、法治随州 none."""
    start = place.start - len(one.before)
    ours = tuple(one.before + name + one.after for name in own.shorts)
    behind = place.end + len(one.after)
    after = _AND.match(text, behind)
    if after and text.startswith(ours, after.end()):
        return True
    ahead = (at for at in range(max(0, start - 3), start) if _AND.fullmatch(text, at, start))
    return any(text.endswith(ours, 0, at) for at in ahead)


def _many(around: str) -> bool:
    """Whether the slogans of the sentence name so many places that it tells of them all."""
    starts = {around[match.end() : match.end() + 2]: match.end() for match in _SLOGAN.finditer(around)}
    if len(starts) < _A_LIST:
        return False
    names = {place_at(around, at)[0] for at in starts.values()}
    return len(names - {""}) >= _A_LIST


def _framed(around: str, place: Left, one: Frame) -> int:
    """How often the sentence names the place in such frames; named elsewhere, it is what the sentence is about."""
    short = re.escape(place.bearers[0].short)
    slogans = len(re.findall(f"(?:平安|法治){short}", around))
    led_by = len(re.findall(f"在(?:中共)?{short}[^,。]{{0,8}}委", around))
    own = around.count(one.before + place.name + one.after)
    return slogans + max(led_by, own) if one.full else max(slogans, own) + led_by


def _place(text: str, at: tuple[int, int], one: Frame) -> Left | None:
    """The place beside the literal found at `at`, with the rest of the frame on its other side."""
    start, end = at
    if one.literal == one.before:
        name, bearers = _named(text, end, one)
        behind = end + len(name)
        return Left(end, behind, name, bearers) if bearers and text.startswith(one.after, behind) else None
    for begin in range(max(0, start - LONGEST), start - 1):
        name, bearers = _named(text, begin, one)
        if bearers and begin + len(name) == start and text.endswith(one.before, 0, begin):
            return Left(begin, start, name, bearers)
    return None


def _named(text: str, at: int, one: Frame) -> tuple[str, tuple[Division, ...]]:
    """The name at `at` and its bearers of today; no bearers where there is none."""
    if not one.full:
        return place_at(text, at)
    name = divisions().longest_at(text, at, least=3)
    return name, divisions().named(name)


def several(text: str, lefts: Sequence[Left]) -> Sequence[Left]:
    """The places left in, unless they are of many places: then the paper tells of the work of others."""
    names = {place.name for place in lefts}
    if len({place.bearers[0].code for place in lefts}) > MOST_PLACES:
        return ()
    local = {name for name in names if _is_local(text, name)}
    return [place for place in lefts if place.name not in local]


def _is_local(text: str, name: str) -> bool:
    """Whether the document speaks of a town, a road, … of that name."""
    return re.search(f"{re.escape(name)}(?:{_LOCAL})", text) is not None
