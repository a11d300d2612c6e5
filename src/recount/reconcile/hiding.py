"""Words that a source says again and again ("The conflict has killed ..."): a rule leaves out what they claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from recount.records import Claim, Judgement, Report


def hidden_by(judgement: Judgement, claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[str]:
    """The claims whose first evidence lies within the words of a `hide_words` rule, in the reports that it means."""
    said = pattern_of(judgement.value or "")
    found: list[str] = []
    stretches: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        report = reports.get(claim.report)
        if report is None or report.dataset is not None or (judgement.targets and not _by(report, judgement)):
            continue
        if report.id not in stretches:
            stretches[report.id] = [match.span() for match in said.finditer(report.text)]
        first = claim.evidence[0]
        if any(start <= first.start and first.end <= end for start, end in stretches[report.id]):
            found.append(claim.id)
    return found


def pattern_of(words: str) -> re.Pattern[str]:
    """The words with whatever space between them. A full stop at the end may lie within the evidence or without."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) + r"[.!?\u2026\"\u201d']*")


def _by(report: Report, judgement: Judgement) -> bool:
    return report.publisher in judgement.targets
