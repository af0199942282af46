"""What loading the packs costs in a fresh process, with the cache and without: milliseconds and megabytes.

python benchmarks/load.py

`load` is reading the packs and making sure of them, once the modules are there; `RSS` and `python` are the memory that
this adds. `compile` is all that a rule set needs, its modules among it; `process` is that with Python's own start. The
packs are taken as they are and grown to three times their size.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from zfcheck.data import rules_folder
from zfcheck.document import PLACES
from zfcheck.timeline.meetings import SERIES

RUNS = 15
"""Fresh processes for each figure; the median is shown."""
TIMES = 3
_HAN = re.compile("[\u4e00-\u9f00]")
_FIXED = frozenset("".join((*PLACES, *SERIES, "一二三四五六七八九十初小号磅是否")))
"""Characters that mean something to the kinds; they stay when a pack is copied into other words."""


def shipped() -> list[Path]:
    """The folders of the built-in packs."""
    return sorted(path for path in rules_folder().iterdir() if any(path.glob("*.yaml")))


def grown(target: Path, times: int) -> list[Path]:
    """Copies of the built-in packs in other words, `times` - 1 of each: no pattern and no phrase is there twice."""
    made = []
    for folder in shipped():
        for copy in range(1, times):
            pack = target / f"{folder.name}-{copy}"
            pack.mkdir()
            made.append(pack)
            for file in [*folder.glob("*.yaml"), *folder.glob("*.tsv")]:
                text = _HAN.sub(lambda match, copy=copy: _other(match[0], copy), file.read_text(encoding="utf-8"))
                text = re.sub(rf"(?m)^pack: {folder.name}$", f"pack: {pack.name}", text)
                (pack / file.name).write_text(text, encoding="utf-8")
    return made


def _other(character: str, copy: int) -> str:
    return character if character in _FIXED else chr(ord(character) + 64 * copy)


def resident() -> float:
    """Megabytes of memory that this process holds; none where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def loaded(more: list[str], *, trace: bool) -> dict[str, Any]:
    """Load the packs one by one in this process."""
    from zfcheck.builtin import Builtin
    from zfcheck.packcache import recall_pack
    from zfcheck.packpatterns import keep_patterns, recall_patterns
    from zfcheck.plugins import load_plugins
    from zfcheck.ruleset import collect_kinds

    kinds = collect_kinds(load_plugins(Builtin(), entry_points=False))
    if trace:
        import tracemalloc

        tracemalloc.start()
    before = resident()
    times: dict[str, float] = {}
    packs = []
    start = time.perf_counter()
    recall_patterns()
    for path in [*shipped(), *map(Path, more)]:
        begun = time.perf_counter()
        packs.append(recall_pack(path, kinds))
        times[path.name] = 1000 * (time.perf_counter() - begun)
    load = 1000 * (time.perf_counter() - start)
    found = {"load": load, "packs": times, "RSS": resident() - before, "rules": sum(len(pack.rules) for pack in packs)}
    if trace:
        found["python"] = tracemalloc.get_traced_memory()[0] / (1 << 20)
    keep_patterns()
    return found


def compiled(more: list[str]) -> dict[str, Any]:
    """Compile all rules in this process."""
    start = time.perf_counter()
    import zfcheck

    zfcheck.compile(more, plugins=False)
    return {"compile": 1000 * (time.perf_counter() - start)}


def fresh(what: str, more: list[str], cache: str) -> dict[str, Any]:
    """The figures of one fresh process."""
    env = {**os.environ, "ZFCHECK_NO_CACHE": "" if cache else "1", "ZFCHECK_CACHE_DIR": cache}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, what, *more], env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return {**json.loads(done.stdout), "process": 1000 * (time.perf_counter() - start)}


def middle(runs: list[dict[str, Any]], key: str) -> float:
    """The median of one of the figures."""
    return statistics.median(run[key] for run in runs)


def report(name: str, more: list[str], cache: str) -> None:
    """Print a line of figures for the packs, and one for each of the built-in ones."""
    if cache:
        fresh("compile", more, cache)  # fills it
    loads = [fresh("load", more, cache) for _ in range(RUNS)]
    compiles = [fresh("compile", more, cache) for _ in range(RUNS)]
    python = fresh("trace", more, cache)["python"]
    size = sum(file.stat().st_size for path in [*shipped(), *map(Path, more)] for file in path.glob("*.[yt]*"))
    print(
        f"{name:>16} {'cached' if cache else 'anew':>7} {size / 1000:>5.0f} KB {loads[0]['rules']:>6}"
        f" {middle(loads, 'load'):>6.1f} ms {middle(loads, 'RSS'):>5.1f} MB {python:>5.1f} MB"
        f" {middle(compiles, 'compile'):>6.0f} ms {middle(compiles, 'process'):>6.0f} ms"
    )
    if not more:
        for pack in loads[0]["packs"]:
            print(f"{pack:>16} {'':>24} {statistics.median(run['packs'][pack] for run in loads):>6.1f} ms")


def main() -> None:
    print(f"{'packs':>16} {'':>7} {'size':>8} {'rules':>6} {'load':>9} {'RSS':>8} {'python':>8} {'compile':>9} process")
    with tempfile.TemporaryDirectory() as scratch:
        more = [str(path) for path in grown(Path(scratch), TIMES)]
        for name, packs in {"as they are": [], f"{TIMES} times that": more}.items():
            for cache in ("", str(Path(scratch) / "cache")):
                report(name, packs, cache)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "compile":
        print(json.dumps(compiled(sys.argv[2:])))
    else:
        print(json.dumps(loaded(sys.argv[2:], trace=sys.argv[1] == "trace")))
