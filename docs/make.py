"""Makes the pages of this folder that come out of the program: python docs/make.py

`--check` writes nothing; it names the pages that are not what they would be and exits with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from making import all_pages, rule_set

FOLDER = Path(__file__).resolve().parent


def stale(pages: Mapping[str, str], folder: Path = FOLDER) -> list[str]:
    """The pages that differ from what they would be, are missing, or are made no longer."""
    differing = [name for name, text in pages.items() if not _holds(folder / name, text)]
    left = [f"rules/{path.name}" for path in sorted((folder / "rules").glob("*.md"))]
    return sorted({*differing, *(name for name in left if name not in pages)})


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: Sequence[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python docs/make.py [--check]", file=sys.stderr)
        return 2
    pages = all_pages(rule_set())
    names = stale(pages)
    if arguments:
        for name in names:
            print(f"docs/{name}: 不是最新的，请执行 python docs/make.py")
        return 1 if names else 0
    for name in names:
        path = FOLDER / name
        if name in pages:
            path.parent.mkdir(exist_ok=True)
            path.write_text(pages[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
