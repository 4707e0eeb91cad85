"""The claims cut into components that have no child and no family in common, each in the order that is cheapest.

What is decided in one component does not touch another, so each is weighed by itself.  Within one, families are put in
an order in which few children are waited for at a time (`frontier`); where every claim is of one child, children and
places may change their parts, and the narrower way is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.kinship.places import Claim

__all__ = ["MOST_STATES", "Component", "Layout", "components", "laid_out"]

Longs = npt.NDArray[np.int64]

#: Above so many states in all (half a gibibyte) a component is sampled and not summed.
MOST_STATES: Final = 1 << 26
_WIDEST: Final = 24


@dataclass(frozen=True, slots=True)
class Component:
    """Claims (by position) that hang together, with their families and children."""

    claims: tuple[int, ...]
    families: tuple[int, ...]
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A component as the kernel goes through it.

    `claim`: for each claim in its order the position in the list of all; `chooser`: what each step decides, a family,
    or a child if `is_by_child`; `start`, `mask`, `retire`, `room`, `inner` as in `joint_kernel.sums`.
    """

    claim: Longs
    chooser: tuple[int, ...]
    is_by_child: bool
    start: Longs
    mask: Longs
    retire: Longs
    room: Longs
    inner: Longs

    @property
    def states(self) -> int:
        """How many states there are in all: what an exact sum costs."""
        return int(self.room.sum())

    @property
    def width(self) -> int:
        """The most children, or places, that are waited for at a time."""
        return int(self.inner.max()).bit_length() - 1


def components(claims: Sequence[Claim]) -> list[Component]:
    """The claims cut apart, in order of their first claim."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for claim in claims:
        for child, _ in claim.pairs:
            parent[root(("child", child))] = root(("family", claim.family))
    parts: dict[tuple[str, int], list[int]] = {}
    for number, claim in enumerate(claims):
        parts.setdefault(root(("family", claim.family)), []).append(number)
    return [
        Component(
            tuple(of),
            tuple(sorted({claims[number].family for number in of})),
            tuple(sorted({child for number in of for child, _ in claims[number].pairs})),
        )
        for of in parts.values()
    ]


def laid_out(claims: Sequence[Claim], component: Component) -> Layout | None:
    """The cheaper of the ways to go through a component; None if each has too many states to be summed."""
    of = component.claims
    by_family = [(claims[c].family, tuple(child for child, _ in claims[c].pairs)) for c in of]
    ways = [_in_order(of, by_family, is_by_child=False)]
    families = {claims[c].family for c in of}
    places = {place for c in of for _, place in claims[c].pairs}
    if all(len(claims[c].pairs) == 1 for c in of) and len(places) == len(families):
        by_child = [(claims[c].pairs[0][0], (claims[c].family,)) for c in of]
        ways.append(_in_order(of, by_child, is_by_child=True))
    known = [way for way in ways if way is not None and way.states <= MOST_STATES]
    return min(known, key=lambda way: int((way.inner * np.diff(way.start)).sum()), default=None)


def _in_order(of: Sequence[int], claimed: Sequence[tuple[int, tuple[int, ...]]], *, is_by_child: bool) -> Layout | None:
    """Choosers in the order that keeps few of those they choose among waiting, each step the cheapest that is left."""
    wants: dict[int, set[int]] = {}
    for chooser, taken in claimed:
        wants.setdefault(chooser, set()).update(taken)
    left = Counter(thing for things in wants.values() for thing in things)
    order: list[int] = []
    waiting: dict[int, int] = {}
    free: list[int] = []
    slots: list[dict[int, int]] = []
    retire, room, inner = [], [1], []
    used = 0
    asked: dict[int, set[int]] = {}
    for one, things in wants.items():
        for thing in things:
            asked.setdefault(thing, set()).add(one)

    def cost(one: int) -> tuple[int, int, int]:
        fresh = len(wants[one] - waiting.keys())
        return fresh - sum(left[thing] == 1 for thing in wants[one]), fresh, one

    undone = set(wants)
    while undone:
        near = {one for thing in waiting for one in asked[thing]} & undone
        chooser = min(near or undone, key=cost)
        undone.remove(chooser)
        order.append(chooser)
        for thing in sorted(wants[chooser] - waiting.keys()):
            if free:
                waiting[thing] = min(free)
                free.remove(waiting[thing])
            else:
                waiting[thing] = used
                used += 1
        if used > _WIDEST:
            return None
        slots.append({thing: waiting[thing] for thing in wants[chooser]})
        inner.append(1 << (max(waiting.values()) + 1))
        gone = 0
        for thing in wants[chooser]:
            left[thing] -= 1
            if not left[thing]:
                gone |= 1 << waiting[thing]
                free.append(waiting.pop(thing))
        retire.append(gone)
        room.append(1 << (max(waiting.values(), default=-1) + 1))
    steps = {chooser: step for step, chooser in enumerate(order)}
    ranked = sorted(range(len(of)), key=lambda at: (steps[claimed[at][0]], at))
    count = np.bincount([steps[claimed[at][0]] for at in ranked], minlength=len(order))
    mask = [sum(1 << slots[steps[claimed[at][0]]][thing] for thing in claimed[at][1]) for at in ranked]
    return Layout(
        np.array([of[at] for at in ranked], dtype=np.int64),
        tuple(order),
        is_by_child,
        np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        np.array(mask, dtype=np.int64),
        np.array(retire, dtype=np.int64),
        np.array(room, dtype=np.int64),
        np.array(inner, dtype=np.int64),
    )
