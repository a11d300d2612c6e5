"""Reports that share their words: exact and near copies, linked and never dropped.

A near copy is told from two reports that only share a stretch (the same background paragraph, the same tail of a
page) by *where* the shared words stand: an edited copy shares some in nearly every tenth of the shorter text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from recount.records import Copy, Report
from recount.words.similarity import containment, near_pairs, shingle_sequence, words_of

_RUN = 3
"""Words to a shingle. Of five, a copy with four words in ten edited keeps a Jaccard index of .05, of three .14."""
_NEAR = 0.1
"""Jaccard index from which a pair is looked at."""
_LEAD = 0.1
"""Share of its first three tenths that the shorter text must have in common: news stands at the head, background that
every report of an outlet repeats at the foot. On 472 Syrian reports this alone parts the two."""
_SPREAD = (0.08, 0.7)
"""A tenth is shared from this share of its shingles on, and this part of the tenths must be."""
_MOSTLY, _ALL = 0.5, 0.8
"""Share of the shorter text from which it need not be spread, and from which nothing else is asked."""
_STRETCH = 20
"""Shingles that a tenth holds at least: in short texts a tenth of fewer is shared or not by chance."""
_SHORT = 20
"""Words below which only an exact copy is one."""


@dataclass(frozen=True, slots=True)
class _Print:
    """The words of a report, in order and as shingles."""

    words: tuple[str, ...]
    sequence: tuple[int, ...]
    shingles: frozenset[int]


def copies_among(reports: Iterable[Report]) -> list[Copy]:
    """A link from each report to each other that it repeats, `of` being the one published earlier (an unknown day
    counts as latest), then the one with the smaller id. The result does not depend on the order of the reports; each
    report is counted once by its id. Time grows with reports and candidate pairs."""
    held = sorted({report.id: report for report in reports if report.dataset is None}.values(), key=_age)
    prints = {report.id: _print_of(report) for report in held}
    rank = {report.id: place for place, report in enumerate(held)}
    links: dict[tuple[str, str], Copy] = {}
    for one, other, similarity, exact in [*_exact(prints), *_near(prints)]:
        of, copy = sorted((one, other), key=rank.__getitem__)
        links.setdefault((copy, of), Copy(copy, of, "exact" if exact else "near", round(similarity, 4)))
    return [links[key] for key in sorted(links)]


def _age(report: Report) -> tuple[str, str]:
    return report.published.date or "9999", report.id


def _print_of(report: Report) -> _Print:
    own = [report.text[s.start : s.end] for s in report.segments if s.claimable and s.repeats is None]
    words = tuple(words_of(" ".join(own) or report.text))
    sequence = shingle_sequence(words, _RUN)
    return _Print(words, sequence, frozenset(sequence))


def _exact(prints: dict[str, _Print]) -> list[tuple[str, str, float, bool]]:
    """Each exact copy against the first of its group: a star, so that many copies stay few links."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, found in prints.items():
        if found.words:
            groups[found.words].append(key)
    return [(group[0], key, 1.0, True) for group in groups.values() for key in group[1:]]


def _near(prints: dict[str, _Print]) -> list[tuple[str, str, float, bool]]:
    firsts: dict[tuple[str, ...], str] = {}
    for key, found in prints.items():
        if len(found.words) >= _SHORT:
            firsts.setdefault(found.words, key)
    items = [(key, prints[key].shingles) for key in firsts.values()]
    return [
        (one, other, similarity, False)
        for one, other, similarity in near_pairs(items, _NEAR)
        if _is_copy(prints[one], prints[other])
    ]


def _is_copy(one: _Print, other: _Print) -> bool:
    held = containment(one.shingles, other.shingles)
    if held >= _ALL:
        return True
    shorter, longer = sorted((one, other), key=lambda p: len(p.sequence))
    shares = _shares(shorter.sequence, longer.shingles)
    lead = sum(shares[:3]) / len(shares[:3])
    spread = sum(share >= _SPREAD[0] for share in shares) / len(shares)
    return lead >= _LEAD and (held >= _MOSTLY or spread >= _SPREAD[1])


def _shares(sequence: tuple[int, ...], other: frozenset[int]) -> list[float]:
    """For each tenth of a text the share of its shingles that the other text has."""
    step = max(_STRETCH, -(-len(sequence) // 10))
    tenths = [sequence[at : at + step] for at in range(0, len(sequence), step)]
    return [sum(s in other for s in tenth) / len(tenth) for tenth in tenths]
