"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in scratch repositories.

One test goes the whole way: pre-commit clones the checkout and installs it. The others take everything but the language
from .pre-commit-hooks.yaml and run the zfcheck of this environment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from environments import ROOT, copy_checkout, copy_folder
from repositories import Repository, zfcheck_installed

from zfcheck.caseword import word_file

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="there is no git"),
    pytest.mark.skipif(not zfcheck_installed(), reason="the command zfcheck is not installed"),
]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GOOD = "云川市平安建设情况\n全市平安建设稳步推进，群众满意度持续提升。\n"
BAD = "云川市平安建设情况\n完善“统揽全局、协调各方”工作机制。\n"
WORDING = "【统揽全局、协调各方】"
PACK = """pack: yunchuan
title: 云川市用语
rules:
  - id: wording/bad
    kind: phrase
    title: 不当用词
    severity: error
    words: [{wrong: 很糟的词, right: 很好的词}]
    fail: [{text: 写了很糟的词。, mark: 很糟的词, fixed: 写了很好的词。}]
    pass: [写了很好的词。]
"""


def hook(name: str, **more: Any) -> dict[str, Any]:
    """A hook as it stands in .pre-commit-hooks.yaml, run with what this environment has."""
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    found = next(one for one in hooks if one["id"] == name)
    assert found["language"] == "python"
    return {**found, "language": "system", **more}


