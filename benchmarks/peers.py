"""zfcheck beside its peers: the same files, and for phrases the same dictionaries, in the same run.

python benchmarks/peers.py [FOLDER] [--node-modules FOLDER] [--python PYTHON] [--runs 5] [--counts 50 500 5000 50000]

What is not installed is shown as absent. To have all of them:

    npm install textlint textlint-rule-prh zhlint autocorrect-node     # then --node-modules node_modules
    pip install autocorrect-py                                         # then --python, where it is another Python
    brew install vale                                                  # or any way told at vale.sh; found on PATH

Every program is called once for all files, as a person would call it, with one thread where it lets itself be told.
`start` is such a call for a clean text of 1 KB; the rate is that of the bytes beyond it, so that a slow start does not
look like slow checking. They do not do the same work: AutoCorrect and zhlint look at spaces and punctuation, prh and
Vale at the phrases they are given, zfcheck at all its packs. The rows "phrases alone" are zfcheck without its packs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phraserules import OCCURRING, phrases, planted, right, write_pack
from processes import Call, Took, cached, cpu, least, run, wall, zfcheck_command
from reports import CLEAN, report

AUTOCORRECT = """\
import sys, autocorrect_py
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        print(autocorrect_py.lint_for(file.read(), path))
"""
LIMIT = 180.0
"""Seconds after which a call is given up and shown as too slow."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program: how to call it on the `.txt` files of a folder, from within that folder; None where it is absent."""

    name: str
    version: str
    call: Callable[[Sequence[str]], Sequence[str]] | None
    fine: Sequence[int] = (0, 1)


