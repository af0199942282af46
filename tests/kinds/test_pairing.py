"""Kind `pairing`: verbs with nouns that do not go with them."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

RULE = """
    kind: pairing
    pairs:
      - {verb: 开展, nouns: 机制；制度, instead: 健全；完善}
      - {verb: 加快, nouns: 水平, instead: 提高}
      - {verb: 解决, nouns: 呼声, instead: 回应}
    owners: [群众]
    governors: [推进, 到]
    """


@pytest.mark.parametrize(
    ("text", "marked", "fixed"),
    [
        ("深入开展案件会商机制，成效明显。", "开展案件会商机制", "深入健全案件会商机制，成效明显。"),
        ("不断加快服务水平", "加快服务水平", "不断提高服务水平"),
        ("解决群众的呼声。", "解决群众的呼声", "回应群众的呼声。"),
        ("落实责任、开展会商制度；", "开展会商制度", "落实责任、健全会商制度；"),
    ],
)
def test_a_noun_under_the_wrong_verb_is_found(ask, text: str, marked: str, fixed: str) -> None:
    answer = ask(RULE, text)
    assert answer.marked == [marked]
    assert answer.findings[0].fix.apply(text) == fixed
    assert answer.findings[0].fix.safety == "unsafe"


@pytest.mark.parametrize(
    "text",
    [
        "开展机制建设，加强管理。",
        "健全会商机制，开展会商。",
        "开展专题会商健全工作机制。",
        "建立定期开展会商的机制。",
        "行之有效的开展机制。",
        "加快推进服务水平。",
        "加快提高服务水平。",
        "加快达到全国先进水平。",
        "开展联合执法，机制更加顺畅。",
        "开展机制、平台、队伍建设。",
        "开展体制机制创新。",
        "解决噪声扰民的呼声。",
        "加快云川市云山区基层公共法律服务体系和实体平台的服务水平。",
        "",
    ],
)
def test_what_may_be_governed_by_something_else_is_left_alone(ask, text: str) -> None:
    assert ask(RULE, text).marked == []


def test_the_message_names_every_verb_that_goes_with_the_noun(ask) -> None:
    (message,) = ask(RULE, "开展会商机制。").messages
    assert "“开展”" in message
    assert "“健全、完善”" in message


def test_without_owners_no_of_is_allowed(ask) -> None:
    rule = "kind: pairing\npairs: [{verb: 解决, nouns: 呼声, instead: 回应}]"
    assert ask(rule, "解决群众的呼声。").marked == []
    assert ask(rule, "解决群众呼声。").marked == ["解决群众呼声"]


def test_the_gap_is_bounded(ask) -> None:
    rule = "kind: pairing\ngap: 2\npairs: [{verb: 解决, nouns: 呼声, instead: 回应}]"
    assert ask(rule, "解决群众呼声。").marked == ["解决群众呼声"]
    assert ask(rule, "解决群众合理呼声。").marked == []


def test_an_empty_table_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: pairing\npairs: []")
    assert caught.value.key == "pairs"
