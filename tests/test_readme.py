"""The README's own examples: the packs that it shows pass their cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zfcheck.cases import check_cases
from zfcheck.ruleset import Selection, compile_rules

ROOT = Path(__file__).resolve().parent.parent
BLOCKS = [
    block
    for name in ("README.md", "README.zh-CN.md")
    for block in re.findall(r"```yaml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_pack_of_the_readme_passes_its_own_cases(block: str, tmp_path: Path) -> None:
    head = "" if block.startswith("pack:") else "pack: readme\ntitle: 示例\nrules:\n"
    path = tmp_path / "readme.yaml"
    path.write_text(head + block, encoding="utf-8")
    rules = compile_rules(Selection(packs=(str(path),), plugins=False))
    own = [compiled for compiled in rules.rules if Path(compiled.rule.place.file).name == path.name]
    assert len(own) == block.count("- id:")
    assert own or "set:" in block  # a house style has no rules of its own
    assert [problem for compiled in own for problem in check_cases(compiled, rules)] == []
