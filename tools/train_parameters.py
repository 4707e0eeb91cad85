"""Counts how facts agree for one child and for one family, in simulated lists: the shipped parameters.

    python tools/train_parameters.py            writes src/nasab/matching/data/parameters.toml

For each kind of evidence that families share the levels of agreement are counted on all pairs of a found
group and the family that seeks one of its children; for each kind that belongs to a child on all true
pairs (the same child) and on all pairs of a child with the others of its family (one household); in
field worlds of several seeds that the benchmarks do not use, with an easy and a hard one beside them.
The lists at hand then correct these numbers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nasab import simulation
from nasab.matching.evidence.comparison import Comparison
from nasab.matching.evidence.origin import WIDTHS, OriginComparison
from nasab.matching.understanding import Understood, understand

WORLDS = (("field", 101), ("field", 102), ("field", 103), ("field", 106), ("easy", 104), ("hard", 105))
CHILDREN = 4000
VERSION = "2026.14"
BY_WIDTH = Path(__file__).parents[1] / "src/nasab/matching/data/origin_by_width.toml"
OUT = Path(__file__).parents[1] / "src/nasab/matching/data/parameters.toml"

#: Evidence from free text, which the simulation writes in fewer words than people do.
FREE_TEXT = ("belongings",)

#: So many pairs taken by chance from each world: strangers, but for a handful.
STRANGERS = 400_000

#: A pair of each level is imagined, so that nothing is impossible.
IMAGINED = 2.0

#: Of pairs of two dates of birth, few in these worlds, so many of each level, from impossible to exact: most dates are
#: right or nearly so, and those of two children of a family are years apart.
IMAGINED_DATES = {"same": (0.1, 0.3, 0.6, 2.0, 7.0), "household": (4.0, 3.5, 2.0, 0.4, 0.1)}

Pairs = np.ndarray
Counts = dict[str, dict[str, np.ndarray]]


def main() -> None:
    """Counts and writes the parameters, and the patterns of origin by the width of a place."""
    write_by_width(*count())


def count() -> tuple[Counts, np.ndarray]:
    """Counts and writes the parameters; the patterns of origin by width, and which of them share a distribution."""
    counts: Counts = {"same": {}, "household": {}, "strangers": {}}
    levels: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[int, ...]] = {}
    by_width: Counts = {title: {} for title in ("same", "strangers")}
    listed, aligned = [], []
    rng = np.random.default_rng(1)
    for difficulty, seed in WORLDS:
        world = simulation.simulate(children=CHILDREN, seed=seed, difficulty=difficulty)
        both = understand(world.found, world.sought)
        found_row = {name: row for row, name in enumerate(world.found.columns["id"])}
        sought_row = {name: row for row, name in enumerate(world.sought.columns["id"])}
        pairs = np.array([(found_row[a], sought_row[b]) for a, b in world.truth], dtype=np.int32)
        one_family = families_of(pairs, both)
        others, left_over = others_of(pairs, one_family, both)
        listed.append(len(np.unique(one_family[:, 0])) / len(both.found))
        at_home = both.found.members.lengths[np.unique(one_family[:, 0])].sum()
        aligned.append(len(np.unique(pairs[:, 0])) / at_home)
        for comparison in both.shared.comparisons:
            by_chance = strangers_of(len(both.found), len(both.sought), rng)
            note(comparison, {"same": one_family, "household": one_family, "strangers": by_chance}, counts)
            if isinstance(comparison, OriginComparison):
                for title, pairs_of in (("same", one_family), ("strangers", by_chance)):
                    wide = comparison.widths()[pairs_of[:, 0]]
                    for width, name in enumerate(WIDTHS):
                        level = comparison.compare(*pairs_of[wide == width].T.copy())
                        seen = np.bincount(level[level >= 0], minlength=len(comparison.levels)).astype(float)
                        by_width[title][name] = by_width[title].get(name, 0) + seen
        for comparison in both.own.comparisons:
            by_chance = strangers_of(len(both.found.children), len(both.sought.children), rng)
            beside = left_over if comparison.kind == "is_sibling" else others
            note(comparison, {"same": pairs, "household": beside, "strangers": by_chance}, counts)
        for comparison in (*both.shared.comparisons, *both.own.comparisons):
            levels[comparison.kind] = tuple(comparison.levels)
            groups[comparison.kind] = tuple(comparison.groups)
    write(levels, groups, counts, float(np.mean(listed)), float(np.mean(aligned)))
    return by_width, np.array(groups["origin"])


def strangers_of(n: int, m: int, rng: np.random.Generator) -> Pairs:
    """Rows taken by chance from either side."""
    return np.stack([rng.integers(n, size=STRANGERS), rng.integers(m, size=STRANGERS)], axis=1).astype(np.int32)


def note(comparison: Comparison, pairs: dict[str, Pairs], counts: Counts) -> None:
    """Adds the levels of the pairs to the counts."""
    for title, of_title in pairs.items():
        level = comparison.compare(of_title[:, 0].copy(), of_title[:, 1].copy())
        seen = np.bincount(level[level >= 0], minlength=len(comparison.levels)).astype(float)
        counts[title][comparison.kind] = counts[title].get(comparison.kind, 0) + seen


def families_of(pairs: Pairs, both: Understood) -> Pairs:
    """(found group, requesting family) of the pairs, each once."""
    left, right = both.found.children.household, both.sought.children.household
    return np.unique(np.stack([left[pairs[:, 0]], right[pairs[:, 1]]], axis=1), axis=0).astype(np.int32)


def others_of(pairs: Pairs, one_family: Pairs, both: Understood) -> tuple[Pairs, Pairs]:
    """Pairs of children of one family who are not the same: all of them, and those of children who are nobody there."""
    true = set(map(tuple, pairs.tolist()))
    others, left_over = [], []
    for g, r in one_family.tolist():
        sought = both.sought.members.row(r).tolist()
        for child in both.found.members.row(g).tolist():
            known = any((child, one) in true for one in sought)
            others += [(child, one) for one in sought if (child, one) not in true]
            left_over += [] if known else [(child, sought[0])]
    return tuple(np.array(rows, dtype=np.int32).reshape(-1, 2) for rows in (others, left_over))


def write(
    levels: dict[str, tuple[str, ...]],
    groups: dict[str, tuple[int, ...]],
    counts: Counts,
    listed: float,
    aligned: float,
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
        f"listed = {listed:.4f}",
        f"aligned = {aligned:.4f}",
    ]
    for kind, names in levels.items():
        lines += ["", f"[kind.{kind}]", f"levels = [{', '.join(repr(name) for name in names)}]".replace("'", '"')]
        for title, of_kind in counts.items():
            of_kind = of_kind if kind not in FREE_TEXT else weakened(of_kind, counts["strangers"], kind)
            shares = within_groups(of_kind[kind] + imagined(kind, title, names), np.array(groups[kind]))
            lines.append(f"{title} = [{', '.join(f'{share:.6f}' for share in shares)}]")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {OUT.name}: {len(levels)} kinds of evidence")


def imagined(kind: str, title: str, levels: tuple[str, ...]) -> np.ndarray:
    """How many pairs of each level are imagined beside those counted."""
    some = np.full(len(levels), IMAGINED)
    if kind == "age" and title in IMAGINED_DATES:
        some[[level.startswith("day/") for level in levels]] = IMAGINED_DATES[title]
    return some


def write_by_width(counts: Counts, group: np.ndarray) -> None:
    """The patterns of origin by the width of the place that the child found names (`evidence.origin`)."""
    worlds = ", ".join(f"{difficulty} seed {seed}" for difficulty, seed in WORLDS)
    lines = [
        "# Patterns of origin, language and by-name by how wide a place is named (tools/train_parameters.py).",
        f"# Counted on simulated worlds of {CHILDREN} children a side: {worlds}.",
        "# Licence: CC0 (counts of invented families).",
    ]
    for width in WIDTHS:
        lines += ["", f"[{width}]"]
        for title, of_title in counts.items():
            shares = within_groups(of_title[width] + IMAGINED / 10, group)
            lines.append(f"{title} = [{', '.join(f'{share:.6f}' for share in shares)}]")
    BY_WIDTH.write_text("\n".join(lines) + "\n", encoding="utf-8")


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
