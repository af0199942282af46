"""Fresh virtual environments, for tests that install zfcheck or a plugin.

Nothing is downloaded: builds run without isolation, and the new environments borrow the libraries of this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LITTER = ("__pycache__", "*.egg-info", "build", "dist", ".*_cache", ".hypothesis", "node_modules")
FOLDERS = ("checker", "rules", "grammars", "templates")
FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "LICENSE", "README.md", "README.zh-CN.md", "CHANGELOG.md")


def copy_folder(source: Path, target: Path) -> Path:
    """A folder without what builds, tests and editors leave in it."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LITTER))
    return target


def copy_checkout(target: Path) -> Path:
    """What a build needs of the checkout, copied to `target`, so that building leaves nothing in the real one."""
    for name in FOLDERS:
        copy_folder(ROOT / name, target / name)
    for name in FILES:
        shutil.copy2(ROOT / name, target / name)
    return target


class Environment:
    """A virtual environment in `folder` that sees the libraries of this one but not its zfcheck.

    Commands run in the empty folder `outside`, without PYTHONPATH, so that only what was installed is found.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outside = folder / "outside"
        self.outside.mkdir(parents=True)
        venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
        scheme = "venv" if "venv" in sysconfig.get_scheme_names() else "posix_prefix"
        paths = sysconfig.get_paths(scheme, vars={"base": str(folder / "venv"), "platbase": str(folder / "venv")})
        self.packages = Path(paths["purelib"])
        self.scripts = Path(paths["scripts"])
        self.interpreter = self.scripts / Path(sys.executable).name
        if not self.interpreter.exists():
            self.interpreter = self.scripts / "python"
        # Folders named in a .pth file do not have their own .pth files read: this environment's editable
        # installs stay out of sight.
        borrowed = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
        (self.packages / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")

    def command(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command in `outside`; its exit status must be `status`."""
        unwanted = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "ZFCHECK_LANG"}
        environ = {key: value for key, value in os.environ.items() if key not in unwanted}
        environ |= {"PYTHONUTF8": "1", "NO_COLOR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        done = subprocess.run(words, cwd=self.outside, env=environ, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == status, f"{words} gave {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def python(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run this environment's Python."""
        return self.command(str(self.interpreter), *words, status=status)

    def zfcheck(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run the installed `zfcheck` command."""
        return self.command(str(self.scripts / "zfcheck"), *words, status=status)

    def install(self, *what: str) -> None:
        """Install without dependencies and without asking any index, whatever the borrowed libraries hold."""
        options = ("--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed", "--quiet")
        self.python("-m", "pip", "install", *options, *what)

    def uninstall(self, name: str) -> None:
        """Take a distribution out again."""
        self.python("-m", "pip", "uninstall", "--yes", "--quiet", name)
