"""Kind `count`: counts against lists, 分别, levels, spans of years."""

from __future__ import annotations

import time

import pytest

from zfcheck.kinds import RuleError

RESPECTIVE = "kind: count\ncheck: respective\npairs: [城乡, 收支]"
LIST = """
kind: count
check: list
units: [大, 个, 项, 类, 种, 步, 家, 方面]
loose: [市, 者, 治]
verbs: [新建, 提出]
results: [做到, 确保]
together: [党中央、国务院]
frozen: [三会一课, 八项规定]
"""
LEVEL = "kind: count\ncheck: level\nlevels: [省, 市, 县, 区, 乡, 镇, 村, 街道]\njoint: [乡镇, 镇街, 区县]"
ANNOUNCED = """
kind: count
check: announced
units: [个, 项, 件, 大]
announcing: [方面, 工作, 事]
announce: [抓好, 重点]
"""
YEARS = "kind: count\ncheck: years"


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    "text",
    [
        "可防性案件、接警量同比分别下降58%、23%。",
        "盗窃、诈骗和抢夺案件分别下降1%、2%和3%。",
        "盗窃案件和诈骗案件分别为12起、8起。",
        "城乡居民收入分别增长5%和6%。",
        "城乡低保、特困标准分别提高1%、2%、3%和4%。",
        "“平安”行动、《云川》条例（试行）分别新增3项、5项。",
        "甲区占比70%，乙区占比60%，分别提高11.1、11.2个百分点。",
        "收件、办件同时下降，比上年分别下降3.14%和4.66%。",
        "新增站点、队伍80家、16家，累计分别达到152家、103家。",
        "来访、来信分别下降5%、6%，分别居全省第二、第七。",
        "办结率、满意率分别由65%、70%提高到75%、80%。",
        "电诈发案、损失分别达1,234起、2,345万元。",
        "盗窃、诈骗等案件的发案数、破案数分别下降5%、6%。",
    ],
)
def test_as_many_values_as_subjects(ask, text: str) -> None:
    answer = ask(RESPECTIVE, text)
    assert answer.marked == []
    assert held(answer) >= 1


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("可防性案件、接警量同比分别下降58%、23%、17%。", "下降58%、23%、17%", "error"),
        ("刑事、民事、行政案件结案率分别为98.2%、95.1%。", "为98.2%、95.1%", "error"),
        ("2023年、2024年、2025年信访总量分别为186件、153件。", "为186件、153件", "error"),
        ("城镇、农村收入分别为4.6万元、2.1万元，分别增长4.9%、6.8%、5.7%。", "增长4.9%、6.8%、5.7%", "error"),
        ("常住人口和户籍人口分别为386万人。", "为386万人", "info"),
        ("形势稳定，盗窃、诈骗发案分别下降1%、2%、3%。", "下降1%、2%、3%", "info"),
    ],
)
def test_a_subject_or_a_value_is_missing(ask, text: str, marked: str, severity: str) -> None:
    answer = ask(RESPECTIVE, text)
    assert answer.marked == [marked]
    assert answer.severities == [severity]
    assert answer.findings[0].related


