"""The two steps on whatever Daft runs on: look at documents (what is their content?), and check documents."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

from ..messages import say
from .order import ArchiveError, Order
from .tables import ANSWER, LOOK, struct

NATIVE = "native"
RAY = "ray"
TOGETHER = 16
"""Documents that a worker is handed at a time."""
_PARTITION = 128
"""Documents of a partition, which is what a cluster moves and, when a node is lost, does once more."""
_MOST_PARTITIONS = 10_000
_SHARES = 8
_INSTALL = 'pip install "zfcheck[archive]"'
_INSTALL_RAY = 'pip install "ray[client]"'
_QUIET = {"DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
"""Neither tells anybody outside that it was used: what is checked here is nobody's business."""
_started: set[str] = set()


def check_runner(runner: str) -> None:
    """Raise `ArchiveError` where `runner` is none of native, ray and ray://HOST:PORT, or what it needs is not there."""
    from importlib.util import find_spec

    if runner not in {NATIVE, RAY} and not (runner.startswith("ray://") and len(runner) > len("ray://")):
        raise ArchiveError(
            say("没有运行方式“{runner}”。可以写 native、ray（本机所在的集群）或 ray://主机:端口。", runner=runner)
        )
    if any(find_spec(name) is None for name in ("daft", "pyarrow")):
        raise ArchiveError(say("没有安装 archive 需要的程序。请执行：{command}", command=_INSTALL))
    if runner != NATIVE and find_spec("ray") is None:
        raise ArchiveError(say("没有安装 Ray。请执行：{command}", command=_INSTALL_RAY))


def start(runner: str) -> None:
    """Make Daft ready, once in a process. Raises `ArchiveError` for a cluster that does not answer."""
    if runner in _started:
        return
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    import daft

    if runner == NATIVE:
        daft.set_runner_native()
        _started.add(runner)
        return
    import ray

    address = "auto" if runner == RAY else runner
    try:
        if not ray.is_initialized():
            told = {"env_vars": {name: os.environ[name] for name in _QUIET}}
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR, runtime_env=told)
        daft.set_runner_ray(noop_if_initialized=True)
        _started.add(runner)
    except Exception as error:
        reason = " ".join(str(error).split())[:300]
        raise ArchiveError(say("连不上 Ray 集群“{runner}”：{reason}", runner=runner, reason=reason)) from error


def look(documents: Any, order: Order) -> Iterator[Any]:
    """Record batches with `id` and `look` for a table with `id` and `place`, in any order."""
    import daft

    return _streamed(documents, "look", _worker(order).look(daft.col("place")))


def check(documents: Any, order: Order) -> Iterator[Any]:
    """Record batches with `id` and `answer` for a table with `id`, `place`, `name` and `digest`, in any order."""
    import daft

    columns = (daft.col(name) for name in ("place", "name", "digest"))
    return _streamed(documents, "answer", _worker(order).check(*columns))


class _Worker:
    """What Daft makes once on each node, and hands documents to. Only the order travels there."""

    def __init__(self, order: Order) -> None:
        self.order = order


def _worker(order: Order) -> Any:
    """The worker with its methods as Daft wants them, which are made here so that nothing else needs Daft."""
    import daft
    import pyarrow as pa

    from .fetching import looks
    from .keeper import answers

    look_type, answer_type = struct(LOOK), struct(ANSWER)

    def look(self: Any, place: Any) -> Any:
        return pa.array(list(looks(self.order, place.to_pylist())), look_type)

    def check(self: Any, place: Any, name: Any, digest: Any) -> Any:
        jobs = zip(place.to_pylist(), name.to_pylist(), digest.to_pylist(), strict=True)
        return pa.array(list(answers(self.order, jobs)), answer_type)

    def batch(of: Any, method: Any, size: int) -> Any:
        return daft.method.batch(return_dtype=daft.DataType.from_arrow_type(of), batch_size=size)(method)

    methods = {"look": batch(look_type, look, TOGETHER * 8), "check": batch(answer_type, check, TOGETHER)}
    # No process of Daft's own, and no pool of actors, which a cluster that loses a node may never get back: the
    # processes that check are ours.
    return daft.cls(type("Worker", (_Worker,), methods), use_process=False)(order)


def _streamed(documents: Any, name: str, made: Any) -> Iterator[Any]:
    import daft

    if NATIVE not in _started:
        _refuse_lost_cluster()
    frame = daft.from_arrow(documents)
    if NATIVE not in _started:
        frame = frame.into_partitions(_partitions(documents.num_rows))
    yield from frame.select(daft.col("id"), made.alias(name)).to_arrow_iter(results_buffer_size=4)


def _refuse_lost_cluster() -> None:
    """Raise `ArchiveError` where the cluster is gone: asked for anything, Ray would start one of its own here."""
    import ray

    if not ray.is_initialized():
        raise ArchiveError(say("与 Ray 集群的连接断了。已做完的部分已经保存，再运行一次会接着做。"), status=3)


def _partitions(documents: int) -> int:
    """Few enough to be handed about at little cost, and enough for every processor to have its share of them."""
    import ray

    processors = int(ray.cluster_resources().get("CPU", 1))
    shares = min(-(-documents // TOGETHER), _SHARES * processors)
    return max(1, min(_MOST_PARTITIONS, max(shares, -(-documents // _PARTITION))))
