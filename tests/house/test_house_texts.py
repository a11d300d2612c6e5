"""What tracked text may hold: links that lead somewhere, no machine's paths, no registry's address, no corpus text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = 12
"""Words in a row that two texts do not share by chance."""

# Words that a corpus prints and that are nobody's sentence; a run made of these words alone is let pass in that file.
SPARED = {
    "evals/fakes.py": "the organization of the islamic state in iraq and levant isis",  # a label, to be compared with
    "examples/inherent-resolve/07_thread.txt": "end of thread read on twitter",  # what a site prints under every post
}

CORPORA = ("reports", "fakes_syria", "isaf", "re3d", "muc4", "polnear")
_LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
_WORD = re.compile(r"[^\W_]+")
_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp|opt|mnt)/[\w.-]+")
_REGISTRY = re.compile(r"https?://\S*(?:pypi|/simple[/])\S*|pypi-[a-z]+")
# A test may name a path that must be refused or withheld; the folder is then plainly nobody's.
_NOBODY = ("/tmp/x", "/home/someone", "/home/user", "/home/me", "/Users/someone")
_HERE = Path(__file__).name
_SHORT = 4
"""A word of so many letters counts; a run with fewer than four of them says nothing."""


def tracked() -> list[Path]:
    """Files under version control that exist; in an unpacked archive without it, every file beside the hidden ones."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if asked.returncode:
        return [
            p for p in ROOT.rglob("*") if p.is_file() and not any(part[0] == "." for part in p.relative_to(ROOT).parts)
        ]
    return [path for name in asked.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file; nothing for what is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


FILES = tracked()
PAGES = sorted(path for path in FILES if path.suffix == ".md" and "examples" not in path.parts)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(text_of(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), f"{page.name} links to {target}"
        if anchor and there.suffix == ".md":
            heads = [
                re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-")
                for h in re.findall(r"(?m)^#+ (.*)$", text_of(there))
            ]
            assert anchor in heads, f"{page.name} links to {target}; headings are {heads}"


def test_no_path_of_one_machine_and_no_registry() -> None:
    found = []
    for path in FILES:
        if path.name == _HERE or path.suffix in (".geojson", ".tsv"):
            continue
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            hits = [hit for hit in _MACHINE.findall(line) if not hit.startswith(_NOBODY)] + _REGISTRY.findall(line)
            found += [f"{path.relative_to(ROOT)}:{number} {hit}" for hit in hits]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("see /" + "work/main/README.md", True),
        ("/" + "home/anna/campaign", True),
        ("https://example.org/work/1", False),
        ("w" + "/work/x", False),
    ],
)
def test_the_search_for_machine_paths_finds_them(line: str, is_found: bool) -> None:
    assert bool(_MACHINE.search(line)) is is_found


@pytest.mark.shared
@pytest.mark.slow
def test_no_sentence_of_a_corpus(shared: Path) -> None:
    """A run of twelve words that a tracked file and a corpus have in common names file and words."""
    ours: dict[int, str] = {}
    for path in FILES:
        if path.name == "requirements.lock":
            continue
        spared = set(SPARED.get(str(path.relative_to(ROOT)), "").split())
        for run in (run for run in runs_in(text_of(path)) if not spared.issuperset(run)):
            ours.setdefault(hash(run), f"{path.relative_to(ROOT)}: {' '.join(run)}")
    found = {ours[key] for text in corpus_texts(shared) for run in runs_in(text) if (key := hash(run)) in ours}
    assert sorted(found) == []


def runs_in(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of words that are words: rows of numbers and single letters are nobody's sentence."""
    words = _WORD.findall(text.casefold())
    for at in range(len(words) - RUN + 1):
        run = tuple(words[at : at + RUN])
        if sum(len(word) >= _SHORT and word.isalpha() for word in run) >= _SHORT:
            yield run


def corpus_texts(shared: Path) -> Iterator[str]:
    """The files of the corpora as they lie, with the escapes of JSON undone as far as words go."""
    for path in (p for name in CORPORA if (shared / name).is_dir() for p in (shared / name).rglob("*") if p.is_file()):
        if path.suffix in (".txt", ".jsonl", ".json"):
            yield re.sub(r"\\[nrt\"]", " ", path.read_text(encoding="utf-8", errors="replace"))
