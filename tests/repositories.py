"""Scratch git repositories, apart from the user's own settings of git."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

SCRIPTS = sysconfig.get_path("scripts")
NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "甲"), ("EMAIL", "a@invalid"))
}


class Repository:
    """A repository in `folder`. Commands find the programs of this environment first; caches lie in `caches`."""

    def __init__(self, folder: Path, caches: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        unwanted = ("GIT_", "PRE_COMMIT", "ZFCHECK_", "SKIP")  # the tests themselves may run in a hook
        self.environ = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
        self.environ |= NOBODY | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "NO_COLOR": "1",
            "PATH": os.pathsep.join([SCRIPTS, self.environ["PATH"]]),
            "PRE_COMMIT_HOME": str(caches / "pre-commit"),
            "PYTHONUTF8": "1",
            "ZFCHECK_CACHE_DIR": str(caches / "zfcheck"),
        }
        self.git("init", "--quiet")
        self.git("config", "core.autocrlf", "false")

    def run(self, *words: str, status: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder; its exit status must be `status`, where one is given."""
        done = subprocess.run(
            words, cwd=self.folder, env=self.environ, capture_output=True, text=True, encoding="utf-8", errors="replace"
        )
        assert status is None or done.returncode == status, (
            f"{words} gave {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    def git(self, *words: str, status: int | None = 0) -> str:
        """What git writes to standard output."""
        return self.run("git", *words, status=status).stdout

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def commit(self, message: str = "改", *options: str) -> tuple[bool, str]:
        """Whether what is staged could be committed, and all that was said."""
        before = self.git("rev-parse", "--verify", "--quiet", "HEAD", status=None)
        done = self.run("git", "commit", "--message", message, *options, status=None)
        after = self.git("rev-parse", "--verify", "--quiet", "HEAD", status=None)
        assert (done.returncode == 0) == (before != after), done.stdout + done.stderr
        return done.returncode == 0, done.stdout + done.stderr

    def pre_commit(self, *words: str, status: int | None = 0) -> str:
        """What the real `pre-commit` says."""
        done = self.run(sys.executable, "-m", "pre_commit", *words, status=status)
        return done.stdout + done.stderr


def zfcheck_installed() -> bool:
    """Whether this environment has the command `zfcheck`."""
    return shutil.which("zfcheck", path=SCRIPTS) is not None
