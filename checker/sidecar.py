"""The file beside a document that says which findings in it are to be ignored: `报告.docx.zfcheck.yaml`.

It is for documents into which no note can be written (PDF, files of others) or should not.

    ignore:
      - rule: formulation/two-establishes       # a rule or category, or a list of them
        text: 确立的词句                          # only where it marks these words; left out: anywhere in the document
        reason: 引用的原文，不改
"""

from __future__ import annotations

from pathlib import Path

from .beside import beside, stands_beside
from .kinds import Field
from .messages import say
from .packfields import as_list, as_mapping, read_fields
from .packtree import PackError, Problem, Tree, nearest, read_yaml
from .rules import Fault
from .suppress import Ignore

FIELDS = {
    "rule": Field("texts", "忽略的规则或类别", required=True),
    "reason": Field("text", "理由", required=True),
    "text": Field("text", "只在标出的是这些文字时忽略"),
    "fingerprint": Field("text", "只忽略这一处（JSON 结果里的 fingerprint）"),
}


def read_ignores(path: Path) -> list[Ignore]:
    """What the file beside the document at `path` ignores; nothing where there is none. Raises `PackError`."""
    if not stands_beside(path):
        return []
    return ignores_in(read_yaml(beside(path)))


def ignores_in(tree: Tree) -> list[Ignore]:
    """What such a file ignores. Raises `PackError`."""
    problems: list[Problem] = []
    found: list[Ignore] = []
    for key, (place, value) in as_mapping(tree, problems).items():
        if key != "ignore":
            problems.append(Problem(place, say("不认识“{key}”。{hint}", key=key, hint=nearest(key, ["ignore"]))))
            continue
        for item in as_list(value):
            told = {key: each for key, each in as_mapping(item, problems).items() if not _is_empty(each[1])}
            values = read_fields(told, FIELDS, item.place, problems)
            if "rule" in values and "reason" in values:
                mine = Ignore(
                    values["rule"], values["reason"], item.place, values.get("text"), values.get("fingerprint")
                )
                found.append(mine)
    if problems:
        raise PackError(problems)
    return found


def _is_empty(tree: Tree) -> bool:
    """Whether nothing is said: a reason of blanks is none."""
    return not (tree.data.strip() if isinstance(tree.data, str) else tree.data)


def ignores_of(path: Path) -> tuple[list[Ignore], list[Fault]]:
    """What the file beside the document at `path` ignores, or why it ignores nothing.

    A mistake in it is a Fault of that one document: it is checked as if nothing were ignored, and so are all others.
    """
    try:
        return read_ignores(path), []
    except PackError as error:
        problems = "\n".join(map(str, error.problems))
        return [], [Fault("ignores-failed", say("文稿旁的忽略文件有误，没有起作用：{problems}", problems=problems))]
