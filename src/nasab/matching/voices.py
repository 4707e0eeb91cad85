"""Who speaks for whom in the competition: pairs of children gathered by who claims, and by whom is claimed.

A group, or groups that may be one household, is a *unit*.  Within a unit no two children can be one child sought,
which its own sum over alignments takes care of: they are no rivals of one another.  What a unit says for one of
its children and one child sought is a *voice*; all its voices for one child sought are a *demand*.  A child that is
registered twice has a voice in two units: they are one *claim*, as strong as the stronger voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.matching.blocks import Blocks

__all__ = ["Voices", "gather"]

Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Voices:
    """`of_pair`: the voice of each pair of children.  `demand`: for each voice its demand; `child`: for each demand
    the child sought, in order.

    `claim`: for each voice its claim if that has several voices, else -1; `claim_start`, `claim_voices`: the voices of
    these; `first`: for each child sought where its claims of several voices begin, (children + 1).
    """

    of_pair: Rows
    demand: Rows
    child: Rows
    claim: Rows
    claim_start: Longs
    claim_voices: Longs
    first: Longs


def gather(parts: Sequence[Blocks], unit: Rows, found: Rows, sought: Rows) -> Voices:
    """The voices in all pairs of children of several blocks, one after the other.

    `unit`: for each group of all blocks its unit.  `found`, `sought`: for each row of either list which child it
    stands for.
    """
    before = np.cumsum([0, *(part.groups for part in parts)]).tolist()
    units, width = int(unit.max(initial=0)) + 1, int(found.max(initial=0)) + 1
    key = sought[np.concatenate([part.j for part in parts])].astype(np.int64)
    key *= units
    key += unit[np.concatenate([part.group[part.within] + base for part, base in zip(parts, before, strict=False)])]
    demand_key, demand_of_pair = _numbered(key)
    child = (demand_key // units).astype(np.int32)
    key = demand_of_pair.astype(np.int64)
    key *= width
    key += found[np.concatenate([part.i for part in parts])]
    del demand_of_pair
    voice_key, of_pair = _numbered(key)
    demand = (voice_key // width).astype(np.int32)
    claim, claim_start, claim_voices, first = _claims(voice_key % width, child[demand], len(sought))
    return Voices(of_pair, demand, child, claim, claim_start, claim_voices, first)


def _numbered(key: Longs) -> tuple[Longs, Rows]:
    """The different keys in order, and for each place the number of its key: `np.unique` in half the memory."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    new = np.append(True, key[1:] != key[:-1])[: len(key)]
    number = np.empty(len(key), dtype=np.int32)
    number[order] = np.cumsum(new, dtype=np.int32) - 1
    return key[new], number


def _claims(found: Longs, child: Rows, children: int) -> tuple[Rows, Longs, Longs, Longs]:
    """The claims of several voices: of each voice the claim, the voices of each, where those of a child begin."""
    _, number = _numbered(child * np.int64(found.max(initial=0) + 1) + found)
    count = np.bincount(number)
    several = np.flatnonzero(count > 1)
    place = np.full(len(count), -1, dtype=np.int32)
    place[several] = np.arange(len(several))
    claim = place[number]
    voices = np.flatnonzero(claim >= 0)
    voices = voices[np.argsort(claim[voices], kind="stable")]
    start = np.zeros(len(several) + 1, dtype=np.int64)
    np.cumsum(count[several], out=start[1:])
    of_claim = child[voices[start[:-1]]]
    return claim, start, voices, np.searchsorted(of_claim, np.arange(children + 1)).astype(np.int64)
