"""How fast names are weighed and found, and what finding them fast may miss."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from tools.letter_pairs import wikidata

from nasab.names import Index
from nasab.names.channel_model import LetterModel
from nasab.names.weighing import weigh_pairs
from nasab.names.whole import WholeNames

__all__ = ["import_time", "lookup", "speed"]

NAMES = 100_000
ASKED = 300
CHECKED = 100
BITS = 5  # a name that weighs less is hardly worth finding


def speed(model: LetterModel, pairs: list[tuple[str, str]]) -> float:
    """Pairs of single names weighed a second on one core, each distinct pair once, names made ready."""
    a, b = WholeNames([a for a, _ in pairs], model), WholeNames([b for _, b in pairs], model)
    draw = np.random.default_rng(3)
    ia, ib = (draw.integers(0, len(pairs), 400_000, dtype=np.int32) for _ in range(2))
    weigh_pairs(a, ia[:10], b, ib[:10])
    begun = time.process_time()
    weigh_pairs(a, ia, b, ib)
    return len(ia) / (time.process_time() - begun)


def lookup(folder: Path, model: LetterModel) -> list[str]:
    """Sentences on `Index` over NAMES distinct names: time of preparing and asking, and what is missed."""
    rows = {kind: wikidata(folder, kind) for kind in ("arab", "cyrl")}
    latin = sorted({b for listed in rows.values() for _, b, _ in listed})
    asked = {kind: sorted({a for a, _, _ in listed}) for kind, listed in rows.items()} | {"latn": latin}
    draw = np.random.default_rng(11)
    names = [latin[n] for n in draw.permutation(len(latin))[:NAMES].tolist()]
    begun = time.process_time()
    index = Index(names, model)
    lines = [f"`Index` of {NAMES:,} distinct Latin names: prepared in {time.process_time() - begun:.1f} s.", ""]
    lines += [
        f"| query | ms, mean | slowest | best one missed | of the best ten missed | of those of {BITS} bits or more |",
        "|---|---|---|---|---|---|",
    ]
    whole = index.names
    every = np.arange(len(whole), dtype=np.int32)
    for kind, spellings in asked.items():
        queries = [spellings[n] for n in draw.permutation(len(spellings))[:ASKED].tolist()]
        index.best(queries[0])
        spent = []
        for query in queries:
            begun = time.perf_counter()
            index.best(query)
            spent.append(1000 * (time.perf_counter() - begun))
        missed_first, missed, strong, strong_missed = 0, 0, 0, 0
        for query in queries[:CHECKED]:
            bits = weigh_pairs(WholeNames([query], model), np.zeros(len(every), dtype=np.int32), whole, every)
            best = np.sort(bits)[::-1][:10]
            got = np.array([weighed for _, weighed in index.best(query)])
            missed_first += bool(got[0] < best[0] - 1e-6)
            # What is returned has its exact weight, so it is enough to count.
            missed += 10 - int((got >= best[-1] - 1e-6).sum())
            these = int((best >= BITS).sum())
            strong += these
            strong_missed += max(0, these - int((got >= max(best[-1], BITS) - 1e-6).sum()))
        lines.append(
            f"| {kind} | {np.mean(spent):.1f} | {np.max(spent):.1f} "
            f"| {missed_first / CHECKED:.1%} | {missed / CHECKED / 10:.1%} | {strong_missed / max(strong, 1):.1%} |"
        )
        print(lines[-1], flush=True)
    return lines


def import_time() -> float:
    """Milliseconds that `import nasab.names` adds to starting Python, the least of five."""
    programs = {"bare": "pass", "names": "import nasab.names"}
    least = {}
    for name, program in programs.items():
        spent = []
        for _ in range(5):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            spent.append(1000 * (time.perf_counter() - begun))
        least[name] = min(spent)
    return least["names"] - least["bare"]
