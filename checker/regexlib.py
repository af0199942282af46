"""The library `regex`, of which a start needs the engine alone: its parser, written in Python, is loaded for a pattern
that is not kept compiled (see `keptcodes`), and takes as long to import as thirty of our modules.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

MULTILINE = 0x8
VERSION1 = 0x100

if TYPE_CHECKING:
    import regex as regex
else:

    class _Library:
        """The library, imported when something is asked of it."""

        def __getattr__(self, name: str) -> Any:
            import regex

            value = getattr(regex, name)
            setattr(self, name, value)
            return value

    regex = _Library()


def _found() -> Any:
    """Where the engine is, found without importing the library; None where it is not among files."""
    library = PathFinder.find_spec("regex")
    folders = library.submodule_search_locations if library is not None else None
    return PathFinder.find_spec("regex._regex", folders) if folders else None


_spec = _found()


def version() -> str:
    """What compiled patterns depend on: this very build of the engine."""
    if _spec is None:
        return regex.__version__
    status = os.stat(_spec.origin)
    return f"{status.st_size}-{status.st_mtime_ns}"


def engine() -> Any:
    """What makes patterns out of what is kept of them. The library, once it is imported, has the same."""
    loaded = sys.modules.get("regex._regex")
    if loaded is not None:
        return loaded
    if _spec is None:
        from regex import _regex

        return _regex
    from importlib.util import module_from_spec

    loaded = module_from_spec(_spec)
    sys.modules["regex._regex"] = loaded
    try:
        _spec.loader.exec_module(loaded)
    except BaseException:
        sys.modules.pop("regex._regex", None)
        raise
    return loaded
