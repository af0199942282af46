"""Plugins: hook specifications, discovery by entry point, and isolation.

Hooks (see `hooks`) only register. Each plugin is called alone, so that one that fails to import, raises or misspells a
hook is a Fault that names it while everything else still runs (in one pluggy call the first exception ends all).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from . import installed
from .document import Document
from .messages import say
from .records import Record
from .rules import Fault, Finding

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

    from pluggy import PluginManager

OURSELVES = "zfcheck"
"""The name under which the built-in plugin is registered."""


class Check(Protocol):
    """A check written in Python. `id` is `category/name`, `severity` one of `error`, `warning`, `info`."""

    id: str
    title: str
    severity: str

    def check(self, document: Document) -> Iterable[Finding]:
        """Findings with span and message; the rest is filled in from the check itself."""
        ...


class PluginInfo(Record, frozen=True):
    """A plugin found: its entry point's name, the distribution it came in, and whether it works."""

    name: str
    distribution: str = ""
    version: str = ""
    fault: Fault | None = None


class Registry:
    """The plugins of this run and what became of each."""

    def __init__(self, builtin: object) -> None:
        self._builtin = builtin
        self.plugins: list[PluginInfo] = []
        self.faults: list[Fault] = []

    @cached_property
    def manager(self) -> PluginManager:
        """What holds the plugins; without any besides ours there is no need of one."""
        from .hooks import managed

        return managed(self._builtin, OURSELVES)

    def collect(self, hook: str, wanted: type = object) -> list[tuple[str, Any]]:
        """`(plugin name, item)` for everything that `hook` of any plugin gives.

        A plugin that raises, or gives something that is no `wanted`, is a Fault.
        """
        found: list[tuple[str, Any]] = []
        for name, call in self._callers(hook):
            try:
                for items in call():
                    found += ((name, item) for item in _listed(items, name, hook, wanted))
            except _OddError as error:
                self.fail(name, str(error))
            except Exception as error:
                message = say(
                    "插件“{name}”的 {hook} 出错：{error}。请告知插件的作者，或用 --no-plugins 不载入插件。",
                    name=name,
                    hook=hook,
                    error=_short(error),
                )
                self.fail(name, message)
        return found

    def _callers(self, hook: str) -> Iterator[tuple[str, Callable[[], Iterable[object]]]]:
        """What calls `hook` of each plugin that has it, with the name of the plugin."""
        if "manager" not in vars(self):
            own = getattr(self._builtin, hook, None)
            if own is not None:
                yield OURSELVES, lambda: [own()]
            return
        known = self.manager.list_name_plugin()
        for name, plugin in known:
            if plugin is None or not any(
                impl.plugin is plugin for impl in getattr(self.manager.hook, hook).get_hookimpls()
            ):
                continue
            others = [other for _, other in known if other is not None and other is not plugin]
            yield name, self.manager.subset_hook_caller(hook, remove_plugins=others)

    def fail(self, name: str, message: str) -> None:
        """Record that plugin `name` could not do its part."""
        fault = Fault("plugin-failed", message)
        self.faults.append(fault)
        self.plugins = [
            PluginInfo(p.name, p.distribution, p.version, fault) if p.name == name else p for p in self.plugins
        ]

    def pack_failed(self, name: str, problem: str) -> None:
        """Record what is wrong with a pack of plugin `name`."""
        self.fail(
            name, say("插件“{name}”的规则包（zfcheck_packs）有误，没有启用：{problem}", name=name, problem=problem)
        )


class _OddError(Exception):
    """A hook that gives something that it should not, in words."""


def _listed(items: object, name: str, hook: str, wanted: type) -> list[Any]:
    """What a hook gives, item by item. Raises `_OddError`."""
    if isinstance(items, str | bytes) or not isinstance(items, Iterable):
        raise _OddError(
            say(
                "插件“{name}”的 {hook} 应返回列表，返回的却是 {given}。",
                name=name,
                hook=hook,
                given=_shown(items),
            )
        )
    listed = list(items)
    for number, item in enumerate(listed, 1):
        if not isinstance(item, wanted):
            raise _OddError(
                say(
                    "插件“{name}”的 {hook} 返回的第 {number} 项应是 {wanted}，却是 {given}。",
                    name=name,
                    hook=hook,
                    number=number,
                    wanted=wanted.__name__,
                    given=_shown(item),
                )
            )
    return listed


