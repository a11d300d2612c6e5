"""The tables of a generation. Their names and columns are a contract with everything that reads a campaign.

`stop` is the exclusive end of a stretch of days; open bounds are NULL; instants are cut to their date, an exclusive
end upwards, so that a raid from 04:30 to 06:00 lies in its day. `json` is the whole record as one line of JSON.
"""

from __future__ import annotations

SCHEMA_VERSION = "3"
"""Part of the fingerprint of a generation: a changed schema publishes anew."""

Columns = tuple[tuple[str, str], ...]

_PARTY: Columns = (
    ("role", "VARCHAR"), ("id", "VARCHAR"), ("words", "VARCHAR"), ("sector", "VARCHAR"), ("certainty", "VARCHAR"),
)  # fmt: skip
_CODED: Columns = (("type", "VARCHAR"), ("mode", "VARCHAR"), ("cameo", "VARCHAR"), ("acled", "VARCHAR"))
_ISSUE: Columns = (("dataset", "VARCHAR"), ("vintage", "VARCHAR"))
_WHEN: Columns = (("start", "DATE"), ("stop", "DATE"), ("precision", "VARCHAR"))

TABLES: dict[str, Columns] = {
    "reports": (
        ("id", "VARCHAR"), ("sha256", "VARCHAR"), ("form", "VARCHAR"), ("title", "VARCHAR"), ("publisher", "VARCHAR"),
        ("published", "DATE"), ("published_found", "VARCHAR"), ("language", "VARCHAR"), ("readable", "BOOLEAN"),
        ("address", "VARCHAR"), ("url", "VARCHAR"), ("characters", "BIGINT"), *_ISSUE, ("json", "VARCHAR"),
    ),
    "claims": (
        ("id", "VARCHAR"), ("report", "VARCHAR"), ("kind", "VARCHAR"), *_CODED, ("stance", "VARCHAR"),
        ("modality", "VARCHAR"), *_WHEN, ("place_id", "VARCHAR"), ("place", "VARCHAR"), ("province", "VARCHAR"),
        ("country", "VARCHAR"), ("lat", "DOUBLE"), ("lon", "DOUBLE"), ("place_precision", "VARCHAR"),
        ("reading_confidence", "DOUBLE"), ("quote", "VARCHAR"), ("sentence", "VARCHAR"),
        ("sentence_start", "BIGINT"), *_ISSUE, ("json", "VARCHAR"),
    ),
    "events": (
        ("id", "VARCHAR"), *_CODED, *_WHEN, ("place_id", "VARCHAR"), ("place", "VARCHAR"), ("lat", "DOUBLE"),
        ("lon", "DOUBLE"), ("radius_km", "DOUBLE"), ("place_precision", "VARCHAR"), ("province", "VARCHAR"),
        ("country", "VARCHAR"), ("mission", "VARCHAR"), ("grade", "VARCHAR"), ("claims", "BIGINT"),
        ("origins", "BIGINT"), ("disputed", "BOOLEAN"), ("summary", "VARCHAR"), ("json", "VARCHAR"),
    ),
    "event_claims": (("event", "VARCHAR"), ("claim", "VARCHAR")),
    "event_parties": (("event", "VARCHAR"), *_PARTY),
    "event_figures": (
        ("event", "VARCHAR"), ("measure", "VARCHAR"), ("of_whom", "VARCHAR"), ("low", "DOUBLE"), ("best", "DOUBLE"),
        ("high", "DOUBLE"), ("rule", "VARCHAR"),
    ),
    "disputes": (("event", "VARCHAR"), ("axis", "VARCHAR"), ("about", "VARCHAR"), ("json", "VARCHAR")),
    "claim_parties": (("claim", "VARCHAR"), *_PARTY),
    "claim_figures": (
        ("claim", "VARCHAR"), ("measure", "VARCHAR"), ("of_whom", "VARCHAR"), ("value", "DOUBLE"),
        ("comparator", "VARCHAR"), ("low", "DOUBLE"), ("high", "DOUBLE"), ("per", "VARCHAR"), ("share", "DOUBLE"),
        ("words", "VARCHAR"),
    ),
    "ancestors": (("actor", "VARCHAR"), ("ancestor", "VARCHAR")),
    "copies": (("report", "VARCHAR"), ("of", "VARCHAR"), ("how", "VARCHAR"), ("similarity", "DOUBLE")),
    "skips": (("where_", "VARCHAR"), ("code", "VARCHAR"), ("sentence", "VARCHAR")),
    "set_aside": (("claim", "VARCHAR"), ("reason", "VARCHAR")),
    "judgements": (
        ("id", "VARCHAR"), ("kind", "VARCHAR"), ("who", "VARCHAR"), ("when_", "VARCHAR"), ("why", "VARCHAR"),
        ("effect", "VARCHAR"), ("json", "VARCHAR"),
    ),
    "datasets": (("name", "VARCHAR"), ("vintage", "VARCHAR"), ("place", "BIGINT")),
    "superseded": (("claim", "VARCHAR"), ("vintage", "VARCHAR")),
}  # fmt: skip


SUPERSEDE = """
INSERT INTO superseded
WITH held AS (
    SELECT c.id, c.dataset, c.vintage, d.place, coalesce(c.country, '') AS country, c.start, c.stop
    FROM claims c JOIN datasets d ON d.name = c.dataset AND d.vintage = c.vintage WHERE c.start IS NOT NULL
), covered AS (
    SELECT dataset, vintage, place, country, min(start) AS first, max(stop) AS last FROM held GROUP BY ALL
)
SELECT h.id, arg_max(l.vintage, l.place) FROM held h JOIN covered l
ON l.dataset = h.dataset AND l.country = h.country AND l.place > h.place AND h.start >= l.first AND h.start < l.last
GROUP BY h.id
"""
"""A row is superseded where a later vintage of its dataset covers its country and day, whether it still has the row or
has taken it out. `covers` is from the first to the last day of that vintage's own rows there: candidate issues that
hold one month each do not hide one another."""


def create_table(name: str) -> str:
    """The SQL that makes one table."""
    columns = ", ".join(f'"{column}" {kind}' for column, kind in TABLES[name])
    return f'CREATE TABLE "{name}" ({columns})'


def load_table(name: str) -> str:
    """The SQL that fills one table from lines of JSON; parameters: path, longest line in bytes."""
    columns = ", ".join(f"'{column}': '{kind}'" for column, kind in TABLES[name])
    return (
        f"INSERT INTO \"{name}\" SELECT * FROM read_json(?, format = 'newline_delimited', "
        f"columns = {{{columns}}}, maximum_object_size = ?)"
    )
