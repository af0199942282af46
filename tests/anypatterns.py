"""Patterns and the signs they speak of, for what must hold of every pattern."""

from __future__ import annotations

from hypothesis import strategies as st

ALPHABET = "甲乙丙1٣,—\n "
_ATOMS = [
    *("甲", "乙", "1", ",", "—", "甲乙", "[甲乙]", "[^甲]", "[^甲\\n]", "\\d", ".", "\\s", "[1-3]", "[-—]", "\\p{Han}"),
    *("^", "$", "\\b", "\\A", "\\Z", "(?=甲)", "(?!乙1)", "(?<=甲,)", "(?<!1)", "(?=[^乙]{2})", "(?<=^|,)", "(?!.)"),
]
_SIGNS = ["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "{0,2}?", "++", "{1,2}+"]


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=4).map("".join)
    shapes = ["(?:{0}|{1})", "(?:{0}){2}", "(?>{0}{1})", "(?={0}){1}", "{0}(?<={1})", "(?<!{0}){1}", "{0}(?!{1})"]
    return st.one_of(
        several,
        st.tuples(several, several, st.sampled_from(_SIGNS), st.sampled_from(shapes)).map(
            lambda drawn: drawn[3].format(*drawn[:3])
        ),
    )


PATTERNS = st.recursive(
    st.tuples(st.sampled_from(_ATOMS), st.sampled_from(_SIGNS)).map(
        lambda drawn: drawn[0] + (drawn[1] if drawn[0][0] not in "^$(" and drawn[0][-1] not in "bAZ" else "")
    ),
    _longer,
    max_leaves=8,
)
NAMED = st.tuples(PATTERNS, PATTERNS, PATTERNS).map(lambda drawn: f"(?<a>{drawn[0]}){drawn[1]}(?P=a){drawn[2]}")
