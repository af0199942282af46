"""What the tests of all plugins share: they read the packs as they are."""

from __future__ import annotations

import os

os.environ["ZFCHECK_NO_CACHE"] = "1"
