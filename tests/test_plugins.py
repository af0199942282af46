"""A plugin that fails is a Fault that names it; everything else still runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from zfcheck.engine import check_bytes
from zfcheck.hooks import hookimpl
from zfcheck.kinds import Kind
from zfcheck.rules import Finding
from zfcheck.ruleset import RuleSet, Selection, compile_rules
from zfcheck.span import Span

TEXT = "一、甲\n形势平稳。\n三、乙\n继续努力。".encode()


class Check:
    """Flags the first character."""

    id = "wording/first"
    title = "第一个字"
    severity = "info"

    def check(self, document):
        yield Finding(Span(0, 1), "第一个字")


def with_plugins(*plugins: tuple[str, object], region: str | None = None) -> RuleSet:
    return compile_rules(Selection(plugins=False, region=region), extra_plugins=plugins)


def assert_rest_runs(rules: RuleSet) -> None:
    found = {finding.rule for finding in check_bytes(rules, TEXT, "a.txt").findings}
    assert "numbering/gap" in found


def faults(rules: RuleSet) -> list[tuple[str, str]]:
    return [(fault.kind, fault.message) for fault in rules.faults]


def giving(hook: str, value: object) -> object:
    """A plugin whose only hook `hook` returns `value`, or raises it."""

    def implementation(self):
        if isinstance(value, Exception):
            raise value
        return value

    return type("Plugin", (), {hook: hookimpl(implementation)})()


HOOKS = ("zfcheck_packs", "zfcheck_kinds", "zfcheck_checks", "zfcheck_words", "zfcheck_readers", "zfcheck_writers")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_raises_is_a_fault_and_the_rest_runs(hook: str) -> None:
    rules = with_plugins(
        ("bad", giving(hook, ZeroDivisionError("出错了"))), ("good", giving("zfcheck_checks", [Check()]))
    )
    assert len(rules.faults) == 1
    kind, message = faults(rules)[0]
    assert kind == "plugin-failed"
    assert "“bad”" in message and hook in message and "出错了" in message
    assert_rest_runs(rules)
    assert "wording/first" in {c.rule.id for c in rules.rules}


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("value", [3, object()], ids=["number", "object"])
def test_a_hook_that_returns_no_list_is_a_fault(hook: str, value: object) -> None:
    rules = with_plugins(("bad", giving(hook, value)))
    assert [kind for kind, _ in faults(rules)] == ["plugin-failed"]
    assert "“bad”" in faults(rules)[0][1]
    assert_rest_runs(rules)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_returns_nothing_gives_nothing(hook: str) -> None:
    rules = with_plugins(("empty", giving(hook, None)))
    assert faults(rules) == []
    assert_rest_runs(rules)


@pytest.mark.parametrize("hook", ["zfcheck_packs", "zfcheck_kinds", "zfcheck_readers", "zfcheck_writers"])
def test_a_hook_that_returns_things_of_another_sort_is_a_fault(hook: str) -> None:
    rules = with_plugins(("bad", giving(hook, [3])))
    assert [kind for kind, _ in faults(rules)] == ["plugin-failed"]
    assert "“bad”" in faults(rules)[0][1]
    assert_rest_runs(rules)


def test_a_misspelt_hook_is_a_fault_with_the_nearest() -> None:
    rules = with_plugins(("bad", giving("zfcheck_check", [Check()])))
    ((kind, message),) = faults(rules)
    assert kind == "plugin-failed"
    assert "“bad”" in message and "“zfcheck_check”" in message and "“zfcheck_checks”" in message
    assert_rest_runs(rules)


class Entry:
    """An entry point as `zfcheck.installed` gives it."""

    distribution = version = ""

    def __init__(self, name: str, plugin: object) -> None:
        self.name = name
        self._plugin = plugin

    def load(self) -> object:
        if isinstance(self._plugin, BaseException):
            raise self._plugin
        return self._plugin


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch):
    """`installed(name=plugin, …)`: the rule set with these as installed plugins (an exception: loading raises it)."""

    def run(**plugins: object) -> RuleSet:
        entries = [Entry(name, plugin) for name, plugin in plugins.items()]
        monkeypatch.setattr("zfcheck.installed.entries", lambda: entries)
        return compile_rules(Selection())

    return run


@pytest.mark.parametrize(
    "error", [ImportError("没有模块"), SyntaxError("写错"), AttributeError("x"), RuntimeError("y")]
)
def test_a_plugin_that_cannot_be_imported_is_a_fault(installed, error: Exception) -> None:
    rules = installed(bad=error, good=giving("zfcheck_checks", [Check()]))
    ((kind, message),) = faults(rules)
    assert kind == "plugin-failed" and "“bad”" in message
    assert [(p.name, p.fault is not None) for p in rules.registry.plugins] == [("bad", True), ("good", False)]
    assert "wording/first" in {c.rule.id for c in rules.rules}
    assert_rest_runs(rules)


def test_plugins_may_be_switched_off(installed) -> None:
    installed(bad=ImportError("没有模块"))
    assert compile_rules(Selection(plugins=False)).faults == []


def test_a_working_check_reports_under_its_plugins_name() -> None:
    rules = with_plugins(("good", giving("zfcheck_checks", [Check()])))
    (finding,) = [f for f in check_bytes(rules, TEXT, "a.txt").findings if f.rule == "wording/first"]
    assert (finding.pack, finding.severity.word, finding.message) == ("good", "info", "第一个字")


def test_a_check_that_raises_costs_its_own_findings_only() -> None:
    class Raising(Check):
        def check(self, document):
            yield Finding(Span(0, 1), "先报一处")
            raise ZeroDivisionError("出错了")

    rules = with_plugins(("bad", giving("zfcheck_checks", [Raising()])))
    result = check_bytes(rules, TEXT, "a.txt")
    (fault,) = result.faults
    assert (fault.kind, fault.rule) == ("rule-failed", "wording/first")
    assert "bad:wording/first" in fault.message and "出错了" in fault.message
    assert "numbering/gap" in {finding.rule for finding in result.findings}


@pytest.mark.parametrize("value", [None, 3, [3], ["甲"], [None]])
def test_a_check_that_gives_no_findings_but_something_else_is_a_fault(value: object) -> None:
    class Odd(Check):
        def check(self, document):
            return value

    result = check_bytes(with_plugins(("bad", giving("zfcheck_checks", [Odd()]))), TEXT, "a.txt")
    assert [(fault.kind, fault.rule) for fault in result.faults] == [("rule-failed", "wording/first")]
    assert "numbering/gap" in {finding.rule for finding in result.findings}


@pytest.mark.parametrize("span", [Span(-1, 1), Span(0, 9999), Span(5, 2)])
def test_a_span_outside_the_text_is_a_fault(span: Span) -> None:
    class Wild(Check):
        def check(self, document):
            yield Finding(span, "越界")

    result = check_bytes(with_plugins(("bad", giving("zfcheck_checks", [Wild()]))), TEXT, "a.txt")
    assert [fault.kind for fault in result.faults] == ["rule-failed"]


@pytest.mark.parametrize("attribute", ["id", "title", "severity"])
def test_a_check_without_its_names_is_a_fault(attribute: str) -> None:
    broken = type(
        "Broken", (), {name: getattr(Check, name) for name in ("id", "title", "severity") if name != attribute}
    )()
    rules = with_plugins(("bad", giving("zfcheck_checks", [broken])))
    ((kind, message),) = faults(rules)
    assert kind == "plugin-failed" and "“bad”" in message
    assert_rest_runs(rules)


def test_a_check_with_an_unknown_severity_is_a_fault() -> None:
    rules = with_plugins(("bad", giving("zfcheck_checks", [type("Odd", (Check,), {"severity": "fatal"})()])))
    assert [kind for kind, _ in faults(rules)] == ["plugin-failed"]


def raising(self: object) -> str:
    raise ValueError("出错了")


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ({"title": None}, "title 应是文字"),
        ({"basis": None}, "basis 应是文字"),
        ({"why": 3}, "why 应是文字"),
        ({"region": 3}, "region 应是文字"),
        ({"fail": None}, "fail 应是一列例子"),
        ({"passing": "一句话"}, "passing 应是一列例子"),
        ({"severity": ["error"]}, "severity 应是"),
        ({"id": property(raising)}, "ValueError: 出错了"),
        ({"basis": property(raising)}, "ValueError: 出错了"),
        ({"region": property(raising)}, "ValueError: 出错了"),
    ],
)
def test_a_check_with_something_odd_about_it_is_a_fault(attributes: dict[str, object], told: str) -> None:
    odd = type("Odd", (Check,), attributes)()
    rules = with_plugins(("bad", giving("zfcheck_checks", [odd])))
    ((kind, message),) = faults(rules)
    assert kind == "plugin-failed" and "“bad”" in message and told in message
    assert_rest_runs(rules)


def test_a_regional_check_waits_for_its_region(tmp_path: Path) -> None:
    check = type("Local", (Check,), {"region": "云川"})()
    pack = tmp_path / "local.yaml"
    pack.write_text("pack: local\nregion: 云川\nrules: []\n", encoding="utf-8")
    plugins = (("a", giving("zfcheck_checks", [check])), ("b", giving("zfcheck_packs", [pack])))
    assert "wording/first" not in {c.rule.id for c in with_plugins(*plugins).rules}
    assert "wording/first" in {c.rule.id for c in with_plugins(*plugins, region="云川").rules}


def test_a_kind_under_a_name_that_is_taken_is_a_fault_and_the_first_stays() -> None:
    fake = Kind("phrase", "冒名", {}, lambda rule, fields, vocabulary: None)
    rules = with_plugins(("bad", giving("zfcheck_kinds", [fake])))
    ((kind, message),) = faults(rules)
    assert kind == "plugin-failed" and "“bad”" in message and "phrase" in message
    assert_rest_runs(rules)


def test_a_plugins_kind_may_be_used_by_its_pack(tmp_path: Path) -> None:
    class Everywhere:
        literals = ("平稳",)

        def check(self, document, hits):
            return [Finding(document.reading.span(hit.start, hit.end), "找到了") for hit in hits]

    kind = Kind("everywhere", "各处", {}, lambda rule, fields, vocabulary: Everywhere())
    pack = tmp_path / "own.yaml"
    pack.write_text("pack: own\nrules: [{id: wording/x, title: 题, kind: everywhere}]\n", encoding="utf-8")
    plugin = type(
        "Plugin", (), {"zfcheck_kinds": hookimpl(lambda self: [kind]), "zfcheck_packs": hookimpl(lambda self: [pack])}
    )
    rules = with_plugins(("own", plugin()))
    assert faults(rules) == []
    assert "wording/x" in {finding.rule for finding in check_bytes(rules, TEXT, "a.txt").findings}


@pytest.mark.parametrize("text", ["pack: bad\nrules: [{id: wording/x}]\n", "pack: [", "", "pack: bad\nrules: 甲\n"])
def test_a_broken_pack_of_a_plugin_is_that_plugins_fault(tmp_path: Path, text: str) -> None:
    pack = tmp_path / "bad.yaml"
    pack.write_text(text, encoding="utf-8")
    rules = with_plugins(("bad", giving("zfcheck_packs", [pack])))
    assert [kind for kind, _ in faults(rules)] == ["plugin-failed"]
    assert "“bad”" in faults(rules)[0][1] and "bad.yaml" in faults(rules)[0][1]
    assert_rest_runs(rules)


def test_a_plugins_rule_that_cannot_compile_is_that_plugins_fault(tmp_path: Path) -> None:
    pack = tmp_path / "bad.yaml"
    pack.write_text("pack: bad\nrules: [{id: wording/x, title: 题, kind: phrase}]\n", encoding="utf-8")
    rules = with_plugins(("bad", giving("zfcheck_packs", [pack])))
    assert [kind for kind, _ in faults(rules)] == ["plugin-failed"]
    assert_rest_runs(rules)


def test_a_plugins_reader_reads_its_format() -> None:
    from zfcheck.readers import Reader
    from zfcheck.readers.text import read

    reader = Reader("odd", (".odd",), lambda data, name: read(data[::-1], name))
    rules = with_plugins(("own", giving("zfcheck_readers", [reader])))
    result = check_bytes(rules, b"abc"[::-1], "a.odd")
    assert result.document is not None and result.document.text == "abc"
