"""What a caller asks, taken from an address or a JSON text as plain values. Nothing of it is ever a path."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..messages import LANGUAGES, say
from ..records import Record, field
from ..rules import KIND_WORDS, KINDS_OF_DOCUMENT
from .limits import LONGEST_NAME, MOST_NAMED

PASTED = "粘贴.txt"
"""What pasted text is called where its sender gives it no name."""
FORMS = ("comments", "revisions", "html", "text", "json")
"""What a review may be given as."""
HOW = ("plain", "revisions")
"""How accepted fixes are written into a Word file."""


class RefusedError(Exception):
    """A request that is not answered as asked: the status, a word for programs, and a message for people."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})


class Wanted(Record, frozen=True):
    """How one document is to be checked, as plain values that a worker can be sent."""

    name: str = PASTED
    kind: str | None = None
    region: str | None = None
    as_of: str | None = None
    packs: tuple[str, ...] = ()
    lang: str = "zh"


class Offered(Record, frozen=True):
    """What may be asked for by name: regions and packs."""

    regions: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()


CHECK_KEYS = ("name", "kind", "region", "as_of", "pack", "lang")


def from_query(pairs: Sequence[tuple[str, str]], offered: Offered, default: str) -> Wanted:
    """What the parameters of an address ask. Raises `RefusedError`."""
    told: dict[str, Any] = {}
    for key, value in pairs:
        if key == "pack":
            told.setdefault(key, []).append(value)
        elif key in told:
            raise wrong(say("参数 {name} 写了两次。", name=key))
        else:
            told[key] = value
    return from_values(told, offered, default)


def from_values(told: Mapping[str, Any], offered: Offered, default: str, more: Sequence[str] = ()) -> Wanted:
    """What `told` asks; it may also say `more`. Raises `RefusedError`."""
    for key in told:
        if key not in CHECK_KEYS and key not in more:
            raise wrong(say("不认识参数 {name}。可用的有：{known}", name=_short(key), known="、".join(CHECK_KEYS)))
    lang = _one_of("lang", _text(told, "lang") or default, LANGUAGES)
    kind = _text(told, "kind")
    if kind is not None:
        kind = _one_of("kind", KIND_WORDS.get(kind, kind), tuple(KINDS_OF_DOCUMENT))
    region = _text(told, "region")
    if region is not None:
        region = _one_of("region", region, sorted(offered.regions))
    packs = told.get("pack") or []
    if isinstance(packs, str):
        packs = [packs]
    if not isinstance(packs, list) or not all(isinstance(pack, str) for pack in packs):
        raise wrong(say("参数 {name} 应当是文字。", name="pack"))
    # A pack by its name alone: what it also could be, a path, is the caller's of the command line to give.
    packs = tuple(dict.fromkeys(_one_of("pack", pack, sorted(offered.packs)) for pack in packs if pack))
    return Wanted(name_of(_text(told, "name")), kind, region, _day(_text(told, "as_of")), packs, lang)


def name_of(name: str | None) -> str:
    """A file's name without folders and what is not seen: it is shown, and its ending tells the format."""
    base = (name or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in base if sign.isprintable()).strip()
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > LONGEST_NAME:
        shown = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending if len(ending) < 20 else shown[:LONGEST_NAME]
    return shown if shown.strip(".") else PASTED


def request_of(text: str | bytes) -> dict[str, Any]:
    """The JSON that comes beside a file. Raises `RefusedError`."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong(say("request 不是 JSON。")) from error
    if not isinstance(told, dict):
        raise wrong(say("request 应当是 JSON 对象。"))
    return told


class Named(Record, frozen=True):
    """A finding that a caller names: by `id`, or by fingerprint and, where given, its rule and edits."""

    id: str = ""
    fingerprint: str = ""
    rule: str = ""
    edits: tuple[tuple[int, int, str], ...] | None = None
    reason: str = ""


class Apply(Record, frozen=True):
    """Fixes to make."""

    accept: tuple[Named, ...] = ()
    how: str = "plain"


class Answering(Record, frozen=True):
    """A review to write."""

    ignore: tuple[Named, ...] = field(default=())
    form: str = "comments"
    unsafe: bool = False


def apply_of(told: Mapping[str, Any]) -> Apply:
    """What `/api/apply` is to do. Raises `RefusedError`."""
    how = _one_of("how", _text(told, "how") or "plain", HOW)
    return Apply(_named(told, "accept"), how)


def answering_of(told: Mapping[str, Any]) -> Answering:
    """What `/api/review` is to give. Raises `RefusedError`."""
    unsafe = told.get("unsafe", False)
    if not isinstance(unsafe, bool):
        raise wrong(say("参数 {name} 应当是 true 或 false。", name="unsafe"))
    return Answering(_named(told, "ignore"), _one_of("as", _text(told, "as") or "comments", FORMS), unsafe)


def _named(told: Mapping[str, Any], key: str) -> tuple[Named, ...]:
    listed = told.get(key) or []
    if not isinstance(listed, list) or len(listed) > MOST_NAMED:
        raise wrong(say("{name} 应当是一列问题的编号。", name=key))
    return tuple(_one(each, key) for each in listed)


def _one(each: Any, key: str) -> Named:
    if isinstance(each, str) and each:
        return Named(id=each)
    if isinstance(each, dict):
        texts = {name: each.get(name) or "" for name in ("id", "fingerprint", "rule", "reason")}
        if all(isinstance(text, str) for text in texts.values()) and (texts["id"] or texts["fingerprint"]):
            return Named(**texts, edits=_edits(each.get("edits"), key))
    raise wrong(say("{name} 应当是一列问题的编号。", name=key))


def _edits(told: Any, key: str) -> tuple[tuple[int, int, str], ...] | None:
    if told is None:
        return None
    try:
        return tuple((int(edit["start"]), int(edit["end"]), str(edit["text"])) for edit in told)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise wrong(say("{name} 应当是一列问题的编号。", name=key)) from error


def wrong(message: str) -> RefusedError:
    """A request that cannot be understood."""
    return RefusedError(400, "bad-request", message)


def _text(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    if value is not None and not isinstance(value, str):
        raise wrong(say("参数 {name} 应当是文字。", name=key))
    return value or None


def _one_of(key: str, value: str, words: Sequence[str]) -> str:
    if value in words:
        return value
    known = "、".join(words) or say("（没有）")
    raise wrong(say("参数 {name} 不能是“{value}”。可用的有：{known}", name=key, value=_short(value), known=known))


def _day(text: str | None) -> str | None:
    from ..selection import SelectionError, parse_day

    try:
        parse_day(text)
    except SelectionError as error:
        raise wrong(str(error)) from error
    return text


def _short(text: object) -> str:
    return "".join(sign for sign in str(text)[:40] if sign.isprintable())
