"""What many tests share: one compiled rule set, a parser for small texts, a bench for a single rule."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partialmethod
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

import zfcheck
from zfcheck.document import Document
from zfcheck.engine import Result, check_document
from zfcheck.fixes import apply_fixes
from zfcheck.kinds import Vocabulary
from zfcheck.numbering import problems
from zfcheck.pack import load_pack
from zfcheck.readers import read_bytes
from zfcheck.rules import Finding
from zfcheck.ruleset import Compiled, RuleSet, known_kinds
from zfcheck.structure import parse as parse_document

settings.register_profile("suite", max_examples=int(os.environ.get("EXAMPLES", "50")), deadline=None)
settings.load_profile("suite")

if "mix_stderr" in inspect.signature(CliRunner.__init__).parameters:
    # Before click 8.2 a runner mixed the streams unless told otherwise; since then it keeps them apart.
    CliRunner.__init__ = partialmethod(CliRunner.__init__, mix_stderr=False)  # type: ignore[assignment, method-assign]

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Reference reports and seed texts of the workshop; they are read in place and are no part of the project."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference texts; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"no reference texts at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def cached(_kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built-in packs out of a cache of this run: for tests that compile rules many times."""
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(_kept))


@pytest.fixture(scope="session")
def checker() -> zfcheck.Checker:
    """The built-in packs, without what happens to be installed."""
    return zfcheck.compile(plugins=False)


@pytest.fixture(scope="session")
def rules(checker: zfcheck.Checker) -> RuleSet:
    return checker.rules


@pytest.fixture(scope="session")
def parse(rules: RuleSet) -> Callable[..., Document]:
    """`parse(text, name=…, kind=…, as_of=…)`: the document with its outline."""

    def run(text: str, name: str = "a.txt", kind: str | None = None, as_of: dt.date | None = None) -> Document:
        document = read_bytes(text.encode("utf-8"), name, rules.readers)
        parse_document(document, rules.schemes, rules.enumerations, kind=kind, as_of=as_of)
        return document

    return run


@pytest.fixture(scope="session")
def numbering(parse: Callable[..., Document]) -> Callable[[str], list[tuple[str, str]]]:
    """`numbering(text)`: every numbering problem as (check, marked text)."""

    def run(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
        document = parse(text, name)
        return [(problem.check, document.slice(problem.span)) for problem in problems(document)]

    return run


@dataclass(frozen=True)
class Answer:
    """What one rule said of one text."""

    result: Result

    @property
    def document(self) -> Document:
        assert self.result.document is not None
        return self.result.document

    @property
    def findings(self) -> list[Finding]:
        return self.result.findings

    @property
    def marked(self) -> list[str]:
        """The text of every finding, in order."""
        return [self.document.slice(finding.span) for finding in self.findings]

    @property
    def messages(self) -> list[str]:
        return [finding.message for finding in self.findings]

    @property
    def severities(self) -> list[str]:
        return [finding.severity.word for finding in self.findings if finding.severity]

    @property
    def faults(self) -> list[str]:
        return [fault.kind for fault in self.result.faults]

    @property
    def fixed(self) -> str:
        return apply_fixes(self.document, self.findings)


class Bench:
    """Compiles a rule written in YAML as a pack would and runs it alone: `ask(rule, text, …)`.

    `id`, `title` and `severity` may be left out of the rule.
    """

    def __init__(self, rules: RuleSet, folder: Path) -> None:
        self._rules = rules
        self._folder = folder
        self._kinds = known_kinds()
        self._made: dict[tuple[str, str], Compiled] = {}

    def compile(self, rule: str, sections: str = "") -> Compiled:
        """The rule, compiled. Raises `PackError` or `RuleError`."""
        key = (rule, sections)
        if key not in self._made:
            rule = textwrap.dedent(rule).strip()
            # Of figures, since what is said twice of one wording is told once.
            head = {"id": "number/case", "title": "用例", "severity": "error"}
            lines = [f"{name}: {value}" for name, value in head.items() if not re.search(rf"(?m)^{name}:", rule)]
            body = textwrap.indent("\n".join([*lines, rule]), "    ")
            path = self._folder / f"pack{len(self._made)}.yaml"
            path.write_text(f"pack: bench\n{textwrap.dedent(sections)}\nrules:\n  -\n{body}\n", encoding="utf-8")
            pack = load_pack(path, self._kinds)
            source = pack.rules[0]
            checker = self._kinds[source.rule.kind].compile(source.rule, source.fields, Vocabulary(pack.sections))
            self._made[key] = Compiled(source.rule, checker)
        return self._made[key]

    def __call__(
        self,
        rule: str,
        text: str,
        *,
        name: str = "a.txt",
        kind: str | None = None,
        as_of: str | None = None,
        sections: str = "",
    ) -> Answer:
        compiled = self.compile(rule, sections)
        alone = self._rules.only([compiled])
        document = read_bytes(text.encode("utf-8"), name, alone.readers)
        day = dt.date.fromisoformat(as_of) if as_of else None
        return Answer(check_document(alone, document, name, kind=kind, as_of=day))


@pytest.fixture(scope="session")
def ask(rules: RuleSet, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(rules, tmp_path_factory.mktemp("bench"))
