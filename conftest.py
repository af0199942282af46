"""What all tests share, those of the package and those of the plugins.

Packs are kept under a digest of all that they are made of, so that a kept one is as good as one read anew, and quicker.
They are not kept in the user's folder: what other versions keep there is none of these tests' business.
"""

from __future__ import annotations

import os
import tempfile

_cache = tempfile.TemporaryDirectory(prefix="zfcheck-tests-", ignore_cleanup_errors=True)
os.environ["ZFCHECK_CACHE_DIR"] = _cache.name
os.environ.pop("ZFCHECK_NO_CACHE", None)
os.environ["ZFCHECK_CACHE_MB"] = "0"
