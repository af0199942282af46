"""The bytes of a document, from a disk or out of object storage, and what names their content."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..beside import beside
from ..files import LARGEST_FILE, Source, read
from ..messages import say, set_language
from ..rules import Fault
from .order import Order

AHEAD = 8
"""Documents fetched at a time out of object storage, where the wait for each is longer than the reading."""


def fetched(order: Order, places: Iterable[bytes]) -> Iterator[bytes | Fault]:
    """The content of each document in turn, or why it cannot be had."""
    if not order.remote:
        yield from (_from_disk(order, place) for place in places)
        return
    waiting: deque[Future[bytes | Fault]] = deque()
    with ThreadPoolExecutor(AHEAD) as threads:
        for place in places:
            waiting.append(threads.submit(_from_storage, place.decode(), order.language))
            if len(waiting) == AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def looks(order: Order, places: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """For each document what its content is called, and its size; or the fault.

    `beside` names what the file beside it ignores: with its path, which the faults of such a file tell.
    """
    set_language(order.language)
    places = list(places)
    for place, data in zip(places, fetched(order, places), strict=True):
        if isinstance(data, Fault):
            yield {"hash": None, "beside": None, "size": None, "kind": data.kind, "message": data.message}
        else:
            beside = "" if order.remote else _beside(order, place)
            yield {"hash": name_of(data), "beside": beside, "size": len(data), "kind": None, "message": None}


def name_of(data: bytes) -> str:
    """The name of a content: SHA-256 in hexadecimal digits, as other tools tell it."""
    return hashlib.sha256(data).hexdigest()


def path_of(order: Order, place: bytes) -> Path:
    """Where a document on a disk is, seen from anywhere."""
    return Path(order.folder, os.fsdecode(place))


def _from_disk(order: Order, place: bytes) -> bytes | Fault:
    path = path_of(order, place)
    data = read(Source("", path))
    if isinstance(data, Fault) and not os.path.lexists(path):
        return Fault("not-found", say("文件在检查过程中被删除或移走，或者检查它的机器上没有这个路径。"))
    return data


def _beside(order: Order, place: bytes) -> str:
    try:
        data = beside(path_of(order, place)).read_bytes()
    except OSError:
        return ""
    return hashlib.sha256(place + b"\0" + data).hexdigest()


def _from_storage(address: str, language: str) -> bytes | Fault:
    import daft

    set_language(language)  # a thread has a context of its own
    try:
        with daft.File(address).open() as file:
            data: bytes = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Fault("not-found", say("对象存储里找不到这份文稿，可能在检查过程中被删除。"))
    except Exception as error:  # whatever a service, a network or a library may say
        reason = " ".join(str(error).split())[:300]
        return Fault("unreadable", say("下载失败：{reason}。请核对地址、权限和网络后再运行一次。", reason=reason))
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1048576
        return Fault("too-large", say("文件超过 {limit} MB，没有检查。请确认没有选错文件。", limit=limit))
    return data