@pytest.mark.parametrize(
    "text",
    [
        "案件、警情分别增加2起。",
        "甲、乙分别由公安机关、检察机关办理。",
        "党委、政府办理的来信、来访分别下降5%、6%。",
        "在东部、西部甲、乙分别增长5%、6%。",
        "钢铁、水泥等行业产值、利润分别增长5%、6%。",
        "甲、乙的数量和金额分别增长1%、2%、3%、4%。",
        "甲、乙分别增长5%、6%，7%。",
        "甲、乙分别增长5%、快于全市。",
        "红旗汽车分别增长5%、6%。",
    ],
)
def test_what_cannot_be_delimited_is_left_alone(ask, text: str) -> None:
    assert ask(RESPECTIVE, text).marked == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("按照领导、力量、措施、责任“四个下移”的要求", 1),
        ("实行调查、交办、反馈、督查四步工作法", 1),
        ("涉黑、涉恶、涉毒等五类线索", 1),
        ("坚持“清单、一线、专班”三个方法", 1),
        ("云川、江口、石桥三市联动", 1),
        ("处理好改革、发展、稳定三者关系", 1),
        ("做好“三收”（收教、收押、收监）人员", 1),
        ("以“三民一问”（亲民、爱民、惠民、问计于民）为主题", 1),
        ("三大领域：未来材料、未来能源、未来生物。", 1),
        ("“四个慎重”：慎重立案，依法办理。慎重查封，快查快结。慎重拘留。慎重起诉。", 1),
        ("“两个慎重”：慎重立案；慎重起诉。", 1),
        ("推进“两个拓展”，即工作向源头拓展；考核向过程拓展。", 1),
        ("自治强基、法治保障、德治教化“三治”融合", 1),
        ("抓好三件大事，即办一次会、建一个站、开一条线，确保落实。", 0),
    ],
)
def test_lists_that_fit_their_count(ask, text: str, holds: int) -> None:
    answer = ask(LIST, text)
    assert answer.marked == []
    assert held(answer) >= holds


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("按照领导、力量、措施、责任、经费“四个下移”的要求", "四", "error"),
        ("提高政策运用、风险防控、舆论引导“四个能力”", "四", "error"),
        ("涉黑线索、涉恶线索、涉毒线索、涉赌线索等三类线索", "三", "error"),
        ("推动诉讼、仲裁、行政裁决、行政复议、调解、公证等五种方式", "五", "info"),
        ("联合法院、检察院、公安局、司法局4家单位，公安局、司法局、信访局、民政局3家单位", "3", "error"),
        ("坚持“清单、一线、专班”四个方法", "四", "error"),
        ("“三收”（收教、收押）人员", "三", "error"),
        ("四大领域：未来材料、未来能源、未来生物。", "四", "error"),
        ("落实“四个一律”：涉恶线索一律核查，涉案财物一律清查，保护伞一律深挖。", "四", "error"),
        ("“三个到位”——合理的解决到位、无理的教育到位、困难的帮扶到位、违法的处理到位。", "三", "error"),
        ("推行“三步”走访法，即入户前做足功课、入户时拉近距离，做到底数清。", "三", "error"),
        ("推行“五有”标准，即有牌子、有场所、有人员、有经费，“五有”达标率92%。", "五", "error"),
        ("政治引领、法治保障、德治教化、自治强基“五治”融合", "五", "info"),
    ],
)
def test_lists_that_do_not_fit(ask, text: str, marked: str, severity: str) -> None:
    answer = ask(LIST, text)
    assert answer.marked == [marked]
    assert answer.severities in ([severity], ["error"])


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "学习党史、国史、军史和八项规定精神",
        "落实党中央、国务院两项部署",
        "云川、江口、石桥新建28个平台",
        "围绕增速、结构、效率提出5项指标",
        "建成培育中心15家、专利池44家、平台3家单位",
        "在3个县（市、区）开展试点",
        "会议精神、三会一课、主题党日4个方面",
        "信访量、发案数、死亡数均下降3个百分点",
        "冻结存款、汇款、债券等财产的期限为六个月",
        "甲、乙两家单位，和谐、稳定的社会",
        "一、完善三项机制",
        "深化公安、司法四项改革",
        "京津冀、长三角、珠三角的五大任务",
        "推进立案、审判、执行环节繁简分流、轻重分离、快慢分道的三项改革",
        "我们处理案件5项，",
        "“三违三强”活动、“十大”平安创建。",
    ],
)
def test_lists_that_are_none_of_the_counts(ask, text: str) -> None:
    assert ask(LIST, text).marked == []


