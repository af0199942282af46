"""Paths as URIs, on both sorts of systems."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from zfcheck.writers.uris import is_absolute, slashed, uri


@pytest.mark.parametrize(
    ("path", "flavour", "expected"),
    [
        ("总结 一.txt", PurePosixPath, "%E6%80%BB%E7%BB%93%20%E4%B8%80.txt"),
        ("./a/b.txt", PurePosixPath, "a/b.txt"),
        ("../a.txt", PurePosixPath, "../a.txt"),
        ("a:b#c?d%.txt", PurePosixPath, "a%3Ab%23c%3Fd%25.txt"),
        ("a\\b.txt", PurePosixPath, "a%5Cb.txt"),
        ("/srv/云.txt", PurePosixPath, "file:///srv/%E4%BA%91.txt"),
        ("a\\b 1.txt", PureWindowsPath, "a/b%201.txt"),
        ("C:\\云\\a.txt", PureWindowsPath, "file:///C:/%E4%BA%91/a.txt"),
        ("\\\\server\\share\\a.txt", PureWindowsPath, "file://server/share/a.txt"),
        ("-", PurePosixPath, "-"),
    ],
)
def test_uri(path: str, flavour: type[PurePath], expected: str) -> None:
    assert uri(path, flavour) == expected
    assert is_absolute(path, flavour) == expected.startswith("file:")


def test_only_windows_has_two_slashes() -> None:
    assert slashed(".\\a\\b.txt", PureWindowsPath) == "a/b.txt"
    assert slashed("./a\\b.txt", PurePosixPath) == "a\\b.txt"
