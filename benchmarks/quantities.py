"""How fast figures are found and held against each other; the time per byte must not grow, whatever the text.

python benchmarks/quantities.py
"""

from __future__ import annotations

import time
from pathlib import Path

from parse import SIZES, best_of, report

import zfcheck
from zfcheck.document import Document
from zfcheck.quantities import figures, read_figures
from zfcheck.readers import read_bytes
from zfcheck.reading import fold
from zfcheck.ruleset import RuleSet
from zfcheck.sentences import Sentences, sentences
from zfcheck.structure import parse

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "reports"
"""Real reports, where there are some; else a generated one is taken."""
KINDS = ("relation", "parts", "shares", "figure", "retold", "rate", "count", "event", "period", "table")
CLAIMS = """\
{n}.全年受理案件{n}2件，办结{n}1件，办结率97.5%，从{n}0件增至{n}2件，增长25%；其中刑事{n}件、民事3件，共计{n}3件。
2025年1月至3月开展“云川亮剑”行动{n}次，占比分别为35%、40%、25%，群众安全感由97.5%提升至98.6%，提升1.1个百分点。
三个方面：一是抓学习，二是抓落实，三是抓队伍。“十四五”时期（2021—2025年）投入{n}万元，同比2024年增长8.2%，人均3.5万元。
第{n}次会议于2025年3月15日召开，市、县、乡三级{n}5名干部参加，得分98.4分，每组3—5人。

| 单位 | 2024年（件） | 2025年（件） | 增长（%） |
| --- | --- | --- | --- |
| 甲县 | 200 | {n} | 10.0 |
| 乙县 | 300 | 330 | 10.0 |
| 合计 | 500 | 550 | 10.0 |

"""
"""Markdown in which every kind finds something to look at."""
HOSTILE = (
    "1", "一", "十", "1,", "1-", "百", "第", "年", "1万",
    "3件、", "约", "约1", "1.1.1,", "2025年", "百分之", "十五", "其中",
)  # fmt: skip
LENGTH = 250_000
"""Code points of the shorter hostile text; the longer one has four times as many."""


def claims(size: int) -> bytes:
    """A Markdown report of about `size` bytes full of figures, no two paragraphs alike."""
    lines: list[str] = []
    length = 0
    while length < size:
        lines.append(CLAIMS.format(n=100 + len(lines)))
        length += len(lines[-1].encode())
    return "".join(lines).encode()


def fresh(rules: RuleSet, data: bytes, name: str) -> Document:
    """A document as the rules get it, with its figures and sentences read."""
    document = read_bytes(data, name, rules.readers)
    parse(document, rules.schemes, rules.enumerations)
    figures(document)
    sentences(document)
    return document


def extraction() -> None:
    """MB/s of finding the figures of a text."""
    files = sorted(CORPUS.glob("*.txt")) if CORPUS.is_dir() else []
    texts = {"corpus": fold("".join(path.read_text(encoding="utf-8", errors="replace") for path in files))}
    texts |= {name: fold(report(size).decode("utf-8", "ignore")) for name, size in SIZES.items()}
    print(f"{'text':>8} {'bytes':>9} {'figures':>8} {'time':>11} {'rate':>10} {'sentences':>11}")
    for name, text in texts.items():
        if not text:
            continue
        size = len(text.encode())
        found = read_figures(text)
        runs = max(1, 300_000 // size)
        read = best_of(runs, lambda text=text: list(read_figures(text)))  # type: ignore[misc]
        cut = best_of(runs, lambda text=text, found=found: list(Sentences(text, found)))  # type: ignore[misc]
        rate = size / read / 1e6
        print(f"{name:>8} {size:>9} {len(found):>8} {1000 * read:>8.1f} ms {rate:>5.1f} MB/s {1000 * cut:>8.1f} ms")


def kinds(rules: RuleSet) -> None:
    """Milliseconds that the rules of each kind take on a text full of figures."""
    print(f"{'kind':>9} {'rules':>5}" + "".join(f"{name:>12}" for name in SIZES) + "  per byte, longest to shortest")
    texts = {name: claims(size) for name, size in SIZES.items()}
    for kind in KINDS:
        checkers = [compiled.checker for compiled in rules.rules if compiled.rule.kind == kind]
        times: dict[str, float] = {}
        for name, data in texts.items():
            runs = []
            for _ in range(max(1, 100_000 // len(data))):
                document = fresh(rules, data, "a.md")
                start = time.perf_counter()
                for checker in checkers:
                    for _ in checker.check(document, []):
                        pass
                runs.append(time.perf_counter() - start)
            times[name] = min(runs)
        grown = times["1 MB"] / len(texts["1 MB"]) / (times["10 KB"] / len(texts["10 KB"]))
        print(
            f"{kind:>9} {len(checkers):>5}" + "".join(f"{1000 * t:>9.1f} ms" for t in times.values()) + f"{grown:>7.2f}"
        )


def hostile(rules: RuleSet) -> None:
    """Monotonous texts at one length and at four times that: the square of it would show as a factor of 16."""
    checkers = [compiled.checker for compiled in rules.rules if compiled.rule.kind in KINDS]
    print(f"{'text':>8} {LENGTH:>12} {4 * LENGTH:>12} {'figures':>8} {'kinds':>8}  (factor)")
    for unit in HOSTILE:
        times: list[tuple[float, float]] = []
        for length in (LENGTH, 4 * LENGTH):
            text = "甲" + unit * (length // len(unit)) + "1件。"
            read = best_of(1, lambda text=text: list(read_figures(text)))  # type: ignore[misc]
            document = fresh(rules, text.encode(), "a.txt")
            start = time.perf_counter()
            for checker in checkers:
                for _ in checker.check(document, []):
                    pass
            times.append((read, time.perf_counter() - start))
        (read, judged), (read4, judged4) = times
        print(
            f"{unit:>8} {1000 * (read + judged):>9.1f} ms {1000 * (read4 + judged4):>9.1f} ms"
            f" {read4 / read:>8.1f} {judged4 / judged:>8.1f}"
        )


def main() -> None:
    rules = zfcheck.compile(plugins=False).rules
    fresh(rules, claims(1_000), "warm.md")
    extraction()
    kinds(rules)
    hostile(rules)


if __name__ == "__main__":
    main()
