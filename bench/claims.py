"""From the text of reports to claims, beside the language network alone on the same text, in one run.

Both read the parts of the reports that are their authors' own words; the network takes them all in one go, as it is
fastest, on one thread. The rules are to stay cheap beside it. Reports are taken evenly from the folder until they have
some thousands of words, so that the bench ends within three minutes beside other work, and time is the processor's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals.key import reports_in
from recount.extract import Extractor
from recount.language.engine import MODEL, Network
from recount.language.network import model_of
from recount.records import DataError, Report, Segment
from recount.words.pack import load_pack

REPEATS = 3
ENOUGH = 40_000
"""Characters of what is read, some seven to nine thousand words."""


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Words a second of each, and what is kept of the network's speed. `data` is a folder of reports."""
    if not data.is_dir():
        raise DataError(f"{data.name} is no folder; name a folder of reports with --data")
    reports = sample([report for report in reports_in(data).values() if report.readable])
    language = Network(model_of(MODEL), threads=1)
    extractor = Extractor(load_pack("inherent-resolve"), language)
    texts = [report.text[part.start : part.end] for report in reports for part in told(report)]
    words = sum(len(sentence.words) for found in language.analyse_all(texts) for sentence in found.sentences)
    network, claims = best(
        (lambda: list(language.analyse_all(texts)), lambda: [extractor.claims_in(report) for report in reports])
    )
    yield "reports", len(reports)
    yield "words", words
    yield "language_words_s", words / network
    yield "claims_words_s", words / claims
    yield "claims_over_language", network / claims


def sample(reports: Sequence[Report]) -> list[Report]:
    """Every second, third or later report, as many as make up about `ENOUGH` characters."""
    sizes = [sum(part.end - part.start for part in told(report)) for report in reports]
    return [*reports[:: max(1, sum(sizes) // ENOUGH)]]


def told(report: Report) -> Iterator[Segment]:
    """The segments of which sentences are made."""
    return (segment for segment in report.segments if segment.claimable and segment.repeats is None)


def best(works: Sequence[Callable[[], object]]) -> list[float]:
    """The shortest time of each. They take turns, so that what else the machine does falls on all alike."""
    rounds = [[clocked(work) for work in works] for _ in range(REPEATS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def clocked(work: Callable[[], object]) -> float:
    """Seconds of the processor that it takes."""
    began = time.process_time()
    work()
    return time.process_time() - began
