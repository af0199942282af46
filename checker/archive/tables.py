"""The columns of everything that is written: name, type and, for docs/archive.md, what they hold.

Types are those of Parquet as Arrow names them. `offset`s count code points of the document's text from 0, lines and
columns count from 1, as in the JSON output.
"""

from __future__ import annotations

from functools import cache
from typing import Any

Columns = dict[str, str]

EDIT: Columns = {"start": "int64", "end": "int64", "text": "string"}
FIX: Columns = {"safety": "string", "edits": "list<EDIT>"}
RELATED: Columns = {"message": "string", "start": "int64", "end": "int64", "line": "int64", "column": "int64"}
FINDING: Columns = {
    "rule": "string",
    "pack": "string",
    "severity": "string",
    "message": "string",
    "text": "string",
    "start": "int64",
    "end": "int64",
    "line": "int64",
    "column": "int64",
    "end_line": "int64",
    "end_column": "int64",
    "section": "list<string>",
    "place": "string",
    "related": "list<RELATED>",
    "fix": "FIX",
    "fingerprint": "string",
}
FAULT: Columns = {"kind": "string", "level": "string", "rule": "string", "message": "string"}
CHECKED: Columns = {
    "read": "bool",
    "kind": "string",
    "date": "string",
    "characters": "int64",
    "read_only": "bool",
    "suppressed": "int64",
    "held": "int64",
    "findings": "list<FINDING>",
    "faults": "list<FAULT>",
}
"""What came of one content."""
ANSWER: Columns = {"hash": "string", "again": "bool", **CHECKED}
"""What a worker says of a document: `hash` is null where it could not be had, and that of what was read. `again`: what
came of it may be another time different (a time-out, a process that died, a full disk)."""
LOOK: Columns = {"hash": "string", "beside": "string", "size": "int64", "kind": "string", "message": "string"}
"""What a worker says of a document at first sight; `kind` and `message` of the fault, where there is one."""
PART: Columns = {"key": "string", "again": "bool", **CHECKED}
"""The store."""

_WHERE: Columns = {"path": "string", "hash": "string"}
FINDINGS: Columns = {**_WHERE, **FINDING}
FAULTS: Columns = {**_WHERE, **FAULT}
DOCUMENTS: Columns = {
    "path": "string",
    "folder": "string",
    "hash": "string",
    "size": "int64",
    "status": "string",
    "kind": "string",
    "date": "string",
    "characters": "int64",
    "read_only": "bool",
    "error": "int64",
    "warning": "int64",
    "info": "int64",
    "suppressed": "int64",
    "held": "int64",
    "faults": "int64",
    "digest": "string",
}
RULES: Columns = {
    "rule": "string",
    "pack": "string",
    "severity": "string",
    "title": "string",
    "findings": "int64",
    "documents": "int64",
}
FOLDERS: Columns = {
    "folder": "string",
    "documents": "int64",
    "unchecked": "int64",
    "partly": "int64",
    "error": "int64",
    "warning": "int64",
    "info": "int64",
    "faults": "int64",
}
RESULTS: dict[str, Columns] = {
    "findings": FINDINGS,
    "faults": FAULTS,
    "documents": DOCUMENTS,
    "totals/rules": RULES,
    "totals/folders": FOLDERS,
}
"""Every table of results by its place below RESULTS."""
_NESTED = {"EDIT": EDIT, "FIX": FIX, "RELATED": RELATED, "FINDING": FINDING, "FAULT": FAULT}


def schema(columns: Columns) -> Any:
    """The Arrow schema of a table."""
    import pyarrow as pa

    return pa.schema(list(struct(columns)))


def struct(columns: Columns) -> Any:
    """The Arrow type of a row."""
    import pyarrow as pa

    return pa.struct([(name, _type(told)) for name, told in columns.items()])


@cache
def _type(told: str) -> Any:
    import pyarrow as pa

    if told.startswith("list<"):
        return pa.list_(_type(told[5:-1]))
    if told in _NESTED:
        return struct(_NESTED[told])
    return {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_()}[told]
