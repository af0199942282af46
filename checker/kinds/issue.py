"""Kind `issue`: who issues a paper, what and when, told in several places that must agree.

The organ of the title is that of the signature (《党政机关公文处理工作条例》第九条第七、十一项) and not the one
addressed; what the title says is issued is what the text issues; the year of the document number is that of the date;
a paper is printed on the day it is dated or later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..days import FULL_DAY, HAN_DAY, day_of
from ..document import Document, Span
from ..lazy import lazily
from ..messages import say
from ..paper import IMPRINT, ISSUE_DATE, NUMBER, RECIPIENT, SIGNATURE, TEXT, TITLE, Paper, Stretch, paper_of
from ..phrases import Hit
from ..reading import alternatives
from ..rules import Finding, Related, Rule
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("organ", "addressed", "issued", "year", "printed")
_SHORT = {
    "long": Field("text", "全称里的词，如 人民政府", required=True),
    "short": Field("text", "简称里的词，如 政府；可以为空"),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：organ 标题和署名的机关，addressed 主送机关是不是自己，issued 标题和正文里印发的文件名，"
        "year 发文字号的年份，printed 印发日期",
        required=True,
        choices=CHECKS,
    ),
    "organs": Field("texts", "organ、addressed：机关名称以哪些词结尾"),
    "names": Field("maps", "organ：比较前把全称换成简称", fields=_SHORT),
}

_YEAR = lazily(r"[〔\[(【﹝]\s?(\d{4})\s?[〕\])】﹞]")
_PARTY = "中共"
_ISSUES = lazily(r"(?:印发|下发|公布)《(?P<name>[^《》]{4,80})》的(?:通知|决定)$")
_ISSUED = lazily(r"(?:现|特|兹)将《(?P<name>[^《》]{4,80})》(?:\([^()]{1,30}\))?(?:印发|下发|公布|发给)")
_DROP = lazily(r"\([^()]{1,12}\)|[\s“”〈〉]")
"""Notes like （试行） may be left out in the text."""
_ALIKE = 0.6
"""Likeness (0 to 1) from which two names are one with a slip."""
_TURN = (1, 2, 12)
"""Months in which a paper may bear the number of the neighbouring year."""


class IssueChecker:
    """Compares what a paper says of its own issue."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._organ = lazily(rf"^(?P<organ>[一-鿿]{{3,24}}?(?:{alternatives(fields.get('organs', ()))}))关于")
        self._signed = lazily(rf"^[一-鿿]{{2,24}}(?:{alternatives(fields.get('organs', ()))})$")
        self._names = [(row["long"], row.get("short", "")) for row in fields.get("names", ())]
        checks: dict[str, Callable[[Document, Paper], Iterable[Finding]]] = {
            "organ": self._organs,
            "addressed": self._addressed,
            "issued": _issued,
            "year": _years,
            "printed": _printed,
        }
        self._check = checks[fields["check"]]

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        return [] if document.outline.kind == "news" else self._check(document, paper_of(document))

    def _organs(self, document: Document, paper: Paper) -> Iterable[Finding]:
        """A paper of one organ that another one signs."""
        title, signed = paper.first(TITLE), paper.parts[SIGNATURE]
        found = self._organ.match(title.text) if title else None
        if title is None or found is None or len(signed) != 1 or not self._signed.match(signed[0].text):
            return
        full = {found["organ"], signed[0].text}
        with_party = len(full) == 2 and {name.removeprefix(_PARTY) for name in full} < full
        named, signer = self._bare(found["organ"]), self._bare(signed[0].text)
        # 市司法局 and 云川市司法局 are one; that an office signs for its organ is a matter of its rules.
        if (named in signer or signer in named) and not with_party:
            return
        related = (Related(title.span(document, 0, found.end("organ")), say("标题里的发文机关")),)
        message = say("署名“{signer}”与标题里的发文机关“{organ}”不一致", signer=signed[0].text, organ=found["organ"])
        yield Finding(_whole(document, signed[0]), message, related=related)

    def _addressed(self, document: Document, paper: Paper) -> Iterable[Finding]:
        """A paper addressed to the organ that issues it."""
        title, addressed = paper.first(TITLE), paper.parts[RECIPIENT]
        found = self._organ.match(title.text) if title else None
        if title is None or found is None or len(addressed) != 1 or addressed[0].text.rstrip(":") != found["organ"]:
            return
        related = (Related(title.span(document, 0, found.end("organ")), say("标题里的发文机关")),)
        message = say("主送机关写成了发文机关自己：“{organ}”", organ=found["organ"])
        yield Finding(_whole(document, addressed[0]), message, related=related)

    def _bare(self, organ: str) -> str:
        for long, short in self._names:
            organ = organ.replace(long, short)
        return organ


def _issued(document: Document, paper: Paper) -> Iterable[Finding]:
    """印发《……规定》的通知 that issues 《……办法》."""
    title = paper.first(TITLE)
    names = _ISSUES.search(title.text) if title else None
    if title is None or names is None or title.text.count("《") > 1:
        return
    for stretch in paper.parts[TEXT]:
        found = _ISSUED.search(stretch.text)
        if found is None:
            continue
        one, other = _DROP.sub("", names["name"]), _DROP.sub("", found["name"])
        from difflib import SequenceMatcher

        alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
        # A name without the place or the organ in front of it is the short one of the same paper.
        if alike >= _ALIKE and not one.endswith(other) and not other.endswith(one):
            related = (Related(title.span(document, *names.span("name")), say("标题里的文件名")),)
            message = say("这里印发的是《{other}》，标题里是《{one}》", other=found["name"], one=names["name"])
            yield Finding(stretch.span(document, *found.span("name")), message, related=related)
        return


def _years(document: Document, paper: Paper) -> Iterable[Finding]:
    """A document number of another year than the date's."""
    number, date = paper.first(NUMBER), paper.first(ISSUE_DATE)
    day = _day(date)
    year = _YEAR.search(number.text) if number else None
    if number is None or date is None or day is None or year is None:
        return
    apart = abs(int(year[1]) - day.year)
    if apart == 0 or (apart == 1 and day.month in _TURN):
        return
    message = say("发文字号是{year}年的，成文日期却在{day}年", year=year[1], day=day.year)
    related = (Related(_whole(document, date), say("成文日期")),)
    yield Finding(_whole(document, number), message, related=related)


def _printed(document: Document, paper: Paper) -> Iterable[Finding]:
    """A paper printed before it was signed."""
    date, imprint = paper.first(ISSUE_DATE), paper.first(IMPRINT)
    day, printed = _day(date), _day(imprint)
    if date is None or imprint is None or day is None or printed is None or printed >= day:
        return
    related = (Related(_whole(document, date), say("成文日期")),)
    yield Finding(_whole(document, imprint), say("印发日期早于成文日期"), related=related)


def _day(stretch: Stretch | None) -> dt.date | None:
    if stretch is None:
        return None
    text = stretch.text.replace(" ", "")
    match = FULL_DAY.search(text) or HAN_DAY.search(text)
    return day_of(match) if match else None


def _whole(document: Document, stretch: Stretch) -> Span:
    return stretch.span(document, 0, len(stretch.text))


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> IssueChecker:
    if fields["check"] in {"organ", "addressed"} and not fields.get("organs"):
        raise RuleError(say("“check: {check}”要在 organs 里写机关名称的结尾。", check=fields["check"]), "organs")
    return IssueChecker(rule, fields)


KIND = Kind("issue", "发文信息", FIELDS, _compile)
