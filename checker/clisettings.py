"""The commands `config`, which shows the settings in force, and `baseline`, which records the findings of today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .clibase import dump
from .clihelp import Command
from .clioffers import file_names
from .clioptions import (
    as_of_day,
    asked,
    document_kind,
    json_output,
    lang,
    pack_options,
    rule_options,
    with_baseline,
)
from .delivery import write_over
from .messages import say
from .output import (
    WRONG_CALL,
    StopError,
    complain,
    emit,
    read_source,
    say_faults,
    stopping,
    terminal_width,
    wants_color,
)
from .records import replace
from .rules import FAILS_AT, Fault, Place
from .runs import Run, inside

if TYPE_CHECKING:
    from .baseline import Baseline
    from .files import Found
    from .settings import InForce


@click.command(cls=Command)
@click.argument("path", required=False, metavar="[文件或文件夹]", shell_complete=file_names)
@json_output
@click.option("--schema", is_flag=True, help="输出 zfcheck.yaml 的 JSON Schema，供编辑器提示和查错")
@rule_options
@pack_options
@document_kind
@as_of_day
@with_baseline
@lang
def config(path: str | None, as_json: bool, schema: bool, **options: Any) -> int:
    """显示对一份文稿（默认当前文件夹）起作用的设置，以及每一项出自哪里。"""
    from .writers.explain import table

    wanted = asked(**options)
    run = Run(wanted)
    with stopping():
        plan = run.plan(None if path is None else inside(path))
        rows = list(_rows(run, plan.in_force))
    told = plan.in_force
    if schema:
        from .settings.schema import settings_schema

        emit(dump(settings_schema(plan.rules.names.known.values())))
        return say_faults(plan.rules.faults)
    if as_json:
        listed = [{"key": key, "value": value, "from": str(place) or None} for key, value, place in rows]
        file = str(told.file) if told.file is not None else None
        emit(dump({"schema": "zfcheck-config/1", "file": file, "settings": listed}))
        return say_faults(plan.rules.faults)
    if told.file is None:
        emit(say("没有找到设置文件（zfcheck.yaml），以下是命令行和默认值。") + "\n")
    else:
        emit(say("设置文件：{path}", path=told.file) + "\n")
    shown = [(say("设置"), say("值"), say("出自"))]
    shown += [(key, _shown(value), str(place) or say("默认")) for key, value, place in rows]
    emit(table(shown, width=terminal_width(), color=wants_color()))
    return say_faults(plan.rules.faults)


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    return say("、").join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_FLAGS = {
    "packs": "--pack",
    "region": "--region",
    "select": "--select",
    "ignore": "--ignore",
    "kind": "--kind",
    "as-of": "--as-of",
    "fail-on": "--fail-on",
    "baseline": "--baseline",
}
_DEFAULTS = {"fail-on": FAILS_AT}


def _rows(run: Run, told: InForce) -> Iterator[tuple[str, Any, Place]]:
    """Every setting with its value and place: what the caller says first, then files, then what holds without."""
    from .settings.fields import LISTS, SETTINGS
    from .settings.force import rule_words

    by_caller = run.asked
    for key in SETTINGS:
        if key in {"extends", "overrides", "rules", "accept-file", "reject-file", "reject"}:
            continue
        given = getattr(by_caller, key.replace("-", "_"), None)
        # A list adds up; of anything else, what the caller says stands alone.
        if given:
            yield key, list(given) if isinstance(given, tuple) else str(given), Place(_FLAGS[key])
        if not given or key in LISTS:
            for said in told.said.get(key, ()):
                yield key, list(said.value) if isinstance(said.value, tuple) else said.value, said.place
        if not given and key not in told.said and key in _DEFAULTS:
            yield key, _DEFAULTS[key], Place()
    for name, words, place in rule_words(told.rules):
        yield f"rules.{name}", words, place
    for row in told.reject:
        yield "reject", _rejected(row.data), row.place


def _rejected(data: object) -> str:
    words = {key: tree.data for key, (_, tree) in data.items()} if isinstance(data, dict) else {}
    return f"{words.get('wrong')} → {words['right']}" if words.get("right") else str(words.get("wrong"))


@click.command(cls=Command)
@click.argument("file", metavar="基线文件", shell_complete=file_names)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹…", shell_complete=file_names)
@click.option("--prune", is_flag=True, help="只删去已经不再出现的，不增加新的")
@rule_options
@pack_options
@document_kind
@as_of_day
@lang
def baseline(file: str, paths: tuple[str, ...], prune: bool, **options: Any) -> int:
    """把现有的问题记进基线文件：以后检查时用 --baseline 指定它，就只报新出现的问题。

    已有的基线文件里，这次检查的文稿重新记录，其他文稿的记录不动。
    """
    from .baseline import Baseline, load
    from .files import collect

    target = Path(file)
    # What is recorded are all findings: none of them is known beforehand.
    run = Run(replace(asked(**options), baseline=None))
    with stopping():
        held = load(target) if os.path.exists(target) or prune else Baseline(target)
        rules = run.plan(inside(paths[0])).rules
    found = collect(paths, rules.suffixes)
    if not found.sources:
        complain(say("没有可以检查的文稿。"))
        return WRONG_CALL
    before = sum(map(len, held.documents.values()))
    faults = _take(run, held, found, prune=prune)
    faults += [fault for used in run.rule_sets() for fault in used.faults]
    gone = held.prune() if prune else 0
    # A name that is no UTF-8 has surrogates, which JSON can name.
    write_over(target, held.dump().encode("utf-8", "backslashreplace"))
    after = sum(map(len, held.documents.values()))
    if prune:
        complain(say("基线“{path}”：删去{gone}处，还有{after}处。", path=target, gone=gone, after=after))
    else:
        complain(say("基线“{path}”：共{after}处（原有{before}处）。", path=target, after=after, before=before))
    return say_faults(list(dict.fromkeys(faults)))


def _take(run: Run, held: Baseline, found: Found, *, prune: bool) -> list[Fault]:
    """Check every file, and put its findings into the baseline, or see which of its entries are met."""
    faults: list[Fault] = []
    for source in found.sources:
        data = read_source(source)
        if isinstance(data, Fault):
            faults.append(data)
            continue
        if source.path is None:
            raise StopError(say("标准输入没有名字，不能记进基线。请给出文件。"))
        with stopping():
            if not source.named and run.excluded(source.path):
                continue
            faults += run.record(held, data, source.path, prune=prune)
    return faults
