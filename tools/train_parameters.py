"""Counts how facts agree for one child and for siblings, in simulated lists: the shipped parameters.

    python tools/train_parameters.py            writes src/nasab/matching/data/parameters.toml

For each kind of evidence the levels of agreement are counted on all true pairs (the same child) and
on all pairs of a child found with the brothers and sisters of its true partner (one household), in
field worlds of several seeds that the benchmarks do not use, with an easy and a hard one beside them.
The lists at hand then correct these numbers.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

import nasab
from nasab import simulation
from nasab.matching import engine, facts, likeness, parameters
from nasab.matching.evidence import list_comparisons
from nasab.matching.facts import Knowledge

WORLDS = (("field", 101), ("field", 102), ("field", 103), ("easy", 104), ("hard", 105))
CHILDREN = 2000
VERSION = "2026.11"
OUT = Path(__file__).parents[1] / "src/nasab/matching/data/parameters.toml"

#: Where a sum of reasons is worth what it says (bits); the slopes tried on either side of it; the worlds.
PIVOT = 11.5
SLOPES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
DEPENDENCE_WORLDS = ((1000, 151), (1000, 152), (4000, 153), (10000, 154))

#: Evidence from free text, which the simulation writes in fewer words than people do.
FREE_TEXT = ("belongings",)

#: So many pairs of children taken by chance from each world: strangers, but for a handful.
STRANGERS = 400_000

#: A pair of each level is imagined, so that nothing is impossible.
IMAGINED = 2.0


def main() -> None:
    """Counts and writes."""
    same: dict[str, np.ndarray] = {}
    household: dict[str, np.ndarray] = {}
    levels: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[int, ...]] = {}
    strangers: dict[str, np.ndarray] = {}
    on_list = []
    beside = []
    rng = np.random.default_rng(1)
    for difficulty, seed in WORLDS:
        world = simulation.simulate(children=CHILDREN, seed=seed, difficulty=difficulty)
        knowledge = Knowledge.empty()
        left, right = facts.read_facts(world.found, knowledge), facts.read_facts(world.sought, knowledge)
        alike = likeness.find_likeness(knowledge.tokens, left.spelt, right.spelt)
        found_row = {name: row for row, name in enumerate(world.found.columns["id"])}
        sought_row = {name: row for row, name in enumerate(world.sought.columns["id"])}
        pairs = np.array([(found_row[a], sought_row[b]) for a, b in world.truth], dtype=np.int32)
        siblings = siblings_of(pairs, right.household)
        on_list.append(len({a for a, _ in world.truth}) / len(left))
        beside.append(len(set(siblings[:, 0].tolist()) - set(pairs[:, 0].tolist())) / len(left))
        for comparison in list_comparisons(left, right, alike, knowledge):
            kind = comparison.kind
            levels[kind], groups[kind] = tuple(comparison.levels), tuple(comparison.groups)
            any_two = np.stack([rng.integers(0, len(side), STRANGERS) for side in (left, right)], axis=1)
            for counts, those in ((same, pairs), (household, siblings), (strangers, any_two)):
                level = comparison.compare(*(those[:, side].astype(np.int32) for side in (0, 1)))
                count = np.bincount(level[level >= 0], minlength=len(levels[kind]))
                counts[kind] = counts.get(kind, 0) + count
    shares = float(np.mean(on_list)), max(float(np.mean(beside)), 0.1)
    counts = {"same": same, "household": household, "strangers": strangers}
    write(levels, groups, counts, *shares, (1.0, 1.0), 1.0)
    write(levels, groups, counts, *shares, *fit_dependence())


def fit_dependence() -> tuple[tuple[float, float], float]:
    """The slopes below and above the pivot that make the posterior most likely, and the share seen.

    For each pair of slopes the posterior of simulated lists is computed with the shipped parameters
    and the true share on the list; the log loss over all pairs is smallest at the slopes written.
    The share seen is what the posterior then finds of those on the list.
    """
    worlds = [Judged(children, seed) for children, seed in DEPENDENCE_WORLDS]
    grid = [(low, high) for low in SLOPES for high in SLOPES]
    losses = {slopes: float(np.mean([world.loss(slopes)[0] for world in worlds])) for slopes in grid}
    best = min(losses, key=losses.__getitem__)
    return best, float(np.mean([world.loss(best)[1] for world in worlds]))


class Judged:
    """A simulated pair of lists, compared once, with the truth of each pair."""

    def __init__(self, children: int, seed: int) -> None:
        parameters.shipped.cache_clear()
        world = simulation.simulate(children=children, seed=seed, difficulty="field")
        self.run = nasab.match(world.found, world.sought, learn=False)
        row = {name: k for k, name in enumerate(self.run.found.columns["id"])}
        column = {name: k for k, name in enumerate(self.run.sought.columns["id"])}
        true = {row[a] * len(column) + column[b] for a, b in world.truth if a in row and b in column}
        graded = self.run.matching.graded
        key = graded.i.astype(np.int64) * len(column) + graded.j
        self.true = np.isin(key, np.array(sorted(true)))
        self.on_list = len({a for a, _ in world.truth}) / len(row)

    def loss(self, slopes: tuple[float, float]) -> tuple[float, float]:
        """(log loss a child found, share of those on the list that the posterior sees)."""
        matching = self.run.matching
        summed, worth = curve(slopes)
        priors = replace(matching.priors, summed=summed, worth=worth, on_list=self.on_list)
        probability, none = engine.judge(matching, priors)
        p = np.clip(probability.astype(np.float64), 1e-6, 1 - 1e-6)
        loss = -np.where(self.true, np.log(p), np.log1p(-p)).sum() / len(none)
        return float(loss), float((1 - none).mean()) / self.on_list


def curve(slopes: tuple[float, float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Sums of reasons and their worth: straight on either side of the pivot."""
    low, high = slopes
    summed = (PIVOT - 20, PIVOT, PIVOT + 20)
    return summed, (round(PIVOT - 20 * low, 2), PIVOT, round(PIVOT + 20 * high, 2))