@pytest.mark.parametrize(
    ("text", "marked", "fixed"),
    [
        ("建成省、市、县四级平台", ["四"], "建成省、市、县三级平台"),
        ("市县镇村四级中心", [], None),
        ("建成县乡村四级网络", ["四"], "建成县乡村三级网络"),
        ("市、县、乡、村三级联动体系", ["三"], "市、县、乡、村四级联动体系"),
        ("省、市、县、村2级平台", ["2"], "省、市、县、村4级平台"),
        ("市、县（市、区）、乡镇（街道）三级", [], None),
        ("市、区、镇街三级平台，市、区、镇街四级平台", [], None),
        ("市、区、镇街五级平台", ["五"], None),
        ("全市县乡村三级书记，全市县乡村四级书记", [], None),
        ("市和县两级财政，市级、县级两级财政，三级医院，全市三级医院", [], None),
    ],
)
def test_levels(ask, text: str, marked: list[str], fixed: str | None) -> None:
    answer = ask(LEVEL, text)
    assert answer.marked == marked
    assert answer.fixed == (fixed or text) or fixed is None


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("抓好三个方面工作：一是甲。二是乙。三是丙。", [], None),
        ("抓好三个方面工作：一是甲。二是乙。", ["三"], "error"),
        ("重点抓好两件事。一是甲。二是乙。三是丙。", ["两"], "error"),
        ("一、重点\n抓好三项工作。\n（一）甲\n（二）乙\n（三）丙\n", [], None),
        ("一、重点\n抓好四项工作。\n（一）甲\n（二）乙\n（三）丙\n", ["四"], "error"),
        ("抓好四项工作。\n一、甲\n二、乙\n三、丙\n", ["四"], "info"),
        ("抓好三个方面工作：\n——甲\n内容。\n——乙\n内容。\n——丙\n内容。\n", [], None),
        ("延长二个月：一是甲。二是乙。三是丙。", [], None),
        ("新建3个平台。一是甲。二是乙。", [], None),
        ("从供给和需求两方面抓好工作。一是甲。二是乙。三是丙。", [], None),
        ("抓好三个方面工作。一是甲。三是丙。", [], None),
        ("抓好三个方面九项工作：一是甲。二是乙。", [], None),
    ],
)
def test_announced_counts(ask, text: str, marked: list[str], severity: str | None) -> None:
    answer = ask(ANNOUNCED, text)
    assert answer.marked == marked
    assert answer.severities == ([severity] if severity else [])


def test_an_announced_count_that_fits_is_counted(ask) -> None:
    assert held(ask(ANNOUNCED, "抓好三个方面工作：一是甲。二是乙。三是丙。")) == 1
    assert held(ask(ANNOUNCED, "抓好两项工作。\n一、甲\n二、乙\n")) == 1


def test_the_number_is_put_right_in_its_own_style(ask) -> None:
    assert ask(ANNOUNCED, "抓好3个方面工作：一是甲。二是乙。").fixed == "抓好2个方面工作：一是甲。二是乙。"
    assert ask(ANNOUNCED, "抓好三个方面工作：一是甲。二是乙。").fixed == "抓好两个方面工作：一是甲。二是乙。"
    assert ask(LIST, "“三收”（收教、收押、收监、收治）").fixed == "“四收”（收教、收押、收监、收治）"


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("2018—2020年三年", [], None),
        ("2021年至2025年五年", [], None),
        ("2012—2022年十年来", [], None),
        ("三年行动（2023—2025年）", [], None),
        ("2018—2020年四年", ["四"], "error"),
        ("2018-2020年2年", ["2"], "error"),
        ("2021年至2025年四年来", ["四"], "info"),
        ("三年行动（2023—2026年）", ["三"], "info"),
        ("三年行动（2023—2027年）", ["三"], "error"),
        ("2023—2025年三年行动计划，2025—2021年五年，2021—2025年3年多", [], None),
        ("2025年1月至9月的八个月", ["八"], "error"),
        ("1月至9月的九个月", [], None),
        ("自3月1日启动，至5月31日结束，为期四个月", ["四"], "error"),
        ("自3月1日启动，至5月31日结束，为期三个月", [], None),
        ("自3月15日至5月20日，为期四个月", [], None),
    ],
)
def test_spans(ask, text: str, marked: list[str], severity: str | None) -> None:
    answer = ask(YEARS, text)
    assert answer.marked == marked
    assert answer.severities in ([severity] if severity else [], ["error"] if marked else [])


def test_a_span_names_both_and_offers_the_right_number(ask) -> None:
    answer = ask(YEARS, "2018—2020年四年")
    assert answer.messages == ["2018—2020首尾都算是3年，文中写的是四年"]
    assert answer.fixed == "2018—2020年三年"


@pytest.mark.parametrize(
    "rule", ["kind: count\ncheck: list", "kind: count\ncheck: level", "kind: count\ncheck: announced\nunits: [个]"]
)
def test_a_check_without_its_words_is_refused(ask, rule: str) -> None:
    with pytest.raises(RuleError):
        ask.compile(rule)


@pytest.mark.parametrize("rule", [RESPECTIVE, LIST, LEVEL, ANNOUNCED, YEARS])
@pytest.mark.parametrize(
    "unit", ["、", "分别5%、", "“三收”（", "（", "县乡村三级", "、三项工作", "1", "三个方面：一是", "2021—"]
)
def test_hostile_text_takes_no_quadratic_time(ask, rule: str, unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.process_time()
        ask(rule, text)
        return time.process_time() - begin

    assert seconds(80_000) < 10 * seconds(20_000) + 0.5
