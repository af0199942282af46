"""English for fixing documents and for what a fix would change."""

# ruff: noqa: E501

from __future__ import annotations

FIXING: dict[str, str] = {
    # clifix.py
    "--unsafe-fixes 要和 --fix 或 --diff 一起用。": "--unsafe-fixes needs --fix or --diff.",
    "--diff 有自己的输出格式，不能和 --output-format {name} 一起用。": "--diff has a format of its own and does not go with --output-format {name}.",
    "“{path}”没有改动：{reason}。": "“{path}” is unchanged: {reason}.",
    "“{path}”不能自动改：{reason}。": "“{path}” cannot be fixed: {reason}.",
    "“{path}”里写入修订{count}处，请逐处接受或拒绝。": "{count} tracked changes written into “{path}”; accept or reject each.",
    "“{path}”已改{count}处。": "“{path}”: {count} places changed.",
    "“{path}”还有{count}处要由人处理，见检查结果。": "“{path}”: {count} findings are left for people; see the report.",
    "“{path}”另有{count}处改动要您核对，没有写入：加 --unsafe-fixes --diff 先看怎么改，加 --unsafe-fixes --fix 一起改。": "“{path}”: {count} other changes need your judgement and were not written: --unsafe-fixes --diff shows them, --unsafe-fixes --fix makes them too.",
    "--fix 从标准输入只改写文本和 Markdown，没有写出文稿。要改 Word 文件，请给出文件名。": "From standard input --fix takes text and Markdown only, so no document was written. To fix a Word file, give its name.",
    "可以自动改{count}处，没有写入文件；加 --fix 写入。": "{count} places can be fixed; nothing was written. --fix writes them.",
    "没有可以自动改的地方。": "There is nothing to fix.",
    "没有写入：检查期间文件被别的程序改过。请保存、关闭后重新运行。": "Not written: another program changed the file while it was checked. Save and close it, then run this again.",
    # writeback.py
    "--fix 只改写 .docx、文本和 Markdown 文件": "--fix writes .docx, text and Markdown files only",
    "文件有数字签名，改动会使签名失效": "it is signed, and any change would break the signature",
    "没有改动：文件有几个字节按 {encoding} 读出后不能原样写回。请核对文稿，另存为 UTF-8 编码后再改。": "Unchanged: some bytes of the file, read as {encoding}, could not be written back as they were. Check the document, save it as UTF-8, then fix it.",
    # writers/diff.py
    "以下{count}处不会自动改，要由人处理：": "{count} findings would be left for people:",
    "（有改法，要您核对：加 --unsafe-fixes）": "(has a fix that needs your judgement: --unsafe-fixes)",
    "（改了会引出别的问题）": "(its fix would lead to another finding)",
    "（写不进这个文件）": "(its fix cannot be written into this file)",
    "（没有现成的改法）": "(no fix)",
    "--diff 不能和 --output 一起用。要存成文件：zfcheck --diff … > 改动.diff": "--diff does not go with --output. To keep it in a file: zfcheck --diff … > changes.diff",
}
