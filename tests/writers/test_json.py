"""The report for programs: shape and order as the contract has them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import zfcheck
from zfcheck.document import Document, Span
from zfcheck.engine import Result
from zfcheck.results import PackInfo, Suppressed
from zfcheck.rules import Edit, Fault, Finding, Fix, Related, Severity, fingerprint
from zfcheck.writers import Report
from zfcheck.writers.json import write

TEXT = "云川市工作总结\n一、主要工作\n（一）化解矛盾\n全市调解成功率达197.5%，居全省前列，群众满意度持续提升。\n"


def test_the_whole_shape(parse: Callable[..., Document]) -> None:
    document = parse(TEXT, as_of=dt.date(2025, 7, 10))
    at = TEXT.index("197.5%")
    finding = Finding(
        Span(at, at + 6),
        "超过100%",
        severity=Severity.ERROR,
        fix=Fix((Edit(at, at + 6, "97.5%"),), "safe"),
        related=(Related(Span(0, 3), "另一处"),),
        rule="number/rate-over-100",
        pack="core",
    )
    bare = Finding(Span(0, 3), "提示", severity=Severity.INFO, rule="wording/a", pack="core")
    known = Finding(Span(3, 7), "已知", severity=Severity.ERROR, rule="wording/a", pack="core")
    lost = Result("b.docx", faults=[Fault("unreadable", "文件已损坏。")])
    fault = Fault("rule-failed", "规则出错", "wording/b", "info")
    report = Report(
        [Result("a.txt", document, [bare, finding], [fault], suppressed=[Suppressed(known, "note", "照抄原文")]), lost],
        packs=[PackInfo("core", "2026.1")],
        faults=[Fault("plugin-failed", "插件无法载入")],
    )
    text = write(report)
    values = json.loads(text)
    line = TEXT[:at].count("\n") + 1
    column = at - TEXT.rindex("\n", 0, at)
    assert list(values) == ["schema", "tool", "packs", "documents", "faults", "summary"]
    assert values["schema"] == "zfcheck-report/1"
    assert values["tool"] == {"name": "zfcheck", "version": zfcheck.__version__}
    assert values["packs"] == [{"id": "core", "version": "2026.1"}]
    assert values["faults"] == [{"kind": "plugin-failed", "level": "error", "rule": None, "message": "插件无法载入"}]
    assert values["summary"] == {"documents": 2, "error": 1, "warning": 0, "info": 1, "faults": 3, "suppressed": 1}
    first, second = values["documents"]
    assert list(first) == [
        "path",
        "kind",
        "date",
        "characters",
        "read_only",
        "findings",
        "suppressed",
        "faults",
        "held",
    ]
    assert (first["path"], first["kind"], first["date"]) == ("a.txt", "work-summary", "2025-07-10")
    assert first["characters"] == len(TEXT)
    assert first["faults"] == [{"kind": "rule-failed", "level": "info", "rule": "wording/b", "message": "规则出错"}]
    assert second == {
        "path": "b.docx",
        "kind": None,
        "date": None,
        "characters": 0,
        "read_only": False,
        "findings": [],
        "suppressed": [],
        "faults": [{"kind": "unreadable", "level": "error", "rule": None, "message": "文件已损坏。"}],
        "held": 0,
    }
    assert first["findings"][1] == {
        "rule": "number/rate-over-100",
        "pack": "core",
        "severity": "error",
        "message": "超过100%",
        "text": "197.5%",
        "start": {"offset": at, "line": line, "column": column},
        "end": {"offset": at + 6, "line": line, "column": column + 6},
        "section": ["一、主要工作", "（一）化解矛盾"],
        "place": "正文",
        "related": [
            {
                "message": "另一处",
                "start": {"offset": 0, "line": 1, "column": 1},
                "end": {"offset": 3, "line": 1, "column": 4},
            }
        ],
        "fix": {"safety": "safe", "edits": [{"start": at, "end": at + 6, "text": "97.5%"}]},
        "fingerprint": fingerprint(finding, document),
    }
    assert list(first["findings"][1]) == [
        *("rule", "pack", "severity", "message", "text", "start", "end"),
        *("section", "place", "related", "fix", "fingerprint"),
    ]
    (suppressed,) = first["suppressed"]
    assert list(suppressed) == [*first["findings"][1], "suppressed"]
    assert (suppressed["rule"], suppressed["text"]) == ("wording/a", "工作总结")
    assert suppressed["suppressed"] == {"source": "note", "reason": "照抄原文"}
    assert first["findings"][0]["fix"] is None
    assert first["findings"][0]["related"] == []


def test_chinese_is_readable_and_the_output_stable(parse: Callable[..., Document]) -> None:
    report = Report([Result("云川.txt", parse(TEXT))])
    text = write(report)
    assert '"path": "云川.txt"' in text
    assert text == write(report)
    assert text.endswith("}\n")
