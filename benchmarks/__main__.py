"""Accuracy and speed of nasab and its peers on the same invented lists, in one run.

    python -m benchmarks [--sizes 1000,10000,100000] [--peers splink,primero] [--keep DIR]

Writes `benchmarks/RESULTS.md`.  A tool that cannot run is recorded as failed; `--no-nasab` runs the peers alone,
`--only-field` leaves out the easy, hard and control worlds, `--seed` makes other worlds.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.measure import command_of, run
from benchmarks.table import Result, page
from nasab import simulation
from nasab.errors import NasabError

PRIMERO_AT_MOST = 10_000
SIDE_WORLDS_AT = 10_000
HERE = Path(__file__).resolve().parent


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000", help="children on each side, with commas between")
    parser.add_argument("--peers", default="splink,primero", help="splink, primero, or both; empty for none")
    parser.add_argument("--keep", type=Path, help="leave the lists and candidates in this folder")
    parser.add_argument("--only-field", action="store_true", help="leave out easy, hard and the control")
    parser.add_argument("--no-nasab", action="store_true", help="run the peers alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def _worlds(sizes: list[int], *, only_field: bool) -> Iterator[tuple[str, str, int, dict[str, float]]]:
    for children in sizes:
        yield f"field {children:,}", "field", children, {}
    if SIDE_WORLDS_AT in sizes and not only_field:
        yield f"easy {SIDE_WORLDS_AT:,}", "easy", SIDE_WORLDS_AT, {}
        yield f"hard {SIDE_WORLDS_AT:,}", "hard", SIDE_WORLDS_AT, {}
        yield f"field {SIDE_WORLDS_AT:,}, no child has siblings (control)", "field", SIDE_WORLDS_AT, {"siblings": 0.0}


def _about(seed: int) -> dict[str, str]:
    def version(package: str) -> str:
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return "not installed"

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": date.today().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}",
        "versions": ", ".join(
            [f"Python {platform.python_version()}"]
            + [f"{package} {version(package)}" for package in ("nasab", "numpy", "numba", "splink", "duckdb")]
        ),
        "seed": str(seed),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"


def _run(tool: str, world: str, children: int, folder: Path) -> Result:
    command, candidates = command_of(tool, folder / "found.csv", folder / "sought.csv", folder)
    shutil.rmtree(folder / "nasab", ignore_errors=True) if tool == "nasab" else candidates.unlink(missing_ok=True)
    cost = run(command, folder / f"{tool}.log")
    accuracy = None
    if cost.status == 0:
        try:
            accuracy = simulation.evaluate(
                simulation.read_candidates(candidates), simulation.read_truth(folder / "truth.csv")
            )
        except NasabError as error:
            print(error)
    first = "failed" if accuracy is None else f"first {accuracy.recall_at_1 or 0:.3f}"
    print(
        f"{world:<60} {tool:<8} {first}  {cost.cpu_s:.1f} CPU s  {cost.wall_s:.1f} s  {cost.peak_mb:.0f} MB", flush=True
    )
    return Result(world, children, tool, cost, accuracy)


def main() -> None:
    """Run everything asked for and write the page."""
    asked = _arguments()
    tools = ([] if asked.no_nasab else ["nasab"]) + [peer for peer in asked.peers.split(",") if peer]
    results: list[Result] = []
    warm = False
    with tempfile.TemporaryDirectory() as temporary:
        base = asked.keep or Path(temporary)
        for world, difficulty, children, dials in _worlds(
            [int(size) for size in asked.sizes.split(",")], only_field=asked.only_field
        ):
            control = "-control" if dials else ""
            folder = base / f"{difficulty}-{children}-s{asked.seed}{control}"
            simulation.write(
                simulation.simulate(children=children, seed=asked.seed, difficulty=difficulty, **dials),  # type: ignore[arg-type]
                folder,
            )
            for tool in tools:
                if tool == "primero" and children > PRIMERO_AT_MOST:
                    continue
                if tool == "nasab" and not warm:
                    command, _ = command_of(tool, folder / "found.csv", folder / "sought.csv", folder)
                    run(command, folder / "warm.log")
                    warm = True
                results.append(_run(tool, world, children, folder))
    text = page(results, _about(asked.seed))
    asked.results.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
