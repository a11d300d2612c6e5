"""The campaign folder: append-only truth, and generations built from it. The only writer.

Open one with `Campaign.open`, `Campaign.create` or `Campaign.open_or_create`; add to it inside
`with campaign.writing() as writer:`; read what was published inside `with campaign.generation() as generation:` with
the named queries of `recount.store.query` and with `search`. The store keeps and returns; what anything means is
known elsewhere.
"""

from recount.store import query
from recount.store.campaign import Campaign, utc_now
from recount.store.disk import Disk
from recount.store.generations import GenerationInfo
from recount.store.ledger import Ledger, State, stage_key
from recount.store.pinned import Generation
from recount.store.query import Filters, Flat
from recount.store.runs import Run
from recount.store.schema import TABLES
from recount.store.search import Hit, search
from recount.store.shapes import Kept, ReportClaims
from recount.store.tables import Contents
from recount.store.verify import verify
from recount.store.writer import Writer

__all__ = [
    "TABLES",
    "Campaign",
    "Contents",
    "Disk",
    "Filters",
    "Flat",
    "Generation",
    "GenerationInfo",
    "Hit",
    "Kept",
    "Ledger",
    "ReportClaims",
    "Run",
    "State",
    "Writer",
    "query",
    "search",
    "stage_key",
    "utc_now",
    "verify",
]
