"""The collector of garbage, and when not to have it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No looking for garbage meanwhile: what is made of rules stays, and the looking took a third of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_SELDOM = 200_000
"""Objects made and not gone from which on garbage is looked for; Python looks from 700 on.

A call on one short text makes some 70,000, nearly all of them rules that stay: looking three times took a
twentieth of its time.
"""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Garbage is seldom looked for meanwhile: documents leave next to none, and looking took a thirtieth of the time.

    For programs of our own only: how a program that uses this one looks for its garbage is none of our business.
    """
    before = gc.get_threshold()
    if not 0 < before[0] < _SELDOM:
        yield
        return
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
