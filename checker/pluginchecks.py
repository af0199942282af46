"""The checks in Python that plugins bring, in the clothes of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from .document import Document
from .messages import say
from .packschema import SEVERITIES
from .phrases import Hit
from .plugins import Check, Registry
from .rules import CATEGORIES, Case, Compiled, Finding, Rule, Severity

_TEXTS = ("title", "basis", "why", "advice")


class CheckRunner:
    """A plugin's check in the clothes of a rule's checker."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: Check) -> None:
        self._check = check

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        return self._check.check(document)


def regions_of(checks: Iterable[object]) -> set[str]:
    """The regions that checks name. One that cannot say is told of when it is compiled."""
    found: set[str] = set()
    for check in checks:
        with suppress(Exception):
            region = getattr(check, "region", None)
            if region and isinstance(region, str):
                found.add(region)
    return found


def compile_checks(registry: Registry, checks: Sequence[tuple[str, Any]], chosen: str | None) -> list[Compiled]:
    """Checks in Python. One that names a region (attribute `region`) runs where that is the region chosen."""
    rules: list[Compiled] = []
    for plugin, check in checks:
        try:
            region = getattr(check, "region", None)
            if region is not None and not isinstance(region, str):
                raise _OddError(say("{key} 应是文字", key="region"))
            rule = Rule(
                id=str(check.id),
                title=check.title,
                kind="python",
                severity=_severity(check.severity),
                pack=plugin,
                basis=getattr(check, "basis", ""),
                why=getattr(check, "why", ""),
                advice=getattr(check, "advice", ""),
                fail=_cases(check, "fail"),
                passing=_cases(check, "passing"),
            )
            for key in _TEXTS:
                if not isinstance(getattr(rule, key), str):
                    raise _OddError(say("{key} 应是文字", key=key))
        except Exception as error:  # whatever the plugin's own code raises
            registry.fail(plugin, _odd_check(plugin, check, error))
            continue
        if rule.category not in CATEGORIES:
            known = "、".join(CATEGORIES)
            message = say(
                "插件“{name}”的检查（zfcheck_checks）“{id}”：id 应以类别开头（{known}），如 wording/xxx。",
                name=plugin,
                id=rule.id,
                known=known,
            )
            registry.fail(plugin, message)
            continue
        if region is None or region == chosen:
            rules.append(Compiled(rule, CheckRunner(check)))
    return rules


class _OddError(Exception):
    """What is wrong with a part of a check, in a clause."""


def _severity(word: object) -> Severity:
    if not isinstance(word, str) or word not in SEVERITIES:
        raise _OddError(say("severity 应是 error、warning 或 info，不能写“{severity}”", severity=word))
    return SEVERITIES[word]


def _cases(check: object, key: str) -> tuple[Case, ...]:
    given = getattr(check, key, ())
    if not isinstance(given, list | tuple) or not all(isinstance(case, Case | str) for case in given):
        raise _OddError(say("{key} 应是一列例子", key=key))
    return tuple(Case(case) if isinstance(case, str) else case for case in given)


def _odd_check(plugin: str, check: object, error: Exception) -> str:
    """What is wrong with a check that cannot be used."""
    kind = check if isinstance(check, type) else type(check)
    try:
        name = str(getattr(check, "id", None) or kind.__name__)
        missing = "、".join(key for key in ("id", "title", "severity") if not hasattr(check, key))
    except Exception:
        name, missing = kind.__name__, ""
    if missing:
        return say(
            "插件“{name}”的检查（zfcheck_checks）“{check}”缺少 {missing}。", name=plugin, check=name, missing=missing
        )
    reason = str(error) if isinstance(error, _OddError) else f"{type(error).__name__}: {error}"
    return say("插件“{name}”的检查（zfcheck_checks）“{check}”：{reason}。", name=plugin, check=name, reason=reason)
