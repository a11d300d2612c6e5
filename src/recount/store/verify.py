"""Whether what a campaign holds still holds: everything that can be recomputed is, and what does not agree is named."""

from __future__ import annotations

from collections.abc import Iterator

from recount.records import CampaignError, Claim, Report
from recount.records.ids import claim_id, report_id, text_version
from recount.store.campaign import Campaign
from recount.words.anchors import moved

_LOST_CLAIMS = "SELECT event, claim FROM event_claims WHERE claim NOT IN (SELECT id FROM claims)"
_BARE_EVENTS = "SELECT id FROM events WHERE id NOT IN (SELECT event FROM event_claims)"
_LOST_REPORTS = "SELECT id, report FROM claims WHERE report NOT IN (SELECT id FROM reports)"


def verify(campaign: Campaign) -> list[str]:
    """One sentence for each thing that does not hold; an empty list is a campaign that does.

    Recomputed: hashes of captured bytes; report ids and text versions; each claim's id, and that its quotes stand in
    the text version that it names; that the claims of the published generation are those of the truth, and that the
    claims of each event are among them.
    """
    known = set(_judged(campaign))
    truth = [*campaign.damage(), *_captures(campaign), *_texts(campaign), *_claims(campaign, known)]
    return [*truth, *_generation(campaign, known)]


def _judged(campaign: Campaign) -> Iterator[str]:
    """Ids of the claims that judgements speak of, and of those that people added, where they stand now."""
    for judgement in campaign.judgements():
        yield from (claim.id for claim in judgement.seen)
        if judgement.kind == "add_claim" and judgement.seen and judgement.selectors:
            report = campaign.report(judgement.selectors[0].report)
            now = moved(judgement.seen[0], judgement.selectors[0], report)
            if now is not None:
                yield now.id


def _captures(campaign: Campaign) -> Iterator[str]:
    vault = campaign.truth.vault
    for sha256 in vault.hashes():
        try:
            vault.read(sha256)
        except CampaignError as error:
            yield str(error)
    for kept in campaign.captures():
        if kept.custody.sha256 not in vault:
            yield f"Capture {kept.custody.address}: its bytes {kept.custody.sha256[:16]} are not in the campaign."


def _texts(campaign: Campaign) -> Iterator[str]:
    for report in campaign.reports():
        if report.text_version != text_version(report.text):
            yield f"Report {report.id}: its text no longer hashes to its version {report.text_version}."
        if report.id != report_id(report.sha256, *(report.dataset.issue if report.dataset else ())):
            yield f"Report {report.id}: its id is not that of its bytes {report.sha256[:16]}."
        if report.sha256 not in campaign.truth.vault:
            yield f"Report {report.id}: the bytes {report.sha256[:16]} that it was read from are not in the campaign."


def _claims(campaign: Campaign, known: set[str]) -> Iterator[str]:
    """Checks every claim, and adds its id to those known."""
    for held in campaign.all_claims():
        texts: dict[str, Report | None] = {}
        for claim in held.claims:
            known.add(claim.id)
            version = claim.text_version
            if version not in texts:
                texts[version] = campaign.report(held.report, text_version=version)
            yield from _claim(claim, texts[version], held.report)


def _claim(claim: Claim, report: Report | None, expected: str) -> Iterator[str]:
    name = f"Claim {claim.id} of report {claim.report}"
    if claim.report != expected:
        yield f"{name}: it is kept with report {expected}."
    if report is None:
        yield f"{name}: the text version {claim.text_version} that it quotes is not in the campaign."
        return
    if not claim.evidence:
        yield f"{name}: it quotes nothing."
        return
    for evidence in claim.evidence:
        if report.text[evidence.start : evidence.end] != evidence.quote:
            yield f"{name}: the text does not hold its quote at {evidence.start} to {evidence.end}."
    first = claim.evidence[0]
    if claim.id != claim_id(claim.report, claim.text_version, claim.kind, claim.type, first.start, first.end):
        yield f"{name}: its id is not the hash of what makes it."


def _generation(campaign: Campaign, known: set[str]) -> Iterator[str]:
    if campaign.generations.current_manifest() is None:
        return
    with campaign.generation() as generation:
        name = f"Generation {generation.number}"
        for event, claim in generation.duck.execute(_LOST_CLAIMS).fetchall():
            yield f"{name}: event {event} rests on claim {claim}, which is not in it; build again."
        for (event,) in generation.duck.execute(_BARE_EVENTS).fetchall():
            yield f"{name}: no claim carries event {event}; build again."
        for claim, report in generation.duck.execute(_LOST_REPORTS).fetchall():
            yield f"{name}: claim {claim} is from report {report}, which is not in it; build again."
        for (claim,) in generation.duck.execute("SELECT id FROM claims").fetchall():
            if claim not in known:
                yield f"{name}: its claim {claim} is not in the truth; build again."
