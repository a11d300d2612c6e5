"""Letters, saved pages and entries of feeds: what is read of them, and what each stretch is."""

from __future__ import annotations

import base64
import json
from datetime import date

import pytest
from reading_builders import capture

from recount.read import read
from recount.records import Form, Report, Skip

TODAY = date(2024, 5, 1)
HEAD = "From: Watch Desk <desk@watch.example>\nDate: Mon, 14 Mar 2016 23:30:00 -0500\nSubject: The day in Qasr\n"
NEWS = "Two shells fell on the market of Qasr at dawn, and four people were killed, the hospital said."


def report(data: bytes | str, form: Form = "eml") -> Report:
    found = read(capture(data.encode() if isinstance(data, str) else data, form), today=TODAY)
    assert isinstance(found, Report), found
    return found


def kinds(found: Report) -> list[tuple[str, str]]:
    return [(s.kind, found.text[s.start : s.end]) for s in found.segments]


def test_the_head_gives_title_author_publisher_and_day() -> None:
    found = report(f"{HEAD}\n{NEWS}\n")
    assert (found.title, found.author, found.publisher) == ("The day in Qasr", "Watch Desk", "watch.example")
    assert (found.published.date, found.published.found) == ("2016-03-14", "metadata")
    assert kinds(found) == [("title", "The day in Qasr"), ("body", NEWS)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("List-Id: Qasr News <news.watch.example>", "Qasr News"),
        ("Organization: The Watch", "The Watch"),
        ("List-Id: <news.watch.example>", "watch.example"),
    ],
)
def test_the_publisher_is_the_list_or_the_house(name: str, told: str) -> None:
    assert report(f"{name}\n{HEAD}\n{NEWS}\n").publisher == told


def test_what_is_quoted_forwarded_and_signed_is_not_the_writers() -> None:
    body = (
        f"{NEWS}\n\nOn Sun, 13 Mar 2016 at 10:00, A Reader wrote:\n> Rebels seized the bridge.\n> They left.\n\n"
        "A second shell killed a driver on the road.\n\n-- \nWatch Desk\nTel 555\n"
    )
    assert kinds(report(f"{HEAD}\n{body}"))[1:] == [
        ("body", NEWS),
        ("template", "On Sun, 13 Mar 2016 at 10:00, A Reader wrote:"),
        ("block_quote", "> Rebels seized the bridge.\n> They left."),
        ("body", "A second shell killed a driver on the road."),
        ("template", "-- \nWatch Desk\nTel 555"),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----\nFrom: A\nSent: Sunday\nTo: B\nSubject: Qasr\n\n",
        "---------- Forwarded message ---------\nFrom: A\nDate: Sunday\nSubject: Qasr\nTo: B\n\n",
        "Begin forwarded message:\n\nFrom: A\nSubject: Qasr\nDate: Sunday\n\n",
        "________________________________\nFrom: A\nSent: Sunday\nTo: B\nSubject: Qasr\n\n",
        "From: A\nSent: Sunday\nTo: B\nSubject: Qasr\n\n",
    ],
)
def test_a_letter_that_is_passed_on_is_another_document(mark: str) -> None:
    found = report(f"{HEAD}\n{NEWS}\n\n{mark}Rebels seized the bridge.\n\nThey left.\n")
    (quoted,) = [words for kind, words in kinds(found) if kind == "block_quote"]
    assert quoted.startswith(mark.split("\n")[0]) and quoted.endswith("They left.")
    assert ("body", NEWS) in kinds(found)


def test_a_subject_that_only_says_what_is_answered_is_no_headline() -> None:
    found = report(f"{HEAD.replace('The day', 'Re: The day')}\n{NEWS}\n")
    assert kinds(found) == [("heading", "Re: The day in Qasr"), ("body", NEWS)]
    assert not found.segments[0].claimable


def test_the_footer_of_a_list_is_template() -> None:
    footer = "You received this message because you are subscribed. To unsubscribe, write to the list."
    assert kinds(report(f"{HEAD}\n{NEWS}\n\n{footer}\n"))[-1] == ("template", footer)


def mixed(kind: str, *parts: str) -> str:
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{inner}--b--\n'


PLAIN = f"Content-Type: text/plain; charset=utf-8\n\n{NEWS}"
MARKUP = "Content-Type: text/html; charset=utf-8\n\n<html><body><p>A page of the letter.</p></body></html>"


def test_of_alternatives_the_plain_one_is_read() -> None:
    found = report(mixed("alternative", PLAIN, MARKUP))
    assert NEWS in found.text and "A page" not in found.text


def test_a_plain_alternative_that_says_nothing_gives_way() -> None:
    found = report(mixed("alternative", "Content-Type: text/plain\n\n \n", MARKUP))
    assert ("body", "A page of the letter.") in kinds(found)


def test_calendars_and_attachments_are_not_the_letter() -> None:
    meeting = "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nSUMMARY:Attack\nEND:VCALENDAR"
    attached = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nA siege began."
    found = report(mixed("mixed", PLAIN, meeting, attached))
    assert kinds(found) == [("title", "The day in Qasr"), ("body", NEWS)]


