"""Counts on simulated families how often a kunya is after a child: what `nasab.names.kunyas` estimates.

    python -m tools.count_kunyas

The simulation is made from general knowledge too, so this shows that the estimates fit together, not that they are
right.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from nasab.names.kunyas import is_famous_kunya, kunya_truth
from nasab.simulation.dials import dials_of
from nasab.simulation.dice import Dice
from nasab.simulation.families import Family, Populace

FAMILIES = 20_000


def main() -> None:
    """Counts and prints."""
    populace = Populace(Dice(np.random.default_rng(1)), dials_of("field"))
    families = [populace.family() for _ in range(FAMILIES)]
    children = [(family, child) for family in families for child in family.children]
    real = [family for family in families if is_after_a_child(family)]
    ordinary = [family for family in families if not is_famous_kunya(family.kunya.key)]
    print(f"children in a family: {len(children) / FAMILIES:.2f}")
    print(f"kunyas after a child: {len(real) / FAMILIES:.2f}")
    print(f"kunyas after a child, of those nobody takes: {sum(map(is_after_a_child, ordinary)) / len(ordinary):.2f}")
    after_this = sum(child.called.key == family.kunya.key for family, child in children) / len(children)
    print(f"children who gave their father his kunya: {after_this:.2f}")
    boys = Counter(child.called.key for _, child in children if child.sex == "m")
    borne, held = Counter(family.kunya.key for family in families), Counter(family.kunya.key for family in real)
    for key in ("muhammad", "abdullah", "umar", "hamza", "yusuf", "khalid"):
        expected = kunya_truth(key, child_share=boys[key] / sum(boys.values()))
        print(f"Abu {key}: after a child {held[key] / borne[key]:.2f}, by kunya_truth {expected:.2f}")


def is_after_a_child(family: Family) -> bool:
    """Whether a child of the family is called as the father's kunya says."""
    return any(child.called.key == family.kunya.key for child in family.children)


if __name__ == "__main__":
    main()
