"""Lines that are not the report, and lines that only look so."""

from __future__ import annotations

import pytest

from recount.read.marks import kind_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Soldiers train near Qasr in the spring DVIDS photo", "caption"),
        ("Featured photo of the market in Qasr: DVIDS", "caption"),
        ("The governor meets elders in Qasr in May to end the feud. AP photo", "caption"),
        ("A soldier stands guard in Qasr. (U.S. Army photo by Sgt. Jane Roe)", "caption"),
        ("Photo credit: Jane Roe", "caption"),
        ("Smoke rises over Qasr. (Reuters)", "caption"),
        ("File photo: the bridge at dawn", "caption"),
        ("Photos showed that two floors had collapsed, the monitor said.", None),
        ("Images from the scene showed a crater.", None),
        ("Read Next: The road to Qasr", "cross_link"),
        ("Also read: The road to Qasr", "cross_link"),
        ("Related stories", "cross_link"),
        ("Watch: the road to Qasr", "cross_link"),
        ("Watch towers were destroyed by the strike on Tuesday.", None),
        ("The two sides watch each other.", None),
        ("More than 20 people were killed", None),
        ("Share on Facebook Tweet WhatsApp", "share_bar"),
        ("Share | Tweet | Email", "share_bar"),
        ("Share prices fell.", None),
        ("Support our work: become a member today", "appeal"),
        ("Your support keeps us going.", "appeal"),
        ("Please consider a donation to keep our newsroom free.", "appeal"),
        ("The agency said that donors should support its people now.", None),
        ("Members chip in: fighters receive food today", None),
        ("This website uses cookies to improve your visit", "template"),
        ("All rights reserved.", "template"),
        ("Subscribe to our newsletter", "template"),
        ("Advertisement", "template"),
        ("Tags: Qasr, market", "template"),
        ("Reporting by Mona Saleh; Editing by Adel Karim", "template"),
        ("END OF THREAD", "template"),
        ("Read on Twitter", "template"),
        ("The ministry publishes a newsletter.", None),
        ("By Mona Saleh", "byline"),
        ("By Ahmed al-Rashid and Mona Saleh in Qasr", "byline"),
        ("By Friday the troops had left the town.", None),
        ("Published June 5, 2016", "dateline"),
        ("Sunday, 5 June 2016 10:30 GMT", "dateline"),
        ("Baghdad, 8 December 2023 (Example Agency)", "dateline"),
        ("DEIR EZ-ZOR, Syria, Dec. 8, 2023 -", "dateline"),
        ("Example Wire (constructed), Saturday, Dec. 3, 2022", "dateline"),
        ("WASHINGTON/BAGHDAD, Sunday 4 February 2024 (Example Agency)", "dateline"),
        ("*Example Agency | Monday, 18 May 2015*", "dateline"),
        ("Strikes stopped on Saturday, Dec. 3, 2022, in four places", None),
        ("Raid on the bridge at Hit, 8 December 2023", None),
        ("Army enters Tikrit, 8 December 2023 (pictures)", None),
        ("On June 5, 2016 troops entered the town.", None),
    ],
)
def test_kind_of(line: str, kind: str | None) -> None:
    assert kind_of(line) == kind
