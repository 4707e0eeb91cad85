"""Pairs of families and the pairs of children within them, in flat arrays: none left out, none twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.blocks import Blocks, lay_out, run_on, together
from nasab.matching.ragged import Ragged


@dataclass
class Families:
    """As much of the families of a list as is looked at."""

    members: Ragged

    def __len__(self) -> int:
        return len(self.members)


@st.composite
def a_list(draw: st.DrawFn) -> Families:
    """Rows in any order, every family with at least one."""
    n = draw(st.integers(1, 4))
    household = [*range(n), *draw(st.lists(st.integers(0, n - 1), max_size=5))]
    household = draw(st.permutations(household))
    return Families(Ragged.from_pairs(household, range(len(household)), n))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Families, Families, list[tuple[int, int]]]:
    found, sought = draw(a_list()), draw(a_list())
    pair = st.tuples(st.integers(0, len(found) - 1), st.integers(0, len(sought) - 1))
    return found, sought, sorted(draw(st.lists(pair, max_size=8, unique=True)))


def laid_out(
    found: Families, sought: Families, pairs: list[tuple[int, int]], numbers: list[int] | None = None
) -> Blocks:
    g, r = (np.array([pair[k] for pair in pairs], dtype=np.int32) for k in range(2))
    every = None if numbers is None else np.array(numbers, dtype=np.int32)
    return lay_out(g, r, found, sought, every)  # type: ignore[arg-type]


def told(laid: Blocks) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The pairs of children of each pair of families."""
    out = {}
    for p, pair in enumerate(zip(laid.g.tolist(), laid.r.tolist(), strict=True)):
        span = slice(int(laid.first[p]), int(laid.first[p + 1]))
        out[pair] = list(zip(laid.i[span].tolist(), laid.j[span].tolist(), strict=True))
    return out


def is_whole(laid: Blocks) -> bool:
    """Whether the offsets and numbers of the arrays fit one another."""
    by_group = [laid.group[laid.starts[k] : laid.starts[k + 1]].tolist() for k in range(laid.groups)]
    return (
        by_group == [[k] * len(part) for k, part in enumerate(by_group)]
        and laid.starts[-1] == len(laid.g)
        and laid.first[-1] == len(laid.i) == len(laid.j) == len(laid.within)
        and laid.numbers[laid.group].tolist() == laid.g.tolist()
        and laid.within.tolist() == [p for p, size in enumerate(np.diff(laid.first).tolist()) for _ in range(size)]
    )


@given(worlds())
def test_all_children_of_one_family_are_laid_beside_all_of_the_other_row_by_row(world):
    found, sought, pairs = world
    laid = laid_out(found, sought, pairs)
    assert is_whole(laid)
    assert told(laid) == {
        (g, r): [(i, j) for i in found.members.row(g).tolist() for j in sought.members.row(r).tolist()]
        for g, r in pairs
    }


@given(worlds(), st.data())
def test_some_pairs_taken_are_the_same_pairs(world, data: st.DataObject):
    found, sought, pairs = world
    laid = laid_out(found, sought, pairs)
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(pairs))))) if pairs else [])
    some, places = laid.take(np.array(chosen, dtype=np.int64))
    assert is_whole(some)
    assert told(some) == {pairs[k]: told(laid)[pairs[k]] for k in chosen}
    assert some.groups == laid.groups  # of whom nothing is taken, nothing is there
    assert laid.i[places].tolist() == some.i.tolist()
    assert laid.j[places].tolist() == some.j.tolist()


@given(worlds(), st.integers(0, 4))
def test_pieces_put_together_are_the_whole(world, cut: int):
    found, sought, pairs = world
    cut = min(cut, len(found))
    parts = [
        laid_out(found, sought, [pair for pair in pairs if pair[0] in numbers], list(numbers))
        for numbers in (range(cut), range(cut, len(found)))
    ]
    joined, whole = together(parts), laid_out(found, sought, pairs)
    assert is_whole(joined)
    for name in ("g", "r", "starts", "first", "i", "j", "numbers", "group"):
        assert getattr(joined, name).tolist() == getattr(whole, name).tolist(), name


@given(worlds(), st.data())
def test_of_some_families_only_these_are_numbered(world, data: st.DataObject):
    found, sought, pairs = world
    numbers = sorted(data.draw(st.sets(st.integers(0, len(found) - 1), min_size=1)))
    laid = laid_out(found, sought, [pair for pair in pairs if pair[0] in numbers], numbers)
    assert is_whole(laid)
    assert laid.groups == len(numbers)


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=4))
def test_offsets_run_on(sizes: list[list[int]]):
    parts = [np.cumsum([0, *part]).astype(np.int64) for part in sizes]
    assert run_on(parts).tolist() == np.cumsum([0, *(size for part in sizes for size in part)]).tolist()
