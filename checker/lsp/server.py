"""The server: what is open, when it is checked, and what the editor is told."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method
from pygls.uris import from_fs_path, to_fs_path

from .. import __version__
from ..batch import SECONDS
from ..fault import Fault
from ..messages import say
from ..packtree import Problem
from ..records import Record, field
from ..results import Result
from ..rules import Finding
from ..ruleset import known_kinds
from ..runs import Asked, Run
from .actions import edit_of, fix_all
from .checking import Checked, Checks
from .config import ON_SAVE, Config
from .keys import Known
from .manual import page_of
from .opened import REPORT, Opened
from .packs import Tried, problems_of, run_cases
from .positions import Positions
from .reporting import at_head, by_file, problem_diagnostics, report_diagnostics
from .worker import Stop, SupersededError, Worker

DELAY = 0.15
"""Seconds without a change before a text is checked."""
_PER_MEGABYTE = 30.0


class ChangedError(JsonRpcException):
    """The text has changed while an answer about it was made."""

    CODE = types.LSPErrorCodes.ContentModified
    MESSAGE = "content modified"


class Work(Record, eq=False):
    """What is known of one open text, and what is being found out."""

    opened: Opened
    stop: Stop = field(default_factory=Stop)
    checked: Checked | None = None
    """What came of the text as it is now; None where that is not known yet."""
    checking: asyncio.Task[Checked] | None = None
    waiting: asyncio.Task[None] | None = None
    cases: list[types.Diagnostic] = field(default_factory=list)
    """What the last run of a pack's cases said of the text as it is now."""

    def supersede(self) -> None:
        """Forget what is known and what is under way: the text, or what it is checked with, has changed."""
        self.stop.ask()
        self.stop = Stop()
        self.checked, self.checking = None, None
        if self.waiting is not None:
            self.waiting.cancel()
        self.waiting = None


