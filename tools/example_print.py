"""Example reports as they are printed: PDF (plain, in two columns, or a scan without a text layer) and RTF."""

from __future__ import annotations

import io
from itertools import groupby

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from tools.example_source import Block, Source

_PRODUCER = "Recount, tools.example_forms"


class _Paper(FPDF):
    """Pages with a running head and a number, where the source wants them."""

    def __init__(self, running_head: str) -> None:
        super().__init__()
        self.running_head = running_head

    def header(self) -> None:
        if self.running_head:
            self.set_font("helvetica", size=8)
            self.cell(0, 6, self.running_head, align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(3)

    def footer(self) -> None:
        if self.running_head:
            self.set_y(-15)
            self.set_font("helvetica", size=8)
            self.cell(0, 6, f"Page {self.page_no()}", align="C")


def pdf_of(source: Source) -> bytes:
    pdf = _Paper(source.fact("running_head"))
    pdf.set_creation_date(source.published)
    pdf.set_producer(_PRODUCER)
    pdf.set_title(source.title)
    if source.fact("author"):
        pdf.set_author(source.fact("author"))
    pdf.add_page()
    if source.fact("layout") == "scan":
        pdf.image(_scan(source), x=15, y=15, w=180)
    else:
        pdf.set_font("helvetica", style="B", size=15)
        pdf.multi_cell(0, 8, source.title, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        _in_columns(pdf, source) if source.fact("layout") == "columns" else _plain(pdf, source)
    return bytes(pdf.output())


def _plain(pdf: FPDF, source: Source) -> None:
    for block in source.blocks:
        pdf.ln(3)
        if block.kind == "table":
            _table(pdf, block)
            continue
        pdf.set_font("helvetica", style="B" if block.kind == "heading" else "", size=11)
        for words in _lines(block):
            pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")


def _in_columns(pdf: FPDF, source: Source) -> None:
    """Text in two columns; tables and their captions across the page, foot notes small and last in their column."""
    points = int(source.fact("points") or 10)
    for across, blocks in groupby(source.blocks, lambda b: b.kind in ("table", "caption")):
        pdf.ln(4)
        if across:
            for block in blocks:
                if block.kind == "table":
                    _table(pdf, block)
                else:
                    pdf.set_font("helvetica", style="I", size=9)
                    pdf.multi_cell(0, 5, block.words, new_x="LMARGIN", new_y="NEXT")
            continue
        with pdf.text_columns(ncols=2, gutter=8, text_align="L", line_height=1.2, balance=True) as columns:
            for block in blocks:
                style, size = (
                    ("B", points + 1) if block.kind == "heading" else ("", 8 if block.kind == "note" else points)
                )
                pdf.set_font("helvetica", style=style, size=size)
                for words in _lines(block):
                    with columns.paragraph(bottom_margin=2.5) as paragraph:
                        paragraph.write(words)


def _lines(block: Block) -> list[str]:
    return [f"- {item}" for (item,) in block.rows] if block.kind == "list" else [block.words]


def _table(pdf: FPDF, block: Block) -> None:
    pdf.set_font("helvetica", size=9)
    with pdf.table(line_height=5, text_align="LEFT") as table:
        for cells in block.rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)


def _scan(source: Source) -> Image.Image:
    """A black and white picture of the words in the bitmap letters that come with Pillow."""
    lines = [source.title, ""]
    for block in source.blocks:
        words = block.words.split()
        while words:
            taken = 1
            while taken < len(words) and len(" ".join(words[: taken + 1])) <= 64:
                taken += 1
            lines.append(" ".join(words[:taken]))
            words = words[taken:]
        lines.append("")
    picture = Image.new("1", (420, 14 * len(lines) + 20), 1)
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "1"
    for n, line in enumerate(lines):
        draw.text((10, 10 + 14 * n), line, fill=0, font=ImageFont.load_default_imagefont())
    return picture.resize((picture.width * 2, picture.height * 2))


def png_of(source: Source) -> bytes:
    """The picture of a caption: what a folder of reports holds beside them."""
    target = io.BytesIO()
    _scan(source).save(target, "PNG", optimize=True)
    return target.getvalue()


def rtf_of(source: Source) -> bytes:
    when = source.published
    info = (
        f"{{\\info{{\\title {_rtf(source.title)}}}{{\\author {_rtf(source.fact('author'))}}}"
        f"{{\\company {_rtf(source.fact('publisher'))}}}{{\\creatim\\yr{when.year}\\mo{when.month}\\dy{when.day}}}}}"
    )
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{\\fonttbl{\\f0\\froman Times New Roman;}}"
    parts = [head, info, f"\\pard\\qc\\b\\fs32 {_rtf(source.title)}\\b0\\fs24\\par"]
    for block in source.blocks:
        if block.kind == "note":
            note = f"{{\\super\\chftn}}{{\\footnote\\pard\\plain{{\\super\\chftn}} {_rtf(block.words)}}}\\par"
            parts[-1] = parts[-1].removesuffix("\\par") + note
        elif block.kind == "table":
            parts += [_rtf_row(row) for row in block.rows] + ["\\pard"]
        elif block.kind == "list":
            parts += [f"\\pard\\fi-360\\li720 \\bullet\\tab {_rtf(item)}\\par" for (item,) in block.rows]
        else:
            bold = ("\\b ", "\\b0") if block.kind == "heading" else ("", "")
            parts.append(f"\\pard\\sa160 {bold[0]}{_rtf(block.words)}{bold[1]}\\par")
    return ("\n".join(parts) + "\n}\n").encode("ascii")


def _rtf_row(cells: tuple[str, ...]) -> str:
    edges = "".join(f"\\cellx{2400 * n}" for n in range(1, len(cells) + 1))
    return f"\\trowd{edges}\\pard\\intbl " + "\\cell ".join(map(_rtf, cells)) + "\\cell\\row"


def _rtf(words: str) -> str:
    """ASCII of RTF: \\'hh for what Windows-1252 has, \\u and a question mark for every other UTF-16 unit."""
    out = []
    for mark in words:
        if mark in "\\{}":
            out.append("\\" + mark)
        elif mark.isascii():
            out.append(mark)
        else:
            try:
                out.append(f"\\'{mark.encode('cp1252')[0]:02x}")
            except UnicodeEncodeError:
                units = mark.encode("utf-16-le")
                pairs = [int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2)]
                out += [f"\\u{unit}?" for unit in pairs]
    return "".join(out)
