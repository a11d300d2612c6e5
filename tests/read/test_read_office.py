# ruff: noqa: E501 - markup reads better whole
"""Word, OpenDocument, Rich Text and e-books: what each keeps, what it leaves out, and what is amiss with a broken one."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import docx
import odfdo
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_builders import book, capture, odt, rtf, rtf_words, saved, word

from recount.read import read
from recount.records import Form, Report, Skip

TODAY = date(2024, 5, 1)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
BEFORE = "The northern brigade shelled the market of Qasr at dawn on Sunday, and the hospital counted four dead there."
AFTER = "A spokesman of the brigade denied that its guns had fired at the town, and asked for an inquiry into who did."
ARABIC = "قال متحدث باسم المستشفى إن أربعة أشخاص قتلوا في السوق."


def report(data: bytes, form: Form) -> Report:
    found = read(capture(data, form), today=TODAY)
    assert isinstance(found, Report), found
    return found


def kinds(found: Report) -> list[tuple[str, str, str | None]]:
    return [(s.kind, found.text[s.start : s.end], s.locator) for s in found.segments]


def again(data: bytes, **parts: bytes | None) -> bytes:
    """A package with parts replaced, added, or (`None`) left out; `__` stands for `/` and `_dot_` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, part in named.items():
            if part is not None:
                new.writestr(name, part)
    return held.getvalue()


