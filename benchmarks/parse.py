"""How long reading, parsing and checking take, at 10 KB, 100 KB and 1 MB: the time per byte must not grow.

python benchmarks/parse.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

import zfcheck
from zfcheck.numerals import han
from zfcheck.readers import read_bytes
from zfcheck.structure import parse

SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000}
SENTENCES = (
    "云川市政法机关坚持预防在前、调解优先，排查化解矛盾纠纷{n}件，调解成功率达98.6%。",
    "一是抓学习，组织集中培训{n}期；二是抓落实，开展专项督导{n}次；三是抓队伍，选树先进典型{n}名。",
    "依法打击各类违法犯罪，破获案件{n}起，追回被骗资金1.5万元，群众安全感持续提升。",
    "推进“平安云川”建设（第{n}期），综治中心规范化建设全面完成，形成上下联动、左右协同的工作格局。",
)


def report(size: int) -> bytes:
    """A report of about `size` bytes with headings of three levels, lists and figures."""
    lines = ["云川市2025年政法工作总结", "现将有关情况报告如下。"]
    length = written = 0
    while length < size:
        begun = len(lines)
        number = written % 9 + 1
        if written % 27 == 0:
            lines.append(f"{han(written // 27 + 1)}、第{han(written // 27 + 1)}方面工作情况")
        if written % 9 == 0:
            lines.append(f"（{han(written // 9 % 3 + 1)}）抓防范。健全机制，压实责任。")
        lines.append(f"{number}.抓好第{number}项工作。" + "".join(text.format(n=written) for text in SENTENCES))
        length += sum(len(line.encode()) + 1 for line in lines[begun:])
        written += 1
    return "\n".join(lines).encode("utf-8")[:size]


def best_of(runs: int, work: Callable[[], object]) -> float:
    """The shortest of `runs` runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    start = time.perf_counter()
    checker = zfcheck.compile(plugins=False)
    rules = checker.rules
    print(f"compiled {len(rules.rules)} rules in {1000 * (time.perf_counter() - start):.0f} ms")
    checker.check_bytes(report(2_000), "warm.txt")
    print(f"{'text':>8} {'parse':>12} {'check':>12} {'check rate':>12} {'findings':>9}")
    for name, size in SIZES.items():
        data = report(size).decode("utf-8", "ignore").encode("utf-8")

        def parsing(data: bytes = data) -> None:
            parse(read_bytes(data, "a.txt", rules.readers), rules.schemes, rules.enumerations)

        runs = max(1, 300_000 // size)
        parsed = best_of(runs, parsing)
        checked = best_of(runs, lambda data=data: checker.check_bytes(data, "a.txt"))  # type: ignore[misc]
        found = len(checker.check_bytes(data, "a.txt").findings)
        rate = len(data) / checked / 1e6
        print(f"{name:>8} {1000 * parsed:>9.1f} ms {1000 * checked:>9.1f} ms {rate:>7.1f} MB/s {found:>9}")


if __name__ == "__main__":
    main()
