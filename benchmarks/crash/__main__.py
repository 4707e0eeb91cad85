"""Kills a writer, and cuts its power, and prints what was found.

    python -m benchmarks.crash [--kills 200] [--cuts 200] [--seed 1]

`index` is an index file, `stream` one that is also asked for children found; `exchanged` a folder of results that is
exchanged as a whole, `kept` one that keeps its place.
Exit status 1 if anything acknowledged was lost, or anything was left half.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crash.kills import kill, nursery
from benchmarks.crash.power import cut, may_trace


def main() -> int:
    """Run everything asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="for each kind of file")
    parser.add_argument("--cuts", type=int, default=200, help="likewise; needs strace")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", nargs="*", default=["index", "stream", "exchanged", "kept"])
    parser.add_argument("--careless", default="", help="early, unsynced or in-place: a writer that must be found out")
    asked = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as temporary, nursery() as writer:
        folder = Path(temporary)
        for what in asked.what:
            begun = time.perf_counter()
            tried = [kill(writer, what, folder, asked.kills, seed=asked.seed, careless=asked.careless)]
            if may_trace():
                tried.append(cut(what, folder, asked.cuts, seed=asked.seed, careless=asked.careless))
            for figures in tried:
                print(figures, flush=True)
                faults += len(figures.faults)
            print(f"  {time.perf_counter() - begun:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
