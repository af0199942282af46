"""What the server answers, by the methods of the protocol."""

from __future__ import annotations

import os
from typing import Any

from lsprotocol import types

from ..messages import say
from .actions import FIX_ALL, quick_fixes, wanted
from .config import SECTION, read_config
from .hovering import hover
from .keys import complete, hover_key
from .opened import PACK
from .outlines import flat, folds, symbols
from .packs import RUN_CASES, lenses
from .server import Server, Work

_WATCHED = ("**/*.yaml", "**/*.yml", "**/*.tsv")


def made(*, plugins: bool = True) -> Server:
    """A server that answers all that it can."""
    server = Server(plugins=plugins)
    _life(server)
    _reports(server)
    _packs(server)
    return server


def _life(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        _take(server, options.get(SECTION, options) if isinstance(options, dict) else None)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        if workspace and workspace.configuration:
            await _ask_config(server)
        registrations = []
        if workspace and workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration:
            options: Any = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
            registrations.append(types.Registration("config", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options))
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registrations.append(types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        if registrations:
            await server.client_register_capability_async(types.RegistrationParams(registrations))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        workspace = server.client_capabilities.workspace
        if workspace and workspace.configuration:
            await _ask_config(server)
        elif isinstance(params.settings, dict):
            _take(server, params.settings.get(SECTION, params.settings))
            server.check_anew()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.check_anew()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.saved(params.text_document.uri)

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.ended = True
        for work in server.work.values():
            work.supersede()


async def _ask_config(server: Server) -> None:
    params = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
    values = await server.workspace_configuration_async(params)
    before = server.config
    _take(server, values[0] if values else None)
    if server.config != before:
        server.check_anew()


def _take(server: Server, values: object) -> None:
    server.config, wrong = read_config(values, server.config)
    if server.config.lang is not None:
        os.environ["ZFCHECK_LANG"] = server.config.lang
    for message in wrong:
        server.say_once(message, types.MessageType.Warning)


def _reports(server: Server) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL],
            resolve_provider=True,
        ),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        work = server.report(params.text_document.uri)
        if work is None:
            return None
        checked = await server.checked(work)
        found = quick_fixes(
            work.opened,
            checked,
            params,
            server.manual,
            versioned=server.is_versioned,
            asks_reason=server.config.asks_reason,
        )
        safe = any(f.fix is not None and f.fix.safety == "safe" for f in checked.result.findings)
        if safe and wanted(FIX_ALL, params.context.only):
            found += await _fix_all(server, work, asked=params.context.only is not None)
        return found

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        work = server.report(str(data.get("uri", "")))
        if work is not None and work.opened.version == data.get("version"):
            action.edit = await server.fix_all(work)
        return action

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> types.Hover | None:
        work = server.work.get(params.text_document.uri)
        if work is None or work.opened.role is None:
            return None
        if server.report(work.opened.uri) is not None:
            checked = await server.checked(work)
            offset = work.opened.positions.offset(params.position)
            return hover(work.opened, checked, offset, markdown=_reads_markdown(server))
        stop = work.stop
        known = await server.known(work)
        if work.stop is not stop:
            return None
        return hover_key(work.opened, work.opened.positions.offset(params.position), known)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def document_symbol(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        work = server.report(params.text_document.uri)
        document = (await server.checked(work)).result.document if work is not None else None
        if work is None or document is None:
            return None
        nested = symbols(work.opened, document)
        text = server.client_capabilities.text_document
        if text and text.document_symbol and text.document_symbol.hierarchical_document_symbol_support:
            return nested
        return list(flat(work.opened.uri, nested))

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding_range(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        work = server.report(params.text_document.uri)
        document = (await server.checked(work)).result.document if work is not None else None
        return folds(work.opened, document) if work is not None and document is not None else None


async def _fix_all(server: Server, work: Work, *, asked: bool) -> list[types.CodeAction]:
    """The action that makes all safe fixes: its edits are made when they are wanted, where the editor can wait."""
    action = types.CodeAction(say("改正全部稳妥的问题"), kind=FIX_ALL)
    text = server.client_capabilities.text_document
    support = text.code_action.resolve_support if text and text.code_action else None
    if support and "edit" in support.properties:
        action.data = {"uri": work.opened.uri, "version": work.opened.version}
        return [action]
    if not asked:
        return []
    action.edit = await server.fix_all(work)
    return [action] if action.edit is not None else []


def _reads_markdown(server: Server) -> bool:
    text = server.client_capabilities.text_document
    formats = text.hover.content_format if text and text.hover else None
    return formats is None or types.MarkupKind.Markdown in formats


def _packs(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "/"]))
    async def completion(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        work = server.work.get(params.text_document.uri)
        if work is None or work.opened.role is None or server.report(work.opened.uri) is not None:
            return None
        stop = work.stop
        known = await server.known(work)
        if work.stop is not stop:
            return None
        return complete(work.opened, work.opened.positions.offset(params.position), known)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        work = server.work.get(params.text_document.uri)
        return lenses(work.opened) if work is not None and work.opened.role == PACK else None

    @server.command(RUN_CASES)
    async def run(uri: str, *rule: str) -> dict[str, Any] | None:
        tried = await server.run_cases(uri, rule[0] if rule else None)
        if tried is None:
            return None
        server.show(tried.message, types.MessageType.Warning if tried.wrong else types.MessageType.Info)
        return {"message": tried.message, "wrong": tried.wrong, "problems": len(tried.diagnostics)}
