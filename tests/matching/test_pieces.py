"""However the found groups are cut into pieces, the outcome is the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import nasab
from nasab import simulation
from nasab.matching.pieces import Live, OnThreads, Piecework, Weighing


class Cut:
    """Works through pieces that end where it is told."""

    def __init__(self, *ends: int) -> None:
        self.ends = ends

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last."""
        groups = len(work.both.found)
        edges = [0, *(end for end in self.ends if end < groups), groups]
        for first, last in itertools.pairwise(edges):
            yield work.piece(np.arange(first, last, dtype=np.int32), weighing)


def arrays_of(matching: Any) -> dict[str, Any]:
    belief, blocks = matching.alone, matching.compared.blocks
    return {
        "same": matching.outcome.same, "family": matching.outcome.family, "on no list": matching.on_no_list,
        "i": blocks.i, "j": blocks.j, "starts": blocks.starts, "first": blocks.first, "group": blocks.group,
        "levels": matching.compared.own.level, "unseen": belief.unseen, "nobody": belief.nobody,
        "counts": np.array([matching.pairs, matching.capped, matching.unreached]),
    }  # fmt: skip


def differences(runners: Sequence[Any], children: int) -> list[str]:
    world = simulation.simulate(children=children, seed=11)
    one, *others = (arrays_of(nasab.match(world.found, world.sought, runner=runner).matching) for runner in runners)
    assert len(one["same"]) > 100
    return [name for other in others for name in one if not np.array_equal(one[name], other[name])]


def test_however_groups_are_cut_into_pieces_the_outcome_is_the_same_to_the_last_bit() -> None:
    assert differences([None, Cut(), Cut(1), Cut(97, 98, 201), Cut(*range(0, 400, 13)[1:])], 400) == []


def test_however_many_threads_share_a_piece_the_outcome_is_the_same() -> None:
    assert differences([OnThreads(1, 50), OnThreads(3, 50)], 300) == []
