"""Example reports bound together: mail, saved pages, web archives and archives of files, one in another."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tools.example_pages import html_of, txt_of
from tools.example_source import Source, urn_of
from tools.example_zips import zip_of

Render = Callable[[Source], bytes]
_TYPES = {
    "html": "text/html; charset=utf-8", "png": "image/png", "pdf": "application/pdf", "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def zip_binder(source: Source, render: Render) -> bytes:
    return zip_of([(piece.name, render(piece)) for piece in source.pieces])


def tar_binder(source: Source, render: Render) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for piece in source.pieces:
            data = render(piece)
            info = tarfile.TarInfo(piece.name)
            info.size, info.mtime, info.mode = len(data), int(piece.published.timestamp()), 0o644
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(target.getvalue(), mtime=0)


def eml_binder(source: Source, render: Render) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = source.fact("from"), source.fact("to")
    message["Subject"], message["Date"] = source.title, format_datetime(source.published)
    message["Message-ID"] = f"<{urn_of(source.name).rpartition(':')[2]}@example.org>"
    message.set_content(txt_of(Source("", "txt", blocks=source.blocks)).decode())
    for piece in source.pieces:
        main, sub = _TYPES[piece.form].split(";")[0].split("/")
        message.add_attachment(render(piece), maintype=main, subtype=sub, filename=piece.name)
    _bound(message, source)
    return message.as_bytes()


def mhtml_binder(source: Source, render: Render) -> bytes:
    """A page as browsers save it (RFC 2557): the page first, then what it shows, each under its address."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by Recount's examples>"
    message["Snapshot-Content-Location"] = source.fact("url")
    message["Subject"], message["Date"] = source.title, format_datetime(source.published)
    message.set_content(html_of(source).decode(), subtype="html", cte="quoted-printable")
    for piece in source.pieces:
        message.add_related(render(piece), maintype="image", subtype="png")
    if not source.pieces:
        message.make_related()
    parts = list(message.iter_parts())
    for part, url in zip(parts, [source.fact("url"), *(p.fact("url") for p in source.pieces)], strict=True):
        part["Content-Location"] = url
    message.set_param("type", "text/html")
    _bound(message, source)
    return message.as_bytes()


def warc_binder(source: Source, render: Render) -> bytes:
    """WARC 1.1, each record its own gzip member: a request where a piece says so, else a response with its page."""
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version="1.1")
    info = {"WARC-Date": _stamp(source), "WARC-Record-ID": f"<{urn_of(source.name)}>"}
    about = b"software: Recount, tools.example_forms\r\nformat: WARC File Format 1.1\r\n"
    for kind, piece in [("warcinfo", source), *((p.fact("record") or "response", p) for p in source.pieces)]:
        http, data = None, about
        headers = {**info, "WARC-Date": _stamp(piece), "WARC-Record-ID": f"<{urn_of(kind + piece.name)}>"}
        if kind == "request":
            http = StatusAndHeaders("GET / HTTP/1.1", [("Host", piece.fact("url").split("/")[2])], is_http_request=True)
            data = b""
        elif kind == "response":
            data = render(piece)
            lines = [("Content-Type", _TYPES[piece.form]), ("Content-Length", str(len(data)))]
            http = StatusAndHeaders("200 OK", lines, protocol="HTTP/1.1")
        type_ = "application/warc-fields" if kind == "warcinfo" else ""
        record = writer.create_warc_record(
            piece.fact("url"), kind, io.BytesIO(data), len(data), type_, warc_headers_dict=headers, http_headers=http
        )
        writer.write_record(record)
    return target.getvalue()


def wacz_binder(source: Source, render: Render) -> bytes:
    """WACZ 1.1.1: the web archive, the list of its pages, and the package with the hash of each."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}]
    lines += [
        {"id": urn_of(p.name).rpartition(":")[2], "url": p.fact("url"), "title": p.title, "ts": _stamp(p)}
        for p in source.pieces
    ]
    held = {
        "archive/data.warc.gz": warc_binder(source, render),
        "pages/pages.jsonl": "".join(json.dumps(line) + "\n" for line in lines).encode(),
    }
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{_sha(data)}", "bytes": len(data)}
        for path, data in held.items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "title": source.title, "created": _stamp(source)}
    description = json.dumps({**package, "resources": resources}, indent=1).encode()
    return zip_of([*held.items(), ("datapackage.json", description)])


def _bound(message: EmailMessage, source: Source) -> None:
    for n, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{_sha(source.name.encode())[:24]}_{n}")


def _stamp(source: Source) -> str:
    return f"{source.published:%Y-%m-%dT%H:%M:%SZ}"


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
