"""What `check --fix` and `check --diff` do with each document: fix it where it stands, or show what would change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .delivery import write_over
from .fixes import Left, Why, is_wanted
from .messages import say
from .output import FOUND, StopError, complain, emit
from .rules import OF_REMARKS, Fault

if TYPE_CHECKING:
    from .files import Source
    from .fixing import Fixed
    from .results import Check, Result
    from .writers import Report
    from .writers.diff import Change


class Fixing:
    """What was asked for, and what came of it. Raises `StopError` for what cannot be asked for together."""

    def __init__(self, *, write: bool, diff: bool, unsafe: bool, quiet: bool, output_format: str) -> None:
        if unsafe and not (write or diff):
            raise StopError(say("--unsafe-fixes 要和 --fix 或 --diff 一起用。"))
        if diff and output_format != "text":
            raise StopError(say("--diff 有自己的输出格式，不能和 --output-format {name} 一起用。", name=output_format))
        self._write = write and not diff
        self._diff = diff
        self._unsafe = unsafe
        self._quiet = quiet
        self._changes: list[Change] = []
        self._count = 0
        self.aside = False
        """Whether a document has standard output, so that the report must go elsewhere."""

    @property
    def asked(self) -> bool:
        """Whether anything is to be fixed or shown."""
        return self._write or self._diff

    @property
    def shows(self) -> bool:
        """Whether differences are shown in place of a report."""
        return self._diff

    def changes(self, result: Result) -> bool:
        """Whether the document has anything to fix: then it is needed as it is on the disk."""
        return any(is_wanted(finding.fix, unsafe=self._unsafe) for finding in result.findings)

    def apply(self, check: Check, source: Source, data: bytes, result: Result) -> Result:
        """`result` as it is once the document is fixed; without `--fix` and `--diff` as it came."""
        if self._write:
            return self._fixed(check, source, data, result)
        if self._diff:
            return self._compared(check, data, result)
        return result

    # -- fixing ------------------------------------------------------------------------------------------------

    def _fixed(self, check: Check, source: Source, data: bytes, result: Result) -> Result:
        from .fixing import fix

        if source.path is None:
            return self._passed_on(check, data, result)
        fixed = fix(check, data, result, unsafe=self._unsafe)
        lost = fixed.fault
        if fixed.count:
            lost = _replace(source, data, fixed.data)
            if lost is not None:
                result.faults.append(lost)
                return result
        if lost is not None:
            fixed.result.faults.append(lost)
        self._tell(fixed)
        return fixed.result

    def _passed_on(self, check: Check, data: bytes, result: Result) -> Result:
        """Standard input is fixed on its way to standard output."""
        from .fixing import fix

        self.aside = True
        if result.document is None:
            return result  # which says why
        if result.document.read_only or result.document.format == "docx":
            message = say("--fix 从标准输入只改写文本和 Markdown，没有写出文稿。要改 Word 文件，请给出文件名。")
            result.faults.append(Fault("not-written", message))
            return result
        fixed = fix(check, data, result, unsafe=self._unsafe)
        if fixed.fault is not None:
            fixed.result.faults.append(fixed.fault)
        emit(fixed.data)
        self._tell(fixed)
        return fixed.result

    def _tell(self, fixed: Fixed) -> None:
        """What was changed in a document, and what was not."""
        path, document = fixed.result.path, fixed.result.document
        if fixed.refused and fixed.fault is None:
            complain(say("“{path}”没有改动：{reason}。", path=path, reason=fixed.refused))
            return
        if self._quiet:
            return
        if fixed.count and document is not None and document.format == "docx":
            complain(say("“{path}”里写入修订{count}处，请逐处接受或拒绝。", path=path, count=fixed.count))
        elif fixed.count:
            complain(say("“{path}”已改{count}处。", path=path, count=fixed.count))
        if fixed.count and fixed.left:
            complain(say("“{path}”还有{count}处要由人处理，见检查结果。", path=path, count=len(fixed.left)))
        doubtful = sum(1 for left in fixed.left if left.why is Why.UNSAFE)
        if doubtful:
            complain(
                say(
                    "“{path}”另有{count}处改动要您核对，没有写入：加 --unsafe-fixes --diff 先看怎么改，"
                    "加 --unsafe-fixes --fix 一起改。",
                    path=path,
                    count=doubtful,
                )
            )

    # -- comparing ---------------------------------------------------------------------------------------------

    def _compared(self, check: Check, data: bytes, result: Result) -> Result:
        from .fixing import fix
        from .writers.diff import Change

        fixed = fix(check, data, result, unsafe=self._unsafe)
        after = fixed.result
        if fixed.fault is not None:
            after.faults.append(fixed.fault)
        elif fixed.refused:
            complain(say("“{path}”不能自动改：{reason}。", path=after.path, reason=fixed.refused))
        text = after.document.text if after.document is not None else ""
        # Nothing is written: what reviewers left is what was there, without the revisions that a fix would be.
        left = [each for each in fixed.left if each.finding.once != OF_REMARKS]
        left += [Left(f, Why.NO_FIX, f.span.start) for f in result.findings if f.once == OF_REMARKS]
        left.sort(key=lambda each: each.at)
        self._changes.append(Change(after.path, result.document, text, left, after.faults))
        self._count += fixed.count
        return after

    def differences(self, report: Report) -> str:
        """What `--diff` shows in place of a report."""
        from .writers.diff import write

        if not self._quiet:
            self._say_count()
        known = {change.path for change in self._changes}
        self._changes += [_unread(result) for result in report.results if result.path not in known]
        changes = sorted(self._changes, key=lambda change: change.path)
        shown = sys.stdout is not None and sys.stdout.isatty()
        return write(changes, report.faults, color=report.color, shown=shown)

    def _say_count(self) -> None:
        if self._count:
            complain(say("可以自动改{count}处，没有写入文件；加 --fix 写入。", count=self._count))
        else:
            complain(say("没有可以自动改的地方。"))

    def status(self, status: int, fail_on: str) -> int:
        """The exit status, which is 1 as well where `--diff` has something to change."""
        return FOUND if status == 0 and self._count and self._diff and fail_on != "never" else status


def _unread(result: Result) -> Change:
    from .writers.diff import Change

    return Change(result.path, None, faults=result.faults)


def _replace(source: Source, old: bytes, new: bytes) -> Fault | None:
    """Put `new` in the place of `old` in a file; why not, where it cannot be done."""
    assert source.path is not None
    try:
        if source.path.read_bytes() != old:
            message = say("没有写入：检查期间文件被别的程序改过。请保存、关闭后重新运行。")
            return Fault("not-written", message)
        write_over(source.path, new)
    except OSError as error:
        return Fault(
            "not-written", say("无法写入“{path}”：{reason}。", path=source.path, reason=error.strerror or error)
        )
    except StopError as error:
        return Fault("not-written", str(error))
    return None
