"""The compiled sweeps of `competition`: belief propagation between found groups and the children sought."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.alignment import MOST_ALIGNED, align

__all__ = ["propagate"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Sweeps at most; after the first ones a share of the old message is kept at each, for where claims form circles.
SWEEPS = 60
UNDAMPED = 12
DAMPING = 0.3

#: Sweeps end when no message to a child sought has changed by more than this part of itself.
SETTLED = 1e-5

#: A group is weighed again only if one of its children sought is freer, or less free, by more than this part.
STIRRED = 1e-6

#: No claim is stronger than this.
STRONGEST = 1e15


@njit(cache=True, nogil=True)
def _others(value: Doubles, key: Ints, out: Doubles) -> None:
    """For each value the sum of the others of its key (keys are in order), from both ends: nothing is subtracted."""
    running = 0.0
    for k in range(len(value)):
        if k == 0 or key[k] != key[k - 1]:
            running = 0.0
        out[k] = running
        running += value[k]
    for k in range(len(value) - 1, -1, -1):
        if k == len(value) - 1 or key[k] != key[k + 1]:
            running = 0.0
        out[k] += running
        running += value[k]


@njit(cache=True, nogil=True)
def _heard(
    strength: Doubles, demand: Ints, child: Ints, claim: Ints, claim_start: Longs, claim_voices: Longs, first: Longs,
    out: Doubles,
) -> None:  # fmt: skip
    """For each voice how strongly others claim its child: other units, and there others than the child itself."""
    single, others = np.zeros(len(child)), np.zeros(len(child))
    for v in range(len(strength)):
        if claim[v] < 0:
            single[demand[v]] += strength[v]
    _others(single, child, others)
    claims = len(claim_start) - 1
    loudest = np.zeros(claims, dtype=np.int64)
    second = np.zeros(claims)
    for k in range(claims):
        best = -1.0
        for at in range(claim_start[k], claim_start[k + 1]):
            v = claim_voices[at]
            if strength[v] > best:
                second[k] = max(best, 0.0)
                best = strength[v]
                loudest[k] = v
            else:
                second[k] = max(second[k], strength[v])
    for v in range(len(strength)):
        total = others[demand[v]]
        of = child[demand[v]]
        for k in range(first[of], first[of + 1]):
            if k != claim[v]:
                total += second[k] if demand[loudest[k]] == demand[v] else strength[loudest[k]]
        out[v] = total


@njit(cache=True, nogil=True)
def _weigh(
    starts: Longs, first: Longs, wide: Ints, shared: Doubles, own: Doubles, beside: Doubles, rest: Doubles,
    aligned: float, voice: Ints, free: Doubles, stirred: Flags, out_family: Doubles, out_pair: Doubles,
    weight: Doubles, nobody: Doubles,
) -> None:  # fmt: skip
    """P(family | group), P(pair | group), P(none | group) and log2 of the sum over all that a group may be.

    `own`, `beside`: likelihood ratios of pairs of children; `free`: for each voice how free its child sought is of
    others, `voice`: that of each pair; `stirred`: the groups that are to be weighed.
    """
    room = 64
    sets = 1 << MOST_ALIGNED
    block, inner, alone = np.empty(room), np.empty(room), np.empty(room)
    forward, backward = np.empty(2 * sets), np.empty(2 * sets)
    for g in range(len(starts) - 1):
        if not stirred[g]:
            continue
        top = rest[g]
        for p in range(starts[g], starts[g + 1]):
            m = wide[p]
            begin, size = first[p], first[p + 1] - first[p]
            n = size // m
            if size > room or (n + 1) * sets > len(forward):
                room = max(size, room)
                block, inner, alone = np.empty(room), np.empty(room), np.empty(room)
                forward, backward = np.empty((n + 1) * sets), np.empty((n + 1) * sets)
            for q in range(size):
                block[q] = own[begin + q] * free[voice[begin + q]]
            for q in range(n):
                alone[q] = beside[begin + q * m]
            out_family[p] = shared[p] + align(block, alone, n, m, aligned, inner, forward, backward)
            for q in range(size):
                out_pair[begin + q] = inner[q]
            top = max(top, out_family[p])
        total = 2.0 ** (rest[g] - top)
        for p in range(starts[g], starts[g + 1]):
            out_family[p] = 2.0 ** (out_family[p] - top)
            total += out_family[p]
        weight[g] = top + np.log2(total)
        nobody[g] = 2.0 ** (rest[g] - top) / total
        for p in range(starts[g], starts[g + 1]):
            out_family[p] /= total
            for q in range(first[p], first[p + 1]):
                out_pair[q] *= out_family[p]


@njit(cache=True, nogil=True)
def _apart(
    a: int, b: int, starts: Longs, first: Longs, family: Ints, nobody: Doubles, out_family: Doubles, out_pair: Doubles
) -> float:
    """Two groups that are not one household are not of one family: weighs them so, and gives P(not of one family)."""
    begin, size = starts[a], starts[a + 1] - starts[a]
    other, width = starts[b], starts[b + 1] - starts[b]
    left, right = np.zeros(size), np.zeros(width)  # P(of another family, or none | a is of this one), and so for b
    for p in range(size):
        left[p] = nobody[b]
        for q in range(width):
            if family[begin + p] != family[other + q]:
                left[p] += out_family[other + q]
    for q in range(width):
        right[q] = nobody[a]
        for p in range(size):
            if family[begin + p] != family[other + q]:
                right[q] += out_family[begin + p]
    whole = nobody[a]
    for p in range(size):
        whole += out_family[begin + p] * left[p]
    for p in range(size + width):
        at = begin + p if p < size else other + p - size
        factor = (left[p] if p < size else right[p - size]) / whole
        out_family[at] *= factor
        for pair in range(first[at], first[at + 1]):
            out_pair[pair] *= factor
    return float(whole)


@njit(cache=True, nogil=True)
def _speak(
    starts: Longs, first: Longs, stirred: Flags, voice: Ints, is_first: Flags, demand: Ints, part: Doubles,
    pair: Doubles, spoken: Doubles, asked: Doubles,
) -> None:  # fmt: skip
    """P(claimed) by each voice, `spoken`, anew for the groups stirred; and by all voices of a demand, `asked`."""
    for g in range(len(starts) - 1):
        if stirred[g]:
            for q in range(first[starts[g]], first[starts[g + 1]]):
                said = part[g] * pair[q]
                spoken[voice[q]] = said if is_first[q] else spoken[voice[q]] + said
    asked[:] = 0.0
    for v in range(len(spoken)):
        asked[demand[v]] += spoken[v]


@njit(cache=True, nogil=True)
def propagate(
    starts: Longs, first: Longs, wide: Ints, family: Ints, shared: Doubles, own: Doubles, beside: Doubles,
    rest: Doubles, aligned: float, tied: Ints, tie: Doubles, voice: Ints, demand: Ints, child: Ints, claim: Ints,
    claim_start: Longs, claim_voices: Longs, claim_first: Longs, out_family: Doubles, out_pair: Doubles,
    out_united: Doubles,
) -> None:  # fmt: skip
    """P(a child found is a child sought), for each pair, with every child sought claimed at most once.

    `starts`, `first`, `wide`: as in `Blocks`; `family`: the family of each pair of families; `shared`: log2 of prior
    and evidence of each, `own`, `beside`: likelihood ratios of each pair of children, `rest`: log2 weight of being
    of no family looked at.  `tied`: (ties, 3) two groups that may be one household, and the group that they would be,
    which they are with probability `tie` before candidates are looked at.  The others are as in `Voices`.
    Fills P(family | group), P(pair | group) and P(one household | all).
    """
    groups, voices = len(starts) - 1, len(demand)
    free = np.zeros(voices)
    stirred = np.ones(groups, dtype=np.bool_)
    speaker = np.full(voices, -1, dtype=np.int32)  # of groups that share their voices the first: all are always stirred
    is_first = np.zeros(len(own), dtype=np.bool_)  # whether a pair is the first of its voice
    for g in range(groups):
        for q in range(first[starts[g]], first[starts[g + 1]]):
            if speaker[voice[q]] < 0:
                speaker[voice[q]], is_first[q] = g, True
    strength, heard, spoken, asked = np.zeros(voices), np.zeros(voices), np.zeros(voices), np.zeros(len(child))
    weight, nobody, part = np.zeros(groups), np.zeros(groups), np.ones(groups)
    for sweep in range(SWEEPS):
        if sweep > 0:
            stirred[:] = False
            for k in range(len(tie)):
                for member in range(3):
                    stirred[tied[k, member]] = True
            for v in range(voices):
                if abs(1.0 / (1.0 + heard[v]) - free[v]) > STIRRED * free[v]:
                    stirred[speaker[v]] = True
        for v in range(voices):
            if stirred[speaker[v]]:
                free[v] = 1.0 / (1.0 + heard[v])
        _weigh(
            starts, first, wide, shared, own, beside, rest, aligned, voice, free, stirred, out_family, out_pair, weight,
            nobody,
        )  # fmt: skip
        for k in range(len(tie)):
            a, b, both = tied[k, 0], tied[k, 1], tied[k, 2]
            apart = _apart(a, b, starts, first, family, nobody, out_family, out_pair)
            bits = np.log2(tie[k]) - np.log2(1.0 - tie[k]) + weight[both] - weight[a] - weight[b] - np.log2(apart)
            out_united[k] = 1.0 / (1.0 + 2.0 ** min(max(-bits, -500.0), 500.0))
            part[both] = out_united[k]
            part[a] = part[b] = 1.0 - out_united[k]
        _speak(starts, first, stirred, voice, is_first, demand, part, out_pair, spoken, asked)
        change = 0.0
        kept = DAMPING if sweep >= UNDAMPED else 0.0
        for v in range(voices):
            fresh = spoken[v] / max(1.0 - asked[demand[v]], 1e-15) * (1.0 + heard[v])
            fresh = min(kept * strength[v] + (1.0 - kept) * fresh, STRONGEST)
            if fresh > 1e-9:
                change = max(change, abs(fresh - strength[v]) / fresh * min(fresh, 1.0))
            strength[v] = fresh
        _heard(strength, demand, child, claim, claim_start, claim_voices, claim_first, heard)
        if change < SETTLED:
            break