def _shown(value: object) -> str:
    """A value with its sort, cut short; without where it lies in memory, which nobody can use."""
    shown = repr(value)
    return type(value).__name__ if " at 0x" in shown else f"{type(value).__name__} {shown[:60]}"


def _short(error: BaseException) -> str:
    """An error with the line that raised it."""
    import traceback

    last = next(reversed(traceback.extract_tb(error.__traceback__)), None)
    where = f"（{Path(last.filename).name}:{last.lineno}）" if last is not None else ""
    return f"{type(error).__name__}: {error}{where}"


def load_plugins(
    builtin: object,
    *,
    entry_points: bool = True,
    paths: Iterable[str] = (),
    extra: Iterable[tuple[str, object]] = (),
) -> Registry:
    """The built-in plugin, those installed under entry-point group `zfcheck`, those at `paths`, `extra` ones by name.

    `paths` are package folders or `.py` files that the caller named: nothing else makes this load Python from a path.
    """
    registry = Registry(builtin)
    found: list[tuple[PluginInfo, Callable[[], object]]] = []
    if entry_points:
        for entry in installed.entries():
            found.append((PluginInfo(entry.name, entry.distribution, entry.version), entry.load))
    for path in dict.fromkeys(paths):
        place = Path(path)
        found.append((PluginInfo(place.stem, str(place)), lambda place=place: _from_path(place)))  # type: ignore[misc]
    for name, plugin in extra:
        found.append((PluginInfo(name), lambda plugin=plugin: plugin))  # type: ignore[misc]
    for info, load in found:
        registry.plugins.append(info)
        _register(registry, info, load)
    return registry


def _from_path(path: Path) -> object:
    """The module at `path`: a file, or the folder of a package."""
    import hashlib
    import importlib.util

    init = path / "__init__.py"
    file = init if path.is_dir() else path
    if not file.is_file():
        raise FileNotFoundError(say("“{path}”里没有 {name}", path=path, name=init.name if path.is_dir() else path.name))
    real = os.path.realpath(file)
    name = path.resolve().stem
    held = sys.modules.get(name)
    if held is not None and _comes_from(getattr(held, "__spec__", None), real):
        return held
    # A plugin called json.py must not stand in for the module of that name.
    if (
        held is not None
        or not name.isidentifier()
        or not _comes_from(importlib.util.find_spec(name), real, nothing=True)
    ):
        name = f"zfcheck_plugin_{hashlib.sha256(real.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
        held = sys.modules.get(name)
        if held is not None:
            return held
    spec = importlib.util.spec_from_file_location(
        name, file, submodule_search_locations=[str(path.resolve())] if path.is_dir() else None
    )
    if spec is None or spec.loader is None:
        raise ImportError(say("“{path}”不是 Python 文件", path=path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # so that its own relative imports find it
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def _comes_from(spec: ModuleSpec | None, file: str, *, nothing: bool = False) -> bool:
    """Whether a module is that of `file`; `nothing` is the answer where there is none."""
    if spec is None:
        return nothing
    return spec.origin is not None and os.path.realpath(spec.origin) == file


def _register(registry: Registry, info: PluginInfo, load: Callable[[], object]) -> None:
    if registry.manager.get_plugin(info.name) is not None:
        message = say(
            "插件名称“{name}”已被占用（zfcheck plugin list 列出已装的），请换一个文件名或名称。", name=info.name
        )
        registry.fail(info.name, message)
        return
    try:
        plugin = load()
        registry.manager.register(plugin, name=info.name)
    except (Exception, SystemExit) as error:
        message = say(
            "插件“{name}”无法载入：{error}。请重新安装它（pip install），或用 pip uninstall 卸载。",
            name=info.name,
            error=_short(error),
        )
        registry.fail(info.name, message)
        return
    from .hooks import NAMES

    for caller in registry.manager.get_hookcallers(plugin) or []:
        if not caller.has_spec():
            from difflib import get_close_matches

            close = get_close_matches(caller.name, NAMES, n=1)
            hint = say("是否想写“{word}”？", word=close[0]) if close else ""
            registry.fail(
                info.name,
                say("插件“{name}”实现了不存在的钩子“{hook}”。{hint}", name=info.name, hook=caller.name, hint=hint),
            )
