"""`zfcheck review` and `check --fix`: what they write, what they say, and what they never overwrite."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wordedit.wordmarks import OURS, comments, members, settled
from wordfiles import p, package, r, zipped

from zfcheck.cli import cli
from zfcheck.messages import set_language
from zfcheck.readers.docx import read

TITLE = p(r("云川市2025年政法工作总结"))
FLAWED = package(TITLE + p(r("坚持统揽全局、协调各方，，推进各项工作，化解矛盾纠份12件。")))
CLEAN = package(TITLE + p(r("全市政法工作稳步推进，群众满意度持续提升。")))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a flawed and a clean Word file, as the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    (tmp_path / "报告.docx").write_bytes(FLAWED)
    (tmp_path / "好.docx").write_bytes(CLEAN)
    yield tmp_path
    set_language(None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--no-plugins"])


def test_review_writes_a_new_file_and_leaves_the_draft(place: Path) -> None:
    done = run("review", "报告.docx", "-o", "已审.docx")
    assert done.exit_code == 1
    assert "已写入“已审.docx”" in done.stderr
    assert (place / "报告.docx").read_bytes() == FLAWED
    out = (place / "已审.docx").read_bytes()
    assert read(out, "a.docx").text == read(FLAWED, "a.docx").text
    assert {author for author, _ in comments(out).values()} == {OURS}
    assert any("总揽全局" in text for _, text in comments(out).values())


def test_tracked_takes_safe_fixes_and_with_unsafe_all(place: Path) -> None:
    assert run("review", "报告.docx", "-o", "甲.docx", "--tracked").exit_code == 1
    done = run("review", "报告.docx", "-o", "乙.docx", "--tracked", "--unsafe-fixes")
    assert "修订" in done.stderr
    assert "另有" in run("review", "报告.docx", "-o", "甲.docx", "--tracked").stderr
    assert "另有" not in done.stderr
    out = (place / "乙.docx").read_bytes()
    assert "坚持总揽全局、协调各方，推进" in read(settled(out, accept=True), "a.docx").text
    assert read(settled(out, accept=False), "a.docx").text == read(FLAWED, "a.docx").text


def test_a_clean_file_comes_back_as_it_was(place: Path) -> None:
    done = run("review", "好.docx", "-o", "已审.docx", "--ignore", "structure")
    assert done.exit_code == 0
    assert (place / "已审.docx").read_bytes() == CLEAN


def test_without_a_name_one_is_made_and_nothing_overwritten(place: Path) -> None:
    assert run("review", "报告.docx").exit_code == 1
    made = place / "报告（已审）.docx"
    made.write_bytes(made.read_bytes() + b"worked on")
    again = run("review", "报告.docx")
    assert again.exit_code == 2
    assert "已经有了" in again.stderr
    assert made.read_bytes().endswith(b"worked on")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("报告.docx", "-o", "报告.docx"), 2, "就是原文件"),
        (("报告.docx", "-o", "已审.txt"), 2, "不是 Word 文件名"),
        (("无.docx", "-o", "已审.docx"), 3, "找不到"),
        ((".", "-o", "已审.docx"), 2, "是文件夹"),
        ((".",), 2, "是文件夹"),
        (("稿.txt",), 2, "zfcheck 稿.txt"),
        (("稿.doc",), 2, "另存为 .docx"),
        (("稿.txt", "-o", "已审.docx"), 2, "批注只能写进 .docx"),
        (("坏.docx", "-o", "已审.docx"), 3, "未能检查"),
        (("报告.docx", "-o", "无/已审.docx"), 2, "无法写入"),
        (("报告.docx", "-o", "已审.docx", "--unsafe-fixes"), 2, "--tracked"),
        (("报告.docx", "-o", "已审.docm"), 2, "以 .docx 结尾"),
        (("-",), 2, "-o"),
        (("报告.docx", "-o", "夹.docx"), 2, "无法写入"),
        (("报告.docx", "-o", "长" * 90 + ".docx"), 2, "无法写入"),
        (("报告.docx", "-o", "只读.docx"), 2, "是只读文件"),
    ],
)
def test_what_cannot_be_reviewed(place: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    (place / "稿.txt").write_text("云川市工作总结\n", encoding="utf-8")
    (place / "稿.doc").write_bytes(b"old")
    (place / "坏.docx").write_bytes(FLAWED[:400])
    (place / "夹.docx").mkdir()
    (place / "只读.docx").write_bytes(CLEAN)
    (place / "只读.docx").chmod(0o444)
    done = run("review", *arguments)
    assert (done.exit_code, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr
    assert not (place / "已审.docx").exists()
    assert (place / "只读.docx").read_bytes() == CLEAN
    assert not list(place.glob(".zfcheck-*"))


def test_names_as_long_as_names_can_be(place: Path) -> None:
    name = "长" * 83 + ".docx"
    (place / name).write_bytes(FLAWED)
    assert "写入修订" in run("check", "--fix", "--unsafe-fixes", name).stderr
    assert run("review", name, "-o", "已审.docx").exit_code == 1
    assert "Traceback" not in run("review", name).stderr  # with what is put behind it, it is too long


@pytest.mark.parametrize(("error", "status"), [(OSError(28, "No space left on device"), 3), (KeyboardInterrupt(), 130)])
def test_writing_that_is_cut_short_leaves_all_as_it_was(
    place: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    def fail(handle: int) -> None:
        raise error

    monkeypatch.setattr("zfcheck.delivery.os.fsync", fail)
    before = sorted(path.name for path in place.iterdir())
    assert run("check", "--fix", "--unsafe-fixes", "报告.docx").exit_code == status
    assert (place / "报告.docx").read_bytes() == FLAWED
    assert sorted(path.name for path in place.iterdir()) == before


def test_one_file_that_cannot_be_fixed_does_not_keep_the_others(place: Path) -> None:
    (place / "甲.docx").write_bytes(FLAWED)
    (place / "甲.docx").chmod(0o444)
    (place / "乙.docx").write_bytes(package(TITLE + p(r("坚持统揽全局、协调各方。")), comments="<w:comments"))
    done = run("check", "--fix", "--unsafe-fixes", "乙.docx", "甲.docx", "报告.docx")
    assert done.exit_code == 3
    assert "“报告.docx”里写入修订" in done.stderr
    assert "是只读文件" in done.output
    assert "写不进批注和修订" in "".join(done.output.split())  # however wide the terminal is
    assert (place / "甲.docx").read_bytes() == FLAWED


def test_signed_files_are_not_fixed_and_a_review_says_that_the_signature_is_gone(place: Path) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    parts = {name: content.decode() for name, content in members(FLAWED).items()}
    entry = f'<Relationship Id="s" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", entry)
    signed = zipped(parts)
    (place / "报告.docx").write_bytes(signed)
    assert "有数字签名" in run("check", "--fix", "--unsafe-fixes", "报告.docx").stderr
    assert (place / "报告.docx").read_bytes() == signed
    assert "签名已经失效" in run("review", "报告.docx", "-o", "已审.docx").stderr


def test_a_broken_part_of_comments_is_said_and_nothing_written(place: Path) -> None:
    (place / "报告.docx").write_bytes(package(TITLE + p(r("坚持统揽全局、协调各方。")), comments="<w:comments"))
    done = run("review", "报告.docx", "-o", "已审.docx")
    assert done.exit_code == 3
    assert "写不进批注" in done.stderr
    assert not (place / "已审.docx").exists()


def test_fix_writes_revisions_into_the_file_and_a_second_run_changes_nothing(place: Path) -> None:
    draft = place / "报告.docx"
    draft.chmod(0o640)
    done = run("check", "--fix", "--unsafe-fixes", "报告.docx")
    assert "写入修订" in done.stderr
    fixed = draft.read_bytes()
    assert read(settled(fixed, accept=False), "a.docx").text == read(FLAWED, "a.docx").text
    assert "总揽全局、协调各方，推进" in read(fixed, "a.docx").text
    assert "统揽全局" not in done.output
    assert comments(fixed) == {}
    if os.name == "posix":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    assert "写入修订" not in run("check", "--fix", "--unsafe-fixes", "报告.docx").stderr
    assert draft.read_bytes() == fixed
    assert sorted(path.name for path in place.iterdir()) == ["好.docx", "报告.docx"]


def test_a_name_as_long_as_names_may_be_can_be_written(place: Path) -> None:
    name = "报" * 80 + ".docx"
    (place / name).write_bytes(FLAWED)
    assert run("check", "--fix", "--unsafe-fixes", name).stderr.count("写入修订") == 1
    assert {path.name for path in place.iterdir()} == {"报告.docx", "好.docx", name}


def test_a_file_without_fixes_is_checked_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zfcheck import engine

    names: list[str] = []
    check_bytes = engine.check_bytes

    def counted(rules, data, name, **more):
        names.append(name)
        return check_bytes(rules, data, name, **more)

    monkeypatch.setattr(engine, "check_bytes", counted)
    run("check", "--fix", "好.docx")
    assert names == ["好.docx"]
