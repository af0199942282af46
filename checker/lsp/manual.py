"""Where the manual speaks of a rule: under the address that the editor's settings give, or in docs/ of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..data import rules_folder
from ..rules import Finding


def page_of(finding: Finding, address: str = "") -> str | None:
    """The address of a rule in the manual, which knows the rules of our own packs; None where there is none."""
    if finding.pack not in _packs():
        return None
    base = address.rstrip("/") or _docs()
    if not base:
        return None
    anchor = f"{finding.pack}-{finding.rule}".replace("/", "-")
    return f"{base}/rules/{finding.rule.partition('/')[0]}.md#{anchor}"


@cache
def _packs() -> frozenset[str]:
    return frozenset(path.name for path in rules_folder().iterdir() if path.is_dir())


@cache
def _docs() -> str:
    docs = Path(__file__).resolve().parents[2] / "docs"
    return docs.as_uri() if (docs / "rules" / "README.md").is_file() else ""
