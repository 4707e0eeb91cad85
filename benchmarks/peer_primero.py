"""How Primero scores a child against the tracing requests, rewritten from its source (version 2).

    python -m benchmarks.peer_primero FOUND.csv SOUGHT.csv CANDIDATES.csv

One full-text query a child, an OR over the groups of fields with fixed boosts; names by double metaphone beside the
token itself, other fields by exact lower-case tokens; classic TF-IDF per field; the best twenty; scores divided by
the best score of that query, those of 0.1 and less dropped; *likely* if only one is left or if a score exceeds the
mean by more than 0.7.  Family members' values are joined by spaces.  Sources: app/services/matching_service.rb,
app/models/potential_match.rb, the Solr schema.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

from benchmarks.cleaning import read_rows
from benchmarks.metaphone import double_metaphone

__all__ = ["Index", "criteria_of", "labels", "main", "normalised"]

PAGE = 20
TOP = 10
DROP = 0.1
LIKELY = 0.7
NAMES = {"name", "relation_name"}
# Field group: boost, and the columns of our lists that Primero would hold in it (its own fields in brackets).
GROUPS: dict[str, tuple[float, tuple[str, ...]]] = {
    "name": (15.0, ("name", "other_names")),  # [name name_other name_nickname]
    "sex": (10.0, ("sex",)),
    "age": (10.0, ("age",)),
    "date_of_birth": (5.0, ("birth_date",)),
    # [relation_name relation_nickname relation_other_family], the values of all family members joined
    "relation_name": (10.0, ("father", "father_alias", "mother", "mother_alias", "siblings", "relatives", "inquirer")),
    "relation": (5.0, ("relation",)),
    "language": (3.0, ("languages",)),
    "location": (1.0, ("origin", "last_seen_place", "found_place")),
}
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)


def tokens(text: str, *, names: bool) -> list[str]:
    """The terms of a field: lower-case tokens, and for names their two metaphone codes as well (`inject`)."""
    out: list[str] = []
    for token in _TOKEN.findall(text.lower()):
        out.append(token)
        if names:
            out += sorted({"~" + code for code in double_metaphone(token) if code})
    return out


def criteria_of(row: dict[str, str]) -> dict[str, list[str]]:
    """The terms of each group of a child or a request."""
    return {
        group: tokens(" ".join(row.get(column, "") for column in columns), names=group in NAMES)
        for group, (_, columns) in GROUPS.items()
    }


class Index:
    """The requests as the search engine holds them: for each group, which request has which term how often."""

    def __init__(self, documents: Sequence[dict[str, list[str]]]) -> None:
        self.size = len(documents)
        self.postings: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for number, document in enumerate(documents):
            for group, terms in document.items():
                norm = 1.0 / math.sqrt(len(terms)) if terms else 0.0
                for term, count in Counter(terms).items():
                    self.postings[group, term].append((number, math.sqrt(count) * norm))

    def search(self, query: dict[str, list[str]]) -> list[tuple[int, float]]:
        """The best twenty requests and their scores: Σ boost · idf² · √tf · field norm (Lucene, classic)."""
        scores: dict[int, float] = defaultdict(float)
        for group, terms in query.items():
            boost = GROUPS[group][0]
            for term in set(terms):
                hits = self.postings.get((group, term), ())
                idf = 1.0 + math.log(self.size / (len(hits) + 1)) if hits else 0.0
                weight = boost * idf * idf
                for number, value in hits:
                    scores[number] += weight * value
        return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:PAGE]


def normalised(scores: Sequence[float]) -> list[float]:
    """Scores divided by the best of them; those of 0.1 and less are dropped."""
    best = max(scores, default=0.0)
    return [score / best for score in scores if best > 0 and score / best > DROP]


def labels(scores: Sequence[float]) -> list[str]:
    """What Primero says of normalised scores: `likely` or `possible`."""
    if len(scores) == 1:
        return ["likely"]
    mean = sum(scores) / len(scores) if scores else 0.0
    return ["likely" if score - mean > LIKELY else "possible" for score in scores]


def main(arguments: list[str]) -> None:
    """Query each child found against the requests and write its ten best."""
    found, sought, out = arguments
    requests = read_rows(sought)
    index = Index([criteria_of(row) for row in requests])
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("found_id", "sought_id", "rank", "probability"))
        for row in read_rows(found):
            hits = index.search(criteria_of(row))
            scores = normalised([score for _, score in hits])[:TOP]
            for rank, ((number, _), score) in enumerate(zip(hits, scores, strict=False), 1):
                writer.writerow((row["id"], requests[number]["id"], rank, f"{score:.6f}"))


if __name__ == "__main__":
    main(sys.argv[1:])
