// @ts-check
/** Bundles the extension, and beside it the licences of what is in the bundle. */

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");

const modules = "node_modules/";

async function build() {
  const { metafile } = await esbuild.build({
    entryPoints: ["extension.js"],
    outfile: "dist/extension.js",
    bundle: true,
    external: ["vscode"],
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    metafile: true,
    logLevel: "warning",
  });
  const folders = new Set(Object.keys(metafile.inputs).filter((file) => file.includes(modules)).map(folderOf));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = fs.readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), "utf8").trim()}\n`;
  });
  fs.writeFileSync("dist/NOTICE.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
}

/** The package that a file belongs to. @param {string} file */
function folderOf(file) {
  const at = file.lastIndexOf(modules) + modules.length;
  const [scope, name] = file.slice(at).split("/");
  return file.slice(0, at) + (scope.startsWith("@") ? `${scope}/${name}` : scope);
}

void build();
