"""Where each person of a family's picture stands: partners side by side, children under their parents, few crossings.

Rows come from `generations`.  In a row husbands and wives form chains; chains are put in the order of the middle of
their parents and children, again and again, and the order with the fewest crossings is kept (Sugiyama, Tagawa and
Toda 1981, IEEE Trans. SMC 11:109).  Then everybody is moved as near as possible over the children and under the
parents without coming too near to a neighbour, which is a least-squares problem with an order (pool adjacent
violators).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nasab.kinship.generations import couples_of, generations
from nasab.kinship.pedigree import Person

__all__ = ["Layout", "Sibship", "lay_out"]

_SWEEPS: Final = 12
_MOVES: Final = 60

#: Between two partners, and between two who are no couple, in units of the picture's grid.
_PARTNERS: Final = 1.0
_OTHERS: Final = 1.25


@dataclass(frozen=True, slots=True)
class Sibship:
    """Children of the same parents (one or two), in the order in which they stand."""

    parents: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The place of each person (column as a number from 0, row from 0), the couples, and the sibships."""

    column: Mapping[str, float]
    row: Mapping[str, int]
    couples: tuple[tuple[str, str], ...]
    sibships: tuple[Sibship, ...]


def lay_out(members: Sequence[Person], couples: Sequence[tuple[str, str]] = ()) -> Layout:
    """The places of all members; the same family always has the same picture."""
    pairs = couples_of(members, couples)
    row = generations(members, pairs)
    sibships = _sibships(members)
    chains = _chains([one.id for one in members], row, pairs)
    parents = {child: list(of.parents) for of in sibships for child in of.children}
    children: dict[str, list[str]] = {}
    for of in sibships:
        for parent in of.parents:
            children.setdefault(parent, []).extend(of.children)
    best = chains
    fewest = _cost(chains, sibships, parents)
    for sweep in range(_SWEEPS):
        chains = _sorted(chains, parents if sweep % 2 == 0 else children, down=sweep % 2 == 0)
        cost = _cost(chains, sibships, parents)
        if cost < fewest:
            best, fewest = chains, cost
    best = _men_first(best, sibships, parents, {one.id for one in members if one.sex == "M"})
    column = _columns(best, parents, children)
    placed = tuple(Sibship(of.parents, tuple(sorted(of.children, key=lambda child: column[child]))) for of in sibships)
    return Layout(column, row, tuple(pairs), placed)


def _sibships(members: Sequence[Person]) -> list[Sibship]:
    ids = {one.id for one in members}
    found: dict[tuple[str, ...], list[str]] = {}
    for one in members:
        of = tuple(parent for parent in (one.father, one.mother) if parent is not None and parent in ids)
        if of:
            found.setdefault(of, []).append(one.id)
    return [Sibship(of, tuple(children)) for of, children in found.items()]


Chains = list[list[list[str]]]
"""For each row its chains from left to right, each the ids of partners side by side."""


def _chains(ids: Sequence[str], row: Mapping[str, int], couples: Sequence[tuple[str, str]]) -> Chains:
    partners: dict[str, list[str]] = {one: [] for one in ids}
    for a, b in couples:
        if row[a] == row[b]:
            partners[a].append(b)
            partners[b].append(a)
    rows: Chains = [[] for _ in range(max(row.values(), default=-1) + 1)]
    done: set[str] = set()
    for one in sorted(ids, key=lambda person: (len(partners[person]) > 1, ids.index(person))):
        if one not in done and len(partners[one]) <= 1:
            rows[row[one]].append(_chain(one, partners, done))
    for one in ids:  # rings of partners have no end to begin at
        if one not in done:
            rows[row[one]].append(_chain(one, partners, done))
    return [sorted(of, key=lambda chain: min(map(ids.index, chain))) for of in rows]


