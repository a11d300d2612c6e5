"""People's word: obeyed, undone, superseded, found again under a better reading, or listed as orphaned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reconcile_factories import copy_of, corpus, judgement, pack, report, says, selector

from recount.reconcile import reconcile
from recount.records import Claim, Evidence, Report
from recount.records.ids import claim_id, text_version

ONE = report(says("Jets hit a market in Raqqa, killing 14.", killed=14, target="a market"))
TWO = report(says("A raid on Raqqa's market left 14 dead.", killed=14, target="the market"), publisher="The Herald")
FAR = report(says("A car bomb went off in Mosul.", at="Mosul", mode="explosives", by="isis"), publisher="The Post")
A, B, C = ONE[1][0], TWO[1][0], FAR[1][0]
CLAIMS, REPORTS = corpus(ONE, TWO, FAR)
LATER = "2024-03-01T00:00:00Z"


def run(*judged: object, claims: list[Claim] = CLAIMS, reports: list[Report] = REPORTS):  # type: ignore[no-untyped-def]
    return reconcile(claims, reports, [], list(judged), pack())  # type: ignore[arg-type]


def homes(found) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {c: e.id for e in found.events for c in e.claims}


def test_same_joins_in_spite_of_contradictions_and_shows_the_disputes() -> None:
    found = run(judgement("same", A, C, id="j"))
    (event,) = found.events
    assert {d.axis for d in event.disputes} == {"perpetrator", "place", "characterisation"}
    assert any(d.reasons[0] == "joined by A. Reader: read both" for d in event.decisions)
    assert found.judged == (("j", "obeyed"),)


def test_different_parts_and_says_so() -> None:
    found = run(judgement("different", A, B, id="j"))
    assert homes(found)[A.id] != homes(found)[B.id]
    assert any("kept apart by A. Reader" in d.reasons[0] and not d.same for d in found.decisions)


@pytest.mark.parametrize(("first", "last", "joined"), [("same", "different", False), ("different", "same", True)])
def test_the_later_of_two_contrary_judgements_wins(first: str, last: str, joined: bool) -> None:
    found = run(judgement(first, A, C, id="j1"), judgement(last, A, C, id="j2", when=LATER))
    assert (homes(found)[A.id] == homes(found)[C.id]) is joined
    assert dict(found.judged) == {"j1": "superseded by a later judgement", "j2": "obeyed"}


@pytest.mark.parametrize(("kind", "word"), [("wrong", "judged wrong by A. Reader"), ("hide", "hidden by A. Reader")])
def test_wrong_and_hide_set_aside_with_the_reason(kind: str, word: str) -> None:
    found = run(judgement(kind, A))
    assert dict(found.set_aside)[A.id].startswith(word)
    assert A.id not in homes(found) and A.id not in dict(found.standing)


def test_regrade_is_a_person_s_and_may_say_confirmed() -> None:
    found = run(judgement("regrade", A, value="confirmed"), judgement("regrade", C, value="certain", id="bad"))
    grades = {e.id: e.grade for e in found.events}
    mine = grades[homes(found)[A.id]]
    assert (mine.proposed, mine.by) == ("confirmed", "A. Reader")
    assert grades[homes(found)[C.id]].by is None
    assert dict(found.judged)["bad"].startswith("not obeyed: 'certain' is no grade")


def test_an_undo_may_itself_be_undone() -> None:
    word = judgement("same", A, C, id="j1")
    undo = replace(judgement("undo", id="j2", when=LATER), undoes="j1")
    redo = replace(judgement("undo", id="j3", when="2024-04-01T00:00:00Z"), undoes="j2")
    found = run(word, undo, redo)
    assert homes(found)[A.id] == homes(found)[C.id]
    assert dict(found.judged) == {"j1": "obeyed", "j2": "undone", "j3": "obeyed"}


def reread(made: tuple[Report, tuple[Claim, ...]], before: str, cut: int) -> tuple[Report, tuple[Claim, ...]]:
    """The report as a better reader has it: another text version, the claim's span moved and its end cut."""
    old, (claim,) = made
    text = before + old.text
    span = (len(before), len(text) - cut)
    version = text_version(text)
    id_ = claim_id(old.id, version, claim.kind, claim.type, *span)
    moved = replace(claim, id=id_, text_version=version, evidence=(Evidence(*span, text[slice(*span)]),))
    return replace(old, text=text, text_version=version), (moved,)


