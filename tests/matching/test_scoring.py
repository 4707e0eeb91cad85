"""Weights are sums in bits: what is not known adds nothing, and chance is a mixture over the peoples of the list."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.blocks import Blocks
from nasab.matching.evidence import Chance
from nasab.matching.scoring import UNTOLD, Graded, Scales, grade, scales_of, table_of, weigh
from tests.matching.making import averaged

DEGREES = 3


class Invented:
    """A kind of evidence whose levels are written down: `levels[i][j]`, -1 unknown."""

    kind = "invented"

    def __init__(self, levels: list[list[int]], chance: np.ndarray) -> None:
        self.table = np.array(levels, dtype=np.int16)
        self._chance = Chance(chance.astype(np.float32), np.arange(len(levels), dtype=np.int32))

    is_silent = False

    def compare(self, i, j):
        return self.table[i, j]

    def chance(self) -> Chance:
        return self._chance


def chances(rows: int, peoples: int, rng: np.random.Generator) -> np.ndarray:
    table = rng.random((rows, peoples, DEGREES)) + 0.05
    return table / table.sum(axis=2, keepdims=True)


@st.composite
def worlds(draw: st.DrawFn, most: int = 3):
    """Two lists of families, kinds of evidence of families and of children, and the shares of the peoples."""
    peoples = draw(st.integers(1, most))
    found = [draw(st.integers(1, 2)) for _ in range(draw(st.integers(1, 3)))]
    sought = [draw(st.integers(1, 2)) for _ in range(draw(st.integers(1, 3)))]
    rng = np.random.default_rng(draw(st.integers(0, 999)))

    def kind(n: int, m: int) -> Invented:
        own_peoples = peoples if draw(st.booleans()) else 1  # of some evidence chance is the same among all
        level = st.lists(st.integers(-1, 2 * DEGREES - 1), min_size=m, max_size=m)
        return Invented(draw(st.lists(level, min_size=n, max_size=n)), chances(n, own_peoples, rng))

    shared = [kind(len(found), len(sought)) for _ in range(draw(st.integers(1, 2)))]
    own = [kind(sum(found), sum(sought)) for _ in range(draw(st.integers(1, 2)))]
    shares = rng.random(peoples) + 0.1
    return found, sought, shared, own, shares / shares.sum()


def blocks_of(found: list[int], sought: list[int]) -> Blocks:
    """All families with all families."""
    before_found, before_sought = np.cumsum([0, *found]), np.cumsum([0, *sought])
    every = [(g, r) for g in range(len(found)) for r in range(len(sought))]
    first = np.cumsum([0, *(found[g] * sought[r] for g, r in every)])
    i = [before_found[g] + a for g, r in every for a in range(found[g]) for _ in range(sought[r])]
    j = [before_sought[r] + b for g, r in every for _ in range(found[g]) for b in range(sought[r])]
    g, r = (np.array([pair[k] for pair in every], dtype=np.int32) for k in range(2))
    starts = np.arange(len(found) + 1) * len(sought)
    rows = np.array(i, dtype=np.int32), np.array(j, dtype=np.int32)
    return Blocks(
        g, r, starts.astype(np.int64), first.astype(np.int64), *rows, np.arange(len(found), dtype=np.int32), g
    )


def graded(world, chunk: int = 50_000, threads: int = 1) -> tuple[Graded, Graded]:
    found, sought, shared, own, shares = world
    return grade(scales(shared), scales(own), blocks_of(found, sought), shares, chunk=chunk, threads=threads)


def scales(kinds: list[Invented]) -> Scales:
    return scales_of(kinds)  # type: ignore[arg-type]


def chance_of(kinds: list[Invented], i: int, j: int, people: int) -> float:
    """How often strangers of one people show what two rows show, kind by kind; the sort of a name is no agreement."""
    told = [(kind, int(kind.table[i, j])) for kind in kinds if kind.table[i, j] >= 0]
    return math.prod(
        float(kind.chance().table[i, min(people, kind.chance().table.shape[1] - 1), level % DEGREES])
        for kind, level in told
    )


@given(worlds())
def test_chance_is_a_mixture_over_the_peoples_of_the_list(world):
    found, sought, shared, own, shares = world
    laid = blocks_of(found, sought)
    families, children = graded(world)
    for p, (g, r) in enumerate(zip(laid.g.tolist(), laid.r.tolist(), strict=True)):
        together = sum(share * chance_of(shared, g, r, c) for c, share in enumerate(shares))
        assert families.chance_bits[p] == pytest.approx(-math.log2(together), abs=1e-3)
        for q in range(laid.first[p], laid.first[p + 1]):
            i, j = int(laid.i[q]), int(laid.j[q])
            both = sum(share * chance_of(shared, g, r, c) * chance_of(own, i, j, c) for c, share in enumerate(shares))
            assert children.chance_bits[q] == pytest.approx(math.log2(together) - math.log2(both), abs=2e-3)


@given(worlds(most=1))
def test_in_a_list_of_one_people_facts_are_independent(world):
    found, sought, shared, own, _ = world
    laid = blocks_of(found, sought)
    families, children = graded(world)
    for p, (g, r) in enumerate(zip(laid.g.tolist(), laid.r.tolist(), strict=True)):
        assert families.chance_bits[p] == pytest.approx(-math.log2(chance_of(shared, g, r, 0)), abs=1e-3)
    for q, (i, j) in enumerate(zip(laid.i.tolist(), laid.j.tolist(), strict=True)):
        assert children.chance_bits[q] == pytest.approx(-math.log2(chance_of(own, i, j, 0)), abs=1e-3)


@given(worlds())
def test_over_all_peoples_the_chance_of_a_level_is_its_mean_by_share(world):
    found, _, shared, _, shares = world
    for number, kind in enumerate(shared):
        average = averaged(kind.chance(), shares if kind.chance().table.shape[1] > 1 else np.ones(1))
        for level in range(2 * DEGREES):  # a level tells the sort of the row found too, by which chance does not differ
            rows = np.arange(len(found), dtype=np.int32)
            bits = scales(shared).bits_at(number, rows, np.full(len(rows), level, dtype=np.uint8), shares)
            assert bits == pytest.approx(-np.log2(average[:, level % DEGREES]), abs=1e-4)


@given(worlds())
def test_some_rows_have_the_chances_that_they_had_among_all(world):
    found, _, _, own, shares = world
    rows = np.arange(sum(found), dtype=np.int32)[::-1]
    whole, some = scales(own), scales(own).taken(rows, own)
    for number in range(len(own)):
        level = np.zeros(len(rows), dtype=np.uint8)
        assert some.bits_at(number, np.arange(len(rows), dtype=np.int32), level, shares).tolist() == (
            whole.bits_at(number, rows, level, shares).tolist()
        )


@given(worlds())
def test_what_is_unknown_adds_nothing(world):
    found, sought, shared, own, shares = world
    silent = [Invented([[-1] * sum(sought)] * sum(found), chances(sum(found), len(shares), np.random.default_rng(1)))]
    before, after = graded(world), graded((found, sought, shared, [*own, *silent], shares))
    assert after[1].level[-1].tolist() == [UNTOLD] * len(after[1].chance_bits)
    table = table_of([np.full(2 * DEGREES, 0.3)] * (len(own) + 1))
    assert weigh(after[1], table) == pytest.approx(weigh(before[1], table[:-1]), abs=1e-5)
    assert (table[:, UNTOLD] == 0).all()


@given(worlds(), st.integers(1, 4), st.integers(1, 3))
def test_neither_chunks_nor_threads_change_anything(world, chunk: int, threads: int):
    for one, other in zip(graded(world), graded(world, chunk, threads), strict=True):
        assert one.level.tolist() == other.level.tolist()
        assert one.chance_bits.tolist() == other.chance_bits.tolist()


@given(worlds(), st.randoms(use_true_random=False))
def test_some_pairs_taken_weigh_what_they_weighed(world, random):
    families, children = graded(world)
    for part in (families, children):
        table = table_of([np.linspace(0.1, 0.9, 2 * DEGREES)] * len(part.level))
        chosen = np.array(random.sample(range(len(part.chance_bits)), len(part.chance_bits)))
        assert weigh(part.take(chosen), table).tolist() == weigh(part, table)[chosen].tolist()


@given(worlds())
def test_a_weight_is_what_is_reached_if_it_is_the_same_over_chance(world):
    same = np.linspace(0.1, 0.9, 2 * DEGREES)
    for part in graded(world):
        weight = weigh(part, table_of([same] * len(part.level)))
        for p in range(len(weight)):
            told = [level for level in part.level[:, p].tolist() if level != UNTOLD]
            by_hand = part.chance_bits[p] + sum(math.log2(same[level]) for level in told)
            assert weight[p] == pytest.approx(by_hand, abs=1e-3)


def test_facts_that_agree_together_among_one_people_weigh_less_together():
    """Among the one people both agree nearly always, among the other never: the second says little more."""
    often = np.array([[[0.1, 0.9, 1e-6], [0.99, 0.01, 1e-6]]])
    kinds = [Invented([[1]], often), Invented([[1]], often)]
    shares = np.array([0.5, 0.5])
    silent = [Invented([[-1]], often)]
    one, _ = grade(scales(kinds[:1]), scales(silent), blocks_of([1], [1]), shares)
    both, _ = grade(scales(kinds), scales(silent), blocks_of([1], [1]), shares)
    assert one.chance_bits[0] == pytest.approx(-math.log2(0.455), abs=1e-3)
    assert both.chance_bits[0] == pytest.approx(-math.log2(0.5 * 0.81 + 0.5 * 0.0001), abs=1e-3)
    assert both.chance_bits[0] - one.chance_bits[0] < 0.2
