"""How much text one process checks in a second with all packs, and where the time goes.

python benchmarks/throughput.py [FOLDER] [--runs 5] [--files 40] [--slowest 10] [--every-kind]

Reads invented reports, and the `.txt` files of FOLDER where one is given. Times are those of the processor, the least
of the runs, so that what else the machine does adds little. What is read once for all rules (the reading text,
figures, sentences) is told apart; what else rules share is charged to the first that asks for it. Garbage is looked for
as seldom as in the command `zfcheck`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from reports import report, texts
from word import TEXT, formatted, peak

import zfcheck
from zfcheck import engine
from zfcheck.document import Document
from zfcheck.garbage import seldom_collected
from zfcheck.phrases import PhraseIndex
from zfcheck.quantities import figures
from zfcheck.sentences import sentences

SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000}
SMALL, LARGE = 15_000, 100_000
"""Bytes of an ordinary report, and of a long one."""


def fastest(checker: zfcheck.Checker, documents: Sequence[bytes], name: str, runs: int) -> float:
    """Seconds of the processor for all of them, the least of `runs` runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        for data in documents:
            checker.check_bytes(data, name)
        times.append(time.process_time() - start)
    return min(times)


class Clock:
    """What is done within `engine.check_bytes`, by stage, by rule and by kind, in seconds of the processor."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self._inner = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While it is open, every check is timed. Nothing in the package is changed for good."""
        with ExitStack() as stack:
            for name in ("read_or_fault", "parse", "without_echoes", "_sift", "settle"):
                self._wrap(stack, engine, name)
            self._wrap(stack, PhraseIndex, "scan")
            stack.enter_context(mock.patch.object(engine, "run_rule", self._rule(engine.run_rule)))
            yield

    def _wrap(self, stack: ExitStack, where: object, name: str) -> None:
        work = getattr(where, name)

        def timed(*words: Any, **more: Any) -> Any:
            if name == "parse":
                self._shared("reading text", lambda: words[0].reading)
            start = time.process_time()
            made = work(*words, **more)
            self.stages[STAGES[name]] += time.process_time() - start
            if name == "parse":
                self._shared("figures", lambda: figures(words[0]))
                self._shared("sentences", lambda: sentences(words[0]))
            return made

        stack.enter_context(mock.patch.object(where, name, timed))

    def _shared(self, name: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        self.stages[name] += time.process_time() - start

    def _rule(self, work: Callable[..., None]) -> Callable[..., None]:
        def timed(compiled: Any, document: Document, hits: Any, result: Any) -> None:
            start = time.process_time()
            work(compiled, document, hits, result)
            taken = time.process_time() - start
            self.stages["rules"] += taken
            self.rules[f"{compiled.rule.pack}:{compiled.rule.id}"] += taken
            self.kinds[compiled.rule.kind] += taken

        return timed


STAGES = {
    "read_or_fault": "read bytes",
    "parse": "structure",
    "scan": "phrases",
    "without_echoes": "echoes, folding, notes",
    "_sift": "echoes, folding, notes",
    "settle": "echoes, folding, notes",
}


def show_rates(checker: zfcheck.Checker, sets: dict[str, list[bytes]], runs: int) -> None:
    print(f"{'texts':>26} {'files':>6} {'MB':>6} {'time':>10} {'rate':>11} {'a file':>9} {'findings':>9}")
    for name, documents in sets.items():
        size = sum(map(len, documents))
        taken = fastest(checker, documents, "a.txt", runs)
        found = sum(len(checker.check_bytes(data, "a.txt").findings) for data in documents)
        print(
            f"{name:>26} {len(documents):>6} {size / 1e6:>6.2f} {1000 * taken:>7.0f} ms {size / taken / 1e6:>6.2f} MB/s"
            f" {1000 * taken / len(documents):>6.1f} ms {found:>9}"
        )


def show_word(files: int, runs: int) -> None:
    documents = [formatted(report(TEXT, seed)) for seed in range(files)]
    for name, packs in {"docx": (), "docx, with gbt9704": ("gbt9704",)}.items():
        checker = zfcheck.compile(packs, plugins=False)
        checker.check_bytes(documents[0], "a.docx")
        taken = fastest(checker, documents, "a.docx", runs)
        print(f"{name:>26} {files:>6} {'':>6} {1000 * taken:>7.0f} ms {files / taken:>5.0f} files/s", end="")
        print(f" {1000 * taken / files:>5.1f} ms")


def timed(checker: zfcheck.Checker, documents: Sequence[bytes], runs: int) -> Clock:
    """The clock of the quickest of `runs` runs."""
    clocks = []
    for _ in range(runs):
        clock = Clock()
        with clock.watching():
            for data in documents:
                checker.check_bytes(data, "a.txt")
        clocks.append(clock)
    return min(clocks, key=lambda clock: sum(clock.stages.values()))


def show_slowest(title: str, clock: Clock, size: int, shown: int, rules: Counter[str]) -> None:
    whole = sum(clock.stages.values())
    print(f"\n{title}: {1000 * whole:.0f} ms, of which")
    for name, taken in clock.stages.most_common():
        print(f"{name:>26} {1000 * taken:>8.1f} ms {taken / whole:>6.1%} {1e9 * taken / size:>9.0f} ns/byte")
    kinds = clock.kinds.most_common(shown)
    single = clock.rules.most_common(shown)
    print(f"{'kind':>26} {'rules':>6} {'time':>11} {'share':>6}   {'rule':<44} {'time':>11} {'share':>6}")
    for (kind, one), (rule, other) in zip(kinds, single, strict=False):
        print(
            f"{kind:>26} {rules[kind]:>6} {1000 * one:>8.1f} ms {one / whole:>6.1%}"
            f"   {rule:<44} {1000 * other:>8.1f} ms {other / whole:>6.1%}"
        )


def show_growth(checker: zfcheck.Checker, runs: int, shown: int | None) -> None:
    """Each stage and each kind at three lengths: the time per byte must not grow.

    Without Python's collector of garbage, which takes its time from whichever happens to run: with it, another kind
    seems to grow in each run.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for size_name, size in SIZES.items():
        data = report(size, 7).encode()
        gc.collect()
        gc.disable()
        try:
            clock = timed(checker, [data], max(runs, min(20, 200_000 // size)))
        finally:
            gc.enable()
        for name, taken in {**clock.stages, **{f"kind {kind}": taken for kind, taken in clock.kinds.items()}}.items():
            found[name][size_name] = 1e9 * taken / len(data)
    print(f"\n{'nanoseconds a byte':>26}" + "".join(f"{name:>10}" for name in SIZES) + "   longest to shortest")
    most = sorted(found.items(), key=lambda pair: -max(pair[1].values()))
    for name, costs in most[:shown]:
        first, last = costs.get("10 KB", 0.0), costs.get("1 MB", 0.0)
        print(f"{name:>26}" + "".join(f"{costs.get(size, 0.0):>10.1f}" for size in SIZES), end="")
        print(f" {last / first if first else 0:>8.2f}")


@seldom_collected()
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="reports to read besides the invented ones")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--slowest", type=int, default=10)
    parser.add_argument("--every-kind", action="store_true", help="show the growth of every kind")
    parser.add_argument("--longest", type=int, default=1_000_000, help="bytes of the longest text")
    told = parser.parse_args()
    for name in [name for name, size in SIZES.items() if size > told.longest]:
        del SIZES[name]
    checker = zfcheck.compile(plugins=False)
    checker.check_bytes(report(20_000, 99).encode(), "warm.txt")
    print(f"{len(checker.rules.rules)} rules, Python {sys.version.split()[0]}, least of {told.runs} runs")
    sets = {
        f"invented, {SMALL // 1000} KB": [report(SMALL, seed).encode() for seed in range(told.files)],
    }
    if told.longest >= LARGE:
        sets[f"invented, {LARGE // 1000} KB"] = [report(LARGE, seed).encode() for seed in range(-(-told.files // 8))]
    sets |= {f"one, {name}": [report(size, 7).encode()] for name, size in SIZES.items()}
    if told.folder:
        sets["those given"] = texts(told.folder)
        if not sets["those given"]:
            parser.error(f"no .txt files in UTF-8 in {told.folder}")
    show_rates(checker, sets, told.runs)
    show_word(told.files, told.runs)
    print(f"{'peak memory':>26} {peak():.0f} MB, this script's own texts included")
    rules = Counter(compiled.rule.kind for compiled in checker.rules.rules)
    for name in [f"invented, {SMALL // 1000} KB", "those given"]:
        if name in sets:
            clock = timed(checker, sets[name], told.runs)
            show_slowest(name, clock, sum(map(len, sets[name])), told.slowest, rules)
    show_growth(checker, told.runs, None if told.every_kind else told.slowest + 8)


if __name__ == "__main__":
    main()
