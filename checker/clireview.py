"""The command `review`: answers written into a Word file."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .clihelp import Command
from .clioffers import file_names
from .clioptions import (
    as_of_day,
    asked,
    document_kind,
    fail_on_level,
    lang,
    pack_options,
    rule_options,
    unsafe_fixes_too,
    with_baseline,
)
from .delivery import same_file, write_over
from .messages import say
from .output import NOT_CHECKED, StopError, complain, read_source, say_faults, status_of, stopping
from .rules import Fault, Severity
from .runs import Run

if TYPE_CHECKING:
    from .engine import Result
    from .wordedit import Reviewed

_WORD = (".docx", ".docm", ".dotx", ".dotm")
_CONVERTIBLE = (".doc", ".wps", ".odt", ".rtf")


@click.command(cls=Command)
@click.argument("file", metavar="文件.docx", shell_complete=file_names)
@click.option(
    "-o",
    "--output",
    metavar="新文件.docx",
    help="写到哪个文件；默认在原文件名后加“（已审）”",
    shell_complete=file_names,
)
@click.option("--tracked", is_flag=True, help="稳妥的改动同时写成修订，可逐处接受或拒绝")
@unsafe_fixes_too
@rule_options
@pack_options
@document_kind
@as_of_day
@with_baseline
@fail_on_level
@click.option("--quiet", is_flag=True, help="只显示问题和未能检查之处")
@lang
def review(
    file: str,
    output: str | None,
    tracked: bool,
    unsafe_fixes: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """检查一份 Word 文稿，把每条意见写成批注，存为新文件。

    原文件不动。再次检查带批注的文件时，只换掉 zfcheck 自己的批注，别人的批注和修订都保留。
    """
    from .files import collect
    from .reviewing import WORD, is_signed, review_bytes

    if unsafe_fixes and not tracked:
        raise StopError(say("--unsafe-fixes 要和 --tracked 一起用。"))
    if os.path.isdir(file):
        raise StopError(say("“{path}”是文件夹，请给出一份文稿。", path=file))
    target = _target(output, file)
    run = Run(asked(**options))
    source = collect([file], ()).sources[0]
    data = read_source(source)
    if isinstance(data, Fault):
        return say_faults([data])
    with stopping():
        plan = run.plan(source.path)
        result, reviewed = review_bytes(
            lambda now: run.check(now, source.name, source.path),
            plan.rules.by_name,
            data,
            tracked=tracked,
            unsafe=unsafe_fixes,
        )
    if reviewed is None:
        if result.document is not None and result.document.format != WORD:
            raise StopError(_no_word_file(source.name))
        return say_faults(result.faults) or NOT_CHECKED
    write_over(target, reviewed.data)
    say_faults([*result.faults, *plan.rules.faults])
    if reviewed.data != data and is_signed(data):
        complain(say("原文件有数字签名。新文件和它不同，里面的签名已经失效。"))
    for line in reviewed.untold:
        complain(line)
    if not quiet:
        complain(_summary(result, reviewed, target))
        if tracked and not unsafe_fixes:
            _say_left(result)
    return status_of([result], plan.rules.faults, plan.fail_on)


def _target(output: str | None, file: str) -> Path:
    """Where the reviewed file goes: a Word file, and not the draft itself.

    Under the name that we make up nothing is overwritten: somebody may have gone on working in an earlier review.
    """
    from .files import STDIN

    draft = Path(file)
    if output is None:
        if file == STDIN:
            raise StopError(say("从标准输入读的文稿没有名字，请用 -o 指明写到哪个文件。"))
        if draft.suffix.lower() not in _WORD and draft.exists():
            raise StopError(_no_word_file(file))
        target = draft.with_name(f"{draft.stem}{say('（已审）')}{draft.suffix}")
        if os.path.lexists(target):  # asks of a name that is too long, too
            raise StopError(say("“{path}”已经有了。要写到别的文件或覆盖它，请用 -o 指明。", path=target))
    else:
        target = Path(output)
    if target.suffix.lower() not in _WORD:
        raise StopError(say("“{path}”不是 Word 文件名，批注要写进 .docx 文件，如 报告（已审）.docx。", path=target))
    kind = draft.suffix.lower()
    if kind in _WORD and target.suffix.lower() != kind:  # the content would say one thing and the name another
        raise StopError(say("“{path}”要和原文件一样以 {kind} 结尾，否则 Word 打不开。", path=target, kind=kind))
    if same_file(target, draft):
        raise StopError(say("-o 的“{path}”就是原文件，写入会覆盖它。请换一个文件名。", path=target))
    return target


def _no_word_file(name: str) -> str:
    """What to do with a document that can be checked, and not be answered in itself."""
    if Path(name).suffix.lower() in _CONVERTIBLE:
        return say("“{path}”不是 .docx 文件，不能在里面写批注。请用 Word 或 WPS 另存为 .docx。", path=name)
    return say("“{path}”不是 Word 文件，批注只能写进 .docx。要看检查结果：zfcheck {path}", path=name)


def _say_left(result: Result) -> None:
    """How many changes were left out because somebody has to look at them first."""
    from .fixes import chosen

    left = len(chosen(result.findings)) - len(chosen(result.findings, unsafe=False))
    if left:
        complain(say("另有{count}处改动要您核对，没有写入；加 --unsafe-fixes 可写成修订。", count=left))


def _summary(result: Result, reviewed: Reviewed, target: Path) -> str:
    found = Counter(finding.severity or Severity.INFO for finding in result.findings)
    text = say(
        "已写入“{path}”：错误{errors}处、警告{warnings}处、提示{infos}处，批注{comments}条",
        path=target,
        errors=found[Severity.ERROR],
        warnings=found[Severity.WARNING],
        infos=found[Severity.INFO],
        comments=reviewed.comments,
    )
    if reviewed.edits:
        text += say("，修订{count}处", count=reviewed.edits)
    if reviewed.unplaced:
        text += say("（页眉、脚注等处的{count}处写在标题旁的一条批注里）", count=reviewed.unplaced)
    text += say("。")
    return text + (say("下一步：打开文件，逐条处理后删除批注。") if reviewed.comments else "")
