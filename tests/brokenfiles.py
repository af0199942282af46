"""Very many small files, one in a hundred of them hostile or broken, and how they are to be told."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from wordfiles import p, package, r

GOOD = (
    "云川市综治中心召开座谈会，听取各县（区）工作情况汇报，研究部署下一步工作。",
    "青石县逐案明确责任人和办结时限，群众办事更加方便。",
    "个别单位台账更新不及时，需要采取有力措施加以解决。",
    "全年走访群众{n}户，办理相关事项{m}件，一批问题得到解决。",
)
BAD = "各镇认真布署平安建设工作，调解成功率达197.5%。"
EVERY = 100
"""One in so many is broken."""


def _bomb() -> bytes:
    """A Word file that unpacks to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with zipfile.ZipFile(io.BytesIO(package(p(r("云川"))))) as whole:
            for name in whole.namelist():
                if name != "word/document.xml":
                    archive.writestr(name, whole.read(name))
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(b" " * 2**20)
    return stream.getvalue()


def _truncated() -> bytes:
    whole = package("".join(p(r(f"第{number}段云川市工作。")) for number in range(50)))
    return whole[: len(whole) // 2]


def _deep() -> bytes:
    depth = 60_000
    return package(p("<w:smartTag>" * depth + r("云川") + "</w:smartTag>" * depth))


BROKEN: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("truncated", ".docx", _truncated),
    ("bomb", ".docx", _bomb),
    ("undecodable", ".txt", lambda: b"\xff\xfe\x80\x81\xff" * 50 + b"\x80"),
    ("empty", ".txt", lambda: b""),
    ("deep", ".docx", _deep),
    ("nul", ".txt", lambda: "云川\0市".encode() * 9),
    ("no-text", ".pdf", lambda: b"%PDF-1.4\n" + b"junk" * 99),
    ("no-word", ".docx", lambda: "云川市".encode() * 99),
    ("huge", ".txt", lambda: "云川市工作平稳推进，".encode() * 700_000),
)
"""What kinds there are. Besides, a file that nobody may read and a link that leads nowhere."""


def write(folder: Path, count: int) -> set[str]:
    """Write `count` files into folders of a thousand; the names of those that cannot be checked."""
    dice = random.Random(11)
    made = {name: make() for name, _, make in BROKEN}
    broken = set()
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        if number % EVERY == EVERY // 2:
            broken.add(_write_broken(place, number, made))
            continue
        lines = ["云川市工作总结"] + [
            dice.choice(GOOD).format(n=dice.randint(120, 980), m=dice.randint(12, 96))
            for _ in range(dice.randint(9, 18))
        ]
        if number % 7 == 0:
            lines.insert(dice.randint(1, len(lines)), BAD)
        if number % 10 == 9:
            (place / f"{number:05}.docx").write_bytes(package("".join(p(r(line)) for line in lines)))
        else:
            (place / f"{number:05}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return broken


def _write_broken(place: Path, number: int, made: dict[str, bytes]) -> str:
    which = number // EVERY % (len(BROKEN) + 2)
    if which == len(BROKEN) and hasattr(os, "geteuid") and os.geteuid() != 0:  # root may read anything
        path = place / f"{number:05}-forbidden.txt"
        path.write_text(GOOD[0], encoding="utf-8")
        path.chmod(0)
    elif which > len(BROKEN) and os.name == "posix":
        path = place / f"{number:05}-nowhere.txt"
        path.symlink_to("nowhere")
    else:
        name, suffix, _ = BROKEN[which % len(BROKEN)]
        path = place / f"{number:05}-{name}{suffix}"
        path.write_bytes(made[name])
    return path.name
