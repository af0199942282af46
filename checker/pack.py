"""A pack: YAML files of one folder (or one file) -> rules, marker schemes and section names.

Every error names file, line and column and the nearest right word.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .kinds import Field, Kind
from .lazy import lazily
from .messages import say
from .packfields import as_list, as_mapping, read_date, read_fields
from .packschema import ENUMERATION_FIELDS, OFF, PACK_FIELDS, RULE_FIELDS, SCHEME_FIELDS, SEVERITIES, TABLE_FIELDS
from .packtree import PackError, Problem, Tree, nearest, parse_yaml, read_table, read_yaml
from .reading import fold
from .records import Record, field
from .rules import CATEGORIES, Applies, Case, Place, Rule, Severity, Unless, Window
from .structure.markers import EnumerationStyle, Level, Scheme, enumeration_pattern, form, words_pattern

_PACK_ID = lazily(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$")
_RULE_NAME = lazily(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


class RuleSource(Record, frozen=True):
    """A rule with the fields of its kind, validated but not compiled."""

    rule: Rule
    fields: Mapping[str, Any]
    places: Mapping[str, Place]


class Pack(Record):
    """A loaded pack."""

    id: str
    path: Path
    title: str = ""
    version: str = ""
    extends: tuple[str, ...] = ()
    region: str | None = None
    optional: bool = False
    when: tuple[str, ...] = ()
    asked: bool = False
    """Whether it was named on purpose, or is the base of one that was."""
    plugin: str = ""
    rules: list[RuleSource] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=list)
    enumerations: list[EnumerationStyle] = field(default_factory=list)
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adjust: dict[str, tuple[Severity | None, Place]] = field(default_factory=dict)
    settings: dict[str, Tree] = field(default_factory=dict)
    """Fields of rules of the packs that it extends, by rule; read when the kind of the rule is known."""
    tables: list[str] = field(default_factory=list)
    """The tables that were included, as the pack names them."""
    places: dict[str, Place] = field(default_factory=dict)
    """Where `pack` and `extends` stand, and each of its sections: `sections done`."""


def yaml_files(path: Path) -> list[Path]:
    """The YAML files of the pack at `path`."""
    return sorted(path.glob("*.yaml")) + sorted(path.glob("*.yml")) if path.is_dir() else [path]


def pack_of(tree: Tree, path: Path, kinds: Mapping[str, Kind]) -> Pack:
    """The pack that `tree` holds, as if it had been read from `path`. Raises `PackError` with every problem found."""
    loader = _Loader(path, kinds)
    loader.take(tree, path)
    return loader.finish()


def load_pack(path: Path, kinds: Mapping[str, Kind], unsaved: Mapping[Path, str] | None = None) -> Pack:
    """Load the pack at `path`: a YAML file, or a folder whose YAML files all say the same `pack:`.

    `unsaved` is what is to be read in place of files: what an editor has not saved yet. Raises `PackError` with every
    problem found.
    """
    files = yaml_files(path)
    if not files:
        raise PackError([Problem(Place(str(path)), say("文件夹里没有规则包（*.yaml）。"))])
    loader = _Loader(path, kinds)
    for file in files:
        loader.read(file, (unsaved or {}).get(file))
    return loader.finish()


class _Loader:
    def __init__(self, path: Path, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.pack = Pack("", path)
        self.problems: list[Problem] = []
        self.ids: dict[str, Place] = {}
        self.tables: dict[Path, list[Tree]] = {}

    def finish(self) -> Pack:
        if self.problems:
            raise PackError(sorted(self.problems, key=lambda p: (p.place.file, p.place.line, p.place.column)))
        return self.pack

    def read(self, file: Path, text: str | None) -> None:
        try:
            tree = read_yaml(file) if text is None else parse_yaml(text, str(file))
        except PackError as error:
            self.problems += error.problems
            return
        self.take(tree, file)

    def take(self, tree: Tree, file: Path) -> None:
        """Take in what one file says."""
        readers = {
            "rules": self._rules,
            "schemes": self._schemes,
            "enumerations": self._enumerations,
            "sections": self._sections,
            "adjust": self._adjust,
            "set": self._set,
            "include": self._include,
        }
        mapping = as_mapping(tree, self.problems)
        head = {key: value for key, value in mapping.items() if key not in readers}
        self._head(head, sorted([*PACK_FIELDS, *readers]), tree.place)
        for key, reader in readers.items():
            if key in mapping and mapping[key][1].data is not None:
                reader(mapping[key][1], file)

    def _head(self, head: dict[str, tuple[Place, Tree]], known: list[str], place: Place) -> None:
        for key in [key for key in head if key not in PACK_FIELDS]:
            at, _ = head.pop(key)
            self.problems.append(Problem(at, say("不认识“{key}”。{hint}", key=key, hint=nearest(key, known))))
        values = read_fields(head, PACK_FIELDS, place, self.problems)
        name = values.get("pack", "")
        if name and not _PACK_ID.match(name):
            self.problems.append(
                Problem(
                    head["pack"][0], say("规则包名称“{name}”只能用小写字母、数字和连字符，如 yunchuan。", name=name)
                )
            )
        if self.pack.id and name and name != self.pack.id:
            self.problems.append(
                Problem(
                    head["pack"][0],
                    say(
                        "同一文件夹里的规则包名称不一致：“{name}”与“{other}”。请写成一样，或分开放。",
                        name=name,
                        other=self.pack.id,
                    ),
                )
            )
        self.pack.id = self.pack.id or name
        self.pack.title = self.pack.title or values.get("title", "")
        self.pack.version = self.pack.version or values.get("version", "")
        for key in head.keys() & {"pack", "extends"}:
            self.pack.places.setdefault(key, head[key][1].place)
        self.pack.extends += tuple(e for e in values.get("extends", ()) if e not in self.pack.extends)
        self.pack.region = self.pack.region or values.get("region")
        self.pack.optional = self.pack.optional or values.get("optional", False)
        self.pack.when += tuple(kind for kind in values.get("when", ()) if kind not in self.pack.when)

    def _rules(self, tree: Tree, file: Path) -> None:
        for item in as_list(tree):
            self._rule(item, file)

    def _include(self, tree: Tree, file: Path) -> None:
        """Tables whose rows are rules; `rule:` gives what all of them share."""
        for item in as_list(tree):
            shared: dict[str, tuple[Place, Tree]] = {}
            name = item.data if isinstance(item.data, str) else None
            if name is None:
                mapping = dict(as_mapping(item, self.problems))
                if "rule" in mapping:
                    shared = as_mapping(mapping.pop("rule")[1], self.problems)
                name = read_fields(mapping, TABLE_FIELDS, item.place, self.problems).get("file")
            for row in self._table(name, file, item.place):
                cells = as_mapping(_split(row, _LISTS), self.problems)
                self._rule(Tree(row.place, {**shared, **cells}), file)

    def _table(self, name: str | None, file: Path, place: Place) -> list[Tree]:
        if name is None:
            return []
        path = file.parent / name
        if path.resolve().parent != file.resolve().parent or not path.is_file():
            self.problems.append(
                Problem(place, say("旁边没有表格文件“{name}”（只能引用同一文件夹里的 .tsv）。", name=name))
            )
            return []
        if path not in self.tables:
            try:
                self.tables[path] = read_table(path)
            except PackError as error:
                self.problems += error.problems
                return []
            self.pack.tables.append(name)
        return self.tables[path]

    def _rule(self, tree: Tree, file: Path) -> None:
        mapping = dict(as_mapping(tree, self.problems))
        kind = self._kind(mapping, tree.place)
        if kind is None:
            return
        included = mapping.pop("include", None)
        if included is not None:
            self._add_rows(mapping, kind, included, file)
        known = {**RULE_FIELDS, **kind.fields}
        before = len(self.problems)
        values = read_fields(mapping, known, tree.place, self.problems)
        self._check_id(values.get("id"), mapping, tree.place)
        if len(self.problems) > before:
            return
        rule = self._common(values, tree.place, mapping["applies"][1].place if "applies" in mapping else tree.place)
        own = {key: value for key, value in values.items() if key in kind.fields}
        places = {key: at for key, (at, _) in mapping.items()}
        self.pack.rules.append(RuleSource(rule, own, places))

    def _kind(self, mapping: dict[str, tuple[Place, Tree]], place: Place) -> Kind | None:
        if "kind" not in mapping:
            self.problems.append(Problem(place, say("缺少“{key}”（{doc}）。", key="kind", doc=RULE_FIELDS["kind"].doc)))
            return None
        tree = mapping["kind"][1]
        name = tree.data if isinstance(tree.data, str) else ""
        kind = self.kinds.get(name)
        if kind is None:
            hint = nearest(name, sorted(self.kinds))
            self.problems.append(Problem(tree.place, say("没有“{kind}”这种规则。{hint}", kind=name, hint=hint)))
        return kind

    def _add_rows(
        self, mapping: dict[str, tuple[Place, Tree]], kind: Kind, included: tuple[Place, Tree], file: Path
    ) -> None:
        at, tree = included
        if kind.table is None:
            self.problems.append(Problem(at, say("“{kind}”这种规则不能用 include。", kind=kind.name)))
            return
        rows = [
            row
            for item in as_list(tree)
            for row in self._table(item.data if isinstance(item.data, str) else None, file, item.place)
        ]
        columns = kind.fields[kind.table].fields
        lists = {key for key, column in columns.items() if column.type == "texts"}
        if lists:
            rows = [_split(row, lists) for row in rows]
        place, already = mapping.get(kind.table, (at, Tree(at, [])))
        mapping[kind.table] = (place, Tree(place, as_list(already) + rows))

    def _check_id(self, name: str | None, mapping: dict[str, tuple[Place, Tree]], place: Place) -> None:
        if name is None:
            return
        at = mapping["id"][1].place
        category, _, rest = name.partition("/")
        if category not in CATEGORIES:
            hint = nearest(category, list(CATEGORIES))
            self.problems.append(
                Problem(at, say("规则名称“{id}”应以类别开头，如 formulation/xxx。{hint}", id=name, hint=hint))
            )
        elif not _RULE_NAME.match(rest):
            self.problems.append(Problem(at, say("规则名称“{id}”的后半部分只能用小写字母、数字和连字符。", id=name)))
        elif name in self.ids:
            self.problems.append(Problem(at, say("规则“{id}”重复，前一处在 {place}。", id=name, place=self.ids[name])))
        self.ids.setdefault(name, at)

    def _common(self, values: dict[str, Any], place: Place, dates: Place) -> Rule:
        applies, unless = values.get("applies", {}), values.get("unless", {})
        return Rule(
            id=values["id"],
            title=values["title"],
            kind=values["kind"],
            severity=SEVERITIES[values.get("severity", "warning")],
            pack=self.pack.id,
            basis=values.get("basis", ""),
            why=values.get("why", ""),
            advice=values.get("advice", ""),
            fail=tuple(_case(case) for case in values.get("fail", ())),
            passing=tuple(_case(case) for case in values.get("pass", ())),
            aliases=values.get("aliases", ()),
            status=values.get("status", "stable"),
            applies=Applies(
                frozenset(applies.get("kinds", ())),
                frozenset(applies.get("places", ())),
                Window(
                    read_date(applies.get("since"), dates, self.problems, last=False),
                    read_date(applies.get("until"), dates, self.problems, last=True),
                ),
            ),
            unless=Unless(
                tuple(fold(text) for text in unless.get("before", ())),
                tuple(fold(text) for text in unless.get("after", ())),
                tuple(fold(text) for text in unless.get("near", ())),
                unless.get("quoted", False),
            ),
            ignorable=values.get("ignorable", True),
            place=place,
        )

    def _schemes(self, tree: Tree, file: Path) -> None:
        for item in as_list(tree):
            values = read_fields(as_mapping(item, self.problems), SCHEME_FIELDS, item.place, self.problems)
            levels: list[Level] = []
            for number, level in enumerate(values.get("levels", ()), 1):
                try:
                    right = form(level["form"], level.get("not_followed", ""))
                    wrong = tuple(form(text, level.get("not_followed", "")) for text in level.get("wrong", ()))
                except (KeyError, ValueError) as error:
                    self.problems.append(
                        Problem(
                            level["place"], say("序号写法“{form}”里没有序号，请以第一个为例，如（一）。", form=error)
                        )
                    )
                    continue
                levels.append(Level(level.get("level", number), right, wrong))
            if levels and "id" in values:
                self.pack.schemes.append(
                    Scheme(
                        values["id"],
                        values.get("title", ""),
                        tuple(levels),
                        values.get("when", 0),
                        values.get("basis", ""),
                    )
                )

    def _enumerations(self, tree: Tree, file: Path) -> None:
        for item in as_list(tree):
            values = read_fields(as_mapping(item, self.problems), ENUMERATION_FIELDS, item.place, self.problems)
            words, closes = values.get("words", ()), values.get("closes", ())
            try:
                pattern = words_pattern(words, closes) if words else enumeration_pattern(values.get("form", ""))
            except ValueError:
                self.problems.append(Problem(item.place, say("请写 form（如 一是）或 words（如 首先、其次）。")))
                continue
            self.pack.enumerations.append(
                EnumerationStyle(
                    values.get("id", ""), values.get("title", ""), pattern, words, closes, values.get("form", "")
                )
            )

    def _sections(self, tree: Tree, file: Path) -> None:
        for name, (at, value) in as_mapping(tree, self.problems).items():
            patterns = read_fields({name: (at, value)}, {name: Field("patterns", "标题的各种写法")}, at, self.problems)
            self.pack.sections[name] = patterns.get(name, ())
            self.pack.places[f"sections {name}"] = at

    def _adjust(self, tree: Tree, file: Path) -> None:
        choices = (*SEVERITIES, OFF)
        for name, (at, value) in as_mapping(tree, self.problems).items():
            chosen = read_fields(
                {name: (at, value)}, {name: Field("choice", "严重程度", choices=choices)}, at, self.problems
            )
            if name in chosen:
                self.pack.adjust[name] = SEVERITIES.get(chosen[name]), at

    def _set(self, tree: Tree, file: Path) -> None:
        for name, (_, value) in as_mapping(tree, self.problems).items():
            as_mapping(value, self.problems)
            self.pack.settings[name] = value


def _case(values: dict[str, Any]) -> Case:
    return Case(
        values.get("text", ""),
        values.get("mark"),
        values.get("fixed"),
        values.get("kind"),
        values.get("date"),
        values["place"],
        values.get("format", "text"),
    )


_LISTS = {"fail", "pass", "wrong", "also", "members", "aliases"}
"""Columns of a table of rules that hold lists."""


def _split(row: Tree, lists: set[str]) -> Tree:
    """A row with the parts of its cells in the columns `lists`. The row itself stays: other rules may share it."""
    assert isinstance(row.data, dict)
    return Tree(row.place, {key: (at, _cells(cell) if key in lists else cell) for key, (at, cell) in row.data.items()})


def _cells(tree: Tree) -> Tree:
    """The parts of a cell that holds a list: split at `；`."""
    if not isinstance(tree.data, str):
        return tree
    return Tree(tree.place, [Tree(tree.place, part.strip()) for part in tree.data.split("；") if part.strip()])
