"""Where the settings for a file are: the nearest `zfcheck.yaml` upward, as far as the repository's root."""

from __future__ import annotations

import os
from pathlib import Path

from .. import again
from ..messages import say
from ..packtree import PackError, Problem
from ..rules import Place

NAMES = ("zfcheck.yaml", "zfcheck.yml", ".zfcheck.yaml")
"""The names of a settings file, of which a folder may hold one."""


def find_settings(folder: Path) -> Path | None:
    """The settings file for what lies in `folder`. Raises `PackError` where one folder holds two.

    The search ends at the root of a repository: what lies above it was not written for it.
    """
    start = Path(os.path.abspath(folder))
    for place in (start, *start.parents):
        again.note(*(place / name for name in NAMES))
        here = [place / name for name in NAMES if _is_file(place / name)]
        if len(here) > 1:
            first, second = (path.name for path in here[:2])
            message = say("这里有两个设置文件：{first} 和 {second}。请只留一个。", first=first, second=second)
            raise PackError([Problem(Place(str(here[1])), message)])
        if here:
            return _near(here[0])
        again.note_presence(place / ".git")
        if (place / ".git").exists():
            return None
    return None


def _near(path: Path) -> Path:
    """The path as people see it from where they are: messages name it often."""
    try:
        return path.relative_to(Path.cwd())
    except (OSError, ValueError):
        return path


def _is_file(path: Path) -> bool:
    """Whether a file is there; a link to nowhere is one as well, so that what it should say is missed, and told."""
    return os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))
