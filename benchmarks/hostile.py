"""Monotonous texts, at one length and at four times that: a rule that takes the square of it shows as a factor of 16.

python benchmarks/hostile.py
"""

from __future__ import annotations

import time

import zfcheck

UNITS = {
    "digits": "1",
    "thousands": "1,",
    "numerals": "一",
    "stars": "*",
    "brackets": "（",
    "quotes": "“",
    "blank lines": "\n",
    "one paragraph": "全市形势平稳，",
    "same headings": "一、甲\n",
    "same items": "1.甲；乙。\n丙丁。\n",
    "same lists": "有：二是甲。\n",
    "dashes": "——甲\n",
    "dates": "2025年1月3日\n",
    "wrong dates": "6月31日，",
    "percentages": "覆盖率197%，",
    "placeholders": "平安XX、法治中国，",
    "set phrases": "共商共建共治共享，",
    "half phrases": "平安云川建设总体",
    "slips": "习近平法冶思想，",
    "list members": "大局意识、政治意识、",
    "wrong words": "布署防犯风险，",
    "doubled words": "推进推进工作",
    "half quotes": "“平安",
    "titles": "《社区矫证法》",
}
LENGTH = 10_000
"""Code points of the shorter text."""


def seconds(checker: zfcheck.Checker, text: str) -> float:
    start = time.perf_counter()
    checker.check_bytes(("甲" + text).encode(), "a.txt")
    return time.perf_counter() - start


def main() -> None:
    checker = zfcheck.compile(plugins=False)
    seconds(checker, "云川市政法工作总结")
    print(f"{'text':>16} {LENGTH:>10} {4 * LENGTH:>10} {'factor':>7}")
    for name, unit in UNITS.items():
        short = unit * (LENGTH // len(unit))
        one, four = seconds(checker, short), seconds(checker, short * 4)
        print(f"{name:>16} {1000 * one:>7.1f} ms {1000 * four:>7.1f} ms {four / one:>7.1f}")


if __name__ == "__main__":
    main()
