"""Numbered releases of a campaign: folders that are written once and never touched again.

releases/0001/          a release, with datapackage.json naming the hash of each of its files
releases/index.jsonl    a line for each release: its number, the hash of its datapackage.json, when it was made
releases/errata.md      what a later release says otherwise than an earlier one
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recount.records import CampaignError, UsageError
from recount.records.codec import dumps
from recount.records.ids import sha256_of
from recount.store.campaign import Campaign
from recount.store.card import instant
from recount.store.disk import explained
from recount.store.lock import one_writer

FOLDER, INDEX, LISTED, ERRATA = "releases", "index.jsonl", "datapackage.json", "errata.md"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the index."""

    number: int
    sha256: str
    made: str


class Releases:
    """The releases of a campaign, by number."""

    def __init__(self, campaign: Campaign) -> None:
        self.folder = campaign.path / FOLDER
        self._disk = campaign.disk

    def listed(self) -> list[Listed]:
        """The index, oldest first."""
        try:
            lines = (self.folder / INDEX).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        try:
            return [Listed(**json.loads(line)) for line in lines if line.strip()]
        except (ValueError, TypeError) as error:
            raise CampaignError(f"{self.folder / INDEX} cannot be read ({error}); restore it from a copy") from error

    def path(self, number: int) -> Path:
        """The folder of a release; raises `UsageError` that names those that there are."""
        there = [listed.number for listed in self.listed()]
        if number not in there:
            known = f"there are {', '.join(map(str, there))}" if there else "it has none; `recount release` makes one"
            raise UsageError(f"the campaign has no release {number}: {known}")
        return self._at(number)

    def same_as(self, files: Mapping[str, bytes]) -> int | None:
        """The number of the release that holds these very bytes."""
        wanted = sha256_of(files[LISTED])
        return next((listed.number for listed in self.listed() if listed.sha256 == wanted), None)

    def add(self, files: Mapping[str, bytes], *, now: datetime) -> int:
        """Freeze a release: written aside, synced, renamed, listed."""
        with one_writer(self.folder.parent, since=now, disk=self._disk):
            return self._add(files, now)

    def _add(self, files: Mapping[str, bytes], now: datetime) -> int:
        listed = self.listed()
        number = max((one.number for one in listed), default=0) + 1
        aside = self.folder / f".making-{os.getpid()}"
        with explained("freeze a release", self.folder):
            self._disk.remove(aside)
            for name, data in files.items():
                self._disk.make_folder((aside / name).parent)
                with self._disk.open(aside / name, "w") as file:
                    self._disk.write(file, data)
                    self._disk.sync(file)
            self._disk.remove(self._at(number))  # a folder that no line of the index names was broken off
            self._disk.rename(aside, self._at(number))
            lines = [*listed, Listed(number, sha256_of(files[LISTED]), instant(now))]
            index = "".join(dumps({"number": x.number, "sha256": x.sha256, "made": x.made}) + "\n" for x in lines)
            self._disk.put(self.folder / INDEX, index.encode())
        return number

    def put_errata(self, text: str) -> None:
        """Write the page of errata anew."""
        with explained("write the errata", self.folder):
            self._disk.put(self.folder / ERRATA, text.encode())

    def _at(self, number: int) -> Path:
        return self.folder / f"{number:04d}"
