"""The process that checks documents for a worker. Its rule sets are compiled once; what kills it kills nothing else.

It is started by `keeper`, reads an order and then documents from standard input, and answers each on standard output.
"""

from __future__ import annotations

import faulthandler
import json
import os
import pickle
import sys
from pathlib import Path
from typing import Any, BinaryIO

from ..fault import Fault
from ..messages import say, set_language
from ..results import Result
from ..runs import Plan, Run
from ..writers.json import document_values
from .order import Order

TIMEOUT = "timeout"
DIED = "crashed"
PASSING = frozenset({TIMEOUT, DIED})
"""Kinds of faults that may be gone another time."""
_SPARE = 30.0
"""Seconds after its time that a process waits to be ended, before it ends itself."""


def main() -> None:
    """Answer until nothing more comes."""
    answers = _own_output()
    documents = sys.stdin.buffer
    order: Order = pickle.load(documents)  # from the process that started this one, and from no other
    set_language(order.language)
    if os.path.isdir(order.folder):
        os.chdir(order.folder)
    checking = Checking(order)
    _send(answers, {"ready": True})
    nowhere = open(os.devnull, "w")  # noqa: SIM115 - as long as the process
    while line := documents.readline():
        told = json.loads(line)
        data = documents.read(told["size"])
        ready = checking.prepared(told)
        _send(answers, ready)
        if "wrong" not in ready:
            # Should the process that waits be gone, nobody would end this one.
            faulthandler.dump_traceback_later(order.timeout + _SPARE, exit=True, file=nowhere)
            answer = checking.answer(told, data)
            faulthandler.cancel_dump_traceback_later()
            _send(answers, answer)


def _own_output() -> BinaryIO:
    """Standard output for the answers alone: what a plugin prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return answers


def _send(answers: BinaryIO, value: dict[str, Any]) -> None:
    # What no UTF-8 can hold (half of a pair) could be told in no table either.
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    answers.write(b"%d\n" % len(text) + text)
    answers.flush()


class Checking:
    """Checks documents under the settings that hold for each."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._run = Run(order.asked)
        self._digests: dict[int, str | None] = {}

    def prepared(self, told: dict[str, Any]) -> dict[str, Any]:
        """What is said before a document is checked, once its rule set is compiled: that it takes long is not the
        document's fault. Under `wrong`, why none of this archive can be checked here.
        """
        path = self._path(told)
        try:
            plan = self._run.plan(path)
        except Exception as error:
            return {"wrong": str(error)}
        if told["digest"] is not None and self._digest(plan, path) != told["digest"]:
            message = say(
                "规则与开始时不同：zfcheck、规则包、插件或设置在运行中被改动，或者这台机器上的与发起检查的机器不一样。"
                "请改成一样的再运行。"
            )
            return {"wrong": message}
        return {"ready": True}

    def answer(self, told: dict[str, Any], data: bytes) -> dict[str, Any]:
        """What came of a document."""
        return row(self._run.checked(data, told["name"], self._path(told)))

    def _path(self, told: dict[str, Any]) -> Path | None:
        return None if self._order.remote else Path(told["path"])

    def _digest(self, plan: Plan, path: Path | None) -> str | None:
        if id(plan) not in self._digests:
            self._digests[id(plan)] = self._run.digest(path)
        return self._digests[id(plan)]


def row(result: Result) -> dict[str, Any]:
    """The result as values of `tables.ANSWER` without the hash: the JSON output, less deep."""
    values = document_values(result)
    return {
        "again": any(fault.passing or fault.kind in PASSING for fault in result.faults),
        "read": result.document is not None,
        **{name: values[name] for name in ("kind", "date", "characters", "read_only", "held", "faults")},
        "suppressed": len(values["suppressed"]),
        "findings": [_finding(value) for value in values["findings"]],
    }


def lost(fault: Fault) -> dict[str, Any]:
    """The values for a document of which nothing is known but `fault`."""
    return row(Result("", faults=[fault]))


def _finding(value: dict[str, Any]) -> dict[str, Any]:
    return {
        **value,
        **_span(value),
        "end_line": value["end"]["line"],
        "end_column": value["end"]["column"],
        "related": [{"message": each["message"], **_span(each)} for each in value["related"]],
    }


def _span(value: dict[str, Any]) -> dict[str, int]:
    start, end = value["start"], value["end"]
    return {"start": start["offset"], "end": end["offset"], "line": start["line"], "column": start["column"]}


if __name__ == "__main__":
    main()
