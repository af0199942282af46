"""Our new revisions accepted: no trace of them, and all others as they were."""

from __future__ import annotations

from wordedit.wordmarks import members
from wordfiles import p, package, r

from zfcheck.readers.docx import read
from zfcheck.reviewing import Tracked
from zfcheck.rules import Edit
from zfcheck.wordedit.accepting import changed_parts, with_new_revisions_accepted

OTHERS = (
    '<w:ins w:id="3" w:author="李四">'
    + r("另加。")
    + '</w:ins><w:del w:id="4" w:author="zfcheck"><w:r><w:delText>旧</w:delText></w:r></w:del>'
)
BEFORE = package(p(r("云川市工作总结")) + p(r("化解矛盾纠份12件，，", "<w:b/>") + OTHERS), footer1="<w:ftr/>")


def tracked(*edits: tuple[str, str]) -> bytes:
    document = read(BEFORE, "a.docx")
    made = [Edit(document.text.index(old), document.text.index(old) + len(old), new) for old, new in edits]
    return Tracked(BEFORE, document).with_edits(made)


def test_the_text_is_as_it_was_meant() -> None:
    after = tracked(("纠份", "纠纷"), ("，，", "。"))
    assert changed_parts(BEFORE, after) == ["word/document.xml"]
    done = with_new_revisions_accepted(BEFORE, after)
    assert read(done, "a.docx").text == read(BEFORE, "a.docx").text.replace("纠份", "纠纷").replace("，，", "。")
    xml = members(done)["word/document.xml"].decode()
    assert xml.count("<w:ins") == xml.count("<w:del ") == 1 and "李四" in xml
    assert xml.count("<w:b/>") >= 2  # what was put in looks like what it replaced


def test_other_parts_stay_byte_for_byte() -> None:
    done = members(with_new_revisions_accepted(BEFORE, tracked(("纠份", "纠纷"))))
    assert {name: part for name, part in done.items() if name != "word/document.xml"} == {
        name: part for name, part in members(BEFORE).items() if name != "word/document.xml"
    }


def test_nothing_new_is_nothing_changed() -> None:
    assert with_new_revisions_accepted(BEFORE, BEFORE) == BEFORE
