"""The same archive on a Ray cluster of two nodes of this machine, of which one is killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archivecalls import WRONG, everything, write

DOCUMENTS = 120
PLUGIN = """
import os, pathlib, time
from zfcheck.api import hookimpl

class Slow:
    id, title, severity = "wording/slow", "慢", "error"

    def check(self, document):
        time.sleep(0.15)
        pathlib.Path("查过").mkdir(exist_ok=True)
        pathlib.Path("查过", str(time.time_ns())).touch()
        return []

@hookimpl
def zfcheck_checks():
    return [Slow()]
"""


@pytest.fixture
def cluster(engine: None) -> Iterator[Any]:
    pytest.importorskip("ray", reason='needs pip install "ray[client]"')
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 100 << 20}
    port = 20_000 + os.getpid() % 10_000
    made = Cluster(initialize_head=True, head_node_args={**node, "ray_client_server_port": port})
    made.address_of_clients = f"ray://127.0.0.1:{port}"
    made.second = made.add_node(**node)
    yield made
    made.shutdown()


def test_a_cluster_that_loses_a_node_finds_the_same(cluster: Any, tmp_path: Path) -> None:
    write(tmp_path / "慢.py", PLUGIN)
    for number in range(DOCUMENTS):
        write(tmp_path / f"材料/{number // 20}/{number:03}.txt", WRONG + f"第{number}份。\n")
    write(tmp_path / "材料/坏.docx", b"PK\x03\x04")
    words = [sys.executable, "-m", "zfcheck", "archive", "材料", "--no-plugins", "--plugin", "慢.py", "-o"]
    ray = ["--runner", cluster.address_of_clients]
    assert subprocess.run([*words, "本机"], cwd=tmp_path).returncode == 3
    seen = len(list((tmp_path / "查过").iterdir()))
    process = subprocess.Popen([*words, "集群", *ray], cwd=tmp_path)
    deadline = time.monotonic() + 120
    while len(list((tmp_path / "查过").iterdir())) < seen + DOCUMENTS // 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() is None
    cluster.remove_node(cluster.second, allow_graceful=False)
    assert process.wait(180) == 3
    assert everything(tmp_path / "集群") == everything(tmp_path / "本机")
