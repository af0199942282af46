"""A settings file and those that it extends -> layers, the last of which counts most.

Every error names file, line and column and the nearest right key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import again
from ..kinds import Field
from ..messages import say
from ..packfields import as_list, as_mapping, read_fields, read_value
from ..packtree import PackError, Problem, Tree, nearest, parse_yaml, read_yaml
from ..records import Record
from ..rules import Place
from .fields import OVERRIDE, RULE_CHOICES, SETTINGS

_PLUGIN_KEYS = ("plugin", "plugins")
_DEEPEST = 10
"""Settings files that may extend one another in a row."""


class Layer(Record, frozen=True):
    """What one settings file says at its top, or one of its overrides (then `paths` are not empty).

    Values have the place of their key. `rules` are kept as trees: their fields are known when the packs are.
    """

    file: Path
    paths: tuple[str, ...]
    values: Mapping[str, tuple[Place, Any]]
    rules: Mapping[str, tuple[Place, Tree]]
    reject: tuple[Tree, ...] = ()


def read_settings(file: Path, text: str | None = None) -> list[Layer]:
    """The layers of `file`, those of its bases first. Raises `PackError` with every problem found.

    `text` is what is to be read in its place: what an editor has not saved yet.
    """
    problems: list[Problem] = []
    layers = _read(file, [], set(), problems, text)
    if problems:
        raise PackError(sorted(problems, key=lambda p: (p.place.file, p.place.line, p.place.column)))
    return layers


def _read(
    file: Path, above: list[Path], read: set[Path], problems: list[Problem], text: str | None = None
) -> list[Layer]:
    """The layers of `file`, in which those of the files `read` already are not repeated."""
    read.add(file.resolve())
    again.note(file)
    try:
        tree = read_yaml(file) if text is None else parse_yaml(text, str(file))
    except PackError as error:
        problems += error.problems
        return []
    mapping = dict(as_mapping(tree, problems))
    layers: list[Layer] = []
    if "extends" in mapping:
        for item in as_list(mapping["extends"][1]):
            layers += _base(item, file, [*above, file.resolve()], read, problems)
    overrides = mapping.pop("overrides", None)
    layers.append(_layer(mapping, SETTINGS, file, tree.place, problems))
    for item in as_list(overrides[1]) if overrides else ():
        layers.append(_layer(dict(as_mapping(item, problems)), OVERRIDE, file, item.place, problems))
    return layers


def _base(item: Tree, file: Path, above: list[Path], read: set[Path], problems: list[Problem]) -> list[Layer]:
    if not isinstance(item.data, str):
        problems.append(Problem(item.place, say("“{key}”应为一段文字。", key="extends")))
        return []
    path = file.parent / item.data
    if path.resolve() in above or len(above) > _DEEPEST:
        problems.append(Problem(item.place, say("设置文件互相 extends：“{path}”。", path=item.data)))
    elif not os.path.isfile(path):
        message = say("extends 里的设置文件“{path}”不存在。路径从本文件所在的文件夹算起。", path=item.data)
        problems.append(Problem(item.place, message))
    elif path.resolve() not in read:
        return _read(path, above, read, problems)
    return []


def _layer(
    mapping: dict[str, tuple[Place, Tree]],
    fields: Mapping[str, Field],
    file: Path,
    place: Place,
    problems: list[Problem],
) -> Layer:
    _refuse_plugins(mapping, problems)
    places = {key: at for key, (at, _) in mapping.items()}
    rules = mapping.pop("rules", None)
    reject = mapping.get("reject")
    plain = {key: field for key, field in fields.items() if key not in {"rules", "overrides"}}
    for key in [key for key in mapping if key not in plain]:
        at, _ = mapping.pop(key)
        problems.append(Problem(at, say("不认识“{key}”。{hint}", key=key, hint=nearest(key, sorted(fields)))))
    values = read_fields(mapping, plain, place, problems)
    for key in ("paths", "exclude"):
        if key in mapping:
            _refuse_patterns(mapping[key][1], problems)
    if "paths" in mapping and not values.get("paths") and mapping["paths"][1].data is not None:
        problems.append(Problem(places["paths"], say("“paths”没有写路径。对所有文稿有效的设置请写在最外层。")))
    rows = _rows_of_files(values, places, file, problems)
    if reject is not None:
        rows += [row if isinstance(row.data, dict) else _row(row) for row in as_list(reject[1])]
    for key in ("reject", "reject-file", "accept-file"):
        values.pop(key, None)
    return Layer(
        file,
        values.pop("paths", ()),
        {key: (places[key], value) for key, value in values.items()},
        _rules(rules[1], problems) if rules else {},
        tuple(rows),
    )


def _refuse_patterns(tree: Tree, problems: list[Problem]) -> None:
    """What git could not read as a pattern of paths."""
    import re

    from pathspec import GitIgnoreSpec

    for item in as_list(tree):
        try:
            GitIgnoreSpec.from_lines([item.data] if isinstance(item.data, str) else [])
        except (ValueError, re.error):
            message = say("路径“{pattern}”写法有误，写法同 .gitignore。", pattern=item.data)
            problems.append(Problem(item.place, message))


def _refuse_plugins(mapping: dict[str, tuple[Place, Tree]], problems: list[Problem]) -> None:
    """Python is never loaded because a file in the checked folder says so."""
    for key in _PLUGIN_KEYS:
        if key in mapping:
            at, _ = mapping.pop(key)
            message = say("设置文件里不能指定插件：插件是程序，只能由运行的人安装，或用 --plugin 指定。")
            problems.append(Problem(at, message))


def _rules(tree: Tree, problems: list[Problem]) -> dict[str, tuple[Place, Tree]]:
    """What is said of each rule: a word, or a mapping of its fields."""
    found: dict[str, tuple[Place, Tree]] = {}
    severity = Field("choice", "", choices=RULE_CHOICES)
    for name, (at, value) in as_mapping(tree, problems).items():
        told = value.data.get("severity", (at, None))[1] if isinstance(value.data, dict) else value
        if told is not None:
            read_value(told, severity, name if told is value else "severity", problems)
        found[name] = at, value
    return found


def _rows_of_files(values: dict[str, Any], places: dict[str, Place], file: Path, problems: list[Problem]) -> list[Tree]:
    """The words of the files that a layer names: accepted ones are added to `values`, rejected ones given back."""
    if "accept-file" in values:
        lines = _lines(file, values["accept-file"], places["accept-file"], problems)
        values["accept"] = (*values.get("accept", ()), *(line for _, line in lines))
        places.setdefault("accept", places["accept-file"])
    rows: list[Tree] = []
    if "reject-file" in values:
        path = str(file.parent / values["reject-file"])
        for number, line in _lines(file, values["reject-file"], places["reject-file"], problems):
            wrong, _, right = line.partition("\t")
            place = Place(path, number, 1)
            rows.append(_row(Tree(place, wrong.strip()), right.strip()))
    return rows


def _row(wrong: Tree, right: str = "") -> Tree:
    row = {"wrong": (wrong.place, wrong)}
    if right:
        row["right"] = wrong.place, Tree(wrong.place, right)
    return Tree(wrong.place, row)


def _lines(file: Path, name: str, place: Place, problems: list[Problem]) -> list[tuple[int, str]]:
    """The words of a file beside `file`, with the numbers of their lines; what is after `#` is no word."""
    path = file.parent / name
    again.note(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(place, say("找不到词表文件“{path}”。路径从本文件所在的文件夹算起。", path=name)))
        return []
    except UnicodeDecodeError:
        problems.append(Problem(place, say("词表文件“{path}”不是 UTF-8 编码，请另存为 UTF-8。", path=name)))
        return []
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(Problem(place, say("无法读取词表文件“{path}”：{reason}。", path=name, reason=reason)))
        return []
    words = ((number, line.partition("#")[0].strip(" \r\n\u3000")) for number, line in enumerate(text.split("\n"), 1))
    return [(number, word) for number, word in words if word]
