"""What the engine reaches in itself: families, calibration at every overlap, what the search loses, and how it grows.

    python -m benchmarks.engine [--children 5000] [--long 50000] [--sizes 2000,10000,50000]

Writes `benchmarks/RESULTS-ENGINE.md`.  Invented worlds, of seeds that no parameter was counted on.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

import nasab
from nasab import simulation
from nasab.matching import Run, parameters, retrieval, training, understanding
from nasab.matching.alone import Alone
from nasab.matching.engine import Matching
from nasab.matching.understanding import Understood

HERE = Path(__file__).resolve().parent
SEED = 7
OVERLAPS = (0.05, 0.3, 0.8)
SURE = 0.9
GROUPS_LOOKED_AT = 800

Pairs = np.ndarray


def main() -> None:
    """Measures and writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=5000, help="children on each side, for all but growth")
    parser.add_argument("--long", type=int, default=50_000, help="children on each side of a long list, for families")
    parser.add_argument("--sizes", default="2000,10000,50000", help="sizes for growth")
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS-ENGINE.md")
    asked = parser.parse_args()
    parts = [_calibration(asked.children), _families(asked.children, asked.long), _losses(asked.children)]
    parts.append(_growth([int(size) for size in asked.sizes.split(",")]))
    head = [
        "# The engine in itself",
        "",
        f"`python -m benchmarks.engine --children {asked.children} --long {asked.long} --sizes {asked.sizes}`, "
        f"{date.today().isoformat()}, nasab {nasab.__version__}, seed {SEED}. How to read the columns: `RESULTS.md`.",
        "",
    ]
    lines = head + [line for part in parts for line in (*part, "")]
    text = "\n".join(lines).rstrip() + "\n"
    asked.results.write_text(text, encoding="utf-8")
    print(text)


def _calibration(children: int) -> Iterator[str]:
    yield "## Calibration, with the share of families on the list learned"
    yield ""
    yield "| difficulty | on the list | learned | first | in ten | recall at 99 % precision | calibration error |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for difficulty in ("easy", "field", "hard"):
        for overlap in OVERLAPS:
            world = simulation.simulate(children=children, seed=SEED, difficulty=difficulty, on_a_list=overlap)
            run = nasab.match(world.found, world.sought)
            accuracy = simulation.evaluate(_candidates(run), world.truth)
            yield (
                f"| {difficulty} | {overlap:.0%} | {run.parameters.prior_listed:.0%} | {accuracy.recall_at_1:.3f} | "
                f"{accuracy.recall_at_10:.3f} | {accuracy.recall_at_99_precision:.3f} | "
                f"{accuracy.calibration_error:.3f} |"
            )


def _candidates(run: Run) -> simulation.Candidates:
    told = [(one.found_id, one.sought_id, one.rank, one.probability) for r in run.results for one in r.candidates]
    found, sought, ranks, probabilities = (list(column) for column in zip(*told, strict=True))
    return simulation.Candidates(found, sought, np.array(ranks), np.array(probabilities))


def _families(children: int, long: int) -> Iterator[str]:
    yield "## Families found where no single child would be"
    yield ""
    head = "Found groups whose family is on the list: the share of them found"
    yield f"{head} (at {SURE} or more) by what all of them say"
    yield "together, and by what each says alone: of the children, of the families by any of their children, by all."
    yield ""
    yield "| difficulty | children a side | in the group | groups | together | child by child | ratio | any | all |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for difficulty, size in (("easy", children), ("field", children), ("field", long), ("hard", children)):
        world = simulation.simulate(children=size, seed=SEED, difficulty=difficulty)
        yield from _families_of(nasab.match(world.found, world.sought), world.truth, f"| {difficulty} | {size:,} ")


def _families_of(run: Run, truth: tuple[tuple[str, str], ...], head: str) -> Iterator[str]:
    both = run.matching.both
    true = _true_families(both, truth)
    by_itself = Alone(run.matching)
    laid, family = run.matching.compared.blocks, run.matching.outcome.family
    place = {(int(g), int(r)): k for k, (g, r) in enumerate(zip(laid.g, laid.r, strict=True))}
    size = both.found.members.lengths
    for wanted in (2, 3, 4):
        groups = [(g, r) for g, r in true.tolist() if size[g] == wanted]
        together = np.array([float(family[place[g, r]]) if (g, r) in place else 0.0 for g, r in groups]) >= SURE
        alone = np.array([[by_itself.of(int(row), r) for row in both.found.members.row(g)] for g, r in groups]) >= SURE
        a, b = together.mean(), alone.mean()
        yield (
            f"{head}| {wanted} | {len(groups)} | {a:.3f} | {b:.3f} | {a / b if b else math.inf:.2f} | "
            f"{alone.any(axis=1).mean():.3f} | {alone.all(axis=1).mean():.3f} |"
        )


