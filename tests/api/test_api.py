"""`import recount` does what the command line does; the notebook that shows it runs."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

import recount
from recount.cli.main import run
from recount.records.codec import to_json

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Mosul, 12 April 2016\n\nISIS fighters attacked a post in Mosul on Tuesday, killing four policemen.\n"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> recount.Campaign:
    folder = tmp_path_factory.mktemp("api")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return recount.build([folder / "a.txt"], folder / "campaign")


def test_python_and_the_command_line_say_the_same(
    campaign: recount.Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["events", str(campaign.path)])
    assert [to_json(event) for event in campaign.events()] == capsys.readouterr().out.splitlines()
    run(["claims", str(campaign.path), "--kind", "event"])
    assert [to_json(claim) for claim in campaign.claims(kind="event")] == capsys.readouterr().out.splitlines()
    run(["report", str(campaign.path), "--quarter", "2016Q2", "-o", str(tmp_path / "a.html")])
    assert campaign.report("2016Q2", tmp_path / "b.html") == (tmp_path / "a.html").read_bytes()
    run(["export", str(campaign.path), "--as", "csv", "-o", str(tmp_path / "a.csv")])
    campaign.export("csv", tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_what_is_asked_wrongly_is_told(campaign: recount.Campaign, tmp_path: Path) -> None:
    with pytest.raises(recount.RecountError, match="unknown filters"):
        campaign.events(where="Mosul")
    with pytest.raises(recount.RecountError, match="expected one of html"):
        campaign.report("2016Q2", tmp_path / "a.odt")
    with pytest.raises(recount.RecountError):
        recount.open_campaign(tmp_path)
    with pytest.raises(AttributeError, match="it has Campaign"):
        recount.nothing  # noqa: B018


def test_a_table_comes_in_and_sentences_are_found(campaign: recount.Campaign, tmp_path: Path) -> None:
    campaign.export("csv", tmp_path / "events.csv")
    again = recount.import_table([tmp_path / "events.csv"], tmp_path / "again", kind="recount", vintage="1")
    assert len(again.events()) == len(campaign.events())
    assert campaign.search("Mosul")
    assert recount.open_campaign(campaign.path).reports()[0].text.startswith("Mosul")


@pytest.mark.slow
def test_the_notebook_runs() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: the notebook was not run")
        nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: the notebook was not run")
        pytest.importorskip("ipykernel", reason="ipykernel is not installed: the notebook was not run")
        notebook = nbformat.read(ROOT / "docs" / "recount_in_python.ipynb", as_version=4)
        client = nbclient.NotebookClient(notebook, timeout=500, resources={"metadata": {"path": str(ROOT)}})
        client.execute()
    printed = json.dumps(notebook.cells)
    assert "killed" in printed
    assert "1 {" in printed


def test_the_notebook_holds_no_output_and_twenty_lines_do_it() -> None:
    cells = json.loads((ROOT / "docs" / "recount_in_python.ipynb").read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)
    lines = [
        line for cell in cells if cell["cell_type"] == "code" for line in cell["source"].splitlines() if line.strip()
    ]
    assert len(lines) <= 24
