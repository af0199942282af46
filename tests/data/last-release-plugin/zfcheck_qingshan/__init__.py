"""zfcheck 的青山插件。"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from zfcheck.api import Check, hookimpl

from .ages import Ages


@hookimpl
def zfcheck_packs() -> list[Traversable]:
    """规则包。"""
    return [files(__name__)]


@hookimpl
def zfcheck_checks() -> list[Check]:
    """用 Python 写的检查。"""
    return [Ages()]


@hookimpl
def zfcheck_words() -> list[str]:
    """本地专有名词。"""
    return ["青山讲堂", "青山经验"]
