"""The digest by which things are known again: `hashlib.blake2b` without `hashlib`, which loads all of OpenSSL first."""

from __future__ import annotations

try:
    from _blake2 import blake2b as blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b as blake2b
