"""The hooks that a plugin may implement, by pluggy, which is loaded where there is a plugin besides ours."""

from __future__ import annotations

from typing import Any

import pluggy

PROJECT = "zfcheck"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """What a plugin may implement. Every hook returns a list and takes nothing."""

    @hookspec
    def zfcheck_packs(self) -> Any:
        """Paths or `importlib.resources` traversables of YAML packs."""

    @hookspec
    def zfcheck_kinds(self) -> Any:
        """Rule kinds (`zfcheck.api.Kind`): what `kind:` in a pack may say."""

    @hookspec
    def zfcheck_checks(self) -> Any:
        """Checks written in Python (`zfcheck.api.Check`)."""

    @hookspec
    def zfcheck_words(self) -> Any:
        """Names and terms for word segmentation."""

    @hookspec
    def zfcheck_readers(self) -> Any:
        """Input formats (`zfcheck.api.Reader`)."""

    @hookspec
    def zfcheck_writers(self) -> Any:
        """Output formats (`zfcheck.api.Writer`)."""


NAMES = tuple(name for name in vars(Hooks) if name.startswith("zfcheck_"))


def managed(builtin: object, name: str) -> pluggy.PluginManager:
    """A manager of plugins in which the built-in one is registered, whose methods need no mark for that."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    for hook in NAMES:
        method = getattr(type(builtin), hook, None)
        if method is not None:
            hookimpl(method)
    manager.register(builtin, name=name)
    return manager
