"""What a worker does: checks a document, fixes it or writes a review, and makes the answer.

A question is a tuple of plain values, the first of which says what is asked; the answer is a line of JSON that tells
what the bytes after it are. Nothing is kept of a document.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..fault import Fault, WrongCallError
from ..messages import say, set_language
from ..packtree import PackError
from ..records import Record, field, replace
from ..results import Result
from ..runs import Asked, Plan, Run
from .asking import RefusedError, Wanted

if TYPE_CHECKING:
    from .asking import Answering, Apply

JSON = "application/json; charset=utf-8"
_MOST_RUNS = 4
"""Rule sets that a worker holds on to; each takes some ten megabytes."""


class Reply(Record, frozen=True):
    """An answer: the bytes, what they are, and under which name they are to be saved."""

    body: bytes
    type: str = JSON
    name: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        head = {
            "type": self.type,
            "name": self.name,
            "status": self.status,
            "headers": dict(self.headers),
        }
        return json.dumps(head).encode() + b"\n" + self.body


def unpacked(data: bytes) -> Reply:
    """What `Reply.packed` made."""
    head, _, body = data.partition(b"\n")
    told = json.loads(head)
    return Reply(body, told["type"], told["name"], told["status"], told["headers"])


def refusal(error: RefusedError) -> Reply:
    """A refusal as an answer."""
    from .answers import dumped

    body = dumped({"error": {"code": error.code, "message": str(error)}})
    return Reply(body, status=error.status, headers=error.headers)


def prepared(asked: Asked, folder: str) -> Callable[[tuple[Any, ...]], bytes]:
    """Makes a worker: `folder` is where whatever it starts puts its files.

    Rules are compiled here already, so that it costs no document any of its time.
    """
    tempfile.tempdir = folder
    desk = Desk(asked)
    with suppress(PackError, WrongCallError):  # the first question tells of it
        desk.warm()
    return desk.work


class Desk:
    """Answers questions under what was asked for on the command line."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._runs: dict[tuple[str | None, tuple[str, ...]], Run] = {}

    def warm(self) -> None:
        """Compile the rules of those who ask for nothing else."""
        self._run(None, ()).plan(None)

    def work(self, question: tuple[Any, ...]) -> bytes:
        """The answer to one question."""
        what, lang, *rest = question
        set_language(lang)
        do: Mapping[str, Callable[..., Reply]] = {
            "choices": self._choices,
            "check": self._check,
            "apply": self._apply,
            "review": self._review,
        }
        try:
            return do[what](*rest).packed()
        except RefusedError as error:
            return refusal(error).packed()
        except PackError as error:
            message = say("设置或规则包有误，没有检查：") + "\n" + "\n".join(map(str, error.problems))
            return refusal(RefusedError(500, "settings", message)).packed()
        except WrongCallError as error:
            return refusal(RefusedError(400, "bad-request", str(error))).packed()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            message = say("程序出错，没有查完：{error}。请把它告知开发者。", error=reason)
            return refusal(RefusedError(500, "failed", message)).packed()

    # -- what is asked -----------------------------------------------------------------------------------------

    def _choices(self) -> Reply:
        from .answers import dumped
        from .choices import choices

        run = self._run(None, ())
        return Reply(dumped(choices(run.plan(None), self._asked)))

    def _check(self, wanted: Wanted, data: bytes) -> Reply:
        from .answers import dumped

        check = self._checking(wanted)
        return Reply(dumped(check.answer(data, check(data))))

    def _apply(self, wanted: Wanted, asked: Apply, data: bytes) -> Reply:
        from base64 import b64encode

        from .answers import dumped
        from .applying import apply

        check = self._checking(wanted)
        done = apply(check, data, asked)
        values = {
            "file": b64encode(done.data).decode("ascii"),
            "name": wanted.name,
            "applied": done.applied,
            "left": done.left,
            "result": check.answer(done.data, done.result),
        }
        return Reply(dumped(values))

    def _review(self, wanted: Wanted, asked: Answering, data: bytes) -> Reply:
        from .reviews import review

        return review(self._checking(wanted), data, asked)

    def _checking(self, wanted: Wanted) -> Checking:
        return Checking(self._run(wanted.region, wanted.packs).plan(None), wanted)

    def _run(self, region: str | None, packs: tuple[str, ...]) -> Run:
        """The run with these rules. The settings are those of the folder that the service was started in."""
        key = region, packs
        run = self._runs.pop(key, None)
        if run is None:
            while len(self._runs) >= _MOST_RUNS:
                self._runs.pop(next(iter(self._runs)))
            asked = replace(
                self._asked,
                region=region or self._asked.region,
                packs=tuple(dict.fromkeys((*self._asked.packs, *packs))),
            )
            run = Run(asked)
        self._runs[key] = run
        return run


class Checking:
    """Checks a document as a caller wants it: `Check` of results.py."""

    def __init__(self, plan: Plan, wanted: Wanted) -> None:
        from ..selection import parse_day

        self.plan = plan
        self.name = wanted.name
        self._kind = wanted.kind or plan.kind
        self._as_of = parse_day(wanted.as_of) or plan.as_of

    def __call__(self, data: bytes) -> Result:
        from ..engine import check_bytes

        return check_bytes(self.plan.rules, data, self.name, kind=self._kind, as_of=self._as_of)

    def answer(self, data: bytes, result: Result) -> dict[str, Any]:
        """What came of `data`, as values."""
        from .answers import answer

        rules = self.plan.rules
        return answer(result, rules.by_name, rules.packs, rules.faults, editable=is_editable(data, result))


def is_editable(data: bytes, result: Result) -> bool:
    """Whether fixes can be written into the file."""
    from ..writeback import NotWritableError, target_of

    if result.document is None:
        return False
    try:
        target_of(data, result.document)
    except NotWritableError:
        return False
    return True


def unanswered(wanted: Wanted, fault: Fault) -> Reply:
    """The answer of a check that came to no end."""
    from .answers import answer, dumped

    return Reply(dumped(answer(Result(wanted.name, faults=[fault]), {})))
