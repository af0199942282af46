"""What more phrase rules cost a run: starting, checking a long text, checking a short one.

python benchmarks/phraserules.py [--counts 500 5000 50000] [--lengths 1 50] [--runs 3]

phrases.py measures the automaton alone; this one measures whole runs. A pack is made of that many phrases, each a rule
of its own, or fifty in one rule; all packs are in force besides. No phrase occurs in the texts but ten, which occur
once. `anew` is a process that has to read the pack as it is, `again` one that finds it in the cache, but no result.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from processes import Call, Took, cached, cpu, least, run, zfcheck_command
from reports import CLEAN, report
from throughput import fastest

import zfcheck

OCCURRING = 10
HERE, PUT = "。", "改为规范说法{n}号"
_LONGEST = 12


def phrases(count: int, text: str, seed: int = 1) -> list[str]:
    """That many phrases, no two the same, each put together of two pieces of `text`, which has none of them."""
    dice = random.Random(seed)
    lines = [line for line in text.splitlines() if len(line) > 2 * _LONGEST]

    def piece() -> str:
        line = dice.choice(lines)
        at = dice.randrange(len(line) - 6)
        return "".join(sign for sign in line[at : at + dice.randint(2, 6)] if "\u4e00" <= sign <= "\u9fff")

    found: dict[str, None] = {}
    while len(found) < count:
        phrase = piece() + piece()
        # Quick to see first: most of what is made is long enough and not there.
        if 4 <= len(phrase) <= _LONGEST and phrase not in found and phrase not in text:
            found[phrase] = None
    return list(found)


def right(number: int) -> str:
    """What stands for the phrase of that number: told by every program that finds it."""
    return PUT.format(n=number)


def write_pack(folder: Path, wrong: Sequence[str], together: int) -> Path:
    """A pack with those phrases, `together` of them in each rule."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["pack: many-phrases", "title: 许多词语", 'version: "1"', "rules:"]
    for number in range(0, len(wrong), together):
        words = [
            f"{{wrong: {word}, right: {right(at)}}}"
            for at, word in enumerate(wrong[number : number + together], start=number)
        ]
        lines += [
            f"- id: wording/many-{number}",
            "  kind: phrase",
            f"  title: 第{number}组词语",
            "  severity: warning",
            "  basis: 为测速而作",
            f"  words: [{', '.join(words)}]",
            f"  fail: [{wrong[number]}]",
            "  pass: [云川市]",
        ]
    path = folder / "pack.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def planted(text: str, wrong: Sequence[str]) -> str:
    """`text` with the first of the phrases in it, each once, far from each other."""
    lines = text.splitlines()
    for number, phrase in enumerate(wrong[:OCCURRING]):
        at = (2 * number + 1) * len(lines) // (2 * OCCURRING)
        lines[at] += f"另见{phrase}{HERE}"
    return "\n".join(lines) + "\n"


def starts(pack: Path | None, text: Path, scratch: Path, runs: int) -> tuple[list[Took], list[Took]]:
    """Whole processes on a short text: with an empty cache, and again."""
    words = [*zfcheck_command(), *(["--pack", str(pack)] if pack else []), str(text), "--no-cache"]
    kept = pack.name if pack else "none"
    anew, again = [], []
    for number in range(runs):
        call = Call(words, cached(scratch / f"cache-{kept}-{number}"), scratch)
        anew.append(run(call)[0])
        again.append(run(call)[0])
    return anew, again


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[500, 5_000, 50_000])
    parser.add_argument("--lengths", type=int, nargs="+", default=[1, 50], help="phrases in one rule")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--size", type=int, default=500_000, help="bytes of the long text")
    told = parser.parse_args()
    long = report(told.size, 3)
    source = report(400_000, 4) if told.size > 100_000 else long
    wrong = phrases(max(told.counts), long + CLEAN + source)
    long = planted(long, wrong)
    print(f"long text {len(long.encode()) / 1e6:.2f} MB, short one {len(CLEAN.encode())} bytes, ", end="")
    print(f"Python {sys.version.split()[0]}; times of the processor, least of {told.runs}")
    print(
        f"{'phrases':>8} {'rules':>6} {'pack':>8} {'anew':>10} {'again':>10}"
        f" {'rate':>11} {'slower':>7} {'short text':>11} {'found':>6}"
    )
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        os.environ["ZFCHECK_CACHE_DIR"] = str(scratch / "cache")  # the packs made here are nobody's to keep
        short = scratch / "clean.txt"
        short.write_text(CLEAN, encoding="utf-8")
        base = show(0, 0, None, long, short, scratch, told.runs, None)
        for together in told.lengths:
            for count in told.counts:
                pack = write_pack(scratch / f"pack-{count}-{together}", wrong[:count], together)
                show(count, -(-count // together), pack, long, short, scratch, told.runs, base)


def show(
    count: int, rules: int, pack: Path | None, long: str, short: Path, scratch: Path, runs: int, base: float | None
) -> float:
    """Print a line; gives the seconds that the long text took."""
    anew, again = starts(pack, short, scratch, runs)
    checker = zfcheck.compile([str(pack)] if pack else [], plugins=False)
    data = long.encode()
    found = checker.check_bytes(data, "a.txt").findings
    taken = fastest(checker, [data], "a.txt", runs)
    brief = fastest(checker, [CLEAN.encode()], "a.txt", 5 * runs)
    size = (pack / "pack.yaml").stat().st_size / 1000 if pack else 0.0
    hits = sum(one.pack == "many-phrases" for one in found)
    print(
        f"{count:>8} {rules:>6} {size:>5.0f} KB {1000 * (cpu(anew) or least(anew)):>7.0f} ms"
        f" {1000 * (cpu(again) or least(again)):>7.0f} ms"
        f" {len(data) / taken / 1e6:>6.2f} MB/s {taken / (base or taken):>6.2f}x {1000 * brief:>8.2f} ms {hits:>6}",
        flush=True,
    )
    return taken


if __name__ == "__main__":
    main()
