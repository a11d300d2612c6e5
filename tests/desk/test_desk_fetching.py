"""A feed is fetched from the address that was typed, within bounds, and never from a private one."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from recount.desk.fetching import Address, fetched, is_public
from recount.desk.labour import fetch
from recount.records import DataError

FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Bomb</title>'
    b"<description>A car bomb killed 5 people in Mosul on 3 June 2016, police said.</description>"
    b"</item></channel></rss>"
)


class _Stub(BaseHTTPRequestHandler):
    bodies: ClassVar[dict[str, bytes]] = {"/feed": FEED, "/page": b"<html><body>News</body></html>"}
    moves: ClassVar[dict[str, str]] = {
        "/moved": "/feed",
        "/round": "/round",
        "/inside": "http://10.1.2.3/feed",
        "/file": "file:///etc/hostname",
    }

    def do_GET(self) -> None:
        if self.path in self.moves:
            self.send_response(302)
            self.send_header("Location", self.moves[self.path])
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(2)
        if self.path == "/drip":
            with suppress(OSError):
                for sign in b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 9:
                    self.wfile.write(bytes([sign]))
                    time.sleep(0.1)
            return
        body = self.bodies.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.end_headers()
        with suppress(OSError):  # whoever asked may have given up
            self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Stub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    server.daemon_threads = False  # so that closing it waits for whoever is still answered
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def here_too(address: Address) -> bool:
    """The rule, with this machine let in for the stub."""
    return address.is_loopback or is_public(address)


def test_a_feed_is_fetched_as_it_lies(stub: str) -> None:
    found = fetched(f"{stub}/feed", allowed=here_too)
    assert found.data == FEED
    assert found.address == f"{stub}/feed"


def test_a_job_keeps_the_feed_and_asks_once(stub: str, tmp_path: Path) -> None:
    asked = {"feed": f"{stub}/feed", "paths": [str(tmp_path / "upload")]}
    said: list[dict[str, object]] = []
    fetch(tmp_path, asked, lambda **line: said.append(line), allowed=here_too)
    assert [path.read_bytes() for path in (tmp_path / "upload").iterdir()] == [FEED]
    assert json.loads((tmp_path / "fetched.json").read_text())["at"] == f"{stub}/feed"
    fetch(tmp_path, asked, lambda **line: said.append(line))  # kept already: not even the rule is asked
    assert len(said) == 1


def test_a_redirect_is_followed_and_the_last_address_told(stub: str) -> None:
    assert fetched(f"{stub}/moved", allowed=here_too).address == f"{stub}/feed"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/inside", "private network"),
        ("/file", "no address of the web"),
        ("/round", "more than 5 times"),
        ("/nothing", "answers 404"),
        ("/page", "is no feed"),
    ],
)
def test_what_is_no_feed_gets_a_sentence(stub: str, path: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        fetched(stub + path, allowed=here_too)


def test_bounds_of_size_and_time_hold(stub: str) -> None:
    with pytest.raises(DataError, match="longer than"):
        fetched(f"{stub}/feed", allowed=here_too, most=50)
    for path in ("/slow", "/drip"):
        begun = time.monotonic()
        with pytest.raises(DataError, match="in time"):
            fetched(stub + path, allowed=here_too, patience=0.3)
        assert time.monotonic() - begun < 1.5  # the deadline is for all of it, however slowly it drips


def test_this_machine_is_not_asked(stub: str) -> None:
    with pytest.raises(DataError, match="never asked"):
        fetched(f"{stub}/feed")


@pytest.mark.parametrize(
    "typed",
    [
        "http://10.0.0.1/",
        "http://192.168.1.4/feed",
        "http://169.254.169.254/latest",
        "http://[::1]/feed",
        "http://[::ffff:127.0.0.1]/feed",
        "http://[64:ff9b::7f00:1]/feed",
        "http://0.0.0.0/feed",
        "http://localhost/feed",
        "http://2130706433/feed",
        "file:///etc/hostname",
        "ftp://example.org/feed",
        "//example.org/feed",
        "https://name:word@example.org/feed",
        "https://exa mple.org/feed",
        "https://[::1",
        "feed",
        "",
    ],
)
def test_no_private_or_other_address_is_asked(typed: str) -> None:
    with pytest.raises(DataError):
        fetched(typed, patience=2)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("ff0e::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("2002:7f00:1::", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_which_numbers_are_public(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public
