"""docs/settings.md: every key of a settings file, and of the file beside a document."""

from __future__ import annotations

from zfcheck.beside import SUFFIX
from zfcheck.settings import NAMES
from zfcheck.settings.fields import ANYWHERE, LISTS, OVERRIDE, SETTINGS
from zfcheck.sidecar import FIELDS

from .fields import TYPES, meaning, rows
from .markdown import MADE, block, code, table

_EXAMPLE = """\
region: 浙江                          # 启用这个地区的规则包（要先装它的插件）
packs: [gbt9704, 规则/云川.yaml]      # 再用这些规则包
exclude: [草稿/, "*.bak.txt"]
rules:
  numbering/single: off              # 不查
  wording/redundant: info            # 只作提示
  layout/margins: {top: 25.4}        # 改它的参数
accept: [云川通]                      # 自己的词，不当错别字
reject: [{wrong: 云川办通, right: 云川通}]
baseline: 基线.json
overrides:
  - paths: [调研/]
    kind: survey-report
    ignore: [structure]
"""
_TEXT = f"""\
设置写在 {code(NAMES[0])}（也可以叫 {code(NAMES[1])}、{code(NAMES[2])}）里，放在文稿所在的文件夹或它上面的文件夹：程序从每份文稿逐级向上找，找到第一个就用它，到有 `.git` 的文件夹为止。同一个文件夹里只能有一个。

- `zfcheck config 文稿` 显示对这份文稿起作用的设置，每一项出自哪个文件第几行。
- `zfcheck config --schema > zfcheck.schema.json` 输出 JSON Schema，编辑器用它提示和查错。
- `--config 文件` 用指定的设置文件，`--no-config` 不用任何设置文件。
- 命令行写了的，以命令行为准；{{lists}} 这几项是相加的。
- 设置只是数据，不能指定插件：插件是程序，只能由运行的人安装，或用 `--plugin` 指定。
- 写错的键，会指出文件、行、列和相近的写法，什么也不检查，退出状态为 2。
"""


def page() -> str:
    """The page of the settings."""
    lists = "、".join(code(key) for key in SETTINGS if key in LISTS)
    told = [
        [code(key), TYPES[field.type], "最上面、`overrides` 里" if key in ANYWHERE else "最上面", meaning(field)]
        for key, field in SETTINGS.items()
    ]
    own = {key: field for key, field in OVERRIDE.items() if key not in ANYWHERE}
    return "".join(
        [
            MADE,
            "# 设置\n\n",
            _TEXT.replace("{lists}", lists),
            "\n一个例子：\n\n",
            block(_EXAMPLE, "yaml"),
            "\n## 全部的键\n\n",
            table(["键", "写什么", "写在哪里", "含义"], told),
            "`rules` 里，键是规则或类别的名称，值是 `off`、`info`、`warning`、`error`，或一组参数（`severity` 也可以写在里面）。\n\n",
            "`reject` 里的每一项：\n\n",
            table(["键", "写什么", "含义"], rows(SETTINGS["reject"].fields)),
            "## 按路径另作规定（overrides）\n\n",
            "除了上表里标有 `overrides` 的键，每一项还要写：\n\n",
            table(["键", "写什么", "含义"], rows(own)),
            f"## 文稿旁边的忽略文件\n\n文件名是文稿的全名加 {code(SUFFIX)}，如 {code('报告.docx' + SUFFIX)}。",
            "`ignore:` 下面每一项：\n\n",
            table(["键", "写什么", "含义"], rows(FIELDS)),
            "怎样用，见[与查出的问题相处](living-with-findings.md)。\n",
        ]
    )
