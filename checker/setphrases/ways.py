"""The same set phrase joined in other ways, and the part of it that a wrong form stands for."""

from __future__ import annotations

from ..reading import fold

SHORTEST_RUN = 9
"""Code points of a list from which its members may be looked for without any mark between them."""


def ways(folded: str, right: str) -> list[tuple[str, str]]:
    """`folded` and the same members joined in other ways, each with `right` joined alike.

    A list in the wrong order is as wrong with commas, with 和 before its last member, or with nothing between.
    """
    found = [(folded, right)]
    if "、" not in folded:
        return found
    alike = right.count("、") == folded.count("、")
    for join, last in (("，", "，"), ("、", "和"), ("", "")):
        if join or len(folded) >= SHORTEST_RUN:
            found.append((fold(_joined(folded, join, last)), _joined(right, join, last) if alike else right))
    return found


def _joined(text: str, join: str, last: str) -> str:
    head, _, tail = text.rpartition("、")
    return head.replace("、", join) + last + tail


def counterpart(wrong: str, canonical: str) -> str:
    """The part of `canonical` that `wrong` stands for.

    All of it where `wrong` only leaves off its head or tail (the omission is the mistake), or where it has what would
    be cut off in another place (a swap: 国家总体安全观).
    """
    from rapidfuzz.distance import Levenshtein  # for a finding: a start does without

    changes = list(Levenshtein.opcodes(wrong, canonical))
    start = changes[0].dest_end if changes and changes[0].tag == "insert" else 0
    end = changes[-1].dest_start if changes and changes[-1].tag == "insert" else len(canonical)
    part = canonical[start:end]
    moved = any(cut and cut in wrong for cut in (canonical[:start], canonical[end:]))
    return canonical if part == wrong or moved or not part else part
