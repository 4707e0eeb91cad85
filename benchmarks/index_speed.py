"""How long an index file takes: one record and the disk has it, a million at once, and reading them again.

    python -m benchmarks.index_speed [--children 500000] [--folder DIR]

`children` are on either list, so that there are twice as many records; those without consent are left out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path

from nasab import matching, simulation
from nasab.exchange.index_file import IndexFile
from nasab.records import ChildList

PUTS = 500
BLOCK = 300 << 20


def _rows(children: ChildList) -> Iterator[dict[str, str]]:
    names = list(children.columns)
    for cells in zip(*children.columns.values(), strict=True):
        row = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
        if row.get("consent", "yes") == "yes":
            yield row


def _each(what: str, calls: Iterator[Callable[[], object]]) -> None:
    spent = []
    for call in calls:
        begun = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - begun))
    hundredths = statistics.quantiles(spent, n=100)
    print(
        f"{what}: {statistics.median(spent):.2f} ms median, {hundredths[98]:.2f} ms 99th percentile, "
        f"{max(spent):.1f} ms slowest of {len(spent)}",
        flush=True,
    )


def _once(what: str, call: Callable[[], object]) -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    told = call()
    print(f"{what}: {time.perf_counter() - begun:.2f} s, {time.process_time() - cpu:.2f} CPU s{told or ''}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index_speed", description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    asked = parser.parse_args()
    assert matching  # what looks after consent is loaded before anything is measured
    world = simulation.simulate(children=asked.children, seed=1)
    with tempfile.TemporaryDirectory(dir=asked.folder) as temporary:
        path = Path(temporary) / "index"
        handle = os.open(path.with_name("raw"), os.O_CREAT | os.O_WRONLY)
        _each(
            "8 KiB appended and synced, without SQLite",
            (lambda: (os.write(handle, bytes(8192)), os.fdatasync(handle)) for _ in range(PUTS)),
        )
        os.close(handle)
        with IndexFile.create(path) as index:
            _measure(index, path, world)
        print(f"closed: {path.stat().st_size / 1e6:.0f} MB")


def _measure(index: IndexFile, path: Path, world: simulation.World) -> None:
    few = list(islice(_rows(world.found), PUTS))
    _each("put, empty file", (lambda row=row: index.put("found", row) for row in few))

    def load() -> str:
        numbers = chain(index.put_many("found", _rows(world.found)), index.put_many("sought", _rows(world.sought)))
        return f", {sum(1 for _ in numbers):,} records, {path.stat().st_size / 1e6:.0f} MB"

    _once("put_many", load)
    _each("put, full file, corrections", (lambda row=row: index.put("found", row) for row in few))
    for side in ("found", "sought"):
        _once(f"records, {side}", lambda side=side: f", {sum(1 for _ in index.records(side)):,} records")
    after = index.last - 10
    _once("records, the last ten", lambda: f", {sum(1 for _ in index.records('found', after)):,} records")
    block = os.urandom(BLOCK)
    _once("keep, 315 MB", lambda: index.keep("engine", {"a": block}, index.last))
    _once("kept", lambda: index.kept("engine") and "")
    _once("withdraw, and the snapshot with it", lambda: f", number {index.withdraw('found', few[0]['id'])}")
    _each("withdraw", (lambda row=row: index.withdraw("found", row["id"]) for row in few[1:101]))


if __name__ == "__main__":
    main()
