"""A report as it is in the editor, checked as `zfcheck check` would check the same text in the same file.

Settings, packs, the baseline and the file beside a report are looked at anew for each check: they may have been
changed by anybody. What was compiled is used again as long as all that it depends on is the same (`digest`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from ..fault import Fault, WrongCallError
from ..packtree import PackError, Problem
from ..records import Record, field
from ..results import Result
from ..rules import Rule
from ..ruleset import RuleSet
from ..runs import Asked, Run

_MOST = 4
"""Rule sets that are kept."""


class Checked(Record):
    """What came of a check. `problems` are mistakes in settings and packs, `wrong` what else kept it from being made.

    `rules` are those in force by `pack:id`. `excluded` says that the settings leave the file out.
    """

    result: Result
    rules: dict[str, Rule] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: str = ""
    excluded: bool = False


class Checks:
    """Checks reports; to be used in one thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, RuleSet] = OrderedDict()

    def check(self, asked: Asked, data: bytes, name: str, path: Path | None, between: Callable[[], None]) -> Checked:
        """Check `data` as the content of the file at `path`. Raises what `between` raises, and nothing else."""
        checked = Checked(Result(name))
        between()
        try:
            run = Run(asked)
            if path is not None and run.excluded(path):
                checked.excluded = True
                return checked
            rules = self.rules(run, path)
            between()
            checked.faults, checked.rules = list(rules.faults), rules.by_name
            checked.result = run.check(data, name, path, between)
        except PackError as error:
            checked.problems = error.problems
        except WrongCallError as error:
            checked.wrong = str(error)
        return checked

    def rules(self, run: Run, path: Path | None) -> RuleSet:
        """The rules in force for the file at `path`. Raises what `Run.plan` raises."""
        digest = run.digest(path)
        known = self._kept.get(digest) if digest is not None else None
        if known is not None and digest is not None:
            self._kept.move_to_end(digest)
            run.lend(path, known)
            return known
        made = run.plan(path).rules
        if digest is not None:
            self._kept[digest] = made
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made
