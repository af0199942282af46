"""A damaged text is reviewed all the same: rules see it repaired, findings point at what stands in the file."""

from __future__ import annotations

import pytest

import zfcheck
from zfcheck.engine import Result
from zfcheck.fixes import apply_fixes

DAMAGED = (
    "雲(yún)川(chuān)市(shì)政法工作情況報(bào)告\n"
    "時(shí)間:2022-07-14 05:53:00\n"
    "本文來(lái)源于網(wǎng)友上傳(chuán)，不代表本站觀點(diǎn)\n"
    "一、主要工作\n"
    "全市政法機(jī)關(guān)堅(jiān)持黨(dǎng)的領(lǐng)導(dǎo)，增強(qiáng)“四個(gè)意識”、堅(jiān)定“四個(gè)自信”、"
    "做到“兩個(gè)唯護(hù)”，圍(wéi)繞(rào)經(jīng)濟(jì)發(fā)展大局，維護(hù)國(guó)家安全和社會(huì)穩(wěn)定。"
    "學(xué)習(xí)貫徹以同志為核心的黨(dǎng)中央決策部署。年，全市刑事案件立案數(shù)同比下降8.6%。\n"
    "二、下步打算\n"
    "完成這(zhè)個(gè)時(shí)期的各項(xiàng)任務(wù)，受理案件2000件，辦(bàn)結(jié)率197.5%，為產(chǎn)業(yè)發(fā)展提供保障，實(shí)現(xiàn)團(tuán)結(jié)。\n"
)


@pytest.fixture(scope="module")
def result(checker: zfcheck.Checker) -> Result:
    return checker.check_bytes(DAMAGED.encode(), "a.txt")


def marked(result: Result, prefix: str) -> list[str]:
    assert result.document is not None
    return [result.document.slice(f.span) for f in result.findings if f.rule.startswith(prefix)]


def test_the_damage_is_told_once_each(result: Result) -> None:
    assert len(marked(result, "residue/pinyin-notes")) == 1
    assert len(marked(result, "residue/traditional")) == 1
    assert marked(result, "residue/traditional-character") == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("residue/deleted-name-before-core", "同志為核心的黨(dǎng)中央"),
        ("residue/lost-year", "年"),
        ("number/rate-over-100", "197.5%"),
    ],
)
def test_rules_see_the_text_repaired_and_point_at_the_original(result: Result, rule: str, text: str) -> None:
    assert marked(result, rule) == [text]


def test_a_set_phrase_is_found_under_notes_and_traditional_script(result: Result) -> None:
    assert any("唯護(hù)" in text for text in marked(result, "formulation/"))


def test_a_sites_lines_are_known_in_traditional_script(result: Result) -> None:
    (furniture,) = marked(result, "residue/site-furniture")
    assert furniture.startswith("時(shí)間:2022") and furniture.endswith("觀點")


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_signs_that_nobody_sees_hide_no_mistake(checker: zfcheck.Checker, sign: str) -> None:
    text = f"云川市政法工作总结\n增强“四个意识”、坚定“四个自信”、做到“两{sign}个唯{sign}护”。办结{sign}X{sign}X件。\n"
    result = checker.check_bytes(text.encode(), "a.txt")
    assert any(f"唯{sign}护" in found for found in marked(result, "formulation/"))
    assert marked(result, "residue/placeholder") == [f"X{sign}X"]
    safe = [f for f in result.findings if f.rule == "residue/invisible-character"]
    assert result.document is not None
    assert sign not in apply_fixes(result.document, safe)


def test_radicals_hide_no_mistake(checker: zfcheck.Checker) -> None:
    result = checker.check_bytes(
        "云川市政法⼯作总结\n增强“四个意识”，做到“两个唯护”，⼈⺠群众满意率102%。\n".encode(), "a.txt"
    )
    assert marked(result, "number/rate-over-100") == ["102%"]
    assert marked(result, "residue/look-alike-character") == ["⼯"]
