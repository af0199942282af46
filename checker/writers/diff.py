"""What fixing would change, as a unified diff, and behind it a line for every finding that would be left.

A line is a line of a text file or a paragraph of a Word file. All of it goes through `patch` and `git apply`, for text
files in UTF-8: what stands behind the last change is passed over by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from ..document import Document
from ..fixes import Left, Why
from ..lazy import lazily
from ..messages import say
from ..records import Record, field
from ..rules import Fault
from .concise import fault_line, finding_line
from .layout import paint
from .locate import Locator, plain, visible

_LINE = lazily(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_OF_PATCH = lazily(r"[^\n]*\n|[^\n]+\Z")
"""To `patch` and `git apply` a CR alone ends no line."""
_STYLES = {"+": "added", "-": "removed", "@": "hunk"}


class Change(Record, frozen=True):
    """What fixing would make of one document: its text, and what would be left."""

    path: str
    before: Document | None
    text: str = ""
    left: Sequence[Left] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)


def write(changes: Sequence[Change], faults: Sequence[Fault] = (), *, color: bool = False, shown: bool = False) -> str:
    """The diffs of all documents, what would be left in them, and `faults` of the run.

    With `shown`, for eyes alone, characters that nobody sees are shown by their number.
    """
    lines = [line for change in changes for line in _diff(change, color=color, shown=shown)]
    told = [fault_line(plain(change.path), fault) for change in changes for fault in change.faults]
    told += [fault_line("zfcheck", fault) for fault in faults]
    left = [line for change in changes for line in _left(change)]
    if left:
        left.insert(0, paint(say("以下{count}处不会自动改，要由人处理：", count=len(left)), "bold", color))
    return "".join(line + "\n" for line in [*lines, *([""] if lines and (told or left) else []), *told, *left])


def _diff(change: Change, *, color: bool, shown: bool) -> Iterator[str]:
    if change.before is None or change.before.text == change.text:
        return
    a_line = _LINE if shown else _LINE_OF_PATCH
    old, new = a_line.findall(change.before.text), a_line.findall(change.text)
    path = plain(change.path).removeprefix("/")
    for number, line in enumerate(unified_diff(old, new, f"a/{path}", f"b/{path}")):
        if number < 2:  # the names of the file
            yield paint(line.rstrip("\n"), "bold", color)
            continue
        content = line.removesuffix("\n")
        has_end = content != line or (shown and line.endswith("\r"))
        if shown:
            content = visible(content.rstrip("\r"))
        yield paint(content, _STYLES.get(line[0], ""), color)
        if not has_end and line[0] in "+- " and change.before.format != "docx":
            yield "\\ No newline at end of file"


def _left(change: Change) -> Iterator[str]:
    if change.before is None:
        return
    locator = Locator(change.before)
    for left in change.left:
        yield f"{finding_line(change.path, left.finding, locator.position(left.at))} {_reason(left.why)}"


def _reason(why: Why) -> str:
    if why is Why.UNSAFE:
        return say("（有改法，要您核对：加 --unsafe-fixes）")
    if why is Why.MAKES_ANOTHER:
        return say("（改了会引出别的问题）")
    if why is Why.NOT_WRITABLE:
        return say("（写不进这个文件）")
    return say("（没有现成的改法）")
