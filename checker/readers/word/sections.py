"""Which headers and footers a Word document shows, from its sections (ECMA-376 part 1, 17.10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from .package import KINDS, Relationship, attribute, link, properties, switched_on
from .unread import Unread

_REFERENCES = {"headerReference": "header", "footerReference": "footer"}


class Sections:
    """The headers and footers in the order of the sections that show them, each once.

    A section without one of its own takes over the one before it (17.10.5, 17.10.2). Those of the first page and of
    even pages are shown only where `w:titlePg` (17.10.6) and `w:evenAndOddHeaders` (17.10.1) switch them on: Word
    keeps those that were switched off in the file, and nobody sees them.
    """

    def __init__(
        self, links: Mapping[str, Relationship], settings: Callable[[], etree._Element | None], unread: Unread
    ) -> None:
        self.headers: dict[str, None] = {}
        self.footers: dict[str, None] = {}
        self._links = links
        self._settings = settings  # asked only where there is something for even pages
        self._unread = unread
        self._even: bool | None = None
        self._current: dict[tuple[str, str], str] = {}

    def add(self, section: etree._Element) -> None:
        """Note what a `w:sectPr` shows."""
        for child in section:
            part = _REFERENCES.get(KINDS.get(child.tag, ""))
            if part is None:
                continue
            relationship = self._links.get(link(child) or "")
            if relationship is None or relationship.external:
                self._unread.headers += 1
            else:
                self._current[part, attribute(child, "type") or "default"] = relationship.target
        title = switched_on(properties(section).get("titlePg"))
        for kind, shown in (("first", title), ("default", True), ("even", None)):
            for part, targets in (("header", self.headers), ("footer", self.footers)):
                target = self._current.get((part, kind))
                if target is not None and (self._with_even() if shown is None else shown):
                    targets.setdefault(target)

    def _with_even(self) -> bool:
        if self._even is None:
            self._even = switched_on(properties(self._settings()).get("evenAndOddHeaders"))
        return self._even
