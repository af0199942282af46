"""zfcheck 的浙江省插件，也是写地区插件的样板。

插件靠几个名字固定的函数（钩子）把东西交给 zfcheck：

- `zfcheck_packs`：规则包。绝大多数要求写在 pack.yaml 里就够了，不用编程。
- `zfcheck_checks`：规则包写不出来的检查，用 Python 写。见 anniversaries.py。
- `zfcheck_words`：本地的专有名词，分词时不会拆开。

用不着的函数可以删去。
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from zfcheck.api import Check, hookimpl

from .anniversaries import Anniversaries


@hookimpl
def zfcheck_packs() -> list[Traversable]:
    """规则包，和本文件放在同一个文件夹里。"""
    return [files(__name__) / "pack.yaml"]


@hookimpl
def zfcheck_checks() -> list[Check]:
    """用 Python 写的检查。"""
    return [Anniversaries()]


@hookimpl
def zfcheck_words() -> list[str]:
    """本地专有名词。"""
    return ["枫桥经验", "八八战略", "浙里办", "浙政钉", "大综合一体化"]
