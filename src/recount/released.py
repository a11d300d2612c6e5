"""Releases of a campaign: the page that joins store and publish to freeze one, to compare two, and to check them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recount import __version__
from recount.assess.series import monthly
from recount.measured import effects_of
from recount.outlined import actors_of, outline_with, shapes_of
from recount.publish import Outline, compose, outline_from
from recount.publish.quarter import previous, quarter_of, year_before
from recount.publish.releases import (
    Material,
    broken_files,
    broken_numbers,
    broken_quotes,
    changes,
    errata,
    files_of,
)
from recount.publish.withhold import hidden_names
from recount.records import CampaignError, Claim, UsageError
from recount.records.codec import from_json, to_dict
from recount.records.ids import digest
from recount.records.publication import Quarter
from recount.records.release import Change, Held, HoldBack, ReleaseCard
from recount.rim import Rim
from recount.store import Campaign
from recount.store.excerpt import excerpt
from recount.store.flat import FLAT, flat_rows, flat_tables, kinds_of
from recount.store.measures import Measures, select
from recount.store.releases import Releases
from recount.words.pack import Pack, load_pack


@dataclass(frozen=True, slots=True)
class Released:
    """What freezing a release came to. `fresh` is false where a release with these very bytes stood already."""

    number: int
    path: Path
    held: Held
    fresh: bool


def release(
    campaign: Path,
    *,
    rim: Rim,
    period: Quarter | None = None,
    hold_back: HoldBack | None = None,
    as_of: str | None = None,
    pack: str | None = None,
) -> Released:
    """Freeze a numbered release. Without a period it is about the quarter with the most events; `as_of`, from which
    the hold-back counts, is by default the day on which something was last captured."""
    holdings = Campaign.open(campaign)
    named = pack or holdings.pack
    files, held = _files(holdings, named, period, hold_back or HoldBack(), as_of or _today_of(holdings))
    kept = Releases(holdings)
    known = kept.same_as(files)
    number = kept.add(files, now=rim.clock()) if known is None else known
    if known is None:
        kept.put_errata(errata({one.number: kept.path(one.number) for one in kept.listed()}))
    return Released(number, kept.path(number), held, fresh=known is None)


def differences(campaign: Path, before: int, after: int) -> list[Change]:
    """How release `after` differs from release `before`."""
    kept = Releases(Campaign.open(campaign))
    return changes(kept.path(before), kept.path(after))


def verify_releases(campaign: Campaign) -> Iterator[str]:
    """What does not hold of any release: hashes, quotations, figures; and, where the campaign and the pack are as they
    were, every byte made anew."""

    @cache
    def text(report: str, version: str) -> str | None:
        found = campaign.report(report, text_version=version)
        return None if found is None else found.text

    kept = Releases(campaign)
    for listed in kept.listed():
        folder = kept.path(listed.number)
        broken = list(broken_files(folder, listed.sha256))
        yield from broken
        yield from broken_quotes(folder, text)
        with flat_tables(folder / "tables") as duck:
            yield from broken_numbers(folder, Measures(duck))
        if not broken:
            yield from _made_anew(campaign, folder)


def _made_anew(campaign: Campaign, folder: Path) -> Iterator[str]:
    stated = from_json(ReleaseCard, (folder / "release.json").read_text(encoding="utf-8"))
    theatre = load_pack(stated.pack)
    if (campaign.published_inputs(), _state_of(theatre), _made_by()) != (stated.inputs, stated.packs, stated.made_by):
        return  # made from an earlier state: what it holds was checked against itself and the texts
    files, _ = _files(campaign, stated.pack, stated.period, stated.hold_back, stated.as_of)
    for path, data in files.items():
        if (folder / path).read_bytes() != data:
            yield f"Release {folder.name}: {path} made anew from the campaign has other bytes."


def _files(
    holdings: Campaign, pack: str, period: Quarter | None, hold_back: HoldBack, as_of: str
) -> tuple[dict[str, bytes], Held]:
    theatre = load_pack(pack)
    with holdings.generation() as generation, excerpt(generation, as_of=as_of, hold_back=hold_back) as (duck, held):
        measures = Measures(duck)
        about = period or _fullest(measures)
        outline = outline_with(theatre.outline, measures.revised_datasets())
        actors = actors_of(theatre)
        inputs = str(generation.manifest["inputs"])
        report = compose(
            measures,
            quarter=about,
            outline=outline,
            theatre=theatre.title,
            actors=actors,
            monthly=monthly,
            shapes=shapes_of(theatre),
            effect=effects_of(measures, theatre, outline),
            credits=theatre.about.get("credits") or (),
            made_by=_made_by(),
            generation=inputs[:16],
        )
        plan = outline_from(outline)
        card = ReleaseCard(
            period=about,
            as_of=as_of,
            hold_back=hold_back,
            held=held,
            theatre=theatre.title,
            pack=pack,
            inputs=inputs,
            packs=_state_of(theatre),
            made_by=_made_by(),
            notice=plan.notice,
        )
        material = Material(
            card=card,
            report=report,
            events=[json.loads(row) for row in measures.event_lines()],
            claims=list(_with_texts(holdings, measures.claims())),
            cited=measures.reports(),
            tables={name: (kinds_of(name), flat_rows(duck, name)) for name in FLAT},
            queries=list(_queries(plan, about)),
            names=hidden_names(measures, actors.values()),
        )
        return files_of(material), held


def _with_texts(holdings: Campaign, claims: Sequence[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """Claims with the text version that they quote and the hash of the bytes it was read from."""
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for claim in claims:
        key = claim.report, claim.text_version
        if key not in known:
            report = holdings.report(claim.report, text_version=claim.text_version)
            if report is None:
                raise CampaignError(f"the text of report {claim.report} is lost; run `recount verify` on the campaign")
            known = {key: (report.text, report.sha256)}  # claims come report by report: one text at a time is kept
        yield claim, *known[key]


def _queries(plan: Outline, period: Quarter) -> Iterator[dict[str, object]]:
    for prefix, when in (("now", period), ("before", previous(period)), ("ago", year_before(period))):
        for key, measure in plan.measures.items():
            sql, values = select(measure, when)
            asked = {"key": f"{prefix}-{key}", "period": to_dict(when), "measure": to_dict(measure)}
            yield {**asked, "sql": sql, "values": values}


def _fullest(measures: Measures) -> Quarter:
    found = measures.fullest_quarter()
    if found is None:
        raise UsageError("no event of this campaign has a date, so no quarter suggests itself; give --from and --to")
    return quarter_of(found)


def _today_of(holdings: Campaign) -> str:
    """The campaign's own today: the day on which something was last captured."""
    days = [kept.custody.collected_at[:10] for kept in holdings.captures()]
    if not days:
        raise UsageError(f"{holdings.path} holds no report yet; run `recount build` before releasing anything")
    return max(days)


def _state_of(pack: Pack) -> str:
    return digest(*(f"{part}={sha}" for part, sha in sorted(pack.hashes.items())))


def _made_by() -> str:
    return f"Recount {__version__}"
