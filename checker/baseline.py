"""The baseline: findings of a day that are known and not told again, kept in a file beside the documents.

A finding is known by what it says, not by its line: rule, section and the marked words (`fingerprint`), or rule, marked
words and the sentence around them (`around`), so that text may move within its section or with its sentence to
another. Each entry covers one finding: a second one of the same words is new. A finding that has come to speak of more
places than it did is new, too. What stands under a file that is gone covers the same sentences elsewhere, and all that
is in the file that has most of them, which is the same under a new name. Nothing leaves the file but by `--prune`.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import __version__
from .context import sentence
from .document import Document
from .fault import WrongCallError
from .messages import say
from .records import Record, field
from .results import Suppressed
from .rules import Finding, Place, fingerprint
from .sifting import Known

SCHEMA = "zfcheck-baseline/1"
_LONGEST_TEXT = 60
"""Code points of a marked text that are kept, for people to read; its whole is in the digests."""


class BaselineError(WrongCallError):
    """A file that is no baseline, with the place in it."""


class Entry(Record, frozen=True):
    """One known finding. `places` is how many places it spoke of."""

    rule: str
    text: str
    section: tuple[str, ...]
    fingerprint: str
    around: str
    places: int = 1


def _same(entry: Entry) -> object:
    return entry.fingerprint, entry.around


def _same_words(entry: Entry) -> object:
    # Without words of its own (something is missing) a finding is told from others of its rule by what it says alone.
    return entry.fingerprint if entry.text else object()


def _same_sentence(entry: Entry) -> object:
    return entry.around


def _same_moved(entry: Entry) -> object:
    # Of what is missing nothing tells that it was missing in this document.
    return entry.around if entry.text else object()


_WAYS = (_same, _same_words, _same_sentence)
"""How a finding is known in its own document: in the same place first, then moved."""


Key = tuple[str, int]
"""An entry: the document that it stands under, and its number there."""
Way = Callable[[Entry], object]
_Index = dict[Way, defaultdict[object, list[Key]]]


class Baseline(Record):
    """The entries by document, whose paths are relative to the folder of the file, and which of them were met."""

    file: Path
    documents: dict[str, list[Entry]] = field(default_factory=dict)
    met: dict[str, list[Key]] = field(default_factory=dict)
    """For each document checked, the entries met in it: the document that they stand under, and their number."""
    ran: dict[str, Collection[str]] = field(default_factory=dict)
    """For each document checked, the rules that ran, where that is known: entries of others were not looked for."""
    _taken: set[Key] = field(default_factory=set)
    """Entries of files that are gone, of which another document has the findings now."""
    _lost_names: list[str] | None = None
    _gone: _Index | None = None

    def name_of(self, path: str | Path) -> str:
        """The name under which the document at `path` stands in the file."""
        folder = os.path.realpath(self.file.parent)
        try:
            relative = os.path.relpath(os.path.realpath(path), folder)
        except ValueError:  # another drive
            relative = os.path.realpath(path)
        name = Path(relative).as_posix()
        composed = unicodedata.normalize("NFC", name)  # other systems write other code points for the same name
        beside = os.path.join(folder, composed)
        two = composed != name and os.path.exists(beside) and not os.path.samefile(beside, os.path.join(folder, name))
        return name if two else composed

    def known(self, path: str | Path, running: Collection[str] | None = None) -> Known:
        """What tells of the findings in the document at `path` whether they are known; `running` are all rules run."""
        name = self.name_of(path)

        def known(document: Document, findings: Sequence[Finding]) -> list[Suppressed | None]:
            met = self._match(name, document, findings)
            self.met[name] = sorted(set(met.values()))
            if running is not None:
                self.ran[name] = running
            return [
                Suppressed(finding, "baseline", say("基线里已有")) if index in met else None
                for index, finding in enumerate(findings)
            ]

        return known

    def _match(self, name: str, document: Document, findings: Sequence[Finding]) -> dict[int, Key]:
        """The entry that covers each finding, by the finding's number."""
        met: dict[int, Key] = {}
        seen = [entry_of(finding, document) for finding in findings]
        self._taken.difference_update(self.met.get(name, ()))  # of an earlier look at the same document
        self._take(seen, self._index([name]), met)
        if len(met) < len(seen):
            self._take_moved(name, seen, met)
        return met

    def _take_moved(self, name: str, seen: Sequence[Entry], met: dict[int, Key]) -> None:
        """Look for findings among the entries of files that are gone: their text may be here, or all of them."""
        before = len(met)
        if self._gone is None:
            self._gone = self._index(self._lost())
        self._take(seen, self._gone, met, (_same_moved,))
        former = Counter(document for document, _ in list(met.values())[before:])
        if former and name not in self.documents:
            self._take(seen, self._index([former.most_common(1)[0][0]]), met)
        self._taken.update(list(met.values())[before:])

    def _lost(self) -> list[str]:
        """The documents that are no longer where they were."""
        if self._lost_names is None:
            self._lost_names = [name for name in self.documents if not self._is_there(name)]
        return self._lost_names

    def _is_there(self, name: str) -> bool:
        return any(os.path.exists(self.file.parent / unicodedata.normalize(form, name)) for form in ("NFC", "NFD"))

    def _index(self, names: Iterable[str]) -> _Index:
        """The entries under `names` by each way in which a finding may be known, those of fewer places first."""
        index: _Index = {way: defaultdict(list) for way in (*_WAYS, _same_moved)}
        for name in names:
            entries = list(enumerate(self.documents.get(name, ())))
            for number, entry in sorted(entries, key=lambda pair: pair[1].places):
                for way in index:
                    index[way][way(entry)].append((name, number))
        return index

    def _take(self, seen: Sequence[Entry], index: _Index, met: dict[int, Key], ways: Iterable[Way] = _WAYS) -> None:
        """Give each finding that has none an entry of `index`: first those in the same place, then those moved."""
        used = set(met.values())
        for way in ways:
            for number, now in enumerate(seen):
                if number in met:
                    continue
                for key in index[way].get(way(now), ()):
                    if key not in used and key not in self._taken and now.places <= self._entry(key).places:
                        met[number] = key
                        used.add(key)
                        break

    def _entry(self, key: Key) -> Entry:
        return self.documents[key[0]][key[1]]

    def _ran(self, name: str, entry: Entry) -> bool:
        return name not in self.ran or entry.rule in self.ran[name]

    def gone(self) -> int:
        """How many entries of the documents checked were not met, though their rules ran."""
        met = {key for keys in self.met.values() for key in keys}
        return sum(
            1
            for name in self.met
            for number, entry in enumerate(self.documents.get(name, ()))
            if (name, number) not in met and self._ran(name, entry)
        )

    def recording(self, path: str | Path, running: Collection[str] | None = None) -> Known:
        """What records the findings in the document at `path` in place of what stood under its name.

        Entries of rules that are not `running` stay as they are.
        """
        name = self.name_of(path)

        def known(document: Document, findings: Sequence[Finding]) -> list[Suppressed | None]:
            others = [e for e in self.documents.get(name, ()) if running is not None and e.rule not in running]
            self.documents[name] = [*others, *(entry_of(finding, document) for finding in findings)]
            return [None] * len(findings)

        return known

    def prune(self) -> int:
        """Take out what was not met in the documents checked, and what stands under files that are gone; how many.

        Entries of rules that did not run stay.
        """
        before = sum(map(len, self.documents.values()))
        kept: dict[str, list[Entry]] = {}
        for name, keys in self.met.items():
            unseen = [entry for entry in self.documents.get(name, ()) if not self._ran(name, entry)]
            kept[name] = [*map(self._entry, keys), *unseen]
        for name, entries in self.documents.items():
            if name not in kept and self._is_there(name):
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


def entry_of(finding: Finding, document: Document) -> Entry:
    """What the baseline keeps of a finding."""
    text = document.slice(finding.span)
    reading = document.reading
    start, end = reading.position(finding.span.start), reading.position(finding.span.end)
    rule = finding.qualified
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
    except (RecursionError, ValueError) as error:  # or a number of thousands of digits
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
