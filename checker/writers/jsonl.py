"""The report as JSON Lines, for programs that read one document at a time.

Every line is an object with a `type`: first one `head` (`schema`, `tool`, `packs`), then a `document` for each document
with the values that it has in the JSON report, last one `summary` (`faults` of the run itself, `summary`). A report
without its last line was cut off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from . import Report
from .json import document_values, fault_values, head_values, summary_values

_BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})
"""Characters that some readers take for the end of a line; U+2028 is a soft break of a Word file."""


def write(report: Report) -> str:
    """A line for the head, for each document and for the summary."""
    lines = [_line("head", head_values(report))]
    lines += [_line("document", document_values(result)) for result in report.results]
    end = {"faults": [fault_values(fault) for fault in report.faults], "summary": summary_values(report)}
    return "".join([*lines, _line("summary", end)])


def _line(kind: str, values: Mapping[str, Any]) -> str:
    text = json.dumps({"type": kind, **values}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_BREAKS) + "\n"
