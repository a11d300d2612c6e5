"""An edit to the lexicon re-extracts the reports that hold its words, and no others."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.calls import ROOT, recount

PACK = ROOT / "src" / "recount" / "packs" / "inherent-resolve"


def test_an_edited_lexicon_reads_anew_only_what_holds_its_words(tmp_path: Path) -> None:
    reports = tmp_path / "in"
    reports.mkdir()
    (reports / "bomb.txt").write_text(
        "4 March 2015\n\nA car bomb killed 12 people in Qamishli on Tuesday, police said.\n"
    )
    (reports / "talks.txt").write_text("5 March 2015\n\nEnvoys zorbled the ceasefire in Homs on Wednesday.\n")
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    campaign = tmp_path / "c"
    assert recount("build", reports, "-o", campaign, "--pack", pack).status == 0
    before = recount("claims", campaign, "--text", "Qamishli").out
    lexicon = pack / "lexicon.yaml"
    text = lexicon.read_text(encoding="utf-8")
    assert " destroy, demolish," in text
    lexicon.write_text(text.replace(" destroy, demolish,", " destroy, zorble, demolish,"), encoding="utf-8")
    again = recount("build", reports, "-o", campaign, "--pack", pack)
    assert "claims read anew from 1." in again.err
    assert recount("claims", campaign, "--text", "Qamishli").out == before
    assert recount("claims", campaign, "--text", "zorbled").out
