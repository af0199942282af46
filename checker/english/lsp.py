"""What the language server says."""

# ruff: noqa: E501

from __future__ import annotations

LSP: dict[str, str] = {
    # clilsp.py
    '没有安装语言服务器需要的组件。请执行：pip install "zfcheck[lsp]"': 'What the language server needs is not installed. Run: pip install "zfcheck[lsp]"',
    "语言服务器可以使用。": "The language server is ready for use.",
    "这个命令由编辑器启动，正在等编辑器说话。按 Ctrl+C 结束。": "This command is started by an editor and waits for one to speak. Ctrl+C ends it.",
    # lsp/actions.py, lsp/features.py
    "在这里忽略 {rule}（要写理由）": "Ignore {rule} here (give a reason)",
    "{how}（请核对）": "{how} (check it)",
    "改正全部稳妥的问题": "Make all safe fixes",
    # lsp/config.py
    "编辑器设置 {key} 应为一段文字，没有采用。": "The editor's setting {key} should be a text; it was not used.",
    "编辑器设置 {key} 不能写“{value}”，没有采用。{hint}": "The editor's setting {key} cannot be “{value}”; it was not used. {hint}",
    "编辑器设置 {key} 应为一列规则包的名称或路径，没有采用。": "The editor's setting {key} should be a list of names or paths of packs; it was not used.",
    # lsp/keys.py
    "表格里的规则共有的内容": "what the rules of the table share",
    "可以写：{words}": "May be: {words}",
    "必写": "required",
    # lsp/packs.py
    "规则 {rule}：{count}个例子，全部通过。": "Rule {rule}: {count} cases, all passed.",
    "规则 {rule}：{count}处例子不对。": "Rule {rule}: {count} mistakes in its cases.",
    "规则 {rule} 没有起作用（可能写了 status: retired），没有运行例子。": "Rule {rule} is not in force (it may say status: retired); its cases were not run.",
    "例子要用保存好的规则包来运行：请先保存这个文件。": "Cases are run with the pack as it is saved: save this file first.",
    "规则包有误，没有运行例子：{path}": "The pack has mistakes; its cases were not run: {path}",
    "规则包“{name}”：{count}处不对。": "Pack “{name}”: {count} mistakes.",
    "运行全部例子": "Run all cases",
    "运行这条规则的例子": "Run the cases of this rule",
    # lsp/reporting.py, lsp/server.py
    "没有检查：{reason}": "Not checked: {reason}",
    "检查这份文稿超过 {seconds} 秒，没有查完。请拆分后再检查。": "Checking this document took more than {seconds} seconds and was given up. Split it.",
    "检查时程序出错：{error}。请把它告知开发者。": "The program failed while checking: {error}. Please tell the developers.",
}
