"""Many files: the same findings in the same order, by one process or two, checked now or kept; and never stale."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wordfiles import p, package, r

from zfcheck import resultstore
from zfcheck.cli import cli
from zfcheck.writers import BUILTIN

GOOD = "云川市综治中心召开座谈会，听取各县（区）工作情况汇报，研究部署下一步工作。\n"
BAD = "全市调解成功率达197.5%，各镇认真布署平安建设工作。\n"
NOTED = "云川市调解成功率达197.5%。<!-- zfcheck: ignore number 原文如此 -->\n"
PACK = """\
pack: mine
title: 自己的
rules:
  - {id: wording/mine, kind: phrase, title: 不用的词, severity: error, basis: 自定, words: [{wrong: WORD, right: 某某}],
     fail: [{text: WORD。, mark: WORD}], pass: [某某。]}
"""
PLUGIN = """\
import os, signal, sys, time
from zfcheck.api import Finding, Span, hookimpl

class Mine:
    id, title, severity = "wording/mine", "自己的检查", "warning"

    def check(self, document):
        if "退出" in document.text:
            os._exit(7)
        if "挂起" in document.text:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        if "内存" in document.text:
            import resource
            resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
            bytearray(1 << 40)
        if "逐字" in document.text:
            return [Finding(Span(0, 1), MESSAGE)]
        return []

@hookimpl
def zfcheck_checks():
    return [Mine()]
"""


class Place:
    """A repository, and the program called in it: within this process, or as people call it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = Path(os.environ["ZFCHECK_CACHE_DIR"])
        (folder / ".git").mkdir()

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def call(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["check", *words])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.words(*words), cwd=self.folder, capture_output=True, check=False, encoding="utf-8")

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "zfcheck", "check", *words]

    def rules(self, *words: str) -> list[str]:
        """What is told, a line each: file and rule."""
        told = self.call("--output-format", "concise", "--no-plugins", *words).stdout.splitlines()
        return [f"{line.split(':')[0]} {line.rpartition('[')[2].rstrip(']')}" for line in told]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A repository of which nothing is kept yet; packs are, for all tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZFCHECK_CACHE_MB", "64")
    monkeypatch.setenv("COLUMNS", "100")
    made = Place(tmp_path)
    shutil.rmtree(made.cache / "results", ignore_errors=True)
    return made


def many(place: Place) -> None:
    dice = random.Random(7)
    for number in range(12):
        text = "云川市工作总结\n" + "".join(dice.choice([GOOD, BAD, NOTED]) for _ in range(dice.randint(1, 6)))
        place.write(f"docs/{number:02}.txt", text)
        place.write(f"docs/{number:02}.md", "# " + text.replace("\n", "\n\n") + "| 县 | 件 |\n|---|---|\n| 甲 | 3 |\n")
        place.write(f"docs/{number:02}.docx", package("".join(p(r(line)) for line in text.splitlines())))
    place.write("docs/00.txt.zfcheck.yaml", "ignore: [{rule: number, reason: 不改}]\n")
    place.write("docs/empty.txt", "")
    place.write("docs/damaged.docx", b"PK\3\4")


def test_every_format_is_the_same_by_one_and_two_and_out_of_the_cache(place: Place) -> None:
    many(place)
    names = [writer.name for writer in BUILTIN]
    outputs = [f"-o{name}=out/{name}.out" for name in names]
    (place.folder / "out").mkdir()

    def told(*words: str) -> dict[str, bytes]:
        done = (place.run if "2" in words else place.call)("docs", "--no-plugins", "--statistics", *outputs, *words)
        assert "未能检查" in done.stdout, done.stderr
        found = {name: (place.folder / "out" / f"{name}.out").read_bytes() for name in names}
        return {**found, "stdout": done.stdout.encode()}

    first = told("--no-cache", "--jobs", "1")
    assert not (place.cache / "results").exists()
    assert b"197.5%" in first["html"] and b"wording" in first["json"]
    for words in (["--no-cache", "--jobs", "2"], ["--jobs", "2"], ["--jobs", "1"], ["--jobs", "2"], []):
        assert told(*words) == first, words


