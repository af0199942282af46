"""The whole way: which documents there are, what their content is, what of it is to be checked, what came of all.

A document is checked under the settings that `zfcheck check` would find for it. What has the same content and is
checked with the same digest (rules, settings, versions, kind, day) is checked once, in this run and in later ones.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ..messages import language, say
from ..records import Record, field, replace
from ..rules import Fault, Rule
from ..runs import Asked, Plan, Run
from . import daftrun, keeper
from .building import Document, Totals, build
from .order import ArchiveError, Order
from .sources import Item, is_remote, local, remote
from .store import Store
from .tables import PART, schema

Progress = Callable[[str, int, int], None]
"""Is told of a step how much of it is done, and how much there is."""
_FAILURES = 3
"""How often in a row a cluster may fail without having got anything done."""


class Task(Record, frozen=True):
    """What is to be done: SOURCE, the folder of results, what Daft runs on, seconds for a document.

    `retry` says that what came to no end in an earlier run is tried again.
    """

    source: str
    results: Path
    runner: str
    timeout: float
    retry: bool = False


class Outcome(Record):
    """What a run has done: documents that were checked now, documents of which all was known."""

    totals: Totals
    documents: int
    checked: int
    known: int
    without_baseline: bool
    faults: Sequence[Fault] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)


class _Listed(Record):
    documents: list[Document]
    places: list[bytes]
    baseline: bool


def archive(task: Task, asked: Asked, progress: Progress) -> Outcome:
    """Check all that `task` names. Raises `ArchiveError`, and what `Run.plan` raises."""
    daftrun.check_runner(task.runner)
    far = is_remote(task.source)
    if far and asked.config is None:
        asked = replace(asked, settings=False)
    run = Run(asked)
    order = Order(asked, os.getcwd(), far, language(), task.timeout)
    suffixes = run.plan(None if far else _inside(task.source)).rules.suffixes
    if far:
        daftrun.start(task.runner)
    items = remote(task.source, suffixes) if far else local(task.source, suffixes)
    listed = _listed(items, run)
    if not listed.documents:
        endings = " ".join(suffixes)
        raise ArchiveError(say("“{source}”里没有可以检查的文稿（{suffixes}）。", source=task.source, suffixes=endings))
    first = listed.documents[0].fault
    if first is not None and len(items) == 1:  # SOURCE itself is not there
        raise ArchiveError(first.message, status=3)
    store = Store(task.results)
    if task.retry:
        store.forget_uncertain()
    if not far:
        daftrun.start(task.runner)
    keeper.begin()
    try:
        _look(listed, order, progress)
        checked = _check(listed, order, store, progress)
    finally:
        store.flush()
        keeper.end_all()
    used = list(run.rule_sets())
    faults = list(dict.fromkeys(fault for rules in used for fault in rules.faults))
    rules = {name: rule for each in used for name, rule in each.by_name.items()}
    totals = build(store, listed.documents, faults, rules)
    known = sum(document.key is not None for document in listed.documents) - checked
    return Outcome(totals, len(listed.documents), checked, known, listed.baseline, faults, rules)


def _inside(source: str) -> Path:
    """A path whose settings are those that hold for SOURCE itself."""
    path = Path(source.removeprefix("file://"))
    return path / "_" if path.is_dir() else path


def _listed(items: Sequence[Item], run: Run) -> _Listed:
    """The documents that the settings do not leave out, with what each is to be checked with."""
    digests: dict[int, str] = {}
    found = _Listed([], [], False)
    for item in items:
        plan: Plan = run.plan(item.path)
        if item.path is not None and item.fault is None and run.excluded(item.path):
            continue
        if id(plan) not in digests:
            # Where it cannot be told, nothing that was found before may count.
            digests[id(plan)] = run.digest(item.path) or f"?{uuid.uuid4().hex}"
            found.baseline = found.baseline or bool(plan.in_force.path("baseline"))
        folder = (
            str(PurePosixPath(item.name.replace(os.sep, "/")).parent) if item.path else item.name.rpartition("/")[0]
        )
        found.documents.append(Document(item.name, folder, plan.fail_on, digests[id(plan)], fault=item.fault))
        found.places.append(item.place)
    return found


def _look(listed: _Listed, order: Order, progress: Progress) -> None:
    """Learn the content of every document, and thereby its key."""
    waiting = [index for index, document in enumerate(listed.documents) if document.fault is None]

    def step(todo: Sequence[int]) -> Iterator[int]:
        import pyarrow as pa

        places = pa.array([listed.places[index] for index in todo], pa.binary())
        for batch in daftrun.look(pa.table({"id": pa.array(todo, pa.int64()), "place": places}), order):
            for row in batch.to_pylist():
                _learn(listed.documents[row["id"]], row["look"])
                yield row["id"]

    for done, _ in enumerate(_until_done(waiting, step), 1):
        progress(say("读取"), done, len(waiting))


def _learn(document: Document, look: Mapping[str, Any]) -> None:
    if look["hash"] is None:
        document.fault = Fault(look["kind"], look["message"])
        return
    document.hash, document.size = look["hash"], look["size"]
    document.key = _key(look["hash"], look["beside"], _ending(document.name), str(document.digest))


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _ending(name: str) -> str:
    return PurePosixPath(name.replace(os.sep, "/")).suffix.lower()


def _check(listed: _Listed, order: Order, store: Store, progress: Progress) -> int:
    """Check one document for each key that the store lacks; how many documents are thereby done.

    A document that is gone or has changed meanwhile is a fault of its own, and the next of the same content is taken.
    """
    bearing: defaultdict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(listed.documents):
        if document.key is not None and document.key not in store:
            bearing[document.key].append(index)
    many, done = len(bearing), 0

    def step(todo: Sequence[int]) -> Iterator[int]:
        for batch in daftrun.check(_jobs(listed, todo), order):
            ids = batch.column("id").to_pylist()
            _keep([listed.documents[index] for index in ids], batch.column("answer"), store)
            yield from ids

    while todo := [indexes[0] for key, indexes in bearing.items() if key not in store and indexes]:
        for index in _until_done(todo, step):
            done += listed.documents[index].fault is None
            progress(say("检查"), done, many)
        store.flush()
        for index in todo:
            if listed.documents[index].fault is not None:
                key = listed.documents[index].key
                assert key is not None
                bearing[key].remove(index)
                listed.documents[index].key = None
    return sum(len(indexes) for indexes in bearing.values())


def _jobs(listed: _Listed, todo: Sequence[int]) -> Any:
    import pyarrow as pa

    documents = [listed.documents[index] for index in todo]
    # The name tells nothing but its ending: what has the same content and ending is checked once.
    digests = [None if str(each.digest).startswith("?") else each.digest for each in documents]
    return pa.table(
        {
            "id": pa.array(todo, pa.int64()),
            "place": pa.array([listed.places[index] for index in todo], pa.binary()),
            "name": pa.array([f"document{_ending(each.name)}" for each in documents], pa.string()),
            "digest": pa.array(digests, pa.string()),
        }
    )


def _keep(documents: Sequence[Document], answers: Any, store: Store) -> None:
    """Put into the store what came of documents that still are what they were at first sight."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = [pc.struct_field(answers, name).to_pylist() for name in ("hash", "faults")]
    sound, keys = [], []
    for index, (document, name, faults) in enumerate(zip(documents, *told, strict=True)):
        if name is None:
            document.fault = Fault(faults[0]["kind"], faults[0]["message"])
        elif name != document.hash:
            document.fault = Fault("unreadable", say("文件在检查过程中被改动，没有检查。请再运行一次。"))
        else:
            sound.append(index)
            keys.append(document.key)
    wanted = schema(PART)
    good = answers.take(pa.array(sound, pa.int64()))
    columns = {"key": pa.array(keys, pa.string())}
    for field_ in wanted:
        if field_.name not in columns:
            columns[field_.name] = pc.struct_field(good, field_.name).cast(field_.type)
    store.add(pa.table([columns[name] for name in wanted.names], schema=wanted))