def _chain(start: str, partners: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """Partners from one end on; of someone with many partners every second one goes to the other side."""
    chain, todo = [start], [start]
    done.add(start)
    while todo:
        one = todo.pop(0)
        at = chain.index(one)
        for number, partner in enumerate(other for other in partners[one] if other not in done):
            done.add(partner)
            todo.append(partner)
            left = at > 0 and chain[at - 1] in partners[one]
            chain.insert(at + 1 if left == (number % 2 == 0) else at, partner)
            at = chain.index(one)
    return chain


def _sorted(chains: Chains, linked: Mapping[str, Sequence[str]], *, down: bool) -> Chains:
    """The chains of each row by the middle of those they are linked to, row after row in the given direction."""
    order = [[list(chain) for chain in of] for of in chains]
    rows = range(len(order)) if down else range(len(order) - 1, -1, -1)
    for at in rows:
        place = _places(order)
        middle = {}
        for rank, chain in enumerate(order[at]):
            ends = [_mean([place[other] for other in linked.get(one, ()) if other in place]) for one in chain]
            told = [end for end in ends if end is not None]
            middle[rank] = _mean(told)
            if len(told) > 1 and ends[0] is not None and ends[-1] is not None and ends[0] > ends[-1]:
                chain.reverse()
        spread = _filled([middle[rank] for rank in range(len(order[at]))])
        order[at] = [chain for _, _, chain in sorted(zip(spread, range(len(spread)), order[at], strict=True))]
    return order


def _men_first(
    chains: Chains, sibships: Sequence[Sibship], parents: Mapping[str, Sequence[str]], men: Collection[str]
) -> Chains:
    """Couples with the man where reading begins, as is the custom, where that costs nothing."""
    cost = _cost(chains, sibships, parents)
    for of in chains:
        for at, chain in enumerate(of):
            if len(chain) == 2 and chain[1] in men and chain[0] not in men:
                of[at] = chain[::-1]
                turned = _cost(chains, sibships, parents)
                if turned > cost:
                    of[at] = chain
                else:
                    cost = turned
    return chains


def _filled(middles: Sequence[float | None]) -> list[float]:
    """Chains that are linked to nobody stay beside the neighbour before them."""
    out, last = [], -1.0
    for one in middles:
        last = last if one is None else one
        out.append(last)
    return out


def _places(chains: Chains) -> dict[str, float]:
    return {one: float(at) for of in chains for at, one in enumerate(one for chain in of for one in chain)}


def _cost(chains: Chains, sibships: Sequence[Sibship], parents: Mapping[str, Sequence[str]]) -> tuple[int, float]:
    """How many lines cross, and how far all children are from their parents."""
    place = _places(chains)
    spans = []
    for of in sibships:
        top = sum(place[one] for one in of.parents) / len(of.parents)
        spans += [(top, place[child]) for child in of.children]
    crossings = sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for at, a in enumerate(spans) for b in spans[:at])
    far = sum(abs(place[child] - place[one]) for child, of in parents.items() for one in of)
    return crossings, far


def _columns(
    chains: Chains, parents: Mapping[str, Sequence[str]], children: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    place = _places(chains)
    for move in range(_MOVES):
        for at in range(len(chains)) if move % 2 == 0 else range(len(chains) - 1, -1, -1):
            _move(chains[at], place, parents, children)
    least = min(place.values(), default=0.0)
    return {one: round(where - least, 3) for one, where in place.items()}


def _move(
    of: Sequence[Sequence[str]],
    place: dict[str, float],
    parents: Mapping[str, Sequence[str]],
    children: Mapping[str, Sequence[str]],
) -> None:
    """The chains of a row as near to what each wants as their order allows."""
    starts, wants = [], []
    start = 0.0
    for chain in of:
        starts.append(start)
        drawn = []
        for at, one in enumerate(chain):
            for linked in (parents.get(one, ()), children.get(one, ())):
                middle = _mean([place[other] for other in linked])
                if middle is not None:
                    drawn.append(middle - at * _PARTNERS)
        wants.append((_mean(drawn) if drawn else place[chain[0]]) or 0.0)
        start += (len(chain) - 1) * _PARTNERS + _OTHERS
    moved = _pooled([want - begin for want, begin in zip(wants, starts, strict=True)])
    for chain, begin, by in zip(of, starts, moved, strict=True):
        for at, one in enumerate(chain):
            place[one] = begin + by + at * _PARTNERS


def _pooled(wants: Sequence[float]) -> list[float]:
    """The nearest numbers that do not fall: pool adjacent violators."""
    blocks: list[tuple[float, int]] = []
    for want in wants:
        total, size = want, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before = blocks.pop()
            total, size = total + before[0], size + before[1]
        blocks.append((total, size))
    return [total / size for total, size in blocks for _ in range(size)]


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
