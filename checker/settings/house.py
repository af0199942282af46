"""What settings say of rules, as a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..kinds.phrase import KIND as PHRASE
from ..pack import Pack, pack_of
from ..packsettings import HOUSE
from ..packtree import Tree
from ..rules import Place

REJECTED = "wording/rejected"
"""The rule that finds the words of `reject`."""


def house(file: Path, rules: Mapping[str, list[tuple[Place, Tree]]], reject: Sequence[Tree]) -> Pack:
    """The pack of what the settings found as `file` say of `rules`, and of the words that they `reject`.

    Raises `PackError`.
    """
    at = Place(str(file), 1, 1)
    adjust: dict[str, tuple[Place, Tree]] = {}
    fields: dict[str, tuple[Place, Tree]] = {}
    # A category first, so that what is said of a rule of its own counts more.
    for name, told in sorted(rules.items(), key=lambda item: "/" in item[0]):
        for place, tree in told:
            severity, own = _taken_apart(tree)
            if severity is not None:
                adjust[name] = place, severity
            if own:
                before = fields[name][1].data if name in fields else {}
                assert isinstance(before, dict)
                fields[name] = place, Tree(tree.place, {**before, **own})
    pack: dict[str, tuple[Place, Tree]] = {
        "pack": (at, Tree(at, HOUSE)),
        "title": (at, Tree(at, file.name)),
        "adjust": (at, Tree(at, adjust)),
        "set": (at, Tree(at, fields)),
    }
    if reject:
        pack["rules"] = at, Tree(at, [_rejecting(reject, at, file.name)])
    return pack_of(Tree(at, pack), file, {PHRASE.name: PHRASE})


def _taken_apart(tree: Tree) -> tuple[Tree | None, dict[str, tuple[Place, Tree]]]:
    """What is said of a rule: its severity, and its fields."""
    if not isinstance(tree.data, dict):
        return tree, {}
    own = dict(tree.data)
    severity = own.pop("severity", None)
    return (severity[1] if severity else None), own


def _rejecting(rows: Sequence[Tree], place: Place, name: str) -> Tree:
    """The rule for rejected words."""
    texts = {
        "id": REJECTED,
        "kind": PHRASE.name,
        "title": "本单位不用的词",
        "severity": "warning",
        "basis": name,
        "why": "这个词列在设置文件的 reject 里。",
    }
    rule = {key: (place, Tree(place, text)) for key, text in texts.items()}
    return Tree(place, {**rule, "words": (place, Tree(place, list(rows)))})
