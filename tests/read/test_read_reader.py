"""One contract over all readers, golden documents, and any bytes whatever."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from recount.read import READER_VERSION, read
from recount.records import Capture, Custody, Form, Given, Report, Skip
from recount.records.ids import sha256_of

TODAY = date(2024, 5, 1)

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two shells fall | Valley Herald</title>
<meta property="og:title" content="Two shells fall on Qasr market">
<meta property="og:site_name" content="The Valley Herald"><meta name="author" content="Mona Saleh">
<link rel="canonical" href="https://herald.example/2016/06/07/qasr">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-06-05T10:00:00Z"}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a>World</a></li></ul></nav>
<div class="cookie-notice"><p>This site uses cookies to improve your visit.</p></div>
<article><h1>Two shells fall on Qasr market</h1>
<ul><li>Two shells hit the market in Qasr, killing four people</li>
<li>The governor blamed the northern brigade</li></ul>
<div class="share"><ul><li><a>Share on Facebook</a></li><li><a>Tweet</a></li></ul></div>
<p>Two mortar shells hit the vegetable market in the town of Qasr on Sunday morning, killing four people and wounding
eleven, the town's hospital said.</p>
<figure><img src="a.jpg"><figcaption>Residents clear the market in Qasr. Photo: Mona Saleh/Herald</figcaption></figure>
<p>The governor of the district, Adel Karim, said that the shells came from the northern brigade, which denied that it
had fired on the town.</p>
<blockquote><p>We did not fire a single round on Sunday, and we ask for an inquiry into who did.</p></blockquote>
<p>It was the third attack on the market since March 12, 2016, when a car bomb killed nine people there.</p>
<p>Read more: Ten years of the Qasr market</p><h2>What comes next</h2>
<p>The district council will meet on Tuesday to decide whether the market can open again before the month ends.</p>
<p>Support our work: become a member today.</p><p>Tags: Qasr, market</p></article>
<footer><p>© 2016 The Valley Herald. All rights reserved.</p></footer></body></html>"""

PARAGRAPH = (
    "The northern brigade shelled the market of Qasr at dawn on Sunday, and the hospital said that four people were "
    "killed and eleven others wounded in the attack."
)
DENIAL = "A spokesman of the brigade denied that its guns had fired at the town, and asked for an inquiry."

GAP = "\n                        \n                    \n                        "
THREAD = (
    "A thread on the raids in Qasr province, after a year of reporting for  @valleyherald   #Qasr --> THREAD "
    'https://herald.example/raids">https://herald.example/ra...'
    + GAP
    + "The brigade & #39;s men moved at night and took eleven people from two villages."
    + GAP
    + "Farmers said that the raids stopped in May, and that the attacks came back in June."
    + "\nEND OF THREAD\n                END OF THREAD\n \n                  Read on Twitter\nRead on Twitter "
)

ARTICLE = "\n\n".join(
    [
        PARAGRAPH,
        "Soldiers of the northern brigade near Qasr DVIDS photo",
        DENIAL,
        "Ten years of the Qasr market",
        "Read Next: Ten years of the Qasr market",
        "Farmers said that the market would stay closed until the council had met.\u00a0",
        "Featured photo of the market in Qasr in June: DVIDS",
        "More From This Region:",
    ]
)

FLAT = (
    "Sun Jun 5 2016 Two shells fall on Qasr market. Two mortar shells fell on the market of Qasr on Sunday the "
    "hospital said. The brigade denied that it had fired. Reporting by Mona Saleh; Editing by Adel Karim Our "
    "Standards:The Valley Herald Principles."
)
FRONT = "---\ntitle: Two shells fall\ndate: 2016-06-05\nauthor: Mona Saleh\n---\n"
MARKDOWN = (
    FRONT + f"# Two shells fall\n\n{PARAGRAPH}\n\n> We fired nothing.\n\n![Market](a.jpg)\n\n## Next\n\n{DENIAL}\n"
)


def pdf(*pages: list[str], head: str = "", password: str | None = None) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    if password:
        made.set_encryption(owner_password="owner", user_password=password)
    for number, paragraphs in enumerate(pages, start=1):
        made.add_page()
        if head:
            made.cell(text=head)
            made.ln(12)
        for words in paragraphs:
            made.multi_cell(0, 6, text=words)
            made.ln(4)
        if head:
            made.set_y(-25)
            made.cell(text=f"Page {number} of {len(pages)}")
    return bytes(made.output())