def test_judgements_survive_a_better_reading() -> None:
    new = reread(ONE, "A headline that the old reader lost. ", 1)
    claims, reports = corpus(new, TWO, FAR)
    found = run(judgement("hide", A, id="j"), claims=claims, reports=reports)
    assert [c for c, _ in found.set_aside] == [new[1][0].id]
    assert dict(found.judged) == {"j": "obeyed"}


def test_a_claim_of_another_type_does_not_take_the_judgement() -> None:
    report_, (claim,) = reread(ONE, "A headline that the old reader lost. ", 1)
    claims, reports = corpus((report_, (replace(claim, type="TERRITORY"),)), TWO, FAR)
    found = run(judgement("hide", A, id="j"), claims=claims, reports=reports)
    assert found.set_aside == () and dict(found.judged)["j"].startswith("orphaned")


def test_a_judgement_on_a_report_that_is_gone_is_orphaned() -> None:
    claims, reports = corpus(TWO, FAR)
    found = run(judgement("different", A, B, id="j"), claims=claims, reports=reports)
    assert dict(found.judged)["j"].startswith("orphaned")


def test_a_person_may_part_a_claim_from_its_own_copy() -> None:
    again, moved, link = copy_of(ONE, publisher="The Echo", published="2016-06-22")
    claims, reports = corpus(ONE, (again, moved))
    found = reconcile(claims, reports, [link], [judgement("different", A, moved[0])], pack())
    assert homes(found)[A.id] != homes(found)[moved[0].id]


def test_a_judgement_on_a_claim_holds_for_its_copies() -> None:
    again, moved, link = copy_of(ONE, publisher="The Echo", published="2016-06-22")
    claims, reports = corpus(ONE, (again, moved), TWO)
    found = reconcile(claims, reports, [link], [judgement("different", A, B)], pack())
    assert homes(found)[A.id] == homes(found)[moved[0].id] != homes(found)[B.id]


def test_words_found_again_are_those_that_begin_a_claim_before_those_that_another_quotes_too() -> None:
    words = A.evidence[0]
    head = Evidence(words.start, words.start + 9, words.quote[:9])
    quoting = replace(A, id="quoting", evidence=(head, words))
    found = run(judgement("hide", replace(A, id="gone"), id="j"), claims=[quoting, A, B, C])
    assert [claim for claim, _ in found.set_aside] == [A.id]


def test_parts_are_kept_apart_and_claims_of_one_part_together() -> None:
    found = run(judgement("split", A, B, C, parts=(0, 0, 1), id="j"))
    assert homes(found)[A.id] == homes(found)[B.id] != homes(found)[C.id]
    apart = run(judgement("different", A, B, C, parts=(0, 0, 1), id="j"))
    assert homes(apart)[A.id] == homes(apart)[B.id], "within a part the score decides"


def test_a_later_same_undoes_a_split() -> None:
    found = run(judgement("split", A, B, id="j1"), judgement("same", A, B, id="j2", when=LATER))
    assert homes(found)[A.id] == homes(found)[B.id]
    assert dict(found.judged) == {"j1": "superseded by a later judgement", "j2": "obeyed"}


def test_a_merged_actor_is_read_everywhere_and_a_circle_gives_way() -> None:
    merge = replace(judgement("merge_actor", id="j1", value="isis"), targets=("coalition",))
    found = run(merge)
    parties = {p.id for e in found.events for p in e.actors if p.role == "actor"}
    assert parties == {"isis"}
    back = replace(judgement("merge_actor", id="j2", value="coalition", when=LATER), targets=("isis",))
    both = run(merge, back)
    assert {p.id for e in both.events for p in e.actors if p.role == "actor"} == {"coalition"}
    assert dict(both.judged) == {"j1": "superseded by a later judgement", "j2": "obeyed"}


