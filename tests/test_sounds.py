"""Characters that sound alike."""

from __future__ import annotations

import pytest

from zfcheck.sounds import sound_alike, sounds, usual_reading


@pytest.mark.parametrize(("one", "other"), [("制", "治"), ("意", "义"), ("行", "航"), ("查", "察")])
def test_they_sound_alike(one: str, other: str) -> None:
    assert sound_alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("治", "治"), ("决", "定"), ("治", "冶"), ("a", "啊"), ("，", "。")])
def test_they_do_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


def test_a_character_may_have_several_readings() -> None:
    assert {"xing", "hang"} <= sounds("行")
    assert sounds("x") == frozenset()


def test_the_usual_reading_bears_its_tone() -> None:
    assert (usual_reading("实"), usual_reading("六"), usual_reading("x")) == ("shí", "liù", "")
