"""The sorts of numbering problems, and one problem."""

from __future__ import annotations

from ..records import Record
from ..rules import Fix, Related
from ..span import Span

CHECKS = {
    "gap": "序号跳号",
    "repeat": "序号重复",
    "order": "序号颠倒",
    "restart": "序号无故重新开始",
    "orphan": "下级标题前没有上级标题",
    "skip": "标题越级",
    "marker": "序号后的标点或括号有误",
    "mixed": "同一组序号写法不一",
    "run-on": "标题没有另起一段",
    "double": "序号写了两遍",
    "single": "一级标题只有一项",
    "inline-gap": "段内序数缺项",
    "inline-order": "段内序数颠倒或重复",
    "inline-cut": "段内序数有头无尾",
    "inline-mixed": "段内序数混用",
    "dash": "破折号条目带数字",
    "bullets": "项目符号混用",
}


class Problem(Record, frozen=True):
    """One thing wrong with the numbering; `check` is a key of CHECKS."""

    check: str
    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
