"""The language server: what an editor shows of reports, rule packs and settings while they are written.

One process serves one editor over standard input and output. Checks run in a thread of their own (`worker`), one after
another; the event loop only reads and answers. Nothing here knows rules: findings are those of `zfcheck check`.
"""

from __future__ import annotations
