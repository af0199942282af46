"""The description of the service for other programs, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any


def description() -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "zfcheck", "version": "0"}, "paths": {}}