def _true_families(both: Understood, truth: tuple[tuple[str, str], ...]) -> Pairs:
    found, sought = both.found.children, both.sought.children
    row = {name: k for k, name in enumerate(found.children.columns["id"])}
    column = {name: k for k, name in enumerate(sought.children.columns["id"])}
    kept = [(row[a], column[b]) for a, b in truth if a in row and b in column]
    return np.unique(np.array([(found.household[i], sought.household[j]) for i, j in kept]), axis=0)


def _losses(children: int) -> Iterator[str]:
    world = simulation.simulate(children=children, seed=SEED, difficulty="field")
    both = understanding.understand(world.found, world.sought)
    true = _true_families(both, world.truth)
    key = true[:, 0] * len(both.sought) + true[:, 1]
    numbers = np.arange(len(both.found), dtype=np.int32)
    yield "## What the search for candidates loses"
    yield ""
    yield f"`field`, {children:,} children a side: true families among those kept, which are the best of each group and"
    yield "those that have a share of it worth their pairs of children (`matching.retrieval`); and by which names."
    yield ""
    yield "| led by | always kept | share | pairs of children for each child | true families kept |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    every = tuple(retrieval.LEADING)
    for always in (30, 60, 110, 200):
        yield _loss("all names", every, always, math.inf, both, key, numbers)
    for share in (0.0012, retrieval.SHARE, 0.0003):
        yield _loss("all names", every, retrieval.ALWAYS, share, both, key, numbers)
    for kind in retrieval.LEADING:
        yield _loss(kind, (kind,), retrieval.ALWAYS, retrieval.SHARE, both, key, numbers)
    best = _best_by_weight(nasab.match(world.found, world.sought).matching, world.truth)
    yield ""
    yield f"If as many are kept for everybody: of {len(best)} found groups compared with every family, the true one is"
    yield "among the heaviest " + ", ".join(
        f"{kept} in {np.mean(best < kept):.3f}" for kept in (30, 60, 110, 200, 1000)
    )
    yield "of them; a search that kept what the engine itself would put first would keep no more."


def _best_by_weight(matching: Matching, truth: tuple[tuple[str, str], ...]) -> Pairs:
    """For some found groups, compared with all families: how many families weigh more than the true one."""
    both, places = matching.both, []
    true = _true_families(both, truth)
    chosen = np.unique(true[:, 0])[:: max(len(true) // GROUPS_LOOKED_AT, 1)]
    for group in chosen.tolist():
        g, r = np.full(len(both.sought), group, dtype=np.int32), np.arange(len(both.sought), dtype=np.int32)
        compared = understanding.compare(both, g, r, numbers=np.array([group], dtype=np.int32))
        weight = training.expect(compared, matching.priors).weight
        places.append(int((weight > weight[true[true[:, 0] == group, 1]].max()).sum()))
    return np.array(places)


def _loss(
    title: str, kinds: tuple[str, ...], always: int, share: float, both: Understood, key: Pairs, numbers: np.ndarray
) -> str:
    search = retrieval.Search(both, parameters.shipped().same, always=always, share=share, exhaustive=0, led_by=kinds)
    pairs = search.pairs(numbers, threads=2)
    found = float(np.isin(key, pairs.i.astype(np.int64) * len(both.sought) + pairs.j).mean())
    size = both.found.members.lengths[pairs.i] * both.sought.members.lengths[pairs.j]
    told = "" if math.isinf(share) else f"{share}"
    return f"| {title} | {always} | {told} | {size.sum() / len(both.found.children):.0f} | {found:.3f} |"


def _growth(sizes: list[int]) -> Iterator[str]:
    yield "## Growth"
    yield ""
    yield "| children a side | CPU s, lists in memory | pairs compared | first |"
    yield "| ---: | ---: | ---: | ---: |"
    spent: list[tuple[int, float]] = []
    for size in sizes:
        world = simulation.simulate(children=size, seed=SEED, difficulty="field")
        before = time.process_time()
        run = nasab.match(world.found, world.sought)
        spent.append((size, time.process_time() - before))
        accuracy = simulation.evaluate(_candidates(run), world.truth)
        yield f"| {size:,} | {spent[-1][1]:.1f} | {run.summary.pairs:,} | {accuracy.recall_at_1:.3f} |"
    if len(spent) > 1:
        (n, a), (m, b) = spent[0], spent[-1]
        yield ""
        yield f"Processor time grows as the number of children to the power {math.log(b / a) / math.log(m / n):.2f}."


if __name__ == "__main__":
    main()
