"""The baseline: findings of a day that are known and not told again, kept in a file beside the documents.

A finding is known by what it says, not by its line: rule, section and the marked words (`fingerprint`), or rule, marked
words and the sentence around them (`around`), so that text may move within its section or with its sentence to
another. Each entry covers one finding: a second one of the same words is new. A finding that has come to speak of more
places than it did is new, too. Nothing leaves the file but by `--prune`.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import __version__
from .context import sentence
from .document import Document
from .messages import say
from .results import Suppressed
from .rules import Finding, Place, fingerprint
from .suppress import Known

SCHEMA = "zfcheck-baseline/1"
_LONGEST_TEXT = 60
"""Code points of a marked text that are kept, for people to read; its whole is in the digests."""


class BaselineError(Exception):
    """A file that is no baseline, with the place in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known finding. `places` is how many places it spoke of."""

    rule: str
    text: str
    section: tuple[str, ...]
    fingerprint: str
    around: str
    places: int = 1


@dataclass(slots=True)
class Baseline:
    """The entries by document, whose paths are relative to the folder of the file, and which of them were met."""

    file: Path
    documents: dict[str, list[Entry]] = field(default_factory=dict)
    met: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """For each document checked, the entries met in it: the document that they stand under, and their number."""

    def name_of(self, path: str | Path) -> str:
        """The name under which the document at `path` stands in the file."""
        folder = os.path.realpath(self.file.parent)
        try:
            relative = os.path.relpath(os.path.realpath(path), folder)
        except ValueError:  # another drive
            relative = os.path.realpath(path)
        return unicodedata.normalize("NFC", Path(relative).as_posix())

    def known(self, path: str | Path) -> Known:
        """What tells of the findings in the document at `path` whether they are known."""
        name = self.name_of(path)

        def known(document: Document, findings: Sequence[Finding]) -> list[Suppressed | None]:
            met = self._match(name, document, findings)
            self.met[name] = sorted(set(met.values()))
            return [
                Suppressed(finding, "baseline", say("基线里已有")) if index in met else None
                for index, finding in enumerate(findings)
            ]

        return known

    def _match(self, name: str, document: Document, findings: Sequence[Finding]) -> dict[int, tuple[str, int]]:
        """The entry that covers each finding, by the finding's number."""
        own = [(name, number) for number in range(len(self.documents.get(name, ())))]
        met: dict[int, tuple[str, int]] = {}
        seen = [entry_of(finding, document) for finding in findings]
        self._take(seen, own, met)
        if len(met) < len(seen):
            taken = {key for other, keys in self.met.items() if other != name for key in keys}
            self._take(seen, [key for key in self._moved(name) if key not in taken], met)
        return met

    def _moved(self, name: str) -> Iterator[tuple[str, int]]:
        """The entries of documents that are no longer where they were: this may be one of them under a new name."""
        for other, entries in self.documents.items():
            if other != name and not (self.file.parent / other).exists():
                yield from ((other, number) for number in range(len(entries)))

    def _take(self, seen: Sequence[Entry], keys: Sequence[tuple[str, int]], met: dict[int, tuple[str, int]]) -> None:
        """Give each finding that has none an entry of `keys`: first those in the same place, then those moved."""
        free = set(keys)
        for name in (_same, _same_words, _same_sentence):
            alike: defaultdict[object, list[tuple[str, int]]] = defaultdict(list)
            for key in keys:
                if key in free:
                    alike[name(self._entry(key))].append(key)
            for index, now in enumerate(seen):
                if index in met:
                    continue
                found = (k for k in alike.get(name(now), ()) if k in free and now.places <= self._entry(k).places)
                taken = next(found, None)
                if taken is not None:
                    met[index] = taken
                    free.remove(taken)

    def _entry(self, key: tuple[str, int]) -> Entry:
        return self.documents[key[0]][key[1]]

    def gone(self) -> int:
        """How many entries of the documents checked were not met."""
        met = {key for keys in self.met.values() for key in keys}
        return sum(
            1 for name in self.met for number in range(len(self.documents.get(name, ()))) if (name, number) not in met
        )

    def recording(self, path: str | Path) -> Known:
        """What records the findings in the document at `path` in place of what stood under its name."""
        name = self.name_of(path)

        def known(document: Document, findings: Sequence[Finding]) -> list[Suppressed | None]:
            self.documents[name] = [entry_of(finding, document) for finding in findings]
            return [None] * len(findings)

        return known

    def prune(self) -> int:
        """Take out what was not met in the documents checked, and what stands under files that are gone; how many."""
        before = sum(map(len, self.documents.values()))
        kept: dict[str, list[Entry]] = {}
        for name, keys in self.met.items():
            kept[name] = [self._entry(key) for key in keys]
        for name, entries in self.documents.items():
            if name not in kept and (self.file.parent / name).exists():
                kept[name] = entries
        self.documents = {name: entries for name, entries in kept.items() if entries}
        return before - sum(map(len, self.documents.values()))

    def dump(self) -> str:
        """The content of the file: the same text for the same entries."""
        documents = {
            name: [_values(entry) for entry in sorted(entries, key=_order)]
            for name, entries in sorted(self.documents.items())
            if entries
        }
        return (
            json.dumps(
                {"schema": SCHEMA, "tool": f"zfcheck {__version__}", "documents": documents},
                ensure_ascii=False,
                indent=1,
            )
            + "\n"
        )


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.section, entry.rule, entry.text, entry.fingerprint, entry.around


