"""What every worker is told, wherever it runs."""

from __future__ import annotations

from ..records import Record
from ..runs import Asked


class ArchiveError(Exception):
    """Why the archive cannot be checked, or not be finished, in words for the caller.

    `status` is the exit status: 2 for what is wrong with the call, 3 for what came to no end.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


class Order(Record, frozen=True):
    """How to check, in plain values that reach a worker on another machine.

    `folder` is the caller's current folder, from which paths are told. `remote` says that documents are addresses in
    object storage, beside which nothing is looked for. `timeout` is in seconds, for one document.
    """

    asked: Asked
    folder: str
    remote: bool
    language: str
    timeout: float
