"""The tables of results: what is known of each content, told of every document that has it.

Documents are taken some thousands at a time, in the order of their paths, so that memory does not grow with them.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..records import Record, field
from ..rules import FAIL_ON, Fault, Rule, Severity
from .store import Store
from .tables import DOCUMENTS, FAULT, FAULTS, FINDING, FINDINGS, FOLDERS, RESULTS, RULES, Columns, schema

TOGETHER = 5_000
"""Documents taken at a time."""
_MOST_ROWS = 1_000_000
"""Rows of one file."""
SEVERITIES = ("error", "warning", "info")
FOUND, NOT_CHECKED = 1, 3


class Document(Record):
    """A document of the archive. `key` is that of what came of it in the store; None where there is only `fault`."""

    name: str
    folder: str
    fail_on: str
    digest: str | None = None
    hash: str | None = None
    size: int | None = None
    key: str | None = None
    fault: Fault | None = None


class Totals(Record):
    """What came of all documents. `status` is that of the run, as `zfcheck check` gives it."""

    status: int = 0
    states: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Findings by rule, pack and severity."""
    ruled: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """The documents in which they are."""
    folders: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: Counter[str] = field(default_factory=Counter)
    """Faults by kind."""

    def count(self, severity: str) -> int:
        return sum(number for (_, _, told), number in self.rules.items() if told == severity)


