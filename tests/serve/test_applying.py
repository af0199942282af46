"""Fixes that were accepted, and reviews with findings ignored."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from serve.conftest import Ask
from wordedit.wordmarks import comments, members, plain, settled
from wordfiles import p, package, r

from zfcheck.readers.docx import read
from zfcheck.serve.app import disposition

TEXT = "云川市2025年政法工作总结\n坚持统揽全局、协调各方，，推进各项工作，化解矛盾纠份12件。\n"
BODY = p(r("云川市2025年政法工作总结")) + p(r("坚持统揽全局、协调各方，，推进各项工作，化解矛盾纠份12件。"))
WORD = package(BODY)
Checked = Callable[..., dict[str, Any]]


def fixable(found: dict[str, Any], text: str) -> dict[str, Any]:
    """The finding with a fix that marks `text`."""
    return next(each for each in found["document"]["findings"] if each["fixable"] and text in each["text"])


def applied(ask: Ask, data: bytes, **told: Any) -> tuple[bytes, dict[str, Any]]:
    reply = ask("apply", data, **told)
    assert reply.status == 200, reply.body
    values = json.loads(reply.body)
    return b64decode(values["file"]), values


def test_one_fix_and_no_other(ask: Ask, checked: Checked) -> None:
    found = checked(TEXT.encode("gb18030"), name="a.txt")
    one = fixable(found, "纠份")
    data, values = applied(ask, TEXT.encode("gb18030"), name="a.txt", accept=[one["id"]])
    assert data.decode("gb18030") == TEXT.replace("纠份", "纠纷")
    assert (values["applied"], values["left"]) == ([one["id"]], [])
    assert values["result"] == checked(data, name="a.txt")
    left = {each["id"] for each in values["result"]["document"]["findings"]}
    assert left == {each["id"] for each in found["document"]["findings"]} - {one["id"]}


def test_a_fix_by_fingerprint_and_edits(ask: Ask, checked: Checked) -> None:
    one = fixable(checked(TEXT.encode(), name="a.txt"), "统揽")
    edits = [{key: edit[key] for key in ("start", "end", "text")} for edit in one["edits"]]
    named = {"rule": one["rule"], "fingerprint": one["fingerprint"], "edits": edits}
    data, _ = applied(ask, TEXT.encode(), name="a.txt", accept=[named])
    assert "总揽全局" in data.decode() and "纠份" in data.decode()
    wrong = {**named, "edits": [{**edits[0], "text": "坏"}]}
    assert ask("apply", TEXT.encode(), name="a.txt", accept=[wrong]).status == 409


def test_a_finding_that_is_not_there(ask: Ask) -> None:
    reply = ask("apply", TEXT.encode(), name="a.txt", accept=["0123456789abcdef"])
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (409, "no-such-finding")


def test_a_finding_without_a_fix_is_left_with_the_reason(ask: Ask, checked: Checked) -> None:
    text = "云川市工作总结\n调解成功率达197.5%。\n"
    one = next(each for each in checked(text.encode(), name="a.txt")["document"]["findings"] if not each["edits"])
    data, values = applied(ask, text.encode(), name="a.txt", accept=[one["id"]])
    assert data == text.encode()
    assert values["applied"] == [] and values["left"][0]["reason"]


def test_in_word_plainly_or_as_revisions(ask: Ask, checked: Checked) -> None:
    accept = [each["id"] for each in checked(WORD, name="a.docx")["document"]["findings"] if each["fixable"]]
    assert len(accept) > 1
    tracked, told = applied(ask, WORD, name="a.docx", accept=accept, how="revisions")
    direct, values = applied(ask, WORD, name="a.docx", accept=accept)
    assert b"<w:ins" in members(tracked)["word/document.xml"]
    assert (
        b"<w:ins" not in members(direct)["word/document.xml"] and b"<w:del" not in members(direct)["word/document.xml"]
    )
    assert (
        read(direct, "a.docx").text == read(settled(tracked, accept=True), "a.docx").text != read(WORD, "a.docx").text
    )
    assert plain(settled(tracked, accept=False)) == plain(WORD)
    assert values["applied"] == told["applied"] == accept
    assert not [each for each in values["result"]["document"]["findings"] if each["id"] in accept]


def test_revisions_of_others_and_of_earlier_stay(ask: Ask, checked: Checked) -> None:
    change = '<w:ins w:id="{}" w:author="{}">' + r("{}") + "</w:ins>"
    body = BODY + p(change.format(7, "张三", "新增一句。") + change.format(8, "zfcheck", "又一句。"))
    data = package(body)
    one = fixable(checked(data, name="a.docx"), "纠份")
    direct, _ = applied(ask, data, name="a.docx", accept=[one["id"]])
    xml = members(direct)["word/document.xml"].decode()
    assert xml.count("<w:ins") == 2 and "张三" in xml and "纠纷" in read(direct, "a.docx").text


def test_a_review_without_what_was_ignored(ask: Ask, checked: Checked) -> None:
    found = checked(WORD, name="报告.docx")
    one = fixable(found, "纠份")
    told = ask("review", WORD, name="报告.docx", ignore=[{"id": one["id"], "reason": "引文如此"}])
    every = ask("review", WORD, name="报告.docx")
    assert (told.status, told.name) == (200, "报告（已审）.docx")
    assert len(comments(every.body)) - len(comments(told.body)) == 1
    assert not any("纠份" in text for _, text in comments(told.body).values())


def test_a_review_with_revisions(ask: Ask) -> None:
    safe = ask("review", WORD, name="a.docx", **{"as": "revisions"})
    every = ask("review", WORD, name="a.docx", unsafe=True, **{"as": "revisions"})
    counts = [members(each.body)["word/document.xml"].count(b"<w:ins") for each in (safe, every)]
    assert counts[0] <= counts[1] and counts[1] > 0
    assert read(settled(every.body, accept=False), "a.docx").text == read(WORD, "a.docx").text


@pytest.mark.parametrize("form", ["html", "text", "json"])
def test_a_report_tells_what_was_ignored_and_why(ask: Ask, checked: Checked, form: str) -> None:
    one = fixable(checked(TEXT.encode(), name="报告.txt"), "纠份")
    named = {"fingerprint": one["fingerprint"], "reason": "引文如此"}
    reply = ask("review", TEXT.encode(), name="报告.txt", ignore=[named], **{"as": form})
    text = reply.body.decode()
    assert reply.name is not None and reply.name.startswith("报告（检查结果）.")
    if form == "json":
        document = json.loads(text)["documents"][0]
        assert [each["suppressed"] for each in document["suppressed"]] == [{"source": "page", "reason": "引文如此"}]
        assert one["fingerprint"] not in {each["fingerprint"] for each in document["findings"]}
    else:
        assert "页面上" in text
        assert ("引文如此" in text) == (form == "html")


def test_comments_go_into_word_files_only(ask: Ask) -> None:
    reply = ask("review", TEXT.encode(), name="a.txt")
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (422, "not-written")


def test_what_may_not_be_ignored_is_not(ask: Ask, checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    one = fixable(checked(TEXT.encode(), name="a.txt"), "纠份")
    monkeypatch.setattr("zfcheck.suppress.Names.lasting", lambda self, finding: True)
    reply = ask("review", TEXT.encode(), name="a.txt", ignore=[{"id": one["id"], "reason": "不改"}], **{"as": "json"})
    assert (reply.status, json.loads(reply.body)["error"]["code"]) == (409, "not-ignorable")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("报告（已审）.docx", "attachment; filename=\"______.docx\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%EF%BC%88%E5%B7%B2%E5%AE%A1%EF%BC%89.docx"),
        ('a";x\r\n.txt', "attachment; filename=\"a__x__.txt\"; filename*=UTF-8''a%22%3Bx%0D%0A.txt"),
    ],
)  # fmt: skip
def test_the_name_to_save_under(name: str, told: str) -> None:
    assert disposition(name) == told.replace("______", "_" * 6)
