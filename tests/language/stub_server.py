"""A server on this machine that answers as it is told to, well or badly, and remembers what it was asked."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request: its first line, its headers by lower-case name, its body."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def request(self) -> Any:
        """What was asked of the model."""
        return json.loads(self.body)


Answer = Callable[[Asked], Iterable[bytes]]


@dataclass
class Stub:
    """The server as a test sees it. `answer` may be changed at any time."""

    answer: Answer
    port: int = 0
    asked: list[Asked] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The base that a user would give."""
        return f"http://127.0.0.1:{self.port}/v1"


def http(body: bytes, *, status: int = 200, headers: str = "") -> list[bytes]:
    """A whole answer of HTTP."""
    return [f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode(), body]


def chunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """An answer whose body comes in pieces."""
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for piece in pieces:
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    yield b"0\r\n\r\n"


def completion(content: str) -> bytes:
    """The body in which a model's words come."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": message}]}).encode()


def says(content: Any) -> Answer:
    """Always answers with this: a string as it is, anything else as JSON."""
    written = content if isinstance(content, str) else json.dumps(content)
    return lambda _: http(completion(written))


@contextmanager
def serving(answer: Answer) -> Iterator[Stub]:
    """A stub on a free port of 127.0.0.1, in a thread of its own."""
    stub = Stub(answer)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode().strip()
            if not line:
                return
            headers = {}
            while (row := self.rfile.readline().decode().strip()) != "":
                name, _, value = row.partition(":")
                headers[name.lower()] = value.strip()
            asked = Asked(line, headers, self.rfile.read(int(headers.get("content-length", "0"))))
            stub.asked.append(asked)
            with suppress(OSError):  # whoever has heard enough hangs up
                for piece in stub.answer(asked):
                    self.wfile.write(piece)

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        stub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()
