"""Kind `place`: the names of administrative divisions, right ones that look wrong and wrong ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zfcheck
from zfcheck.divisions import Division, divisions
from zfcheck.divisions.frames import _place
from zfcheck.divisions.joined import look_alikes
from zfcheck.divisions.wanted import frame
from zfcheck.kinds import RuleError
from zfcheck.kinds.place import _may_hold
from zfcheck.sounds import sound_alike
from zfcheck.spots import places as standing

PARENT = "kind: place\ncheck: parent"
SPELLING = "kind: place\ncheck: spelling"
FORMER = """
kind: place
check: former
table:
  - {name: 襄樊市, until: '2010', instead: 襄阳市}
  - {name: 宁乡县, until: '2017', instead: 宁乡市}
  - {name: 闸北区, until: '2016', instead: 静安区}
  - {name: 邢台县, until: '2020'}
"""
OTHER = """
kind: place
check: other
frames:
  - 平安{place}
  - 法治{place}
  - {text: '在{full}委', then: [领导下]}
  - '{full}委、市政府中心工作'
"""
SUIZHOU = OTHER + "own: [随州, 曾都]\nparents: [湖北]\nexcept: [孝感]\n"

# Right sentences with names that a careless rule would stumble over.
RIGHT = """
湖北省随州市曾都区人民法院开庭审理此案。
湖北省随县公安局、湖北省广水市司法局派员参加。
湖南省岳阳市临湘市、岳阳县、平江县、华容县同步推进。
湖南省临湘市委政法委牵头。
吉林省吉林市船营区、辽宁省朝阳市朝阳县、北京市朝阳区开展试点。
湖北省仙桃市、潜江市、天门市和神农架林区不设区。
海南省儋州市、三沙市西沙区，广东省东莞市、中山市不设区。
恩施土家族苗族自治州利川市、湖北省恩施市破获此案。
马鞍山市花山区、安徽省马鞍山市当涂县。
鞍山市海城市、辽宁省鞍山市千山区。
湖北省、岳阳市、浙江省三地公安机关联合行动。
湖北省内乡县两级干部、湖北省内黄县域经济。
随州市南部县市、岳阳市全县平安建设推进会。
岳阳市和平江县共同承办，随州市和县级部门联动。
湖北省长阳土家族自治县、湖北省长沙铺街道。
随州市城区、岳阳市郊区、岳阳市新城区、武汉市老城区改造。
岳阳市滨湖区域、合肥市滨湖新区、南昌市滨江区段。
岳阳市南湖区域、岳阳市南湖新区、武汉市东湖区管委会。
湖北省大别山区、四川省秦巴山区、湖北省西山区块。
潍坊市滨海新区、盐城市滨海新区、江苏省滨海新区不是天津市滨海新区。
重庆市江北区、重庆市渝北区、重庆市两江新区。
四川省重庆市在历史上同属一省。
1997年以前，四川省涪陵市、四川省万县市已经开展试点。
1958年，河北省天津市公安局成立。
岳阳市对口支援西藏自治区山南市桑日县，湖北省援疆博乐市前方指挥部。
湖北省岳阳商会、湖北省驻岳阳办事处。
广东省帮扶广西壮族自治区，广东省东西部协作工作组驻毕节市。
四平市公主岭市原属四平，现在是吉林省长春市公主岭市。
安徽省巢湖市、安徽省合肥市巢湖市。
浙江省杭州市余杭区、浙江省绍兴市柯桥区、浙江省温州市龙港市。
新疆维吾尔自治区和田地区和田县、和安县、和康县。
新疆维吾尔自治区石河子市、草湖市，喀什地区岑岭县。
荆州市建立市场化机制，荆州市监理市政工程。
随州市增设区级平台，随州市争取县级资金。
湖北省襄阳市场监管部门、岳阳市场主体突破五万户。
鄂州市华中区域中心、岳阳市平讲县情、明政策。
襄阳市襄州区、襄城区、樊城区，湖北省襄阳市襄阳区（旧称）。
宜昌市夷陵区、宜都市、枝江市，宜昌市伍家岗区。
黄冈市黄州区、鄂州市鄂城区、黄石市黄石港区。
岳阳市岳阳楼区、君山区、云溪区、屈原管理区。
湖南省株洲市云龙示范区、株洲市渌口区。
《湖北省岳阳市管理办法》是一道考题。
把“湖北省随州市”误写成湖北省随洲市。
云川市云山县、云川省云川市派员参加。
香港特别行政区、澳门特别行政区、台湾省台北市。
加大同市直部门的协调，扩大同城效应。
武汉市 仙桃市 潜江市 天门市
参加单位：长沙市　临湘市　浏阳市
新疆维吾尔自治区阿克苏地区阿拉尔市公安局、喀什地区图木舒克市、和田地区昆玉市。
昌吉回族自治州五家渠市、巴音郭楞蒙古自治州铁门关市、博尔塔拉蒙古自治州双河市、伊犁哈萨克自治州可克达拉市。
伊犁哈萨克自治州塔城市、伊犁哈萨克自治州阿勒泰市、伊犁哈萨克自治州塔城地区乌苏市。
新疆维吾尔自治区大城市较少，安徽省同城市场监管，鞍山市浅山区治理，福建省城乡区别，沈阳市蓄洪区。
河南省济源中级人民法院、湖北省汉江中级人民法院、上海市第一中级人民法院、武汉铁路运输法院。
河北省保定市定州市、石家庄市辛集市，海南省洋浦经济开发区，广东省深汕特别合作区。
湖南省常德市津市市西洞庭管理区，河南省周口市东新区，许昌市东城区，内江市东新区块。
北京市对口协作湖北省丹江口市，广东省深圳市百色市协作办公室，山东省鲁南监狱。
黑龙江省大兴安岭地区加格达奇区、内蒙古自治区鄂伦春自治旗，河北省石家庄市井陉矿区。
""".strip().splitlines()

WRONG_PARENT = [
    ("嫌疑人在湖北省岳阳市落网。", "湖北省岳阳市", "湖南省才有"),
    ("浙江省随州市公安局侦办。", "浙江省随州市", "湖北省才有"),
    ("岳阳市曾都区人民法院受理。", "岳阳市曾都区", "湖北省随州市才有"),
    ("随州市临湘市委政法委牵头。", "随州市临湘市", "湖南省岳阳市才有"),
    ("湖北省临湘市开展试点。", "湖北省临湘市", "湖南省岳阳市才有"),
    ("湖南省长阳土家族自治县、湖南省恩施土家族苗族自治州派员。", "湖南省恩施土家族苗族自治州", "湖北省才有"),
    ("鞍山市当涂县派员参加。", "鞍山市当涂县", "安徽省马鞍山市才有"),
    ("上海市姑苏区检察院起诉。", "上海市姑苏区", "江苏省苏州市才有"),
    ("广西壮族自治区茂名市派员。", "广西壮族自治区茂名市", "广东省才有"),
    ("湖北省长沙市公安机关协助。", "湖北省长沙市", "湖南省才有"),
    ("全国劳模来自四川省毕节市。", "四川省毕节市", "贵州省才有"),
    ("中共湖北省岳阳市委政法委员会印发通知。", "湖北省岳阳市", "湖南省才有"),
    ("襄阳市广水市交警大队处置。", "襄阳市广水市", "湖北省随州市才有"),
]

WRONG_SPELLING = [
    ("湖北省随洲市公安局。", "随洲市", "随州市"),
    ("湖北省隋州市公安局。", "隋州市", "随州市"),
    ("随州市增都区法院。", "增都区", "曾都区"),
    ("湖南省临湖市、湖南省临襄市公安局。", "临襄市", "临湘市"),
    ("岳阳市泪罗市公安局。", "泪罗市", "汨罗市"),
    ("安徽省毫州市公安局。", "毫州市", "亳州市"),
    ("十堰市勋阳区公安局。", "勋阳区", "郧阳区"),
    ("郑州市荣阳市公安局。", "荣阳市", "荥阳市"),
    ("四川省沪州市公安局。", "沪州市", "泸州市"),
    ("岳阳市岳阳搂区公安局。", "岳阳搂区", "岳阳楼区"),
    ("河北省石家桩市公安局。", "石家桩市", "石家庄市"),
]

FORMER_RIGHT = [
    ("2008年，襄樊市公安局侦破此案。", "2025-03-10"),
    ("襄樊市公安局派员支援。", "2009-03-10"),
    ("襄樊市公安局派员支援。", None),
    ("时任襄樊市委政法委书记，原襄樊市公安局，1998年任职于襄樊市。", "2025-03-10"),
    ("襄樊市（2010年更名为襄阳市）的案件。", "2025-03-10"),
    ("《襄樊市志》记载，襄樊市汽车运输公司提出申请。", "2025-03-10"),
    ("被告人籍贯襄樊市，生于宁乡县的居民。", "2025-03-10"),
    ("撤销闸北区，并入静安区。", "2025-03-10"),
    ("闸北区域面积较大，宁乡县域经济，襄樊市场活跃。", "2025-03-10"),
    ("襄樊市人民法院（2006）襄刑初字第12号判决。", "2025-03-10"),
    ("上饶县（市、区）联席会议，九江县（市、区）信访局长，文山县、市联动。", "2025-03-10"),
    ("遵义县区两级法院，文山县市，许昌县乡村三级，株洲县城更新，固原县直单位。", "2025-03-10"),
    ("东胜市值班室、临河市民中心、永川市级项目、富阳市井文化、余杭市集、合川市政工程。", "2025-03-10"),
    ("三江源县市共建生态司法，多利阿城市建设代表团来访，平果县委托评估。", "2025-03-10"),
    ("李某，四川射洪县人，现在押；王某，江苏吴江市震泽镇人。", "2025-03-10"),
    ("1998.07—2003.09　襄樊市公安局民警\n2001/03-2005/11 任宁乡县司法局副局长", "2025-03-10"),
    ("上世纪90年代，襄樊市开始试点；十年前，宁乡县受理过同类案件；此前宁乡县已有判决。", "2025-03-10"),
    ("身份证住址为襄樊市樊城区；被告住所地宁乡县；被继承人生前系宁乡县居民。", "2025-03-10"),
    ("原密云县、延庆县、宁乡县人武部档案移交；襄樊市“1997·5·12”命案告破；潜逃26年的襄樊市抢劫犯落网。", "2025-03-10"),
    ("来访人反映其原系宁乡县供销社职工；持襄樊市人事局颁发的证书；襄樊市棉纺厂退休职工。", "2025-03-10"),
    ("邢台县、宁乡县已分别调整为区、市；闸北区、襄樊市撤并前的做法；老上海人说起闸北区。", "2025-03-10"),
    ("闸北区与静安区“撤二建一”以来治安向好；襄樊市（现襄阳市）。", "2025-03-10"),
    ("撤销宁乡县，设立县级宁乡市。\n规章中涉及宁乡县的表述，由制定机关修改。", "2025-03-10"),
]

FORMER_WRONG = [
    ("襄樊市公安局派员支援。", "襄樊市", "2025-03-10"),
    ("今年，宁乡县深化平安建设。", "宁乡县", "2025-03-10"),
    ("2021年，上海市闸北区开展试点。", "闸北区", None),
    ("2023年，邢台县持续推进。", "邢台县", "2024-01-10"),
    ("襄樊市政府、市委政法委联合印发通知。", "襄樊市", "2025-03-10"),
    ("2023.05 襄樊市公安局民警。", "襄樊市", "2025-03-10"),
    ("宁乡县委员会、法院负责人参加。", "宁乡县", "2025-03-10"),
]

HEAD = "随州市2025年政法工作总结\n"
OTHER_RIGHT = """
持续推进平安随州、法治随州建设。
深化平安湖北、平安曾都、平安广水、平安随县建设。
服务更高水平的平安中国、法治中国建设。
推进平安校园、平安医院、平安铁路、平安交通创建。
干部赴襄阳考察平安襄阳建设。
借鉴平安襄阳建设的做法。
襄阳市持续推进平安襄阳建设，给我市带来启示。
与平安襄阳建设联合部署，协作推进。
“平安襄阳”微信公众号转发了我市的做法。
《平安襄阳》杂志刊发我市经验。
关注平安襄阳公众号。
襄阳的平安襄阳建设走在前列。
平安长寿、平安康乐、平安和谐、平安万年的祝福。
平安新华路、平安朝阳社区、法治文明。
平安襄阳路口设置护栏。
建设平安鼓楼、平安朝阳。
推动平安江山建设。
平安武汉、平安襄阳、平安宜昌、平安随州建设同步推进。
建设“平安襄阳”“平安随州”。
全市融入平安襄阳、平安十堰、平安南阳建设，护路联控。
平安沅江、平安洪湖、平安嫩江水域创建。
平安凤凰、平安双桥建设。
2024年度考评中，平安襄阳建设位居前列。
平安浙江建设的实践充分证明，抓平安就是抓发展。
对照平安黄冈建设标准查找差距。
举办法治武汉建设成果展。
曾都区洛阳镇深化平安洛阳建设。
在湖北省委、省政府的坚强领导下，在随州市委领导下。
襄阳市委在省委领导下推进平安建设。
""".strip().splitlines()

OTHER_WRONG = [
    (HEAD + "持续推进平安襄阳建设。", "襄阳"),
    (HEAD + "为建设平安随州、法治襄阳作出贡献。", "襄阳"),
    (HEAD + "建设更高水平的平安岳阳、法治随州。", "岳阳"),
    (HEAD + "为平安湖南建设贡献力量。", "湖南"),
    (HEAD + "奋力谱写平安荆门新篇章。", "荆门"),
    (HEAD + "推进法治华容建设。", "华容"),  # two of that name, neither ours
    (HEAD + "在襄阳市委、市政府的坚强领导下，全市政法机关履职尽责。", "襄阳市"),
    (HEAD + "围绕孝感市委、市政府中心工作，主动作为。", "孝感市"),
    ("中共曾都区委政法委员会2025年工作要点\n扎实开展平安广水创建。", "广水"),
    ("2025年政法工作总结\n深化平安临湘建设。形势平稳，秩序良好。\n中共随州市委政法委员会\n2025年12月20日", "临湘"),
    ("湖北省司法厅2025年工作总结\n推进法治江苏建设。", "江苏"),
    ("2025年工作\n深化平安随州建设，推进法治随州建设。夯实平安随州根基，建设平安随州。打造平安襄阳。", "襄阳"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_name_is_left_alone(ask, text: str) -> None:
    assert ask(PARENT, text).messages == []
    assert ask(SPELLING, text).messages == []


@pytest.mark.parametrize(("text", "mark", "says"), WRONG_PARENT)
def test_a_wrong_parent(ask, text: str, mark: str, says: str) -> None:
    answer = ask(PARENT, text)
    assert mark in answer.marked
    assert any(says in message for message in answer.messages)
    assert ask(SPELLING, text).messages == []


@pytest.mark.parametrize(("text", "mark", "right"), WRONG_SPELLING)
def test_a_slip_in_a_name(ask, text: str, mark: str, right: str) -> None:
    answer = ask(SPELLING, text)
    assert answer.marked == [mark]
    assert answer.fixed == text.replace(mark, right)
    assert ask(PARENT, text).messages == []


@pytest.mark.parametrize(("text", "day"), FORMER_RIGHT)
def test_a_former_name_of_its_time_is_left_alone(ask, text: str, day: str | None) -> None:
    assert ask(FORMER, text, as_of=day).messages == []


@pytest.mark.parametrize(("text", "mark", "day"), FORMER_WRONG)
def test_a_former_name(ask, text: str, mark: str, day: str | None) -> None:
    answer = ask(FORMER, text, as_of=day)
    assert answer.marked == [mark]
    assert "已经撤销或更名" in answer.messages[0]


def test_where_only_the_title_tells_the_year_a_former_name_is_a_hint(ask) -> None:
    assert ask(FORMER, "云川市2025年工作总结\n襄樊市派员支援。").severities == ["info"]
    assert ask(FORMER, "襄樊市派员支援。", as_of="2025-01-10").severities == ["error"]


@pytest.mark.parametrize("text", OTHER_RIGHT)
def test_what_is_said_of_others_or_of_our_own_is_left_alone(ask, text: str) -> None:
    assert ask(OTHER, HEAD + text).messages == []


@pytest.mark.parametrize(("text", "mark"), OTHER_WRONG)
def test_another_place_left_in(ask, text: str, mark: str) -> None:
    assert ask(OTHER, text).marked == [mark]


def test_two_frames_in_one_sentence(ask) -> None:
    text = HEAD + "在襄阳市委的坚强领导下，全市推进平安襄阳建设。"
    assert ask(OTHER, text).marked == ["襄阳市", "襄阳"]


@pytest.mark.parametrize(
    "text",
    [
        "2025年政法工作总结\n持续推进平安襄阳建设。",
        "云川市2025年政法工作总结\n持续推进平安襄阳建设。",
        "关于赴襄阳市学习的报告\n随州市持续推进平安襄阳建设。",
        "随州市、襄阳市警务合作协议\n深化平安襄阳、平安随州建设。",
        "随州市政法工作总结\n持续推进平安岳阳建设，打造平安襄阳，深化平安临湘建设，建设平安长沙。",
        "关于转发随州市委政法委工作总结的通知\n持续推进平安襄阳建设。",
        "朝阳区2025年政法工作总结\n持续推进平安襄阳建设。",
        "哈尔滨市2025年政法工作总结\n为平安龙江、法治龙江建设作出贡献。平安龙江建设再上台阶。",
        "福州市2025年法治建设报告\n擦亮平安榕城、法治榕城品牌。",
        "库尔勒市2025年政法工作总结\n深化平安巴州、法治巴州建设。",
        "包头市2025年政法工作总结\n深化平安鹿城建设。",
        "伊犁哈萨克自治州2025年政法工作总结\n推进平安塔城建设。",
    ],
)
def test_without_a_certain_place_nothing_is_said(ask, text: str) -> None:
    assert ask(OTHER, text).messages == []


def test_a_pack_may_say_whose_papers_it_is_for(ask) -> None:
    assert ask(SUIZHOU, "2025年政法工作总结\n持续推进平安襄阳建设。").marked == ["襄阳"]
    assert ask(SUIZHOU, "2025年政法工作总结\n推进平安随州、平安随县、平安湖北、平安孝感建设。").marked == []
    assert ask(SUIZHOU, "关于学习推广襄阳做法的通知\n平安襄阳建设成效明显。").marked == []
    assert ask(SUIZHOU, "赴襄阳考察情况报告\n在襄阳市委、市政府的坚强领导下，平安襄阳建设有专班。").marked == []
    assert ask(SUIZHOU, "全省平安建设满意度情况\n平安襄阳建设得分较高。").marked == []
    # A paper that is plainly of another place was not written here.
    assert ask(SUIZHOU, "襄阳市2025年政法工作总结\n持续推进平安襄阳建设。").marked == []


def test_an_own_place_that_no_table_knows(ask) -> None:
    rule = OTHER + "own: [云川, 云山]"
    assert ask(rule, "2025年工作总结\n推进平安云川、平安云山、平安襄阳建设。").marked == []  # a list of places
    assert ask(rule, "2025年工作总结\n推进平安云川建设。推进平安襄阳建设。").marked == ["襄阳"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("kind: place\ncheck: former", "曾用的名称"),
        ("kind: place\ncheck: former\ntable: [{name: 襄樊市, until: 二〇一〇}]", "不是日期"),
        ("kind: place\ncheck: other", "frames"),
        ("kind: place\ncheck: other\nframes: [平安]", "{place}"),
        ("kind: place\ncheck: other\nframes: ['{place}']", "{place}"),
        ("kind: place\ncheck: other\nframes: ['{place}、{full}']", "{place}"),
    ],
)
def test_a_rule_that_makes_no_sense(ask, rule: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        ask(rule, "形势平稳。")


@pytest.fixture(scope="module")
def places() -> zfcheck.Checker:
    """The two rules that look at names joined."""
    return zfcheck.compile(plugins=False, select=["wording/place-parent", "wording/place-spelling"])


def marked(places: zfcheck.Checker, lines: list[str]) -> list[str]:
    result = places.check_bytes("\n".join(lines).encode(), "a.txt")
    assert result.document is not None and result.faults == []
    return [result.document.slice(finding.span) for finding in result.findings]


def test_no_true_pair_is_flagged(places: zfcheck.Checker) -> None:
    """Every county behind its city and its province, and every city behind its province, of today and of once."""
    known = divisions()
    lines = []
    for bearers in known.by_name.values():
        for one in bearers:
            for code in {one.code[:2] + "0000", one.code[:4] + "00"} - {one.code}:
                if code in known.by_code:
                    lines.append(f"{known.by_code[code].name}{one.name}公安局。")
    assert len(lines) > 10_000
    assert marked(places, lines) == []


def test_most_wrong_pairs_are_flagged(places: zfcheck.Checker) -> None:
    known, chance = divisions(), random.Random(7)
    everyone = list(known.by_code.values())
    outer = [one for one in everyone if one.level < 2 and known.children(one)]

    def pair() -> str:
        parent = chance.choice(outer)
        child: Division = chance.choice([one for one in everyone if one.level > parent.level and not parent.holds(one)])
        return f"{parent.name}{child.name}公安局。"

    assert len(marked(places, [pair() for _ in range(200)])) > 150


def test_only_slips_of_sound_and_looks_are_told(places: zfcheck.Checker) -> None:
    known, chance = divisions(), random.Random(7)
    letters = sorted({letter for name in known.by_name for letter in name})
    counties = [one for one in known.by_code.values() if one.level == 2 and len(one.name) > 2]
    lines = []
    for one in chance.sample(counties, 150):
        at, letter = chance.randrange(len(one.name) - 1), chance.choice(letters)
        slip, parent = one.name[:at] + letter + one.name[at + 1 :], known.parent(one)
        if known.longest_at(slip, 0, least=3):
            continue  # chance made a name
        if parent and not sound_alike(letter, one.name[at]) and (letter, one.name[at]) not in look_alikes():
            lines.append(f"{parent.name}{slip}公安局。")
    assert len(lines) > 120
    assert marked(places, lines) == []


@given(st.lists(st.sampled_from(["平安", "法治", "在", "委", "随州市", "随州", "襄阳", "中", "。"])).map("".join))
def test_a_frame_is_passed_over_only_where_no_name_stands_in_it(text: str) -> None:
    for one in (frame("平安{place}", ()), frame("在{full}委", ()), frame("{place}平安法治", ())):
        stands = [(0, at, at + len(one.literal)) for at in standing(text, one.literal)]
        may = _may_hold(one, text, stands)
        assert all((start, end) in may for _, start, end in stands if _place(text, (start, end), one) is not None)
