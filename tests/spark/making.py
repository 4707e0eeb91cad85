"""Simulated lists and the work on them, as the engine hands it to whoever works through the pieces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

import nasab
from nasab import simulation
from nasab.matching import Judgement, OutsideEvidence
from nasab.matching.pieces import Live, Piecework, Weighing

__all__ = ["arrays_of", "differences", "needs", "piecework"]


def needs(package: str) -> None:
    """Skips the tests of a module where a package of the extra is missing."""
    pytest.importorskip(
        package, reason=f"{package} is not installed; `make test-spark` sets it up and runs these tests"
    )


class Watching:
    """Works through all pieces at once, and remembers the work."""

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, as one piece."""
        self.work = work, weighing
        yield work.piece(np.arange(len(work.both.found), dtype=np.int32), weighing)


@cache
def piecework(children: int = 250, seed: int = 5) -> tuple[Piecework, Weighing]:
    """The work on two lists of a simulated world, with a judgement and evidence from outside."""
    world = simulation.simulate(children=children, seed=seed)
    found, sought = world.truth[0]
    watching = Watching()
    nasab.match(
        world.found,
        world.sought,
        runner=watching,
        judgements=[Judgement(found, sought, "same", reason="Zulaykha's letter")],
        outside=[OutsideEvidence(*world.truth[1], 4.0, "Zulaykha's photograph")],
    )
    return watching.work


def arrays_of(value: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """All arrays of nested values, by where they stand."""
    if isinstance(value, np.ndarray):
        yield name, value
        return
    for part in getattr(value, "__slots__", ()):
        yield from arrays_of(getattr(value, part), f"{name}.{part}")


def differences(one: Live, other: Live) -> list[str]:
    """Which arrays of two pieces are not the same to the last bit, or not of the same kind."""
    left, right = dict(arrays_of(one)), dict(arrays_of(other))
    assert left.keys() == right.keys()
    assert len(left) > 20
    same = {k for k in left if left[k].dtype == right[k].dtype and np.array_equal(left[k], right[k])}
    counts = [name for name in ("pairs", "capped", "unreached") if getattr(one, name) != getattr(other, name)]
    return sorted(left.keys() - same) + counts
