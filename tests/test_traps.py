"""Right sentences that once looked wrong: no rule of the built-in packs may speak above info on any of them."""

from __future__ import annotations

import datetime as dt

import pytest

import zfcheck
from zfcheck.rules import Severity

TRAPS = [
    # list words that are no lists
    "婚姻家庭纠纷最多，其次是邻里纠纷，再次是劳动争议。",
    "再次感谢各位领导！首先，我代表市委致以问候！",
    "坚持一是一、二是二，统一是关键，之一是安全，第一是质量。",
    "一是学理论，其中一是学原文，二是学原理，三是悟思想。二是学业务。三是抓落实。",
    "【典型意义】一是保护了群众利益；二是弘扬了法治精神。",
    "机动车保有量128.6万辆①，警力缺口较大②。",
    "一、二季度形势平稳。\n二、三产业协调发展。",
    "1.5万户群众受益。\n3.2万人次参加培训。",
    # names and numbers that are masked on purpose
    "犯罪嫌疑人张某某、李××住××镇××村，手机号139××××1234，车牌尾号×××88。",
    "有的文件仍保留“XX县”字样，任职满X年，第XX届运动会。",
    "出生年月：____年__月，姓名：____，本人____自愿申请。",
    "采用X射线安检机，推广“1+X”模式，建成5G+XR实验室。",
    # rates that may exceed the whole
    "年度任务完成率128%，结收案比105%，银行拨备覆盖率286.5%，移动电话普及率126%。",
    "命案破案率111%（含积案），小学毛入学率112.3%，覆盖率比上年提高120%。",
    "完成率、办结率、满意率分别达到112%、100%、99%。",
    "资产负债率下降到105%，较上年回落12个百分点，增长120%。",
    # plans, years and anniversaries
    "2025年是“十四五”收官之年，明年是“十五五”开局之年。",
    "“十三五”“十四五”时期（2016—2025年），“八五”普法（2021—2025年）圆满收官。",
    "2027年是建军100周年，到新中国成立100周年时建成社会主义现代化强国。",
    "距今约2100—1900年，1990—2000年，2025年11月至3月供暖，农历闰2月30日。",
    "近9年来首次下降，以庆祝建党100周年为契机。",
    # wording of its time, quoted wording
    "2012年，首批社区服刑人员入矫，见《社区服刑人员教育管理办法》。",
    "《信访工作条例》施行后，《信访条例》同时废止。",
    "维护社会主义法制的统一和尊严，《云川法制报》作了报道。",
    "增强“两个维护”的政治自觉，劳动人民当家做主人。",
    "召开全市政法委书记会议，各县（市、区）党委政法委参加，配齐乡镇政法委员。",
    "全国政协代表团到访，办理人代会代表建议12件。",
    "总书记强调，要深入学习贯彻新时代中国特色社会主义思想。",
    "践行共商共建共享的全球治理观，坚持共建共治共享的社会治理制度。",
    "坚持以事实为根据、以法律为准绳，不敢腐、不能腐、不想腐一体推进。",
    # marks of the author's own
    "时间：2025-06-01 09:00\n地点：市委政法委会议室",
    "重大事项按程序报请审批，一律提请批准。",
    "主要职责：（一）指导全市政法工作；（二）协调重大案件；（三）推动队伍建设。",
]


@pytest.fixture(scope="module")
def checker() -> zfcheck.Checker:
    return zfcheck.compile(plugins=False)


@pytest.mark.parametrize("text", TRAPS, ids=lambda text: text[:12])
@pytest.mark.parametrize("kind", ["other", "work-report", "speech"])
def test_a_right_sentence_is_left_alone(checker: zfcheck.Checker, text: str, kind: str) -> None:
    result = checker.check_bytes(text.encode(), "陷阱.txt", kind=kind, as_of=dt.date(2025, 12, 20))
    assert result.document is not None
    shown = [
        (finding.rule, result.document.slice(finding.span))
        for finding in result.findings
        if finding.severity is not None and finding.severity > Severity.INFO
    ]
    assert shown == []
    assert result.faults == []
