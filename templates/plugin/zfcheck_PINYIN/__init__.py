"""zfcheck 的地名插件。

插件靠几个名字固定的函数（钩子）把东西交给 zfcheck，用不着的可以删去：

- `zfcheck_packs`：规则包。绝大多数要求写在 pack.yaml 里就够了。
- `zfcheck_checks`：规则包写不出来的检查，用 Python 写，见 checks.py。
- `zfcheck_words`：本地的专有名词，分词时不会拆开。
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from zfcheck.api import Check, hookimpl

from .checks import Festival


@hookimpl
def zfcheck_packs() -> list[Traversable]:
    """规则包：本文件夹里的 pack.yaml 和它引用的表格。"""
    return [files(__name__)]


@hookimpl
def zfcheck_checks() -> list[Check]:
    """用 Python 写的检查。"""
    return [Festival()]


@hookimpl
def zfcheck_words() -> list[str]:
    """本地专有名词。"""
    return ["地名文化节", "平安地名", "法治地名"]
