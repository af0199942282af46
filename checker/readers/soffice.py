"""LibreOffice as a converter: found where it is installed, started once a document, in a profile of our own.

Nothing here runs before a document needs it. The document is a stranger's: macros are off, links are not followed, no
address is fetched, and a conversion that takes too long is ended together with every process it started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

NAMED = "ZFCHECK_SOFFICE"
"""The environment variable that names the program where it is not found by itself."""
SECONDS = 60.0
"""How long one conversion may take; a report of a hundred pages takes three seconds."""
LARGEST_RESULT = 128 * 1024 * 1024

_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisablePythonRuntime", "true"),
    # Pictures and sections at an address are fetched on opening unless this says no (tried with 7.4).
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Save/Document", "AutoSave", "false"),
    ("Recovery/AutoSave", "Enabled", "false"),
)
"""What the profile says: path below org.openoffice.Office, name, value. Unknown ones are passed over."""
_INTERNET = (("ooInetProxyType", "2"), ("ooInetHTTPProxyName", "127.0.0.1"), ("ooInetHTTPProxyPort", "9"))
"""A proxy that nobody answers at: what the settings above should let through still reaches no network."""

_lock = threading.Lock()  # two conversions with one profile would meet in one process of LibreOffice
_profiles: dict[int, Path] = {}


class ConversionError(Exception):
    """No result: the program found nothing in the document that it can read."""


def program() -> Path | None:
    """Where LibreOffice's `soffice` is: as `ZFCHECK_SOFFICE` says, on the PATH, or in the usual places; None if not."""
    named = os.environ.get(NAMED)
    if named:
        path = Path(named).expanduser()
        return path if path.is_file() else None
    return next((path for path in _candidates() if path.is_file() and os.access(path, os.X_OK)), None)


def _candidates() -> Iterator[Path]:
    names = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
    # By hand: `shutil.which` looks into the current folder on Windows, and that may be the one being checked.
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if os.path.isabs(folder):
            yield from (Path(folder) / name for name in names)
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if root := os.environ.get(variable):
                yield from (Path(root) / "LibreOffice" / "program" / name for name in names)
    elif sys.platform == "darwin":
        for root in ("/Applications", os.path.expanduser("~/Applications")):
            yield Path(root) / "LibreOffice.app/Contents/MacOS/soffice"
    else:
        for root in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/usr/local/lib/libreoffice"):
            yield Path(root) / "program/soffice"
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def to_docx(data: bytes, suffix: str, soffice: Path) -> bytes:
    """`data` as a Word file. Raises `ConversionError`, `TimeoutError`; `OSError` where the program does not start."""
    with _lock, tempfile.TemporaryDirectory(prefix="zfcheck-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Neither the document's name nor its folder is anything to LibreOffice, or to what it might write beside it.
        source, result = folder / f"document{suffix}", folder / "out" / "document.docx"
        source.write_bytes(data)
        try:
            _run([str(soffice), *_options(), "--outdir", str(result.parent), str(source)], folder)
            if not 0 < result.stat().st_size <= LARGEST_RESULT:
                raise ConversionError
            return result.read_bytes()
        except FileNotFoundError as error:
            _forget_profile()  # it may be the profile that is broken
            if not soffice.is_file():
                raise
            raise ConversionError from error
        except TimeoutError:
            _forget_profile()
            raise


def _options() -> list[str]:
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    return [profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "docx"]


def _run(command: list[str], folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH", "DISPLAY"}}
    environment["SAL_USE_VCLPLUGIN"] = "svp"  # no display is needed
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that it can be ended with all it starts; Windows passes over it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    finally:  # after Ctrl-C too, which reaches us and not the group of its own, and where a crash left its child behind
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started: `soffice` is a script whose child does the work."""
    if sys.platform == "win32":
        if process.poll() is None:
            # By its full path, for the reason given in `_candidates`.
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
            with contextlib.suppress(OSError):
                subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            process.kill()
    else:
        with contextlib.suppress(OSError):  # it has ended already, with all its children
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _profile() -> Path:
    """The profile of this process, kept as long as it lives: a fresh one costs as much as the conversion."""
    pid = os.getpid()
    found = _profiles.get(pid)
    if found is None or not found.is_dir():
        # Its finalizers run at the end of worker processes too, and never in a process that did not make them.
        from multiprocessing.util import Finalize

        found = Path(tempfile.mkdtemp(prefix="zfcheck-office-"))
        Finalize(None, shutil.rmtree, (found, True), exitpriority=1)
        (found / "user").mkdir()
        (found / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        _profiles[pid] = found
    return found


def _forget_profile() -> None:
    found = _profiles.pop(os.getpid(), None)
    if found is not None:
        shutil.rmtree(found, ignore_errors=True)


def _settings() -> str:
    items = [(f"org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    items += [("org.openoffice.Inet/Settings", name, value) for name, value in _INTERNET]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        + "".join(
            f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
            for path, name, value in items
        )
        + "</oor:items>\n"
    )
