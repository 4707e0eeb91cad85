"""How many true pairs the search for candidates keeps, and how many pairs it looks at: the figures of the docs.

    python -m tools.measure_retrieval [--children 3000] [--seed 7] [--difficulty field]

Prints the table of `docs/explanation/retrieval.md` for one simulated world.
"""

from __future__ import annotations

import argparse

import numpy as np

from nasab import simulation
from nasab.matching import facts, likeness, parameters, retrieval
from nasab.matching.facts import Knowledge

KEPT = (5, 10, 20, 50, 100)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--difficulty", choices=("easy", "field", "hard"), default="field")
    asked = parser.parse_args()
    world = simulation.simulate(children=asked.children, seed=asked.seed, difficulty=asked.difficulty)
    knowledge = Knowledge.empty()
    left, right = facts.read_facts(world.found, knowledge), facts.read_facts(world.sought, knowledge)
    rows = [left.spelt, right.spelt]
    alike = likeness.find_likeness(knowledge.tokens, *rows)
    true = _numbers(world)
    print(f"`{asked.difficulty}`, {asked.children:,} children a side, seed {asked.seed}: {len(true):,} true pairs.\n")
    print("| kept for each child | pairs compared | of all pairs | true pairs kept | capped | unreached |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for kept in KEPT:
        pairs = retrieval.find_pairs(left, right, alike, parameters.shipped().same, kept=kept, exhaustive=0, threads=2)
        found = np.isin(true, pairs.i.astype(np.int64) * len(right) + pairs.j).mean()
        share = len(pairs.i) / (len(left) * len(right))
        print(
            f"| {kept} | {len(pairs.i):,} | {share:.2%} | {found:.3f} | "
            f"{pairs.capped / len(left):.1%} | {pairs.unreached / len(left):.1%} |"
        )


def _numbers(world: simulation.World) -> np.ndarray:
    found = {name: row for row, name in enumerate(world.found.columns["id"])}
    sought = {name: row for row, name in enumerate(world.sought.columns["id"])}
    return np.array([found[a] * len(sought) + sought[b] for a, b in world.truth], dtype=np.int64)


if __name__ == "__main__":
    main()
