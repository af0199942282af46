"""Field types: what each takes, what it refuses, and where it says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import Field
from zfcheck.packfields import read_date, read_fields
from zfcheck.packpatterns import compile_pattern, fold_pattern
from zfcheck.packtree import Problem, read_yaml
from zfcheck.reading import fold
from zfcheck.rules import Place, Window

INNER = {"a": Field("text", "甲", required=True), "n": Field("integer", "数")}


@pytest.fixture
def value(tmp_path: Path):
    """`value(type, yaml)`: the plain value (None where refused) and the problems as text."""

    def read(type_: str, text: str) -> tuple[object, list[str]]:
        path = tmp_path / "a.yaml"
        path.write_text(f"key: {text}\n", encoding="utf-8")
        field = Field(type_, "说明", choices=("red", "green"), fields=INNER, short="a", also={"红": "red"})
        problems: list[Problem] = []
        tree = read_yaml(path, "a.yaml")
        values = read_fields(tree.data, {"key": field}, tree.place, problems)
        return values.get("key"), [str(problem) for problem in problems]

    return read


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("text", "甲", "甲"), ("text", "010", "010"), ("texts", "甲", ("甲",)), ("texts", "[甲, 乙]", ("甲", "乙")), ("texts", "[]", ()),
        ("integer", "12", 12), ("integer", "-3", -3), ("number", "1.5", 1.5), ("number", "2", 2.0),
        ("boolean", "true", True), ("boolean", "yes", True), ("boolean", "是", True), ("boolean", "false", False), ("boolean", "no", False),
        ("choice", "red", "red"), ("choices", "[red, green]", ("red", "green")), ("choices", "red", ("red",)),
        ("pattern", r"'\d+件'", r"\d+件"), ("patterns", "[甲, 乙]", ("甲", "乙")),
        ("map", "{a: 甲, n: 3}", {"a": "甲", "n": 3}),
        ("window", "{from: 2020-06, until: null}", Window(dt.date(2020, 6, 1), None)),
        ("window", "{from: 2020, until: 2021-02}", Window(dt.date(2020, 1, 1), dt.date(2021, 2, 28))),
        ("window", "{until: 2021}", Window(None, dt.date(2021, 12, 31))),
    ],
)  # fmt: skip
def test_a_well_formed_value_is_read(value, type_: str, text: str, expected: object) -> None:
    assert value(type_, text) == (expected, [])


def test_maps_take_the_short_form_and_keep_places(value) -> None:
    found, problems = value("maps", "[甲, {a: 乙, n: 2}]")
    assert problems == []
    assert [{key: row[key] for key in row if key != "place"} for row in found] == [{"a": "甲"}, {"a": "乙", "n": 2}]
    assert [str(row["place"]) for row in found] == ["a.yaml:1:7", "a.yaml:1:10"]


@pytest.mark.parametrize(
    ("type_", "text", "place"),
    [
        ("text", "[甲]", "1:6"), ("text", "{甲: 乙}", "1:6"), ("texts", "[甲, [乙]]", "1:10"), ("integer", "1.5", "1:6"), ("integer", "一", "1:6"),
        ("integer", "1_000", "1:6"), ("number", "1e3", "1:6"), ("number", "nan", "1:6"), ("boolean", "1", "1:6"), ("boolean", "on", "1:6"),
        ("choice", "gren", "1:6"), ("choice", "[red]", "1:6"), ("choices", "[red, blue]", "1:12"), ("pattern", "'(甲'", "1:6"),
        ("patterns", "[甲, '乙)']", "1:10"), ("map", "甲", "1:6"), ("map", "{n: 3}", "1:6"), ("map", "{a: 甲, x: 1}", "1:13"),
        ("maps", "[{n: 1}]", "1:7"), ("window", "2020", "1:6"), ("window", "{from: 2020-13}", "1:6"), ("window", "{form: 2020}", "1:7"),
    ],
)  # fmt: skip
def test_a_misshapen_value_is_refused_where_it_stands(value, type_: str, text: str, place: str) -> None:
    _, problems = value(type_, text)
    assert {problem.split(": ")[0] for problem in problems} == {f"a.yaml:{place}"}


def test_a_wrong_choice_and_a_wrong_key_name_the_nearest(value) -> None:
    assert "“green”" in value("choice", "gren")[1][0]
    assert "“from”" in value("window", "{form: 2020}")[1][0]


def test_another_word_for_a_choice_is_that_choice(value) -> None:
    assert value("choice", "红") == ("red", [])
    assert value("choices", "[红, green]") == (("red", "green"), [])


def test_a_broken_pattern_says_where_in_it(value) -> None:
    assert "第 3 个字符" in value("pattern", "'甲乙)丙'")[1][0]


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("2025", False, (2025, 1, 1)), ("2025", True, (2025, 12, 31)), ("2024-02", True, (2024, 2, 29)), ("2025-6", False, (2025, 6, 1)),
        ("2025-06-30", True, (2025, 6, 30)), ("2025-06-30", False, (2025, 6, 30)),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_written(text: str, last: bool, day: tuple[int, int, int]) -> None:
    problems: list[Problem] = []
    assert read_date(text, Place(), problems, last=last) == dt.date(*day)
    assert problems == []


@pytest.mark.parametrize(
    "text", ["2025-02-30", "2025-13", "25-06", "2025/06", "2025年", "", "2025-06-30x", "0000", "2025-00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    problems: list[Problem] = []
    assert read_date(text, Place("a.yaml", 1, 2), problems, last=True) is None
    assert [str(problem.place) for problem in problems] == ["a.yaml:1:2"]


@given(st.text("（）［］｛｝？＊＋．｜＾＄＼－甲１ａ：，％", max_size=12))
def test_a_pattern_of_full_width_characters_matches_itself_in_either_width(text: str) -> None:
    pattern = compile_pattern(text)
    assert pattern.fullmatch(fold(text))


def test_half_width_operators_keep_their_meaning() -> None:
    assert fold_pattern(r"(甲|乙)+\d{2}") == r"(甲|乙)+\d{2}"
    assert compile_pattern("^乙$").search("甲\n乙\n丙")
    with pytest.raises(regex.error):
        compile_pattern("(")
