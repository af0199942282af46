"""One name for all that a check depends on: the same wherever it is made, another when anything of it changes."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from zfcheck import contents, digest, installed, messages
from zfcheck.digest import Terms, digest_of
from zfcheck.runs import Asked, Run

ROOT = Path(__file__).resolve().parent.parent
PACK = "pack: mine\ntitle: 自己的\nversion: '1'\nrules: []\n"


def test_every_library_has_its_say_or_none() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    names = {each.partition(">")[0] for each in told}
    assert names == {*installed.LIBRARIES, *installed.BESIDE}


@pytest.mark.parametrize(
    "change",
    [
        {"region": "云川"},
        {"select": ("number",)},
        {"ignore": ("number",)},
        {"plugins": False},
        {"accept": ("云川",)},
        {"house": ("zfcheck.yaml", [("number", ["off"])], [])},
        {"kind": "notice"},
        {"as_of": dt.date(2025, 6, 30)},
        {"packs": ("gbt9704",)},
    ],
)
def test_whatever_is_asked_for_makes_another(change: dict[str, object]) -> None:
    assert digest_of(replace(Terms(), **change)) not in {None, digest_of(Terms())}  # type: ignore[arg-type]


def test_the_language_makes_another() -> None:
    before = digest_of(Terms())
    messages.set_language("en")
    try:
        assert digest_of(Terms()) != before
    finally:
        messages.set_language(None)


def test_a_pack_is_known_by_its_content(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(PACK, encoding="utf-8")
    before = digest_of(Terms(packs=(str(tmp_path / "one"),)))
    assert before == digest_of(Terms(packs=(str(tmp_path / "two"),)))
    (tmp_path / "two" / "words.tsv").write_text("wrong\n", encoding="utf-8")
    assert before != digest_of(Terms(packs=(str(tmp_path / "two"),)))
    single = tmp_path / "one" / "pack.yaml"
    before = digest_of(Terms(packs=(str(single),)))
    single.write_text(PACK + "# 又\n", encoding="utf-8")
    assert before != digest_of(Terms(packs=(str(single),)))


def test_a_pack_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(Terms(packs=(str(tmp_path / "none"),))) is None
    assert digest_of(Terms(plugin_paths=(str(tmp_path / "none.py"),))) is None


def test_a_plugin_is_known_by_its_content(tmp_path: Path) -> None:
    for place in (tmp_path / "one", tmp_path / "two"):
        (place / "mine").mkdir(parents=True)
        (place / "mine" / "__init__.py").write_text("A = 1\n", encoding="utf-8")
        (place / "single.py").write_text("A = 1\n", encoding="utf-8")
    for name in ("mine", "single.py"):
        one, two = tmp_path / "one" / name, tmp_path / "two" / name
        before = digest_of(Terms(plugin_paths=(str(one),)))
        assert before == digest_of(Terms(plugin_paths=(str(two),)))
        file = two / "__init__.py" if two.is_dir() else two
        file.write_text("A = 2\n", encoding="utf-8")
        assert before != digest_of(Terms(plugin_paths=(str(two),)))


def test_an_installed_plugin_is_known_by_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "zfcheck_yunchuan-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zfcheck-yunchuan\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[zfcheck]\nyunchuan = zfcheck_yunchuan\n", encoding="utf-8")
    package = tmp_path / "zfcheck_yunchuan"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('is never imported')\n", encoding="utf-8")
    before = digest_of(Terms())
    monkeypatch.syspath_prepend(str(tmp_path))
    with_it = digest_of(Terms())
    assert with_it not in {None, before}
    assert digest_of(Terms(plugins=False)) is not None
    (package / "pack.yaml").write_text(PACK, encoding="utf-8")
    assert digest_of(Terms()) not in {None, before, with_it}
    shutil.rmtree(package)
    assert digest_of(Terms()) is None


def test_the_program_is_known_by_its_files(tmp_path: Path) -> None:
    """In a checkout, in a copy of it, and laid out as in a wheel."""
    code = "from zfcheck.digest import Terms, digest_of; print(digest_of(Terms(plugins=False)))"
    skip = shutil.ignore_patterns("__pycache__")
    wheel = tmp_path / "wheel" / "zfcheck"
    shutil.copytree(ROOT / "checker", wheel, ignore=skip)
    for name in ("rules", "grammars"):
        shutil.copytree(ROOT / name, wheel / name, ignore=skip)

    def told(folder: Path) -> str:
        words = [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {code}"]
        return subprocess.run(words, capture_output=True, text=True, check=True, cwd=tmp_path).stdout

    assert told(wheel.parent).strip() == digest_of(Terms(plugins=False))
    with (wheel / "engine.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert told(wheel.parent).strip() != digest_of(Terms(plugins=False))


def test_settings_are_in_it_and_where_they_lie_is_not(tmp_path: Path) -> None:
    def told(folder: str, settings: str) -> str | None:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "zfcheck.yaml").write_text(settings, encoding="utf-8")
        return Run(Asked(plugins=False)).digest(tmp_path / folder / "a.txt")

    first = told("one", "rules:\n  number: info\naccept: [云川]\n")
    assert first is not None
    assert first == told("two", "# 一样\nrules:\n  number: info\naccept: [云川]\n")
    others = [
        "rules:\n  number: error\naccept: [云川]\n",
        "rules:\n  number: info\n",
        "kind: notice\n",
        "reject: [云川]\n",
    ]
    assert len({first, *(told("two", each) for each in others)}) == 5


def test_it_takes_neither_rules_nor_libraries() -> None:
    code = (
        "import sys\nfrom zfcheck.digest import Terms, digest_of\ndigest_of(Terms())\n"
        "print(*(name for name in sys.modules if name.split('.')[0] in "
        "{'lark', 'lxml', 'jieba', 'docx', 'yaml', 'pluggy', 'regex', 'rapidfuzz'} or name in "
        "{'zfcheck.ruleset', 'zfcheck.kinds', 'zfcheck.pack'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_form_of_what_is_kept_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of(Terms())
    monkeypatch.setattr(digest, "FORM", 99)
    assert digest_of(Terms()) != before
    contents.forget()
