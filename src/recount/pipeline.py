"""The one page that joins the stages: collect, read, extract, reconcile, store, assess, publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from recount.accounts import count, publish
from recount.built import Built
from recount.claimed import extract_all, extract_datasets, pack_key
from recount.collect import captures_of, collect, tables
from recount.datasets import refuse_mixing, try_out
from recount.extract import ROWS_VERSION, Extractor, RowReader, extractor_version
from recount.hands import claims_of_all
from recount.intake import take_in
from recount.read import READER_VERSION
from recount.reconcile import reconciler_version
from recount.records import Capture, Skip
from recount.rim import Rim
from recount.spared import AGAIN
from recount.store import Campaign
from recount.words.mapping import RowMap
from recount.words.pack import Pack, load_pack


def build(
    paths: Sequence[str],
    campaign: Path,
    *,
    pack: str,
    rim: Rim,
    published: str | None = None,
    manifest: Path | None = None,
    workers: int = 1,
) -> Built:
    """The main job: reports in, one auditable record out. A rerun adds only what is new.

    `published` (a civil date) and `manifest` (a CSV) state days of publication and publishers. Items that cannot be
    taken are in `skipped`, with the reason; the rest goes on. With more `workers`, processes share the reading of
    claims; whoever asks for them guards its main module, as multiprocessing wants it.
    """
    theatre = load_pack(pack)
    # Slips of the hand in paths, dates and manifest are told here, before a campaign is made.
    captures = collect(
        paths,
        stdin=rim.stdin,
        clock=rim.clock,
        collector=rim.collector,
        manifest=manifest,
        published=published,
        exclude=[campaign, *([manifest] if manifest else [])],
    )
    holdings = Campaign.open_or_create(campaign, pack=theatre.name, clock=rim.clock)
    settings = {"pack": pack, "published": published, "manifest": manifest.name if manifest else None}
    return _built(captures, holdings, theatre, rim, inputs=paths, settings=settings, workers=workers)


def import_dataset(
    files: Sequence[Path],
    campaign: Path,
    *,
    mapping: RowMap,
    pack: str,
    rim: Rim,
    vintage: str | None = None,
    workers: int = 1,
) -> Built:
    """Structured event data in: each row a claim of its dataset, with the row as its evidence. A rerun adds only what
    is new, and vintages of one dataset stay apart.

    `mapping` says how the columns are read; `vintage` which issue this is, where the file's name does not tell. A map
    that does not fit raises `UsageError` before a campaign is made; rows that cannot be read are in `skipped`.
    """
    theatre = load_pack(pack)
    found = tables(files, mapping=mapping, vintage=vintage)
    publisher = mapping.raw.get("publisher")
    cut = [partial(captures_of, t, clock=rim.clock, collector=rim.collector, publisher=publisher) for t in found]
    reader = RowReader(theatre)
    for table, captures in zip(found, cut, strict=True):
        try_out(table, captures(), reader, today=rim.clock().date())
    holdings = Campaign.open_or_create(campaign, pack=theatre.name, clock=rim.clock)
    refuse_mixing(found, holdings)
    settings = {"pack": pack, "dataset": mapping.name, "vintages": sorted({t.vintage for t in found})}
    arriving = chain.from_iterable(captures() for captures in cut)
    inputs = [table.address for table in found]
    return _built(arriving, holdings, theatre, rim, inputs=inputs, settings=settings, workers=workers, reader=reader)


def _built(
    captures: Iterable[Capture | Skip],
    holdings: Campaign,
    theatre: Pack,
    rim: Rim,
    *,
    inputs: Sequence[str],
    settings: Mapping[str, Any],
    workers: int,
    reader: RowReader | None = None,
) -> Built:
    """The stages that reports and rows share, from captures to a generation."""
    built = Built(holdings.path)
    with (
        holdings.writing() as writer,
        writer.run(inputs=inputs, settings=settings, versions=versions(theatre)) as run,
    ):
        take_in(captures, holdings, writer, run, built, rim)
        writer.commit()
        untold = any(skip.code in AGAIN for skip in holdings.skips())
        if untold or holdings.fingerprint(*versions(theatre).values()) != holdings.published_inputs():
            read = partial(claims_of_all, pack=str(settings["pack"]), workers=workers)
            extract_all(holdings, writer, run, built, Extractor(theatre), theatre, read, rim.watch)
            extract_datasets(holdings, writer, run, built, theatre, reader, rim.watch)
            publish(holdings, writer, run, built, theatre, rim.watch, versions=[*versions(theatre).values()])
        count(holdings, built)
    return built


def versions(pack: Pack) -> dict[str, str]:
    """What besides the reports decides a campaign's content: stage versions, and the pack as a whole."""
    return {
        "read": READER_VERSION,
        "extract": extractor_version(),
        "rows": ROWS_VERSION,
        "reconcile": reconciler_version(),
        "pack": pack_key(pack),
    }
