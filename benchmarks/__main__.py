"""Accuracy and speed of nasab and its peers on the same invented lists, in one run.

    python -m benchmarks [--sizes 1000,10000,100000] [--peers plain_names,splink] [--keep DIR]

Writes `benchmarks/RESULTS.md`.  A tool that cannot run is recorded as failed; `--no-nasab` runs the peers alone,
`--only-field` leaves out the easy, hard and control worlds, `--seed` makes other worlds.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shlex
import shutil
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.measure import command_of, run
from benchmarks.table import Result, page
from benchmarks.worlds import make, worlds
from nasab import simulation
from nasab.errors import NasabError

PEERS = ("plain_names", "skeleton_names", "splink", "primero")
AT_MOST = {"primero": 10_000, "plain_names": 10_000, "skeleton_names": 10_000}
HERE = Path(__file__).resolve().parent


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000", help="children on each side, with commas between")
    parser.add_argument("--peers", default=",".join(PEERS), help="some of these, or empty for none")
    parser.add_argument("--keep", type=Path, help="leave the lists and candidates in this folder")
    parser.add_argument("--only-field", action="store_true", help="leave out easy, hard and the control")
    parser.add_argument("--no-nasab", action="store_true", help="run the peers alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def _about(asked: argparse.Namespace) -> dict[str, str]:
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
        "seed": str(asked.seed),
        "command": f"`{_command(asked)}`",
    }


def _command(asked: argparse.Namespace) -> str:
    """What prints these tables again."""
    words = ["python", "-m", "benchmarks", "--sizes", asked.sizes, "--peers", asked.peers]
    words += ["--only-field"] * asked.only_field + ["--no-nasab"] * asked.no_nasab
    words += ["--seed", str(asked.seed)]
    if asked.results != HERE / "RESULTS.md":
        words += ["--results", f"benchmarks/{asked.results.name}"]
    return shlex.join(words)


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
        f"{world:<60} {tool:<14} {first}  {cost.cpu_s:.1f} CPU s  {cost.wall_s:.1f} s  {cost.peak_mb:.0f} MB",
        flush=True,
    )
    return Result(world, children, tool, cost, accuracy)


def main() -> None:
    """Run everything asked for and write the page."""
    asked = _arguments()
    tools = ([] if asked.no_nasab else ["nasab"]) + [peer for peer in asked.peers.split(",") if peer]
    results: list[Result] = []
    warm: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        base = asked.keep or Path(temporary)
        for world in worlds([int(size) for size in asked.sizes.split(",")], only_field=asked.only_field):
            folder = world.folder(base, asked.seed)
            simulation.write(make(world, asked.seed), folder)
            for tool in tools:
                if world.children > AT_MOST.get(tool, world.children):
                    continue
                if tool not in warm:
                    command, _ = command_of(tool, folder / "found.csv", folder / "sought.csv", folder)
                    run(command, folder / "warm.log")
                    warm.add(tool)
                results.append(_run(tool, world.title, world.children, folder))
    text = page(results, _about(asked))
    asked.results.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
