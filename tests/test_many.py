"""Very many files: all good ones are told right, each broken one is a fault, in order, in little memory, at any speed.

1,500 of them here; `MANY=10000` makes as many. `python benchmarks/manyfiles.py --many` tells what that takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import brokenfiles
import pytest

import zfcheck

COUNT = int(os.environ.get("MANY", "1500"))
MEGABYTES = 300
"""Memory that any process may take."""


def checked(folder: Path, *words: str) -> tuple[bytes, float]:
    """The JSON of a run over all files, and the most memory that one of its processes took."""
    code = (
        "import json, resource, sys\nfrom zfcheck.cli import cli\n"
        "status = cli.main(sys.argv[1:], standalone_mode=False)\n"
        "most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        # What getrusage says of a process itself holds the memory of who started it, up to where it became itself.
        "try:\n"
        "    lines = open('/proc/self/status', encoding='ascii').read().splitlines()\n"
        "    most = max(most, *(int(line.split()[1]) for line in lines if line.startswith('VmHWM')))\n"
        "except OSError:\n"
        "    most = max(most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
        "print(json.dumps([status, most]), file=sys.stderr)"
    )
    call = [sys.executable, "-c", code, "check", ".", "--no-plugins", "--output-format", "jsonl", *words]
    environment = {**os.environ, "ZFCHECK_CACHE_MB": "256"}
    done = subprocess.run(call, cwd=folder, capture_output=True, check=True, env=environment)
    status, most = json.loads(done.stderr.splitlines()[-1])
    assert status == 3 and done.stdout, done.stderr.decode()
    return done.stdout, most / (2**20 if sys.platform == "darwin" else 2**10)


@pytest.mark.skipif(sys.platform == "win32", reason="resource")
def test_very_many_files(tmp_path: Path, checker: zfcheck.Checker) -> None:
    broken = brokenfiles.write(tmp_path, COUNT)
    cold, most = checked(tmp_path, "--jobs", "2")
    assert most < MEGABYTES
    documents = [json.loads(line) for line in cold.splitlines()][1:-1]
    names = [each["path"] for each in documents]
    assert len(names) == COUNT and names == sorted(names)
    faulty = {Path(each["path"]).name for each in documents if each["faults"]}
    assert faulty == broken
    for each in documents:
        path = tmp_path / each["path"]
        if path.name not in broken:
            wrong = "布署" in "".join(finding["text"] for finding in each["findings"])
            assert wrong == (int(path.stem) % 7 == 0), path.name
    for each in documents[:: max(1, COUNT // 40)]:  # as a check of that file alone
        path = tmp_path / each["path"]
        if path.name not in broken:
            alone = checker.check_bytes(path.read_bytes(), each["path"])
            assert [(f.rule, f.span.start, f.message) for f in alone.findings] == [
                (f["rule"], f["start"]["offset"], f["message"]) for f in each["findings"]
            ]
    warm, most = checked(tmp_path, "--jobs", "1")
    assert warm == cold
    assert most < MEGABYTES
    anew, most = checked(tmp_path, "--jobs", "1", "--no-cache")
    assert anew == cold
    assert most < MEGABYTES
