"""The service from start to end: addresses, the caller's token, what is said, and how it goes away."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from serve.services import children, running

from zfcheck import cliserve
from zfcheck.cli import cli
from zfcheck.serve.running import Listening, NotStartedError, bound, checked_token, is_loopback

TOKEN = "a-token-of-16-or-more"


def refused(*arguments: str, env: dict[str, str] | None = None) -> str:
    """What is said where the service does not start."""
    done = CliRunner().invoke(cli, ["serve", "--no-open", *arguments], env=env)
    assert done.exit_code == 2, done.output
    return done.stderr


def test_a_day_in_its_life(tmp_path: Path) -> None:
    (tmp_path / "zfcheck.yaml").write_text("accept: [统揽全局]\nkind: work-plan\n", encoding="utf-8")
    text = "云川市要点\n坚持统揽全局、协调各方，化解矛盾纠份。\n".encode()
    with running("--no-plugins", "--jobs", "1", "--lang", "en", folder=tmp_path) as service:
        assert service.host == "127.0.0.1" and len(service.token) >= 32
        choices = service.ask("GET", "/api/choices").json()
        assert choices["defaults"]["kind"] == "work-plan"
        assert {"id": "notice", "name": "通知"} in service.ask("GET", "/api/choices", params={"lang": "zh"}).json()[
            "kinds"
        ]
        found = service.check(text, kind="")["document"]
        assert found["kind"] == "work-plan"  # the settings of the folder it was started in
        assert not [each for each in found["findings"] if each["text"] == "统揽全局"]
        assert service.check(text, kind="notice")["document"]["kind"] == "notice"
        assert service.ask("GET", "/nothing").json()["error"]["message"].isascii()
        workers = children(service.process.pid)
        assert service.end() == 0
        assert "Ctrl+C ends it." in "".join(service.said)
        for pid in workers:
            until = time.monotonic() + 10
            while os.path.exists(f"/proc/{pid}") and time.monotonic() < until:
                time.sleep(0.02)
            assert not os.path.exists(f"/proc/{pid}")
    assert [path.name for path in tmp_path.iterdir()] == ["zfcheck.yaml"]
    assert "Traceback" not in "".join(service.said)


def test_ending_while_a_document_is_checked(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(
        "import time\nfrom zfcheck.api import hookimpl\nclass Slow:\n    id, title, severity = 'structure/slow', '慢', 'info'\n"
        "    def check(self, document):\n        open('begun', 'w').close()\n        time.sleep(600)\n        return ()\n"
        "@hookimpl\ndef zfcheck_checks():\n    return [Slow()]\n",
        encoding="utf-8",
    )
    options = "--plugin", "slow.py", "--no-config", "--jobs", "1"
    with running(*options, folder=tmp_path) as service, service.socket() as connection:
        data = "云川市工作总结\n形势平稳。\n".encode()
        connection.sendall(service.head("POST /api/check", f"Content-Length: {len(data)}") + data)
        until = time.monotonic() + 30
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert service.end() == 0
        answer = connection.recv(65536)
    assert b"503" in answer.split(b"\r\n")[0]


def test_a_token_of_the_callers_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n", encoding="utf-8")
    options = "--no-plugins", "--no-config", "--jobs", "1", "--host", "0.0.0.0", "--name", "checks.yunchuan.example"
    with running(*options, "--token-file", "token", folder=tmp_path, token=TOKEN) as service:
        said = "".join(service.said)
        assert TOKEN not in said and "不加密" in said
        service.base = f"http://127.0.0.1:{service.port}"
        for host in ("checks.yunchuan.example", f"checks.yunchuan.example:{service.port}", f"127.0.0.1:{service.port}"):
            assert service.ask("GET", "/api/choices", {"Host": host}).status_code == 200
        proxied = {"Host": "checks.yunchuan.example", "Origin": "https://checks.yunchuan.example"}
        assert service.ask("GET", "/api/choices", proxied).status_code == 200
        assert service.ask("GET", "/api/choices", {"Host": f"0.0.0.0:{service.port}"}).status_code == 421
        if sys.platform == "linux":  # what a worker starts does not find it
            seen = [Path(f"/proc/{pid}/environ").read_bytes() for pid in service.workers()]
            assert seen and not any(TOKEN.encode() in each for each in seen)


def test_beyond_this_machine_a_token_is_demanded() -> None:
    said = refused("--host", "0.0.0.0")
    assert "--token-file" in said and "不加密" in said and "0.0.0.0" in said
    assert "16" in refused("--host", "192.0.2.1", env={cliserve.TOKEN: "short"})
    assert "16" in refused(env={cliserve.TOKEN: "with blanks in it, long as it may be"})


def test_a_token_file_that_is_not_there(tmp_path: Path) -> None:
    assert "没有" in refused("--token-file", str(tmp_path / "没有"))
    (tmp_path / "empty").write_text("")
    assert "16" in refused("--token-file", str(tmp_path / "empty"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)
    token = checked_token(Listening((host,)))
    assert token != checked_token(Listening((host,))) and re.fullmatch(r"[\w-]{32}", token)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "checks.yunchuan.example", "127.0.0.1.evil.example"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(NotStartedError):
        checked_token(Listening((host,)))


def test_one_port_for_all_addresses() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        sockets = bound(Listening(("127.0.0.1", "::1"), 0))
    except NotStartedError:
        pytest.skip("no IPv6 here")
    assert len({each.getsockname()[1] for each in sockets}) == 1
    for each in sockets:
        each.close()


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("--port", str(port), "--no-config", "--no-plugins")
    assert str(port) in said and "--port 0" in said


def test_the_usual_port_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr("zfcheck.serve.running.PORT", taken.getsockname()[1])
        (other,) = bound(Listening())
        assert other.getsockname()[1] != taken.getsockname()[1]
        other.close()


def test_settings_with_a_mistake_are_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kid: 1\n", encoding="utf-8")
    assert "bad.yaml:1:1" in refused("--port", "0", "--config", str(tmp_path / "bad.yaml"))
    assert "没有这" in refused("--port", "0", "--no-config", "--region", "没有这个地区")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    found = "importlib.util.find_spec"
    monkeypatch.setattr(found, lambda name: None if name == "uvicorn" else object())
    said = refused()
    assert 'pip install "zfcheck[serve]"' in said and "uvicorn" in said


def test_a_port_that_is_none() -> None:
    assert "65535" in refused("--port", "70000")


def test_addresses() -> None:
    assert cliserve._addresses(()) == ("127.0.0.1",)
    assert cliserve._addresses(("localhost", "[::1]")) == ("127.0.0.1", "::1")
