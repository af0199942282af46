"""Tables of Word and Markdown as grids: heads over several columns, labels beside several rows, captions, notes."""

from __future__ import annotations

import io
import time

import docx
import pytest

from zfcheck.document import Document
from zfcheck.readers import docx as word
from zfcheck.readers import markdown
from zfcheck.ruleset import RuleSet
from zfcheck.tables.grid import Grid
from zfcheck.tables.making import grids


@pytest.fixture(scope="module")
def words(rules: RuleSet):
    return rules.find("number/table-total")[0].checker._words  # type: ignore[attr-defined]


def grid_of(document: Document, words) -> Grid:
    (found,) = grids(document, words)
    assert grids(document, words)[0] is found
    return found


def made(text: str, words) -> Grid:
    return grid_of(markdown.read(text.encode(), "a.md"), words)


def merged() -> bytes:
    document = docx.Document()
    document.add_paragraph("单位：件")
    table = document.add_table(5, 5)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "地区"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2025年"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "办结率（%）"
    table.cell(0, 4).merge(table.cell(1, 4)).text = "备注"
    for row, cells in enumerate(
        (("", "受理", "办结"), ("东山", "10", "9", "90"), ("西河", "２０", "20", "100", "好")), 1
    ):
        for column, text in enumerate(cells):
            if text:
                table.cell(row, column).text = text
    table.cell(4, 0).text, table.cell(4, 1).text, table.cell(4, 2).text = "合　计", "30", "29"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_heads_over_several_columns(words) -> None:
    grid = grid_of(word.read(merged(), "a.docx"), words)
    assert [line.path for line in grid.columns] == [("2025年", "受理"), ("2025年", "办结"), ("办结率(%)",)]
    assert [line.path for line in grid.rows] == [("东山",), ("西河",), ("合计",)]
    assert [one.name for one in grid.told] == ["件"]
    figure = grid.figure(grid.rows[1], grid.columns[0])
    assert figure is not None
    assert (figure.value, figure.base, figure.sure) == (20, "件", True)
    assert grid.figure(grid.rows[2], grid.columns[2]) is None


def test_blanks_stand_for_merged_cells_in_markdown(words) -> None:
    grid = made(
        "| 县 | 类 | 2024年 | | 2025年 | |\n|---|---|---|---|---|---|\n| | | 受理 | 办结 | 受理 | 办结 |\n"
        "| 甲 | 子 | 1 | 2 | 3 | 4 |\n|| 丑 | 5 | 6 | 7 | 8 |\n",
        words,
    )
    assert [line.named for line in grid.columns] == ["2024年·受理", "2024年·办结", "2025年·受理", "2025年·办结"]
    assert [line.path for line in grid.rows] == [("甲", "子"), ("甲", "丑")]


def test_captions_notes_numbers_of_columns_and_repeated_heads(words) -> None:
    grid = made(
        "单位：万元\n\n| 项目 | 预算 | 支出 |\n|---|---|---|\n| 甲 | 1 | 2 |\n| 子 | 5 | 4 |\n| 项目 | 预算 | 支出 |\n| 丑 | 6 | 6 |\n"
        "| 注：略 | | |\n\n注：已去重\n",
        words,
    )
    assert [line.label for line in grid.rows] == ["子", "丑"]
    assert "已去重" in grid.around
    assert "注:略" in grid.around
    assert [one.name for one in grid.told] == ["万元"]


def test_rows_that_are_only_numbered(words) -> None:
    grid = made("| 序号 | 单位 | 件数 |\n|---|---|---|\n| 1 | 甲 | 7 |\n| 2 | 乙 | 8 |\n| 合计 | | 15 |\n", words)
    assert [line.label for line in grid.rows] == ["甲", "乙", "合计"]
    assert [line.label for line in grid.columns] == ["件数"]


@pytest.mark.parametrize(
    "text",
    ["| 1 | 2 |\n|---|---|\n| 3 | 4 |\n", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n", "| 甲 | 乙 |\n|---|---|\n", "甲\n"],
)
def test_tables_without_heads_or_figures_are_no_grids(text: str, words) -> None:
    assert grids(markdown.read(text.encode(), "a.md"), words) == []


@pytest.mark.parametrize(
    "text",
    [
        "| 乡 |" + " 合计 | 小计 |" * 400 + "\n|---|" + "---|" * 800 + "\n" + ("| 小计 |" + " 5 |" * 800 + "\n") * 3,
        "| 乡 |" + " 受理 | 办结 | 办结率 | 2024年 | 2025年 | 同比 | 占比 |" * 300 + "\n|---|" + "---|" * 2100 + "\n"
        + ("| 甲 |" + " 5 |" * 2100 + "\n") * 2,
        "| 乡 | 数 |\n|---|---|\n" + "| 小计 | 0 |\n" * 4000,
        "| 乡 | 类 | 数 |\n|---|---|---|\n" + "| 甲 | 小计 | 0 |\n" * 4000,
        "| 乡 | 数 |\n|---|---|\n| 合计 | 5 |\n" + "| 其中：甲 | 0 |\n" * 4000,
        "| 乡 | 数 |\n|---|---|\n" + "| 甲 | 0 |\n" * 4000 + "| 合计 | 5 |\n",
        "| 乡 | 数 |\n|---|---|\n| 甲 |\n| 甲 | 1 | 2 | 3 | 4 |\n|||||\n",
    ],
)  # fmt: skip
def test_hostile_tables_are_quick(text: str, rules: RuleSet) -> None:
    document = markdown.read(text.encode(), "a.md")
    document.reading  # noqa: B018
    start = time.process_time()
    for compiled in rules.rules:
        if compiled.rule.kind == "table":
            list(compiled.checker.check(document, []))
    assert time.process_time() - start < 3
