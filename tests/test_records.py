"""Records do what data classes do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from zfcheck import inits
from zfcheck.records import Record, _compiled, field, replace, told


class Pair(Record, frozen=True, order=True):
    """Two numbers."""

    one: int
    two: int = 2

    @property
    def both(self) -> int:
        return self.one + self.two


class Bag(Record):
    name: str
    items: list[int] = field(default_factory=list)
    seen: int = field(default=0, compare=False)
    hidden: int = field(default=1, repr=False)


class Alone(Record, eq=False):
    name: str = ""


class Triple(Pair, frozen=True, order=True):
    three: int = 3


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class PlainPair:
    one: int
    two: int = 2


@dataclasses.dataclass(slots=True)
class PlainBag:
    name: str
    items: list[int] = dataclasses.field(default_factory=list)
    seen: int = dataclasses.field(default=0, compare=False)
    hidden: int = dataclasses.field(default=1, repr=False)


@pytest.mark.parametrize(
    "what",
    [
        lambda pair, bag: repr(pair(1)).removeprefix("Plain"),
        lambda pair, bag: repr(bag("a", [1])).removeprefix("Plain"),
        lambda pair, bag: (pair(1) == pair(1, 2), pair(1) == pair(2), pair(1) == (1, 2), pair(1) != pair(1)),
        lambda pair, bag: (bag("a") == bag("a", seen=3), bag("a") == bag("a", hidden=3)),
        lambda pair, bag: (hash(pair(1)), bag.__hash__, pair.__match_args__, bag.__match_args__),
        lambda pair, bag: [pair(1) < pair(2), pair(1) <= pair(1), pair(3) > pair(2), pair(1) >= pair(2)],
        lambda pair, bag: repr(sorted([pair(2), pair(1, 3), pair(1)])).replace("Plain", ""),
        lambda pair, bag: [(each.name, each.type, each.repr, each.compare) for each in dataclasses.fields(bag)],
        lambda pair, bag: [each.default is dataclasses.MISSING for each in dataclasses.fields(bag("a"))],
        lambda pair, bag: dataclasses.asdict(bag("a", [1])),
        lambda pair, bag: dataclasses.astuple(dataclasses.replace(pair(1), two=5)),
        lambda pair, bag: (dataclasses.is_dataclass(pair), dataclasses.is_dataclass(bag("a"))),
        lambda pair, bag: [(each.name, each.kind) for each in inspect.signature(bag).parameters.values()],
        lambda pair, bag: str(inspect.signature(pair)),
        lambda pair, bag: hasattr(pair(1), "__dict__"),
    ],
)
def test_a_record_is_as_a_data_class(what: Callable[[Any, Any], object]) -> None:
    assert what(Pair, Bag) == what(PlainPair, PlainBag)


def test_what_is_made_anew_is_made_for_each() -> None:
    assert Bag("a").items is not Bag("a").items
    given: list[int] = []
    assert Bag("a", given).items is given


def test_it_is_known_by_itself_where_it_says_so() -> None:
    assert Alone() != Alone()
    assert len({Alone(), Alone()}) == 2


def test_fields_are_added_to_those_of_the_base() -> None:
    assert Triple(1).both == 3
    assert repr(Triple(1, three=4)) == "Triple(one=1, two=2, three=4)"
    assert Triple(1) != Pair(1)


def test_replace_copies_and_pickle() -> None:
    assert replace(Pair(1), two=4) == Pair(1, 4)
    with pytest.raises(TypeError):
        replace(Pair(1), three=4)
    for made in (copy.copy(Pair(1, 4)), copy.deepcopy(Pair(1, 4)), pickle.loads(pickle.dumps(Pair(1, 4)))):
        assert made == Pair(1, 4)


def test_told_are_the_fields_with_a_value_of_their_own() -> None:
    assert told(Bag("a", hidden=1)) == {"name": "a"}
    assert told(Bag("a", [1], hidden=2)) == {"name": "a", "items": [1], "hidden": 2}


def test_what_is_missing_or_too_much_is_said_by_name() -> None:
    with pytest.raises(TypeError, match=r"Pair\.__init__\(\) missing 1 required positional argument: 'one'"):
        Pair()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Pair\.__init__\(\) got an unexpected keyword argument 'three'"):
        Pair(1, three=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no default"):
        type(Pair)("Wrong", (Record,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1, "__qualname__": "Wrong"})


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("count", range(1, 26))
def test_every_number_of_fields_is_set(count: int, later: bool) -> None:
    names = [f"f{at}" for at in range(count)]
    usual = {name: inits.Anew(list) if later else name for name in names[1:]}
    body = {"__annotations__": dict.fromkeys(names, "int"), "__qualname__": "Made", **usual}
    kind: Any = type(Record)("Made", (Record,), body)
    made = kind(0)
    assert [getattr(made, name) for name in names] == [0, *([] if later else name for name in names[1:])]
    given = kind(*range(count))
    assert [getattr(given, name) for name in names] == list(range(count))
    assert kind(**{name: at for at, name in enumerate(names)}) == given


@pytest.mark.parametrize(("known", "later"), [(inits.SET, False), (inits.SET_LATER, True)])
def test_what_stands_there_is_what_would_be_compiled(known: tuple[Any, ...], later: bool) -> None:
    for count, code in enumerate(known):
        names = tuple("abcdefghijklmnopqrstuvwxyz"[:count])
        if names:
            assert code.co_code == _compiled(names, later).co_code
