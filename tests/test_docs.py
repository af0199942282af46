"""docs/: made pages are current, links lead somewhere, and every command line that is shown can be called."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from make import stale
from making import all_pages, markdown, rule_set

from zfcheck.cases import check_cases
from zfcheck.cli import cli
from zfcheck.messages import set_language
from zfcheck.ruleset import RuleSet, Selection, compile_rules
from zfcheck.settings.fields import SETTINGS as KEYS
from zfcheck.settings.reading import read_settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
WRITTEN = [path for path in sorted(DOCS.glob("*.md")) if not path.read_text(encoding="utf-8").startswith("<!-- 由")]
PAGES = [*sorted(DOCS.rglob("*.md")), *READMES]


@cache
def active() -> RuleSet:
    return rule_set()


@cache
def made() -> dict[str, str]:
    return all_pages(active())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# What is made


def test_made_pages_are_current() -> None:
    assert stale(made()) == [], "python docs/make.py"


def test_stale_pages_are_named(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    for page in ("same.md", "other.md", "rules/gone.md"):
        (tmp_path / page).write_text("一\n", encoding="utf-8")
    pages = {"same.md": "一\n", "other.md": "二\n", "new.md": "三\n"}
    assert stale(pages, tmp_path) == ["new.md", "other.md", "rules/gone.md"]


def test_every_rule_and_every_command_has_its_place() -> None:
    shown = "\n".join(text for page, text in made().items() if page.startswith("rules/"))
    missing = [c.rule.id for c in active().rules if f"\n`{c.rule.id}` · " not in shown]
    assert missing == []
    assert {line for line in made()["commands.md"].splitlines() if "</a>zfcheck" in line} >= {
        '## <a id="zfcheck-check"></a>zfcheck check',
        '## <a id="zfcheck-pack-check"></a>zfcheck pack check',
    }


@given(st.text(st.sampled_from("a*_`<[]#|~&$>+-1.)\\{}!=: 云"), min_size=1, max_size=12))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown.escape(text))
    shown = "".join(
        child.content if child.type in {"text", "text_special"} else f"<{child.type}>"
        for token in tokens
        for child in token.children or ()
    )
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert shown == text.strip()


def test_code_with_back_quotes() -> None:
    assert markdown.code("a`b") == "``a`b``"
    assert markdown.code("`a") == "`` `a ``"


# Links


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def links(path: Path) -> Iterator[str]:
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", without_code(path.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target)


@cache
def anchors(path: Path) -> frozenset[str]:
    """Names to link to: those made by hand, and headings as forges name them."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ +(.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    own = (re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]*>", "", heading)).strip().replace(" ", "-") for heading in headings)
    return frozenset([*re.findall(r'<a id="([^"]+)">', text), *(heading.lower() for heading in own)])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    dead = []
    for link in links(path):
        file, _, part = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (part and target.suffix == ".md" and part not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_the_index_names_every_written_page() -> None:
    told = {link.partition("#")[0] for link in links(DOCS / "README.md")}
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} <= told


# Command lines


