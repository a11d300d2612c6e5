"""`recount judge`: people decide, and see what it changes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from recount.asked import KINDS, Asked, asked_from
from recount.cli.holdings import campaign_argument
from recount.cli.rim import the_rim
from recount.cli.talk import plural, say, tell_who_types, watching
from recount.judging import listed, preview, record
from recount.records import Change, Event, Numbers, UsageError
from recount.records.codec import dumps, to_dict

_SPELT = {kind.replace("_", "-"): kind for kind in KINDS} | {kind: kind for kind in KINDS}


@click.command()
@campaign_argument
@click.argument("kind", required=False, metavar="[KIND]", type=click.Choice(sorted(_SPELT)))
@click.argument("targets", nargs=-1, metavar="[ID]...")
@click.option("--why", help="The reason, in your words. Needed.")
@click.option("--who", help="Who decides; by default the name at this terminal.")
@click.option("--value", help="For regrade a grade, for relate how the two stand, for hide-words the words.")
@click.option("--into", metavar="ACTOR", help="For merge-actor: the id of the actor that the named ones are.")
@click.option("--part", "parts", multiple=True, metavar="ID,ID", help="For split: claims that belong together.")
@click.option("--report", metavar="ID", help="For add-claim: the report that holds the words.")
@click.option("--quote", metavar="WORDS", help="For add-claim: the words, exactly as the report has them.")
@click.option("--start", type=click.IntRange(min=0), help="For add-claim: where they start, if they stand twice.")
@click.option("--claim", "claim_", metavar="JSON", help="For add-claim: what the words say, as fields of a claim.")
@click.option(
    "--from", "file", type=click.File(), metavar="FILE", help="Judgements as JSON lines; - for standard input."
)
@click.option("--preview", "only", is_flag=True, help="Show what would change, and keep nothing.")
@click.option("--list", "list_", is_flag=True, help="Print the judgements on record, with what became of each.")
@click.option("--pack", help="The theatre, where the campaign was made with a pack of your own.")
def judge(campaign: Path, only: bool, list_: bool, file: Any, pack: str | None, **given: Any) -> None:
    """Record a judgement: who, when, why. It is kept beside what was said, never in place of it, and undone by another.

    \b
    KIND         the ids that follow
    same         claims or events that are one happening
    different    claims or events that are not
    split        one event, with --part for claims that belong together
    wrong        claims that the report does not make
    hide         claims to leave out for another reason
    hide-words   publishers, or none for all: a rule that leaves out what stands in the words of --value
    regrade      an event, with --value confirmed, fair, weak, contested or discounted
    relate       two events: the first is, with --value, part_of, revises, contradicts, reprisal_for, causes,
                 hinders, enables or coincides the second; no figure moves
    merge-actor  actors, by id or by words, with --into
    add-claim    none: --report, --quote and --claim say what was missed
    undo         a judgement

    Prints one line of JSON for each judgement: what came of it, the numbers before and after, and the events that it
    changed. The campaign's tables are written anew; every later build obeys it.

    \b
    Example:
      recount judge campaign same 5f0c2a 91d3be --why "both tell of the bakery; the second misdates it"
    """
    if list_:
        for judged in listed(campaign):
            click.echo(dumps(to_dict(judged)))
        return
    asked = list(_from_file(file)) if file is not None else [_from_flags(given)]
    if file is not None and (given["kind"] or not asked):
        raise UsageError("--from names the judgements in a file; give no kind beside it, and at least one line in it.")
    with watching() as watch:
        changes = (preview if only else record)(campaign, asked, rim=the_rim(watch), pack=pack)
    for change in changes:
        click.echo(dumps(to_dict(change)))
        tell(change, kept=not only)


def _from_flags(given: Mapping[str, Any]) -> Asked:
    if given["kind"] is None:
        raise UsageError(
            f"Say what to judge: {', '.join(sorted(set(_SPELT) - set(KINDS) | {'same'}))} and so on; or --list."
        )
    kind = _SPELT[given["kind"]]
    if not given["why"]:
        raise UsageError('A judgement needs a reason: add --why "...".')
    raw: dict[str, Any] = {"kind": kind, "why": given["why"], "who": given["who"], "targets": list(given["targets"])}
    raw["value"] = given["into"] if kind == "merge_actor" else given["value"]
    raw["parts"] = [part.split(",") for part in given["parts"]]
    if kind == "undo":
        raw |= {"undoes": next(iter(given["targets"]), None), "targets": []}
    if kind == "add_claim":
        raw["selection"] = {"report": given["report"], "exact": given["quote"], "start": given["start"]}
        raw["claim"] = _json(given["claim_"] or "{}", "--claim")
    return asked_from(raw)


def _from_file(file: Any) -> Iterator[Asked]:
    tell_who_types("-" if file is sys.stdin else "")
    for number, line in enumerate(file, 1):
        if line.strip():
            yield asked_from(_json(line, f"line {number}"))


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UsageError(f"{where} is no JSON: {error}.") from error


def tell(change: Change, *, kept: bool) -> None:
    """What came of it, in sentences."""
    judgement = change.judgement
    say(f"{'Kept' if kept else 'Not kept'} {judgement.id}: {judgement.kind} by {judgement.who}; {change.effect}.")
    for sentence in _numbers(change.before, change.after):
        say(f"  {sentence}")
    for one in change.events:
        say(f"  {_events(one.before) or 'nothing'} -> {_events(one.after) or 'nothing'}")
    for other in change.others:
        say(f"  judgement {other.judgement}: now {other.effect}")
    if not change.events:
        say("  No event changes.")


def _numbers(before: Numbers, after: Numbers) -> Iterator[str]:
    then = to_dict(after)
    for name, value in to_dict(before).items():
        if then[name] != value:
            yield f"{name.replace('_', ' ')}: {_figure(value)} -> {_figure(then[name])}"


def _figure(value: float | None) -> str:
    return "no upper bound" if value is None else f"{value:,g}"


def _events(events: tuple[Event, ...]) -> str:
    return " + ".join(_event(event) for event in events)


def _event(event: Event) -> str:
    killed = next((f for f in event.quantities if (f.measure, f.of_whom) == ("killed", "people")), None)
    toll = f", {killed.best:g} killed" if killed is not None and killed.best is not None else ""
    parts = [
        event.type or "event",
        event.place.words if event.place else "",
        (event.time.start or "") if event.time else "",
    ]
    held = f"{plural(len(event.claims), 'claim')} of {plural(len(event.origins), 'origin')}"
    return f"{event.id} ({' '.join(part for part in parts if part)}: {held}{toll}, {event.grade.proposed})"
