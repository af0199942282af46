"""Run by a Python that has `uno`: LibreOffice accepts or rejects every tracked change of files and writes the text.

`python officejobs.py SOFFICE FOLDER`: for each `*.docx` in FOLDER, `*.accepted.txt` and `*.rejected.txt` beside it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def main(soffice: str, folder: Path) -> None:
    pipe = f"zfcheck{folder.name}"
    profile = (folder / "profile").as_uri()
    command = [
        soffice,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    manager: Any = None
    try:
        manager = _connected(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        for path in sorted(folder.glob("*.docx")):
            for verb, ending in (("Accept", "accepted"), ("Reject", "rejected")):
                _settle(manager, path, f".uno:{verb}AllTrackedChanges", path.with_suffix(f".{ending}.txt"))
    finally:
        if manager is not None:  # what was started has started another process: only a word to that one ends both
            manager("com.sun.star.frame.Desktop").terminate()


def _connected(address: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(address)
            return lambda name: context.ServiceManager.createInstanceWithContext(name, context)
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def _settle(manager: Any, path: Path, command: str, target: Path) -> None:
    desktop = manager("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (_property("Hidden", True),))
    dispatcher = manager("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    options = (_property("FilterName", "Text (encoded)"), _property("FilterOptions", "UTF8"))
    document.storeToURL(target.as_uri(), options)
    document.close(True)


def _property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