class Protocol(LanguageServerProtocol):
    """The protocol with texts kept by us: lines end where the protocol says, and nowhere else."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.close(params.text_document.uri)


class Server(LanguageServer):
    """Serves one editor."""

    def __init__(self, *, plugins: bool = True) -> None:
        super().__init__(
            "zfcheck", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=Protocol, max_workers=2
        )
        self.plugins = plugins
        self.config = Config()
        self.work: dict[str, Work] = {}
        self.worker = Worker()
        self.checks = Checks()
        self._problems: dict[str, list[Problem]] = {}
        """Mistakes in settings and packs, by the report whose check found them."""
        self._elsewhere: dict[str, list[types.Diagnostic]] = {}
        """The same by the file in which they are."""
        self._said: set[str] = set()
        self.ended = False
        """Whether the editor has asked for the end, as it should before it goes."""

    # -- texts -----------------------------------------------------------------------------------------------------

    def open(self, item: types.TextDocumentItem) -> None:
        self.work[item.uri] = Work(Opened.of(item, self._encoding()))
        self.check_soon(item.uri, 0.0)

    def _encoding(self) -> str:
        chosen = self.server_capabilities.position_encoding
        return str(getattr(chosen, "value", chosen) or "utf-16")

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        work = self.work.get(params.text_document.uri)
        if work is None:
            return
        work.supersede()
        work.cases = []
        work.opened.change(params.text_document.version, params.content_changes)
        if self.config.check_on != ON_SAVE:
            self.check_soon(work.opened.uri)

    def close(self, uri: str) -> None:
        work = self.work.pop(uri, None)
        if work is not None:
            work.supersede()
            self._problems.pop(uri, None)
            self._publish(uri, None, self._elsewhere.get(uri, []))
            self._tell_elsewhere()

    def saved(self, uri: str) -> None:
        """A file was saved: what a report is checked with may be another now."""
        work = self.work.get(uri)
        if work is None:
            return
        if work.opened.role == REPORT:
            work.supersede()
            self.check_soon(uri, 0.0)
        else:
            self.check_anew()

    def check_anew(self) -> None:
        """Check all that is open: settings, packs or the editor's settings have changed."""
        for uri, work in self.work.items():
            work.supersede()
            self.check_soon(uri, 0.0)

    # -- checks ----------------------------------------------------------------------------------------------------

    def check_soon(self, uri: str, delay: float = DELAY) -> None:
        """Check a text once nobody types for a moment, and tell what came of it."""
        work = self.work[uri]
        if work.waiting is not None:
            work.waiting.cancel()
        work.waiting = asyncio.ensure_future(self._check_later(work, delay))

    async def _check_later(self, work: Work, delay: float) -> None:
        await asyncio.sleep(delay)
        if work.opened.role == REPORT:
            try:
                self._tell(work, await self.checked(work))
            except ChangedError:
                return
        else:
            await self._look_into(work)

    async def checked(self, work: Work) -> Checked:
        """What comes of the text as it is now. Raises `ChangedError` where it changes meanwhile."""
        if work.checked is not None:
            return work.checked
        stop = work.stop
        if work.checking is None:
            work.checking = asyncio.ensure_future(self._check(work))
            work.checking.add_done_callback(_heard)
        try:
            checked = await asyncio.shield(work.checking)
        except SupersededError as error:
            raise ChangedError from error
        if work.stop is not stop:
            raise ChangedError
        return checked

    async def _check(self, work: Work) -> Checked:
        opened, stop, asked = work.opened, work.stop, self.asked()
        data, name, path, checks = opened.data, opened.name, opened.path, self.checks
        seconds = SECONDS + _PER_MEGABYTE * len(data) / 2**20
        try:
            checked = await self.worker.do(lambda: checks.check(asked, data, name, path, stop), seconds)
        except TimeoutError:
            checked = Checked(Result(name, faults=[_too_long(seconds)]))
            self.checks = Checks()  # the others stay with the thread that hangs
        except SupersededError:
            raise
        except Exception as error:
            checked = Checked(Result(name, faults=[Fault("crashed", _failed(error))]))
        if work.stop is not stop:
            raise SupersededError
        work.checked = checked
        return checked

    def _tell(self, work: Work, checked: Checked) -> None:
        told = [] if checked.excluded else report_diagnostics(work.opened, checked, self.manual)
        self._publish(work.opened.uri, work.opened.version, told)
        self._problems[work.opened.uri] = checked.problems
        self._tell_elsewhere()
        for fault in checked.faults:
            self.say_once(fault.message)
        if checked.wrong:
            self.say_once(checked.wrong)

    def _tell_elsewhere(self) -> None:
        """Show mistakes in settings and packs in their own files, and say once that there are any."""
        problems = list(dict.fromkeys(problem for found in self._problems.values() for problem in found))
        found: dict[str, list[types.Diagnostic]] = {}
        for file, mine in by_file(problems).items():
            uri = self._uri_of(file)
            if uri is not None:
                found[uri] = problem_diagnostics(mine, self._positions_of(uri, file))
        for uri in {*self._elsewhere, *found}:
            if uri not in self.work:  # what is open tells of itself
                self._publish(uri, None, found.get(uri, []))
        if self._elsewhere and not found:
            self._said.clear()  # mended; the same mistake would be news
        self._elsewhere = found
        if problems:
            self.say_once(say("设置或规则包有误，没有检查：") + "\n" + "\n".join(map(str, problems)))

    def _uri_of(self, file: str) -> str | None:
        path = os.path.abspath(file)
        for uri, work in self.work.items():
            if work.opened.path is not None and os.path.abspath(work.opened.path) == path:
                return uri
        found = from_fs_path(path)
        return str(found) if found else None

    def _positions_of(self, uri: str, file: str) -> Positions:
        if uri in self.work:
            return self.work[uri].opened.positions
        try:
            text = Path(file).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            text = ""
        return Positions(text, self._encoding())

    async def _look_into(self, work: Work) -> None:
        """Tell what is wrong with a pack or settings; nothing of a text that is neither."""
        opened, stop = work.opened, work.stop
        told: list[types.Diagnostic] = []
        if opened.role is not None:
            try:
                found = await self.worker.do(lambda: problems_of(opened, known_kinds()))
                told = problem_diagnostics(found, opened.positions) if work.stop is stop else []
            except Exception as error:
                told = [at_head(opened.positions, _failed(error), code="crashed")]
        if work.stop is stop:
            self._publish(opened.uri, opened.version, [*told, *work.cases])

    def _publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    # -- answers ---------------------------------------------------------------------------------------------------

    def report(self, uri: str) -> Work | None:
        """An open report; None for any other text."""
        work = self.work.get(uri)
        return work if work is not None and work.opened.role == REPORT else None

    async def fix_all(self, work: Work) -> types.WorkspaceEdit | None:
        """What `--fix` would change in a report."""
        checked = await self.checked(work)
        opened, stop, asked = work.opened, work.stop, self.asked()
        if checked.result.document is None:
            return None
        data, name, path, checks = opened.data, opened.name, opened.path, self.checks

        def check(now: bytes) -> Result:
            return checks.check(asked, now, name, path, stop).result

        try:
            edits = await self.worker.do(lambda: fix_all(check, data))
        except SupersededError as error:
            raise ChangedError from error
        if work.stop is not stop:
            raise ChangedError
        return edit_of(opened, edits, versioned=self.is_versioned) if edits else None

    async def run_cases(self, uri: str, rule: str | None) -> Tried | None:
        """Run the cases of a pack that is open, and show what came of it in its text."""
        work = self.work.get(uri)
        if work is None:
            return None
        opened, stop = work.opened, work.stop
        tried = await self.worker.do(lambda: run_cases(opened, rule, known_kinds()))
        if work.stop is stop:
            work.cases = tried.diagnostics
            self._publish(uri, opened.version, tried.diagnostics)
        return tried

    async def known(self, work: Work) -> Known:
        """The names that may be written in a pack or in settings."""
        checks, asked, path = self.checks, self.asked(), work.opened.path

        def look() -> Known:
            try:
                rules = checks.rules(Run(asked), path)
            except Exception:  # settings with mistakes still get their keys completed
                return Known(known_kinds())
            titles = {compiled.rule.id: compiled.rule.title for compiled in rules.rules}
            return Known(known_kinds(), titles, tuple(pack.id for pack in rules.packs))

        return await self.worker.do(look)

    def manual(self, finding: Finding) -> str | None:
        return page_of(finding, self.config.docs)

    # -- the editor ------------------------------------------------------------------------------------------------

    def asked(self) -> Asked:
        return self.config.asked(plugins=self.plugins, root=self._root())

    def _root(self) -> Path | None:
        folders = list(self.workspace.folders)
        uri = folders[0] if folders else self.workspace.root_uri
        path = to_fs_path(uri) if uri else None
        return Path(path) if path else None

    @property
    def is_versioned(self) -> bool:
        """Whether the editor takes edits of one version of a text."""
        edit = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        return bool(edit and edit.document_changes)

    def say_once(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        if message not in self._said:
            self._said.add(message)
            self.show(message, kind)

    def show(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        self.window_show_message(types.ShowMessageParams(kind, message))


def _heard(checking: asyncio.Task[Checked]) -> None:
    """Take note of how a check has ended, where nobody waits for it any more."""
    if not checking.cancelled():
        checking.exception()


def _failed(error: Exception) -> str:
    return say("检查时程序出错：{error}。请把它告知开发者。", error=f"{type(error).__name__}: {error}")


def _too_long(seconds: float) -> Fault:
    message = say("检查这份文稿超过 {seconds} 秒，没有查完。请拆分后再检查。", seconds=round(seconds))
    return Fault("timeout", message)
