"""docs/rules/: every rule, a page for each category, and an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zfcheck.builtin import Builtin
from zfcheck.pack import Pack, load_pack
from zfcheck.rules import CATEGORIES, Case, Compiled, Rule
from zfcheck.ruleset import RuleSet, known_kinds
from zfcheck.writers.explain import applies_to, conditions, exceptions, head_of, tail_of, text_shown
from zfcheck.writers.locate import visible
from zfcheck.writers.terms import kind_name, severity_word

from .markdown import MADE, anchor, code, escape, slug, table

MOST_WRONG, MOST_RIGHT = 2, 1
"""Cases that a page shows of a rule; the packs hold more."""
_LONGEST = 300
"""Code points of a line about a rule; a list of words may be long."""


def pages(active: RuleSet) -> dict[str, str]:
    """The index and the page of each category, by path."""
    by_category: dict[str, list[Compiled]] = {}
    for compiled in sorted(active.rules, key=lambda c: (c.rule.id, c.rule.pack)):
        by_category.setdefault(compiled.rule.category, []).append(compiled)
    loaded = {pack.id: pack for pack in (load_pack(path, known_kinds()) for path in Builtin().zfcheck_packs())}
    packs = {pack.id: loaded[pack.id] for pack in active.packs}
    made = {f"rules/{category}.md": _page(category, rules, packs) for category, rules in by_category.items()}
    return {"rules/README.md": _index(by_category, packs), **made}


def _index(by_category: dict[str, list[Compiled]], packs: dict[str, Pack]) -> str:
    counts = Counter((c.rule.category, c.rule.pack) for rules in by_category.values() for c in rules)
    ordered = [name for name in CATEGORIES if name in by_category]
    rows = [
        [
            f"[{CATEGORIES[name]}]({name}.md)",
            code(name),
            *(str(counts[name, pack] or "—") for pack in packs),
            str(len(by_category[name])),
        ]
        for name in ordered
    ]
    totals = [str(sum(n for (_, owner), n in counts.items() if owner == pack)) for pack in packs]
    rows.append(["合计", "", *totals, str(sum(counts.values()))])
    out = [
        MADE,
        "# 规则\n\n",
        "zfcheck 自带的全部规则，一类一页。装了地区插件的，用 `zfcheck rules` 看全部，用 `zfcheck explain 规则` 看一条。\n\n",
        "规则的说明只有中文。 (The reference of rules is in Chinese only: the rules are about Chinese wording.)\n\n",
        table(["类别", "写法", *map(code, packs), "合计"], rows),
        "规则包：\n\n",
        *(f"- {code(pack.id)}：{escape(pack.title)}{_when(pack)}\n" for pack in packs.values()),
        "\n程度：**错误** 照这样报上去要重印；**警告** 多半要改；**提示** 看一眼，可改可不改。\n\n",
        "不想看某一条、某一类，见[与查出的问题相处](../living-with-findings.md)；自己写规则，见[规则包作者指南](../authors.md)。\n",
    ]
    for name in ordered:
        out.append(f"\n## {CATEGORIES[name]}\n\n")
        out += [f"- [{escape(c.rule.title)}]({name}.md#{_slug(c.rule)})\n" for c in by_category[name]]
    return "".join(out)


def _when(pack: Pack) -> str:
    if pack.optional:
        return f"（用 `--pack {pack.id}` 点名才启用）"
    if pack.when:
        kinds = "、".join(kind_name(kind) for kind in pack.when)
        return f"（不点名时只查{escape(kinds)}；其他文种用 `--pack {pack.id}` 点名）"
    return ""


def _slug(rule: Rule) -> str:
    return slug(f"{rule.pack}:{rule.id}")


def _page(category: str, rules: Iterable[Compiled], packs: dict[str, Pack]) -> str:
    rules = list(rules)
    out = [MADE, f"# {CATEGORIES[category]}（{category}）\n\n"]
    out.append(f"共{len(rules)}条。[全部规则](README.md)\n\n")
    out.append(
        f"这一类都不查：`zfcheck --ignore {category} 文件`，或在 `zfcheck.yaml` 里写 `ignore: [{category}]`。\n\n"
    )
    out.append("例子里【】是标出的文字，→ 后面是改好的样子，／ 是换行。\n")
    for compiled in rules:
        out.append("\n" + "".join(_rule(compiled, packs)))
    return "".join(out)


def _rule(compiled: Compiled, packs: dict[str, Pack]) -> Iterator[str]:
    rule = compiled.rule
    facts = [code(rule.id), severity_word(rule.severity), f"规则包 {code(rule.pack)}", f"种类 {code(rule.kind)}"]
    if rule.status == "trial":
        facts.append("试行，只作提示")
    yield f"## {anchor(f'{rule.pack}:{rule.id}')}{escape(rule.title)}\n\n{' · '.join(facts)}\n\n"
    yield _part("查什么", getattr(compiled.checker, "looks_for", ()))
    yield _part("为什么", rule.why.splitlines())
    yield _part("依据", rule.basis.splitlines())
    yield _part("怎么改", rule.advice.splitlines())
    yield _part("适用", applies_to(rule.applies))
    yield _part("例外", exceptions(rule.unless))
    yield "会查出：\n\n" + "".join(_wrong(case) for case in rule.fail[:MOST_WRONG]) + "\n"
    if rule.passing:
        right = (f"- ✓ {escape(head_of(text_shown(c.text)) + conditions(c))}\n" for c in rule.passing[:MOST_RIGHT])
        yield "不会查出：\n\n" + "".join(right) + "\n"
    yield _off(rule)


def _part(title: str, lines: Iterable[str]) -> str:
    told = [escape(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…") for line in lines if line.strip()]
    return f"**{title}**　{'<br>'.join(told)}\n\n" if told else ""


def _wrong(case: Case) -> str:
    at = case.text.find(case.mark) if case.mark else -1
    if case.mark and at >= 0:
        end = at + len(case.mark)
        text = f"{tail_of(text_shown(case.text[:at]))}【{visible(case.mark)}】{head_of(text_shown(case.text[end:]))}"
    else:
        text = head_of(text_shown(case.text))
    fixed = f"<br>→ {escape(visible(case.fixed))}" if case.fixed is not None else ""
    return f"- ✗ {escape(text + conditions(case))}{fixed}\n"


def _off(rule: Rule) -> str:
    if not rule.ignorable:
        return "这一条不能忽略。\n"
    also = f"　也叫 {'、'.join(map(code, rule.aliases))}。" if rule.aliases else ""
    off = f"rules: {{{rule.id}: off}}"
    return f"不查这一条：{code('--ignore ' + rule.id)}，或在 `zfcheck.yaml` 里写 {code(off)}。{also}\n"
