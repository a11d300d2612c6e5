"""Threads of posts, however they were unrolled: numbered, pasted with handles and times, or from a reader's page."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import capture

from recount.read import read
from recount.records import Form, Report

POSTS = [
    "A thread on the raids in Qasr province, where men of the brigade moved at night.",
    "They took eleven people from two villages, and nobody told the families where they were.",
    "Farmers said that the raids stopped in May.",
    "The attacks came back in June.",
]


def held(text: str, form: Form = "txt") -> Report:
    found = read(capture(text.encode(), form), today=date(2024, 5, 1))
    assert isinstance(found, Report), found
    return found


def posts(report: Report) -> list[str]:
    return [report.text[s.start : s.end] for s in report.segments if s.kind == "post"]


NUMBERED = [
    "\n\n".join(f"{n}/ {post}" for n, post in enumerate(POSTS, start=1)),
    "\n\n".join(f"{n}/{len(POSTS)} {post}" for n, post in enumerate(POSTS, start=1)),
    "\n\n".join(f"{n}/n {post}" for n, post in enumerate(POSTS, start=1)),
    "\n\n".join(f"({n}/{len(POSTS)}) {post}" for n, post in enumerate(POSTS, start=1)),
    "\n\n".join(f"{post} {n}/{len(POSTS)}" for n, post in enumerate(POSTS, start=1)),
    "\n\n".join(f"{post} ({n}/{len(POSTS)})" for n, post in enumerate(POSTS, start=1)),
]
PASTED = [
    "\n\n".join(f"Mona Saleh @mona_saleh · Jun 5, 2020\n{post}\n12 Retweets 40 Likes" for post in POSTS),
    "\n\n".join(f"Mona Saleh\n@mona_saleh\n·\n5 June 2020\n{post}" for post in POSTS),
    "\n\n".join(f"@mona_saleh 10:32 AM\n{post}" for post in POSTS),
    "Thread by @mona_saleh: the raids\n\n" + "\n\n".join([*POSTS, "#Qasr @OtherDesk", "Read on Twitter"]),
]


@pytest.mark.parametrize("text", NUMBERED)
def test_numbers_part_posts_and_are_none_of_their_words(text: str) -> None:
    assert posts(held(text)) == POSTS


@pytest.mark.parametrize("text", PASTED)
def test_who_posts_is_the_author(text: str) -> None:
    report = held(text)
    assert posts(report)[:4] == POSTS
    assert report.author == "@mona_saleh"
    assert not any("@mona_saleh" in post for post in posts(report))


def test_times_of_posts_give_the_day_of_publication() -> None:
    assert held(PASTED[0]).published.date == "2020-06-05"


def test_a_page_of_a_thread_reader() -> None:
    body = "".join(f"<p>{post} #Qasr</p>" for post in POSTS)
    page = f"<html><head><title>Thread by @mona_saleh</title></head><body><article>{body}</article></body></html>"
    report = held(page, "html")
    assert posts(report) == [f"{post} #Qasr" for post in POSTS]
    assert report.author == "@mona_saleh"


def test_a_sentence_that_runs_over_a_gap_stays_whole() -> None:
    broken = POSTS[1].replace("villages, and ", "villages, and\n\n")
    assert posts(held("\n\n".join([f"1/ {POSTS[0]}", f"2/ {broken}", f"3/ {POSTS[2]}"])))[1] == broken


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(POSTS),
        f"{POSTS[0]}\n\nContact: @valleyherald\n\n{POSTS[1]}\n\n{POSTS[2]}",
        "By Mona Saleh @mona_saleh\n\n" + "\n\n".join(POSTS),
    ],
)
def test_prose_is_no_thread(text: str) -> None:
    report = held(text)
    assert posts(report) == []
    assert report.author is None


def test_handles_that_are_only_mentioned_are_nobodys() -> None:
    text = "\n\n".join(f"{n}/ {post} @OtherDesk" for n, post in enumerate(POSTS, start=1))
    assert held(text).author is None
