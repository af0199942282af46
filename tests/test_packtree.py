"""YAML and tables with a place for every value, and nothing guessed about types."""

from __future__ import annotations

from pathlib import Path

import pytest

from zfcheck.packtree import MOST_ALIASES, PackError, nearest, read_table, read_yaml


@pytest.fixture
def tree(tmp_path: Path):
    def read(text: str | bytes):
        path = tmp_path / "a.yaml"
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return read_yaml(path, "a.yaml")

    return read


def refusal(call, *arguments) -> list[str]:
    with pytest.raises(PackError) as caught:
        call(*arguments)
    return [str(problem) for problem in caught.value.problems]


def test_every_key_and_value_knows_its_place(tree) -> None:
    root = tree("甲: 乙\n丙:\n  - 丁\n  - {戊: 己}\n")
    assert (str(root.data["甲"][0]), str(root.data["甲"][1].place)) == ("a.yaml:1:1", "a.yaml:1:4")
    items = root.data["丙"][1].data
    assert [str(item.place) for item in items] == ["a.yaml:3:5", "a.yaml:4:5"]
    assert str(items[1].data["戊"][1].place) == "a.yaml:4:9"


@pytest.mark.parametrize(
    "word", ["on", "off", "yes", "No", "010", "0x1F", "12:30", "1e3", "1.10", "2025-06", "true", ".5", "=", "<<"]
)
def test_plain_words_stay_text(tree, word: str) -> None:
    assert tree(f"键: {word}\n").data["键"][1].data == word


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_but_a_quoted_null_is_text(tree, word: str) -> None:
    assert tree(f"键: {word}\n").data["键"][1].data is None
    assert tree(f"键: '{word}'\n").data["键"][1].data == word


def test_an_empty_file_is_an_empty_mapping(tree) -> None:
    assert tree("").data == {}
    assert tree("# 只有说明\n").data == {}


def test_a_byte_order_mark_is_no_part_of_the_first_key(tree) -> None:
    assert list(tree("\ufeff甲: 乙\n").data) == ["甲"]


def test_a_key_given_twice_is_refused_with_both_lines(tree) -> None:
    (problem,) = refusal(tree, "甲: 1\n乙: 2\n甲: 3\n")
    assert problem.startswith("a.yaml:3:1: ")
    assert "第 1 行" in problem


def test_a_key_that_is_no_text_is_refused(tree) -> None:
    (problem,) = refusal(tree, "? [甲, 乙]\n: 丙\n")
    assert problem.startswith("a.yaml:1:3")


@pytest.mark.parametrize(
    "text", ["甲: [乙\n丙: 丁\n", "甲: '乙\n", "甲: 乙\n  丙: 丁\n", "\t甲: 乙\n", "甲: *乙\n", "甲: !!python/x 1\n: :"]
)
def test_what_is_no_yaml_is_refused_with_its_place(tree, text: str) -> None:
    (problem,) = refusal(tree, text)
    assert problem.startswith("a.yaml:")
    assert problem.split(":")[1].isdigit()


def test_a_file_in_another_encoding_is_refused(tree) -> None:
    (problem,) = refusal(tree, "甲: 乙\n".encode("gbk"))
    assert "UTF-8" in problem


def test_a_control_character_is_refused(tree) -> None:
    assert refusal(tree, "甲: \x07\n")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (problem,) = refusal(read_yaml, tmp_path / "none.yaml")
    assert "none.yaml" in problem


def test_a_few_aliases_are_taken_and_many_refused(tree) -> None:
    root = tree("甲: &a 乙\n丙: *a\n")
    assert root.data["丙"][1].data == "乙"
    many = "甲: &a 乙\n丙: [" + ", ".join(["*a"] * (MOST_ALIASES + 1)) + "]\n"
    assert str(MOST_ALIASES) in refusal(tree, many)[0]


def test_a_billion_laughs_is_refused_at_once(tree) -> None:
    lines = ["a0: &a0 [笑]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert len(refusal(tree, "\n".join(lines))) == 1


def test_deep_nesting_is_refused(tree) -> None:
    assert refusal(tree, "甲: " + "[" * 30 + "]" * 30)


def table(tmp_path: Path, text: str):
    path = tmp_path / "a.tsv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, "a.tsv")


def test_a_table_is_rows_of_named_cells_with_places(tmp_path: Path) -> None:
    rows = table(tmp_path, "# 说明\nwrong\tright\n\n甲乙\t丙\n丁\t\n戊\n")
    assert [{key: value.data for key, (_, value) in row.data.items()} for row in rows] == [
        {"wrong": "甲乙", "right": "丙"},
        {"wrong": "丁"},
        {"wrong": "戊"},
    ]
    assert str(rows[0].data["right"][0]) == "a.tsv:4:4"


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    problems = refusal(table, tmp_path, "a\tb\n1\t2\t3\n4\t5\n6\t7\t8\t9\n")
    assert [problem.split(": ")[0] for problem in problems] == ["a.tsv:2:1", "a.tsv:4:1"]


def test_an_unreadable_table_is_refused(tmp_path: Path) -> None:
    assert refusal(read_table, tmp_path / "none.tsv")
    path = tmp_path / "a.tsv"
    path.write_bytes("甲\n乙\n".encode("gbk"))
    assert refusal(read_table, path)


def test_the_nearest_word_is_offered_else_all() -> None:
    assert "“severity”" in nearest("serverity", ["severity", "title"])
    assert "severity、title" in nearest("xyz", ["severity", "title"])
