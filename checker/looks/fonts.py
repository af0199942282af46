"""Faces, sizes, colours and weights of a paper's characters (GB/T 9704—2012, 5.2.2 to 5.2.4 and 7.2 to 7.4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence

from ..document import Document
from ..formatting import Font, Layout, Run
from ..lazy import lazily
from ..messages import say
from ..records import Record
from ..rules import Finding
from ..span import Span
from .elements import Part, fonts_of, parts_named, runs_of
from .names import is_one_of, size_name
from .telling import Deviation, told

FEWEST = 3
"""Characters in another face or size from which on it is told: a rare character of a name often has one of its own."""
_HAN = lazily("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SEEN = lazily(r"\S")
_SIGNS = "“”‘’—…"
_MARKS = lazily(f"[{_SIGNS}]")
_DARK = 0x30
"""How much of each colour leaves text black to a reader: Word offers 0D0D0D and 262626 as shades of its black."""
_SET_APART = lazily(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[章节条款]|(?:出席|列席|请假|缺席)(?:人员?)?[:：]?|[（(].*[）)]?[。；]?",
    re.DOTALL,
)
"""第三条, set apart from its text by another face; 出席：, in minutes (10.3); in brackets, who is to do it."""
_CHINESE = lazily(
    r"[\u2e80-\u9fff]|sim(?:sun|hei|kai|fang)|fangsong|kaiti|heiti|songti|youyuan|dengxian|yahei"
    r"|^(?:st|fz|hy|ms ?)[a-z]|noto.*cjk|source ?han|mincho|gothic|ming",
    re.IGNORECASE,
)
"""Names of fonts that hold Chinese characters, and so have “ ” as wide as one."""


class _Look(Record, frozen=True):
    """What is wrong with a stretch: its face, the right one that a theme font overrules, its size in half-points."""

    face: str | None
    named: str
    size: int | None


def fonts(
    document: Document, layout: Layout, elements: Sequence[str], faces: Sequence[str], size: int | None
) -> Iterator[Finding]:
    """Chinese characters in a face whose name holds none of `faces`, and text that is not `size` half-points large.

    A part of whose face nothing is said is not judged: what Word then takes depends on the machine.
    """

    def suspect(font: Font) -> bool:
        face, other = faces and not is_one_of(font.east_asian, faces), size is not None and font.size != size
        return bool(face or other)

    def look(part: Part, run: Run, text: str) -> _Look | None:
        font = run.font
        wrong = faces and part.sure and not is_one_of(font.east_asian, faces)
        face = font.east_asian if wrong else None
        shown = font.size if size is not None and font.size != size and font.vertical is None else None
        if not (face or shown) or (not shown and not _HAN.search(text)):
            return None  # nothing is wrong, or no character of it is shown in that face
        return _Look(face, _overruled(font, faces), shown)

    def message(names: str, deviation: Deviation) -> str:
        look = deviation.how
        assert isinstance(look, _Look)
        right, wanted = faces[0] if faces else "", size_name(size or 0)
        if look.face and look.size:
            text = say(
                "{part}是“{face}”{size}，应为{right}{wanted}",
                part=names,
                face=look.face,
                size=size_name(look.size),
                right=right,
                wanted=wanted,
            )
        elif look.face:
            text = say("{part}的字体是“{face}”，应为{right}", part=names, face=look.face, right=right)
        else:
            return say("{part}的字号是{size}，应为{wanted}", part=names, size=size_name(look.size or 0), wanted=wanted)
        if look.named:
            text += say("（虽然指定了“{named}”，但主题字体优先，显示的是“{face}”）", named=look.named, face=look.face)
        return text

    found = _deviations(document, layout, elements, suspect, look, _HAN if size is None else _SEEN)
    yield from told((each for each in found if not _is_set_apart(document, each)), message, document, layout)


def _is_set_apart(document: Document, deviation: Deviation) -> bool:
    """Whether it is a piece of a paragraph of the text that has a face of its own, and the right size."""
    look, part = deviation.how, deviation.part
    small = part.element == "body" and deviation.span != part.format.span
    plain = isinstance(look, _Look) and look.size is None
    return small and plain and _SET_APART.fullmatch(document.slice(deviation.span).strip()) is not None


def _overruled(font: Font, faces: Sequence[str]) -> str:
    """The right font that is named beside a theme font and passed over."""
    named = font.east_asian_named if font.east_asian_theme else None
    return named if named and is_one_of(named, faces) else ""


def colors(document: Document, layout: Layout, elements: Sequence[str]) -> Iterator[Finding]:
    """Text that is not black (5.2.4)."""

    def suspect(font: Font) -> bool:
        return not _is_black(font.color)

    def look(part: Part, run: Run, text: str) -> Hashable:
        return run.font.color if suspect(run.font) else None

    def message(names: str, deviation: Deviation) -> str:
        return say("{part}里有{color}文字，应为黑色", part=names, color=_color_name(str(deviation.how)))

    found = _deviations(document, layout, elements, suspect, look, _SEEN, fewest=1)
    yield from told(found, message, document, layout)


def _color_name(color: str) -> str:
    """红色 or 蓝色 where it is plainly that."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    if red > 2 * max(green, blue):
        return say("红色")
    if blue > max(green, red) * 1.5:
        return say("蓝色")
    return say("彩色（#{color}）", color=color)


