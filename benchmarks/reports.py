"""Invented reports of an invented city, each another one: what the benchmarks read where no real ones are given.

python benchmarks/reports.py FOLDER [--files 40] [--size 50000]    # writes them, for other programs
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from zfcheck.numerals import han

PLACES = ("青石县", "白塘县", "临河区", "桥南区", "柳溪镇", "望江街道", "云东新区", "石桥乡", "北湖街道", "松岭镇")
ORGANS = (
    "市委政法委",
    "市公安局",
    "市司法局",
    "市中级人民法院",
    "市人民检察院",
    "各级综治中心",
    "各县（区）",
    "基层派出所",
)
MATTERS = (
    "矛盾纠纷排查化解", "社会治安防控", "法治宣传教育", "公共法律服务", "执法规范化建设", "基层网格管理",
    "重点人群服务管理", "涉企案件办理", "道路交通安全整治", "未成年人保护", "电信网络诈骗防范", "信访积案办理",
)  # fmt: skip
ACTS = (
    "建立定期会商机制", "开展集中走访", "组织业务培训", "完善工作台账", "压实属地责任", "细化任务清单",
    "推行首问负责", "加强部门联动", "畅通群众诉求渠道", "逐案明确责任人和办结时限", "梳理风险隐患", "通报典型案例",
)  # fmt: skip
RESULTS = (
    "群众办事更加方便", "基层负担有所减轻", "重点部位秩序明显好转", "一批群众反映强烈的问题得到解决",
    "部门之间衔接更加顺畅", "工作质量稳步提高", "苗头性问题得到及时处置", "企业经营环境进一步改善",
)  # fmt: skip
WANTS = (
    "个别单位台账更新不及时", "少数干部运用法治方式解决问题的能力不强", "基层力量配备还不均衡",
    "信息共享的渠道不够畅通", "宣传形式比较单一", "长效机制有待健全",
)  # fmt: skip
SENTENCES = (
    "{organ}围绕{matter}{act}，{act2}，惠及群众{n}户，{result}。",
    "{place}结合实际{act}，全年办理相关事项{n}件，{result}。",
    "针对抽查中发现的{m}个薄弱环节，{organ}{act}、{act2}，先后召开专题会议{few}次。",
    "{place}把{matter}作为重点任务，累计走访群众{n}户，收集意见建议{m}条。",
    "从抽查的{n}份卷宗看，{want}，需要在今后工作中加以改进。",
    "{organ}会同{place}{act}，现场答复问题{m}个，{result}。",
    "为做好{matter}，{place}选派{few}名业务骨干到{m}个村（社区）指导，{act}。",
    "{organ}坚持边查边改，{act}，对发现的{m}个问题逐一销号，{result}。",
    "在{matter}方面，{place}{act}，及时处置群众反映的事项{n}件。",
    "{place}还{act2}，把{matter}延伸到{m}个村组和小区，{result}。",
)
CLEAN = """\
云川市召开基层治理工作座谈会

近日，云川市委政法委在青石县召开基层治理工作座谈会，听取各县（区）工作情况汇报，研究部署下一步重点任务。
会议认为，今年以来全市各级综治中心认真履行职责，矛盾纠纷排查化解工作取得积极进展，群众办事更加方便。同时也要看到，个别单位台账更新不及时，基层力量配备还不均衡，需要采取有力措施加以解决。
会议要求，要压实属地责任，细化任务清单，逐案明确责任人和办结时限；要加强部门联动，畅通群众诉求渠道，及时回应群众关切；要总结推广好的经验做法，健全长效机制，不断提高工作质量。
市直有关单位负责同志参加会议。青石县、白塘县、临河区作交流发言，其他县（区）提交了书面材料。会后，与会人员到柳溪镇综治中心实地察看，了解群众来访接待、案件流转和结果反馈的做法。
"""
"""About 1 KB in which nothing is to be found."""


def report(size: int, seed: int = 0) -> str:
    """A report of about `size` bytes of UTF-8: title, headings of three levels, paragraphs, figures."""
    dice = random.Random(seed)
    lines = ["云川市2025年政法工作总结", "现将有关情况报告如下。"]
    length = sum(len(line.encode()) + 1 for line in lines)
    for line in _body(dice):
        lines.append(line)
        length += len(line.encode()) + 1
        if length >= size:
            break
    return "\n".join(lines) + "\n"


def _body(dice: random.Random) -> Iterator[str]:
    chapter = 0
    while True:
        chapter += 1
        yield f"{han(chapter)}、{dice.choice(MATTERS)}工作情况"
        for section in range(1, dice.randint(3, 5)):
            yield f"（{han(section)}）{dice.choice(ACTS)}"
            for item in range(1, dice.randint(3, 6)):
                text = "".join(_sentence(dice) for _ in range(dice.randint(2, 5)))
                yield f"{item}.{dice.choice(ACTS)}。{text}"
            yield "".join(_sentence(dice) for _ in range(dice.randint(1, 4)))


def _sentence(dice: random.Random) -> str:
    act, act2 = dice.sample(ACTS, 2)
    return dice.choice(SENTENCES).format(
        place=dice.choice(PLACES),
        organ=dice.choice(ORGANS),
        matter=dice.choice(MATTERS),
        act=act,
        act2=act2,
        result=dice.choice(RESULTS),
        want=dice.choice(WANTS),
        n=dice.randint(120, 980),
        m=dice.randint(12, 96),
        few=dice.randint(3, 9),
    )


def write(folder: Path, files: int, size: int, seed: int = 1) -> list[Path]:
    """`files` reports of about `size` bytes each in `folder`, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(files):
        path = folder / f"report-{number:05}.txt"
        path.write_text(report(size, seed + number), encoding="utf-8", newline="\n")
        made.append(path)
    return made


def texts(folder: Path) -> list[bytes]:
    """The `.txt` files below a folder that are UTF-8."""
    found = []
    for path in sorted(folder.rglob("*.txt")):
        data = path.read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        found.append(data)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--size", type=int, default=50_000, help="bytes of each")
    told = parser.parse_args()
    made = write(told.folder, told.files, told.size)
    print(f"{len(made)} files, {sum(path.stat().st_size for path in made) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
