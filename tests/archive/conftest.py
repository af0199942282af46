"""`zfcheck archive` in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archivecalls import call
from click.testing import Result

from zfcheck.archive import keeper
from zfcheck.archive.keeper import end_all
from zfcheck.messages import set_language


@pytest.fixture
def engine(cached: None) -> None:
    """Skips the test where the extra is not installed."""
    pytest.importorskip("daft", reason='needs pip install "zfcheck[archive]"')


@pytest.fixture
def archive(engine: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """`archive(…)`: the folder 材料 of the current folder into the folder 结果, without installed plugins."""
    monkeypatch.chdir(tmp_path)
    # Starting them is most of what a small archive takes.
    monkeypatch.setattr(keeper, "end_all", lambda: None)

    def run(*words: object, source: object = "材料", results: object = "结果") -> Result:
        return call("archive", source, "-o", results, "--no-plugins", *words)

    yield run
    end_all()
    set_language(None)
