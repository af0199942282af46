"""The files of the page: both languages say the same, and nothing in them needs what the policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

pages = pytest.importorskip("zfcheck.serve.pages")

FILES = {name: asset.body.decode() for name, asset in pages.assets().items()}
SCRIPTS = {name: text for name, text in FILES.items() if name.endswith(".js")}
LANGUAGES = ("zh", "en")
MADE = re.compile(r"place|reason\d|\w+Help|error|warning|info")
"""Keys that are put together where they are used."""


def words() -> dict[str, dict[str, str]]:
    """The page's own words by language and key."""
    found: dict[str, dict[str, str]] = {}
    for language, block in re.findall(r"^  (\w\w): \{\n(.*?)^  \},", FILES["words.js"], re.M | re.S):
        rows = re.findall(r'^    (\w+): "((?:[^"\\]|\\.)*)",$', block, re.M)
        assert len(rows) == len(block.splitlines())
        found[language] = dict(rows)
        assert len(found[language]) == len(rows)
    return found


def test_both_languages_say_the_same() -> None:
    told = words()
    assert tuple(told) == LANGUAGES
    chinese, english = told["zh"], told["en"]
    assert list(chinese) == list(english)
    for key, text in chinese.items():
        assert text
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key
        assert key == "language" or not re.search("[\u4e00-\u9fff]", english[key]), key


def test_what_is_said_has_words_and_the_words_are_said() -> None:
    used = set(re.findall(r'data-t(?:-\w+)?="(\w+)"', FILES["index.html"]))
    for text in SCRIPTS.values():
        used |= set(re.findall(r'\b(?:t|told|button)\("(\w+)"', text))
        used |= {key for call in re.findall(r"\bt\([^()]*\?([^()]*)\)", text) for key in re.findall(r'"(\w+)"', call)}
        used |= {key for pair in re.findall(r'key: "(\w+)"|#row\("(\w+)"', text) for key in pair if key}
    known = set(words()["zh"])
    assert used <= known
    assert {key for key in known - used if not MADE.match(key)} == set()


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_asks_for_its_own_files_and_has_nothing_inline() -> None:
    reader = Tags()
    reader.feed(FILES["index.html"])
    asked = [
        attributes.get("href") or attributes.get("src")
        for tag, attributes in reader.tags
        if tag in {"link", "script", "img"}
    ]
    assert len(asked) > 5
    assert {str(address).removeprefix("assets/") for address in asked} <= set(FILES)
    for tag, attributes in reader.tags:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_text_never_becomes_markup(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b", SCRIPTS[name]
    )
    for address in re.findall(r'from "\./([^"]+)"', SCRIPTS[name]):
        assert address in FILES
    assert not re.search(r"https?://(?!www\.w3\.org)", SCRIPTS[name])


def test_every_module_is_used() -> None:
    imported = {address for text in SCRIPTS.values() for address in re.findall(r'from "\./([^"]+)"', text)}
    assert set(SCRIPTS) == {"main.js", *imported}
    assert all(len(text.splitlines()) < 400 for text in FILES.values())
