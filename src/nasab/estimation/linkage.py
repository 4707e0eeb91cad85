"""Who is whom across the lists is not certain, and an estimate that takes it for certain is surer than it may be.

Missed links make the unseen too many, false ones too few.  So the linkage is drawn a hundred times from the
probabilities that the matcher gives, the estimate is made on each, and the answers are mixed.

Records are taken list by list in a random order.  A record joins one of the children put together so far, or is a
child by itself.  That it joins at all has the probability that the matcher gives to its being on the list where it is
likeliest to be found; whom it joins follows the probabilities of the pairs.  A child is on a list once at most.

Pooling by mixing posteriors: M. Sadinle, Journal of the American Statistical Association 112 (2017) 600, and the 100
copies of the tables that HRDAG publishes with verdata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.estimation.overlaps import Ints, Overlaps

__all__ = [
    "LINK_DRAWS",
    "Links",
    "draw_children",
    "draw_histories",
    "histories_by_child",
    "histories_of",
    "likeliest_children",
]

#: How many times the linkage is drawn.
LINK_DRAWS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Records of several lists, and how probably two of them are one child.

    `lists`: names; `of`: the list of each record, by number; `first`, `second`, `probability`: pairs of records of
    different lists.  Pairs that are not named are not the same child.
    """

    lists: tuple[str, ...]
    of: Ints
    first: Ints
    second: Ints
    probability: npt.NDArray[np.float64]

    def expected_recall(self, threshold: float = 0.5) -> float:
        """Of the links that there are by these probabilities, the share found by taking those from `threshold` on."""
        total = float(self.probability.sum())
        return float(self.probability[self.probability >= threshold].sum()) / total if total else 1.0


def draw_histories(
    links: Links, rng: np.random.Generator, fits: Ints | None = None, *, certain: bool = False
) -> Overlaps:
    """One draw of the linkage as a table, of the children who fit (`histories_of`)."""
    return histories_of(links, draw_children(links, rng), fits, certain=certain)


def draw_children(links: Links, rng: np.random.Generator) -> Ints:
    """For each record the number of the child it is, in one draw."""
    order = rng.permutation(len(links.lists))
    return _joined(links, order, rng)


def likeliest_children(links: Links) -> Ints:
    """For each record the number of the child it is, if every pair from an even chance on is a link, likeliest first.

    A pair that would put two records of one list together is left out.
    """
    child = np.arange(len(links.of))
    members: dict[int, list[int]] = {record: [record] for record in range(len(links.of))}
    for pair in np.argsort(-links.probability, kind="stable"):
        if links.probability[pair] < 0.5:
            break
        a, b = int(child[links.first[pair]]), int(child[links.second[pair]])
        if a == b or {int(links.of[one]) for one in members[a]} & {int(links.of[one]) for one in members[b]}:
            continue
        members[a] += members.pop(b)
        child[members[a]] = a
    return child


def histories_of(links: Links, child: Ints, fits: Ints | None = None, *, certain: bool = False) -> Overlaps:
    """The table for a given assignment of records to children.

    `fits`: of each record 1 if it says that the child fits a definition, -1 if it says that it does not, 0 if it says
    neither.  A child is left out if a record speaks against it and none for it; with `certain`, if none speaks for it.
    """
    return Overlaps.of_children(links.lists, histories_by_child(links, child, fits, certain=certain))


def histories_by_child(links: Links, child: Ints, fits: Ints | None = None, *, certain: bool = False) -> Ints:
    """The history of each child at the number of its first record; 0 where there is none, or the child is left out."""
    histories = np.zeros(len(child), dtype=np.int64)
    np.bitwise_or.at(histories, child, np.int64(1) << links.of)
    if fits is not None:
        most, least = np.full(len(child), -1), np.full(len(child), 1)
        np.maximum.at(most, child, fits)
        np.minimum.at(least, child, fits)
        histories[(most < 1) if certain else (least < 0) & (most < 1)] = 0
    return histories


def _joined(links: Links, order: Sequence[int] | Ints, rng: np.random.Generator) -> Ints:
    neighbours: list[list[tuple[int, float]]] = [[] for _ in links.of]
    for a, b, p in zip(links.first.tolist(), links.second.tolist(), links.probability.tolist(), strict=True):
        neighbours[a].append((b, p))
        neighbours[b].append((a, p))
    of = links.of.tolist()
    child = [-1] * len(of)
    chance = rng.random((2, len(of)))
    for place in order:
        taken: set[int] = set()
        here = [record for record in range(len(of)) if of[record] == place]
        for record in rng.permutation(np.array(here, dtype=np.int64)).tolist():
            known = [(child[other], of[other], p) for other, p in neighbours[record] if child[other] >= 0]
            by_list: dict[int, float] = {}
            likely: dict[int, float] = {}
            for whose, where, p in known:
                by_list[where] = by_list.get(where, 0.0) + p
                if whose not in taken:
                    likely[whose] = max(likely.get(whose, 0.0), p)
            child[record] = record
            if not likely or chance[0, record] >= min(1.0, max(by_list.values())):
                continue
            left = chance[1, record] * sum(likely.values())
            for whose, p in likely.items():
                left -= p
                child[record] = whose
                if left <= 0:
                    break
            taken.add(child[record])
    return np.array(child, dtype=np.int64)
