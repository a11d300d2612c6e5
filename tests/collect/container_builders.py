"""Containers made in memory: the same plain texts in each kind, and bombs that are small until they are opened."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Texts = Mapping[str, str]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def zipped(files: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, method)
    return held.getvalue()


def tarred(files: Mapping[str, bytes | str], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as made:  # type: ignore[call-overload]
        for name, data in files.items():
            raw = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            made.addfile(info, io.BytesIO(raw))
    return held.getvalue()


def page(words: str, *, head: str = "") -> bytes:
    body = f"<body><article><p>{escape(words)}</p></article></body>"
    return f"<!DOCTYPE html><html><head>{head}</head>{body}</html>".encode()


def recorded(pages: Mapping[str, bytes], *, packed: bool = True, mime: str = "text/html", **headers: str) -> bytes:
    """A web archive: what made it, and for each address a request and an answer."""
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    records = [record("warcinfo", None, b"software: test\r\n", "application/warc-fields")]
    for uri, data in pages.items():
        asked = b"GET / HTTP/1.1\r\nHost: watch.example\r\n\r\n"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\n{fields}\r\n".encode() + data
        records.append(record("request", uri, asked, "application/http; msgtype=request"))
        records.append(record("response", uri, answer, "application/http; msgtype=response"))
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def record(kind: str, uri: str | None, block: bytes, mime: str) -> bytes:
    """One record (ISO 28500), fetched at noon of 1 March 2019."""
    target = f"WARC-Target-URI: {uri}\r\n" if uri else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2019-03-01T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {uri}')}>\r\nContent-Type: {mime}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def wacz(pages: Mapping[str, bytes], titles: Mapping[str, str]) -> bytes:
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages"})]
    lines += [json.dumps({"url": url, "title": title}) for url, title in titles.items()]
    return zipped(
        {
            "archive/data.warc.gz": recorded(pages),
            "indexes/index.cdx": "an index, no report",
            "pages/pages.jsonl": "\n".join(lines),
            "datapackage.json": "{}",
        }
    )


def rss(
    items: Texts, *, channel: str = "Watch", whole: bool = True, date: str = "Mon, 14 Mar 2016 09:30:00 GMT"
) -> bytes:
    tag = "content:encoded" if whole else "description"
    entries = "".join(
        f"<item><title>{escape(name)}</title><guid>tag:{escape(name)}</guid><link>https://watch.example/{escape(name)}</link>"
        f"<pubDate>{date}</pubDate><{tag}><![CDATA[<p>{escape(words)}</p>]]></{tag}></item>"
        for name, words in items.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{channel}</title><language>en</language>{entries}</channel></rss>"
    ).encode()


def atom(items: Texts) -> bytes:
    entries = "".join(
        f'<entry><title>{escape(name)}</title><id>urn:{escape(name)}</id><link href="https://watch.example/{escape(name)}"/>'
        f'<updated>2016-03-14T09:30:00Z</updated><content type="text">{escape(words)}</content></entry>'
        for name, words in items.items()
    )
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Watch</title>{entries}</feed>'.encode()


def letter(words: str, attached: Mapping[str, bytes] | None = None, **headers: str) -> bytes:
    made = EmailMessage()
    stated = {"From": "Desk <desk@watch.example>", "Date": "Mon, 14 Mar 2016 09:30:00 +0300", "Message-ID": "<1@w>"}
    for name, value in {**stated, **headers}.items():
        made[name] = value
    made.set_content(words)
    for name, data in (attached or {}).items():
        kind = ("image", "png") if data.startswith(b"\x89PNG") else ("application", "octet-stream")
        made.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return made.as_bytes()


def mbox(letters: list[bytes]) -> bytes:
    return b"".join(b"From desk@watch.example Mon Mar 14 09:30:00 2016\n" + data + b"\n\n" for data in letters)


def _letters(texts: Texts) -> bytes:
    return mbox([letter(words, Subject=name) for name, words in texts.items()])


def _pages(texts: Texts) -> bytes:
    return recorded({f"https://watch.example/{name}": page(words) for name, words in texts.items()})


BUILDERS: dict[str, Callable[[Texts], bytes]] = {
    "texts.zip": lambda texts: zipped(dict(texts)),
    "stored.zip": lambda texts: zipped(dict(texts), method=zipfile.ZIP_STORED),
    "bzip2.zip": lambda texts: zipped(dict(texts), method=zipfile.ZIP_BZIP2),
    "lzma.zip": lambda texts: zipped(dict(texts), method=zipfile.ZIP_LZMA),
    "texts.tar": lambda texts: tarred(dict(texts)),
    "texts.tar.gz": lambda texts: tarred(dict(texts), "w:gz"),
    "texts.tar.bz2": lambda texts: tarred(dict(texts), "w:bz2"),
    "texts.tar.xz": lambda texts: tarred(dict(texts), "w:xz"),
    "nested.zip": lambda texts: zipped({"in/inner.tar": tarred({"deep.zip": zipped(dict(texts))})}),
    "texts.warc": lambda texts: recorded({f"https://w.example/{n}": page(w) for n, w in texts.items()}, packed=False),
    "texts.warc.gz": _pages,
    "texts.wacz": lambda texts: wacz({f"https://w.example/{n}": page(w) for n, w in texts.items()}, {}),
    "rss.xml": rss,
    "atom.xml": atom,
    "letters.mbox": _letters,
    "letters.mbox.gz": lambda texts: gzip.compress(_letters(texts), mtime=0),
    "letter.eml": lambda texts: letter("See what is attached.", {n: w.encode() for n, w in texts.items()}),
}
"""Each kind of container with the same texts in it."""
ALONE: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def bomb(size: int) -> bytes:
    """A text of spaces, packed."""
    return zipped({"bomb.txt": b" " * size})


def doll(depth: int, core: bytes, build: Callable[[dict[str, Any]], bytes] = zipped) -> bytes:
    """A container in a container, so many times."""
    for number in range(depth):
        core = build({f"level{number}.zip": core})
    return core