def a_word_document() -> bytes:
    made = docx.Document()
    made.core_properties.author = "Mona Saleh"
    made.core_properties.title = "Microsoft Word - qasr.docx"
    made.core_properties.created = datetime(2013, 12, 23)
    made.sections[0].header.paragraphs[0].text = "Letterhead of the herald"
    made.add_paragraph("Two shells fall on Qasr market", style="Title")
    made.add_paragraph("What happened", style="Heading 1")
    changed = made.add_paragraph(BEFORE)
    changed._p.append(
        parse_xml(
            f"<w:ins {W} w:id='1' w:author='a'><w:r><w:t xml:space='preserve'> It was the third attack.</w:t></w:r></w:ins>"
        )
    )
    changed._p.append(
        parse_xml(
            f"<w:del {W} w:id='2' w:author='a'><w:r><w:delText> It was the first attack.</w:delText></w:r></w:del>"
        )
    )
    changed._p.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>Nobody sees this.</w:t></w:r>"))
    changed._p.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='7'/></w:r>"))
    made.add_paragraph("We fired nothing at all on Sunday morning.", style="Quote")
    made.add_paragraph("The town council meets on Tuesday", style="List Bullet")
    made.add_paragraph("The market of Qasr after the attack", style="Caption")
    box = made.add_paragraph(AFTER)
    box._p.append(
        parse_xml(
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>{ARABIC}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    notes = f"<w:footnotes {W}><w:footnote w:id='7'><w:p><w:r><w:t>The hospital keeps a register.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    return again(saved(made), word__footnotes_dot_xml=notes.encode())


def test_a_word_document() -> None:
    found = report(a_word_document(), "docx")
    assert kinds(found) == [
        ("title", "Two shells fall on Qasr market", None),
        ("heading", "What happened", None),
        ("body", f"{BEFORE} It was the third attack.", None),
        ("block_quote", "We fired nothing at all on Sunday morning.", None),
        ("body", "The town council meets on Tuesday", None),
        ("caption", "The market of Qasr after the attack", None),
        ("body", AFTER, None),
        ("body", ARABIC, None),
        ("note", "The hospital keeps a register.", "footnote 1"),
    ]
    assert (found.title, found.author) == ("Two shells fall on Qasr market", "Mona Saleh")
    assert found.published.date is None, "the day on which a file was made is none of publication"
    assert any("2013-12-23" in note for note in found.notes)


def test_merged_cells_and_deleted_rows_of_a_word_table() -> None:
    made = docx.Document()
    table = made.add_table(4, 3)
    for r, row in enumerate(
        [("Place", "Day", "Raids"), ("Qasr", "1 May", "2"), ("", "2 May", "3"), ("Nahr", "3 May", "4")]
    ):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.rows[3]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W} w:id='3' w:author='a'/>"))
    assert [words for kind, words, _ in kinds(report(saved(made), "docx")) if kind == "table"] == [
        "Place | Day | Raids", "Qasr | 1 May | 2", "Qasr | 2 May | 3",
    ]  # fmt: skip


def an_open_document() -> bytes:
    made = odfdo.Document("text")
    made.body.clear()
    made.meta.title = "qasr.odt"
    made.body.append(odfdo.Paragraph("Two shells fall on Qasr market", style="Title"))
    made.body.append(odfdo.Header(1, "What happened"))
    first = odfdo.Paragraph(BEFORE)
    first.insert_note(after="Qasr", note_id="n1", citation="1", body="The hospital keeps a register.")
    made.body.append(first)
    made.body.append(odfdo.Paragraph("We fired nothing at all on Sunday morning.", style="Quotations"))
    made.body.append(odfdo.List(["The town council meets on Tuesday"]))
    made.body.append(odfdo.Paragraph(AFTER))
    made.body.append(odfdo.Paragraph(ARABIC))
    data = saved(made)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
    gone = f"<text:tracked-changes {TEXT}><text:changed-region><text:deletion><text:p>It was the first.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    start = content.index(b">", content.index(b"<office:text")) + 1
    return again(data, content_dot_xml=content[:start] + gone.encode() + content[start:])


def test_an_open_document() -> None:
    found = report(an_open_document(), "odt")
    assert kinds(found) == [
        ("title", "Two shells fall on Qasr market", None),
        ("heading", "What happened", None),
        ("body", BEFORE, None),
        ("block_quote", "We fired nothing at all on Sunday morning.", None),
        ("body", "The town council meets on Tuesday", None),
        ("body", AFTER, None),
        ("body", ARABIC, None),
        ("note", "The hospital keeps a register.", "footnote 1"),
    ]
    assert found.published.date is None


RTF = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset178 Arabic;}}"
    "{\\stylesheet{\\s1\\outlinelevel0 heading 1;}{\\s2 Quote;}{Normal;}{\\*\\cs9 Strong;}}"
    "{\\info{\\title Two shells fall}{\\author Mona Saleh}{\\creatim\\yr2013}}{\\header Letterhead of the herald\\par}\n"
    "{\\*\\generator Some programme;}{\\pict\\pngblip\\bin4 }{}}}\n"
    f"\\pard\\s1 What happened\\par\\pard {BEFORE}{{\\deleted  It was the first.}} It was the third\n attack.{{\\v Unseen.}}"
    "{\\footnote\\pard The hospital keeps a register.}\\par\n"
    "\\pard\\s2 We fired \\ldblquote nothing\\rdblquote  at all, caf\\'e9 owners were told on Sunday.\\par\n"
    "\\pard\\ls1{\\listtext\\bullet\\tab}The town council meets on Tuesday\\par\n"
    '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt A spokesman}} of the brigade \\u8212?denied it \\u-10179?\\u-8704? on Sunday.\\par\n'
)


def test_rich_text() -> None:
    arabic = "".join(f"\\'{byte:02x}" for byte in ARABIC.encode("cp1256"))
    found = report((RTF + f"\\pard\\f1 {arabic}\\par\\f0 {rtf_words(ARABIC)}\\par}} trailing noise").encode(), "rtf")
    assert kinds(found) == [
        ("title", "What happened", None),
        ("body", f"{BEFORE} It was the third attack.", None),
        ("block_quote", "We fired “nothing” at all, café owners were told on Sunday.", None),
        ("body", "The town council meets on Tuesday", None),
        ("body", "A spokesman of the brigade —denied it 😀 on Sunday.", None),
        ("body", ARABIC, None),
        ("body", ARABIC, None),
        ("note", "The hospital keeps a register.", "footnote 1"),
    ]
    assert (found.title, found.author, found.notes) == ("Two shells fall", "Mona Saleh", ())


