"""What people and programs call."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import zfcheck
from zfcheck import api
from zfcheck.packtree import PackError
from zfcheck.ruleset import SelectionError

TEXT = "云川市2025年工作总结\n一、甲\n形势平稳。\n三、乙\n继续努力。"


def rules_of(result) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_check_takes_a_path_as_path_or_text(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    for source in (path, str(path)):
        result = zfcheck.check(source, plugins=False)
        assert "numbering/gap" in rules_of(result)
        assert result.path == str(path)


def test_check_takes_bytes_with_a_name() -> None:
    result = zfcheck.check(TEXT.encode("gb18030"), name="总结.txt", plugins=False)
    assert result.path == "总结.txt"
    assert "numbering/gap" in rules_of(result)


def test_the_name_of_bytes_tells_the_format() -> None:
    result = zfcheck.check("# 总结\n\n形势平稳。".encode(), name="a.md", plugins=False)
    assert result.document is not None and result.document.format == "markdown"


def test_check_takes_the_text_itself() -> None:
    assert "numbering/gap" in rules_of(zfcheck.check(TEXT, plugins=False))
    assert zfcheck.check("形势平稳。", plugins=False).document.text == "形势平稳。"


def test_a_path_that_is_not_there_is_an_error_and_not_a_text() -> None:
    with pytest.raises(FileNotFoundError):
        zfcheck.check("没有这个文件.docx", plugins=False)


def test_check_passes_on_kind_date_and_selection() -> None:
    import datetime as dt

    result = zfcheck.check(TEXT, kind="speech", as_of=dt.date(2020, 1, 2), select=["number"], plugins=False)
    assert (result.kind, result.date) == ("speech", "2020-01-02")
    assert rules_of(result) == set()
    assert "numbering/gap" not in rules_of(zfcheck.check(TEXT, ignore=["numbering/gap"], plugins=False))


def test_compile_once_and_check_many() -> None:
    checker = zfcheck.compile(plugins=False)
    found = [rules_of(checker.check_bytes(text.encode(), "a.txt")) for text in (TEXT, "形势平稳。", TEXT)]
    assert found[0] == found[2] != found[1]


def test_mistakes_of_the_caller_are_raised(tmp_path: Path) -> None:
    pack = tmp_path / "a.yaml"
    pack.write_text("pack: a\nrules: [{}]\n", encoding="utf-8")
    with pytest.raises(PackError):
        zfcheck.compile(packs=[str(pack)], plugins=False)
    with pytest.raises(SelectionError):
        zfcheck.compile(region="没有", plugins=False)


@pytest.mark.parametrize("name", api.__all__)
def test_everything_promised_to_plugins_is_there(name: str) -> None:
    assert getattr(api, name) is not None


def test_the_promises_are_sorted_and_named_once() -> None:
    assert sorted(set(api.__all__)) == sorted(api.__all__)
    assert {"hookimpl", "Check", "Document", "Finding"} <= set(api.__all__)


def test_the_package_promises_what_it_exports() -> None:
    assert {name for name in zfcheck.__all__ if not hasattr(zfcheck, name)} == set()
    assert zfcheck.__version__.count(".") == 2


def test_the_contracts_example_of_a_plugin_runs() -> None:
    from zfcheck.api import Document, Finding, Span, hookimpl
    from zfcheck.engine import check_bytes
    from zfcheck.ruleset import Selection, compile_rules

    class Length:
        id, title, severity = "wording/length", "字数", "info"

        def check(self, document: Document):
            if len(document.text) > 10:
                yield Finding(Span(0, 1), "超过十个字")

    class Plugin:
        @hookimpl
        def zfcheck_checks(self):
            return [Length()]

    rules = compile_rules(Selection(plugins=False), extra_plugins=[("own", Plugin())])
    assert "wording/length" in rules_of(check_bytes(rules, TEXT.encode(), "a.txt"))
    assert importlib.import_module("zfcheck.api") is api


@pytest.mark.parametrize("name", ["不存在.doc", "报告/不存在.wps", "report.pdf"])
def test_the_name_of_a_missing_file_is_not_checked_as_a_text(name: str) -> None:
    with pytest.raises(OSError):
        zfcheck.check(name)


def test_a_long_text_on_one_line_is_a_text() -> None:
    assert zfcheck.check("坚持以人民为中心，" * 300).document is not None
