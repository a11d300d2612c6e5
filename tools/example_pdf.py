"""Write the PDF among the example reports: `python -m tools.example_pdf`. The same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

TARGET = Path(__file__).resolve().parent.parent / "examples" / "inherent-resolve" / "15_task_force_month.pdf"
TITLE = "Partnered operations in November: a month in numbers"
PARAGRAPHS = (
    "Published: 4 December 2023",
    "Coalition forces and their partners carried out 40 operations against ISIS in Iraq and Syria in November, U.S. "
    "Central Command said. Four ISIS operatives were killed and 33 were detained.",
    "In Iraq, 25 of the operations were partnered with Iraqi forces. In Syria, 15 were carried out with the Syrian "
    "Democratic Forces.",
    "The command said that more than 10,000 ISIS detainees were held in prisons in northeastern Syria.",
    "A spokesman said the mission was suspended for a day after the attack on Ain al-Asad and resumed on 23 November.",
    "Constructed example, written for Recount from public facts.",
)


def main() -> None:
    pdf = FPDF()
    pdf.set_creation_date(datetime(2023, 12, 4, tzinfo=UTC))
    pdf.set_title(TITLE)
    pdf.add_page()
    pdf.set_font("helvetica", style="B", size=15)
    pdf.multi_cell(0, 8, TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    for paragraph in PARAGRAPHS:
        pdf.ln(3)
        pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(TARGET))


if __name__ == "__main__":
    main()
