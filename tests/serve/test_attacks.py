"""Attacks on a running service, as a page in the same browser, a program on the same machine or a document may try."""

from __future__ import annotations

import io
import socket
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from serve.services import Running, memory, running, told
from wordfiles import p, package, r

import zfcheck
from zfcheck.engine import check_bytes
from zfcheck.readers.soffice import program
from zfcheck.ruleset import RuleSet
from zfcheck.writers.json import document_values

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAFT = (EXAMPLES / "云川市2025年政法工作总结（待改）.docx").read_bytes()
TEXT = "云川市工作总结\n坚持统揽全局、协调各方，，推进各项工作。\n".encode()
TRAPS = """
import os, time
from zfcheck.api import hookimpl

class Trap:
    id, title, severity = "structure/trap", "陷阱", "info"

    def check(self, document):
        if "沉睡不醒" in document.text:
            time.sleep(600)
        if "一去不回" in document.text:
            os._exit(9)
        return ()

@hookimpl
def zfcheck_checks():
    return [Trap()]
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("--no-plugins", "--no-config", "--jobs", "2", folder=tmp_path_factory.mktemp("service")) as found:
        yield found


def alive(service: Running) -> None:
    """Right answers still come."""
    findings = service.check(TEXT)["document"]["findings"]
    assert [each["rule"] for each in findings if each["fix"]], findings
    assert service.process.poll() is None


# -- who asks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["zfcheck.evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "localhost.:{port}", "", "0.0.0.0:{port}"]
)  # fmt: skip
def test_a_name_that_was_made_to_point_here(service: Running, host: str) -> None:
    told_host = host.format(port=service.port)
    answer = service.ask("GET", "/", {"Host": told_host})
    assert answer.status_code == 421
    assert "zfcheck" not in answer.text.replace("zfcheck serve", "")
    assert service.ask("GET", "/api/choices", {"Host": told_host}).status_code == 421


def test_no_host_and_two_hosts(service: Running) -> None:
    for lines in ("GET / HTTP/1.0\r\n\r\n", f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nHost: evil.example\r\n\r\n"):  # fmt: skip
        with service.socket() as connection:
            connection.sendall(lines.encode())
            assert told(connection).split()[1] in {b"421", b"400"}


def test_all_names_of_this_machine_are_ours(service: Running) -> None:
    for host in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert service.ask("GET", "/", {"Host": f"{host}:{service.port}"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1.evil.example", "file://", ""])  # fmt: skip
def test_another_page_in_the_same_browser(service: Running, origin: str) -> None:
    answer = service.ask("POST", "/api/check", {"Origin": origin}, content=TEXT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong-origin")
    assert "access-control-allow-origin" not in answer.headers


def test_a_browser_that_asks_first_whether_it_may(service: Running) -> None:
    asking = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = service.ask("OPTIONS", "/api/check", {**asking, "Access-Control-Request-Headers": "authorization"})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_page_elsewhere_that_sends_no_origin(service: Running) -> None:
    assert service.ask("GET", "/api/choices", {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert service.ask("GET", "/api/choices", {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    own = {"Origin": service.base, "Sec-Fetch-Site": "same-origin"}
    assert service.ask("POST", "/api/check", own, content=TEXT).status_code == 200


@pytest.mark.parametrize("told_token", ["", "Bearer", "Bearer x", "Basic {token}", "{token}", "Bearer {token}x", "Bearer {half}", "Bearer 口令"])  # fmt: skip
def test_without_the_token(service: Running, told_token: str) -> None:
    value = told_token.format(token=service.token, half=service.token[:-1])
    for method, path in (("GET", "/api/choices"), ("POST", "/api/check"), ("POST", "/api/apply"), ("POST", "/api/review"), ("GET", "/api/nothing")):  # fmt: skip
        with httpx.Client(base_url=service.base, trust_env=False, verify=False) as client:
            answer = client.request(method, path, headers={"Authorization": value.encode()})
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_token_is_nowhere_but_in_the_head(service: Running) -> None:
    with httpx.Client(base_url=service.base, trust_env=False, verify=False) as client:
        assert client.get("/api/choices", params={"token": service.token}).status_code == 401
        assert client.get("/api/choices", headers={"Cookie": f"token={service.token}"}).status_code == 401
        page = client.get("/")
    assert service.token not in page.text
    assert "set-cookie" not in page.headers


# -- paths ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/assets/../app.py", "/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets/....//app.py", "/assets//etc/passwd",
     "/assets/%2fetc%2fpasswd", "/assets/..\\app.py", "/assets/page.css%00.py", "/assets/C:%5cboot.ini", "//etc/passwd",
     "/assets/", "/assets/__init__.py", "/../../etc/passwd", "/assets/index.html/../../app.py", "/%2e%2e/%2e%2e/etc/passwd"],
)  # fmt: skip
def test_paths_lead_nowhere(service: Running, path: str) -> None:
    with service.socket() as connection:
        connection.sendall(service.head(f"GET {path}", "Connection: close"))
        answer = told(connection)
    assert answer.split()[1] == b"404", answer
    assert b"root:" not in answer and b"import" not in answer


def test_a_file_that_is_named_is_not_read(service: Running, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("坚持统揽全局、协调各方。", encoding="utf-8")
    for name in (str(secret), f"../../../../{secret}", f"file://{secret}", "/etc/passwd"):
        found = service.check("形势平稳。\n".encode(), name)
        assert found["document"]["path"] == name.rpartition("/")[2]
        assert found["document"]["characters"] == 6
        assert "统揽" not in str(found)


def test_what_lies_beside_a_named_file_is_not_read(service: Running, tmp_path: Path) -> None:
    (tmp_path / "a.txt.zfcheck.yaml").write_text(
        "ignore: [{rule: wording, reason: x}, {rule: formulation, reason: x}]\n"
    )
    found = service.check(TEXT, str(tmp_path / "a.txt"))
    assert found["document"]["findings"] and not found["document"]["suppressed"]


@pytest.mark.parametrize(
    "query",
    [{"pack": "/etc"}, {"pack": "../rules/core"}, {"pack": "./pack.yaml"}, {"region": "../浙江"}, {"config": "/tmp/zfcheck.yaml"},
     {"plugin": "/tmp/x.py"}, {"kind": "x"}, {"as_of": "2025-02-30"}, {"lang": "fr"}, {"name": ["a", "b"]}],
)  # fmt: skip
def test_no_pack_plugin_or_settings_by_request(service: Running, query: dict[str, Any], tmp_path: Path) -> None:
    answer = service.ask("POST", "/api/check", params=query, content=TEXT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")


# -- too much ------------------------------------------------------------------------------------------------------


def pieces(size: int) -> Iterator[bytes]:
    piece = b"\0" * 65536
    for _ in range(size // len(piece)):
        yield piece


def test_a_body_of_200_megabytes(service: Running) -> None:
    before = memory(service.process.pid)
    size = 200 * 1024 * 1024
    with service.socket() as connection:  # it says how much it is, and is refused before it comes
        connection.sendall(service.head("POST /api/check?name=a.docx", f"Content-Length: {size}"))
        assert told(connection).split()[1] == b"413"
    with service.socket() as connection:  # it does not say
        connection.sendall(service.head("POST /api/check?name=a.docx", "Transfer-Encoding: chunked"))
        with suppress(OSError):
            for piece in pieces(size):
                connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            connection.sendall(b"0\r\n\r\n")
        answer = told(connection)
    assert not answer or answer.split()[1] == b"413"  # who goes on sending for long may miss it
    alive(service)
    if sys.platform == "linux":
        assert memory(service.process.pid) - before < 40


def test_a_form_of_one_endless_field(service: Running) -> None:
    files = {"file": ("a.txt", TEXT), "request": (None, b"x" * 3_000_000)}
    assert service.ask("POST", "/api/apply", files=files).status_code == 400
    many = [("file", (f"{at}.txt", TEXT)) for at in range(50)]
    assert service.ask("POST", "/api/apply", files=many).status_code == 400
    alive(service)


@pytest.mark.parametrize(
    "body",
    [
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="'
        + b"a" * 3_000_000
        + b'"\r\n\r\nx\r\n--b--\r\n',
        b"--b\r\n" + b"X: y\r\n" * 500_000 + b"\r\nx\r\n--b--\r\n",
        b"z" * 3_000_000 + b"\r\n--b--\r\n",
        b"--b\r\n\r\nx\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx',
        b"",
    ],
    ids=["long", "many", "before", "nameless", "open", "empty"],
)
def test_forms_that_are_none(service: Running, body: bytes) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = service.ask("POST", "/api/apply", kind, content=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")
    without = service.ask("POST", "/api/review", {"Content-Type": "multipart/form-data"}, content=body)
    assert without.status_code == 400
    alive(service)
    assert "Expected" not in "".join(service.said)


@pytest.mark.parametrize(
    "request_text",
    [b"", b"{", b"[]", b"null", b'{"accept": 1}', b'{"accept": [{}]}', b'{"accept": [{"id": 3}]}', b"[" * 500_000, b'{"name": {"a": 1}}',
     b'{"accept": [{"id": "x", "edits": [{"start": 1e999, "end": 1, "text": ""}]}]}', b'{"how": "/bin/sh"}', b'{"as": "exe"}', b"\xff\xfe"],
)  # fmt: skip
def test_requests_that_are_none(service: Running, request_text: bytes) -> None:
    answer = service.ask("POST", "/api/apply", files={"file": ("a.txt", TEXT), "request": (None, request_text)})
    assert answer.status_code == 400, answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["error"]["message"]


def test_heads_that_never_end(service: Running) -> None:
    with service.socket() as connection:
        with suppress(OSError):
            connection.sendall(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100_000)
        assert told(connection)[:12] in {b"HTTP/1.1 400", b""}
    alive(service)


@pytest.mark.parametrize(
    "noise", [b"\x16\x03\x01\x02\x00", b"\0" * 1000, b"GET\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
)
def test_what_is_no_http(service: Running, noise: bytes) -> None:
    with service.socket() as connection:
        connection.sendall(noise)
        connection.shutdown(socket.SHUT_WR)
        assert b"Traceback" not in told(connection)
    alive(service)


# -- documents -----------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package(p(r("云川"))))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name == "word/document.xml":
                with new.open(name, "w", force_zip64=True) as part:
                    for _ in range(200):
                        part.write(b" " * 1_000_000)
            else:
                new.writestr(name, old.read(name))
    return stream.getvalue()


def test_a_zip_bomb_is_a_fault_as_on_the_command_line(service: Running, rules: RuleSet) -> None:
    data = bomb()
    assert len(data) < 500_000
    found = service.check(data, "炸弹.docx")["document"]
    assert found["faults"] == document_values(check_bytes(rules, data, "炸弹.docx"))["faults"]
    assert found["faults"][0]["level"] == "error" and not found["findings"]
    alive(service)


def test_fifty_clients_at_once_get_right_answers(service: Running, checker: zfcheck.Checker) -> None:
    names = [f"报告{at}.docx" if at % 2 else f"要点{at}.txt" for at in range(50)]
    datas = [DRAFT if at % 2 else f"云川市要点\n化解矛盾纠份{at}件，，\n".encode() for at in range(50)]
    service.check(DRAFT, names[1])
    before = memory(service.process.pid)
    with ThreadPoolExecutor(50) as clients:
        found = list(clients.map(lambda each: service.check(*each), zip(datas, names, strict=True)))
    known = document_values(checker.check_bytes(DRAFT, "报告1.docx"))["findings"]
    for at, (answer, name) in enumerate(zip(found, names, strict=True)):
        assert answer["document"]["path"] == name
        told_findings = answer["document"]["findings"]
        if at % 2:
            assert [(each["rule"], each["start"], each["message"]) for each in told_findings] == [
                (each["rule"], each["start"], each["message"]) for each in known
            ]
        else:
            assert f"矛盾纠份{at}件" in answer["page"]["paragraphs"][1]["text"]
            assert told_findings
    if sys.platform == "linux":
        assert memory(service.process.pid) - before < 20
    alive(service)


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("trapped")
    (folder / "traps.py").write_text(TRAPS, encoding="utf-8")
    options = "--plugin", "traps.py", "--no-config", "--jobs", "1", "--timeout", "2"
    with running(*options, folder=folder) as found:
        yield found


@pytest.mark.parametrize(("word", "kind"), [("一去不回", "crashed"), ("沉睡不醒", "timeout")])
def test_a_worker_that_dies_or_hangs_is_a_fault(trapped: Running, word: str, kind: str) -> None:
    data = f"云川市工作总结\n{word}。\n".encode()
    found = trapped.check(data)
    assert [fault["kind"] for fault in found["document"]["faults"]] == [kind]
    assert found["page"] is None
    if kind == "crashed":
        files = {"file": ("a.txt", data), "request": (None, b'{"name": "a.txt"}')}
        answer = trapped.ask("POST", "/api/apply", files=files)
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, kind)
    alive(trapped)


def test_a_caller_who_leaves_costs_no_check(trapped: Running) -> None:
    started = time.monotonic()
    hanging = "云川市工作总结\n沉睡不醒。\n".encode()
    connections = [trapped.socket() for _ in range(8)]
    for connection in connections:
        connection.sendall(trapped.head("POST /api/check?name=a.txt", f"Content-Length: {len(hanging)}") + hanging)
    time.sleep(0.3)
    for connection in connections:
        connection.close()
    alive(trapped)
    assert time.monotonic() - started < 14  # eight of them would have taken 16 seconds


# -- what every answer says ----------------------------------------------------------------------------------------


def test_every_answer_says_what_the_browser_may_do(service: Running) -> None:
    asked = [("GET", "/"), ("GET", "/assets/main.js"), ("GET", "/api/choices"), ("GET", "/nothing"), ("PUT", "/api/check"), ("GET", "/openapi.json")]  # fmt: skip
    for answer in [*(service.ask(*each) for each in asked), service.ask("GET", "/", {"Host": "evil.example"})]:
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
        assert (
            policy["default-src"]
            == policy["base-uri"]
            == policy["form-action"]
            == policy["frame-ancestors"]
            == "'none'"
        )
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert "unsafe" not in str(policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert (
            answer.headers["cross-origin-opener-policy"]
            == answer.headers["cross-origin-resource-policy"]
            == "same-origin"
        )
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


def test_nothing_is_kept_on_the_disk(service: Running) -> None:
    folder = Path(f"/proc/{service.process.pid}/cwd").resolve()
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    service.check(DRAFT, "报告.docx")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    if program() is not None:  # what LibreOffice needs for itself may stay until the end
        letters = "".join(f"\\u{ord(sign)}?" for sign in "云川市工作总结").encode()
        service.check(rb"{\rtf1\ansi " + letters + rb" SEALED\par}", "密件.rtf")
        left = [path for path in folder.rglob("*") if path.is_file()]
        assert not [path for path in left if path.suffix in {".rtf", ".docx"} or b"SEALED" in path.read_bytes()]
    open_files = [path.resolve() for path in Path(f"/proc/{service.process.pid}/fd").iterdir()]
    assert [path for path in open_files if path.is_relative_to(folder)] == []
