"""The direction of imports (docs: the design's house), and what a bare start-up may load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import zfcheck

PACKAGE = Path(zfcheck.__file__).resolve().parent


@dataclass(frozen=True)
class Import:
    """One import of `name` (a dotted module of the package without `zfcheck.`, or a foreign one)."""

    name: str
    line: int
    at_import: bool
    own: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """Every import of the module that can happen at run time (those under `if TYPE_CHECKING` cannot)."""
    path = FILES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found: list[Import] = []

    def visit(node: ast.AST, at_import: bool) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for child in node.orelse:
                visit(child, at_import)
            return
        if isinstance(node, ast.Import):
            found.extend(Import(alias.name, node.lineno, at_import, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.extend(from_import(node, at_import))
        inner = at_import and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, inner)

    def from_import(node: ast.ImportFrom, at_import: bool) -> list[Import]:
        if node.level == 0:
            return [Import(node.module or "", node.lineno, at_import, False)]
        base = package.split(".") if package else []
        base = base[: len(base) - (node.level - 1)]
        target = ".".join([*base, *(node.module.split(".") if node.module else [])])
        names = {f"{target}.{alias.name}" if target else alias.name for alias in node.names}
        modules = {name for name in names if name in FILES} or {target}
        if modules != names:
            modules.add(target)
        return [Import(name, node.lineno, at_import, True) for name in sorted(modules)]

    visit(ast.parse(path.read_text(encoding="utf-8")), True)
    return tuple(found)


def within(name: str, layer: str) -> bool:
    return name == layer or name.startswith(layer + ".")


def layer_of(module: str) -> str:
    return module.partition(".")[0]


def modules_in(*layers: str) -> list[str]:
    return [module for module in FILES if any(within(module, layer) for layer in layers)]


def offences(modules: list[str], forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{module}:{found.line} imports {found.name}"
        for module in modules
        for found in imports_of(module)
        if found.own and any(within(found.name, layer) for layer in forbidden)
    ]


GROUND = (
    "again",
    "gathered",
    "owned",
    "streams",
    "span",
    "fault",
    "records",
    "blake",
    "inits",
    "formatting",
    "document",
    "rules",
    "messages",
    "english",
    "numerals",
    "data",
    "cache",
    "lazy",
    "keptregexes",
    "reading",
    "characters",
    "commonness",
    "days",
)
TOP = (
    "archive",
    "calls",
    "cli",
    "cliarchive",
    "clibase",
    "clicheck",
    "clifix",
    "clihelp",
    "clilsp",
    "clicompletion",
    "clioffers",
    "clioptions",
    "clipack",
    "clireview",
    "cliserve",
    "clisettings",
    "batch",
    "checkfiles",
    "ending",
    "output",
    "delivery",
    "filekeys",
    "files",
    "lsp",
    "program",
    "runs",
    "serve",
    "settings",
)
MIDDLE = ("kinds", "engine", "ruleset", "pack", "readers", "writers", *TOP)
"""What is built upon figures, tables and dates, and so must not be known to them."""


def test_the_ground_floor_knows_nothing_above_it() -> None:
    found = [
        f"{module}:{entry.line} imports {entry.name}"
        for module in modules_in(*GROUND)
        for entry in imports_of(module)
        if entry.own and layer_of(entry.name) not in GROUND
    ]
    assert found == []


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [
        ("readers", ("structure", "kinds", "engine", "ruleset", "pack", "writers", *TOP)),
        ("structure", ("kinds", "engine", "ruleset", "pack", "writers", "readers", *TOP)),
        ("numbering", ("kinds", "engine", "ruleset", "pack", "writers", "readers", *TOP)),
        ("kinds", ("engine", "ruleset", "pack", "readers", "writers", *TOP)),
        ("quantities", ("sentences", "formula", "kinds", "engine", "ruleset", "pack", "readers", "writers", *TOP)),
        ("counting", ("kinds", "engine", "ruleset", "pack", "readers", "writers", "structure", *TOP)),
        ("divisions", ("kinds", "engine", "ruleset", "pack", "readers", "writers", "structure", *TOP)),
        ("looks", ("structure", "quantities", "packfields", *MIDDLE)),
        ("tables", ("kinds", "engine", "ruleset", "pack", "readers", "writers", "structure", *TOP)),
        ("timeline", ("kinds", "engine", "ruleset", "pack", "readers", "writers", "structure", *TOP)),
        ("pack", ("engine", "ruleset", "readers", "writers", *TOP)),
        ("packtree", ("kinds", "pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("packfields", ("pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("packpatterns", ("kinds", "pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("packfreeze", ("engine", "ruleset", "readers", "writers", *TOP)),
        ("packcache", ("engine", "ruleset", "readers", "writers", *TOP)),
        ("plugins", ("engine", "ruleset", "pack", "readers", "writers", *TOP)),
        ("ruleset", ("engine", *TOP)),
        ("engine", ("writers", "wordedit", "reviewing", *TOP)),
        ("wordedit", ("structure", "kinds", "engine", "ruleset", "pack", "reviewing", *TOP)),
        ("fixes", ("structure", "writers", "wordedit", "reviewing", *MIDDLE)),
        ("moved", ("structure", "writers", "wordedit", "reviewing", *MIDDLE)),
        ("fixing", ("kinds", "ruleset", "pack", "engine", "writers", *TOP)),
        ("writeback", ("kinds", "ruleset", "pack", "engine", "writers", "fixing", *TOP)),
        ("fieldschema", ("pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("packjson", ("pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("packcheck", ("writers", *TOP)),
        ("starting", ("pack", "engine", "ruleset", "readers", "writers", *TOP)),
        ("serve", ("cli", *(each for each in TOP if each.startswith("cli")), "delivery")),
        ("workers", ("serve", "runs", "batch", "engine", "ruleset", "pack", "readers", "writers")),
        ("writers", ("engine", "pack", "ruleset", "kinds", "readers", *TOP)),
        ("quantities", ("structure", "formula", "sentences", "printing", "packfields", *MIDDLE)),
        ("formula", ("structure", "sentences", "printing", "packfields", *MIDDLE)),
        ("sentences", ("structure", "formula", "printing", "packfields", *MIDDLE)),
        ("printing", ("structure", "packfields", *MIDDLE)),
        ("tables", ("timeline", *MIDDLE)),
        ("timeline", ("tables", *MIDDLE)),
        ("phrases", ("document", "kinds", "engine", "ruleset", "pack")),
        ("words", ("document", "kinds", "engine", "ruleset", "pack")),
    ],
)
def test_a_layer_does_not_look_up(layer: str, forbidden: tuple[str, ...]) -> None:
    assert modules_in(layer), f"no module {layer}"
    assert offences(modules_in(layer), forbidden) == []


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("jieba", ("words",)), ("lark", ("parsetables", "quantities.making")), ("ahocorasick_rs", ("phrases",)), ("yaml", ("packtree",)),
        ("lxml", ("readers", "wordedit")), ("docx", ("readers",)), ("markdown_it", ("readers.markdown",)),
        ("pluggy", ("hooks", "plugins")), ("pygls", ("lsp",)), ("lsprotocol", ("lsp",)), ("pypdfium2", ("readers.pdfpages",)), ("platformdirs", ("cache",)), ("marshal", ("again", "cache", "packfreeze", "keeping", "keepdocument", "facts", "batch", "keptrules")), ("click", (*TOP, "progress", "streams", "writers.layout")),
        ("daft", ("archive",)), ("pyarrow", ("archive",)), ("ray", ("archive",)),
        ("starlette", ("serve.app",)), ("uvicorn", ("serve.running", "serve.protocol")), ("python_multipart", ()), ("asyncio", ("serve", "lsp")),
    ],
)  # fmt: skip
def test_a_library_comes_in_through_its_own_door(library: str, doors: tuple[str, ...]) -> None:
    users = [m for m in FILES if any(not e.own and within(e.name, library) for e in imports_of(m))]
    assert [module for module in users if not any(within(module, door) for door in doors)] == []


def test_packs_out_of_the_cache_load_no_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path))
    compiling = "import zfcheck\nzfcheck.compile(plugins=False)"
    assert "yaml" in loaded_after(compiling)
    assert "yaml" not in loaded_after(compiling)


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        module: {e.name for e in imports_of(module) if e.own and e.at_import and e.name in FILES} - {module}
        for module in FILES
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module in done:
            return
        for name in sorted(graph[module]):
            visit(name, (*path, module))
        done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_the_reader_of_imports_sees_all_sorts() -> None:
    names = {(e.name, e.at_import) for e in imports_of("builtin")}
    assert ("readers", True) in names
    assert ("readers.docx", False) in names
    assert "engine" not in {e.name for e in imports_of("writers")}


HEAVY = (
    "daft",
    "pyarrow",
    "ray",
    "pygls",
    "lsprotocol",
    "lark",
    "lxml",
    "docx",
    "jieba",
    "markdown_it",
    "pypdfium2",
    "rapidfuzz",
    "ahocorasick_rs",
    "regex",
    "yaml",
)


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*[name for name in sys.modules if '.' not in name])"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["zfcheck", "zfcheck.cli", "zfcheck.document", "zfcheck.rules"])
def test_bare_start_up_loads_nothing_heavy(module: str) -> None:
    if module.removeprefix("zfcheck.") not in {"zfcheck", *FILES}:
        pytest.skip(f"{module} is not there yet")
    assert loaded_after(f"import {module}") & set(HEAVY[:12]) == set()


def test_the_command_line_loads_no_server() -> None:
    assert loaded_after("import zfcheck.cli") & {"starlette", "uvicorn", "asyncio", "multiprocessing"} == set()


def test_the_package_itself_loads_no_library_at_all() -> None:
    assert loaded_after("import zfcheck") & {*HEAVY, "pluggy", "click"} == set()


def test_checking_plain_text_loads_no_reader_of_other_formats() -> None:
    loaded = loaded_after("import zfcheck\nzfcheck.check('形势平稳。\\n', plugins=False)")
    assert loaded & {"lxml", "docx", "jieba", "markdown_it", "pypdfium2", "subprocess"} == set()


def test_a_check_takes_few_libraries_of_python_itself(cached: None, tmp_path: Path) -> None:
    """With a rule set that was kept: each of these would be felt at the start, and nothing of it is needed."""
    (tmp_path / "a.txt").write_text("形势平稳。\n", encoding="utf-8")
    check = (
        f"import os\nos.chdir({str(tmp_path)!r})\nfrom zfcheck.checkfiles import Wanted, check_files\n"
        "from zfcheck.runs import Asked\ncheck_files(['a.txt'], Asked(plugins=False), Wanted(no_cache=True))\nprint()"
    )
    loaded_after(check)  # which keeps the rule set and the tables of the grammar
    loaded = loaded_after(check)
    assert "zfcheck" in loaded
    assert loaded & {*HEAVY[:11], "yaml", "click", "pluggy", "inspect", "dataclasses", "logging"} == set()
    assert loaded & {"difflib", "subprocess", "multiprocessing"} == set()