def test_what_is_kept_is_not_checked_again(place: Place) -> None:
    """Nothing that checks is even imported, and not the libraries that it takes."""
    place.write("a.txt", BAD)
    first = place.run("a.txt", "--no-plugins")
    code = (
        "import sys\nfrom zfcheck.cli import cli\n"
        "status = cli.main(['check', 'a.txt', '--no-plugins'], standalone_mode=False)\n"
        "heavy = {'engine', 'ruleset', 'kinds', 'structure', 'readers', 'workers', 'plugins'}\n"
        "names = [n for n in sys.modules if n.partition('.')[2] in heavy and n.startswith('zfcheck')]\n"
        "print(names + [n for n in ('lark', 'lxml', 'jieba', 'regex', 'yaml', 'pluggy') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place.folder, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == first.stdout + "[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="resource and signals")
def test_a_file_at_which_a_worker_dies_or_hangs_costs_itself_alone(place: Place) -> None:
    place.write("mine.py", PLUGIN.replace("MESSAGE", "'一'"))
    for number in range(6):
        place.write(f"docs/{number}.txt", BAD if number % 2 else "逐字。" + GOOD)
    good = place.call("docs", "--plugin", "mine.py", "--output-format", "concise", "--no-cache").stdout.splitlines()
    place.write("docs/a.txt", "退出。" * 50)
    place.write("docs/b.txt", "挂起。" * 90)
    place.write("docs/c.txt", "内存。" * 10)
    words = ("docs", "--plugin", "mine.py", "--output-format", "concise", "--jobs", "2", "--timeout", "8")
    cold = place.run(*words)
    assert cold.returncode == 3
    lines = cold.stdout.splitlines()
    assert lines[: len(good)] == good
    told = lines[len(good) :]
    assert [line.split(":")[0] for line in told] == ["docs/a.txt", "docs/b.txt", "docs/c.txt"]
    assert "中途退出" in told[0] and "超过 8 秒" in told[1] and "MemoryError" in told[2]
    words = ("docs/a.txt", "docs/0.txt", *words[1:])
    assert place.run(*words).stdout.splitlines()[-1] == lines[len(good)]  # what went wrong is tried again


def test_nothing_is_stale(place: Place) -> None:
    """Whatever changes, what is told is what a check without a cache tells."""
    place.write("a.txt", "云川市工作总结\n各镇认真布署，鼎力推进。2025年10月1日\n" + BAD)
    place.write("pack/pack.yaml", PACK.replace("WORD", "鼎力"))
    single = place.write("single.py", PLUGIN.replace("MESSAGE", "'一'"))

    def check(*words: str) -> list[str]:
        told = place.rules(*words)
        assert told == place.rules(*words, "--no-cache")
        return told

    plain = check("a.txt")
    assert check("a.txt", "--pack", "pack") == sorted_as(plain, "wording/mine")
    place.write("pack/pack.yaml", PACK.replace("WORD", "推进"))
    assert len(check("a.txt", "--pack", "pack")) == len(plain) + 1
    place.write("pack/pack.yaml", PACK.replace("WORD", "没有"))
    assert check("a.txt", "--pack", "pack") == plain
    assert len(check("a.txt", "--ignore", "wording")) < len(plain)
    check("a.txt", "--as-of", "2020-01-01")
    check("a.txt", "--kind", "notice")
    place.write("zfcheck.yaml", "rules: {number/rate-over-100: off}\n")
    assert len(check("a.txt")) == len(plain) - 1
    place.write("zfcheck.yaml", "rules: {number/rate-over-100: info}\n")
    assert check("a.txt") == plain
    place.write("a.txt.zfcheck.yaml", "ignore: [{rule: wording, reason: 不改}]\n")
    assert len(check("a.txt")) < len(plain)
    (place.folder / "a.txt.zfcheck.yaml").unlink()
    place.write("a.txt", "逐字。" + BAD)
    check("a.txt")

    def message(text: str) -> str:
        single.write_text(PLUGIN.replace("MESSAGE", repr(text)), encoding="utf-8")
        # Python knows a module that it has compiled by its size and the second in which it was written.
        os.utime(single, (0, ord(text[0])))
        words = ["a.txt", "--output-format", "concise", "--plugin", str(single)]
        told = place.run(*words).stdout  # in a process of its own, since a plugin is loaded once in each
        assert told == place.run(*words, "--no-cache").stdout
        return told

    assert "甲乙" in message("甲乙")
    assert "丙丁" in message("丙丁")  # a file of the same size


def sorted_as(plain: list[str], rule: str) -> list[str]:
    """The rules of one file with another one of a word that stands before the figures."""
    at = next(number for number, line in enumerate(plain) if "number" in line)
    return [*plain[:at], f"a.txt {rule}", *plain[at:]]


def test_a_file_under_another_name_is_told_under_its_own(place: Place) -> None:
    place.write("a.txt", BAD)
    first = place.rules("a.txt")
    place.write("sub/b.txt", BAD)
    place.write("sub/b.md", BAD)
    assert place.rules("sub") == [each.replace("a.txt", name) for name in ("sub/b.md", "sub/b.txt") for each in first]


def test_with_a_baseline_it_is_the_same(place: Place) -> None:
    for number in range(4):
        place.write(f"docs/{number}.txt", "云川市工作总结\n" + BAD * (number + 1))
    CliRunner().invoke(cli, ["baseline", "known.json", "docs", "--no-plugins"])
    place.write("docs/0.txt", "云川市工作总结\n" + GOOD)
    place.write("docs/9.txt", "云川市工作总结\n" + BAD)
    words = ("docs", "--no-plugins", "--baseline", "known.json", "--output-format", "json")
    first = place.call(*words, "--no-cache", "--jobs", "1")
    assert "不再出现" in first.stderr
    place.call("docs", "--no-plugins")
    for more in ([], ["--jobs", "2"], ["--no-cache", "--jobs", "2"]):
        again = (place.run if "2" in more else place.call)(*words, *more)
        assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


def test_a_baseline_that_is_not_there_is_told_before_anything_is_checked(place: Place) -> None:
    place.write("a.txt", BAD)
    done = place.call("a.txt", "--baseline", "missing.json")
    assert done.exit_code == 2 and "missing.json" in done.stderr
    file = place.cache / "results" / resultstore.FILE
    assert place.cache.exists() and b"197.5%" not in file.read_bytes()


def test_fixes_are_made_out_of_the_cache_too(place: Place) -> None:
    for number in range(3):
        place.write(f"docs/{number}.txt", "云川市工作总结\n各镇认真布署平安建设工作。\n" if number else GOOD)
    before = place.call("docs", "--no-plugins")
    difference = place.call("docs", "--no-plugins", "--diff")
    assert difference.stdout == place.call("docs", "--no-plugins", "--diff", "--no-cache").stdout
    assert difference.stdout.count("+各镇认真部署") == 2
    assert place.call("docs", "--no-plugins").stdout == before.stdout
    done = place.run("docs", "--no-plugins", "--fix", "--jobs", "2")
    assert done.stderr.count("已改1处") == 2
    assert "部署" in (place.folder / "docs/1.txt").read_text(encoding="utf-8")
    assert place.rules("docs") == []


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_all_and_says_how_far_it_came(place: Place, jobs: str) -> None:
    slow = PLUGIN.replace(
        'if "退出" in document.text:',
        'if "慢" in document.text:\n            open(f"seen-{os.getpid()}", "w").close()\n            time.sleep(600)\n        if "退出" in document.text:',
    )
    place.write("mine.py", slow.replace("MESSAGE", "'一'"))
    for number in range(5):
        place.write(f"docs/{number}.txt", GOOD * (6 - number))
    place.write("docs/5.txt", "慢。")
    words = place.words("docs", "--plugin", "mine.py", "--jobs", jobs, "-oout.json", "--fix")
    process = subprocess.Popen(words, cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: list(place.folder.glob("seen-*")))
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b"" and not (place.folder / "out.json").exists()
    count = "5" if jobs == "1" else "[0-5]"  # the other worker may not have come to its end
    assert re.fullmatch(f"已中断，没有查完：共6份，查了{count}份。\n", said.decode())
    for seen in place.folder.glob("seen-*"):
        assert not alive(int(seen.name.partition("-")[2]))
    (place.folder / "docs/5.txt").write_text(GOOD, encoding="utf-8")
    assert "未能检查" not in place.run("docs", "--plugin", "mine.py").stdout


def wait_for(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("word", ["-1", "two", "1.5", "9999"])
def test_odd_numbers_of_jobs_are_refused(place: Place, word: str) -> None:
    place.write("a.txt", GOOD)
    done = place.call("a.txt", "--jobs", word)
    assert done.exit_code == 2 and "--jobs" in done.stderr


def test_a_pipe_is_read_once(place: Place) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names")
    os.mkfifo(place.folder / "pipe.txt")
    process = subprocess.Popen(
        place.words("pipe.txt", "--output-format", "concise", "--jobs", "2"),
        cwd=place.folder,
        stdout=subprocess.PIPE,
    )
    (place.folder / "pipe.txt").write_text(BAD, encoding="utf-8")
    assert b"197.5%" in process.communicate(timeout=60)[0]


def test_the_damaged_cache_of_a_run_is_no_hindrance(place: Place) -> None:
    place.write("a.txt", BAD)
    first = place.call("a.txt", "--no-plugins").stdout
    file = place.cache / "results" / resultstore.FILE
    data = file.read_bytes()
    for damaged in (b"", data[:5000], data.replace("布署".encode(), "部署".encode()), os.urandom(len(data))):
        file.write_bytes(damaged)
        assert place.call("a.txt", "--no-plugins").stdout == first
