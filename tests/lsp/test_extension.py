"""The extension for VS Code: its own tests, and what it must agree on with the server."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from zfcheck.lsp.actions import ASK_REASON
from zfcheck.lsp.config import Config, read_config
from zfcheck.lsp.packs import RUN_CASES

FOLDER = Path(__file__).resolve().parents[2] / "editors" / "vscode"
NEWEST = 20


def node() -> str | None:
    """A program `node` that is new enough; None where there is none."""
    found = shutil.which("node")
    if found is None:
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return found if int(version.removeprefix("v").partition(".")[0]) >= NEWEST else None


def test_its_own_tests_pass() -> None:
    program = node()
    if program is None:
        pytest.skip(f"no node from version {NEWEST} on")
    done = subprocess.run([program, "--test", "test/"], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_speaks_of_the_server_s_commands_and_settings() -> None:
    source = (FOLDER / "extension.js").read_text(encoding="utf-8")
    assert f'"{RUN_CASES}"' in source and f'"{ASK_REASON}"' in source
    properties = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["contributes"]["configuration"][
        "properties"
    ]
    told = {name.removeprefix("zfcheck."): value["default"] for name, value in properties.items()}
    assert set(told) - {"path", "trace.server"} == {"kind", "region", "packs", "lang", "checkOn", "docs"}
    assert read_config(told, Config()) == (Config(), [])


def test_one_licence_and_one_version_for_all() -> None:
    assert (FOLDER / "LICENSE").read_bytes() == (FOLDER.parents[1] / "LICENSE").read_bytes()
    version = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["version"]
    assert f"## {version}\n" in (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"zfcheck-{version}.vsix" in (FOLDER / "README.md").read_text(encoding="utf-8")
