"""Lists the packages and copies the data folders into them; everything else is said in pyproject.toml.

`checker/` is imported as `zfcheck`. `rules/`, `grammars/` and `templates/` stand beside it in the checkout, where
people edit them. A wheel holds them as `zfcheck/rules` and so on; an editable install reads them where they are (see
checker/data.py).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
DATA = ("rules", "grammars", "templates")


class BuildWithData(build_py):
    """`build_py` that brings the data folders along."""

    def run(self) -> None:
        if self.editable_mode:
            super().run()
            return
        target = Path(self.build_lib) / "zfcheck"
        shutil.rmtree(target, ignore_errors=True)  # what an earlier build left there may be gone from the sources
        super().run()
        for name in DATA:
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """The files that `run` writes, the data files among them."""
        outputs = list(super().get_outputs(include_bytecode))
        for name in DATA:
            for file in sorted((ROOT / name).rglob("*")):
                inside = file.relative_to(ROOT)
                if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in inside.parts):
                    outputs.append(str(Path(self.build_lib) / "zfcheck" / inside))
        return outputs


setup(
    packages=["zfcheck", *(f"zfcheck.{name}" for name in find_packages(str(ROOT / "checker")))],
    cmdclass={"build_py": BuildWithData},
)
