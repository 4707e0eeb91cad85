"""Pieces kept of an interrupted run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pytest

from nasab import simulation
from nasab.matching import engine, kept_pieces, match_lists, pieces

Arrays = Mapping[str, npt.NDArray[np.generic]]


class Shelf:
    """Keeps pieces in memory, and breaks down after so many."""

    def __init__(self, most: int = 1000) -> None:
        self.kept: dict[str, Arrays] = {}
        self.taken: list[str] = []
        self.most = most

    def get(self, name: str) -> Arrays | None:
        if name in self.kept:
            self.taken.append(name)
        return self.kept.get(name)

    def put(self, name: str, arrays: Arrays) -> None:
        if len(self.kept) == self.most:
            raise KeyboardInterrupt
        self.kept[name] = {key: array.copy() for key, array in arrays.items()}


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "AT_ONCE", 40)
    monkeypatch.setattr(engine, "LEARNED_FROM", 60)


@pytest.mark.usefixtures("small_pieces")
def test_an_interrupted_run_goes_on_where_it_was_and_ends_the_same() -> None:
    world = simulation.simulate(children=400, seed=3, difficulty="field")
    lists = [_allowed(side) for side in (world.found, world.sought)]
    at_once = match_lists(*lists)
    shelf = Shelf(most=3)
    with pytest.raises(KeyboardInterrupt):
        match_lists(*lists, keeping=shelf)
    assert len(shelf.kept) == 3
    shelf.most = 1000
    resumed = match_lists(*lists, keeping=shelf)
    assert shelf.taken == ["piece-00000000-00000039", "piece-00000040-00000079", "piece-00000080-00000119"]
    assert (resumed.outcome.same == at_once.outcome.same).all()
    assert (resumed.on_no_list == at_once.on_no_list).all()
    assert resumed.pairs == at_once.pairs


@pytest.mark.usefixtures("small_pieces")
def test_a_piece_is_the_same_after_it_was_kept() -> None:
    world = simulation.simulate(children=200, seed=4, difficulty="field")
    shelf = Shelf()
    match_lists(*[_allowed(side) for side in (world.found, world.sought)], keeping=shelf)
    for arrays in shelf.kept.values():
        again = kept_pieces.arrays_of(kept_pieces.of_arrays(arrays))
        assert again.keys() == arrays.keys()
        assert all((again[key] == arrays[key]).all() and again[key].dtype == arrays[key].dtype for key in arrays)


def _allowed(children):
    from nasab.api import _keep
    from nasab.matching import may_be_matched

    return _keep(children, may_be_matched(children))
