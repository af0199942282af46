"""The description of the service for other programs, as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import __version__
from ..messages import LANGUAGES, say
from ..rules import CATEGORIES, KINDS_OF_DOCUMENT, Severity
from .asking import PASTED
from .limits import LARGEST_UPLOAD, LONGEST_NAME

_Schema = dict[str, Any]
_TEXT: _Schema = {"type": "string"}
_NUMBER: _Schema = {"type": "integer", "minimum": 0}
_FLAG: _Schema = {"type": "boolean"}


def description() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "zfcheck",
            "version": __version__,
            "summary": say("检查公文和政法工作报告。"),
            "description": say("位置按文稿文字的码点从0数起；名字以16结尾的按 UTF-16 单元数，和 JavaScript 一致。"),
        },
        "security": [{"token": []}],
        "paths": {
            "/api/check": {"post": _check()},
            "/api/choices": {"get": _choices()},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _check() -> dict[str, Any]:
    return {
        "operationId": "check",
        "summary": say("检查一份文稿"),
        "parameters": [
            _parameter(
                "name", say("文件名，按后缀认格式；省略时是 {name}", name=PASTED), {**_TEXT, "maxLength": LONGEST_NAME}
            ),
            _parameter("kind", say("文种，省略时自动判断"), {**_TEXT, "enum": list(KINDS_OF_DOCUMENT)}),
            _parameter("region", say("地区，见 /api/choices"), _TEXT),
            _parameter("as_of", say("按哪一天检查，省略时从文稿中找"), {**_TEXT, "format": "date"}),
            _parameter("pack", say("再用的规则包，可写多次，见 /api/choices"), _listed(_TEXT)),
            _parameter("lang", say("结果用语"), {**_TEXT, "enum": list(LANGUAGES)}),
        ],
        "requestBody": {
            "required": True,
            "description": say("文件的原样字节，至多{limit}字节", limit=LARGEST_UPLOAD),
            "content": {
                "application/octet-stream": {"schema": {}},
                "text/plain": {"schema": _TEXT},
            },
        },
        "responses": {
            "200": _answer(say("检查结果。没有查完的也在这里：见 document.faults"), "Answer"),
            **{str(status): _answer(text, "Error") for status, text in _refusals().items()},
        },
    }


def _choices() -> dict[str, Any]:
    return {
        "operationId": "choices",
        "summary": say("可选的文种、地区和规则包"),
        "responses": {"200": _answer(say("可选的值"), "Choices"), "401": _answer(say("口令不对"), "Error")},
    }


def _refusals() -> Mapping[int, str]:
    return {
        400: say("参数不对"),
        401: say("口令不对"),
        403: say("请求来自别的网页"),
        408: say("传得太慢"),
        413: say("文件太大"),
        421: say("Host 不对"),
        503: say("正在检查的文稿太多，按 Retry-After 再试"),
    }


def _parameter(name: str, text: str, schema: _Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _answer(text: str, schema: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _listed(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _or_null(name: str) -> _Schema:
    return {"oneOf": [_ref(name), {"type": "null"}]}


def _of(**properties: _Schema) -> _Schema:
    """An object that has all of these; it may have more, today or in a later version."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _null(schema: _Schema) -> _Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _schemas() -> dict[str, _Schema]:
    span = {"start": _NUMBER, "end": _NUMBER, "start16": _NUMBER, "end16": _NUMBER}
    units = {"start16": _NUMBER, "end16": _NUMBER}
    severity = {**_TEXT, "enum": [each.word for each in Severity]}
    category = {**_TEXT, "enum": list(CATEGORIES)}
    named = _listed(_of(id=_TEXT, name=_TEXT))
    where = {"start": _ref("Point"), "end": _ref("Point")}
    return {
        "Error": _of(error=_of(code=_TEXT, message=_TEXT)),
        "Answer": _of(
            schema={"const": "zfcheck-page/1"},
            tool=_of(name=_TEXT, version=_TEXT),
            packs=_listed(_of(id=_TEXT, version=_TEXT)),
            document=_ref("Document"),
            faults=_listed(_ref("Fault")),
            page=_or_null("Page"),
            rules={"type": "object", "additionalProperties": _ref("Rule")},
        ),
        "Document": _of(
            path=_TEXT,
            kind=_null(_TEXT),
            date=_null(_TEXT),
            characters=_NUMBER,
            read_only=_FLAG,
            findings=_listed(_ref("Finding")),
            suppressed=_listed({"type": "object"}),
            faults=_listed(_ref("Fault")),
            held=_NUMBER,
        ),
        "Point": _of(offset=_NUMBER, line=_NUMBER, column=_NUMBER),
        "Fault": _of(kind=_TEXT, level={**_TEXT, "enum": ["error", "info"]}, rule=_null(_TEXT), message=_TEXT),
        "Finding": _of(
            id=_TEXT,
            rule=_TEXT,
            rule_key=_TEXT,
            pack=_TEXT,
            severity=severity,
            severity_name=_TEXT,
            category=_TEXT,
            category_name=_TEXT,
            message=_TEXT,
            text=_TEXT,
            **where,
            **units,
            section=_listed(_TEXT),
            place=_TEXT,
            where=_TEXT,
            related=_listed(_of(message=_TEXT, **where, **units)),
            fix={"type": ["object", "null"]},
            fingerprint=_TEXT,
            fixable=_FLAG,
            safe=_FLAG,
            ignorable=_FLAG,
            edits=_listed(_of(**span, text=_TEXT)),
            remedy=_TEXT,
            proposed=_null(_TEXT),
        ),
        "Page": _of(
            format=_TEXT,
            editable=_FLAG,
            read_only=_TEXT,
            kind_name=_TEXT,
            words=_NUMBER,
            length16=_NUMBER,
            paragraphs=_listed(_ref("Paragraph")),
            tables=_listed(_of(**span, rows=_NUMBER, columns=_NUMBER)),
            outline=_listed(_ref("Heading")),
        ),
        "Paragraph": _of(
            **span,
            text=_TEXT,
            role=_TEXT,
            level=_null(_NUMBER),
            place=_TEXT,
            line=_NUMBER,
            lead=_NUMBER,
            run_in=_null(_NUMBER),
            run_in16=_null(_NUMBER),
            table=_null(_NUMBER),
        ),
        "Heading": _of(
            **span,
            level=_NUMBER,
            form=_TEXT,
            number=_null(_NUMBER),
            marker=_null(_TEXT),
            title=_TEXT,
            text=_TEXT,
            until=_NUMBER,
            until16=_NUMBER,
        ),
        "Rule": _of(
            id=_TEXT,
            pack=_TEXT,
            title=_TEXT,
            category=category,
            severity=severity,
            status=_TEXT,
            why=_TEXT,
            basis=_TEXT,
            source=_TEXT,
            advice=_TEXT,
            ignorable=_FLAG,
        ),
        "Choices": _of(
            kinds=named,
            regions=named,
            packs=named,
            severities=named,
            categories=named,
            languages=_listed(_TEXT),
            lang=_TEXT,
            suffixes=_listed(_TEXT),
            limits=_of(bytes=_NUMBER),
            version=_TEXT,
        ),
    }
