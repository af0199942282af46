// @ts-check
/** Starts `zfcheck lsp` and hands what it says to VS Code. All that is known of reports is known there. */

"use strict";

const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const SECTION = "zfcheck";
const ASK_REASON = "zfcheck.ignoreHere";
const RUN_CASES = "zfcheck.runCases";
const INSTALL = 'pip install "zfcheck[lsp]"';
const SELECTOR = [
  ...["markdown", "plaintext", "yaml"].map((language) => ({ scheme: "file", language })),
  ...["markdown", "plaintext"].map((language) => ({ scheme: "untitled", language })),
];

/** @type {LanguageClient | undefined} */
let client;
/** @type {import("vscode").LogOutputChannel | undefined} */
let log;

const english = () => !vscode.env.language.toLowerCase().startsWith("zh");
/** @param {string} chinese @param {string} otherwise */
const say = (chinese, otherwise) => (english() ? otherwise : chinese);

/**
 * How the server may be started, the likeliest way first: the path in the settings alone, where there is one; else
 * the interpreter that the Python extension has chosen, then the PATH.
 * @returns {Promise<{command: string, args: string[]}[]>}
 */
async function candidates() {
  const configured = vscode.workspace.getConfiguration(SECTION).get("path", "").trim();
  if (configured) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const command = configured.replace(/^\$\{workspaceFolder\}/, folder).replace(/^~(?=[/\\])/, home());
    return [{ command, args: [] }];
  }
  const python = vscode.workspace.isTrusted ? await interpreter() : undefined;
  const found = python ? [{ command: python, args: ["-m", "zfcheck"] }] : [];
  return [...found, { command: "zfcheck", args: [] }];
}

const home = () => process.env.HOME ?? process.env.USERPROFILE ?? "~";

/** The interpreter of the Python extension, where that is installed. */
async function interpreter() {
  try {
    const extension = vscode.extensions.getExtension("ms-python.python");
    if (!extension) return undefined;
    const api = extension.isActive ? extension.exports : await extension.activate();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const environment = api?.environments?.getActiveEnvironmentPath?.(folder);
    const resolved = environment && (await api.environments.resolveEnvironment(environment));
    return resolved?.executable?.uri?.fsPath ?? undefined;
  } catch (error) {
    log?.warn(`ms-python.python: ${error}`);
    return undefined;
  }
}

/**
 * Whether this command has a language server; what speaks against it otherwise.
 * @param {{command: string, args: string[]}} candidate
 * @returns {Promise<string>}
 */
function objection({ command, args }) {
  return new Promise((resolve) => {
    const options = { timeout: 20_000, windowsHide: true, cwd: home() };
    execFile(command, [...args, "lsp", "--check"], options, (error, _, stderr) => {
      resolve(error ? stderr.trim() || error.message : "");
    });
  });
}

async function start() {
  const objections = [];
  for (const candidate of await candidates()) {
    const reason = await objection(candidate);
    if (!reason) {
      await run(candidate);
      return;
    }
    objections.push(`${[candidate.command, ...candidate.args].join(" ")}: ${reason}`);
  }
  log?.error(objections.join("\n"));
  const settings = say("打开设置", "Open Settings");
  const details = say("查看详情", "Show Details");
  const message = say(
    `没有找到 zfcheck，文稿没有检查。请安装：${INSTALL}，或在设置 zfcheck.path 里写明它在哪里；装好后执行命令“zfcheck: 重新启动”。`,
    `zfcheck was not found; nothing is checked. Install it: ${INSTALL}, or say in the setting zfcheck.path where it is; then run “zfcheck: Restart”.`,
  );
  // Not awaited: the message may stay for as long as it likes.
  void vscode.window.showErrorMessage(message, settings, details).then((chosen) => {
    if (chosen === settings) void vscode.commands.executeCommand("workbench.action.openSettings", "zfcheck.path");
    if (chosen === details) log?.show();
  });
}

/** @param {{command: string, args: string[]}} candidate */
async function run({ command, args }) {
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  // Python takes the modules of its folder first: none of a folder that nobody vouches for.
  const env = { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1" };
  client = new LanguageClient(
    SECTION,
    "zfcheck",
    { command, args: [...args, "lsp"], transport: TransportKind.stdio, options: { cwd, env } },
    {
      documentSelector: SELECTOR,
      outputChannel: log,
      initializationOptions: { ...settings(), asksReason: true },
      // What is not set must not stand for something that is: the server takes empty texts for nothing said.
      middleware: { workspace: { configuration: () => [{ ...settings(), asksReason: true }] } },
    },
  );
  log?.info([command, ...args, "lsp"].join(" "));
  await client.start();
}

/** The settings that the server knows. Packs of a folder that nobody vouches for are left out by VS Code itself. */
function settings() {
  const values = vscode.workspace.getConfiguration(SECTION);
  const lang = values.get("lang", "") || (english() ? "en" : "zh");
  return {
    kind: values.get("kind", ""),
    region: values.get("region", ""),
    packs: values.get("packs", []),
    checkOn: values.get("checkOn", "type"),
    docs: values.get("docs", ""),
    lang,
  };
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop().catch((error) => log?.warn(String(error)));
}

/**
 * Ask why a finding is to be ignored and put the note behind its paragraph, unless the text has changed meanwhile.
 * @param {{uri: string, version: number, rule: string, position: {line: number, character: number}}} place
 */
async function ignoreHere({ uri, version, rule, position }) {
  const prompt = say(`为什么忽略 ${rule}？`, `Why is ${rule} to be ignored?`);
  const told = await vscode.window.showInputBox({
    prompt,
    placeHolder: say("理由，如：引用的原文", "The reason, such as: quoted as printed"),
    validateInput: (text) => (text.includes("-->") ? say("理由里不能有 -->", "The reason cannot hold -->") : undefined),
  });
  const reason = told?.replace(/\s+/g, " ").trim();
  if (!reason) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (document.version !== version) {
    const changed = say("文稿已经改动，没有写忽略标记，请再试一次。", "The text has changed; no note was written. Try again.");
    void vscode.window.showWarningMessage(changed);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const at = new vscode.Position(position.line, position.character);
  edit.insert(document.uri, at, ` <!-- zfcheck: ignore ${rule} ${reason} -->`);
  await vscode.workspace.applyEdit(edit);
}

/** Run the cases of the pack in the editor in front. */
async function runCasesHere() {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !client) return;
  if (document.isDirty && !(await document.save())) return;
  await vscode.commands.executeCommand(RUN_CASES, document.uri.toString());
}

/** @param {import("vscode").ExtensionContext} context */
async function activate(context) {
  log = vscode.window.createOutputChannel("zfcheck", { log: true });
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("zfcheck.restart", restart),
    vscode.commands.registerCommand("zfcheck.runCasesHere", runCasesHere),
    vscode.commands.registerCommand("zfcheck.showLog", () => log?.show()),
    vscode.commands.registerCommand(ASK_REASON, ignoreHere),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) void restart();
      else if (event.affectsConfiguration(SECTION)) {
        void client?.sendNotification("workspace/didChangeConfiguration", { settings: {} });
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
