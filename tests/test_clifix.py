"""`check --fix` and `check --diff`: what is written, what is never touched, and what is said of it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wordfiles import p, package, r

from zfcheck.cli import cli
from zfcheck.messages import set_language

BAD = "云川市2025年政法工作总结\r\n坚持统揽全局、协调各方，，化解矛盾纠份12件。\r\n"
SAFE = BAD.replace("统揽", "总揽").replace("，，", "，")
ALL = SAFE.replace("纠份", "纠纷")
GOOD = "云川市2025年政法工作总结\n全市政法工作稳步推进，群众满意度持续提升。\n"
WORD = package(p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方。")))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a flawed and a clean text, as the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    (tmp_path / "稿.txt").write_bytes(BAD.encode("gb18030"))
    (tmp_path / "好.txt").write_bytes(GOOD.encode())
    yield tmp_path
    set_language(None)


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments, "--no-plugins", "--ignore", "structure"], input=stdin)


def test_a_text_is_fixed_in_its_own_encoding_and_a_second_run_changes_nothing(place: Path) -> None:
    draft = place / "稿.txt"
    draft.chmod(0o640)
    done = run("--fix", "稿.txt")
    assert draft.read_bytes() == SAFE.encode("gb18030")
    assert "“稿.txt”已改2处。" in done.stderr
    assert "还有1处要由人处理" in done.stderr and "另有1处改动要您核对" in done.stderr
    assert (done.exit_code, "矛盾纠份" in done.stdout, "统揽" in done.stdout) == (1, True, False)
    if os.name == "posix":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    os.utime(draft, ns=(1, 1))
    assert "已改" not in run("--fix", "稿.txt").stderr
    assert (draft.stat().st_mtime_ns, draft.read_bytes()) == (1, SAFE.encode("gb18030"))
    assert sorted(path.name for path in place.iterdir()) == ["好.txt", "稿.txt"]


def test_unsafe_ones_too_and_quietly(place: Path) -> None:
    done = run("--fix", "--unsafe-fixes", "--quiet", ".")
    assert (place / "稿.txt").read_bytes() == ALL.encode("gb18030")
    assert (done.exit_code, done.output) == (0, "")


def test_markdown_is_fixed_and_word_files_get_revisions(place: Path) -> None:
    (place / "稿.md").write_text("# 云川市总结\n\n**坚持统揽全局、协调各方。**\n", encoding="utf-8-sig")
    (place / "稿.docx").write_bytes(WORD)
    done = run("--fix", "稿.md", "稿.docx")
    assert (place / "稿.md").read_bytes() == "\ufeff# 云川市总结\n\n**坚持总揽全局、协调各方。**\n".encode()
    assert "“稿.docx”里写入修订1处" in done.stderr and "“稿.md”已改1处" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_followed(place: Path) -> None:
    (place / "链.txt").symlink_to("稿.txt")
    run("--fix", "链.txt")
    assert (place / "链.txt").is_symlink()
    assert (place / "稿.txt").read_bytes() == SAFE.encode("gb18030")


def test_what_cannot_be_written_is_a_fault_and_the_finding_stays(place: Path) -> None:
    (place / "稿.txt").chmod(0o444)
    done = run("--fix", "稿.txt")
    assert (done.exit_code, "是只读文件" in done.stdout, "统揽全局" in done.stdout) == (3, True, True)
    assert (place / "稿.txt").read_bytes() == BAD.encode("gb18030")


def test_a_file_that_changed_meanwhile_is_not_overwritten(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zfcheck import fixing

    fix = fixing.fix

    def slow(*arguments: object, **more: object) -> object:
        (place / "稿.txt").write_text("别人的改动", encoding="utf-8")
        return fix(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "fix", slow)
    done = run("--fix", "稿.txt")
    assert (done.exit_code, "检查期间文件被别的程序改过" in done.stdout) == (3, True)
    assert (place / "稿.txt").read_text(encoding="utf-8") == "别人的改动"
    (place / "好.txt").unlink()
    monkeypatch.setattr(fixing, "fix", lambda *a, **k: ((place / "稿.txt").unlink(), fix(*a, **k))[1])
    (place / "稿.txt").write_bytes(BAD.encode())
    assert run("--fix", "稿.txt").exit_code == 3
    assert not (place / "稿.txt").exists()


def test_a_text_cut_off_within_a_character_is_refused(place: Path) -> None:
    data = BAD.strip().encode()[:-1]
    (place / "稿.txt").write_bytes(data)
    done = run("--fix", "稿.txt")
    assert (done.exit_code, "不能原样写回" in done.stdout) == (3, True)
    assert (place / "稿.txt").read_bytes() == data


def test_standard_input_is_fixed_on_its_way_to_standard_output() -> None:
    done = run("-", "--fix", stdin=BAD.encode("utf-16"))
    assert done.stdout_bytes == SAFE.encode("utf-16")
    assert (done.exit_code, "矛盾纠份" in done.stderr) == (1, True)
    clean = run("-", "--fix", "--stdin-filename", "a.md", stdin=GOOD.encode())
    assert (clean.exit_code, clean.stdout_bytes) == (0, GOOD.encode())


@pytest.mark.parametrize("data", [WORD, b"\x89PNG\0"])
def test_what_is_no_text_is_not_passed_on(data: bytes) -> None:
    done = run("-", "--fix", stdin=data)
    assert (done.exit_code, done.stdout) == (3, "")


def test_diff_writes_nothing_and_says_what_would_change(place: Path) -> None:
    done = run("--diff", "稿.txt", "好.txt")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["--- a/稿.txt", "+++ b/稿.txt"]
    assert "+坚持总揽全局、协调各方，化解矛盾纠份12件。" in lines
    assert "以下1处不会自动改，要由人处理：" in lines
    assert lines[-1].startswith("稿.txt:2:16: ") and "--unsafe-fixes" in lines[-1]  # where it stands today
    assert (done.exit_code, "可以自动改2处" in done.stderr) == (1, True)
    assert (place / "稿.txt").read_bytes() == BAD.encode("gb18030")
    both = run("--diff", "--fix", "--unsafe-fixes", "稿.txt", "--quiet")
    assert (both.exit_code, "+坚持总揽全局、协调各方，化解矛盾纠纷12件。" in both.stdout, both.stderr) == (1, True, "")
    assert (place / "稿.txt").read_bytes() == BAD.encode("gb18030")


def test_the_diff_of_a_word_file_tells_of_the_revisions_that_are_there(place: Path) -> None:
    (place / "稿.docx").write_bytes(WORD)
    done = run("--diff", "稿.docx")
    assert "+坚持总揽全局、协调各方。" in done.stdout and "修订" not in done.stdout
    assert (place / "稿.docx").read_bytes() == WORD
    run("--fix", "稿.docx")
    assert "还有1处修订" in run("--diff", "稿.docx").stdout


def test_the_status_of_a_diff() -> None:
    assert run("--diff", "好.txt").exit_code == 0
    assert run("--diff", "--unsafe-fixes", "稿.txt").exit_code == 1  # nothing would be left, and yet
    assert run("--diff", "--unsafe-fixes", "稿.txt", "--fail-on", "never").exit_code == 0
    assert run("--diff", "稿.txt", "无.txt").exit_code == 3
    assert "无.txt: fault: " in run("--diff", "无.txt").stdout


def test_a_diff_is_no_report_for_a_file(place: Path) -> None:
    refused = run("--diff", "稿.txt", "--output", "改动.diff")
    assert refused.exit_code == 2 and "> 改动.diff" in refused.stderr
    assert not (place / "改动.diff").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unsafe-fixes", "稿.txt"), "--fix 或 --diff"),
        (("--diff", "--output-format", "json", "稿.txt"), "--output-format json"),
    ],
)
def test_what_cannot_be_asked_for(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, said in done.stderr) == (2, True)
