"""YAML and TSV as one sort of tree in which every value and key knows file, line and column.

Packs go through `yaml.compose`, not `safe_load`: nodes keep their places, and `on`, `010` and `12:30` stay text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from .lazy import lazily
from .messages import say
from .records import Record
from .rules import Place

MOST_ALIASES = 20
"""YAML aliases in one file. Packs need none; a few thousand nested ones are a known way to fill memory."""

MOST_SHOWN = 15
"""Words listed where none is near: more would bury the message."""

_CHINESE_COLON = lazily(r"\s*(?:- +)?(?P<key>[a-z_]+(?:-[a-z]+)*)：")

_ALIAS = lazily(r"(?m)(?:^|[\s\[{,:-])\*[\w-]+")


class Problem(Record, frozen=True):
    """Something wrong in a pack: where, and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class PackError(Exception):
    """A pack that cannot be used. `problems` holds everything found, in order of place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Tree(Record):
    """A value with its place: None, text, a list of trees, or a mapping of key to (place of the key, tree)."""

    place: Place
    data: str | list[Tree] | dict[str, tuple[Place, Tree]] | None


def nearest(word: str, known: list[str]) -> str:
    """`，是否想写“…”` with the nearest known word, or the list of them where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return say("是否想写“{word}”？", word=close[0])
    shown = "、".join(known[:MOST_SHOWN])
    if len(known) > MOST_SHOWN:
        return say("可用的有：{words}等{count}个。", words=shown, count=len(known))
    return say("可用的有：{words}。", words=shown)


def read_yaml(path: Path, name: str | None = None) -> Tree:
    """The tree of a YAML file. Raises `PackError` for what is not well-formed YAML."""
    file = name or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PackError([Problem(Place(file), say("无法读取：{reason}。", reason=error.strerror))]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(Place(file), say("不是 UTF-8 编码，请另存为 UTF-8。"))]) from error
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Tree:
    """The tree of the text of a YAML file. Raises `PackError` for what is not well-formed YAML."""
    import yaml  # packs that come out of the cache do without

    if len(_ALIAS.findall(text)) > MOST_ALIASES:
        raise PackError(
            [Problem(Place(file), say("YAML 别名（*名称）超过 {most} 处，请直接写出内容。", most=MOST_ALIASES))]
        )
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        raise PackError([_chinese_colon(error, text, file) or _misspelt(error, file)]) from error
    except yaml.YAMLError as error:
        raise PackError([Problem(Place(file), say("YAML 写法有误：{reason}。", reason=error))]) from error
    if node is None:
        return Tree(Place(file, 1, 1), {})
    problems: list[Problem] = []
    tree = _tree(node, file, problems, 0)
    if problems:
        raise PackError(problems)
    return tree


