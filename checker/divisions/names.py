"""Short names of divisions, and which of them are words of their own."""

from __future__ import annotations

import re
from functools import cache

from ..data import rules_folder
from ..lazy import lazily

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|怒|鄂温克|普米|塔吉克|保安|裕固|独龙"
)
_SUFFIX = (
    rf"(?:(?:(?:{_PEOPLES}|各|(?<=.)东乡)族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)*自治[州县旗]|(?:{_PEOPLES})族区"
    r"|(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|林区|特区|[省市区县旗盟])$"
)

WORDS = "place-words.tsv"


@cache
def common_words() -> frozenset[str]:
    """Short names that are words, parts of towns or rivers as well: of these a place is meant only with its suffix."""
    lines = (rules_folder() / "core" / WORDS).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith(("#", "word")))


@cache
def _suffix() -> re.Pattern[str]:
    """Made when it is asked for: most runs look up no name, and it takes as long as reading the provinces."""
    return lazily(_SUFFIX)


def short_name(name: str) -> str:
    """The name without 省, 市, 县 … and without the peoples of an autonomous division; a name of two stays whole."""
    match = _suffix().search(name, 1)
    short = name[: match.start()] if match else name
    return short if len(short) > 1 else name


_GENERIC = "^[东西南北中上下前后内外新老大小城市郊河江湖海山港滨临沿水口矿工农林桥路铁平]{1,3}区$|[山新港矿牧库]区$"


def is_generic(name: str) -> bool:
    """Whether a full name may well be said of some other part of a place: 滨湖区, 新城区, 大别山区."""
    return len(name) < 3 or bool(re.search(_GENERIC, name)) or (name[-1] == "区" and name[:-1] in common_words())
