"""Documents in object storage: a small S3 of our own, on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from archivecalls import RIGHT, WRONG, rows, write

from zfcheck.caseword import word_file

GONE = "年度/丙/删了.txt"
OBJECTS = {
    "年度/甲/一 份.txt": WRONG.encode(),
    "年度/甲/三.docx": word_file(RIGHT),
    "年度/甲/图.png": b"",
    "年度/甲/~$三.docx": b"",
    "年度/.隐/四.txt": WRONG.encode(),
    "年度/乙/同一.txt": WRONG.encode(),
    "年度/乙/一 份.txt.zfcheck.yaml": b"ignore: []",
    "别的/五.txt": WRONG.encode(),
    GONE: b"",
}


class _Storage(BaseHTTPRequestHandler):
    """Lists, and gives whole objects or ranges of them; the one that is gone is listed only."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *words: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        key = unquote(url.path).removeprefix("/papers").lstrip("/")
        if not key:
            self._say(200, self._listing(parse_qs(url.query)).encode())
        elif key not in OBJECTS or key == GONE:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            data = OBJECTS[key]
            first, _, last = self.headers.get("Range", "bytes=0-").partition("=")[2].partition("-")
            part = data[int(first) : int(last) + 1 if last else None]
            place = f"bytes {first}-{int(first) + len(part) - 1}/{len(data)}"
            self._say(206 if "Range" in self.headers else 200, part, place)

    def _listing(self, asked: dict[str, list[str]]) -> str:
        prefix, mark = (asked.get(name, [""])[0] for name in ("prefix", "delimiter"))
        below = [key for key in sorted(OBJECTS) if key.startswith(prefix)]
        folders = {
            prefix + key[len(prefix) :].split(mark)[0] + mark for key in below if mark and mark in key[len(prefix) :]
        }
        files = [key for key in below if not any(key.startswith(folder) for folder in folders)]
        told = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(OBJECTS[key])}</Size></Contents>" for key in files
        )
        told += "".join(f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>" for name in sorted(folders))
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{told}</ListBucketResult>"

    def _say(self, status: int, data: bytes, place: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", "Fri, 26 Dec 2025 08:00:00 GMT")
        self.send_header("ETag", '"1"')
        if place:
            self.send_header("Content-Range", place)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@pytest.fixture
def storage() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Storage)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_documents_in_object_storage(storage: str, engine: None, tmp_path: Path) -> None:
    write(tmp_path / "zfcheck.yaml", "ignore: [wording]\n")  # holds for what lies here, and not for what lies there
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"}
    env = {**os.environ, **keys, "AWS_ENDPOINT_URL": storage}
    words = ["archive", "s3://papers/年度", "-o", "结果", "--no-plugins"]
    done = subprocess.run(
        [sys.executable, "-m", "zfcheck", *words], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    found = {row["path"].removeprefix("s3://papers/年度/"): row for row in rows("documents", tmp_path / "结果")}
    assert {name: (row["status"], row["error"]) for name, row in found.items()} == {
        "丙/删了.txt": ("unchecked", 0),
        "乙/同一.txt": ("checked", 1),
        "甲/一 份.txt": ("checked", 1),
        "甲/三.docx": ("checked", 0),
    }
    assert found["甲/一 份.txt"]["folder"] == "s3://papers/年度/甲"
    assert [row["kind"] for row in rows("faults", tmp_path / "结果")] == ["not-found"]
