"""What callers may say, and what is made of it."""

from __future__ import annotations

from typing import Any

import pytest

from zfcheck.serve.asking import (
    PASTED,
    Named,
    Offered,
    RefusedError,
    Wanted,
    answering_of,
    apply_of,
    from_query,
    from_values,
    name_of,
    request_of,
)

OFFERED = Offered(frozenset({"浙江"}), frozenset({"gbt9704"}))


def test_what_is_left_out_is_left_open() -> None:
    assert from_query([], OFFERED, "en") == Wanted(PASTED, lang="en")
    empty = [(key, "") for key in ("name", "kind", "region", "as_of", "pack", "lang")]
    assert from_query(empty, OFFERED, "zh") == Wanted()


def test_what_is_said_is_taken() -> None:
    said = [("name", "报告.docx"), ("kind", "工作报告"), ("region", "浙江"), ("as_of", "2025-06-30"), ("lang", "en")]
    wanted = from_query([*said, ("pack", "gbt9704"), ("pack", "gbt9704")], OFFERED, "zh")
    assert wanted == Wanted("报告.docx", "work-report", "浙江", "2025-06-30", ("gbt9704",), "en")
    assert from_values({"pack": "gbt9704"}, OFFERED, "zh").packs == ("gbt9704",)


@pytest.mark.parametrize(
    ("told", "hint"),
    [
        ({"pack": ["core.yaml"]}, "gbt9704"),
        ({"pack": [1]}, "pack"),
        ({"region": "湖北"}, "浙江"),
        ({"kind": "小说"}, "work-summary"),
        ({"as_of": "去年"}, "2025-06-30"),
        ({"lang": "de"}, "en"),
        ({"name": 1}, "name"),
        ({"nmae": "a"}, "name"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(told: dict[str, Any], hint: str) -> None:
    with pytest.raises(RefusedError, match=hint) as caught:
        from_values(told, OFFERED, "zh")
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("报告.docx", "报告.docx"), ("/etc/passwd", "passwd"), ("C:\\文稿\\报告.docx", "报告.docx"), ("..", PASTED), ("a/", PASTED),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"), ("\u202egnp.docx", "gnp.docx"), ("\ud800.txt", ".txt"), ("", PASTED), (None, PASTED),
    ],
)  # fmt: skip
def test_a_name_is_no_path(told: str | None, name: str) -> None:
    assert name_of(told) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = name_of("长" * 1000 + ".docx")
    assert len(name) == 255 and name.endswith("长.docx")


def test_findings_are_named_by_id_or_fingerprint() -> None:
    edits = [{"start": 1, "end": 2, "text": "总"}]
    told = {"accept": ["a", {"id": "b"}, {"rule": "x/y", "fingerprint": "c", "edits": edits}], "how": "revisions"}
    asked = apply_of(told)
    assert asked.accept == (Named("a"), Named("b"), Named(fingerprint="c", rule="x/y", edits=((1, 2, "总"),)))
    assert asked.how == "revisions"
    assert answering_of({"ignore": [{"id": "a", "reason": "引文"}], "as": "html"}).ignore == (
        Named("a", reason="引文"),
    )
    assert (apply_of({}).how, answering_of({}).form) == ("plain", "comments")


def test_a_deep_text_is_refused() -> None:
    with pytest.raises(RefusedError):
        request_of("[" * 200_000)
