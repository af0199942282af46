"""Many files: by one and two workers, with an empty cache and a filled one, what it takes and in how much memory.

python benchmarks/manyfiles.py [FOLDER] [--files 1000] [--size 15000] [--runs 3] [--node-modules FOLDER] [--many 10000]

The files are invented reports, or those of FOLDER, which is copied. `cold` has packs in the cache and no results;
`again` is the same call once more, `one new` the same after one file was changed, `touched` after all were written
anew with what was in them, as in another checkout; `none` uses no cache of results. Peak memory is that of the largest
process, parent or worker, by the system's own count. textlint with prh checks the same files for 500 phrases, in one
process.
With `--many` so many small files are checked as well, one in a hundred of them broken (see tests/brokenfiles.py).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peers import phrase_tools
from phraserules import phrases
from processes import SETTLED, Took, cached, cpu, zfcheck_command
from reports import write

PHRASES = 500
PEAK = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Calls a program and tells the most memory that it, or one of the processes that it waited for, has had."""


@dataclass(frozen=True, slots=True)
class Run:
    """One call: what it took, and the most memory of any of its processes in MB."""

    took: Took
    peak: float


def call(words: Sequence[str], folder: Path, env: Mapping[str, str], fine: Sequence[int] = (0, 1, 3)) -> Run:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words], cwd=folder, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    status, most = map(int, done.stdout.split())
    if status not in fine:
        raise SystemExit(f"{' '.join(words[:6])} … ended with {status}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(Took(wall, spent), most / (2**20 if sys.platform == "darwin" else 2**10))


def show(name: str, runs: Sequence[Run], files: int, against: float | None = None) -> float:
    """A row; the median on the clock."""
    walls = statistics.median(one.took.wall for one in runs)
    least = cpu([one.took for one in runs])
    most = max(one.peak for one in runs)
    line = f"{name:>28} {walls:>8.2f} s {least:>8.2f} s {1000 * least / files:>8.2f} ms {most:>6.0f} MB"
    print(line + (f" {against / least:>8.1f}" if against else ""), flush=True)
    return least


def ways(folder: Path, scratch: Path, files: int, runs: int) -> None:
    """Each state of the cache by one and two workers, in turns."""
    found: dict[tuple[str, int], list[Run]] = {}
    for number in range(runs):
        for jobs in (1, 2):
            env = cached(scratch / f"cache-{number}-{jobs}")
            first = [*zfcheck_command(), "--version"]
            call(first, folder, env)
            one = next(folder.iterdir())
            alone = scratch / "one" / one.name
            alone.parent.mkdir(exist_ok=True)
            shutil.copy(one, alone)
            call([*zfcheck_command(), "--no-cache", str(alone)], folder, env)  # packs
            base = [*zfcheck_command(), "--jobs", str(jobs)]
            time.sleep(SETTLED)  # until the files count as unchanged
            for state, words in (("none", ["--no-cache", "."]), ("cold", ["."]), ("again", ["."])):
                found.setdefault((state, jobs), []).append(call([*base, *words], folder, env))
            with one.open("a", encoding="utf-8") as file:
                file.write("\n")
            found.setdefault(("one new", jobs), []).append(call([*base, "."], folder, env))
            for path in folder.iterdir():
                os.utime(path)
            found.setdefault(("touched", jobs), []).append(call([*base, "."], folder, env))
    print(f"\n{'':>28} {'clock':>10} {'CPU':>10} {'CPU a file':>11} {'peak':>9} {'to cold':>8}")
    cold = min(one.took.cpu for one in found["cold", 1])
    for (state, jobs), each in found.items():
        show(f"{state}, {jobs} worker{'s' if jobs > 1 else ''}", each, files, cold)


def peer(folder: Path, scratch: Path, files: int, runs: int, modules: Path | None) -> None:
    """textlint with prh beside zfcheck with the same phrases, the second call of which is warm."""
    texts = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.iterdir())[:50])
    place = scratch / "phrases"
    place.mkdir()
    env = cached(scratch / "cache-phrases")
    names = sorted(path.name for path in folder.glob("*.txt"))
    print(f"\nWith {PHRASES} phrases")
    for tool in phrase_tools(modules, phrases(PHRASES, texts), place):
        if tool.call is None:
            print(f"{tool.name:>28} absent")
            continue
        repeats = 2 if tool.name.startswith("zfcheck") else 1
        for repeat in range(repeats):
            made = [call(tool.call(names), folder, env, (*tool.fine, 3)) for _ in range(1 if repeats > 1 else runs)]
            show(f"{tool.name}{', again' if repeat else ''}", made, files)


def very_many(count: int, scratch: Path) -> None:
    """Small files, some of them broken."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    import brokenfiles

    folder = scratch / "many"
    folder.mkdir()
    broken = brokenfiles.write(folder, count)
    env = cached(scratch / "cache-many")
    print(f"\n{count} small files, {len(broken)} of them broken")
    for state, jobs in (("cold", 2), ("warm", 2), ("none", 1), ("none", 2)):
        words = [*zfcheck_command(), "--jobs", str(jobs), "--output-format", "jsonl", "."]
        words += ["--no-cache"] if state == "none" else []
        show(f"{state}, {jobs} worker{'s' if jobs > 1 else ''}", [call(words, folder, env)], count)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of .txt files instead of invented reports")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--size", type=int, default=15_000, help="bytes of each file")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--node-modules", type=Path, help="where npm has installed textlint and textlint-rule-prh")
    parser.add_argument("--many", type=int, default=0, help="so many small files, too, some of them broken")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "reports"
        if told.folder:
            folder.mkdir()
            for number, path in enumerate(sorted(told.folder.rglob("*.txt"))):
                shutil.copy(path, folder / f"{number:05}-{path.name}")
        else:
            write(folder, told.files, told.size)
        files = sum(1 for _ in folder.iterdir())
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(
            f"{files} files, {size / 1e6:.1f} MB; {told.runs} runs; {os.cpu_count()} processors,"
            f" Python {sys.version.split()[0]}"
        )
        ways(folder, scratch, files, told.runs)
        if told.node_modules:
            peer(folder, scratch, files, told.runs, told.node_modules.resolve())
        if told.many:
            very_many(told.many, scratch)


if __name__ == "__main__":
    main()
