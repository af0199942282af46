"""The automaton finds what a naive search finds, for the rule that asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.phrases import SHORT, Hit, PhraseIndex, groups_of, needs_hits


def both(wanted: list[list[str]]) -> list[PhraseIndex]:
    """The literals looked for one by one, and by the automaton."""
    short, long = PhraseIndex(wanted), PhraseIndex(wanted)
    long._short = -1
    return [short, long]


words = st.text("平安𠮷a", max_size=4)


@given(st.lists(st.lists(words, max_size=4), max_size=4), st.text("平安𠮷a\n", max_size=40))
def test_scan_agrees_with_a_naive_search(wanted: list[list[str]], text: str) -> None:
    expected: dict[int, list[Hit]] = {}
    for rule, literals in enumerate(wanted):
        for number, literal in enumerate(literals):
            for start in range(len(text)):
                if literal and text.startswith(literal, start):
                    expected.setdefault(rule, []).append(Hit(number, start, start + len(literal)))
    order = lambda hit: (hit.start, hit.end, hit.literal)  # noqa: E731
    for index in both(wanted):
        assert {rule: sorted(hits, key=order) for rule, hits in index.scan(text).items()} == {
            rule: sorted(hits, key=order) for rule, hits in expected.items()
        }


@given(st.lists(st.lists(words, max_size=4), max_size=4), st.text("平安𠮷a\n", max_size=40))
def test_a_rule_s_own_hits_are_its_hits_made_late(wanted: list[list[str]], text: str) -> None:
    for index in both(wanted):
        found = index.scan(text)
        for rule in range(len(wanted)):
            own, hits = found.own(rule), found.of(rule)
            assert list(own) == hits
            assert (len(own), bool(own)) == (len(hits), bool(hits))
            assert own[:1] == hits[:1]
            late = {number: [place[1:] for place in places] for number, places in groups_of(own)}
            assert late == {number: [place[1:] for place in places] for number, places in groups_of(hits)}


@given(st.lists(st.lists(words, max_size=4), max_size=3), st.text("平安a", max_size=30))
def test_hits_come_in_order_of_place(wanted: list[list[str]], text: str) -> None:
    for index in both(wanted):
        for hits in index.scan(text).values():
            assert hits == sorted(hits, key=lambda hit: (hit.start, hit.end))


def test_the_automaton_is_built_when_it_pays() -> None:
    index = PhraseIndex([["平安"], ["云川"]])
    for _ in range(2):
        assert index.scan("平安云川" + "无" * (SHORT // 2 - 4)) == {0: [Hit(0, 0, 2)], 1: [Hit(0, 2, 4)]}
    assert "_automaton" not in vars(index)
    assert index.scan("云川") == {1: [Hit(0, 0, 2)]}
    assert "_automaton" in vars(index)


def test_no_literals_find_nothing() -> None:
    assert PhraseIndex([]).scan("平安云川") == {}
    assert PhraseIndex([[], [""]]).scan("平安云川") == {}


def test_two_rules_may_ask_for_the_same_words() -> None:
    found = PhraseIndex([["平安"], ["云川", "平安"]]).scan("平安云川")
    assert found == {0: [Hit(0, 0, 2)], 1: [Hit(1, 0, 2), Hit(0, 2, 4)]}


def test_offsets_count_code_points() -> None:
    assert PhraseIndex([["云川"]]).scan("𠮷𠮷云川") == {0: [Hit(0, 2, 4)]}


def test_a_rule_that_needs_hits_is_due_only_where_it_has_some() -> None:
    index = PhraseIndex([["平安"], ["云川"], [], ["云川"]], [True, True, False])
    assert index.due(index.scan("平安")) == [0, 2, 3]
    assert index.due(index.scan("无")) == [2, 3]


def test_texts_watched_for_are_met_but_are_nobodys_hits() -> None:
    index = PhraseIndex([["平安"]], [True], ["云川", "平安", "政法"])
    for text in ("平安云川", "平安云川" + "无" * SHORT):
        found = index.scan(text)
        assert found == {0: [Hit(0, 0, 2)]}
        assert found.met == {"平安", "云川"}
    assert index.due(index.scan("政法")) == []
    assert index.scan("无").met == set()


def test_a_checker_that_does_not_say_is_always_due() -> None:
    class Silent:
        literals = ("平安",)

    class Idle(Silent):
        needs_hits = True

    assert not needs_hits(Silent())
    assert needs_hits(Idle())
