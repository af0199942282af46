"""How long a person waits for the first file: a clean text of 1 KB, against `python -c pass` of the same interpreter.

python benchmarks/start.py [--runs 15] [--modules 15]

`cold` has an empty cache of zfcheck's own each time, `warm` one that holds the rule set and other texts, `touched` one
that holds the result for this very text, whose file was written anew, as in another checkout; `again` is the very call
made before, with nothing changed. Python's compiled modules are there in all. To be run where zfcheck was installed as
it is for people (`pip install .`): an editable installation makes Python itself slower, and ratios better than they
are. The calls take turns, so that
what else the machine does hits all alike; ratios are those of the medians. The steps are measured within one process
that first imports all that the call needs, and then does each for itself; they are told in time of the processor, and
so is what all patterns and grammars together take to compile.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

from processes import SETTLED, Call, Took, cached, cpu, interleaved, least, run, wall, zfcheck_command
from reports import CLEAN, report

_IMPORT = re.compile(r"import time: +(\d+) \| +(\d+) \|( +)(\S+)")
PASS = "python -c pass"
PEAK = """
import sys
from zfcheck.cli import cli
try:
    cli(prog_name="zfcheck")
except SystemExit:
    pass
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
"""Checks, and tells at last the most memory that it took, in KB; Linux only."""
REPORT = 15_000
"""Bytes of an ordinary report, which meets more than a clean text: more patterns, and the dictionary of words."""


def ways(text: Path, scratch: Path, runs: int) -> dict[str, list[Took]]:
    """Each way to call, `runs` times."""
    long = scratch / "report.txt"
    long.write_text(report(REPORT), encoding="utf-8")
    warm = Call([*zfcheck_command(), str(text)], cached(scratch / "warm"), scratch, fine=(0,))
    whole = replace(warm, words=[*zfcheck_command(), str(long)], fine=(0, 1))
    for call in (warm, warm, whole, whole):  # the first of each fills the cache
        run(call)
    time.sleep(SETTLED)  # until the program's own files, and the texts, count as unchanged
    for call in (warm, whole):
        run(call)
    touched = scratch / "touched.txt"
    touched.write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    for call in (warm, whole):
        run(replace(call, words=[*call.words, "--no-cache"]))
        words = ["check", call.words[-1], "--no-cache"]
        told = run(Call([sys.executable, "-c", PEAK, *words], call.env, scratch, fine=(0, 1)))[1]
        print(f"peak memory {int(told.splitlines()[-1]) / 2**10:.0f} MB with {Path(call.words[-1]).name}")
    took: dict[str, list[Took]] = defaultdict(list)
    for number in range(runs):
        other, others = scratch / f"clean-{number}.txt", scratch / f"report-{number}.txt"
        other.write_text(f"{text.read_text(encoding='utf-8')}（稿{number}）\n", encoding="utf-8")
        others.write_text(report(REPORT, number + 1), encoding="utf-8")
        calls = {
            PASS: Call([sys.executable, "-c", "pass"], cached(scratch / "warm"), scratch),
            "zfcheck --version": replace(warm, words=[*zfcheck_command(), "--version"]),
            "zfcheck, warm": replace(warm, words=[*zfcheck_command(), str(other)]),
            "touched": replace(warm, words=[*zfcheck_command(), str(touched)]),
            "the same, again": warm,
            "15 KB, warm": replace(whole, words=[*zfcheck_command(), str(others)]),
            "15 KB, again": whole,
            "zfcheck, cold": replace(warm, env=cached(scratch / f"cold-{number}")),
        }
        os.utime(touched)
        for name, once in interleaved(calls, 1).items():
            took[name] += once
    return took


def show_ways(took: dict[str, list[Took]]) -> None:
    base = took[PASS]
    print(f"{'':>18} {'median':>10} {'least':>10} {'CPU':>10} {'ratio':>7} {'CPU ratio':>10}")
    for name, runs in took.items():
        print(
            f"{name:>18} {1000 * wall(runs):>7.0f} ms {1000 * least(runs):>7.0f} ms {1000 * cpu(runs):>7.0f} ms"
            f" {wall(runs) / wall(base):>7.1f} {cpu(runs) / (cpu(base) or 1):>10.1f}"
        )


def imports(text: Path, scratch: Path, runs: int) -> dict[str, float]:
    """Milliseconds that each module takes itself, without those that it imports; the least of `runs` runs."""
    seen: dict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "zfcheck", str(text)],
            env=cached(scratch / "warm"), cwd=scratch, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        for line in done.stderr.splitlines():
            if found := _IMPORT.match(line):
                seen[found[4]].append(int(found[1]) / 1000)
    return {name: min(times) for name, times in seen.items()}


def show_imports(times: dict[str, float], shown: int) -> None:
    packages: dict[str, list[float]] = defaultdict(list)
    for name, taken in times.items():
        packages[name.partition(".")[0]].append(taken)
    print(f"\nimports: {len(times)} modules, {sum(times.values()):.1f} ms in themselves (-X importtime adds to it)")
    heaviest = sorted(packages.items(), key=lambda pair: -sum(pair[1]))[:shown]
    single = sorted(times.items(), key=lambda pair: -pair[1])[:shown]
    print(f"{'package':>24} {'modules':>8} {'self':>9}   {'module':<40} {'self':>9}")
    for (package, taken), (module, own) in zip(heaviest, single, strict=False):
        print(f"{package:>24} {len(taken):>8} {sum(taken):>6.1f} ms   {module:<40} {own:>6.1f} ms")


