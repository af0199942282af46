"""Calls of `zfcheck archive`, and its results as plain values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from zfcheck.archive.tables import RESULTS
from zfcheck.cli import cli

WRONG = "云川市平安建设情况\n\n全市提高防犯化解风险的能力，推进推进网格建设。\n"
RIGHT = "云川市平安建设情况\n\n全市提高防范化解风险的能力，推进网格建设。\n"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def call(*words: object) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False)


def rows(table: str, folder: str | Path = "结果") -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = pq.read_table(Path(folder) / table).to_pylist()
    return found


def everything(folder: str | Path = "结果") -> dict[str, list[dict[str, Any]]]:
    return {table: rows(table, folder) for table in RESULTS}


def checked(*words: object) -> tuple[dict[str, dict[str, Any]], int]:
    """What `zfcheck check` says, by path, and its exit status."""
    done = call("check", "材料", "--no-plugins", "--output-format", "json", *words)
    return {document["path"]: document for document in json.loads(done.stdout)["documents"]}, done.exit_code
