"""What lies in an OLE compound file: the names in its directory, and where a stream begins ([MS-CFB] 2.2, 2.6).

Old Word, Excel and PowerPoint files, Outlook messages and encrypted new ones all begin with the same eight bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FREE = 0xFFFFFFFA  # sector numbers from here on are signs, not numbers (2.1)
_ENTRY = 128
MAX_ENTRIES = 20_000


def streams(data: bytes) -> dict[str, bytes]:
    """Every name in the directory with the first 512 bytes of what it names; empty where the directory is lost.

    Streams below 4096 bytes live elsewhere (2.6.4): their bytes are not to be relied on.
    """
    found: dict[str, bytes] = {}
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in {9, 12}:
            return {}
        for sector in _directory(data, shift):
            for at in range(sector, sector + (1 << shift), _ENTRY):
                entry = data[at : at + _ENTRY]
                length, kind = struct.unpack_from("<HB", entry, 64)
                if kind in {1, 2, 5} and 2 <= length <= 64:
                    name = entry[: length - 2].decode("utf-16-le", "replace")
                    start = (struct.unpack_from("<I", entry, 116)[0] + 1) << shift
                    found.setdefault(name, data[start : start + 512])
                if len(found) > MAX_ENTRIES:
                    return found
    except struct.error:  # cut off: what was found so far tells enough
        return found
    return found


def _directory(data: bytes, shift: int) -> Iterator[int]:
    """Where the sectors of the directory begin, along their chain in the allocation table (2.3)."""
    size = 1 << shift
    tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _FREE]
    sector = struct.unpack_from("<I", data, 48)[0]
    seen: set[int] = set()
    while sector < _FREE and sector not in seen and len(seen) * size // _ENTRY <= MAX_ENTRIES:
        seen.add(sector)
        yield (sector + 1) << shift
        table, index = divmod(sector, size // 4)
        if table >= len(tables):  # beyond the first 109 tables; 7 MB into the file, where no directory begins
            return
        sector = struct.unpack_from("<I", data, ((tables[table] + 1) << shift) + 4 * index)[0]
