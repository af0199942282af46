"""Records: classes that are what their fields are, as data classes are, but made in a thirtieth of the time.

A start makes some hundred of them, and `dataclasses` compiles six methods for each, which was a quarter of all that a
check of a short text took. A record's `__init__` is one of those in `inits` with other names put in; all else that a
record can do is told by its fields and stands here once. That a frozen record is not changed is a matter of types
(`mypy`): to say so at run time would make each one three times as dear, and there are hundreds in a document.

`dataclasses.replace`, `fields`, `asdict` and `is_dataclass` take records as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform

from .inits import SET, SET_LATER, Anew

Made = TypeVar("Made")
_NONE: Any = object()


class _Field:
    """What a field has that others have not."""

    __slots__ = ("compare", "default", "repr")

    def __init__(self, default: Any, repr: bool, compare: bool) -> None:
        self.default = default
        self.repr = repr
        self.compare = compare


def field(
    *, default: Any = _NONE, default_factory: Callable[[], Any] = _NONE, repr: bool = True, compare: bool = True
) -> Any:
    """A field of a record, as `dataclasses.field` says it."""
    usual = default if default_factory is _NONE else Anew(default_factory)
    return usual if repr and compare else _Field(usual, repr, compare)


class _RecordType(type):
    """Makes classes of records."""

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        body: dict[str, Any],
        frozen: bool = False,
        eq: bool = True,
        order: bool = False,
    ) -> _RecordType:
        if "__slots__" in body:  # no record of its own
            return super().__new__(cls, name, bases, body)
        base: Any = bases[0]
        types = {
            each: kind
            for each, kind in body.get("__annotations__", {}).items()
            if not str(kind).startswith(("ClassVar", "typing.ClassVar"))
        }
        own = tuple(types)
        defaults = dict(base._defaults)
        silent, apart = base._silent, base._apart
        for each in own:
            usual = body.pop(each, _NONE)
            if type(usual) is _Field:
                silent += () if usual.repr else (each,)
                apart += () if usual.compare else (each,)
                usual = usual.default
            if usual is not _NONE:
                defaults[each] = usual
            elif defaults:
                raise TypeError(f"{name}.{each} has no default and comes after one that has")
        names = base.__match_args__ + own
        body["__slots__"] = own
        body["__match_args__"] = names
        body["_defaults"], body["_silent"], body["_apart"], body["_frozen"] = defaults, silent, apart, frozen
        body["_values"] = _getter([each for each in names if each not in apart] if apart else names)
        if "__init__" not in body:
            body["__init__"] = _init(f"{body['__qualname__']}.__init__", names, defaults)
            body["__init__"].__annotations__ = {**base.__init__.__annotations__, **types, "return": None}
        if not eq:
            body["__eq__"], body["__hash__"] = object.__eq__, object.__hash__
        elif not frozen:
            body["__hash__"] = None
        if order:
            body["__lt__"], body["__le__"], body["__gt__"], body["__ge__"] = _less, _at_most, _more, _at_least
        return super().__new__(cls, name, bases, body)


class _AsDataClass:
    """What `dataclasses` asks of a class, made when it does."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, record: object, kind: Any) -> Any:
        from dataclasses import field, make_dataclass

        def told(name: str) -> Any:
            more: dict[str, Any] = {}
            if name in kind._defaults:
                usual = kind._defaults[name]
                more = {"default_factory": usual.make} if type(usual) is Anew else {"default": usual}
            return field(repr=name not in kind._silent, compare=name not in kind._apart, **more)

        types = kind.__init__.__annotations__
        fields = [(name, types[name], told(name)) for name in kind.__match_args__]
        return vars(make_dataclass(kind.__name__, fields, frozen=kind._frozen))[self._name]


@dataclass_transform(field_specifiers=(field,))
class Record(metaclass=_RecordType):
    """The base of all records: `class Span(Record, frozen=True)`, with fields as a data class has them."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()
    _defaults: Mapping[str, Any] = {}
    _silent: tuple[str, ...] = ()
    """Fields that its `repr` leaves out."""
    _apart: tuple[str, ...] = ()
    """Fields in which two that are equal may differ."""
    _frozen = True
    __dataclass_fields__ = _AsDataClass("__dataclass_fields__")
    __dataclass_params__ = _AsDataClass("__dataclass_params__")

    def __init__(self) -> None:
        pass

    @staticmethod
    def _values(record: Any) -> Any:
        """The fields that are compared."""
        return ()

    def __eq__(self, other: object) -> Any:
        if self.__class__ is not other.__class__:
            return NotImplemented
        values = self._values
        return values(self) == values(other)

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        told = (name for name in self.__match_args__ if name not in self._silent)
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in told])})"

    def __replace__(self, /, **changes: Any) -> Any:
        return replace(self, **changes)


def replace(record: Made, /, **changes: Any) -> Made:
    """The record with other values in some fields."""
    for name in record.__match_args__:  # type: ignore[attr-defined]
        if name not in changes:
            changes[name] = getattr(record, name)
    return type(record)(**changes)


def told(record: Record) -> dict[str, Any]:
    """The fields of a record that have another value than the usual one."""
    usual = type(record)._defaults
    out = {}
    for name in record.__match_args__:
        value = getattr(record, name)
        default = usual.get(name, _NONE)
        if default is _NONE or value != (default.make() if type(default) is Anew else default):
            out[name] = value
    return out


def _init(name: str, names: tuple[str, ...], defaults: Mapping[str, Any]) -> FunctionType:
    later = Anew in map(type, defaults.values())
    known = SET_LATER if later else SET
    code = known[len(names)] if len(names) < len(known) else _compiled(names, later)
    asked = ("type", "Anew", "make", *names) if later else names
    code = code.replace(co_name="__init__", co_qualname=name, co_varnames=("self", *names), co_names=asked)
    return FunctionType(code, {"Anew": Anew, "type": type}, "__init__", tuple(defaults.values()))


def _compiled(names: tuple[str, ...], later: bool) -> CodeType:
    """For a class of more fields than `inits` knows of."""
    set_ = "self.{0} = {0} if type({0}) is not Anew else {0}.make()" if later else "self.{0} = {0}"
    body = "; ".join([set_.format(name) for name in names])
    made: dict[str, Any] = {}
    exec(f"def init(self, {', '.join(names)}): {body}", made)
    code: CodeType = made["init"].__code__
    return code


def _getter(names: tuple[str, ...] | list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else Record._values


def _less(one: Any, other: Any) -> Any:
    return one._values(one) < other._values(other) if type(one) is type(other) else NotImplemented


def _at_most(one: Any, other: Any) -> Any:
    return one._values(one) <= other._values(other) if type(one) is type(other) else NotImplemented


def _more(one: Any, other: Any) -> Any:
    return one._values(one) > other._values(other) if type(one) is type(other) else NotImplemented


def _at_least(one: Any, other: Any) -> Any:
    return one._values(one) >= other._values(other) if type(one) is type(other) else NotImplemented