def test_markup_keeps_quotations_and_signature_apart() -> None:
    page = (
        f'<div>{NEWS}</div><div class="gmail_signature">Watch Desk, telephone 555</div><div class="gmail_quote">'
        "<p>Rebels seized the bridge on Sunday, a reader wrote.</p></div>"
    )
    found = report(f"{HEAD}Content-Type: text/html\n\n<html><body>{page}</body></html>")
    by_words = {words: kind for kind, words in kinds(found)}
    assert by_words[NEWS] == "body"
    assert by_words["Rebels seized the bridge on Sunday, a reader wrote."] == "block_quote"
    assert by_words.get("Watch Desk, telephone 555") in ("template", None)


ARABIC = "قال متحدث باسم المستشفى إن أربعة أشخاص قتلوا في السوق فجر يوم الأحد وأصيب أحد عشر آخرون."


@pytest.mark.parametrize(
    ("label", "codec"),
    [("windows-1256", "cp1256"), ("utf-8", "cp1256"), ("no-such-thing", "utf-8"), ("us-ascii", "utf-8")],
)
def test_the_character_set_may_be_wrong_or_missing(label: str, codec: str) -> None:
    data = f"{HEAD}Content-Type: text/plain; charset={label}\n\n".encode() + ARABIC.encode(codec)
    assert ARABIC in report(data).text


@pytest.mark.parametrize("subject", ["=?utf-8?b?2KfZhNmC2LXYsQ==?=", "القصر"])
def test_subjects_in_other_letters(subject: str) -> None:
    assert report(HEAD.replace("The day in Qasr", subject) + f"\n{NEWS}").title in ("القصر",)


def test_broken_packing_keeps_what_can_be_unpacked() -> None:
    packed = base64.b64encode(NEWS.encode()).decode()
    found = report(f"{HEAD}Content-Transfer-Encoding: base64\n\n{packed[:60]}\n*!*\n{packed[60:-5]}")
    assert found.text.startswith(f"The day in Qasr\n\n{NEWS[:80]}")
    assert any("packing" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mixed("mixed", "Content-Type: application/pdf; name=a.pdf\n\nx"), "no_text"),
        ("No head at all.\n\nNone.", "bad_mail"),
        (f"{HEAD}\n", "no_text"),
    ],
)
def test_a_letter_without_words_is_a_skip(data: str, code: str) -> None:
    found = read(capture(data.encode(), "eml"), today=TODAY)
    assert isinstance(found, Skip) and found.code == code


def saved(root: str, other: str, *, start: str = "") -> str:
    label = f'; start="{start}"' if start else ""
    return (
        "From: <Saved by a browser>\nDate: Tue, 5 Jan 2021 10:00:00 +0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="b"{label}\n\n--b\n{root}\n--b\n{other}\n--b--\n'
    )


def part(words: str, place: str, name: str) -> str:
    page = f"<html><head><title>{words[:9]}</title></head><body><article><p>{words}</p></article></body></html>"
    return f"Content-Type: text/html\nContent-Location: {place}\nContent-ID: <{name}>\n\n{page}"


def test_the_saved_page_is_the_one_that_the_others_belong_to() -> None:
    one, other = part(NEWS, "https://w.example/a", "one"), part("A frame of the page.", "https://w.example/f", "two")
    first = report(saved(one, other), "mhtml")
    assert NEWS in first.text and "A frame" not in first.text
    assert first.url == "https://w.example/a"
    named = report(saved(other, one, start="<one>"), "mhtml")
    assert (NEWS in named.text, named.url) == (True, "https://w.example/a")


def test_the_day_of_saving_is_no_day_of_publication() -> None:
    found = report(saved(part(NEWS, "https://w.example/a", "one"), ""), "mhtml")
    assert found.published.date is None
    assert "saved Tue, 05 Jan 2021 10:00:00 +0000" in found.notes


def entry(**cells: object) -> str:
    return json.dumps({"title": "The day in Qasr", "whole": True, **cells})


def test_words_that_stand_bare_in_an_entry_are_kept() -> None:
    markup = f"{NEWS} <b>More</b> followed.<p>The post appeared first on Watch.</p>and a tail"
    found = report(entry(html=markup, date="2016-03-14", link="https://w.example/a", feed="Watch"), "feed")
    assert f"{NEWS} More followed." in found.text and "and a tail" in found.text
    assert (found.title, found.publisher, found.url) == ("The day in Qasr", "Watch", "https://w.example/a")
    assert found.published.date == "2016-03-14"


def test_an_entry_in_plain_text_and_one_with_a_title_only() -> None:
    assert kinds(report(entry(text=NEWS), "feed")) == [("title", "The day in Qasr"), ("body", NEWS)]
    only = report(entry(html="<p></p>", whole=False), "feed")
    assert (only.text, only.notes) == ("The day in Qasr", ("the feed gives a summary only",))
