"""Packs and plugins to start from: the templates of templates/, with the names put in.

In a template `PINYIN` stands for the name in letters, `地名` for the place, `标题` for the title; `region: 地区` is a
line that goes where no region is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .data import rules_folder, templates_folder
from .lazy import lazily
from .messages import say
from .records import Record
from .sounds import in_letters

_NAME = lazily(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HAN = lazily("[\u3400-\u9fff\U00020000-\U0003ffff]")
_PLACE = lazily("[\\w\u3400-\u9fff·]+")
_BARE = lazily("[“”《》、，·\u3400-\u9fff]+")
"""A text that YAML takes as it stands."""
_NOT_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Line ends, control characters, and what a command line holds that is not UTF-8."""
_TAKEN = frozenset({"zfcheck", "null"})
"""Names beside those of our packs: of what is built in, and YAML's word for nothing."""
_LONGEST = 40
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州"
    "|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_ENDS = (
    *("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县"),
    *("地区", "省", "市", "县", "区"),
)
_WITHIN = lazily(
    # 海南藏族自治州 is no place in 海南.
    f"(?:{_PROVINCES})(?:省|市|特别行政区|(?:维吾尔|壮族|回族)?自治区)?+(?P<place>(?!.{{1,4}}族).{{2,}})"
)
_EXAMPLE = "云川"
"""The place in a pack that speaks of none: an invented one."""


class StartError(Exception):
    """A name or folder that cannot be used, in words for the caller."""


class Named(Record, frozen=True):
    """A name in letters, and the words that it came from."""

    pinyin: str
    words: str


def name_of_pack(word: str) -> Named:
    """The name of a pack: `word` itself, or its pinyin where it is Chinese. Raises `StartError`."""
    named = _named(word, word)
    return _free(named)


def name_of_plugin(region: str, name: str | None = None) -> Named:
    """The name of a plugin for a region: 湖北随州 and 随州市 are 随州, suizhou. Raises `StartError`."""
    place = short_name(region.strip())
    if not _HAN.search(place):
        raise _no_place(region)
    _check_place(place)
    return _free(_named(name or place, place))


def _free(named: Named) -> Named:
    if named.pinyin in _TAKEN or (rules_folder() / named.pinyin).is_dir():
        raise StartError(say("规则包名称“{id}”已被占用，请换一个。", id=named.pinyin))
    return named


def _check_place(place: str) -> None:
    """Raise `StartError` for what would be more than a word where the templates put it: in YAML, in patterns."""
    if not _PLACE.fullmatch(place) or len(place) > _LONGEST:
        raise _no_place(place)


def _no_place(region: str) -> StartError:
    return StartError(say("“{region}”不像地名，请写成 随州、随州市 或 湖北随州 这样。", region=region))


def short_name(region: str) -> str:
    """A place without its province before it and without what sort of place it is behind it."""
    if within := _WITHIN.fullmatch(region):
        region = within["place"]
    for end in _ENDS:
        if region.endswith(end) and len(region) - len(end) >= 2:
            return region.removesuffix(end)
    return region


def _named(word: str, words: str) -> Named:
    spelt = in_letters(word) if _HAN.search(word) else word
    if _NAME.fullmatch(spelt) and len(spelt) <= _LONGEST:
        return Named(spelt, words)
    close = re.sub(r"[^a-z0-9]+", "-", spelt.lower()).strip("-")[:_LONGEST].strip("-")
    hint = say("是否想写“{word}”？", word=close) if _NAME.fullmatch(close) else ""
    raise StartError(say("名称“{name}”只能用小写字母、数字和连字符，以字母开头。{hint}", name=word, hint=hint))


def start_pack(named: Named, folder: Path, *, region: str | None = None, title: str | None = None) -> list[Path]:
    """Write a pack into `folder`/name; the files written. Raises `StartError` and `OSError`."""
    chinese = named.words if _HAN.search(named.words) else ""
    region = (region or "").strip()
    place = region or chinese or _EXAMPLE
    title = title or say("{place}公文用语", place=region or chinese or named.pinyin)
    _check_place(place)
    if _NOT_ONE_LINE.search(title):
        raise StartError(say("标题只能写一行文字。"))
    changes = {"PINYIN": named.pinyin, "地名": short_name(place), "标题": _scalar(title)}
    if region:
        changes |= {"地区": _scalar(region)}
    return _write(templates_folder() / "pack", folder / named.pinyin, changes, regional=bool(region))


def start_plugin(named: Named, folder: Path, version: str) -> list[Path]:
    """Write a plugin into `folder`/zfcheck-name; the files written. Raises `StartError` and `OSError`."""
    package = named.pinyin.replace("-", "_")
    changes = {"zfcheck_PINYIN": f"zfcheck_{package}", "test_PINYIN": f"test_{package}"}
    changes |= {"PINYIN": named.pinyin, "地名": named.words, "VERSION": version}
    return _write(templates_folder() / "plugin", folder / f"zfcheck-{named.pinyin}", changes, regional=True)


def _scalar(text: str) -> str:
    """A text as it may stand behind a key of YAML."""
    return text if _BARE.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _write(template: Path, target: Path, changes: Mapping[str, str], *, regional: bool) -> list[Path]:
    if target.exists():
        raise StartError(say("“{path}”已经有了，没有改动它。请换一个名称，或用 --folder 换一个文件夹。", path=target))
    words = lazily("|".join(map(re.escape, sorted(changes, key=len, reverse=True))))

    def filled(text: str) -> str:
        return words.sub(lambda match: changes[match.group()], text)

    written: list[Path] = []
    for source in sorted(path for path in template.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        path = target / filled(str(source.relative_to(template)))
        text = source.read_text(encoding="utf-8")
        if not regional:
            text = re.sub("(?m)^region: .*\n", "", text)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Opened so that nothing that came in between is written over.
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(filled(text))
        written.append(path)
    return written
