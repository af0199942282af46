"""How the program ends, whatever ends it: from outside as by Ctrl+C, and what was compiled meanwhile is kept."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .garbage import seldom_collected


@contextmanager
def ending() -> Iterator[None]:
    """Around the whole program."""
    # Ended from outside, it ends as after Ctrl+C: what it started and wrote for the moment goes with it.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with seldom_collected():
        try:
            yield
        finally:
            # Python looks for garbage at the end, and at once where that is no longer seldom: it would go through all
            # that was made of the rules, for nothing.
            gc.freeze()
            for name in ("keptregexes", "packpatterns"):  # what was compiled meanwhile, if anything
                module = sys.modules.get(f"zfcheck.{name}")
                if module is not None:
                    module.keep()
