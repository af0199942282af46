"""zfcheck 的湖南省临湘市插件：只有一个规则包，没有程序。

pack.yaml 里写了自己的层次序号（`schemes:`）和各类文稿应有的部分（`sections:` 与 `kind: section`）。
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from zfcheck.api import hookimpl


@hookimpl
def zfcheck_packs() -> list[Traversable]:
    """规则包，和本文件放在同一个文件夹里。"""
    return [files(__name__) / "pack.yaml"]
