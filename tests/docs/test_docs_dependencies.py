"""The pages on dependencies and licences name what pyproject.toml asks for: all of it and nothing else."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Families of licence as packages state them in their several ways.
FAMILIES = ("MIT", "BSD", "Apache")


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~ \[;]", requirement)[0]


RUNTIME = sorted(name_of(item) for item in PROJECT["dependencies"])


def first_cells(page: str, heading: str) -> list[str]:
    """First cells of the first table after a heading."""
    text = (ROOT / page).read_text(encoding="utf-8").partition(heading)[2]
    rows = re.search(r"\|---.*\n((?:\|.*\n)+)", text)
    assert rows, f"{page} has no table after {heading!r}"
    return [row.split("|")[1].strip() for row in rows[1].splitlines()]


def test_every_direct_dependency_has_its_reason_and_nothing_else_has() -> None:
    assert sorted(first_cells("docs/why/dependencies.md", "# Dependencies")) == RUNTIME


def test_every_tool_of_the_workshop_is_named() -> None:
    workshop = (ROOT / "docs/why/dependencies.md").read_text(encoding="utf-8").partition("For the workshop only")[2]
    for item in PROJECT["optional-dependencies"]["dev"]:
        assert name_of(item) in workshop, f"docs/why/dependencies.md does not name {name_of(item)}"


def test_the_page_on_licences_names_every_library_and_no_other() -> None:
    assert sorted(first_cells("docs/licences.md", "## Libraries at run time")) == RUNTIME


@pytest.mark.parametrize("name", RUNTIME)
def test_a_licence_is_the_one_that_the_package_states(name: str) -> None:
    said = metadata(name)
    stated = " ".join(
        [said.get("License-Expression") or "", said.get("License") or "", *(said.get_all("Classifier") or [])]
    )
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8").partition("## Libraries at run time")[2]
    row = next(line for line in page.splitlines() if line.startswith(f"| {name} |"))
    shared = [family for family in FAMILIES if family in row and family in stated]
    assert shared, f"{name}: the page says {row!r}, the package {stated[:120]!r}"


@pytest.mark.parametrize("source", ["GeoNames", "Natural Earth", "PLOVER"])
@pytest.mark.parametrize("page", ["docs/licences.md", "README.md"])
def test_data_are_credited(source: str, page: str) -> None:
    assert source in (ROOT / page).read_text(encoding="utf-8")
