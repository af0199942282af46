"""Word files: what reading, checking with and without layout, and reviewing cost, and whether memory stays flat.

python benchmarks/word.py [FILES]

Makes Word files of 15 KB of text each, formatted as an official paper, and checks them in one process. Reading must
cost less than checking; peak memory must not grow with the number of files.
"""

from __future__ import annotations

import io
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Sequence

from parse import report

import zfcheck
from zfcheck.caseword import word_file
from zfcheck.readers import read_bytes
from zfcheck.reviewing import review_bytes

FILES = 100
MANY = 1_000
TEXT = 15_000
"""Bytes of UTF-8 text in each file."""
_LOOK = (
    "{@page}\n{@footer latin=宋体 size=14}— # —\n"
    "{@ font=仿宋_GB2312 latin=仿宋_GB2312 size=16 first=2 line=28.95 align=both}"
)


def files(count: int) -> list[bytes]:
    """`count` Word files that differ in their text."""
    text = report(TEXT).decode("utf-8", "ignore")
    return [formatted(text.replace("云川", f"云川第{number}区", 1)) for number in range(count)]


def formatted(text: str) -> bytes:
    """A Word file of that text."""
    return _deflated(word_file(_LOOK + text))


def _deflated(data: bytes) -> bytes:
    """The archive packed as Word packs it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return stream.getvalue()


def seconds(work: Callable[[bytes], object], documents: Sequence[bytes]) -> float:
    """How long `work` takes for all of them."""
    start = time.perf_counter()
    for data in documents:
        work(data)
    return time.perf_counter() - start


def peak() -> float:
    """The most memory that this process has had, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 2**10


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    plain = zfcheck.compile(plugins=False)
    looks = zfcheck.compile(["gbt9704"], plugins=False)
    documents = files(count)
    size = sum(map(len, documents)) / len(documents) / 1e3
    print(f"{count} Word files, {TEXT / 1e3:.0f} KB of text and {size:.1f} KB packed each")
    works: dict[str, Callable[[bytes], object]] = {
        "read": lambda data: read_bytes(data, "a.docx", plain.rules.readers),
        "read, with looks": lambda data: read_bytes(data, "a.docx", plain.rules.readers).layout,
        "read and check": lambda data: plain.check_bytes(data, "a.docx"),
        "the same with gbt9704": lambda data: looks.check_bytes(data, "a.docx"),
        "review --tracked": lambda data: review_bytes(
            lambda now: plain.check_bytes(now, "a.docx"), plain.rules.by_name, data, tracked=True, unsafe=True
        ),
    }
    for work in works.values():
        work(documents[0])
    for name, work in works.items():
        taken = seconds(work, documents)
        print(f"{name:>24} {1000 * taken / count:>8.1f} ms a file {count / taken:>8.1f} files/s")
    print(f"{'peak memory':>24} {peak():>8.0f} MB after {count} files")
    for number in range(MANY):
        looks.check_bytes(documents[number % count], "a.docx")
        if number + 1 in {MANY // 10, MANY // 2, MANY}:
            print(f"{'':>24} {peak():>8.0f} MB after {number + 1} more")


if __name__ == "__main__":
    main()
