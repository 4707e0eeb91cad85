"""How long an index takes to answer for one child found, and to take in one child sought.

    python -m benchmarks.stream --children N [--lists FOLDER] [--learn] [--warm WORDS] [--file]

Simulated lists of so many children a side are read from FOLDER (`found.csv`, `sought.csv`, `truth.csv`, as
`nasab simulate` writes them), or invented.  Prints the median, the 99th percentile and the slowest of 300 answers and
of 300 additions, how often the true family is the first, or among the first ten, and the memory that was needed at
most.  All times are of one core.  `--file`: also of a file that is made, closed and opened again.
"""

from __future__ import annotations

import argparse
import csv
import gc
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from nasab import exchange, simulation
from nasab.api import allowed
from nasab.exchange.streaming import Stream, records_of
from nasab.matching.index import WARM, Index
from nasab.matching.results import Candidate
from nasab.records import ChildList, Side

ASKED = 300
OF_FIRST = 20_000
WARMED_UP = 20

Row = dict[str, str]
T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream", description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--lists", type=Path, default=None, help="a folder with found.csv, sought.csv and truth.csv")
    parser.add_argument("--learn", action="store_true", help="learn from all children found first, as a run does")
    parser.add_argument("--warm", type=int, default=WARM, help="so many common words are compared beforehand")
    parser.add_argument("--file", action="store_true", help="also make, close and open an index file")
    asked = parser.parse_args()
    found, sought, truth = _lists(asked.children, asked.lists)
    queries, rows = _some(found), _late(sought)
    index = _timed("index made", lambda: Index(sought))
    if asked.learn:
        _timed("learned", lambda: index.learn(found))
    _timed(f"{asked.warm} common words compared", lambda: index.warm(asked.warm))
    gc.collect()
    gc.freeze()  # as the guide advises: what is there now need not be searched for dead cycles again
    for row in queries[:WARMED_UP]:
        index.candidates(row)
    answered = _each("candidates", (lambda row=row: index.candidates(row) for row in queries[WARMED_UP:]))
    _each("the same again", (lambda row=row: index.candidates(row) for row in queries[WARMED_UP:]))
    _accuracy(queries[WARMED_UP:], answered, truth)
    for row in rows[:WARMED_UP]:
        index.add(row)
    _each("add", (lambda row=row: index.add(row) for row in rows[WARMED_UP:]))
    _each(
        f"candidates, {index.unsettled} families unsettled",
        (lambda row=row: index.candidates(row) for row in queries[WARMED_UP:]),
    )
    _timed("put in order", index.settle)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
    if asked.file:
        del index
        _file(sought, queries, rows)


def _file(sought: ChildList, queries: list[Row], rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "children.index"
        stream = _timed("file made", lambda: Stream.create(path, sought))
        _timed("closed, with how the list was read", stream.close)
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        stream = _timed("opened", lambda: Stream.open(path))
        for row in queries[:WARMED_UP]:
            stream.index.candidates(row)
        _each("candidates", (lambda row=row: stream.index.candidates(row) for row in queries[WARMED_UP:]))
        _each("add, and the disk has it", (lambda row=row: stream.add(row) for row in rows[WARMED_UP:]))
        stream.file.close()


def _lists(children: int, folder: Path | None) -> tuple[ChildList, ChildList, dict[str, str]]:
    if folder is None:
        world = simulation.simulate(children=children, seed=1)
        return allowed(world.found), allowed(world.sought), dict(world.truth)
    sides: tuple[Side, Side] = ("found", "sought")
    lists = [_first(allowed(exchange.read(folder / f"{side}.csv", side).children), children) for side in sides]
    with (folder / "truth.csv").open(encoding="utf-8-sig") as file:
        return lists[0], lists[1], {row[0]: row[1] for row in csv.reader(file)}


def _first(children: ChildList, most: int) -> ChildList:
    return ChildList(children.side, {name: cells[:most] for name, cells in children.columns.items()})


def _some(found: ChildList) -> list[Row]:
    """Children found to ask for, taken by chance from the first of the list."""
    first = records_of(_first(found, OF_FIRST))
    return Random(1).sample(first, min(ASKED + WARMED_UP, len(first)))


def _late(sought: ChildList) -> list[Row]:
    """Children like those sought, under other ids; half of them join a family that is there."""
    rows = islice(records_of(_first(sought, OF_FIRST)), ASKED + WARMED_UP)
    return [
        {**row, "id": f"late-{row['id']}", **({"family": f"late-{row['id']}"} if number % 2 else {})}
        for number, row in enumerate(rows)
    ]


def _accuracy(queries: list[Row], answered: list[tuple[Candidate, ...]], truth: dict[str, str]) -> None:
    true = [(truth[row["id"]], [one.sought_id for one in told]) for row, told in zip(queries, answered, strict=True)
            if row["id"] in truth]  # fmt: skip
    first = sum(child in told[:1] for child, told in true)
    ten = sum(child in told[:10] for child, told in true)
    print(f"of {len(true)} whose family is on the list: {first} first, {ten} among the first ten")


def _timed(what: str, call: Callable[[], T]) -> T:
    begun, cpu = time.perf_counter(), time.process_time()
    told = call()
    print(f"{what}: {time.perf_counter() - begun:.1f} s, {time.process_time() - cpu:.1f} CPU s", flush=True)
    return told


def _each(what: str, calls: Iterable[Callable[[], T]]) -> list[T]:
    wall, cpu, told = [], [], []
    for call in calls:
        begun, worked = time.perf_counter(), time.process_time()
        told.append(call())
        wall.append(1000 * (time.perf_counter() - begun))
        cpu.append(1000 * (time.process_time() - worked))
    shown = [
        f"{statistics.median(spent):.1f} median, {statistics.quantiles(spent, n=100)[98]:.1f} 99th percentile, "
        f"{max(spent):.1f} slowest"
        for spent in (wall, cpu)
    ]
    print(f"{what}: {shown[0]} (ms); CPU {shown[1]}, of {len(wall)}", flush=True)
    return told


if __name__ == "__main__":
    main()
