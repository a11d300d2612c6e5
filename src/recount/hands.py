"""Several hands read the claims of many reports: worker processes that each hold one extractor.

What comes out is what one process would give, in the same order. Few reports, one processor or a system without
processes are served here, in this process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import wait

from recount.extract import Extractor
from recount.records import Claim, Report
from recount.spared import Mishap, spared
from recount.words.pack import load_pack

FEW = 200
"""Reports up to which a second process is not worth its start of about a second."""
_BATCH = 16
_AHEAD = 4
"""Batches that wait for each worker, so that none is idle and memory stays bounded."""

Read = tuple[Report, list[Claim] | Mishap]

_mine: list[Extractor] = []
"""The extractor of a worker process, made once by `_begin`."""


def claims_of_all(
    reports: Iterable[Report], pack: str, workers: int, *, few: int = FEW, own: Extractor | None = None
) -> Iterator[Read]:
    """Each report with its claims, in the order given; an unforeseen error of one report is its `Mishap`.

    `pack` is a name or a path; `own` is this process's extractor for it, where one stands already. A worker that dies
    (killed, out of memory) ends none of the work: this process reads on alone from the first report without answer.
    """
    waiting = iter(reports)
    first = list(islice(waiting, few + 1)) if workers > 1 else []
    if len(first) > few:
        yield from _shared(chain(first, waiting), pack, workers, own)
    else:
        yield from _alone(chain(first, waiting), pack, own)


def _alone(reports: Iterable[Report], pack: str, own: Extractor | None) -> Iterator[Read]:
    for report in reports:
        own = own or Extractor(load_pack(pack))
        yield report, _claims(own, report)


def _shared(reports: Iterator[Report], pack: str, workers: int, own: Extractor | None) -> Iterator[Read]:
    asked: deque[tuple[list[Report], Future[list[list[Claim] | Mishap]]]] = deque()
    pool = _pool(pack, workers)
    if pool is None:
        yield from _alone(reports, pack, own)
        return
    left: list[Report] = []
    try:
        for batch in iter(lambda: list(islice(reports, _BATCH)), []):
            left = batch
            asked.append((batch, _submitted(pool, batch)))
            left = []
            if len(asked) >= workers * _AHEAD:
                yield from _answer(asked)
        while asked:
            yield from _answer(asked)
    except BrokenProcessPool:
        rest = [report for batch, _ in asked for report in batch]
        yield from _alone(chain(rest, left, reports), pack, own)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, batch: list[Report]) -> Future[list[list[Claim] | Mishap]]:
    """The first submission starts the workers. They are born deaf to Ctrl-C, which else would end them with a trace
    while they import; what comes for this process meanwhile is delivered right after."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_read, batch)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(asked: deque[tuple[list[Report], Future[list[list[Claim] | Mishap]]]]) -> Iterator[Read]:
    batch, future = asked[0]
    answers = future.result()
    asked.popleft()
    yield from zip(batch, answers, strict=True)


def _pool(pack: str, workers: int) -> ProcessPoolExecutor | None:
    """Workers started afresh (spawned), so that they share no lock, file or thread with this process."""
    try:
        fresh = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=fresh, initializer=_begin, initargs=(pack,))
    except (OSError, NotImplementedError, ImportError):
        return None


def _begin(pack: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then sends the workers home
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _mine.append(Extractor(load_pack(pack)))


def _leave_with_parent() -> None:
    """A parent that is killed outright can send nobody home: the workers see it go."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read(batch: list[Report]) -> list[list[Claim] | Mishap]:
    return [_claims(_mine[0], report) for report in batch]


def _claims(extractor: Extractor, report: Report) -> list[Claim] | Mishap:
    if not report.readable:
        return []
    return spared(partial(extractor.claims_in, report), where_of(report))


def where_of(report: Report) -> str:
    """How a skip speaks of a report whose claims could not be read."""
    return f"{report.address}, report {report.id}"