def _until_done(todo: Sequence[int], step: Callable[[Sequence[int]], Iterator[int]]) -> Iterator[int]:
    """The numbers of `todo` as `step` gets them done; what is left when a cluster fails is given to it once more.

    Raises `ArchiveError` where nothing gets done any more.
    """
    left = dict.fromkeys(todo)
    failures = 0
    while left:
        before = len(left)
        try:
            for index in step(list(left)):
                if index in left:  # a cluster may do the same twice
                    del left[index]
                    yield index
            if len(left) == before:
                raise RuntimeError(say("没有得到结果"))
        except Exception as error:  # Daft and Ray have many
            _reraise_ours(error)
            failures = failures + 1 if len(left) == before else 1
            if failures >= _FAILURES:
                reason = " ".join(str(error).split())[-500:]
                raise ArchiveError(
                    say("Daft 没能做完：{reason}。已做完的部分已经保存，再运行一次会接着做。", reason=reason),
                    status=3,
                ) from error


_OURS = "ArchiveError: "


def _reraise_ours(error: Exception) -> None:
    """Raise what a worker says in words for the caller; engines wrap it into words of their own."""
    if isinstance(error, ArchiveError):
        raise error
    _, mark, rest = str(error).rpartition(_OURS)
    if mark:
        raise ArchiveError(rest.strip().splitlines()[0]) from error