def picture_pdf() -> bytes:
    made = FPDF()
    for _ in range(2):
        made.add_page()
        made.image(Image.new("RGB", (40, 40)), 10, 10)
    return bytes(made.output())


def capture(data: bytes | str, form: Form = "txt", **given: Any) -> Capture:
    held = data if isinstance(data, bytes) else data.encode()
    custody = Custody("in/a", "2024-05-01T12:00:00Z", "tester", "recount", sha256_of(held), len(held))
    return Capture(form, held, custody, Given(**given))


def row(text: str, **cells: str) -> bytes:
    return json.dumps({"text": text, **cells}).encode()


def report(data: bytes | str, form: Form = "txt", *, today: date = TODAY, **given: Any) -> Report:
    found = read(capture(data, form, **given), today=today)
    assert isinstance(found, Report), found
    return found


def kinds(found: Report) -> list[tuple[str, str]]:
    return [(s.kind, found.text[s.start : s.end]) for s in found.segments]


def of_kind(found: Report, kind: str) -> list[str]:
    return [words for name, words in kinds(found) if name == kind]


GOLDEN: list[tuple[str, bytes | str, Form]] = [
    ("html", PAGE, "html"),
    ("thread", THREAD, "txt"),
    ("article", ARTICLE, "txt"),
    ("flat row", row(FLAT, title="Two shells fall on Qasr market", date="2016-06-05"), "jsonl"),
    ("csv row", row(FLAT), "csv"),
    ("markdown", MARKDOWN, "md"),
    ("pdf", pdf([PARAGRAPH, DENIAL], [DENIAL, PARAGRAPH], head="Valley Herald Bulletin"), "pdf"),
    ("utf-16", PARAGRAPH.encode("utf-16"), "txt"),
    ("surrogate", b'{"text":"Two shells \\ud800 fell on Qasr."}', "jsonl"),
]


@pytest.mark.parametrize(("name", "data", "form"), GOLDEN, ids=[name for name, _, _ in GOLDEN])
def test_the_contract_of_every_reader(name: str, data: bytes | str, form: Form) -> None:
    found = report(data, form)
    check(found)
    assert found == report(data, form), "the same bytes give the same report"
    assert any(s.claimable for s in found.segments), name
    assert found.reader == READER_VERSION


def check(found: Report) -> None:
    found.text.encode("utf-8")
    assert "\x00" not in found.text
    for segment in found.segments:
        words = found.text[segment.start : segment.end]
        assert 0 <= segment.start < segment.end <= len(found.text)
        assert words == words.strip()
        if segment.repeats is not None:
            assert 0 <= segment.repeats < len(found.segments)
            assert found.segments[segment.repeats].repeats is None
    for one, other in pairwise(found.segments):
        assert one.end <= other.start


def test_a_web_page() -> None:
    found = report(PAGE, "html")
    assert (found.title, found.author, found.publisher) == (
        "Two shells fall on Qasr market",
        "Mona Saleh",
        "The Valley Herald",
    )
    assert (found.published.date, found.published.found, found.published.not_before) == (
        "2016-06-05",
        "metadata",
        "2016-03-12",
    )
    assert (found.url, found.language, found.readable) == ("https://herald.example/2016/06/07/qasr", "en", True)
    assert len(of_kind(found, "body")) == 4
    assert of_kind(found, "caption") == ["Residents clear the market in Qasr. Photo: Mona Saleh/Herald"]
    assert of_kind(found, "block_quote")[0].startswith("We did not fire")
    assert of_kind(found, "cross_link") == ["Read more: Ten years of the Qasr market"]
    assert of_kind(found, "appeal") == ["Support our work: become a member today."]
    assert of_kind(found, "heading") == ["What comes next"]
    assert "cookies" not in found.text
    ledes = [s for s in found.segments if s.kind == "lede"]
    assert [found.segments[s.repeats].kind for s in ledes if s.repeats is not None] == ["body", "body"]
    title = found.segments[0]
    assert (title.kind, title.claimable, title.repeats is not None) == ("title", True, True)


def test_an_unrolled_thread() -> None:
    found = report(THREAD)
    assert found.text == THREAD, "the text is kept exactly as decoded"
    assert [words[:12] for words in of_kind(found, "post")] == ["A thread on ", "The brigade ", "Farmers said"]
    assert of_kind(found, "template").count("END OF THREAD") == 2
    assert of_kind(found, "template").count("Read on Twitter") == 2
    assert not any("https" in words for words in of_kind(found, "post"))


