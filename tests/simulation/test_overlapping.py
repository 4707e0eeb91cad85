"""Invented populations are what they say they are, and their link probabilities are true."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.simulation.overlapping import SITUATIONS, linked_records, listed


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_same_seed_gives_the_same_population(situation):
    worlds = [listed(situation, np.random.default_rng(1)) for _ in range(2)]
    assert worlds[0].histories.tolist() == worlds[1].histories.tolist()
    assert worlds[0].size == (95 if situation == "small" else 260)


def test_each_situation_has_what_it_is_named_for():
    rng = np.random.default_rng(2)
    assert listed("places", rng).overlaps.pairs[2, 3] == 0
    copied, plain = listed("copied", rng).overlaps, listed("independent", rng).overlaps
    assert copied.pairs[0, 1] / copied.totals[0] > 1.5 * plain.pairs[0, 1] / plain.totals[0]
    outside = listed("outside", rng)
    assert (~outside.belongs).sum() == 40
    assert outside.overlaps.n == outside.overlaps_of_population.n + 40


def test_link_probabilities_are_what_they_say():
    said, true = [], []
    for seed in range(30):
        world = listed("links", np.random.default_rng(seed))
        links = linked_records(world, np.random.default_rng([seed, 1]))
        child = np.nonzero((world.histories[:, None] >> np.arange(4)) & 1)[0]
        for a, b, p in zip(links.first, links.second, links.probability, strict=True):
            said.append(p)
            true.append(child[a] == child[b])
    said, true = np.array(said), np.array(true)
    doubtful = np.isclose(said, 0.35)
    assert 0.25 < true[doubtful].mean() < 0.5
    assert true[said > 0.9].mean() > 0.95
