"""What each step of a match costs in processor time, and each thing in memory (docs/explanation/scale-out.md).

    python -m benchmarks.scale FOLDER

FOLDER holds `found.csv` and `sought.csv`, as `nasab simulate` writes them.  One core; what others do on the machine
beside it makes it dearer, so take the cheapest of several runs.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from nasab import exchange, matching
from nasab.api import match
from nasab.matching import alike, competition, facts, families, ties, training, understanding, within
from nasab.matching.pieces import Brought, Live, Piecework, Weighing
from nasab.spark.carrying import complete, lay_down

AT_ONCE = 4_000
SHARES = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1)

STEPS = (
    (facts, "read_facts"), (families, "as_families"), (alike, "find_likeness"), (alike, "within_list"),
    (understanding, "between"), (understanding, "by_chance"), (training, "learn"), (within, "kin_among"),
    (ties, "propose"), (competition, "compete"),
)  # fmt: skip


class Clock:
    """Processor time by step; a step within a step is part of it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._within = False

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is done here is this step."""
        if self._within:
            yield
            return
        self._within, begun = True, time.process_time()
        try:
            yield
        finally:
            self._within = False
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - begun

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """A function that is a step."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.step(name):
                return call(*args, **kwargs)

        return timed


class Pieces:
    """Works through the pieces on one core, by the clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.families = 0

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last."""
        self.work = work, weighing
        groups = len(work.both.found)
        for first in range(0, groups, AT_ONCE):
            numbers = np.arange(first, min(first + AT_ONCE, groups), dtype=np.int32)
            with self.clock.step("search"):
                found = work.search.pairs(numbers)
            with self.clock.step("compare"):
                compared = understanding.compare(work.both, found.i, found.j, numbers=numbers)
            with self.clock.step("weigh"):
                live = work.live(Brought(compared, found.capped, found.unreached), weighing)
            self.families += len(found.i)
            yield live


def size_of(value: Any) -> int:
    """Bytes of all arrays of a value."""
    with tempfile.TemporaryDirectory() as folder:
        lay_down(value, Path(folder) / "arrays")
        return (Path(folder) / "arrays").stat().st_size


def largest_component(i: np.ndarray, j: np.ndarray) -> tuple[int, int]:
    """How many children hang together through their candidates at most, of how many."""
    nodes = int(i.max(initial=0)) + 1
    node = list(range(nodes + int(j.max(initial=0)) + 1))

    def root(k: int) -> int:
        while node[k] != k:
            node[k] = node[node[k]]
            k = node[k]
        return k

    for a, b in zip(i.tolist(), (j.astype(np.int64) + nodes).tolist(), strict=True):
        x, y = root(a), root(b)
        node[max(x, y)] = min(x, y)
    met = np.unique(np.concatenate([i.astype(np.int64), j.astype(np.int64) + nodes]))
    _, counts = np.unique([root(k) for k in met.tolist()], return_counts=True)
    return int(counts.max(initial=0)), len(met)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    clock = Clock()
    for module, name in STEPS:
        setattr(module, name, clock.wrapped(name, getattr(module, name)))
    with clock.step("read"):
        lists = [exchange.read(folder / f"{side}.csv", side).children for side in ("found", "sought")]
    pieces = Pieces(clock)
    run: matching.Run = match(*lists, threads=1, runner=pieces)
    outcome, compared = run.matching.outcome, run.matching.compared
    work, weighing = pieces.work
    children = sum(len(side.children) for side in (work.both.found, work.both.sought))
    print(f"{children:,} children, {len(work.both.found):,} groups found, {len(work.both.sought):,} families sought, ")
    print(f"{len(work.both.knowledge.tokens):,} words, {len(work.both.likeness.words):,} pairs of words alike")
    print(f"{pieces.families:,} pairs of families compared, {len(compared.blocks.g):,} of them live, ")
    print(f"{run.matching.pairs:,} pairs of children, {len(compared.blocks.i):,} of them live")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
    print(f"in all {sum(clock.spent.values()):.0f} CPU s")
    for name, spent in clock.spent.items():
        print(f"{name:15} {spent:9.2f} CPU s {1e6 * spent / len(work.both.found):9.1f} µs a group")
    sizes = {"sent": (complete(work), weighing), "found": work.both.found, "sought": work.both.sought}
    sizes |= {"alike": work.both.likeness, "search": work.search, "live": (compared, run.matching.alone)}
    for name, value in sizes.items():
        size = size_of(value)
        print(f"{name:15} {size:14,} bytes {size / children:9.1f} a child")
    for share in SHARES:
        chosen = outcome.same >= share
        largest, met = largest_component(compared.blocks.i[chosen], compared.blocks.j[chosen])
        print(f"from {share:5}: {int(chosen.sum()):10,} pairs, {largest:,} of {met:,} children hang together")


if __name__ == "__main__":
    main()
