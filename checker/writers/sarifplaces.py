"""Places in SARIF: artifacts, regions, and the fixes that are made there."""

from __future__ import annotations

from typing import Any

from ..document import Document, Span
from ..messages import say
from ..results import Result
from ..rules import Finding
from .locate import Locator, plain
from .remedy import remedy
from .terms import counts_paragraphs, where
from .uris import is_absolute, slashed, uri

SOURCE_ROOT = "%SRCROOT%"
"""The base of relative paths; the same name that GitHub uses."""
_MIME_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "rtf": "application/rtf",
}
_LONGEST_SNIPPET = 1000


def message(text: str) -> dict[str, str]:
    """A message object. Braces stand for placeholders (3.11.5), `[…](…)` for a link (3.11.6): here neither is meant."""
    return {"text": text.replace("](", "] (").replace("{", "{{").replace("}", "}}")}


def artifact_location(path: str) -> dict[str, Any]:
    """Where a file lies. A path that leaves the folder (`../`) has no base: bases are for what lies below them."""
    values: dict[str, Any] = {"uri": uri(path)}
    if not is_absolute(path) and ".." not in slashed(path).split("/"):
        values["uriBaseId"] = SOURCE_ROOT
    return values


def artifact(result: Result) -> dict[str, Any]:
    """A document that was to be checked, with findings or without."""
    values: dict[str, Any] = {"location": artifact_location(result.path), "roles": ["analysisTarget"]}
    document = result.document
    if document is None:
        return values
    if document.format in _MIME_TYPES:
        values["mimeType"] = _MIME_TYPES[document.format]
    if _is_text(document) and document.properties.get("encoding"):
        values["encoding"] = document.properties["encoding"]
    if counts_paragraphs(document):
        values["description"] = {"text": say("这份文件没有行：行号是段落的序号，列号是段内的字数。")}
    return values


def _is_text(document: Document) -> bool:
    """Whether the document's text is that of the file, character for character."""
    return document.format in {"text", "markdown"} and not document.read_only


class Places:
    """Places in one document, which is the artifact number `index` of the run."""

    def __init__(self, result: Result, index: int) -> None:
        self._document = result.document
        self._locator = Locator(result.document) if result.document is not None else None
        self._artifact = {**artifact_location(result.path), "index": index}

    @property
    def has_lines(self) -> bool:
        return not counts_paragraphs(self._known[0])

    @property
    def _known(self) -> tuple[Document, Locator]:
        assert self._document is not None and self._locator is not None  # there are no findings without a document
        return self._document, self._locator

    def told(self, finding: Finding) -> str:
        """The message and what to do."""
        how = remedy(finding, self._known[0])
        text = plain(finding.message)
        return f"{text}\n{say('怎么改：')}{how}" if how else text

    def sections(self, span: Span) -> list[str]:
        """The titles of the sections that hold a place, outermost first."""
        return self._known[1].sections(span.start)

    def location(self, span: Span) -> dict[str, Any]:
        """A place with its words, and how a person would name it."""
        document, locator = self._known
        region = self.region(span)
        text = document.slice(span)
        if 0 < len(text) <= _LONGEST_SNIPPET:
            region["snippet"] = {"text": text}
        return {
            "physicalLocation": {"artifactLocation": self._artifact, "region": region},
            "message": message(where(document, locator, span.start)),
        }

    def region(self, span: Span) -> dict[str, Any]:
        """Line and column of the first character and of the one behind the last; offsets in a text file."""
        document, locator = self._known
        start, end = locator.position(span.start), locator.position(span.end)
        region: dict[str, Any] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
        if _is_text(document):
            region |= {"charOffset": span.start, "charLength": span.end - span.start}
        return region

    def fix(self, finding: Finding) -> dict[str, Any] | None:
        """The fix of a finding, where a program that knows texts alone can make it."""
        document = self._known[0]
        fix = finding.fix
        if fix is None or not fix.edits or not _is_text(document):
            return None
        replacements = []
        for edit in sorted(fix.edits, key=lambda edit: (edit.start, edit.end)):
            replacement: dict[str, Any] = {"deletedRegion": self.region(Span(edit.start, edit.end))}
            if edit.text:
                replacement["insertedContent"] = {"text": edit.text}
            replacements.append(replacement)
        values: dict[str, Any] = {
            "artifactChanges": [{"artifactLocation": self._artifact, "replacements": replacements}]
        }
        how = remedy(finding, document)
        if how:
            values = {"description": {"text": how}, **values}
        return {**values, "properties": {"safety": fix.safety}}
