"""The evidence of every claim as W3C Web Annotations: the page that a release holds, alone."""

from __future__ import annotations

import json

from recount.publish.exports.holding import Holding, Made
from recount.publish.releases.annotations import annotation_page


def quotations(held: Holding) -> Made:
    """The page of annotations."""
    claims = (
        (claim, held.texts(claim.report, claim.text_version), held.source[claim.report].sha256) for claim in held.claims
    )
    text = json.dumps(annotation_page(claims, held.names), ensure_ascii=False, indent=1)
    return Made((text + "\n").encode("utf-8", "backslashreplace"))
