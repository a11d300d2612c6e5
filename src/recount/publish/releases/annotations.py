"""Evidence as W3C Web Annotations (2017): each quotation of a claim by its exact words and by its place in the text.

Positions are Unicode code points of the text version that the claim names, end exclusive, as the standard counts them.
Private names are replaced in the words and leave the positions as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from recount.publish.withhold import Withheld
from recount.records import Claim, Evidence

AROUND = 32
"""Code points of the text given before and after the exact words."""
_WINDOW = 160
"""Code points in which names are sought on either side: a name cut at the window's edge lies outside what is given."""


def annotation_page(claims: Iterable[tuple[Claim, str, str]], names: Withheld) -> dict[str, Any]:
    """A page of annotations. Each claim comes with the text version that it quotes and the hash of the bytes."""
    items = [one for claim, text, sha256 in claims for one in _of(claim, text, sha256, names)]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:recount:annotations",
        "type": "AnnotationPage",
        "items": items,
    }


def _of(claim: Claim, text: str, sha256: str, names: Withheld) -> Iterator[dict[str, Any]]:
    coded = "/".join(part for part in (claim.kind, claim.type, claim.mode) if part)
    for number, evidence in enumerate(claim.evidence):
        yield {
            "id": f"urn:recount:claim:{claim.id}:{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "classifying", "value": coded, "format": "text/plain"},
                {"type": "SpecificResource", "purpose": "linking", "source": f"urn:recount:claim:{claim.id}"},
            ],
            "target": {
                "source": f"urn:sha256:{sha256}",
                "scope": f"urn:recount:report:{claim.report}:text:{claim.text_version}",
                "selector": [
                    {"type": "TextQuoteSelector", **quoted(text, evidence, names, claim.report)},
                    {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
                ],
            },
        }


def quoted(text: str, evidence: Evidence, names: Withheld, report: str) -> dict[str, str]:
    """The exact words with what stands around them, private names replaced."""
    first, last = max(0, evidence.start - _WINDOW), evidence.end + _WINDOW
    cuts = (evidence.start - first, evidence.end - first)
    before, exact, after = names.pieces(text[first:last], cuts, report)
    return {"exact": exact, "prefix": before[-AROUND:], "suffix": after[:AROUND]}
