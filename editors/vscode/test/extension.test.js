// @ts-check
/** The extension without VS Code: what it needs of it is put in the place of the modules that it asks for. */

"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, beforeEach, test } = require("node:test");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "zfcheck-"));
const good = path.join(folder, "zfcheck");
const windows = process.platform === "win32";
if (!windows) fs.writeFileSync(good, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
after(() => fs.rmSync(folder, { recursive: true }));

/** @type {any} */
let seen;
/** @type {Record<string, any>} */
let values;

beforeEach(() => {
  seen = { commands: {}, clients: [], errors: [], notifications: [], edits: [], stopped: 0, input: "引用 的原文 " };
  values = {};
  vscode.workspace.isTrusted = true;
  vscode.env.language = "zh-cn";
});

class LanguageClient {
  /** @param {any[]} told */
  constructor(...told) {
    seen.clients.push(told);
  }
  async start() {}
  async stop() {
    seen.stopped += 1;
  }
  /** @param {string} method */
  async sendNotification(method) {
    seen.notifications.push(method);
  }
}

/** @type {any} */
const vscode = {
  env: { language: "zh-cn" },
  extensions: { getExtension: () => python },
  Uri: { parse: (/** @type {string} */ text) => text },
  Position: class {
    /** @param {number} line @param {number} character */
    constructor(line, character) {
      Object.assign(this, { line, character });
    }
  },
  WorkspaceEdit: class {
    /** @param {any[]} edit */
    insert(...edit) {
      seen.edits.push(edit);
    }
  },
  commands: {
    registerCommand: (/** @type {string} */ name, /** @type {Function} */ run) => (seen.commands[name] = run),
    executeCommand: async (/** @type {any[]} */ ...told) => seen.notifications.push(told),
  },
  window: {
    createOutputChannel: () => ({ info() {}, warn() {}, error() {}, show() {} }),
    showErrorMessage: async (/** @type {string} */ message) => void seen.errors.push(message),
    showWarningMessage: async (/** @type {string} */ message) => void seen.errors.push(message),
    showInputBox: async () => seen.input,
    activeTextEditor: undefined,
  },
  workspace: {
    isTrusted: true,
    workspaceFolders: [{ uri: { fsPath: folder } }],
    getConfiguration: () => ({ get: (/** @type {string} */ key, /** @type {any} */ otherwise) => values[key] ?? otherwise }),
    onDidGrantWorkspaceTrust: () => ({}),
    onDidChangeConfiguration: (/** @type {Function} */ listen) => (seen.configured = listen),
    openTextDocument: async () => ({ uri: "file:///a.md", version: 3 }),
    applyEdit: async () => true,
  },
};
/** @type {any} */
let python;

const load = /** @type {any} */ (Module)._load;
/** @type {any} */ (Module)._load = (/** @type {string} */ name, /** @type {any[]} */ ...rest) => {
  if (name === "vscode") return vscode;
  if (name === "vscode-languageclient/node") return { LanguageClient, TransportKind: { stdio: 0 } };
  return load(name, ...rest);
};
const extension = require("../extension.js");
const activate = () => extension.activate({ subscriptions: [] });

test("the path in the settings is used", { skip: windows }, async () => {
  values.path = "${workspaceFolder}/zfcheck";
  values.region = "浙江";
  await activate();
  const [[, , server, options]] = seen.clients;
  assert.equal(server.command, good);
  assert.deepEqual(server.args, ["lsp"]);
  assert.equal(options.initializationOptions.region, "浙江");
  assert.equal(options.initializationOptions.lang, "zh");
  assert.equal(options.initializationOptions.asksReason, true);
  assert.deepEqual(options.middleware.workspace.configuration(), [options.initializationOptions]);
  assert.deepEqual(seen.errors, []);
});

test("where zfcheck is absent it says how to install it", async () => {
  values.path = path.join(folder, "none");
  await activate();
  assert.equal(seen.clients.length, 0);
  assert.match(seen.errors[0], /没有找到 zfcheck.*pip install "zfcheck\[lsp\]"/);
  vscode.env.language = "en";
  await seen.commands["zfcheck.restart"]();
  assert.match(seen.errors[1], /was not found.*pip install "zfcheck\[lsp\]"/);
});

test("the interpreter of the Python extension comes before the PATH", { skip: windows }, async () => {
  const environments = {
    getActiveEnvironmentPath: () => ({}),
    resolveEnvironment: async () => ({ executable: { uri: { fsPath: good } } }),
  };
  python = { isActive: true, exports: { environments } };
  await activate();
  assert.deepEqual(seen.clients[0][2].args, ["-m", "zfcheck", "lsp"]);
  vscode.workspace.isTrusted = false;
  const before = process.env.PATH;
  process.env.PATH = folder + path.delimiter + before;
  await seen.commands["zfcheck.restart"]();
  process.env.PATH = before;
  python = undefined;
  assert.equal(seen.clients[1][2].command, "zfcheck");
  assert.equal(seen.stopped, 1);
});

test("another path starts it anew, other settings are told to it", { skip: windows }, async () => {
  values.path = good;
  await activate();
  seen.configured({ affectsConfiguration: (/** @type {string} */ name) => name === "zfcheck" });
  assert.deepEqual(seen.notifications, ["workspace/didChangeConfiguration"]);
});

test("a note is written with its reason, and only into the text that it was meant for", async () => {
  values.path = path.join(folder, "none");
  await activate();
  const place = { uri: "file:///a.md", version: 3, rule: "wording/typo", position: { line: 2, character: 9 } };
  await seen.commands["zfcheck.ignoreHere"](place);
  assert.equal(seen.edits[0][2], " <!-- zfcheck: ignore wording/typo 引用 的原文 -->");
  await seen.commands["zfcheck.ignoreHere"]({ ...place, version: 2 });
  seen.input = "  ";
  await seen.commands["zfcheck.ignoreHere"](place);
  assert.equal(seen.edits.length, 1);
});

test("the commands and settings that it uses are those of package.json", () => {
  const manifest = require("../package.json");
  const texts = require("../package.nls.json");
  const chinese = require("../package.nls.zh-cn.json");
  assert.deepEqual(Object.keys(texts), Object.keys(chinese));
  const asked = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((found) => found[1]);
  assert.deepEqual(asked.filter((name) => !(name in texts)), []);
  const source = fs.readFileSync(path.join(__dirname, "..", "extension.js"), "utf8");
  const read = [...source.matchAll(/get\("(\w+)"/g)].map((found) => `zfcheck.${found[1]}`);
  assert.deepEqual(read.filter((name) => !(name in manifest.contributes.configuration.properties)), []);
});