def siblings_of(pairs: np.ndarray, family: np.ndarray) -> np.ndarray:
    """(child found, sibling of its true partner) for all siblings."""
    members: dict[int, list[int]] = {}
    for row, number in enumerate(family.tolist()):
        members.setdefault(number, []).append(row)
    found = [(a, k) for a, b in pairs.tolist() for k in members[int(family[b])] if k != b]
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def write(
    levels: dict[str, tuple[str, ...]],
    groups: dict[str, tuple[int, ...]],
    counts: dict[str, dict[str, np.ndarray]],
    on_list: float,
    beside: float,
    slopes: tuple[float, float],
    seen: float,
) -> None:
    """The counts as probabilities, in TOML."""
    worlds = ", ".join(f"{difficulty} seed {seed}" for difficulty, seed in WORLDS)
    lines = [
        "# Shipped parameters of the matching model. Generated by tools/train_parameters.py; do not edit.",
        f"# Counted on simulated worlds of {CHILDREN} children a side: {worlds}.",
        "# Licence: CC0 (counts of invented families).",
        f'version = "{VERSION}"',
        f'learned_from = "simulated worlds of {CHILDREN} children a side: {worlds}"',
        "",
        "[prior]",
        f"on_list = {on_list:.4f}",
        f"household = {beside:.4f}",
        f"seen = {seen:.2f}",
        "",
        "[dependence]",
        f"summed = {list(curve(slopes)[0])}",
        f"worth = {list(curve(slopes)[1])}",
    ]
    for kind, names in levels.items():
        lines += ["", f"[kind.{kind}]", f"levels = [{', '.join(repr(name) for name in names)}]".replace("'", '"')]
        for title, of_kind in counts.items():
            of_kind = of_kind if kind not in FREE_TEXT else weakened(of_kind, counts["strangers"], kind)
            shares = within_groups(of_kind[kind] + IMAGINED, np.array(groups[kind]))
            lines.append(f"{title} = [{', '.join(f'{share:.6f}' for share in shares)}]")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {OUT.name}: {len(levels)} kinds of evidence")


def weakened(counts: dict[str, np.ndarray], strangers: dict[str, np.ndarray], kind: str) -> dict[str, np.ndarray]:
    """Half of what was counted and half of what strangers do: real words are freer than simulated ones."""
    scale = counts[kind].sum() / strangers[kind].sum()
    return {kind: (counts[kind] + scale * strangers[kind]) / 2}


def within_groups(counts: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Shares within each set of levels."""
    member = (group[:, None] == group[None, :]).astype(float)
    return counts / (counts @ member)


if __name__ == "__main__":
    main()
