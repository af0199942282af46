"""docs/formats.md: the output formats."""

from __future__ import annotations

from zfcheck.builtin import Builtin
from zfcheck.writers import BUILTIN

from .markdown import MADE, block, code, escape, table

_CALLS = """\
zfcheck --output-format concise 报告.docx        # 屏幕上用这种格式
zfcheck -o 结果.html 报告.docx                   # 另存一份网页，屏幕上照常显示
zfcheck -o 结果.json -o 结果.html 材料/          # 一次存几份
zfcheck -o gitlab=质量.json 材料/                # 文件名看不出格式的，写明格式
"""


def page() -> str:
    """The page of the formats."""
    writers = [
        [code(writer.name), escape(writer.title), " ".join(map(code, writer.suffixes)) or "—"] for writer in BUILTIN
    ]
    readers = [[code(reader.name), " ".join(map(code, reader.suffixes))] for reader in Builtin().zfcheck_readers()]
    return "".join(
        [
            MADE,
            "# 格式\n\n",
            "## 输出的格式\n\n",
            "`--output-format` 定屏幕上的格式，默认是 `text`。`-o`（`--output`）另把结果写入文件，可以写多次，格式按文件名的结尾定；这时屏幕上总是给人看的报告。只写一个 `-o` 又写了 `--output-format` 的，那个文件用这种格式。\n\n",
            table(["格式", "用途", "按这些结尾认出"], writers),
            block(_CALLS, "sh"),
            "\n插件可以再加格式。哪种格式里都不会漏掉“未能检查”的内容。顺序总是路径、位置、规则，同样的输入得到同样的字节。\n\n",
            "- `json`、`jsonl` 的位置：`offset` 从 0 数起，按字（Unicode 码点）数；`line`、`column` 从 1 数起，Word 文件的 `line` 是"
            "第几段。`suppressed` 是被忽略而没有报的。\n",
            "- `sarif`、`github`、`gitlab` 请在仓库的最上层、用相对路径运行，平台才能把问题标在文件上。\n",
            "- `github`：GitHub 对一步里的标注有数量限制，超出的只在日志里，日志里有全部问题。\n",
            "- `html` 是一个完整的文件，不联网也能看，可以按程度、类别筛选，可以打印。\n\n",
            "## 能读的格式\n\n",
            table(["格式", "文件名结尾"], readers),
            '`office` 一类要装有 LibreOffice；`pdf` 要 `pip install "zfcheck[pdf]"`。这两类只读：不能写批注，也不查版式。\n',
        ]
    )
