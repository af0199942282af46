"""The checks in Python that plugins bring, in the clothes of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .document import Document
from .messages import say
from .packschema import SEVERITIES
from .packsettings import Compiled
from .phrases import Hit
from .plugins import Check, Registry
from .rules import CATEGORIES, Case, Finding, Rule


class CheckRunner:
    """A plugin's check in the clothes of a rule's checker."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: Check) -> None:
        self._check = check

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        return self._check.check(document)


def compile_checks(registry: Registry, checks: Sequence[tuple[str, Any]], chosen: str | None) -> list[Compiled]:
    """Checks in Python. One that names a region (attribute `region`) runs where that is the region chosen."""
    rules: list[Compiled] = []
    for plugin, check in checks:
        try:
            region = getattr(check, "region", None)
            rule = Rule(
                id=str(check.id),
                title=check.title,
                kind="python",
                severity=SEVERITIES[check.severity],
                pack=plugin,
                basis=getattr(check, "basis", ""),
                why=getattr(check, "why", ""),
                advice=getattr(check, "advice", ""),
                fail=tuple(_as_case(case) for case in getattr(check, "fail", ())),
                passing=tuple(_as_case(case) for case in getattr(check, "passing", ())),
            )
        except (AttributeError, KeyError, TypeError) as error:
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


def _odd_check(plugin: str, check: object, error: Exception) -> str:
    """What is wrong with a check that has not all that it needs."""
    severity = getattr(check, "severity", None)
    name = getattr(check, "id", None) or (check if isinstance(check, type) else type(check)).__name__
    if isinstance(error, AttributeError):
        missing = "、".join(key for key in ("id", "title", "severity") if not hasattr(check, key))
        return say(
            "插件“{name}”的检查（zfcheck_checks）“{check}”缺少 {missing}。", name=plugin, check=name, missing=missing
        )
    return say(
        "插件“{name}”的检查（zfcheck_checks）“{check}”：severity 应是 error、warning 或 info，不能写“{severity}”。",
        name=plugin,
        check=name,
        severity=severity,
    )


def _as_case(case: Case | str) -> Case:
    return Case(case) if isinstance(case, str) else case