def said(words: Sequence[str]) -> str | None:
    """The last word that a command says; None where it is not there or does not work."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return (done.stdout or done.stderr).split()[-1].lstrip("v") if (done.stdout or done.stderr).split() else "?"


def program(name: str, node_modules: Path | None) -> str | None:
    """Where a program lies: in the given node_modules, else on PATH."""
    inside = shutil.which(name, path=str(node_modules / ".bin")) if node_modules else None
    return inside or shutil.which(name)


def package_version(name: str, node_modules: Path | None) -> str:
    try:
        return str(json.loads((node_modules / name / "package.json").read_text(encoding="utf-8"))["version"])  # type: ignore[operator]
    except (OSError, TypeError, KeyError, ValueError):
        return "?"


def plain_tools(node_modules: Path | None, python: str) -> list[Tool]:
    """Programs that bring rules of their own."""
    version = said([*zfcheck_command(), "--version"]) or "?"
    tools = [
        Tool(
            "zfcheck",
            version,
            lambda files: [*zfcheck_command(), "--no-cache", "--jobs", "1", "--output-format", "jsonl", *files],
            (0, 1, 3),
        ),
    ]
    zhlint = program("zhlint", node_modules)
    # It takes one pattern, not a list of files.
    call = (lambda files: [zhlint, files[0] if len(files) == 1 else "*.txt"]) if zhlint else None
    tools.append(Tool("zhlint", package_version("zhlint", node_modules), call))
    native = program("autocorrect", node_modules)
    call = (lambda files: [native, "--lint", "--threads", "1", "--format", "json", *files]) if native else None
    tools.append(Tool("AutoCorrect (npm)", (native and said([native, "--version"])) or "?", call))
    probe = [python, "-c", "import autocorrect_py, importlib.metadata as m; print(m.version('autocorrect-py'))"]
    there = said(probe)
    call = (lambda files: [python, "-c", AUTOCORRECT, *files]) if there else None
    tools.append(Tool("AutoCorrect (PyPI)", there or "?", call))
    return tools


def phrase_tools(node_modules: Path | None, wrong: Sequence[str], scratch: Path) -> list[Tool]:
    """Programs that are given the phrases, with their dictionaries written to `scratch`."""
    pack = write_pack(scratch / "pack", wrong, 50)
    ours = [*zfcheck_command(), "--no-cache", "--jobs", "1", "--output-format", "jsonl", "--pack", str(pack)]
    version = said([*zfcheck_command(), "--version"]) or "?"
    tools = [
        Tool("zfcheck, all packs", version, lambda files: [*ours, *files], (0, 1, 3)),
        Tool("zfcheck, phrases alone", version, lambda files: [*ours, "--select", "many-phrases:", *files], (0, 1, 3)),
    ]
    textlint = program("textlint", node_modules)
    settings = _prh(scratch, wrong)
    base = ["--rules-base-directory", str(node_modules)] if node_modules else []
    call = (lambda files: [textlint, *base, "-c", str(settings), "-f", "json", *files]) if textlint else None
    version = (textlint and said([textlint, "--version"])) or "?"
    prh = package_version("textlint-rule-prh", node_modules)
    tools.append(Tool("textlint with prh", f"{version}, {prh}", call))
    vale = shutil.which("vale")
    vale_version = said([vale, "--version"]) if vale else None  # a wrapper may be there without the program
    ini = _vale(scratch, wrong)
    call = (lambda files: [vale, "--config", str(ini), "--output=line", *files]) if vale and vale_version else None
    tools.append(Tool("Vale", vale_version or "?", call))
    return tools


def _prh(scratch: Path, wrong: Sequence[str]) -> Path:
    rules = [f"  - expected: {right(number)}\n    pattern: {word}\n" for number, word in enumerate(wrong)]
    (scratch / "prh.yml").write_text("version: 1\nrules:\n" + "".join(rules), encoding="utf-8")
    settings = scratch / "textlintrc.json"
    settings.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(scratch / "prh.yml")]}}}), encoding="utf-8")
    return settings


def _vale(scratch: Path, wrong: Sequence[str]) -> Path:
    style = scratch / "styles" / "Many"
    style.mkdir(parents=True, exist_ok=True)
    swap = "".join(f"  {word}: {right(number)}\n" for number, word in enumerate(wrong))
    head = 'extends: substitution\nmessage: "%s ← %s"\nlevel: warning\nnonword: true\nswap:\n'
    (style / "Phrases.yml").write_text(head + swap, encoding="utf-8")
    ini = scratch / "vale.ini"
    ini.write_text(f"StylesPath = {scratch / 'styles'}\n[*.txt]\nBasedOnStyles = Many\n", encoding="utf-8")
    return ini


def measured(
    tools: Sequence[Tool], folder: Path, clean: Path, env: Mapping[str, str], runs: int
) -> dict[str, tuple[list[Took], list[Took], int]]:
    """For each tool that is there: its starts, its runs over all files, and how many planted phrases it told."""
    files = sorted(path.name for path in folder.glob("*.txt"))
    took: dict[str, tuple[list[Took], list[Took], int]] = {}
    slow: set[str] = set()
    for _ in range(runs):
        for tool in tools:
            if tool.call is None or tool.name in slow:
                continue
            starts, wholes, _told = took.setdefault(tool.name, ([], [], 0))
            try:
                starts.append(run(Call(tool.call([clean.name]), env, clean.parent, tool.fine, LIMIT))[0])
                whole, output = run(Call(tool.call(files), env, folder, tool.fine, LIMIT))
            except subprocess.TimeoutExpired:
                slow.add(tool.name)
                continue
            wholes.append(whole)
            told = sum(right(number) in output for number in range(OCCURRING))
            took[tool.name] = starts, wholes, told
    return took


def show(tools: Sequence[Tool], took: dict[str, tuple[list[Took], list[Took], int]], size: int, base: float) -> None:
    first = 0.0
    for tool in tools:
        if tool.name not in took:
            print(f"{tool.name:>24} {'absent':>14}")
            continue
        starts, wholes, told = took[tool.name]
        line = f"{tool.name:>24} {tool.version:>14}"
        if starts:
            line += f" {1000 * wall(starts):>7.0f} ms {wall(starts) / base:>6.1f}"
        if wholes:
            beyond = least(wholes) - least(starts)
            line += f" {least(wholes):>8.2f} s {cpu(wholes):>8.2f} s"
            if beyond > least(starts) / 10:
                rate = size / beyond / 1e6
                first = rate if tool is tools[0] else first
                line += f" {rate:>7.2f} MB/s {f'{rate / first:.2f}' if first else '':>7} {told:>6}"
            else:  # the difference would be chance
                line += f" {'too little':>12} {'':>7} {told:>6}"
        else:
            line += f"   over {LIMIT:.0f} s"
        print(line, flush=True)


def heading(title: str) -> None:
    print(f"\n{title}")
    print(
        f"{'program':>24} {'version':>14} {'start':>10} {'ratio':>6} {'all files':>10} {'CPU':>10} {'rate':>12}"
        f" {'to ours':>7} {'found':>6}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of .txt files instead of invented reports")
    parser.add_argument("--node-modules", type=Path, help="where npm has installed the programs")
    parser.add_argument("--python", default=sys.executable, help="the Python that has autocorrect-py")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--counts", type=int, nargs="*", default=[50, 500, 5_000, 50_000], help="numbers of phrases")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--size", type=int, default=50_000, help="bytes of each file")
    told = parser.parse_args()
    modules = told.node_modules.resolve() if told.node_modules else None
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        source = (
            [path.read_text(encoding="utf-8", errors="replace") for path in sorted(told.folder.rglob("*.txt"))]
            if told.folder
            else [report(told.size, seed) for seed in range(1, told.files + 1)]
        )
        together = "\n".join(source)
        wrong = phrases(max([OCCURRING, *told.counts]), together + report(200_000, 3) + CLEAN)
        folder = scratch / "reports"
        folder.mkdir()
        for number, text in enumerate(source):
            text = planted(text, wrong) if number == 0 else text
            (folder / f"report-{number:05}.txt").write_text(text, encoding="utf-8", newline="\n")
        clean = scratch / "clean" / "clean.txt"
        clean.parent.mkdir()
        clean.write_text(CLEAN, encoding="utf-8")
        size = sum(path.stat().st_size for path in folder.iterdir())
        env = cached(scratch / "cache")
        bare = Call([sys.executable, "-c", "pass"], env, scratch)
        base = statistics.median(run(bare)[0].wall for _ in range(max(5, told.runs)))
        print(f"{len(source)} files, {size / 1e6:.2f} MB; {told.runs} runs each; {os.cpu_count()} processors,", end="")
        print(f" Python {sys.version.split()[0]}, node {said(['node', '--version']) or 'absent'};", end="")
        print(f" python -c pass {1000 * base:.0f} ms")
        heading("With the rules that they bring")
        tools = plain_tools(modules, told.python)
        run(Call(tools[0].call([clean.name]), env, clean.parent))  # type: ignore[misc]  # fills the cache
        show(tools, measured(tools, folder, clean, env, told.runs), size, base)
        for count in told.counts:
            heading(f"With {count} phrases, {OCCURRING} of which occur")
            place = scratch / f"phrases-{count}"
            place.mkdir()
            tools = phrase_tools(modules, wrong[:count], place)
            run(Call(tools[0].call([clean.name]), env, clean.parent))  # type: ignore[misc]
            show(tools, measured(tools, folder, clean, env, told.runs), size, base)


if __name__ == "__main__":
    main()
