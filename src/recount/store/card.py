"""`campaign.json`: what makes a folder a campaign. Format, pack, when it was made; nothing that changes later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recount.records import CampaignError
from recount.records.codec import dumps
from recount.store.disk import Disk, explained

FORMAT = 1
"""Raised when an older Recount could misread what a newer one has written."""

NAME = "campaign.json"


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a campaign. `created` is an instant in UTC."""

    format: int
    pack: str
    created: str


def instant(moment: datetime) -> str:
    """An aware datetime that is already in UTC, to the second, as it is written everywhere in a campaign."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_campaign(path: Path) -> bool:
    """Whether the folder carries a card, readable or not."""
    return (path / NAME).exists()


def read_card(path: Path) -> Card:
    """The card of the campaign at `path`; one sentence for whatever is there instead."""
    _check_folder(path)
    with explained("read the campaign", path):
        raw = (path / NAME).read_bytes()
    try:
        value = json.loads(raw)
        card = Card(format=int(value["format"]), pack=str(value["pack"]), created=str(value["created"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CampaignError(
            f"{path / NAME} is damaged: it should hold format, pack and created as JSON. Restore it from a copy."
        ) from error
    if card.format > FORMAT:
        raise CampaignError(
            f"{path} is a campaign of format {card.format}, and this Recount reads formats up to {FORMAT}. "
            "Install a newer Recount."
        )
    return card


def write_card(path: Path, *, pack: str, created: datetime, disk: Disk) -> Card:
    """Make the folder a campaign. It must be missing or empty: nothing of anyone else's is ever mixed in."""
    _check_vacant(path)
    card = Card(format=FORMAT, pack=pack, created=instant(created))
    with explained("make a campaign", path):
        disk.make_folder(path)
        text = dumps({"format": card.format, "pack": card.pack, "created": card.created})
        disk.put(path / NAME, text.encode() + b"\n")
    return card


def _check_folder(path: Path) -> None:
    with explained("read the campaign", path):
        if not path.exists():
            raise CampaignError(
                f"There is no campaign at {path}: the folder does not exist. "
                f"Make one with: recount build PATH... -o {path}"
            )
        if not path.is_dir():
            raise CampaignError(f"{path} is a file; a campaign is a folder. Name the folder that holds {NAME}.")
        if not is_campaign(path):
            raise CampaignError(
                f"{path} is not a campaign: it holds no {NAME}. Name another folder, or make one with: "
                "recount build PATH... -o NEW_FOLDER"
            )


def _check_vacant(path: Path) -> None:
    with explained("make a campaign", path):
        if path.exists() and not path.is_dir():
            raise CampaignError(f"{path} is a file; a campaign is a folder. Choose another name for the campaign.")
        if path.is_dir() and any(entry.name != NAME + ".new" for entry in path.iterdir()):
            raise CampaignError(
                f"{path} holds other things and no campaign. Choose an empty or a new folder for the campaign."
            )
