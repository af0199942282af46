"""The command line: what it says, where, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wordfiles import p, package, r

import zfcheck
from zfcheck import writers
from zfcheck.cli import cli
from zfcheck.messages import set_language

PACK = """
pack: yunchuan
title: 云川市用语
version: "2026.1"
rules:
  - id: wording/bad
    kind: phrase
    title: 不当用词
    severity: error
    basis: 云川市公文处理办法
    why: 这个词容易引起误解。
    advice: 换一个词。
    words: [{wrong: 很糟的词, right: 很好的词}]
    fail: [{text: 写了很糟的词。, mark: 很糟的词, fixed: 写了很好的词。}]
    pass: [写了很好的词。]
  - id: wording/doubtful
    kind: phrase
    title: 存疑用词
    severity: info
    words: [可疑之词]
    fail: [{text: 写了可疑之词。, mark: 可疑之词}]
    pass: [写了平常的词。]
"""
BAD = "云川市工作总结\n全市平安建设稳步推进，但是写了很糟的词。\n"
DOUBTFUL = "云川市工作总结\n全市平安建设稳步推进，但是写了可疑之词。\n"
GOOD = "云川市工作总结\n全市平安建设稳步推进，群众满意度持续提升。\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with the pack of these tests, as the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    monkeypatch.delenv("ZFCHECK_DEBUG", raising=False)
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    for name, text in (("bad.txt", BAD), ("good.txt", GOOD), ("doubtful.txt", DOUBTFUL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    yield tmp_path
    set_language(None)


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=stdin)


def check(*arguments: str, stdin: bytes | None = None) -> Result:
    """`zfcheck` with the rules of these tests only."""
    return run("--pack", "pack.yaml", "--select", "yunchuan:", "--no-plugins", *arguments, stdin=stdin)


def program(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """`zfcheck` as a process of its own."""
    code = "from zfcheck.cli import main; main()"
    path = os.pathsep.join([str(Path(zfcheck.__file__).parent.parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, **more.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment, **more)  # type: ignore[call-overload, no-any-return]


def test_a_path_alone_means_check() -> None:
    short, long = (
        check("bad.txt"),
        run("check", "bad.txt", "--pack", "pack.yaml", "--select", "yunchuan:", "--no-plugins"),
    )
    assert short.stdout == long.stdout
    assert "很糟的词" in short.stdout
    assert short.exit_code == long.exit_code == 1


def test_options_before_the_path_mean_check_too() -> None:
    assert run("--quiet", "--lang", "zh", "good.txt", "--no-plugins", "--select", "numbering").exit_code == 0


def test_a_file_named_like_a_command_can_be_checked(place: Path) -> None:
    (place / "check").write_text(BAD, encoding="utf-8")
    assert check("./check").exit_code == 1


@pytest.mark.parametrize(
    ("level", "statuses"),
    [("error", (1, 0, 0)), ("warning", (1, 0, 0)), ("info", (1, 1, 0)), ("never", (0, 0, 0))],
)
def test_the_exit_status_follows_fail_on(level: str, statuses: tuple[int, ...]) -> None:
    files = ("bad.txt", "doubtful.txt", "good.txt")
    assert tuple(check(name, "--fail-on", level).exit_code for name in files) == statuses


def test_what_could_not_be_checked_outranks_findings() -> None:
    result = check("bad.txt", "missing.txt", "--fail-on", "never")
    assert result.exit_code == 3
    assert "很糟的词" in result.stdout
    assert "未能检查：找不到“missing.txt”" in result.stdout


def test_a_fault_at_info_level_fails_only_a_run_that_fails_on_info(place: Path) -> None:
    chart = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    (place / "a.docx").write_bytes(package("".join(p(r(line)) for line in GOOD.splitlines()) + p(chart)))
    result = check("a.docx")
    assert result.exit_code == 0
    assert "未检查（提示）：文档里嵌入了1个其他文档" in result.stdout
    assert check("a.docx", "--fail-on", "info").exit_code == 3
    assert check("a.docx", "missing.txt").exit_code == 3
    (fault,) = json.loads(check("a.docx", "--output-format", "json").stdout)["documents"][0]["faults"]
    assert (fault["kind"], fault["level"]) == ("part-not-read", "info")
    outline = run("outline", "a.docx")
    assert outline.exit_code == 0 and "未检查（提示）：" in outline.stderr
    assert "not checked (info)" in check("a.docx", "--lang", "en").stdout


@pytest.mark.parametrize("arguments", [(), ("check",), ("--lang", "zh"), ("--quiet",)])
def test_without_a_path_it_says_how_to_call_it(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "zfcheck 年度总结.docx" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("good.txt", "--nosuch"), "没有选项“--nosuch”"),
        (("good.txt", "--baseline"), "选项 --baseline 后面缺少值"),
        (("good.txt", "--outptu", "x"), "是否想写“--output”"),
        (("good.txt", "--output"), "选项 --output 后面缺少值"),
        (("good.txt", "--quiet=1"), "选项 --quiet 后面不能写值"),
        (("good.txt", "--output-format", "jsn"), "没有输出格式“jsn”。是否想写“json”"),
        (("good.txt", "--select", "numbring"), "没有规则或类别“numbring”。是否想写“numbering”"),
        (("good.txt", "--ignore", "nosuch/rule"), "没有规则或类别“nosuch/rule”"),
        (("good.txt", "--pack", "nosuch"), "没有规则包“nosuch”"),
        (("good.txt", "--region", "云川"), "没有地区“云川”的规则包"),
        (("good.txt", "--kind", "work-reprot"), "是否想写“work-report”"),
        (("good.txt", "--as-of", "昨天"), "“昨天”不是日期"),
        (("good.txt", "--fail-on", "never-ever"), "选项 --fail-on 的值不对：没有“never-ever”"),
        (("--lang", "fr", "good.txt"), "选项 --lang 的值不对"),
        (("outline",), "缺少参数 文件"),
        (("outline", "good.txt", "bad.txt"), "多余的参数：bad.txt"),
        (("outline", "."), "是文件夹"),
        (("explain", "wording/nosuch"), "没有规则“wording/nosuch”"),
        (("pack",), "命令："),
        (("plugin",), "list"),
        (("pack", "chek", "x"), "没有命令“chek”。是否想写“check”"),
        (("pack", "check", "nosuch"), "找不到“nosuch”"),
    ],
)
def test_a_wrong_call_is_explained(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert words in result.stderr
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_broken_pack_stops_the_check_with_its_places(place: Path) -> None:
    (place / "broken.yaml").write_text(
        "pack: broken\nrules:\n  - {id: wording/x, title: 甲, kind: phrse}\n", encoding="utf-8"
    )
    result = run("good.txt", "--pack", "broken.yaml")
    assert result.exit_code == 2
    assert "broken.yaml:3:" in result.stderr and "phrse" in result.stderr


def test_a_folder_without_documents_is_no_success(place: Path) -> None:
    (place / "empty").mkdir()
    result = check("empty")
    assert result.exit_code == 2
    assert "文件夹“empty”里没有可以检查的文稿" in result.stderr
    both = check("empty", "bad.txt")
    assert both.exit_code == 2 and "很糟的词" in both.stdout and "empty" in both.stderr


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


ODD = {
    "empty.txt": b"",
    "blank.txt": " \n\u3000\r\n".encode(),
    "binary.txt": b"\x00\x01\x02\x03" * 100,
    "cut.txt": "云川市政法工作总结，全市平安建设稳步推进。".encode()[:-2],
    "mixed.txt": ("云川市工作总结。" * 30).encode() + "平安".encode("gb18030") + ("云川市。" * 30).encode(),
    "utf16.txt": "云川市工作总结".encode("utf-16-le"),
    "nozip.docx": "云川市工作总结".encode(),
    "cutzip.docx": zipped(**{"word/document.xml": "<w:document/>" * 50})[:120],
    "plainzip.docx": zipped(**{"a.txt": "云川"}),
    "word.txt": zipped(**{"a.txt": "云川"}),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "report.pdf": b"%PDF-1.7\n",
    "huge.txt": b"a" * (16 * 1024 * 1024 + 1),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_a_clear_fault_and_the_others_are_checked(name: str, place: Path) -> None:
    (place / name).write_bytes(ODD[name])
    result = check(name, "bad.txt", "--output-format", "json")
    assert result.exit_code == 3, result.output
    documents = {document["path"]: document for document in json.loads(result.stdout)["documents"]}
    assert [finding["rule"] for finding in documents["bad.txt"]["findings"]] == ["wording/bad"]
    (fault,) = documents[name]["faults"]
    assert any("一" <= character <= "鿿" for character in fault["message"])
    assert "Error" not in fault["message"]
    text = check(name, "bad.txt")
    assert f"{name}" in text.stdout and "未能检查：" in text.stdout
    assert "Traceback" not in text.output


def test_files_under_a_wrong_name_or_in_another_encoding_are_read(place: Path) -> None:
    (place / "gbk.txt").write_bytes(BAD.encode("gb18030"))
    (place / "bom.txt").write_bytes(b"\xef\xbb\xbf" + BAD.encode())
    (place / "noending").write_bytes(BAD.encode())
    result = check("gbk.txt", "bom.txt", "noending", "--output-format", "concise")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3


def test_the_output_is_in_order_of_paths(place: Path) -> None:
    (place / "a.txt").write_text(BAD, encoding="utf-8")
    result = check("doubtful.txt", "bad.txt", "a.txt", "--output-format", "concise")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["a.txt", "bad.txt", "doubtful.txt"]


def test_standard_input_under_a_given_name() -> None:
    result = check("-", "--stdin-filename", "云川.md", "--output-format", "concise", stdin=BAD.encode())
    assert result.stdout.startswith("云川.md:2:")
    assert check("-", "--output-format", "concise", stdin=BAD.encode()).stdout.startswith("-:2:")
    assert check("-", stdin=b"").exit_code == 3


def test_selecting_and_ignoring_rules() -> None:
    assert check("bad.txt", "--ignore", "wording/bad").exit_code == 0
    assert check("bad.txt", "--ignore", "wording/doubtful，wording/bad").exit_code == 0
    chosen = run("bad.txt", "--pack", "pack.yaml", "--select", "wording/bad,numbering", "--no-plugins")
    assert chosen.exit_code == 1


def test_kind_and_date_can_be_given() -> None:
    result = check("good.txt", "--kind", "工作报告", "--as-of", "2025-06-30", "--output-format", "json")
    (document,) = json.loads(result.stdout)["documents"]
    assert (document["kind"], document["date"]) == ("work-report", "2025-06-30")


def test_the_report_goes_to_a_file_and_never_over_a_document(place: Path) -> None:
    result = check("bad.txt", "--output", "report.json", "--output-format", "json")
    assert result.exit_code == 1 and "report.json" in result.stderr
    assert "很糟的词" in result.stdout  # beside the file, the terminal shows the report for people
    assert json.loads((place / "report.json").read_text(encoding="utf-8"))["summary"]["error"] == 1
    for target in ("bad.txt", "./bad.txt", "new.docx"):
        refused = check("bad.txt", "--output", target)
        assert refused.exit_code == 2 and "会覆盖" in refused.stderr
    assert (place / "bad.txt").read_text(encoding="utf-8") == BAD
    assert check("bad.txt", "--output", "no/such/folder.txt").exit_code == 2


def test_a_report_in_the_folder_is_not_checked_the_next_time() -> None:
    for _ in range(2):
        result = check(".", "--output", "report.txt", "--fail-on", "never")
        assert result.exit_code == 0
    assert "report.txt" not in Path("report.txt").read_text(encoding="utf-8")


def test_quiet_and_statistics() -> None:
    assert check("good.txt", "--quiet").stdout == ""
    assert "共检查" not in check("bad.txt", "--quiet").stdout
    assert check("bad.txt", "--statistics").stdout.endswith("各规则查出的处数：\n  1  wording/bad  不当用词\n")


def test_english_by_option_and_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("--lang", "en", "check", "missing.txt"), ("missing.txt", "--lang", "en")):
        assert "cannot find" in run(*arguments).stdout.lower()
    monkeypatch.setenv("ZFCHECK_LANG", "en")
    assert "cannot find" in run("missing.txt").stdout.lower()
    assert "找不到" in run("missing.txt", "--lang", "zh").stdout


def test_outline_shows_the_tree() -> None:
    result = run("outline", "good.txt", "--kind", "news", "--as-of", "2025-01-02")
    assert result.exit_code == 0
    assert "文种：新闻报道（news）" in result.stdout and "第1行  标题  云川市工作总结" in result.stdout
    values = json.loads(run("outline", "good.txt", "--json").stdout)
    assert values["parts"][0]["front"][0]["role"] == "title"


def test_outline_of_what_cannot_be_read(place: Path) -> None:
    (place / "broken.docx").write_bytes(b"no zip")
    for name, words in (("broken.docx", "不是 Word 文档"), ("missing.txt", "找不到")):
        result = run("outline", name)
        assert result.exit_code == 3
        assert "未能检查：" in result.stderr and words in result.stderr


def test_explain_tells_all_of_a_rule() -> None:
    result = run("explain", "wording/bad", "--pack", "pack.yaml", "--no-plugins")
    assert result.exit_code == 0
    for words in (
        "不当用词", "错误", "云川市公文处理办法", "容易引起误解", "换一个词",
        "× 写了【很糟的词】。", "→ 写了很好的词。", "√ 写了很好的词。", "--ignore wording/bad",
    ):  # fmt: skip
        assert words in result.stdout
    missing = run("explain", "wording/bda", "--pack", "pack.yaml", "--no-plugins")
    assert missing.exit_code == 2 and "是否想写“wording/bad”" in missing.stderr


def test_rules_of_one_name_in_two_packs_are_both_explained(place: Path) -> None:
    (place / "other.yaml").write_text(PACK.replace("yunchuan", "other"), encoding="utf-8")
    result = run("explain", "wording/bad", "--pack", "pack.yaml", "--pack", "other.yaml", "--no-plugins")
    assert "规则包 yunchuan" in result.stdout and "规则包 other" in result.stdout
    one = run("explain", "other:wording/bad", "--pack", "pack.yaml", "--pack", "other.yaml", "--no-plugins")
    assert "yunchuan" not in one.stdout


def test_rules_are_listed() -> None:
    text = run("rules", "--pack", "pack.yaml", "--no-plugins").stdout
    assert any(line.split() == ["wording/bad", "错误", "yunchuan", "不当用词"] for line in text.splitlines())
    values = json.loads(run("rules", "--json", "--pack", "pack.yaml", "--no-plugins").stdout)
    assert {"rule": "wording/bad", "severity": "error"}.items() <= next(
        rule for rule in values["rules"] if rule["pack"] == "yunchuan"
    ).items()


def test_a_good_pack_passes_its_check() -> None:
    result = run("pack", "check", "pack.yaml")
    assert (result.exit_code, result.stdout) == (0, "规则包“yunchuan”：2条规则，4个例子，全部通过\n")


def test_a_pack_whose_cases_fail_is_told_where(place: Path) -> None:
    (place / "pack.yaml").write_text(PACK.replace("pass: [写了很好的词。]", "pass: [写了很糟的词。]"), encoding="utf-8")
    result = run("pack", "check", "pack.yaml")
    assert result.exit_code == 2
    assert "pack.yaml:15:" in result.stdout and "wording/bad" in result.stdout


def test_a_pack_that_cannot_be_loaded_is_told_where(place: Path) -> None:
    (place / "pack.yaml").write_text(PACK.replace("severity: error", "severty: error"), encoding="utf-8")
    result = run("pack", "check", "pack.yaml")
    assert result.exit_code == 2
    assert result.stdout.startswith("pack.yaml:9:5: ") and "severity" in result.stdout


def test_plugins_are_listed() -> None:
    result = run("plugin", "list")
    assert result.exit_code in {0, 3}
    assert result.stdout.strip()


def test_a_broken_plugin_is_a_fault_of_the_run(place: Path) -> None:
    info = place / "site" / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[zfcheck]\nyunchuan = no_such_module:plugin\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(info.parent)!r}); from zfcheck.cli import main; main()"
    path = os.pathsep.join([str(Path(zfcheck.__file__).parent.parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path}

    def with_plugin(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, check=False, env=environment, encoding="utf-8")

    checked = with_plugin("good.txt", "--select", "numbering")
    assert checked.returncode == 3
    assert "未能检查：插件“yunchuan”无法载入" in checked.stdout
    listed = with_plugin("plugin", "list")
    assert listed.returncode == 3
    assert "yunchuan" in listed.stdout and "broken" in listed.stdout and "故障：" in listed.stdout
    assert with_plugin("good.txt", "--select", "numbering", "--no-plugins").returncode == 0


def test_an_unexpected_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr("zfcheck.ruleset.compile_rules", fail)
    result = run("good.txt")
    assert result.exit_code == 3
    assert result.stderr.startswith("程序出错，没有查完：RuntimeError: 坏了") and result.stderr.count("\n") == 1
    monkeypatch.setenv("ZFCHECK_DEBUG", "1")
    assert isinstance(run("good.txt").exception, RuntimeError)


def test_a_writer_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = writers.Writer("broken", lambda report: 1 / 0)  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(writers, "BUILTIN", (*writers.BUILTIN, broken))
    result = check("good.txt", "--output-format", "broken")
    assert result.exit_code == 3
    assert "输出格式“broken”出错" in result.stderr


def test_version_and_help_are_there_in_chinese() -> None:
    assert run("--version").stdout == f"zfcheck {zfcheck.__version__}\n"
    text = run("--help").stdout
    assert "用法：" in text and "命令：" in text and "Usage" not in text and "Options" not in text
    options = run("check", "--help").stdout
    assert "--fail-on error|warning|info|never" in options
    assert "--diff" in options
    for each in ("--jobs", "--timeout", "--no-cache"):
        assert each in options
    known = {
        "check",
        "review",
        "serve",
        "outline",
        "explain",
        "rules",
        "pack",
        "plugin",
        "baseline",
        "config",
        "completion",
        "archive",
        "lsp",
    }
    assert set(cli.commands) == known
    assert {*cli.commands["pack"].commands} == {"check", "new", "schema"}  # type: ignore[attr-defined]
    assert {*cli.commands["plugin"].commands} == {"list", "new"}  # type: ignore[attr-defined]


def test_starting_up_stays_light() -> None:
    heavy = ("lark", "lxml", "docx", "jieba", "yaml", "regex", "pathspec", "ahocorasick_rs", "pluggy")
    code = (
        "import sys\nfrom zfcheck.cli import cli\n"
        "for words in (['--version'], ['--help'], ['check', '--help']):\n"
        "    cli.main(words, standalone_mode=False)\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(zfcheck.__file__).parent.parent), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_process_exits_as_the_contract_says() -> None:
    options = ("--pack", "pack.yaml", "--select", "yunchuan:", "--no-plugins")
    assert program("good.txt", *options).returncode == 0
    assert program("bad.txt", *options).returncode == 1
    assert program("bad.txt", "--nosuch").returncode == 2
    assert program("missing.txt", *options).returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_closed_pipe_is_no_error(place: Path) -> None:
    (place / "long.txt").write_text(
        "云川市工作总结\n" + "全市平安建设稳步推进，写了很糟的词。\n" * 9000, encoding="utf-8"
    )
    code = "from zfcheck.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(zfcheck.__file__).parent.parent), *sys.path])}
    command = [sys.executable, "-c", code, "long.txt", "--pack", "pack.yaml", "--select", "yunchuan:", "--no-plugins"]
    process = subprocess.Popen(
        [*command, "--output-format", "concise"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().startswith(b"long.txt:2:")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_output_to_a_pipe_is_utf8_whatever_the_locale() -> None:
    done = program(
        "bad.txt", "--pack", "pack.yaml", "--select", "yunchuan:", env={"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    )
    assert "很糟的词" in done.stdout.decode("utf-8")


def test_no_colour_goes_to_a_pipe() -> None:
    assert b"\x1b" not in program("bad.txt", "--pack", "pack.yaml", env={"FORCE_COLOR": "1"}).stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device")
def test_a_full_disk_is_told(place: Path) -> None:
    with open("/dev/full", "wb") as full:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(zfcheck.__file__).parent.parent), *sys.path]),
        }
        code = "from zfcheck.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "good.txt", "--no-plugins"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment,
        )
    assert done.returncode == 3
    assert "无法写出结果" in done.stderr.decode("utf-8")


def test_a_document_found_in_a_folder_is_never_overwritten_by_the_report(place: Path) -> None:
    (place / "原稿.txt").write_text("云川市政法工作总结。", encoding="utf-8")
    result = run("--output", "原稿.txt", ".")
    assert result.exit_code == 2
    assert (place / "原稿.txt").read_text(encoding="utf-8") == "云川市政法工作总结。"


def test_documents_that_cannot_be_read_yet_are_told_and_not_passed_over(place: Path) -> None:
    (place / "一.txt").write_text("云川市政法工作总结。", encoding="utf-8")
    (place / "年终.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (place / "附件.pdf").write_bytes(b"%PDF-1.7")
    result = run(".")
    assert result.exit_code == 3
    assert "年终.doc" in result.stdout and "附件.pdf" in result.stdout


def test_a_category_without_rules_may_be_ignored(place: Path) -> None:
    (place / "一.txt").write_text("云川市政法工作总结。", encoding="utf-8")
    assert run("--ignore", "layout,punctuation", "一.txt").exit_code == 0
