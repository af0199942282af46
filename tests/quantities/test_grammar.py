"""grammars/quantity.lark and units.tsv: tokens into shapes."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.data import grammars_folder
from zfcheck.quantities import grammar
from zfcheck.quantities.grammar import about, lexer, parsed, shape, terminals, units
from zfcheck.quantities.making import made


@pytest.mark.parametrize(
    ("types", "rule", "parts", "length"),
    [
        ("ARABIC", "quantity", ["number"], 1),
        ("ABOUT ARABIC MAGNITUDE MORE UNIT", "quantity", ["number"], 5),
        ("ARABIC UNIT ARABIC UNIT", "quantity", ["number"], 2),
        ("ARABIC RANGE ARABIC PERCENT", "quantity", ["number", "number"], 4),
        ("ARABIC RANGE UNIT", "quantity", ["number"], 1),
        ("HAN UNIT", "quantity", ["han"], 2),
        ("HAN OVER HAN", "quantity", ["fraction"], 3),
        ("HAN TENTHS HAN", "quantity", ["tenths"], 3),
        ("HAN_SHARE ARABIC", "quantity", ["han_share"], 2),
        ("HAN FOLD", "quantity", ["fold"], 2),
        ("NTH HAN UNIT", "ordinal", [], 3),
        ("YEAR MONTH DAY RANGE MONTH DAY", "moment", ["date", "date"], 6),
        ("YEAR RANGE", "moment", ["date"], 1),
        ("MEETING UNIT", "meeting", [], 1),
        ("PLAN", "plan", [], 1),
    ],
)
def test_the_longest_figure_that_the_tokens_begin(types: str, rule: str, parts: list[str], length: int) -> None:
    found = shape(tuple(types.split()))
    assert found is not None
    assert (found.rule, [part.rule for part in found.parts], found.length) == (rule, parts, length)


@pytest.mark.parametrize("types", ["", "UNIT", "ABOUT", "NTH", "NTH UNIT", "RANGE ARABIC", "ABOUT YEAR", "MORE"])
def test_tokens_that_begin_no_figure(types: str) -> None:
    assert shape(tuple(types.split())) is None


FOLLOWS = json.loads((grammars_folder() / "quantity.json").read_text(encoding="utf-8"))["follows"]
TYPES = ["ABOUT", "ARABIC", "MAGNITUDE", "HAN", "MORE", "UNIT", "PERCENT", "POINTS", "RANGE", "BOUND", "NTH", "YEAR",
         "MONTH", "DAY", "PART", "HAN_SHARE", "OVER", "TENTHS", "FOLD", "TIMES", "MEETING", "PLAN"]  # fmt: skip


@given(st.lists(st.sampled_from(TYPES), max_size=24))
def test_any_tokens_have_a_shape_or_none(types: list[str]) -> None:
    found = shape(tuple(types))
    if found is not None:
        used = [*found.own, *(index for part in found.parts for index in part.tokens)]
        assert 0 < found.length <= len(types)
        assert all(0 <= index < found.length for index in used)
        assert shape(tuple(types[: found.length])) == found


def test_shapes_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "SHAPES", 3)
    monkeypatch.setattr(grammar, "_shapes", {})
    for length in range(1, 8):
        shape(("ARABIC",) + ("MORE",) * length)
    assert len(grammar._shapes) <= 3


def test_units_fold_into_a_base() -> None:
    table = units()
    assert table["公里"].base == "米" and table["公里"].factor == 1000
    assert table["名"].base == table["位"].base == "人"
    assert table["件"].whole and not table["元"].whole
    assert all(unit.factor > 0 and unit.base and unit.name == name for name, unit in table.items())


def test_a_base_stands_for_itself_once() -> None:
    """Units of one base must agree on its size: a base that is a unit itself has the factor 1."""
    table = units()
    assert [name for name, unit in table.items() if unit.base == name and unit.factor != 1] == []
    assert len({(unit.base, unit.factor, unit.name) for unit in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("text", "kind", "length"),
    [
        ("人次", "UNIT", 2), ("人", "UNIT", 1), ("个月", "UNIT", 2), ("个百分点", "POINTS", 4), ("百分点", "POINTS", 3),
        ("%", "PERCENT", 1), ("倍", "TIMES", 1), ("1,234,567.5", "ARABIC", 11), ("1234,567", "ARABIC", 4),
        ("12,34", "ARABIC", 2), ("2025年", "YEAR", 5), ("2025件", "ARABIC", 4), ("3月份", "MONTH", 3),
        ("3月球", "ARABIC", 1), ("第三季度", "PART", 4), ("第三", "NTH", 1), ("万亿", "MAGNITUDE", 2),
        ("二十届三中全会", "MEETING", 7), ("十四五”", "PLAN", 3), ("百分之", "HAN_SHARE", 3), ("三点五", "HAN", 3),
    ],
)  # fmt: skip
def test_terminals_in_the_order_of_their_priority(text: str, kind: str, length: int) -> None:
    match = terminals().match(text)
    assert match is not None
    assert (match.lastgroup, match.end()) == (kind, length)


def test_every_terminal_reads_something_and_no_terminal_nothing() -> None:
    assert terminals().match("") is None
    pattern, characters = about()
    assert pattern.search("案件超过") is not None
    assert pattern.search("超过案件") is None
    assert characters.issuperset("超过约")


def cut(text: str) -> list[tuple[str, int]]:
    """Types and ends of the tokens from the head of `text` by the terminals alone."""
    found: list[tuple[str, int]] = []
    at, last = 0, ""
    while len(found) < 24:
        match = terminals().match(text, at)
        if match is None or match.lastgroup not in FOLLOWS.get(last, ()):
            break
        at, last = match.end(), match.lastgroup
        found.append((last, at))
    return found


SIGNS = "0123456789一二两三四五六七八九十百千万亿零〇第年月日号季度上下半前中底初旬个分点之倍番成至到~-—%‰左右以内余多来大届全会人件元次户公里米,.、。 五”半数规划é٣"


@given(
    st.one_of(
        st.text(SIGNS, max_size=24),
        st.lists(
            st.sampled_from([*units(), "3", "12", "2025年", "3月", "5日", "约", "百分之", "至", "—", "万", "多"]),
            max_size=12,
        ).map("".join),
    )
)
def test_the_lexer_cuts_as_the_terminals_do(text: str) -> None:
    bounds, types = [0], []
    lexer().read(text, bounds, types, 24)
    assert list(zip(types, bounds[1:], strict=True)) == cut(text)


@given(st.lists(st.sampled_from(TYPES), max_size=8))
def test_tokens_that_cannot_be_neighbours_change_no_figure(types: list[str]) -> None:
    kept: list[str] = []
    for name in types:
        if name not in FOLLOWS.get(kept[-1] if kept else "", ()):
            break
        kept.append(name)
    assert shape(tuple(kept)) == shape(tuple(types)) == parsed(tuple(types))


def test_what_is_kept_of_the_grammar_is_what_it_says() -> None:
    kept = json.loads((grammars_folder() / "quantity.json").read_text(encoding="utf-8"))
    assert kept == made(), "python -m zfcheck.quantities.making"


def test_ordinary_figures_need_no_parser() -> None:
    code = (
        "import sys; from zfcheck.quantities import read_figures;"
        "text = '2025年3月5日至8日,全年受理约1.2万余件,同比增长12.3%,第三位,提高3.5个百分点,超过八成,百分之九十,3—5万元,“十四五”,一半以上';"
        "print(len(list(read_figures(text))), 'lark' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["10", "False"]


def test_factors_are_exact() -> None:
    assert units()["克"].factor == Fraction(1, 1000)