def _same(entry: Entry) -> object:
    return entry.fingerprint, entry.around


def _same_words(entry: Entry) -> object:
    # Without words of its own (something is missing) a finding is told from others of its rule by what it says alone.
    return entry.fingerprint if entry.text else object()


def _same_sentence(entry: Entry) -> object:
    return entry.around


def entry_of(finding: Finding, document: Document) -> Entry:
    """What the baseline keeps of a finding."""
    text = document.slice(finding.span)
    reading = document.reading
    start, end = reading.position(finding.span.start), reading.position(finding.span.end)
    rule = f"{finding.pack}:{finding.rule}"
    around = "\x1f".join([rule, text, sentence(reading.text, start, end).strip() if text else finding.message])
    return Entry(
        rule,
        text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…",
        tuple(document.slice(section.heading.title) for section in document.outline.path(finding.span.start)),
        fingerprint(finding, document),
        hashlib.sha256(around.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        1 + len(finding.related),
    )


def _values(entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = {"rule": entry.rule, "text": entry.text, "section": list(entry.section)}
    values |= {"fingerprint": entry.fingerprint, "around": entry.around}
    return values | ({"places": entry.places} if entry.places != 1 else {})


def load(file: Path) -> Baseline:
    """The baseline in `file`. Raises `BaselineError`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        message = say("找不到基线文件“{path}”。先用 zfcheck baseline {path} 文件… 记录一份。", path=file)
        raise BaselineError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BaselineError(say("无法读取基线文件“{path}”：{reason}。", path=file, reason=reason)) from error
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(str(file), error.lineno, error.colno)
        raise BaselineError(
            say("{place}：不是 JSON，基线文件可能已损坏。请用 zfcheck baseline 重新记录。", place=place)
        ) from error
    except RecursionError as error:
        raise BaselineError(_no_baseline(file)) from error
    if not isinstance(values, dict) or values.get("schema") != SCHEMA or not isinstance(values.get("documents"), dict):
        raise BaselineError(_no_baseline(file))
    documents: dict[str, list[Entry]] = {}
    for name, rows in values["documents"].items():
        if not isinstance(rows, list):
            raise BaselineError(_wrong_entry(file, name, 1))
        documents[name] = [_entry(row, file, name, number) for number, row in enumerate(rows, 1)]
    return Baseline(file, documents)


def _no_baseline(file: Path) -> str:
    return say("“{path}”不是 zfcheck 的基线文件（schema 应为 {schema}）。请核对文件名。", path=file, schema=SCHEMA)


def _wrong_entry(file: Path, name: str, number: int) -> str:
    return say(
        "“{path}”里“{name}”的第{number}条写法有误，基线文件可能被改过。请用 zfcheck baseline 重新记录。",
        path=file,
        name=name,
        number=number,
    )


def _entry(row: Any, file: Path, name: str, number: int) -> Entry:
    texts = ("rule", "text", "fingerprint", "around")
    sound = isinstance(row, Mapping) and all(isinstance(row.get(key), str) for key in texts)
    section = row.get("section") if sound else None
    places = row.get("places", 1) if sound else None
    if not isinstance(section, list) or not all(isinstance(title, str) for title in section) or type(places) is not int:
        raise BaselineError(_wrong_entry(file, name, number))
    return Entry(row["rule"], row["text"], tuple(section), row["fingerprint"], row["around"], places)