def test_an_article_with_captions_and_cross_links() -> None:
    found = report(ARTICLE)
    assert found.text == ARTICLE
    assert [kind for kind, _ in kinds(found)] == [
        "body", "caption", "body", "cross_link", "cross_link", "body", "caption", "cross_link",
    ]  # fmt: skip


def test_a_trailing_heading_with_nothing_under_it() -> None:
    found = report(f"{PARAGRAPH}\n{DENIAL}\nWider Coverage:")
    assert [kind for kind, _ in kinds(found)] == ["body", "body", "heading"]
    assert [s.claimable for s in found.segments] == [True, True, False]


def test_a_flattened_row() -> None:
    found = report(row(FLAT, title="Two shells fall on Qasr market"), "jsonl", title="Two shells fall on Qasr market")
    assert found.text == FLAT
    assert [kind for kind, _ in kinds(found)] == ["dateline", "title", "body", "template"]
    assert kinds(found)[2][1].startswith("Two mortar shells")
    assert kinds(found)[2][1].endswith("had fired.")
    assert found.segments[1].repeats == 2


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Qasr hit by shells AFP Sunday 5 Jun 2016 Shells hit Qasr a monitor said.", "Qasr hit by shells",
         ["title", "byline", "dateline", "body"]),
        ("Qasr hit by shells Four die at market AP Sunday 5 Jun 2016 Shells hit Qasr he said.",
         "Qasr hit by shells - Region - Herald Online", ["title", "lede", "byline", "dateline", "body"]),
        ("Date of publication 5 June 2016 Shells hit Qasr. Tags Qasr shelling At least four people died. Read Also",
         None, ["dateline", "lede", "template", "body", "cross_link"]),
        ("Last updated at Jun 052016 BEIRUT At least four people died in Qasr he said.", None,
         ["dateline", "dateline", "body"]),
        ("05.06.2016Get short URL 0 55 Shells hit the town of Qasr on Sunday.", None, ["dateline", "template", "body"]),
        ("QASR, June 5 (Reuters) - Shells hit the town on Sunday.", None, ["dateline", "body"]),
        ("Shells hit Qasr on Sunday. Four people died there that day. SSH 11", None, ["body", "template"]),
        ("200 Shells fell on Sunday and the army said that it was over.", None, ["body"]),
    ],
)  # fmt: skip
def test_heads_and_tails_of_flattened_pages(text: str, title: str | None, expected: list[str]) -> None:
    found = report(row(text), "jsonl", title=title)
    assert [kind for kind, _ in kinds(found)] == expected, kinds(found)


def test_wrapped_lines_are_one_paragraph() -> None:
    words = f"{PARAGRAPH} {DENIAL}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    text = "\n".join([*lines, line.rstrip()]) + "\n\n" + "\n".join(lines)
    assert [kind for kind, _ in kinds(report(text))] == ["body", "body"]


def test_a_line_without_a_full_stop_is_read_where_it_is_all() -> None:
    (segment,) = report("two shells fell on the market of Qasr").segments
    assert (segment.kind, segment.claimable) == ("body", True)


def test_a_pdf_of_text() -> None:
    found = report(pdf([PARAGRAPH, DENIAL], [DENIAL], [PARAGRAPH], head="Valley Herald Bulletin 12"), "pdf")
    assert of_kind(found, "body") == [PARAGRAPH, DENIAL, DENIAL, PARAGRAPH]
    assert [s.page for s in found.segments if s.kind == "body"] == [1, 1, 2, 3]
    assert of_kind(found, "template").count("Valley Herald Bulletin 12") == 3
    assert [s.repeats for s in found.segments if s.kind == "body"][:2] == [None, None]


def test_words_cut_at_the_end_of_a_line_are_joined() -> None:
    found = report(pdf(["They attacked the supply con-\nvoy of the Iran-\nbacked brigade near the town."]), "pdf")
    assert found.text == "They attacked the supply convoy of the Iran-backed brigade near the town."


