"""What the tests of a plugin may use. Stable, as `zfcheck.api` is."""

from __future__ import annotations

import datetime as dt

from .cases import check_cases
from .engine import check_bytes
from .ruleset import Selection, compile_rules


class PluginBench:
    """The built-in packs and one plugin, whether it is installed or not; no other plugin is loaded.

    `plugin` is what its entry point names: usually its package.
    """

    def __init__(self, name: str, plugin: object, *, region: str | None = None) -> None:
        self.rules = compile_rules(Selection(region=region, plugins=False), extra_plugins=[(name, plugin)])

    @property
    def faults(self) -> list[str]:
        """What is wrong with the plugin, in words."""
        return [fault.message for fault in self.rules.faults]

    @property
    def packs(self) -> list[str]:
        """The packs in force."""
        return [pack.id for pack in self.rules.packs]

    def case_problems(self, pack: str) -> list[str]:
        """What is wrong with the cases of the rules of a pack, each with file, line and column.

        Raises `AssertionError` for a pack that is not in force: nothing is wrong with the cases of none.
        """
        assert pack in self.packs, f"{pack}: {self.packs}"
        own = [c for c in self.rules.rules if c.rule.pack == pack and c.rule.kind != "python"]
        return [str(problem) for compiled in own for problem in check_cases(compiled, self.rules)]

    def marked(self, rule: str, text: str, *, kind: str | None = None, as_of: dt.date | None = None) -> list[str]:
        """The texts that a rule marks in a document.

        Raises `AssertionError` for what could not be checked, and for a rule that is not in force: it marks nothing.
        """
        assert any(compiled.rule.id == rule for compiled in self.rules.rules), rule
        result = check_bytes(self.rules, text.encode("utf-8"), "稿.txt", kind=kind, as_of=as_of)
        assert result.document is not None and not result.faults, [fault.message for fault in result.faults]
        return [result.document.slice(finding.span) for finding in result.findings if finding.rule == rule]