def build(store: Store, documents: Sequence[Document], faults: Sequence[Fault], rules: Mapping[str, Rule]) -> Totals:
    """Write the tables anew, in place of those of an earlier run. `faults` are those of the run itself.

    Raises `OSError`.
    """
    made = store.folder / f".new-{uuid.uuid4().hex}"
    totals = Totals()
    try:
        with _Files(made) as files:
            _tell_faults(None, faults, files)
            totals.faults.update(fault.kind for fault in faults)
            if any(fault.level != "info" for fault in faults):
                totals.status = NOT_CHECKED
            part = lru_cache(maxsize=4)(store.part)
            for start in range(0, len(documents), TOGETHER):
                _chunk(documents[start : start + TOGETHER], store, part, files, totals)
            files.add("totals/rules", _rule_rows(totals, rules), RULES)
            files.add("totals/folders", _folder_rows(totals), FOLDERS)
        for name in dict.fromkeys(name.partition("/")[0] for name in RESULTS):
            _put(made / name, store.folder / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return totals


def _put(made: Path, path: Path) -> None:
    """Give a folder its name, which an older one may have."""
    old = path.with_name(f".old-{uuid.uuid4().hex}")
    if path.exists():
        os.replace(path, old)
    os.replace(made, path)
    shutil.rmtree(old, ignore_errors=True)


def _chunk(documents: Sequence[Document], store: Store, part: Any, files: _Files, totals: Totals) -> None:
    import pyarrow as pa

    known = [document for document in documents if document.key is not None]
    rows = _rows(known, store, part)
    names = pa.array([document.name for document in known], pa.string())
    hashes = pa.array([document.hash for document in known], pa.string())
    findings, of_findings = _unfolded(rows, "findings", names, hashes, FINDING)
    faults, of_faults = _unfolded(rows, "faults", names, hashes, FAULT)
    files.write("findings", findings.cast(schema(FINDINGS)))
    files.write("faults", faults.cast(schema(FAULTS)))
    _count_rules(findings, totals)
    found = Counter(zip(of_findings, findings.column("severity").to_pylist(), strict=True))
    missed = defaultdict(list)
    for index, kind, level in zip(
        of_faults, faults.column("kind").to_pylist(), faults.column("level").to_pylist(), strict=True
    ):
        missed[index].append(Fault(kind, "", level=level))
    told = rows.select(["read", "kind", "date", "characters", "read_only", "suppressed", "held"]).to_pylist()
    results = []
    at = 0
    for document in documents:
        if document.key is None:
            assert document.fault is not None
            _tell_faults(document, [document.fault], files)
            results.append(_row(document, {"read": False}, Counter(), [document.fault], totals))
        else:
            counts = Counter({severity: found[at, severity] for severity in SEVERITIES})
            results.append(_row(document, told[at], counts, missed[at], totals))
            at += 1
    files.add("documents", results, DOCUMENTS)


def _rows(documents: Sequence[Document], store: Store, part: Any) -> Any:
    """What the store holds of each of `documents`, in their order."""
    import pyarrow as pa

    wanted: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, document in enumerate(documents):
        assert document.key is not None
        number, row = store.place(document.key)
        wanted[number].append((index, row))
    pieces, order = [], []
    for number, places in wanted.items():
        pieces.append(part(number).take([row for _, row in places]))
        order += [index for index, _ in places]
    if not pieces:
        from .tables import PART

        return schema(PART).empty_table()
    positions = sorted(range(len(order)), key=order.__getitem__)
    return pa.concat_tables(pieces).combine_chunks().take(positions).combine_chunks()


def _unfolded(rows: Any, name: str, names: Any, hashes: Any, columns: Columns) -> tuple[Any, list[int]]:
    """The members of a column of lists as a table, with the path and hash of each; and the rows they came from."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = rows.column(name).combine_chunks()
    lists = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) and lists.num_chunks else lists
    if not rows.num_rows:
        lists = pa.array([], schema(_LISTS).field(name).type)
    parents = pc.list_parent_indices(lists)
    members = pc.list_flatten(lists)
    arrays = [names.take(parents), hashes.take(parents), *(pc.struct_field(members, each) for each in columns)]
    return pa.table(arrays, names=["path", "hash", *columns]), parents.to_pylist()


_LISTS: Columns = {"findings": "list<FINDING>", "faults": "list<FAULT>"}


def _row(
    document: Document, told: Mapping[str, Any], found: Counter[str], faults: Sequence[Fault], totals: Totals
) -> dict[str, Any]:
    missed = any(fault.level != "info" for fault in faults)
    state = "unchecked" if not told["read"] else "partly" if missed else "checked"
    counts = {severity: found[severity] for severity in SEVERITIES}
    totals.states[state] += 1
    totals.faults.update(fault.kind for fault in faults)
    totals.status = max(totals.status, _status(document.fail_on, counts, faults))
    of_folder = totals.folders[document.folder]
    of_folder.update({"documents": 1, state: 1, "faults": len(faults), **counts})
    return {
        "path": document.name,
        "folder": document.folder,
        "hash": document.hash,
        "size": document.size,
        "status": state,
        "digest": document.digest,
        **{name: told.get(name) for name in ("kind", "date", "characters", "read_only", "suppressed", "held")},
        **counts,
        "faults": len(faults),
    }


def _status(fail_on: str, found: Mapping[str, int], faults: Sequence[Fault]) -> int:
    """The exit status for one document, as the contract has it."""
    least = FAIL_ON[fail_on]
    if any(fault.level != "info" or least is Severity.INFO for fault in faults):
        return NOT_CHECKED
    if least is None:
        return 0
    return FOUND if any(found[severity.word] and severity >= least for severity in Severity) else 0


def _tell_faults(document: Document | None, faults: Sequence[Fault], files: _Files) -> None:
    where = {"path": document.name if document else None, "hash": document.hash if document else None}
    told = [{**where, "kind": f.kind, "level": f.level, "rule": f.rule, "message": f.message} for f in faults]
    files.add("faults", told, FAULTS)


def _count_rules(findings: Any, totals: Totals) -> None:
    by_rule = findings.group_by(["rule", "pack", "severity"])
    for row in by_rule.aggregate([("path", "count"), ("path", "count_distinct")]).to_pylist():
        key = row["rule"], row["pack"], row["severity"]
        totals.rules[key] += row["path_count"]
        totals.ruled[key] += row["path_count_distinct"]


def _rule_rows(totals: Totals, rules: Mapping[str, Rule]) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "pack": pack,
            "severity": severity,
            "title": rules[f"{pack}:{rule}"].title if f"{pack}:{rule}" in rules else None,
            "findings": number,
            "documents": totals.ruled[rule, pack, severity],
        }
        for (rule, pack, severity), number in sorted(totals.rules.items())
    ]


def _folder_rows(totals: Totals) -> list[dict[str, Any]]:
    return [
        {"folder": folder, **{name: counts[name] for name in FOLDERS if name != "folder"}}
        for folder, counts in sorted(totals.folders.items())
    ]


class _Files:
    """The files of the tables below a folder; each table has one at least, even without rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Any] = {}
        self._rows: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()

    def __enter__(self) -> _Files:
        for name in RESULTS:
            (self._folder / name).mkdir(parents=True)
            self._next(name)
        return self

    def __exit__(self, *error: object) -> None:
        for writer in self._open.values():
            writer.close()

    def _next(self, name: str) -> None:
        import pyarrow.parquet as pq

        if name in self._open:
            self._open[name].close()
        path = self._folder / name / f"part-{self._numbers[name]:05d}.parquet"
        self._open[name] = pq.ParquetWriter(path, schema(RESULTS[name]), compression="zstd")
        self._numbers[name] += 1
        self._rows[name] = 0

    def add(self, name: str, rows: Sequence[Mapping[str, Any]], columns: Columns) -> None:
        """Rows as plain values."""
        import pyarrow as pa

        if rows:
            self.write(name, pa.Table.from_pylist(list(rows), schema(columns)))

    def write(self, name: str, table: Any) -> None:
        if not table.num_rows:
            return
        if self._rows[name] + table.num_rows > _MOST_ROWS and self._rows[name]:
            self._next(name)
        self._open[name].write_table(table)
        self._rows[name] += table.num_rows
