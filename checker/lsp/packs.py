"""Rule packs, settings and files beside reports in the editor: what is wrong with them, and the cases of rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol.types import CodeLens, Command, Diagnostic, DiagnosticSeverity, Position, Range

from ..cases import check_cases
from ..fault import WrongCallError
from ..kinds import Kind
from ..messages import say
from ..pack import load_pack, pack_of
from ..packcheck import check_packs, compile_pack, own_rules
from ..packcheck.paths import packs_of
from ..packfields import as_list
from ..packtree import PackError, Problem, parse_yaml
from ..records import Record, field
from ..rules import Place
from ..runs import Asked, Run
from ..settings.reading import read_settings
from ..sidecar import ignores_in
from .opened import PACK, SETTINGS, SIDECAR, Opened
from .reporting import problem_diagnostics

RUN_CASES = "zfcheck.runCases"


def problems_of(opened: Opened, kinds: Mapping[str, Kind]) -> list[Problem]:
    """What is wrong with the text as it is in the editor; once it is saved, also with what comes of it."""
    try:
        _read(opened, kinds)
        if is_saved(opened):
            _try(opened, kinds)
    except PackError as error:
        return [problem for problem in error.problems if _is_of(problem.place, opened)]
    except WrongCallError as error:
        return [Problem(Place(opened.name, 1, 1), str(error))]
    return []


def _read(opened: Opened, kinds: Mapping[str, Kind]) -> None:
    """Raises `PackError` for what the loaders object to."""
    path, text = opened.path or Path(opened.name), opened.text.removeprefix("\ufeff")
    if opened.role == SETTINGS:
        read_settings(path, text)
    elif opened.role == SIDECAR:
        ignores_in(parse_yaml(text, str(path)))
    elif opened.path is None:
        pack_of(parse_yaml(text, str(path)), path, kinds)
    else:
        for pack in packs_of([str(path)]):
            load_pack(pack, kinds, {path: text})


def _try(opened: Opened, kinds: Mapping[str, Kind]) -> None:
    """Raises `PackError` or `WrongCallError` for what can only be told of what is in force together."""
    assert opened.path is not None
    if opened.role == SETTINGS:
        Run(Asked()).plan(opened.path.parent / "_")
    elif opened.role == PACK:
        for pack in packs_of([str(opened.path)]):
            compile_pack(pack, (), kinds)


def is_saved(opened: Opened) -> bool:
    """Whether the file holds what is in the editor."""
    try:
        return opened.path is not None and opened.path.read_bytes() == opened.data
    except OSError:
        return False


def _is_of(place: Place, opened: Opened) -> bool:
    return os.path.abspath(place.file) == os.path.abspath(opened.name)


# Cases


class Tried(Record):
    """What came of the cases of a pack: `message` says it, `wrong` whether anything is."""

    message: str
    wrong: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)


def run_cases(opened: Opened, rule: str | None, kinds: Mapping[str, Kind]) -> Tried:
    """Run the cases of one rule, or with None do all that `zfcheck pack check` does."""
    if opened.path is None or not is_saved(opened):
        return Tried(say("例子要用保存好的规则包来运行：请先保存这个文件。"), wrong=True)
    if rule is None:
        return _whole(opened)
    try:
        pack, active = compile_pack(next(packs_of([str(opened.path)])), (), kinds)
    except PackError as error:
        return _told(opened, error.problems, say("规则包有误，没有运行例子：{path}", path=opened.path.name))
    except WrongCallError as error:
        return Tried(str(error), wrong=True)
    mine = [compiled for compiled in own_rules(pack, active) if compiled.rule.id == rule]
    if not mine:
        return Tried(say("规则 {rule} 没有起作用（可能写了 status: retired），没有运行例子。", rule=rule), wrong=True)
    problems = [problem for compiled in mine for problem in check_cases(compiled, active)]
    count = sum(len(compiled.rule.fail) + len(compiled.rule.passing) for compiled in mine)
    if problems:
        return _told(opened, problems, say("规则 {rule}：{count}处例子不对。", rule=rule, count=len(problems)))
    return Tried(say("规则 {rule}：{count}个例子，全部通过。", rule=rule, count=count))


def _whole(opened: Opened) -> Tried:
    told = Tried("")
    messages = []
    for one in check_packs([opened.name]):
        for problems, severity in (
            (one.problems, DiagnosticSeverity.Error),
            (one.warnings, DiagnosticSeverity.Warning),
            (one.hints, DiagnosticSeverity.Information),
        ):
            mine = [problem for problem in problems if _is_of(problem.place, opened)]
            told.diagnostics += problem_diagnostics(mine, opened.positions, severity)
        told.wrong = told.wrong or bool(one.problems or one.faults)
        messages += [fault.message for fault in one.faults]
        if one.problems:
            messages.append(say("规则包“{name}”：{count}处不对。", name=one.name, count=len(one.problems)))
        else:
            messages.append(
                say(
                    "规则包“{name}”：{rules}条规则，{cases}个例子，全部通过",
                    name=one.name,
                    rules=one.rules,
                    cases=one.cases,
                )
            )
    told.message = "\n".join(messages)
    return told


def _told(opened: Opened, problems: Iterable[Problem], message: str) -> Tried:
    mine = [problem for problem in problems if _is_of(problem.place, opened)]
    elsewhere = [str(problem) for problem in problems if not _is_of(problem.place, opened)]
    return Tried("\n".join([message, *elsewhere]), True, problem_diagnostics(mine, opened.positions))


def lenses(opened: Opened) -> list[CodeLens]:
    """A button above each rule, and one above the pack, that run the cases."""
    if opened.role != PACK:
        return []
    try:
        data = parse_yaml(opened.text.removeprefix("\ufeff"), opened.name).data
    except PackError:
        return []
    if not isinstance(data, dict) or "pack" not in data:
        return []
    found = [_lens(data["pack"][0], say("运行全部例子"), opened, None)]
    for item in as_list(data["rules"][1]) if "rules" in data else ():
        name = item.data["id"][1].data if isinstance(item.data, dict) and "id" in item.data else None
        if isinstance(name, str):
            found.append(_lens(item.place, say("运行这条规则的例子"), opened, name))
    return found


def _lens(place: Place, title: str, opened: Opened, rule: str | None) -> CodeLens:
    at = Position(max(0, place.line - 1), 0)
    return CodeLens(Range(at, at), Command(title, RUN_CASES, arguments=[opened.uri, *([rule] if rule else [])]))
