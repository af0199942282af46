"""What the formats for other programs say."""

# ruff: noqa: E501

from __future__ import annotations

OUTPUTS: dict[str, str] = {
    # writers/github.py
    "zfcheck：全部结果{count}条": "zfcheck: all {count} results",
    "错误{errors}处、警告{warnings}处、提示{infos}处": "{errors} error(s), {warnings} warning(s), {infos} info",
    "GitHub 每一步每类只显示{most}条标注，另有{counts}没有标注，见上面的全部结果。": "GitHub shows {most} annotations of each type a step; {counts} more are in the list above.",
    "另有{count}处已注明忽略，没有列出。": "{count} more are suppressed and not listed.",
    "{place}：{message}": "{place}: {message}",
    "未检查（提示）": "not checked (info)",
    "未能检查": "not checked",
    # writers/junit.py
    "（已忽略）": " (suppressed)",
    "未发现问题": "no problems found",
    "{message}（共{count}处）": "{message} ({count} places)",
    "忽略的理由：{reason}": "suppressed because: {reason}",
    # writers/sarif.py
    "运行 zfcheck 时所在的文件夹": "the folder in which zfcheck was run",
    "结果超过{most}条，程度较轻的{count}条没有写入。": "There are more than {most} results; the {count} least severe are left out.",
    "这份文件没有行：行号是段落的序号，列号是段内的字数。": "This file has no lines: line numbers are numbers of paragraphs, columns count characters in them.",
}