def _is_black(color: str | None) -> bool:
    return color is None or all(int(color[at : at + 2], 16) <= _DARK for at in (0, 2, 4))


def weights(
    document: Document, layout: Layout, elements: Sequence[str], faces: Sequence[str], bold: bool
) -> Iterator[Finding]:
    """Text in one of `faces`, or in any where none is named, that is bold and should not be, or the other way round."""

    def suspect(font: Font) -> bool:
        name = font.east_asian
        return font.bold is not bold and (not faces or (name is not None and is_one_of(name, faces)))

    def look(part: Part, run: Run, text: str) -> Hashable:
        return run.font.bold if suspect(run.font) else None

    def message(names: str, deviation: Deviation) -> str:
        return say("{part}应加粗", part=names) if bold else say("{part}不应加粗", part=names)

    yield from told(_deviations(document, layout, elements, suspect, look, _HAN), message, document, layout)


def _deviations(
    document: Document,
    layout: Layout,
    elements: Sequence[str],
    suspect: Callable[[Font], bool],
    look: Callable[[Part, Run, str], Hashable],
    seen: re.Pattern[str],
    fewest: int = FEWEST,
) -> Iterator[Deviation]:
    """Neighbouring runs of which `look` says the same, where they hold enough characters that `seen` finds.

    Blanks, digits and Latin words of which it has nothing to say do not part what stands on both sides of them. Of a
    font that is not `suspect` it has nothing to say, whatever it sets; a paper has a handful of fonts, most of them
    right.
    """
    suspects = {id(font) for font in fonts_of(document, layout) if suspect(font)}
    if not suspects:
        return
    doubtful = [run for run in layout.runs if id(run.font) in suspects]
    ends = [run.span.end for run in doubtful]
    for part in parts_named(document, layout, elements):
        at = bisect_right(ends, part.span.start)
        if at == len(ends) or doubtful[at].span.start >= part.span.end:
            continue
        runs = runs_of(document, layout, part)
        stretches: list[tuple[Hashable, Span, int]] = []
        apart = True
        for run, text in runs:
            # Characters are counted where there is something to tell, which is seldom.
            how = None if run.automatic else look(part, run, text)
            count = len(seen.findall(text)) if how is not None else 0
            if not count:
                apart = apart or bool(_HAN.search(text))
            elif not apart and stretches[-1][0] == how:
                stretches[-1] = how, Span(stretches[-1][1].start, run.span.end), stretches[-1][2] + count
            else:
                stretches.append((how, run.span, count))
                apart = False
        enough = min(fewest, len(seen.findall(document.slice(part.span)))) if stretches else 0
        for how, span, count in stretches:
            if count >= enough:
                yield Deviation(part, span, how)


def marks(document: Document, layout: Layout, elements: Sequence[str]) -> Iterator[Finding]:
    """Quotation marks, dashes and ellipses in a Latin font, in which they are narrow and hang (17.3.2.26)."""

    def narrow() -> Iterator[Deviation]:
        if not any(_is_latin(font.face(sign)) for font in fonts_of(document, layout) for sign in _SIGNS):
            return
        for part in parts_named(document, layout, elements):
            for run, text in runs_of(document, layout, part):
                found = [] if run.automatic else _MARKS.finditer(text)
                places = (run.span.start + match.start() for match in found)
                # 9:00—17:00 is Latin text.
                at = next((at for at in places if _HAN.search(document.text[max(0, at - 2) : at + 3])), None)
                face = run.font.face(document.text[at]) if at is not None else None
                if at is not None and _is_latin(face):
                    yield Deviation(part, Span(at, at + 1), face)

    def message(names: str, deviation: Deviation) -> str:
        return say("{part}里的引号、破折号等用了西文字体“{face}”，会显得过窄", part=names, face=deviation.how)

    yield from told(narrow(), message, document, layout)


def _is_latin(face: str | None) -> bool:
    return face is not None and not _CHINESE.search(face)
