"""Which packs the paths of a call mean: a folder, a file of one, or a table beside it; each pack once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..messages import say
from ..pack import yaml_files
from ..packfields import as_list
from ..packtree import PackError, Problem, read_yaml
from ..rules import Place

_ENDINGS = (".yaml", ".yml")


def packs_of(paths: Iterable[str]) -> Iterator[Path]:
    """The packs that the paths mean, in order. Raises `PackError` for a file that belongs to none."""
    seen: set[Path] = set()
    for path in paths:
        for found in _packs(Path(path)):
            files = yaml_files(found)
            only = (files[0] if len(files) == 1 else found).resolve()  # a folder of one file is that file
            if only not in seen:
                seen.add(only)
                yield found


def _packs(path: Path) -> list[Path]:
    if path.is_dir():
        if _on_top_of_another(path):
            return yaml_files(path)
        if yaml_files(path):
            return [path]
        within = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and _names(folder)]
        return within or [path]
    if path.suffix.lower() == ".tsv":
        return _of_table(path)
    return [_folder_of(path) or path]


def _on_top_of_another(folder: Path) -> bool:
    """Whether each file of a folder is a pack of its own, of which one extends another.

    Without that, two names in one folder are more likely a slip.
    """
    heads = [_head(path) for path in yaml_files(folder)]
    ids = [name for name, _ in heads]
    return len(set(ids)) == len(ids) > 1 and all(ids) and any(set(bases) & set(ids) for _, bases in heads)


def beside(file: Path) -> dict[str, Path]:
    """The packs by name that stand beside a pack of one file, each a file of its own."""
    if not file.is_file() or _folder_of(file) is not None:
        return {}
    return {name: path for path, name in _names(file.parent).items() if name and path.name != file.name}


def _folder_of(file: Path) -> Path | None:
    """The folder of a file where all its YAML files are one pack, told by what they call themselves."""
    folder = file.parent
    names = _names(folder)
    ids = {name for name in names.values() if name}
    others = [name for path, name in names.items() if path.name != file.name]
    return folder if len(ids) == 1 and others and all(others) else None


def _of_table(table: Path) -> list[Path]:
    names = _names(table.parent)
    if len(names) > 1 and len(set(names.values())) == 1:
        return [table.parent]
    users = [path for path in names if table.name in path.read_text(encoding="utf-8-sig", errors="replace")]
    if not users:
        message = say("旁边没有规则包引用这个表格。请在规则包里写 include: {name}，或删去它。", name=table.name)
        raise PackError([Problem(Place(str(table)), message)])
    return users


def _names(folder: Path) -> dict[Path, str]:
    """What each YAML file of a folder says at `pack:`; nothing for one that cannot be read."""
    return {path: _head(path)[0] for path in yaml_files(folder)}


def _head(path: Path) -> tuple[str, list[str]]:
    """What a YAML file says at `pack:` and at `extends:`."""
    try:
        data = read_yaml(path).data
    except PackError:
        return "", []
    if not isinstance(data, dict):
        return "", []
    name = data["pack"][1].data if "pack" in data else None
    bases = as_list(data["extends"][1]) if "extends" in data else []
    return name if isinstance(name, str) else "", [base.data for base in bases if isinstance(base.data, str)]