def use(repository: Repository, *hooks: dict[str, Any]) -> Repository:
    """Have the hooks run at each commit."""
    settings = {"repos": [{"repo": "local", "hooks": list(hooks)}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(settings, allow_unicode=True))
    repository.pre_commit("install")
    repository.git("add", ".pre-commit-config.yaml")
    return repository


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept between runs, for all tests here."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def scratch(tmp_path: Path, caches: Path) -> Repository:
    return Repository(tmp_path / "材料库", caches)


@pytest.fixture
def repository(scratch: Repository) -> Repository:
    """A repository with the hook `zfcheck`."""
    return use(scratch, hook("zfcheck"))


def documents(told: str) -> list[str]:
    """The documents of which something is told, each as often as it is."""
    return re.findall(r"^(\S.*)  \S+，\d+字$", told, re.MULTILINE)


def test_pre_commit_takes_the_file_of_hooks(scratch: Repository) -> None:
    scratch.pre_commit("validate-manifest", str(HOOKS))


def test_a_flawed_report_is_not_committed_and_a_right_one_is(repository: Repository) -> None:
    repository.write("材料/总结.txt", BAD)
    repository.git("add", ".")
    done, told = repository.commit()
    assert not done
    lines = [line.strip() for line in told.splitlines()]
    assert documents(told) == ["材料/总结.txt"]
    assert "错误  第2行  “统揽全局、协调各方”应为“总揽全局、协调各方”" in lines
    assert any(WORDING in line for line in lines)
    assert "- exit code: 1" in lines

    repository.write("材料/总结.txt", GOOD)
    repository.git("add", ".")
    assert repository.commit()[0]


def test_word_files_are_checked(repository: Repository) -> None:
    repository.write("总结.DOCX", word_file(BAD.rstrip()))
    repository.write("说明.docx", word_file(GOOD.rstrip()))
    repository.write("~$总结.docx", b"\x05Word" + bytes(157))  # Word's own, while the document is open
    repository.git("add", ".")
    done, told = repository.commit()
    assert not done
    assert "第2段" in told and WORDING in told and "总结.DOCX" in told
    assert "说明.docx" not in told and "~$" not in told

    repository.write("总结.DOCX", word_file(GOOD.rstrip()))
    repository.git("add", ".")
    assert repository.commit()[0]


def test_what_is_staged_is_checked_not_what_lies_in_the_folder(repository: Repository) -> None:
    bad, good = (word_file(text.rstrip()) for text in (BAD, GOOD))
    # How git shows Word files must not get into what pre-commit puts aside and brings back.
    repository.write(".gitattributes", "*.docx diff=zfcheck\n")
    repository.git("config", "diff.zfcheck.textconv", "zfcheck outline --text")
    path = repository.write("总结.docx", bad)
    repository.git("add", ".")
    path.write_bytes(good)
    done, told = repository.commit()
    assert not done and WORDING in told
    assert path.read_bytes() == good

    repository.git("add", ".")
    path.write_bytes(bad)
    assert repository.commit()[0]
    assert path.read_bytes() == bad
    assert repository.git("status", "--porcelain", "-z") == " M 总结.docx\0"


def forty(repository: Repository) -> list[str]:
    """Forty files, staged; the names of the three that are flawed."""
    flawed = {3, 17, 38}
    for number in range(40):
        repository.write(f"材料/第{number:02}份.txt", BAD if number in flawed else GOOD)
    repository.git("add", ".")
    return [f"材料/第{number:02}份.txt" for number in sorted(flawed)]


def test_of_many_files_each_flawed_one_is_told_once_by_several_processes(scratch: Repository) -> None:
    use(scratch, hook("zfcheck", require_serial=False))
    flawed = forty(scratch)
    done, told = scratch.commit()
    assert not done and "exit code: 1" in told
    assert told.count(WORDING) == len(flawed)
    assert sorted(documents(told)) == flawed


def test_one_process_writes_one_report_of_many_files(scratch: Repository) -> None:
    use(scratch, hook("zfcheck", args=["--output", "结果.json"]))
    flawed = forty(scratch)
    done, told = scratch.commit()
    assert not done and documents(told) == flawed
    report = json.loads((scratch.folder / "结果.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 40


def test_names_may_hold_anything(repository: Repository) -> None:
    names = ["二〇二五年 总结（定稿）.txt", "书记'讲话'  “要点”.txt", "-o 开头.txt", "a&b;$c 100%.md", "—.txt"]
    # One that a call would obey as an option: Python of the repository would run.
    spy = repository.folder.parent / "ran"
    repository.write("插件.md/__init__.py", f"open({str(spy)!r}, 'w')\n")
    names.append("--plugin=插件.md")
    names += ['直"引号".txt', "反\\斜线.txt"] if os.name != "nt" else []
    for name in names:
        repository.write(name, BAD)
    repository.git("add", ".")
    done, told = repository.commit()
    assert not done
    assert told.count(WORDING) == len(names)
    assert sorted(documents(told)) == sorted(f"./{name}" if name.startswith("-") else name for name in names)
    assert not spy.exists()


def test_a_deleted_file_is_not_asked_for(repository: Repository) -> None:
    repository.write("旧稿.txt", BAD)
    repository.write("新稿.txt", GOOD)
    repository.git("add", ".")
    assert repository.commit("旧", "--no-verify")[0]
    repository.git("rm", "--quiet", "旧稿.txt")
    repository.write("新稿.txt", GOOD + "各项任务全面完成。\n")
    repository.git("add", ".")
    assert repository.commit()[0]


def test_the_settings_of_the_repository_count(repository: Repository) -> None:
    repository.write("外来/转发.txt", BAD)
    repository.write("讲话/讲话.txt", BAD)
    repository.git("add", ".")
    done, told = repository.commit()
    assert not done and told.count(WORDING) == 2

    off = "overrides:\n  - paths: [讲话/]\n    rules: {formulation/overall-leadership: off}\n"
    repository.write("zfcheck.yaml", f"exclude: [外来/]\n{off}")
    repository.git("add", ".")
    assert repository.commit()[0]


def test_only_excluded_files_are_nothing_to_check(repository: Repository) -> None:
    repository.write("zfcheck.yaml", "exclude: [外来/]\n")
    repository.write("外来/转发.txt", BAD)
    repository.git("add", ".")
    assert repository.commit()[0]


def test_a_mistake_in_the_settings_stops_the_commit(repository: Repository) -> None:
    repository.write("zfcheck.yaml", "exclud: [外来/]\n")
    repository.write("总结.txt", GOOD)
    repository.git("add", ".")
    done, told = repository.commit()
    assert not done and "exit code: 2" in told
    assert "zfcheck.yaml:1:1" in told and "exclude" in told


def test_a_pack_is_checked(scratch: Repository) -> None:
    use(scratch, hook("zfcheck-pack"))
    scratch.write("rules/云川/pack.yaml", PACK.replace("severity", "severty"))
    scratch.write("其他.yaml", "a: 1\n")
    scratch.git("add", ".")
    done, told = scratch.commit()
    assert not done
    assert "rules/云川/pack.yaml:7:5" in told and "severity" in told

    scratch.write("rules/云川/pack.yaml", PACK.replace("写了很好的词。]", "写了很糟的词。]"))
    scratch.git("add", ".")
    done, told = scratch.commit()
    assert not done and "rules/云川/pack.yaml:10:12" in told

    scratch.write("rules/云川/pack.yaml", PACK)
    scratch.git("add", ".")
    assert scratch.commit()[0]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("rules/a.yaml", True), ("公文/规则/云川.yml", True), ("pack.yaml", True), ("云川/pack.yaml", True),
        ("yunchuan-pack.yaml", True), ("unpack.yaml", False), ("zfcheck.yaml", False), ("my-rules/a.yaml", False),
        ("rules/a.txt", False), ("rules/README.md", False),
    ],
)  # fmt: skip
def test_which_files_are_packs(path: str, taken: bool) -> None:
    assert bool(re.search(hook("zfcheck-pack")["files"], path)) is taken


def test_the_settings_in_the_documentation_are_right(scratch: Repository) -> None:
    text = (ROOT / "docs" / "ci.zh-CN.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if block.startswith("repos:")]
    assert len(blocks) == 4
    names = [f"{number}.yaml" for number in range(len(blocks))]
    for name, block in zip(names, blocks, strict=True):
        scratch.write(name, re.sub("<[^>]+>", "x", block))
    scratch.pre_commit("validate-config", *names)
    used = [one for block in blocks for repo in yaml.safe_load(block)["repos"] for one in repo["hooks"]]
    for one in used:
        known = hook(one["id"])
        if one.get("language") == "system":
            assert {**known, **one} == {**known, "name": one["name"]}


def index_answers(folder: Path) -> bool:
    """Whether pip can get a package."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "pluggy"]
    return subprocess.run(command, capture_output=True).returncode == 0


def test_the_whole_way(scratch: Repository, tmp_path: Path) -> None:
    source = Repository(tmp_path / "zfcheck", tmp_path)
    copy_checkout(source.folder / "copy")
    for path in (source.folder / "copy").iterdir():
        path.rename(source.folder / path.name)
    (source.folder / "copy").rmdir()
    shutil.copy2(HOOKS, source.folder)
    source.git("add", ".")
    assert source.commit("发布")[0]
    plugin = copy_folder(ROOT / "plugins" / "zhejiang", tmp_path / "zhejiang")

    one = {"id": "zfcheck", "args": ["--region", "浙江"], "additional_dependencies": [str(plugin)]}
    revision = source.git("rev-parse", "HEAD").strip()
    repo = {"repo": str(source.folder), "rev": revision, "hooks": [one]}
    scratch.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [repo]}, allow_unicode=True))
    # Nothing of this environment: what runs is what pre-commit installed.
    scratch.environ["PATH"] = os.environ["PATH"]
    scratch.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    told = scratch.pre_commit("install", "--install-hooks", status=None)
    if "An unexpected error" in told or "CalledProcessError" in told:
        if not index_answers(tmp_path / "probe"):
            pytest.skip("pip cannot reach a package index")
        pytest.fail(told)

    region = "建设新时代全面展示社会主义制度优越性的重要窗口。\n"
    scratch.write("总结.txt", BAD + region)
    scratch.write("总结.docx", word_file(GOOD.rstrip()))
    scratch.git("add", ".")
    done, told = scratch.commit()
    assert not done
    assert WORDING in told and "第3行" in told and "重要窗口" in told

    scratch.write("总结.txt", GOOD)
    scratch.git("add", ".")
    assert scratch.commit()[0]