def blocks(path: Path, *languages: str) -> Iterator[str]:
    for language, body in re.findall(
        r"^```(\w*)\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        if language in languages:
            yield body


def lines(path: Path) -> Iterator[str]:
    for body in blocks(path, "sh", ""):
        for line in body.replace("\\\n", " ").splitlines():
            call = re.match(r"(?:\$ )?(zfcheck\b.*)", line)
            if call:
                yield call[1]


def left_of(ctx: click.Context) -> list[str]:
    """The words that a group has left to its commands; click changed the name of the first of them."""
    own = vars(ctx)
    return [*own.get("_protected_args", own.get("protected_args", ())), *ctx.args]


def wrong_with(line: str) -> str:
    """What click objects to in a command line; empty where it can be called. Nothing is run."""
    words = shlex.split(re.split(r"\s[|>&;]|\s&&", line)[0], comments=True)[1:]
    try:
        command: click.Command = cli
        ctx = cli.make_context("zfcheck", words)
        while isinstance(command, click.Group) and (rest := left_of(ctx)):
            name, found, rest = command.resolve_command(ctx, rest)
            assert found is not None
            command = found
            ctx = command.make_context(name, rest, parent=ctx)
    except click.exceptions.Exit:  # --help, --version
        return ""
    except click.UsageError as error:
        return error.format_message()
    finally:
        set_language(None)  # a line may hold --lang
    return ""


@pytest.mark.parametrize("path", [*WRITTEN, *READMES, DOCS / "formats.md"], ids=name)
def test_command_lines_can_be_called(path: Path) -> None:
    assert [(line, wrong) for line in lines(path) if (wrong := wrong_with(line))] == []


@pytest.mark.parametrize(
    "line",
    [
        "zfcheck --nope a.txt",
        "zfcheck pack chek x",
        "zfcheck check --kind 报告 a.txt",
        "zfcheck explain",
        "zfcheck rules x",
    ],
)
def test_a_wrong_command_line_is_seen(line: str) -> None:
    assert wrong_with(line)


def test_the_pages_show_what_is_tried() -> None:
    assert sum(1 for path in WRITTEN for _ in lines(path)) > 20
    assert len(PACKS) > 5
    assert len(SETTINGS) > 4


# Packs and settings that are shown


def packs(path: Path) -> Iterator[str]:
    """The whole packs of a page, and one of all its single rules."""
    shown = list(blocks(path, "yaml"))
    yield from (body for body in shown if body.startswith("pack:"))
    rules = [body for body in shown if body.startswith("- id:")]
    if rules:
        yield "pack: shown\nrules:\n" + "".join(rules)


PACKS = [pytest.param(b, id=f"{p.name}-{number}") for p in WRITTEN for number, b in enumerate(packs(p), 1)]


@pytest.mark.parametrize("body", PACKS)
def test_a_pack_that_is_shown_passes_its_cases(body: str, tmp_path: Path) -> None:
    path = tmp_path / "shown" / "pack.yaml"
    path.parent.mkdir()
    path.write_text(body, encoding="utf-8")
    for table in re.findall(r"[\w-]+\.tsv", body):
        (path.parent / table).write_text(TABLES[table], encoding="utf-8")
    rules = compile_rules(Selection(packs=(str(path.parent),), region=region_of(body), plugins=False))
    own = [compiled for compiled in rules.rules if Path(compiled.rule.place.file).parent == path.parent]
    assert own or re.search(r"^(?:set|adjust):", body, re.MULTILINE)
    assert [str(problem) for compiled in own for problem in check_cases(compiled, rules)] == []


def region_of(body: str) -> str | None:
    found = re.search(r"^region: *(\S+)", body, re.MULTILINE)
    return found[1] if found else None


TABLES = {
    file: body
    for path in WRITTEN
    for file, body in re.findall(
        r"`([\w-]+\.tsv)`[^\n]*\n\n```tsv\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL
    )
}
"""The tables that are shown, by the file name in the line above them."""


def are_settings(body: str) -> bool:
    """Whether YAML is that of a settings file: not a pack, nor a file beside a document, nor another program's."""
    values = yaml.safe_load(body)
    return isinstance(values, dict) and "pack" not in values and "- rule:" not in body and bool(set(values) & set(KEYS))


SETTINGS = [
    pytest.param(body, id=f"{path.name}-{number}")
    for path in [*WRITTEN, DOCS / "settings.md"]
    for number, body in enumerate(blocks(path, "yaml"), 1)
    if are_settings(body)
]


@pytest.mark.parametrize("body", SETTINGS)
def test_settings_that_are_shown_can_be_read(body: str, tmp_path: Path) -> None:
    path = tmp_path / "here" / "zfcheck.yaml"
    path.parent.mkdir()
    for file in re.findall(r"-file: *(\S+)|^extends: \[(.*?)\]", body, re.MULTILINE):
        (path.parent / "".join(file)).write_text("kind: other" if file[1] else "", encoding="utf-8")
    path.write_text(body, encoding="utf-8")
    known = {compiled.rule.id for compiled in active().rules}
    for layer in read_settings(path):
        _, ignored = layer.values.get("ignore", ("", ()))
        assert {name for name in (*layer.rules, *ignored) if "/" in name} <= known


# Results that are shown


@pytest.mark.parametrize("page", ["tutorial.md", "living-with-findings.md"])
def test_results_that_are_shown_are_real(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's own 简报.txt, with its pack where it has one, gives the lines that the page shows of it."""
    path = DOCS / page
    texts = list(blocks(path, "text"))
    document = next(text for text in texts if text.startswith("云川市"))
    shown = {line for text in texts for line in text.splitlines() if line.startswith("简报.txt:")}
    (tmp_path / "简报.txt").write_text(document, encoding="utf-8")
    pack = next((body for body in blocks(path, "yaml") if body.startswith("pack:")), "pack: none\nrules: []\n")
    (tmp_path / "云川.yaml").write_text(pack, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    call = ["--pack", "./云川.yaml", "--no-plugins", "--output-format", "concise", "简报.txt"]
    done = CliRunner().invoke(cli, call)
    assert shown
    assert set(done.stdout.splitlines()) == shown