def _chinese_colon(error: Any, text: str, file: str) -> Problem | None:
    """The key with a Chinese colon that is behind a mistake in YAML: on its line, or on the one before."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    for number in (mark.line, mark.line - 1) if mark else ():
        found = _CHINESE_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if found:
            reason = say("冒号要用英文的，后面空一格：{key}: …", key=found["key"])
            return Problem(Place(file, number + 1, found.end()), say("YAML 写法有误：{reason}。", reason=reason))
    return None


def _misspelt(error: Any, file: str) -> Problem:
    """A mistake in YAML, in words where it is one of those that people make."""
    reasons = {
        "found character that cannot start any token": say(
            "缩进用了制表符，或文字以 @、`、% 这样的符号开头而没有加引号"
        ),
        "could not find expected ':'": say("这一行的冒号后面没有空格，或没有冒号"),
        "did not find expected '-' indicator": say("缩进和上面的不一致"),
        "did not find expected key": say("缩进和上面的不一致，或引号、括号后面还有文字"),
        "found unexpected end of stream": say("从这里开始的引号没有写完"),
        "did not find expected ',' or '}'": say(
            "从这里开始的大括号里缺逗号，或没有写完；文字里有方括号、大括号的要加引号"
        ),
        "did not find expected ',' or ']'": say(
            "从这里开始的方括号里缺逗号，或没有写完；文字里有方括号、大括号的要加引号"
        ),
        "found unexpected ':'": say("括号里的文字有冒号，要加引号"),
        "found a tab character that violates indentation": say("缩进用了制表符，要用空格"),
        "found a tab character where an indentation space is expected": say("缩进用了制表符，要用空格"),
        "found unknown escape character": say("双引号里的反斜杠另有意思；正则表达式请用单引号"),
        "found undefined alias": say("以 * 开头的文字要加引号"),
        "did not find expected comment or line break": say("以 | 或 > 开头的文字要加引号"),
        "block sequence entries are not allowed in this context": say("“- ”要写在下一行"),
        "mapping values are not allowed in this context": say("一行里有两个“: ”，或缩进不对；文字里有冒号的要加引号"),
    }
    problem = error.problem or ""
    begun = problem in {"could not find expected ':'", "found unexpected end of stream"} or " or '" in problem
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if problem in reasons:
        return Problem(place, say("YAML 写法有误：{reason}。", reason=reasons[problem]))
    message = say("YAML 写法有误：{reason}。常见原因是缩进不齐、冒号后缺空格或引号不成对。", reason=problem)
    return Problem(place, message)


@cache
def _loader() -> Any:
    """A loader that composes nodes and does not guess what their text means: half the time went there for nothing."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        def resolve(self, kind: object, value: object, implicit: object) -> str:
            return ""

        def descend_resolver(self, current_node: object, current_index: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Loader


def _no_text(place: Place) -> Problem:
    return Problem(place, say("文字里有空字符（NUL），文稿里不会有它。请删去。"))


def _place(node: Any, file: str) -> Place:
    mark = node.start_mark
    return Place(file, mark.line + 1, mark.column + 1)


def _tree(node: Any, file: str, problems: list[Problem], depth: int) -> Tree:
    place = _place(node, file)
    if depth > 20:
        problems.append(Problem(place, say("嵌套太深。")))
        return Tree(place, None)
    if node.id == "scalar":
        if "\0" in node.value:
            problems.append(_no_text(place))
        plain = not node.style  # None or empty, by loader
        empty = plain and node.value in {"", "~", "null", "Null", "NULL"}
        return Tree(place, None if empty else node.value)
    if node.id == "sequence":
        return Tree(place, [_tree(child, file, problems, depth + 1) for child in node.value])
    mapping: dict[str, tuple[Place, Tree]] = {}
    for key, child in node.value:
        at = _place(key, file)
        if key.id != "scalar":
            problems.append(Problem(at, say("键必须是文字。")))
        elif key.value in mapping:
            problems.append(
                Problem(at, say("“{key}”重复，前一处在第 {line} 行。", key=key.value, line=mapping[key.value][0].line))
            )
        else:
            mapping[key.value] = (at, _tree(child, file, problems, depth + 1))
    return Tree(place, mapping)


def read_table(path: Path, name: str | None = None) -> list[Tree]:
    """The rows of a TSV as mappings of column name to text; empty cells are absent, `#` lines are comments.

    Raises `PackError` for a row with more cells than the header has columns.
    """
    file = name or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PackError([Problem(Place(file), say("无法读取：{reason}。", reason=error.strerror))]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(Place(file), say("不是 UTF-8 编码，请另存为 UTF-8。"))]) from error
    rows: list[Tree] = []
    problems: list[Problem] = []
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if "\0" in line:
            problems.append(_no_text(Place(file, number, line.index("\0") + 1)))
        cells = line.split("\t")
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        if len(cells) > len(header):
            problems.append(
                Problem(
                    Place(file, number, 1),
                    say("这一行有 {cells} 格，表头只有 {columns} 列。", cells=len(cells), columns=len(header)),
                )
            )
            continue
        column = 1
        mapping: dict[str, tuple[Place, Tree]] = {}
        for key, cell in zip(header, cells, strict=False):
            place = Place(file, number, column)
            if cell.strip():
                mapping[key] = (place, Tree(place, cell.strip()))
            column += len(cell) + 1
        rows.append(Tree(Place(file, number, 1), mapping))
    if problems:
        raise PackError(problems)
    return rows
