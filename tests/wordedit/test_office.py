"""Another program's eye: LibreOffice accepts and rejects our tracked changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wordedit.test_review import HOLDERS, on
from wordfiles import p, package, r

from zfcheck.readers.docx import read
from zfcheck.span import Span
from zfcheck.wordedit import Review

# LibreOffice 7.4 tracks nothing in results of fields and in the first paragraph of a control that holds paragraphs, and
# without a screen it cannot show comments: these are left out. A tab is never struck out.
CASES = {name: content for name, content in HOLDERS.items() if name not in {"a field", "a run with more in it"}} | {
    "a move": f'<w:moveFrom w:id="2" w:author="李">{r("移走")}</w:moveFrom>{r("全市形势总体")}'
    f'<w:moveTo w:id="4" w:author="李">{r("平稳")}{r("有序")}</w:moveTo>',
    "insertions in one another": r("全市")
    + f'<w:ins w:id="7" w:author="李">{r("形势")}<w:ins w:id="8" w:author="王">{r("总体")}</w:ins>{r("平稳")}</w:ins>'
    + r("有序"),
}
EDITS = [(2, 4, "情况"), (4, 4, "大"), (5, 7, ""), (8, 10, "有序的"), (0, 1, "我")]


def python_with_uno() -> str:
    for python in dict.fromkeys((sys.executable, "/usr/bin/python3", shutil.which("python3") or "")):
        if python and Path(python).exists():
            done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=60)
            if done.returncode == 0:
                return python
    pytest.skip("no Python with uno (python3-uno) on this machine")


def test_office_accepts_and_rejects_what_we_tracked(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice (soffice) on this machine")
    python = python_with_uno()
    wanted: dict[str, str] = {}
    for number, content in enumerate(CASES.values()):
        data = package(p(content))
        text = read(data, "a.docx").text
        (tmp_path / f"{number}.docx").write_bytes(data)
        review = Review(data, read(data, "a.docx"))
        edits = [(start, end, new) for start, end, new in EDITS if end <= len(text)]
        review.revise(review.trackable([on(Span(start, end), new) for start, end, new in edits]))
        (tmp_path / f"{number}-ours.docx").write_bytes(review.finish().data)
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        wanted[f"{number}-ours.accepted.txt"] = text
    script = Path(__file__).with_name("officejobs.py")
    subprocess.run([python, str(script), office, str(tmp_path)], check=True, capture_output=True, timeout=120)
    shown = {path.name: path.read_text(encoding="utf-8-sig").strip() for path in tmp_path.glob("*.txt")}
    for name, text in wanted.items():
        number = name.partition("-")[0]
        assert shown[name] == text, list(CASES)[int(number)]
        assert shown[f"{number}-ours.rejected.txt"] == shown[f"{number}.rejected.txt"], list(CASES)[int(number)]
