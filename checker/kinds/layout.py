"""Kind `layout`: how the parts of a paper look on the page of a Word file (GB/T 9704—2012).

Every number is a field, so that a house style is a small pack that extends the standard's and `set`s its own. Files
that say nothing of their looks (text, Markdown, PDF), and converted ones, are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..document import Document
from ..looks.elements import ELEMENTS, part_name
from ..looks.names import half_points, plain
from ..messages import say
from ..phrases import Hit
from ..rules import Finding, Rule
from ..wants import Wants
from . import Field, Kind, RuleError, Vocabulary

if TYPE_CHECKING:
    from ..formatting import Layout

    Check = Callable[[Document, Layout], Iterable[Finding]]

FIELDS = {
    "check": Field(
        "choice",
        "查什么：paper 纸张，margins 页边距，grid 文档网格，font 字体字号，color 颜色，bold 加粗，"
        "marks 西文字体里的中文标点，spacing 行距，gap 段前段后间距，indent 首行缩进，"
        "blanks 用空格缩进，alignment 对齐，page-number 有没有页码，"
        "page-number-form 页码的写法，page-number-font 页码的字体字号，page-number-side 页码的左右位置",
        required=True,
        choices=(
            *("paper", "margins", "grid", "font", "color", "bold", "marks", "spacing", "gap", "indent", "blanks"),
            *("alignment", "page-number", "page-number-form", "page-number-font", "page-number-side"),
        ),
    ),
    "elements": Field("choices", "查公文的哪些部分", choices=ELEMENTS),
    "faces": Field("texts", "字体名称里要有其中一个词，第一个写在提示里"),
    "size": Field("text", "字号，如 三号 或 16（磅）"),
    "bold": Field("boolean", "是否加粗"),
    "least": Field("number", "行距的固定值至少多少磅"),
    "most": Field("number", "行距的固定值至多多少磅"),
    "characters": Field("number", "首行缩进几字；grid：每行几字"),
    "lines": Field("integer", "每页几行"),
    "alignment": Field("choices", "对齐方式", choices=("left", "center", "right", "both", "distribute")),
    "form": Field("text", "页码的写法，以第1页为例，如 —1—"),
    **{
        name: Field("number", f"{title}（毫米）")
        for name, title in (
            *(("width", "纸张宽度"), ("height", "纸张高度"), ("top", "上边距"), ("bottom", "下边距")),
            *(("left", "左边距"), ("right", "右边距"), ("tolerance", "允许的误差，默认1")),
        )
    },
}
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "paper": ("width", "height"),
    "margins": (),
    "grid": (),
    "font": ("elements",),
    "color": ("elements",),
    "bold": ("elements", "bold"),
    "marks": ("elements",),
    "spacing": ("elements", "least", "most"),
    "gap": ("elements",),
    "indent": ("elements", "characters"),
    "blanks": ("elements",),
    "alignment": ("elements", "alignment"),
    "page-number": (),
    "page-number-form": ("form",),
    "page-number-font": (),
    "page-number-side": (),
}
_TAKES: Mapping[str, tuple[str, ...]] = {
    "paper": ("tolerance",),
    "margins": ("top", "bottom", "left", "right", "tolerance"),
    "grid": ("lines", "characters"),
    "font": ("faces", "size"),
    "bold": ("faces",),
    "page-number-font": ("faces", "size"),
}
_SIDES = ("top", "bottom", "left", "right")
_TOLERANCE = 1.0
"""Millimetres: what 5.2.1 allows the margins."""


class LayoutChecker:
    """Looks at one property of some parts of a paper."""

    literals: tuple[str, ...] = ()
    wants = Wants(has=("looks",))

    def __init__(self, fields: Mapping[str, Any], size: int | None) -> None:
        self._fields = fields
        self._size = size

    @cached_property
    def _check(self) -> Check:
        """Made for the first Word file: what looks at one is not loaded for a text."""
        return _checks(self._fields, self._size)[self._fields["check"]]

    @property
    def looks_for(self) -> tuple[str, ...]:
        """The parts it looks at, and its numbers under the keys by which a pack sets them."""
        lines = []
        if elements := self._fields.get("elements"):
            lines.append(say("查这些部分：{parts}", parts=say("、").join(map(part_name, elements))))
        for key, value in self._fields.items():
            if key not in {"check", "elements"}:
                shown = say("、").join(value) if isinstance(value, tuple) else _shown(value)
                lines.append(say("{key}：{value}", key=key, value=shown))
        if len(lines) > bool(elements):
            lines.append(say("这些数值可以在自己的规则包里用 set 改。"))
        return tuple(lines)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if document.read_only or document.outline.kind == "news":
            return ()
        try:
            layout = document.layout
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise ValueError(say("读不出文件的版式，版式规则都没有查（{reason}）", reason=reason)) from error
        return self._check(document, layout) if layout is not None else ()


def _shown(value: object) -> str:
    """A value as a pack writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value) if isinstance(value, float) else str(value)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> LayoutChecker:
    check: str = fields["check"]
    for name in _NEEDS[check]:
        if name not in fields:
            raise RuleError(say("check: {check} 还要写“{key}”。", check=check, key=name), "check")
    known = {"check", *_NEEDS[check], *_TAKES.get(check, ())}
    for name in fields:
        if name not in known:
            raise RuleError(say("check: {check} 用不到“{key}”。", check=check, key=name), name)
    if (check.endswith("font") and not {"faces", "size"} & set(fields)) or (
        check == "margins" and not set(_SIDES) & set(fields)
    ):
        raise RuleError(say("check: {check} 没有写要查的数值。", check=check), "check")
    size: int | None = None
    if "size" in fields:
        try:
            size = half_points(fields["size"])
        except ValueError:
            raise RuleError(say("“{text}”不是字号，请写成 三号 或 16。", text=fields["size"]), "size") from None
    return LayoutChecker(fields, size)


