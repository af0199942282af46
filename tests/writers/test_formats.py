"""What holds for every built-in format."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
import samplereport

from zfcheck.writers import BUILTIN, Report, Writer

SAMPLES = (samplereport.nothing, samplereport.everything, samplereport.hostile)


def test_the_formats() -> None:
    names = [writer.name for writer in BUILTIN]
    assert names == ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html"]


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("writer", BUILTIN, ids=lambda writer: writer.name)
def test_the_same_results_give_the_same_bytes(writer: Writer, make: Callable[[], Report]) -> None:
    text = writer.write(make())
    assert text == writer.write(make())
    assert text.encode("utf-8").endswith(b"\n") or (text == "" and make is samplereport.nothing)
    assert "\x1b" not in text and "\x00" not in text


def test_bytes_do_not_depend_on_the_order_of_sets() -> None:
    code = (
        "import hashlib, samplereport\nfrom zfcheck.writers import BUILTIN\n"
        "text = ''.join(writer.write(samplereport.everything()) for writer in BUILTIN)\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