def call_in_this_process(text: str) -> None:
    from zfcheck.cli import main

    with mock.patch.object(sys, "argv", ["zfcheck", text]), redirect_stdout(StringIO()), suppress(SystemExit):
        main()


def modules(text: str) -> None:
    """In a process of its own: the modules that the call loads, in order, as JSON."""
    before = set(sys.modules)
    call_in_this_process(text)
    print(json.dumps([name for name in sys.modules if name not in before]))


def compiled(text: str) -> None:
    """In a process of its own: how many patterns and grammars the call compiles, and how long that takes, as JSON."""
    import re._compiler  # type: ignore[import-not-found]

    import lark
    import regex._main

    spent: dict[str, list[float]] = {}

    def watched(where: object, attribute: str, name: str) -> Any:
        work = getattr(where, attribute)
        times = spent.setdefault(name, [])

        def timed(*words: object, **more: object) -> object:
            start = time.process_time()
            try:
                return work(*words, **more)
            finally:
                times.append(1000 * (time.process_time() - start))

        return mock.patch.object(where, attribute, timed)

    with (
        watched(re._compiler, "compile", "re"),
        watched(regex._main, "_compile", "regex"),
        watched(lark.Lark, "__init__", "lark"),
    ):
        call_in_this_process(text)
    print(json.dumps({name: (len(times), sum(times)) for name, times in spent.items()}))


def parts(text: str, names: list[str]) -> None:
    """In a process of its own: milliseconds of each step, as JSON."""
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.process_time()
        made = work()
        times[name] = 1000 * (time.process_time() - start)
        return made

    def load() -> None:
        for name in names:
            with suppress(ImportError):
                importlib.import_module(name)

    timed("import", load)
    from zfcheck.runs import Asked, Run
    from zfcheck.writers import Report

    running, path = Run(Asked()), Path(text)
    plan: object = timed("compile rule set", lambda: running.plan(path))
    rules = plan.rules  # type: ignore[attr-defined]
    data = path.read_bytes()
    result: object = timed("check", lambda: running.check(data, text, path))
    told = {f"{one.rule.pack}:{one.rule.id}": one.rule for one in rules.rules}
    report = Report(results=[result], packs=rules.packs, rules=told)  # type: ignore[list-item]
    writer = next(writer for writer in rules.writers if writer.name == "text")
    timed("write", lambda: writer.write(report))
    timed("check once more", lambda: running.check(data, text, path))
    print(json.dumps(times))


def show_parts(text: Path, scratch: Path, runs: int, base: float, whole: float) -> None:
    """The steps with a warm cache and a cold one, and what no step accounts for."""

    def child(cache: str, *words: str) -> str:
        return run(Call([sys.executable, __file__, *words], cached(scratch / cache), scratch, fine=(0,)))[1]

    names = json.loads(child("warm", "modules", str(text)).splitlines()[-1])
    found: dict[str, list[dict[str, float]]] = {"warm": [], "cold": []}
    for number in range(runs):
        for state in found:
            cache = state if state == "warm" else f"cold-parts-{number}"
            found[state].append(json.loads(child(cache, "parts", str(text), *names)))
    print(f"\n{'step':>18} {'warm':>10} {'cold':>10}   CPU, medians")
    print(f"{'python itself':>18} {1000 * base:>7.1f} ms {1000 * base:>7.1f} ms")
    sums = 0.0
    for step in found["warm"][0]:
        warm, cold = (statistics.median(one[step] for one in found[state]) for state in ("warm", "cold"))
        sums += warm if step != "check once more" else 0
        print(f"{step:>18} {warm:>7.1f} ms {cold:>7.1f} ms")
    print(f"{'all else':>18} {1000 * (whole - base) - sums:>7.1f} ms {'':>10}   the command, finding files, the end")
    for name, (count, taken) in json.loads(child("warm", "compiled", str(text)).splitlines()[-1]).items():
        print(f"{'of it ' + name:>18} {taken:>7.1f} ms {'':>10}   {count} compiled in import, rule set and check")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--modules", type=int, default=15, help="how many of the heaviest to show")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        text = scratch / "clean.txt"
        text.write_text(CLEAN, encoding="utf-8")
        took = ways(text, scratch, told.runs)
        if any("editable" in getattr(finder, "__module__", "") for finder in sys.meta_path):
            print("zfcheck is installed for editing: Python itself takes longer to start, and ratios are too good")
        print(f"{text.stat().st_size} bytes, {told.runs} runs each, Python {sys.version.split()[0]}")
        show_ways(took)
        show_parts(text, scratch, max(1, told.runs // 2), cpu(took[PASS]), cpu(took["zfcheck, warm"]))
        show_imports(imports(text, scratch, max(1, told.runs // 3)), told.modules)


if __name__ == "__main__":
    if sys.argv[1:2] == ["modules"]:
        modules(sys.argv[2])
    elif sys.argv[1:2] == ["compiled"]:
        compiled(sys.argv[2])
    elif sys.argv[1:2] == ["parts"]:
        parts(sys.argv[2], sys.argv[3:])
    else:
        main()