@pytest.mark.parametrize(
    ("data", "form", "code", "words"),
    [
        (picture_pdf(), "pdf", "no_text_layer", "no text layer: 2 page(s) of pictures"),
        (pdf([PARAGRAPH])[:700], "pdf", "bad_pdf", "cut short"),
        (pdf([PARAGRAPH], password="x"), "pdf", "encrypted", "password"),
        (b"<html><body></body></html>", "html", "no_text", "No article text"),
        (b"  \n\n ", "txt", "no_text", "no letters"),
        (b"\x81\x8d", "jsonl", "bad_row", "not the JSON"),
    ],
)
def test_what_holds_no_text_is_a_skip_with_a_sentence(data: bytes, form: Form, code: str, words: str) -> None:
    found = read(capture(data, form), today=TODAY)
    assert isinstance(found, Skip)
    assert found.code == code
    assert words in found.sentence


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (PARAGRAPH.encode() + b" caf\xe9", PARAGRAPH + " café", "cp1252"),
        ("“quoted” – ".encode() + b"\x93raw\x94", "“quoted” – \ufffdraw\ufffd", "replaced"),
        (b"Two shells\x00 fell.", "Two shells\ufffd fell.", "null"),
        (b"\xef\xbb\xbfTwo shells fell.", "Two shells fell.", None),
        ("قصفت القوات سوق المدينة فجر الأحد".encode("cp1256"), "قصفت القوات سوق المدينة فجر الأحد", "cp1256"),
    ],
)
def test_encodings(data: bytes, text: str, note: str | None) -> None:
    found = report(data)
    assert found.text == text
    assert (note is None) == (found.notes == ())
    assert note is None or any(note in n for n in found.notes)


def test_a_lone_surrogate_in_a_row_is_replaced_and_noted() -> None:
    found = report(b'{"text":"Two \\ud800 shells fell."}', "jsonl")
    assert found.text == "Two \ufffd shells fell."
    assert any("surrogate" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "code", "readable"),
    [
        (PARAGRAPH, "en", True),
        ("قال المتحدث باسم الجيش العراقي إن القوات استعادت السيطرة على المدينة فجر يوم الأحد بعد معارك", "ar", False),
        ("هێزەکانی سوپا گەیشتنە ناو شارەکە و دەستیان بەسەر بازاڕەکەدا گرت لە بەیانی ڕۆژی یەکشەممە", "ku", False),
        (
            "Ordu birlikleri pazar sabahı kente girdi ve çarşıyı ele geçirdi, hastane dört kişinin öldüğünü söyledi",
            "tr",
            False,
        ),
        ("Shells fell.", None, True),
        ("قصف", None, False),
    ],
)
def test_languages(text: str, code: str | None, readable: bool) -> None:
    found = report(text)
    assert (found.language, found.readable) == (code, readable)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400), form=st.sampled_from(["txt", "md", "html", "pdf", "jsonl", "csv"]))
def test_any_bytes_are_a_report_or_a_skip(data: bytes, form: Form) -> None:
    found = read(capture(data, form), today=TODAY)
    assert isinstance(found, Report | Skip)
    if isinstance(found, Report):
        check(found)


PIECES = [PARAGRAPH, DENIAL, "Read Next: More", "Photo: AP", "\n", "\n\n", GAP, "- ", "> ", "# ", "@a #b",
          "END OF THREAD", "5 June 2016", "By Mona Saleh", "<p>", "</p>", "<blockquote>", "1/3",
          "Tags a b", "AFP", "\u2028", "12.", "“", "x"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=14), form=st.sampled_from(["txt", "md", "html"]))
def test_any_mixture_keeps_the_contract(pieces: list[str], form: Form) -> None:
    found = read(capture(" ".join(pieces), form), today=TODAY)
    if isinstance(found, Report):
        check(found)


@pytest.mark.parametrize("data", [PAGE.encode(), pdf([PARAGRAPH, DENIAL])])
def test_every_cut_of_a_document_is_survived(data: bytes) -> None:
    form: Form = "html" if data.startswith(b"<!") else "pdf"
    for stop in range(0, len(data), max(1, len(data) // 40)):
        assert isinstance(read(capture(data[:stop], form), today=TODAY), Report | Skip)


SHARED = Path(__file__).resolve().parents[3] / "shared/data"


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the measurement data is not beside this checkout")
def test_the_real_reports_keep_the_contract() -> None:
    for path in sorted((SHARED / "reports").glob("*.txt")):
        found = report(path.read_bytes())
        check(found)
        assert found.text == path.read_bytes().decode()
        assert found.readable
        assert sum(s.claimable for s in found.segments) >= 5