def test_a_claim_added_by_hand_stands_moves_with_its_words_and_goes_when_they_are_gone() -> None:
    missed = replace(C, id="by-hand", type="PROTEST", mode=None)
    word = replace(judgement("add_claim", missed, id="j"), selectors=(selector(C),))
    assert homes(run(word))["by-hand"] not in set(homes(run()).values()), "it is an event of its own"
    moved_report = reread(FAR, "From our man. ", 0)
    (added,) = run(word, claims=[*ONE[1], *moved_report[1]], reports=[ONE[0], moved_report[0]]).added
    assert added.type == "PROTEST" and added.evidence[0].start == len("From our man. ")
    gone = run(word, claims=[*ONE[1]], reports=[ONE[0]])
    assert gone.added == () and dict(gone.judged)["j"].startswith("orphaned")


def test_an_extracted_claim_of_the_words_that_a_person_read_gives_way() -> None:
    longer = (Evidence(0, len("A car bomb went off in Mosul."), "A car bomb went off in Mosul."),)
    own = replace(C, id="by-hand", evidence=longer)
    machine = replace(C, evidence=(Evidence(0, 27, longer[0].quote[:27]),))
    word = replace(judgement("add_claim", own, id="j"), selectors=(selector(own),))
    found = run(word, claims=[A, B, machine])
    assert C.id not in homes(found) and "has read the same words" in dict(found.set_aside)[C.id]


def test_a_grade_stays_with_the_event_that_holds_most_of_what_was_graded() -> None:
    graded = judgement("regrade", A, B, C, value="confirmed", id="j")
    confirmed = [e for e in run(graded).events if e.grade.by]
    assert [set(e.claims) for e in confirmed] == [{A.id, B.id}]


def test_how_events_stand_is_told_on_both_and_moves_no_figure() -> None:
    plain = run(judgement("same", A, B, id="a"))
    said = judgement("relate", B, C, value="reprisal_for", id="j", parts=(0, 1))
    found = run(judgement("same", A, B, id="a"), said)
    home, ties = homes(found), {e.id: e.ties for e in found.events}
    (one,), (other,) = ties[home[B.id]], ties[home[C.id]]
    assert (one.kind, one.event, one.outward, one.by) == ("reprisal_for", home[C.id], True, "A. Reader")
    assert (other.event, other.outward) == (home[B.id], False)
    assert [replace(e, ties=()) for e in found.events] == list(plain.events)
    undo = replace(judgement("undo", id="u", when=LATER), undoes="j")
    assert run(judgement("same", A, B, id="a"), said, undo).events == plain.events


def test_what_a_person_holds_to_be_part_of_another_is_part_of_it() -> None:
    found = run(judgement("relate", C, A, value="part_of", id="j", parts=(0, 1)))
    home = homes(found)
    (part,) = [e for e in found.events if e.id == home[C.id]]
    assert part.part_of == (home[A.id],)


@pytest.mark.parametrize(
    ("others", "value", "effect"),
    [
        ([], "likes", "not obeyed: 'likes' is no way in which events stand"),
        ([judgement("same", A, C, id="s")], "part_of", "without effect: both sides are one event of this run"),
        ([judgement("hide", C, id="s")], "part_of", "without effect: the claims of one side belong to no event"),
    ],
)
def test_a_tie_that_cannot_stand_says_why(others: list[object], value: str, effect: str) -> None:
    found = run(*others, judgement("relate", A, C, value=value, id="j", parts=(0, 1)))
    assert dict(found.judged)["j"].startswith(effect)
    assert not any(e.ties for e in found.events)


def test_a_rule_on_words_leaves_out_what_stands_in_them_in_the_reports_that_it_means() -> None:
    words = "Jets hit a market in  Raqqa, killing 14"
    everywhere = replace(judgement("hide_words", id="j", value=words), targets=())
    found = run(everywhere)
    assert dict(found.set_aside)[A.id] == "left out by a rule of A. Reader: read both"
    assert {B.id, C.id} <= homes(found).keys()
    assert dict(found.judged)["j"] == "obeyed"
    elsewhere = run(replace(everywhere, targets=("The Herald",)))
    assert A.id in homes(elsewhere)
    assert dict(elsewhere.judged)["j"].startswith("without effect")


def test_a_rule_on_words_spares_the_sentence_that_says_more() -> None:
    longer = report(says("Jets hit a market in Raqqa, killing 14, and a mill.", killed=14, target="a market"))
    claims, reports = corpus(longer)
    found = run(
        replace(judgement("hide_words", value="a market in Raqqa, killing 14"), targets=()),
        claims=claims, reports=reports,
    )  # fmt: skip
    assert longer[1][0].id in homes(found)
