"""zfcheck 的湖北省、随州市插件：一个插件带两个规则包，市的包加在省的包之上。

- hubei.yaml：全省通用，`--region 湖北` 时启用。
- suizhou.yaml：随州的，写着 `extends: [hubei]`；`--region 随州` 时，省的、市的一起启用。
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from zfcheck.api import hookimpl


@hookimpl
def zfcheck_packs() -> list[Traversable]:
    """省的规则包和市的规则包。先后不要紧，zfcheck 会把被 extends 的排在前面。"""
    folder = files(__name__)
    return [folder / "hubei.yaml", folder / "suizhou.yaml"]


@hookimpl
def zfcheck_words() -> list[str]:
    """本地专有名词，分词时不会拆开。"""
    return ["逢四说事", "共同缔造", "曾都", "广水"]