def test_rich_text_that_breaks_off_says_so() -> None:
    assert report(rtf([BEFORE, AFTER])[:-20], "rtf").notes == ("the file breaks off: its last bracket is missing",)


STATED = (
    "<dc:title>The Qasr file</dc:title><dc:creator>Mona Saleh</dc:creator><dc:publisher>Valley Press</dc:publisher>"
    "<dc:date opf:event='modification'>2019-01-01</dc:date><dc:date>2017-02-03</dc:date><dc:language>en</dc:language>"
)


def test_an_e_book() -> None:
    cover = "<img src='a.jpg' alt='x'/>"
    one = f"<section><h1>The market</h1><p>{BEFORE}</p><aside epub:type='footnote'><p>A register is kept.</p></aside></section>"
    two = f"<p>{AFTER}</p><table><tr><th>Place</th><th>Raids</th></tr><tr><td>Nahr</td><td>2</td></tr></table>"
    found = report(book([cover, one, two], stated=STATED), "epub")
    assert kinds(found) == [
        ("title", "The Qasr file", None),
        ("heading", "The market", "chapter 1: The market"),
        ("body", BEFORE, "chapter 1: The market"),
        ("note", "A register is kept.", "chapter 1: The market"),
        ("body", AFTER, "chapter 2"),
        ("table", "Place | Raids", "chapter 2, table 1, row 1"),
        ("table", "Nahr | 2", "chapter 2, table 1, row 2"),
    ]
    assert (found.title, found.author, found.publisher) == ("The Qasr file", "Mona Saleh", "Valley Press")
    assert (found.published.date, found.published.found) == ("2017-02-03", "metadata")


def test_a_missing_chapter_is_noted_and_the_rest_read() -> None:
    data = again(book([f"<p>{BEFORE}</p>", f"<p>{AFTER}</p>"]), **{"OEBPS__text__c 1_dot_xhtml": None})
    found = report(data, "epub")
    assert BEFORE in found.text
    assert any("1 chapter(s)" in note for note in found.notes)


DRM = (
    "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' xmlns:e='http://www.w3.org/2001/04/xmlenc#'>"
    "<e:EncryptedData><e:EncryptionMethod Algorithm='{how}'/><e:CipherData><e:CipherReference "
    "URI='OEBPS/text/c%200.xhtml'/></e:CipherData></e:EncryptedData></encryption>"
)
BOMB = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"


def lying(data: bytes, part: str, size: int) -> bytes:
    """A package of which a part says that it unpacks to this size (a field of its entry in the central directory)."""
    head = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    return data[: head + 24] + struct.pack("<I", size) + data[head + 28 :]


def locked(data: bytes) -> bytes:
    """A package whose parts say that they are encrypted."""
    made = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(made)


