"""Documents made to choke a reader: what it takes must grow with the document, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from recount.read import read
from recount.records import Capture, Custody, Form, Given, Report, Skip
from recount.records.ids import sha256_of

SAID = "A car bomb killed 12 people in Qasr on Tuesday, police said."


def outcome(data: str, form: Form) -> Report | Skip:
    held = data.encode("utf-8", "surrogatepass")
    custody = Custody("in/a", "2024-05-01T12:00:00Z", "tester", "recount", sha256_of(held), len(held))
    return read(Capture(form, held, custody, Given()), today=date(2024, 5, 1))


GROWING: dict[str, tuple[Form, Callable[[int], str]]] = {
    "bullets": ("txt", lambda n: f"- {SAID}\n" * n),
    "blank lines": ("txt", lambda n: SAID + "\n" * (200 * n) + SAID),
    "blanks": ("txt", lambda n: SAID + " " * (200 * n) + SAID),
    "headings": ("txt", lambda n: "A heading here\n\n" * n),
    "one paragraph": ("txt", lambda n: f"{SAID} " * n),
    "one word": ("txt", lambda n: "a" * (200 * n)),
    "brackets": ("md", lambda n: "[a](b" * n + SAID),
    "paragraphs": ("html", lambda n: f"<html><body>{f'<p>{SAID}</p>' * (n // 2)}"),
    "attributes": ("html", lambda n: f"<p {' '.join(f'a{i}=b' for i in range(10 * n))}>{SAID}</p>"),
}


@pytest.mark.parametrize("name", GROWING)
def test_four_times_the_document_takes_far_less_than_sixteen_times_as_long(name: str) -> None:
    form, made = GROWING[name]

    def taken(size: int) -> float:
        document = made(size)
        began = time.process_time()
        outcome(document, form)
        return time.process_time() - began

    taken(100)
    # The floor stands for what does not grow; a square would be sixteenfold, and on the sizes here many seconds.
    small = max(0.05, min(taken(1000) for _ in range(2)))
    assert taken(4000) < 11 * small


def entities(depth: int) -> str:
    defined = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(depth))
    return (
        f'<?xml version="1.0"?><!DOCTYPE html [{defined}]><html><body><p>&l{depth - 1};</p><p>{SAID}</p></body></html>'
    )


PAGES = {
    "entities that multiply": entities(12),
    "script, style, drawing and picture": "<html><body><script>" + "var a = 1;" * 50_000 + "</script><style>"
    + "a {b: c}" * 50_000 + "</style><svg>" + "<path d='M0 0'/>" * 10_000 + "</svg><img src='data:image/png;base64,"
    + "A" * 2_000_000 + f"'><p>{SAID}</p><p>{SAID.replace('12', '13')}</p></body></html>",
    "nothing closed": f"<html><body>{'<div>' * 200}{SAID}",
    "thousands of attributes": f"<html><body><p {' '.join(f'a{i}=b' for i in range(20_000))}>{SAID}</p></body></html>",
    "characters that are none": f"<html><body><p>&#0;&#xD800;&#99999999;</p><p>{SAID}</p></body></html>",
    "a character set that is none": f"<html><head><meta charset='nonsense'></head><body><p>{SAID}</p></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_ballast_gives_its_text_and_no_more(name: str) -> None:
    found = outcome(PAGES[name], "html")
    assert isinstance(found, Report)
    assert SAID in found.text
    assert len(found.text) < 1000


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table", "ul", "div class=social"])
def test_a_page_nested_beyond_measure_ends_in_a_report_or_a_sentence(tag: str) -> None:
    found = outcome(f"<html><body>{f'<{tag}>' * 10_000}{SAID}", "html")
    assert isinstance(found, Report) or found.sentence.endswith(".")
