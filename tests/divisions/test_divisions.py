"""The table of administrative divisions, and what is looked up in it."""

from __future__ import annotations

import csv
import re

import pytest

from zfcheck.data import rules_folder
from zfcheck.divisions import Division, divisions, heads, is_generic, upper_names
from zfcheck.divisions.joined import look_alikes
from zfcheck.divisions.names import common_words, short_name

TABLE = rules_folder() / "core" / "divisions.tsv"
FORMER = rules_folder() / "core" / "former-places.tsv"


def one(name: str) -> Division:
    (found,) = divisions().named(name)
    return found


def rows(path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_is_well_formed() -> None:
    found = [(row["code"], row["name"]) for row in rows(TABLE)]
    assert len(set(found)) == len(found) > 7000
    assert all(
        re.fullmatch(r"[1-8]\d{5}", code) and re.fullmatch(r"[\u4e00-\u9fff]{2,15}", name) for code, name in found
    )
    assert all(re.fullmatch(r"\?|\d{4}(-\d\d){0,2}", row["until"] or "?") for row in rows(TABLE))


def test_todays_divisions_are_all_there() -> None:
    known = divisions()
    levels = [sum(1 for division in known.by_code.values() if division.level == level) for level in range(3)]
    assert levels[0] == 34
    assert levels[1] == 333
    assert 2840 <= levels[2] <= 2860
    assert all(division.level == 0 or known.parent(division) for division in known.by_code.values())


def test_provinces_and_prefectures_stand_first() -> None:
    upper = [division for division in divisions().by_code.values() if division.level < 2]
    assert upper_names() == tuple(dict.fromkeys(division.name for division in upper))


def test_what_became_of_a_former_name_is_there_today() -> None:
    known = divisions()
    former = [division for bearers in known.by_name.values() for division in bearers if not division.current]
    targets = [code for division in former for code in division.into.split()]
    assert len(targets) > 500
    assert all(code in known.by_code for code in targets)


def test_parents_and_children() -> None:
    known = divisions()
    suizhou = one("随州市")
    assert [division.name for division in known.children(suizhou)] == ["曾都区", "随县", "广水市"]
    assert known.parent(suizhou) == one("湖北省")
    assert known.parent(one("仙桃市")) == one("湖北省")  # under the province itself
    assert known.parent(one("浦东新区")) == one("上海市")
    assert known.parent(one("湖北省")) is None
    assert one("湖北省").holds(one("随县")) and one("岳阳市").holds(one("临湘市"))
    assert not one("随县").holds(suizhou) and not suizhou.holds(one("临湘市"))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("随州市", "随州"), ("临湘市", "临湘"), ("随县", "随县"), ("曾都区", "曾都"), ("湖北省", "湖北"), ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"), ("新疆维吾尔自治区", "新疆"), ("恩施土家族苗族自治州", "恩施"), ("延边朝鲜族自治州", "延边"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"), ("围场满族蒙古族自治县", "围场"), ("龙胜各族自治县", "龙胜"), ("芷江侗族自治县", "芷江"),
        ("东乡族自治县", "东乡族"), ("积石山保安族东乡族撒拉族自治县", "积石山"), ("管城回族区", "管城"), ("神农架林区", "神农架"),
        ("阿拉善盟", "阿拉善"), ("香港特别行政区", "香港"), ("津市市", "津市"), ("双江拉祜族佤族布朗族傣族自治县", "双江"),
    ],
)  # fmt: skip
def test_short_names(name: str, short: str) -> None:
    assert divisions().named(name)
    assert short_name(name) == short


def test_what_a_short_name_means() -> None:
    known = divisions()
    assert known.meant("随州") == known.meant("随州市") == (one("随州市"),)
    assert known.meant("恩施") == (one("恩施土家族苗族自治州"), one("恩施市"))
    assert not any(known.is_ambiguous(short) for short in ("随州", "临湘", "恩施", "岳阳", "湖北", "吉林"))
    assert all(known.is_ambiguous(short) for short in ("城区", "朝阳", "鼓楼", "南山", "安康", "平安", "公安", "云川"))


def test_names_that_were() -> None:
    known = divisions()
    assert known.named("襄樊市") == ()
    (was,) = known.by_name["襄樊市"]
    assert (was.until, was.into) == ("2010-12-09", "420600")
    assert {"襄樊市", "襄阳市", "荆沙市"} <= known.ever_under(one("湖北省"))
    assert {"岳阳楼区", "岳阳地区", "临湘县", "南区"} <= known.ever_under(one("岳阳市"))
    assert "临湘市" not in known.ever_under(one("湖北省"))


@pytest.mark.parametrize(
    "name", ["滨湖区", "新城区", "西山区", "港口区", "东区", "随县", "鼓楼区", "滨海新区", "石景山区"]
)
def test_generic_names(name: str) -> None:
    assert is_generic(name)


def test_names_that_mean_one_place_are_not_generic() -> None:
    assert not any(map(is_generic, ("岳阳市", "曾都区", "临湘市", "岳阳楼区", "平江县", "恩施市")))


def test_common_words_are_short_names() -> None:
    known = divisions()
    once = {division.short for bearers in known.by_name.values() for division in bearers}

    assert common_words() - once == set()


def test_no_former_name_is_in_use() -> None:
    known = divisions()
    for row in rows(FORMER):
        assert len(row["name"]) > 2 and not known.named(row["name"]), row
        # Part of no name of today, or a right name would be taken for it.
        assert not any(row["name"] in name for name in known.by_name if known.named(name)), row
        assert row["name"] in known.by_name, row
        instead = row["instead"]
        assert not instead or known.named(instead) or known.longest_at(instead, 0) != instead, row
        assert 2000 <= int(row["until"]) <= 2025, row


def test_a_former_name_was_gone_by_the_year_given() -> None:
    known = divisions()
    for row in rows(FORMER):
        ends = [bearer.until[:4] for bearer in known.by_name[row["name"]] if bearer.until != "?"]
        assert ends and max(ends) <= row["until"], row


def test_look_alikes_are_in_names() -> None:
    letters = {letter for name in divisions().by_name for letter in name}
    pairs = look_alikes()
    assert len(pairs) > 40
    assert [pair for pair in pairs if len(pair) != 2 or pair[1] not in letters] == []


def test_every_name_begins_with_a_head() -> None:
    known = divisions()
    assert {name[:2] for name in (*known.by_name, *known.by_short)} <= heads()
