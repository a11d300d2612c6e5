"""The corpora that the language model learns from: where each lies, under what licence, and how it is read.

`CORPORA["ewt"].passages(data, "train")` yields the passages of a part, given the root of the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from training.corpora import (
    cameo,
    causal,
    causal_augmented,
    ecb,
    ewt,
    gvc,
    muc,
    plain,
    plover,
    polnear,
    re3d,
    wiki,
    wnut,
    wwn,
)
from training.passage import Passage


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus under its name; `heads` are what it teaches, in the order of the model's table."""

    name: str
    module: ModuleType
    folder: str
    """Under the root of the data."""
    licence: str
    open: bool
    """Whether the licence is clearly open: CC0, CC BY, CC BY-SA, public domain or OGL."""
    heads: tuple[str, ...]
    learnt: bool = True
    """Whether shipped weights may learn from it; otherwise it is only measured on."""

    @property
    def parts(self) -> tuple[str, ...]:
        parts: tuple[str, ...] = self.module.PARTS
        return parts

    def passages(self, data: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
        """Passages of a part. What is skipped or doubtful is counted in `oddities`.

        Raises `ValueError` for a part that the corpus lacks.
        """
        if part not in self.parts:
            raise ValueError(f"{self.name} has no part {part!r}, only {', '.join(self.parts)}")
        found: Iterator[Passage] = self.module.passages(data / self.folder, part, oddities=oddities)
        return found


_LISTED = (
    Corpus("ewt", ewt, "ud_ewt", "CC BY-SA 4.0 (UNER: CC BY-SA 4.0)", True,
           ("upos", "feats", "lemma", "arcs", "starts", "uner")),
    Corpus("wnut", wnut, "wnut17", "CC BY 4.0", True, ("wnut",)),
    Corpus("wwn", wwn, "worldwide_newswire", "none stated", False, ("wwn", "starts")),
    Corpus("re3d", re3d, "re3d", "public domain, OGL, CC BY; Wikipedia part CC BY-SA", True, ("re3d",)),
    Corpus("wiki", wiki, "wikievents", "unclear", False, ("wiki", "trigger", "plover", "starts")),
    Corpus("ecb", ecb, "ecbplus", "CC BY", True, ("event", "starts")),
    Corpus("gvc", gvc, "gvc", "CC BY", True, ("event",), learnt=False),
    Corpus("polnear", polnear, "polnear", "unclear", False, ("attribution",)),
    Corpus("muc", muc, "muc4", "openly circulated, licence not stated", False, ("muc",)),
    Corpus("causal", causal, "causalnews/V2", "CC0", True, ("causal", "cause", "effect", "signal")),
    Corpus("causal_augmented", causal_augmented, "causalnews/V2", "CC0", True, ("cause", "effect", "signal")),
    Corpus("plover", plover, "plover", "none stated", False, ("plover",)),
    Corpus("cameo", cameo, "cameo", "MIT or unclear", False, ("party",)),
    Corpus("plain", plain, ".", "US and NATO releases; CC BY 4.0 over the outlets' texts; reports measure only", False,
           (), learnt=False),
)  # fmt: skip
CORPORA = {corpus.name: corpus for corpus in _LISTED}
