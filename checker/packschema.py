"""The keys that a pack may hold, apart from those of the rule kinds."""

from __future__ import annotations

from .document import PLACES
from .kinds import Field
from .rules import KIND_WORDS, KINDS_OF_DOCUMENT, Severity

SEVERITIES = {severity.word: severity for severity in Severity}
STATUSES = ("stable", "trial", "retired")
"""`trial` rules speak at info; `retired` ones no longer run but keep their id."""


CASE_FIELDS = {
    "text": Field("text", "文稿的文字", required=True),
    "mark": Field("text", "应当标出的文字"),
    "fixed": Field("text", "改好后的文字"),
    "kind": Field("choice", "按哪种文种检查", choices=tuple(KINDS_OF_DOCUMENT), also=KIND_WORDS),
    "date": Field("day", "按哪一天检查"),
    "format": Field(
        "choice",
        "文字的格式：md 是 Markdown（可写表格），docx 是 Word"
        "（{++增++} {--删--} {>>批注<<} {==突出==} {__隐藏__} {**改格式**}，样子写在行首，如 {@ font=仿宋 size=16}）",
        choices=("text", "md", "docx"),
    ),
}
PACK_FIELDS = {
    "pack": Field("text", "规则包的名称", required=True),
    "title": Field("text", "规则包的标题"),
    "version": Field("text", "版本"),
    "extends": Field("texts", "以哪些规则包为基础"),
    "region": Field("text", "只在指定地区时启用"),
    "optional": Field("boolean", "只在 --pack 点名时启用"),
    "when": Field("choices", "没有用 --pack 点名时，只查哪些文种", choices=tuple(KINDS_OF_DOCUMENT), also=KIND_WORDS),
}
RULE_FIELDS = {
    "id": Field("text", "规则的名称，如 formulation/xxx", required=True),
    "title": Field("text", "一句话的标题", required=True),
    "kind": Field("text", "规则的种类", required=True),
    "severity": Field("choice", "严重程度", choices=tuple(SEVERITIES)),
    "basis": Field("text", "依据"),
    "why": Field("text", "为什么"),
    "advice": Field("text", "怎么改"),
    "fail": Field("maps", "应当查出的例子", fields=CASE_FIELDS, short="text"),
    "pass": Field("maps", "不应误报的例子", fields=CASE_FIELDS, short="text"),
    "aliases": Field("texts", "用过的旧名称"),
    "status": Field("choice", "状态", choices=STATUSES),
    "ignorable": Field("boolean", "能否被忽略"),
    "applies": Field(
        "map",
        "适用范围",
        fields={
            "kinds": Field("choices", "适用文种", choices=tuple(KINDS_OF_DOCUMENT), also=KIND_WORDS),
            "places": Field("choices", "适用位置", choices=PLACES),
            "since": Field("text", "适用于哪一天以后的文稿"),
            "until": Field("text", "适用于哪一天以前的文稿"),
        },
    ),
    "unless": Field(
        "map",
        "例外",
        fields={
            "before": Field("texts", "前面紧接这些文字时不报"),
            "after": Field("texts", "后面紧接这些文字时不报"),
            "near": Field("texts", "同一句里有这些文字时不报"),
            "quoted": Field("boolean", "在引号或书名号里时不报"),
        },
    ),
}
SCHEME_FIELDS = {
    "id": Field("text", "名称", required=True),
    "title": Field("text", "标题", required=True),
    "basis": Field("text", "依据"),
    "when": Field("integer", "至少有几段以它独有的序号开头才采用"),
    "levels": Field(
        "maps",
        "各级序号",
        required=True,
        fields={
            "form": Field("text", "正确写法，以第一个序号为例，如（一）", required=True),
            "wrong": Field("texts", "错误写法"),
            "not_followed": Field("pattern", "后面是这些文字时不是序号"),
            "level": Field("integer", "级别，省略时依次为 1、2、3"),
        },
        short="form",
    ),
}
ENUMERATION_FIELDS = {
    "id": Field("text", "名称", required=True),
    "title": Field("text", "标题"),
    "form": Field("text", "写法，以第一个为例，如 一是"),
    "words": Field("texts", "依次使用的词，如 首先、其次、再次"),
    "closes": Field("texts", "可以收尾的词，如 最后"),
}
TABLE_FIELDS = {
    "file": Field("text", "表格文件，在同一文件夹里", required=True),
}
"""What an `include:` of a pack says beside `rule`, which holds what all rules of the table share."""
PARTS = {
    "rules": "规则",
    "schemes": "标题的序号体系",
    "enumerations": "段内列举的写法，如 一是、二是",
    "sections": "各部分标题的写法（正则表达式），供 section 规则引用",
    "adjust": "改基础规则包里规则或类别的级别，off 是不用",
    "set": "改基础规则包里规则的内容",
    "include": "每行一条规则的表格",
}
"""The parts of a pack that are no plain fields."""
REWORDED = ("title", "why", "basis", "advice")
"""What `set` may say anew of a rule beside the fields of its kind."""
OFF = "off"
"""What `adjust` says of a rule that is not to run."""