ODT_LOCK = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
AMISS: list[tuple[str, Form, bytes, str, str]] = [
    ("no package", "docx", b"PK\x03\x04" + bytes(40), "damaged", "its end is missing"),
    ("cut", "docx", word([BEFORE])[:-200], "damaged", "its end is missing"),
    ("other zip", "docx", again(book([BEFORE])), "damaged", "main part"),
    ("no main part", "docx", again(word([BEFORE]), word__document_dot_xml=None), "damaged", "main part"),
    ("broken XML", "docx", again(word([BEFORE]), word__document_dot_xml=b"<w:document"), "damaged", "well-formed"),
    ("wrong XML", "docx", again(word([BEFORE]), word__document_dot_xml=b"<html><p>x</p></html>"), "damaged", "no body"),
    ("entities", "docx", again(word([BEFORE]), word__document_dot_xml=BOMB), "entities", "entities"),
    ("a bomb", "docx", lying(word([BEFORE]), "word/document.xml", 4_000_000_000), "bomb", "unpacks to more"),
    ("locked", "docx", locked(word([BEFORE])), "encrypted", "password"),
    ("empty", "docx", word([]), "no_text", "Nothing is written"),
    ("entities", "odt", again(odt([BEFORE]), content_dot_xml=BOMB.decode().encode("utf-16")), "entities", "entities"),
    ("no content", "odt", again(odt([BEFORE]), content_dot_xml=None), "damaged", "content.xml"),
    ("locked", "odt", again(odt([BEFORE]), **{"META-INF__manifest_dot_xml": ODT_LOCK}), "encrypted", "password"),
    ("a bomb", "odt", lying(odt([BEFORE]), "content.xml", 4_000_000_000), "bomb", "unpacks to more"),
    ("DRM", "epub", book([BEFORE], **{"META-INF__encryption.xml": DRM.format(how="x")}), "encrypted", "DRM"),
    ("no chapters", "epub", book([]), "no_text", "no chapters"),
    ("no list", "epub", again(book([BEFORE]), OEBPS__content_dot_opf=None), "damaged", "list of its chapters"),
    ("not rich text", "rtf", b"plain words", "bad_rtf", "does not begin"),
    ("nested groups", "rtf", b"{\\rtf1 " + b"{" * 20_000, "bomb", "nests more"),
    ("no words", "rtf", b"{\\rtf1\\ansi }", "no_text", "no words"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "data", "code", "words"), [row[1:] for row in AMISS], ids=[f"{r[1]} {r[0]}" for r in AMISS]
)
def test_what_is_amiss_is_said_in_a_sentence(form: Form, data: bytes, code: str, words: str) -> None:
    found = read(capture(data, form), today=TODAY)
    assert isinstance(found, Skip), found
    assert (found.code, found.sentence.endswith(".")) == (code, True), found
    assert words in found.sentence


def test_hidden_fonts_lock_no_book() -> None:
    hidden = DRM.format(how="http://www.idpf.org/2008/embedding")
    assert BEFORE in report(book([f"<p>{BEFORE}</p>"], **{"META-INF__encryption.xml": hidden}), "epub").text


PARTS: dict[Form, tuple[bytes, str]] = {
    "docx": (a_word_document(), "word/document.xml"),
    "odt": (an_open_document(), "content.xml"),
    "epub": (book([f"<h1>One</h1><p>{BEFORE}</p>"], stated=STATED), "OEBPS/content.opf"),
}


@pytest.mark.parametrize("form", PARTS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 30))
def test_any_damage_inside_a_part_is_survived(form: Form, seed: int) -> None:
    data, part = PARTS[form]
    draw = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read(part)
    start = draw.randrange(len(content))
    kept = [content[:start], content[start + draw.randrange(200) :]]
    found = read(
        capture(
            again(
                data, **{part.replace("/", "__").replace(".", "_dot_"): draw.choice([b"", b"<", b"'", b"0"]).join(kept)}
            ),
            form,
        ),
        today=TODAY,
    )
    assert isinstance(found, Report | Skip)


WORDS = ["{", "}", "\\par", "\\pard", "\\cell", "\\row", "\\intbl", "\\'e9", "\\u-10179?", "\\u55357 ?", "\\uc2", "\\bin9 ", "\\*",
         "\\footnote", "\\shptxt", "\\fonttbl", "\\f1\\fcharset178", "\\fcharset81", "\\stylesheet", "\\s1", "Quote;", "\\info",
         "\\title", "\\ansicpg99999", "\\ansicpg", "\\deleted", "\\v", "\\upr", "\\ud", "shells fell", "\\", "\xe9", "\\~", "\\nestcell"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_control_words_are_survived(words: list[str]) -> None:
    found: Any = read(capture(("{\\rtf1 " + " ".join(words)).encode("latin-1"), "rtf"), today=TODAY)
    assert isinstance(found, Report | Skip)
    if isinstance(found, Report):
        found.text.encode()
