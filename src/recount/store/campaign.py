"""A campaign: one folder with relative paths that holds everything known, and can be copied or moved as it stands.

    campaign.json            format, pack, when it was made
    truth/                   append-only and synced: bytes, captures, texts, claims, copies, skips, judgements
    generations/000001/      campaign.duckdb and search.sqlite, built from the truth; `current` names the one to read
    runs/                    a manifest of each run

Reading takes no lock. Writing takes the one lock: `with campaign.writing() as writer:`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recount.records import CampaignError, Copy, Judgement, Report, Skip
from recount.records.ids import digest
from recount.store.card import Card, is_campaign, read_card, write_card
from recount.store.disk import Disk
from recount.store.generations import Generations
from recount.store.ledger import Ledger
from recount.store.lines import from_json
from recount.store.lock import one_writer
from recount.store.pinned import Generation
from recount.store.runs import Runs
from recount.store.schema import SCHEMA_VERSION
from recount.store.shapes import Kept, ReportClaims, capture_from_json, claims_from_json, copies_from_json
from recount.store.truth import LedgerName, Truth
from recount.store.writer import Writer
from recount.words.vintages import in_order

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock on the wall, in UTC."""
    return datetime.now(UTC)


class Campaign:
    """An opened campaign. What it reads is the truth as committed when it was first asked."""

    def __init__(self, path: Path, card: Card, *, disk: Disk, clock: Clock) -> None:
        self.path = path
        self.card = card
        self.disk = disk
        self.clock = clock
        self.generations = Generations(path, disk=disk)
        self._runs = Runs(path, disk=disk)
        self._truth: Truth | None = None

    @classmethod
    def open(cls, path: str | Path, *, disk: Disk | None = None, clock: Clock = utc_now) -> Campaign:
        """The campaign in a folder. `CampaignError` says what is there instead, and what to try."""
        folder = Path(path)
        return cls(folder, read_card(folder), disk=disk or Disk(), clock=clock)

    @classmethod
    def create(cls, path: str | Path, *, pack: str, disk: Disk | None = None, clock: Clock = utc_now) -> Campaign:
        """A new campaign in a folder that is missing or empty. `pack` is the theatre pack's name."""
        folder, disk = Path(path), disk or Disk()
        if is_campaign(folder):
            raise CampaignError(f"{folder} is a campaign already. Open it, or choose another folder.")
        return cls(folder, write_card(folder, pack=pack, created=clock(), disk=disk), disk=disk, clock=clock)

    @classmethod
    def open_or_create(
        cls, path: str | Path, *, pack: str, disk: Disk | None = None, clock: Clock = utc_now
    ) -> Campaign:
        """The campaign in a folder, made there if need be. One campaign keeps one pack."""
        if not is_campaign(Path(path)):
            return cls.create(path, pack=pack, disk=disk, clock=clock)
        found = cls.open(path, disk=disk, clock=clock)
        if found.pack != pack:
            raise CampaignError(
                f"{path} was made with the pack {found.pack!r}, not {pack!r}. "
                f"Name that pack, or choose another folder for a campaign with {pack!r}."
            )
        return found

    @property
    def pack(self) -> str:
        """Name of the theatre pack that the campaign was made with."""
        return self.card.pack

    @property
    def truth(self) -> Truth:
        """The append-only truth, loaded when first asked for: those who only query a generation never pay for it."""
        if self._truth is None:
            truth = Truth(self.path, disk=self.disk)
            truth.load()
            self._truth = truth
        return self._truth

    def ledger(self, name: LedgerName) -> Ledger:
        """Keys of a stage's outputs: `campaign.ledger("claims").state(report_id, key)` is current, earlier or new."""
        return self.truth.ledgers[name]

    def captures(self) -> Iterator[Kept]:
        """Every capture, without bytes, oldest first: the same bytes found at two addresses are two captures."""
        ledger = self.ledger("captures")
        for sha256, key in ledger.all_keys():
            payload = ledger.payload(sha256, key)
            if payload is not None:
                yield capture_from_json(payload)

    def capture(self, sha256: str) -> Kept | None:
        """The latest capture of these bytes."""
        payload = self.ledger("captures").payload(sha256)
        return None if payload is None else capture_from_json(payload)

    def capture_bytes(self, sha256: str) -> bytes:
        """The bytes as they were captured, checked against their hash."""
        return self.truth.vault.read(sha256)

    def reports(self, *, rows: bool | None = None) -> Iterator[Report]:
        """The current text of every report, one at a time; with `rows` only the rows of datasets, or all but those."""
        ledger = self.ledger("texts")
        for report_id in self.report_ids(rows=rows):
            payload = ledger.payload(report_id)
            if payload is not None:
                yield from_json(Report, payload)

    def report_ids(self, *, rows: bool | None = None) -> list[str]:
        """The reports of which there is a text, without a look at it."""
        ledger = self.ledger("texts")
        said = ((report_id, ledger.extra(report_id)) for report_id in ledger.current())
        return [i for i, extra in said if not extra.get("skip") and rows in (None, bool(extra.get("rows")))]

    def report(self, report_id: str, *, text_version: str | None = None) -> Report | None:
        """One report: its current text, or the named version of it, which is never moved or lost."""
        ledger = self.ledger("texts")
        keys = [ledger.key(report_id)]
        if text_version is not None:
            keys += [key for subject, key in reversed(ledger.all_keys()) if subject == report_id]
        for key in keys:
            extra = ledger.extra(report_id, key)
            if key is None or extra.get("skip") or text_version not in (None, extra.get("version")):
                continue
            payload = ledger.payload(report_id, key)
            return None if payload is None else from_json(Report, payload)
        return None

    def claims_of(self, report_id: str) -> ReportClaims | None:
        """The current claims of a report; `None` where nothing has been extracted from it yet."""
        ledger = self.ledger("claims")
        payload = ledger.payload(report_id)
        return None if payload is None else claims_from_json(report_id, ledger.key(report_id) or "", payload)

    def all_claims(self, *, of: Container[str] | None = None) -> Iterator[ReportClaims]:
        """The current claims, report by report; only those `of` these reports where it is given."""
        for report_id in self.ledger("claims").current():
            if of is not None and report_id not in of:
                continue
            held = self.claims_of(report_id)
            if held is not None:
                yield held

    def datasets(self) -> list[tuple[str, str]]:
        """Names and vintages of the datasets that are held, from the earliest vintage of each to the latest."""
        return in_order(k.given.dataset.issue for k in self.captures() if k.given.dataset is not None)

    def copies(self) -> list[Copy]:
        """The copies that stand."""
        return [copy for _, payload in self.ledger("copies").payloads() for copy in copies_from_json(payload)]

    def skips(self) -> list[Skip]:
        """Items that could not be taken and have not been taken since, whether by collecting or by reading."""
        texts = self.ledger("texts")
        unread = (texts.payload(subject) for subject in texts.current() if texts.extra(subject).get("skip"))
        refused = (payload for _, payload in self.ledger("skips").payloads())
        return [from_json(Skip, payload) for payload in (*refused, *unread) if payload is not None]

    def judgements(self) -> list[Judgement]:
        """What people decided, oldest first."""
        return [from_json(Judgement, payload) for _, payload in self.ledger("judgements").payloads()]

    def runs(self) -> list[dict[str, Any]]:
        """The manifests of all runs, oldest first."""
        return list(self._runs.all())

    def damage(self) -> list[str]:
        """Sentences on parts of the truth that were once whole and no longer are. A healthy campaign has none."""
        return self.truth.damage

    def fingerprint(self, *extra: str) -> str:
        """Names what a generation would be built from now. `extra`: versions and hashes that the stages above add.
        When it equals `campaign.published_inputs()`, there is nothing to publish."""
        return digest(SCHEMA_VERSION, self.truth.fingerprint(), *extra)

    def published_inputs(self) -> str | None:
        """The fingerprint of the generation that readers see; `None` before the first."""
        current = self.generations.current_manifest()
        return None if current is None else str(current["inputs"])

    def generation(self) -> Generation:
        """Pin the generation that stands now, for as long as it is kept open: `with campaign.generation() as g:`."""
        return self.generations.pin()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The one writer. On leaving, also by Ctrl-C or an error above, whole records still pending are committed."""
        with one_writer(self.path, since=self.clock(), disk=self.disk):
            self.truth.refresh()
            self.generations.tidy()
            self._runs.settle()
            writer = Writer(self.truth, self.generations, self._runs, clock=self.clock)
            try:
                yield writer
            except BaseException as error:
                writer.rescue(error)
                raise
            else:
                writer.commit()
            finally:
                self.truth.close()
                self._truth = None
