"""What nearly every report is written in, what is not, and how often it is met."""

from __future__ import annotations

from zfcheck.commonness import common, share, strange


def test_what_is_common() -> None:
    assert set("云川市，。（A1\n") <= set(common())
    assert strange("云川市\u200b們，—\u200b") == "\u200b們—"
    assert strange("云川市") == ""
    assert strange("云川\x07市\t\n") == "\x07"


def test_what_is_longer_is_rarer() -> None:
    assert share("的") > share("云") > share("云川") > share("云川市政法委")
    assert share("，，") < share("，")
