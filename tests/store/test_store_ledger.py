"""Keys of outputs: current, earlier or new, whatever order they come in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.records import CampaignError
from recount.store.disk import Disk
from recount.store.ledger import Ledger, stage_key
from recount.store.segments import Log


def ledger_in(folder: Path) -> Ledger:
    ledger = Ledger(Log(folder, disk=Disk()))
    ledger.load()
    return ledger


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "gone", "commit"]), st.sampled_from("abc"), st.sampled_from("123")), max_size=25
)


@given(STEPS)
def test_the_view_is_that_of_a_dictionary_that_forgets_no_output(steps: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as folder:
        ledger = ledger_in(Path(folder))
        view: dict[str, str] = {}
        made: set[tuple[str, str]] = set()
        for verb, subject, key in steps:
            expected = "current" if view.get(subject) == key else "earlier" if (subject, key) in made else "new"
            assert ledger.state(subject, key) == expected
            if verb == "put" and expected == "new":
                ledger.add(subject, key, f'"{subject}{key}"', word=key)
            elif verb == "put" and expected == "earlier":
                ledger.restore(subject, key)
            elif verb == "gone":
                ledger.withdraw(subject)
            elif verb == "commit":
                ledger.commit()
            if verb == "put":
                view[subject] = key
                made.add((subject, key))
            if verb == "gone":
                view.pop(subject, None)
        ledger.commit()
        for one in (ledger, ledger_in(Path(folder))):
            assert one.current() == view
            assert dict(one.payloads()) == {s: f'"{s}{k}"' for s, k in view.items()}
            assert {s: one.extra(s) for s in view} == {s: {"word": k} for s, k in view.items()}
            assert set(one.all_keys()) == made
            one.log.close()


def test_pending_is_known_but_not_read_until_committed(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.add("a", "1", "{}")
    assert ledger.state("a", "1") == "current"
    assert ledger.payload("a") is None
    ledger.commit()
    assert ledger.payload("a") == "{}"
    ledger.log.close()


def test_one_cannot_go_back_to_what_was_never_made(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="no output k9 of a"):
        ledger_in(tmp_path).restore("a", "k9")


@given(st.permutations(["a", "b", "c"]))
def test_the_fingerprint_is_of_the_view_and_not_of_its_history(order: list[str]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        plain, other = ledger_in(Path(one)), ledger_in(Path(two))
        for subject in "abc":
            plain.add(subject, subject, "{}")
        for subject in order:
            other.add(subject, "old", "{}")
            other.commit()
            other.add(subject, subject, "{}")
        plain.commit()
        assert plain.fingerprint() != other.fingerprint()
        other.commit()
        assert plain.fingerprint() == other.fingerprint()
        plain.log.close()
        other.log.close()


PARTS = {"stage": "extract", "version": "1", "inputs": "t", "model": "m", "pack": "p"}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_changes_the_key(part: str) -> None:
    assert stage_key(**PARTS) == stage_key(**PARTS)
    assert stage_key(**PARTS) != stage_key(**{**PARTS, part: "other"})


def test_what_is_kept_beside_a_key_can_be_said_anew(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.add("a", "k1", '"one"', under="old")
    ledger.add("b", "k1", '"two"', under="old")
    ledger.commit()
    view = ledger.fingerprint()
    ledger.restore("a", "k1", under="new")
    ledger.restore("b", "k1")
    ledger.commit()
    ledger.log.close()
    again = ledger_in(tmp_path)
    assert (again.extra("a"), again.extra("b")) == ({"under": "new"}, {"under": "old"})
    assert (again.payload("a"), again.fingerprint()) == ('"one"', view)