def _checks(fields: Mapping[str, Any], size: int | None) -> Mapping[str, Check]:
    """What each check asks, with the numbers of the rule filled in."""
    from ..looks import fonts, pages, setting

    elements: tuple[str, ...] = fields.get("elements", ())
    faces: tuple[str, ...] = fields.get("faces", ())
    tolerance: float = fields.get("tolerance", _TOLERANCE)
    sides = {side: fields[side] for side in _SIDES if side in fields}
    return {
        "paper": lambda doc, looks: pages.papers(doc, looks, fields["width"], fields["height"], tolerance),
        "margins": lambda doc, looks: pages.margins(doc, looks, sides, tolerance),
        "grid": lambda doc, looks: pages.grids(doc, looks, fields.get("lines"), fields.get("characters")),
        "font": lambda doc, looks: fonts.fonts(doc, looks, elements, faces, size),
        "color": lambda doc, looks: fonts.colors(doc, looks, elements),
        "bold": lambda doc, looks: fonts.weights(doc, looks, elements, faces, fields["bold"]),
        "marks": lambda doc, looks: fonts.marks(doc, looks, elements),
        "spacing": lambda doc, looks: setting.spacings(doc, looks, elements, fields["least"], fields["most"]),
        "gap": lambda doc, looks: setting.gaps(doc, looks, elements),
        "indent": lambda doc, looks: setting.indents(doc, looks, elements, fields["characters"]),
        "blanks": lambda doc, looks: setting.blanks(doc, looks, elements),
        "alignment": lambda doc, looks: setting.alignments(doc, looks, elements, fields["alignment"]),
        "page-number": pages.no_page_numbers,
        "page-number-form": lambda doc, looks: pages.number_forms(doc, looks, fields["form"]),
        "page-number-font": lambda doc, looks: pages.number_fonts(doc, looks, faces, size),
        "page-number-side": pages.number_sides,
    }


KIND = Kind("layout", "版式", FIELDS, _compile)
