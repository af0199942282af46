"""An editor for tests: a real client that talks to `zfcheck lsp` over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

T = TypeVar("T")
PATIENCE = 60
"""Seconds: far more than anything takes, so that a test that waits for nothing ends."""


def capabilities(encodings: Sequence[str] = ("utf-16",)) -> lsp.ClientCapabilities:
    """What VS Code says that it can."""
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=list(encodings)),
        workspace=lsp.WorkspaceClientCapabilities(
            configuration=True, workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
                related_information=True, version_support=True, code_description_support=True, data_support=True
            ),
            code_action=lsp.CodeActionClientCapabilities(
                code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                    lsp.ClientCodeActionKindOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll])
                ),
                is_preferred_support=True,
                data_support=True,
                resolve_support=lsp.ClientCodeActionResolveOptions(["edit"]),
            ),
            document_symbol=lsp.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        ),
    )


class Editor:
    """An editor with a folder open. Its calls wait for the answers."""

    def __init__(self, folder: Path, able: lsp.ClientCapabilities | None = None, **config: Any) -> None:
        self.folder = folder
        self.config = config
        self.messages: list[str] = []
        self.told: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self._versions: dict[str, int] = {}
        self._able = able or capabilities()
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.client = LanguageClient()
        self.client.capabilities = self._able  # answers are held against them

    def __enter__(self) -> Editor:
        self._thread.start()
        self._listen()
        self.capabilities = self.run(self._begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.returncode is None:
            self.end()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(PATIENCE)

    def _listen(self) -> None:
        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            with self._news:
                self.told.setdefault(params.uri, []).append(params)
                self._news.notify_all()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def message(params: lsp.ShowMessageParams) -> None:
            with self._news:
                self.messages.append(params.message)
                self._news.notify_all()

        @self.client.feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[Any]:
            return [self.config for _ in params.items]

    async def _begin(self) -> lsp.ServerCapabilities:
        await self.client.start_io(sys.executable, "-m", "zfcheck", "lsp", "--stdio", env=dict(os.environ))
        params = lsp.InitializeParams(
            self._able,
            initialization_options=self.config,
            workspace_folders=[lsp.WorkspaceFolder(self.folder.as_uri(), "folder")],
        )
        answer = await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        return answer.capabilities

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self.client._server is not None
        return self.client._server

    def end(self, *, shutdown: bool = True) -> int:
        """Leave, with `shutdown` as one should; the exit status of the server."""

        async def leave() -> int:
            if shutdown:
                await self.client.shutdown_async(None)
            self.client.exit(None)
            return await self.process.wait()

        status = self.run(leave())
        self.run(self.client.stop())
        return status

    # -- texts -----------------------------------------------------------------------------------------------------

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext") -> list[lsp.Diagnostic]:
        """Open a text; what is told of it."""
        uri = self.uri(name)
        self._versions[uri] = 1
        self.told.pop(uri, None)
        self.run(
            self._notify(
                "text_document_did_open", lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, language, 1, text))
            )
        )
        return self.told_of(name)

    async def _notify(self, method: str, params: Any) -> None:
        getattr(self.client, method)(params)

    def change(self, name: str, *changes: lsp.TextDocumentContentChangeEvent) -> int:
        """Type something; the version of the text after it."""
        uri = self.uri(name)
        self._versions[uri] += 1
        params = lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(self._versions[uri], uri), list(changes)
        )
        self.run(self._notify("text_document_did_change", params))
        return self._versions[uri]

    def replace(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Put another text in place of all; what is told of it."""
        self.change(name, lsp.TextDocumentContentChangeWholeDocument(text))
        return self.told_of(name)

    def save(self, name: str) -> None:
        params = lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name)))
        self.run(self._notify("text_document_did_save", params))

    def close(self, name: str) -> None:
        params = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(self.uri(name)))
        self.run(self._notify("text_document_did_close", params))

    def told_of(self, name: str) -> list[lsp.Diagnostic]:
        """What is told of the text as it is now."""
        uri = self.uri(name)
        version = self._versions.get(uri)

        def come() -> bool:
            told = self.told.get(uri)
            return bool(told) and (version is None or told[-1].version == version)

        self.wait(come)
        return list(self.told[uri][-1].diagnostics)

    def news_of(self, name: str) -> list[lsp.Diagnostic]:
        """What is told of a text next."""
        uri = self.uri(name)
        before = len(self.told.get(uri, ()))
        self.wait(lambda: len(self.told.get(uri, ())) > before)
        return list(self.told[uri][-1].diagnostics)

    def wait(self, come: Any) -> None:
        with self._news:
            assert self._news.wait_for(come, PATIENCE), (self.told, self.messages)

    # -- questions -------------------------------------------------------------------------------------------------

    def actions(self, name: str, place: lsp.Range, only: Sequence[str] | None = None) -> list[lsp.CodeAction]:
        params = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(self.uri(name)),
            place,
            lsp.CodeActionContext([], only=list(only) if only else None),
        )
        found = self.run(self.client.text_document_code_action_async(params)) or []
        return [action for action in found if isinstance(action, lsp.CodeAction)]

    def resolve(self, action: lsp.CodeAction) -> lsp.CodeAction:
        return self.run(self.client.code_action_resolve_async(action))

    def hover(self, name: str, line: int, character: int) -> str:
        params = lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, character))
        found = self.run(self.client.text_document_hover_async(params))
        return found.contents.value if found is not None and isinstance(found.contents, lsp.MarkupContent) else ""

    def complete(self, name: str, line: int, character: int) -> list[lsp.CompletionItem]:
        params = lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, character))
        found = self.run(self.client.text_document_completion_async(params))
        return list(found) if isinstance(found, Sequence) else []


def offset(text: str, place: lsp.Position, encoding: str = "utf-16-le") -> int:
    """The offset of a position, counted as simply as can be."""
    units = {"utf-16-le": 2, "utf-8": 1, "utf-32-le": 4}[encoding]
    lines = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line])
    line = lines[place.line]
    skip = line.startswith("\0")  # the LF of a CR LF
    taken = line[skip:].encode(encoding)[: place.character * units].decode(encoding)
    return start + skip + len(taken)


def applied(text: str, edit: lsp.WorkspaceEdit | None, version: int | None = None) -> str:
    """`text` with the edits of one of the server's answers, which speak of that `version`."""
    assert edit is not None and edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, lsp.TextDocumentEdit)
    assert version is None or change.text_document.version == version
    spans = [(offset(text, each.range.start), offset(text, each.range.end), each) for each in change.edits]
    for start, end, each in sorted(spans, key=lambda span: span[:2], reverse=True):
        assert isinstance(each, lsp.TextEdit)
        text = text[:start] + each.new_text + text[end:]
    return text
