"""What a caller may choose from: kinds of documents, regions, packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import __version__
from ..messages import LANGUAGES, language
from ..rules import CATEGORIES, KINDS_OF_DOCUMENT, Severity
from ..ruleset import RuleSet
from ..runs import Asked, Plan
from ..writers.terms import category_name, kind_name, severity_word
from .asking import FORMS, HOW
from .limits import LARGEST_UPLOAD, LONGEST_NAME


def choices(plan: Plan, asked: Asked) -> dict[str, Any]:
    """The choices, and what holds where nothing is chosen."""
    told = plan.in_force
    regions, packs = _in_reach(plan.rules)
    return {
        "schema": "zfcheck-choices/1",
        "version": __version__,
        "kinds": [{"id": kind, "name": kind_name(kind)} for kind in KINDS_OF_DOCUMENT],
        "regions": [{"id": region, "name": region} for region in regions],
        "packs": [{"id": pack, "name": title} for pack, title in packs],
        "severities": [{"id": each.word, "name": severity_word(each)} for each in reversed(Severity)],
        "categories": [{"id": each, "name": category_name(each)} for each in CATEGORIES],
        "languages": list(LANGUAGES),
        "lang": language(),
        "forms": list(FORMS),
        "how": list(HOW),
        "suffixes": plan.rules.suffixes,
        "limits": {"bytes": LARGEST_UPLOAD, "name": LONGEST_NAME},
        "defaults": {
            "kind": plan.kind,
            "region": asked.region or told.one("region"),
            "as_of": str(plan.as_of) if plan.as_of else None,
            "packs": [pack.id for pack in plan.rules.packs],
        },
    }


def _in_reach(rules: RuleSet) -> tuple[list[str], list[tuple[str, str]]]:
    """The regions that packs or checks speak of, and the packs that are in force only where they are named."""
    from ..compiling import collect_kinds
    from ..packcache import recall_pack
    from ..pluginchecks import regions_of

    kinds = collect_kinds(rules.registry)
    paths = [item for _, item in rules.registry.collect("zfcheck_packs") if isinstance(item, Path)]
    packs = [recall_pack(path, kinds) for path in paths]
    regions = regions_of(check for _, check in rules.registry.collect("zfcheck_checks"))
    regions |= {pack.region for pack in packs if pack.region}
    return sorted(regions), sorted((pack.id, pack.title) for pack in packs if pack.optional or pack.when)
