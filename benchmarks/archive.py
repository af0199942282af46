"""An archive: documents a second on Daft's own runner and on a Ray cluster of two nodes, what a second run costs, and
whether a run that is killed, and a cluster that loses a node in the middle, come to the same results.

python benchmarks/archive.py [--documents 4000] [--no-ray] [--folder FOLDER]

Makes invented reports of 15 KB, a tenth of them Word files, one in a hundred broken or empty, one in fifty a copy of
another. Both nodes are started on this machine, each with half of its processors, and ended with everything on them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from processes import Took, cached, spent_by_children, zfcheck_command
from reports import report
from word import formatted

SIZE = 15_000
LOST = "防犯"
"""A wrong word in every tenth report, so that there is something to be found."""


def make(folder: Path, count: int) -> None:
    """The documents, a hundred in a folder."""
    for number in range(count):
        place = folder / f"批{number // 100:03d}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 100 == 50:
            (place / f"坏{number}.docx").write_bytes(b"PK\x03\x04" + bytes(range(number % 7)) if number % 200 else b"")
            continue
        text = report(SIZE, number - number % 50 if number % 50 == 49 else number)
        if number % 10 == 3:
            text = text.replace("防范", LOST) + f"提高{LOST}化解风险的能力。\n"
        if number % 10 == 7:
            (place / f"报告{number}.docx").write_bytes(formatted(text))
        else:
            (place / f"报告{number}.txt").write_text(text, encoding="utf-8")


def rows(results: Path) -> dict[str, list[Any]]:
    """All that was found, in the order in which it stands, for comparing."""
    import pyarrow.parquet as pq

    tables = ("findings", "faults", "documents", "totals/rules", "totals/folders")
    return {name: pq.read_table(results / name).to_pylist() for name in tables}


class Runs:
    """Calls of `zfcheck archive` over one folder, timed."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.count = count
        self.env = {**cached(folder / "cache"), "ZFCHECK_LANG": "en"}

    def call(self, results: str, *words: str) -> list[str]:
        source = str(self.folder / "source")
        return [*zfcheck_command(), "archive", source, "-o", str(self.folder / results), "--no-plugins", *words]

    def run(self, results: str, *words: str, meanwhile: Callable[[int], object] | None = None) -> Took:
        """Seconds. On a cluster those of the processor are of the caller alone."""
        start, spent = time.perf_counter(), spent_by_children()
        process = subprocess.Popen(self.call(results, *words), env=self.env, stdout=subprocess.PIPE, text=True)
        if meanwhile is not None:
            self.wait_for(results, process)
            print(f"    {results}: {self.done(results)} documents are kept; now {meanwhile.__doc__}", flush=True)
            meanwhile(process.pid)
        out, _ = process.communicate()
        if process.returncode not in {0, 1, 3}:
            raise SystemExit(f"archive ended with {process.returncode}")
        print(f"    {results}: {out.splitlines()[0]}")
        return Took(time.perf_counter() - start, spent_by_children() - spent)

    def kill(self, results: str, *words: str) -> None:
        """Start a run and kill it when it has kept something."""
        process = subprocess.Popen(
            self.call(results, *words), env=self.env, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self.wait_for(results, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        print(f"    {results}: killed with {self.done(results)} documents kept")

    def parts(self, results: str) -> list[Path]:
        return list((self.folder / results / "checked").glob("*.parquet"))

    def done(self, results: str) -> int:
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(path).num_rows for path in self.parts(results))

    def wait_for(self, results: str, process: subprocess.Popen[Any]) -> None:
        """Until a third of the documents is kept."""
        while self.done(results) < self.count // 3:
            if process.poll() is not None:
                raise SystemExit("it was done before anything could be killed: take more documents")
            time.sleep(0.1)


@contextmanager
def cluster(processors: int) -> Iterator[tuple[str, Callable[[int], None], Callable[[int], None]]]:
    """A Ray cluster of two nodes: its address, what kills a worker, and what kills the second node."""
    from ray.cluster_utils import Cluster

    port = 23_001 + os.getpid() % 5_000
    each = {"num_cpus": max(1, processors // 2), "object_store_memory": 200 << 20}
    made = Cluster(initialize_head=True, head_node_args={**each, "ray_client_server_port": port})
    second = made.add_node(**each)

    def kill(pid: int) -> None:
        """the second node is killed"""
        made.remove_node(second, allow_graceful=False)

    def kill_one(pid: int) -> None:
        """a worker of Ray is killed"""
        kill_worker(made.address)

    try:
        time.sleep(2)
        yield f"ray://127.0.0.1:{port}", kill_one, kill
    finally:
        made.shutdown()


def below(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that these have."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            yield child
            yield from below(child)


def kill_below(pids: Sequence[int], word: str, times: int) -> None:
    """Kill one of the processes below `pids` whose command line holds `word`, and so on."""
    for number in range(times):
        found = [one for pid in pids for one in below(pid) if word in words_of(one)]
        if not found:
            raise SystemExit(f"no process {word} to be killed")
        os.kill(found[number % len(found)], signal.SIGKILL)
        time.sleep(2)


def words_of(pid: int) -> str:
    """The command line of a process; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


def kill_checking(pid: int) -> None:
    """three processes that check are killed"""
    kill_below([pid], "zfcheck.archive.child", 3)


def kill_worker(address: str) -> None:
    """Kill a worker of the cluster whose nodes know one another by `address`: one that has processes that check."""
    running = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    nodes = [pid for pid in running if address in words_of(pid) and "/raylet\0" in words_of(pid)]
    workers = [pid for node in nodes for pid in below(node) if any(is_checking(child) for child in below(pid))]
    if not workers:
        raise SystemExit("no worker to be killed")
    os.kill(workers[0], signal.SIGKILL)


def is_checking(pid: int) -> bool:
    return "zfcheck.archive.child" in words_of(pid)


def compared(name: str, found: dict[str, list[Any]], expected: dict[str, list[Any]]) -> None:
    same = found == expected
    print(f"{name:<34}{'the same results' if same else 'OTHER RESULTS'}", flush=True)
    if not same:
        for table, told in expected.items():
            others = [row for row in found[table] if row not in told] + [row for row in told if row not in found[table]]
            print(*(f"    {table}: {row}" for row in others[:4]), sep="\n")
        raise SystemExit(1)


def beside_check(runs: Runs, told: Callable[[str, Took], None]) -> None:
    """The findings and faults of `zfcheck check`, held against those of the archive."""
    words = [*zfcheck_command(), "check", str(runs.folder / "source"), "--no-plugins", "--output-format", "json"]
    start, spent = time.perf_counter(), spent_by_children()
    done = subprocess.run(words, env=runs.env, stdout=subprocess.PIPE, check=False)
    took = Took(time.perf_counter() - start, spent_by_children() - spent)
    documents = json.loads(done.stdout)["documents"]
    told("zfcheck check", took)
    plain = [
        (document["path"], one["rule"], one["start"]["offset"], one["end"]["offset"], one["message"], one["fix"])
        for document in documents
        for one in document["findings"]
    ]
    table = [
        (one["path"], one["rule"], one["start"], one["end"], one["message"], one["fix"])
        for one in rows(runs.folder / "native")["findings"]
    ]
    compared("archive beside check", {"findings": table}, {"findings": plain})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--no-ray", action="store_true")
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args()
    folder = told.folder or Path(tempfile.mkdtemp(prefix="zfcheck-archive-"))
    try:
        measure(Runs(folder, told.documents), ray=not told.no_ray)
    finally:
        if told.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def measure(runs: Runs, *, ray: bool) -> None:
    count = runs.count
    make(runs.folder / "source", count)

    def told(name: str, took: Took) -> None:
        rate = f"{count / took.wall:8.0f} documents/s"
        print(f"{name:<34}{took.wall:8.1f} s {rate}, processor {took.cpu:8.1f} s", flush=True)

    runs.run("warm")  # compiled packs are in the cache, and files in memory
    told("native, first run", runs.run("native"))
    told("native, second run", runs.run("native"))
    expected = rows(runs.folder / "native")
    print(f"  findings {len(expected['findings'])}, faults {len(expected['faults'])}")
    beside_check(runs, told)
    runs.kill("killed")
    told("native, after it was killed", runs.run("killed"))
    compared("native, killed and gone on", rows(runs.folder / "killed"), expected)
    if Path("/proc/self/task").is_dir():
        told("native, processes killed", runs.run("torn", meanwhile=kill_checking))
        compared("native, processes killed", rows(runs.folder / "torn"), expected)
    if not ray:
        return
    with cluster(os.cpu_count() or 2) as (address, kill_one, kill):
        told("ray, two nodes", runs.run("ray", "--runner", address))
        compared("ray beside native", rows(runs.folder / "ray"), expected)
        told("ray, second run", runs.run("ray", "--runner", address))
        told("ray, one worker killed", runs.run("worker", "--runner", address, meanwhile=kill_one))
        compared("ray, one worker killed", rows(runs.folder / "worker"), expected)
        told("ray, one node killed", runs.run("lost", "--runner", address, meanwhile=kill))
        compared("ray, one node killed", rows(runs.folder / "lost"), expected)


if __name__ == "__main__":
    sys.exit(main())
