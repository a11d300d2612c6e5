from __future__ import annotations

import pytest

from recount.publish.evidence import LONGEST_SIDE, Names, quoted
from recount.publish.withhold import WITHHELD, withheld_from
from recount.records import Mention
from recount.records.publication import Statement
from tests.publication_factory import Maker, who


def statement(sentence: str, *, sensitive: bool = True, quote: str | None = None, **given: object) -> Statement:
    make = Maker()
    tags = ("victim",) if sensitive else ()
    claim = make.claim(sentence, quote=quote, sensitivity=tags, **given)  # type: ignore[arg-type]
    start, words = make.sentences[claim.id]
    return Statement(claim, words, start)


@pytest.mark.parametrize(
    ("sentence", "hidden"),
    [
        ("A boy named Tamim was shot at the gate.", ("Tamim",)),
        ("Gunmen killed Samir Haddad, and 12 others died.", ("Samir Haddad", "Samir", "Haddad")),
        ("Leila al-Omari, 14, was hurt on her way to school.", ("Leila al-Omari", "Leila")),
        ("Yusuf Karim was abducted in Mosul.", ("Yusuf Karim",)),
        ("The teacher Rana Said taught there.", ("Rana Said",)),
    ],
)
def test_people_in_sensitive_sentences_lose_their_names(sentence: str, hidden: tuple[str, ...]) -> None:
    found = statement(sentence)
    text = withheld_from([found]).hide(sentence, found.claim.report)
    assert WITHHELD in text
    assert not any(name in text for name in hidden)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Sample Front killed 12 people in Eastern Ghouta.",
        "A child was killed by the Free Example Army near New Mosul.",
        "On Monday Iraqi Police detained 30 people.",
    ],
)
def test_bodies_and_places_and_numbers_stay(sentence: str) -> None:
    found = statement(sentence)
    assert withheld_from([found]).hide(sentence, found.claim.report) == sentence


def test_a_name_linked_to_nobody_is_hidden_in_every_report() -> None:
    found = statement("They held Omar Nasser for a week.", target=(Mention("Omar Nasser"),))
    assert withheld_from([found]).hide("Omar Nasser came home.", "another") == f"{WITHHELD} came home."


def test_a_catalogue_party_is_public_and_a_plain_claim_hides_nobody() -> None:
    linked = statement("They killed Sample Group men.", target=(who("sample", "Sample Group"),))
    plain = statement("Gunmen killed Samir Haddad.", sensitive=False)
    hide = withheld_from([linked, plain]).hide
    assert hide("Sample Group and Samir Haddad", plain.claim.report) == "Sample Group and Samir Haddad"


def test_a_name_across_the_edge_of_the_quote_is_hidden_whole() -> None:
    found = statement("Gunmen killed Samir Haddad at noon.", quote="Gunmen killed Samir")
    quote = quoted(found, Names(withheld=withheld_from([found])))
    assert (quote.exact, quote.after) == (f"Gunmen killed {WITHHELD}", " at noon.")


def test_long_sentences_are_cut_to_what_evidence_needs() -> None:
    filler = "and on and on " * 60
    found = statement(f"{filler}a bomb went off {filler}".strip(), sensitive=False, quote="a bomb went off")
    quote = quoted(found, Names())
    assert quote.exact == "a bomb went off"
    assert quote.before.startswith("…")
    assert quote.after.endswith("…")
    assert len(quote.before) <= LONGEST_SIDE + 3
