"""The compiled search of `retrieval`: adds up what each name shared weighs, and keeps the best."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["search"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

#: Weights are sorted into bins of a quarter of a bit to find the best without sorting all.
BINS = 400

#: Names of a lower level are faintly alike.  They weigh little and are had with half the list, so they
#: are followed only where the others lead to few: to less than this many times the children kept.
SIMILAR = 3
ENOUGH = 10

#: So many times the families kept, and at most `MOST_LIKELY`, are taken by their names; those are then ranked by sex,
#: age, places and languages too.
LIKELY = 40
MOST_LIKELY = 6000

#: What is added so that a sum that speaks against a family still ranks above those that speak more against theirs.
ABOVE_ZERO = 20.0

#: No name weighs more than this many bits when candidates are looked for.
WHOLE_BITS = 32


@njit(cache=True, nogil=True, inline="always")
def _fit(sex_a: int, sex_b: int, born_a: Floats, born_b: Floats) -> float:
    """Bits, roughly, for sex and age: enough to rank, the full comparison follows."""
    bits = 0.0
    if sex_a >= 0 and sex_b >= 0:
        bits += 0.9 if sex_a == sex_b else -4.0
    if not (np.isnan(born_a[0]) or np.isnan(born_b[0])):
        gap = max(born_a[0] - born_b[1], born_b[0] - born_a[1], 0.0) / (0.75 + born_a[2] + born_b[2])
        if gap <= 0.0:
            bits += 1.8
        elif gap <= 1.0:
            bits += 0.7
        elif gap <= 2.0:
            bits -= 1.5
        else:
            bits -= 4.0
    return bits


@njit(cache=True, nogil=True)
def _rarest_first(bits: Floats, count: int, order: Longs, tally: Longs) -> None:
    """Numbers 0 to `count` by falling bits, whole bits alike: a counting sort, for there are many and few differ."""
    tally[:] = 0
    for k in range(count):
        tally[WHOLE_BITS - min(int(bits[k]), WHOLE_BITS - 1)] += 1
    for whole in range(WHOLE_BITS):
        tally[whole + 1] += tally[whole]
    for k in range(count):
        whole = WHOLE_BITS - 1 - min(int(bits[k]), WHOLE_BITS - 1)
        order[tally[whole]] = k
        tally[whole] += 1


@njit(cache=True, nogil=True)
def _children_fit(
    g: int, r: int, found_start: Longs, found_rows: Ints, sought_start: Longs, sought_rows: Ints,
    found_sex: Bytes, sought_sex: Bytes, found_born: Floats, sought_born: Floats,
) -> float:  # fmt: skip
    """How well sex and age of each child found fit the child sought who fits best, in bits."""
    bits = 0.0
    for a in range(found_start[g], found_start[g + 1]):
        i = found_rows[a]
        best = -100.0
        for b in range(sought_start[r], sought_start[r + 1]):
            j = sought_rows[b]
            best = max(best, _fit(found_sex[i], sought_sex[j], found_born[i], sought_born[j]))
        bits += max(best, -4.0)
    return bits


@njit(cache=True, nogil=True, inline="always")
def _coded(table: Floats, a: int, b: int) -> float:
    return table[a, b] if a >= 0 and b >= 0 else 0.0


@njit(cache=True, nogil=True)
def _strongest(total: Floats, touched: Ints, count: int, wanted: int, bins: Longs, out: Ints) -> int:
    """The `wanted` of the rows touched with most bits, by bins of a quarter of a bit; equals in row order."""
    bins[:] = 0
    for k in range(count):
        bins[min(int(total[touched[k]] * 4), BINS - 1)] += 1
    least = BINS - 1
    above = bins[least]
    while least > 0 and above + bins[least - 1] <= wanted:
        least -= 1
        above += bins[least]
    size = 0
    for k in range(count):
        if min(int(total[touched[k]] * 4), BINS - 1) >= least and size < wanted:
            out[size] = touched[k]
            size += 1
    if least > 0:  # fill up from the next bin, in row order
        for k in range(count):
            if size >= wanted:
                break
            if min(int(total[touched[k]] * 4), BINS - 1) == least - 1:
                out[size] = touched[k]
                size += 1
    return size


@njit(cache=True, nogil=True)
def search(
    numbers: Ints,
    total: Floats,
    own_start: Longs,
    own_leads: Ints,
    lead_word: Ints,
    lead_slot: Ints,
    near_start: Longs,
    near_words: Ints,
    near_level: npt.NDArray[np.uint8],
    weight: Floats,
    bearer_start: Longs,
    bearers: Ints,
    vocabulary: int,
    found_start: Longs,
    found_rows: Ints,
    sought_start: Longs,
    sought_rows: Ints,
    found_sex: Bytes,
    sought_sex: Bytes,
    found_born: Floats,
    sought_born: Floats,
    found_origin: Ints,
    found_languages: Ints,
    found_where: Ints,
    sought_origin: Ints,
    sought_languages: Ints,
    sought_where: Ints,
    place: Floats,
    language: Floats,
    seen_at: Floats,
    kept: int,
    looked_at: int,
    everyone: int,
) -> tuple[Ints, Ints, int, int]:
    """Families sought for the families found `numbers`; see `retrieval.Search`.

    `total`: 0 for each family sought, or less than can be made up for if it does not stand.
    `own_leads`: numbers of the leads of each family; a lead is a word in a role, `lead_word`, and the role that it
    leads to, `lead_slot`; `weight` is (leads, levels).  `bearers`: families sought by role and word, of which there are
    `vocabulary`.  `found_start`, `found_rows`: the children of each family.
    A family whose names lead to fewer than `kept` is compared with all, if there are at most `everyone`.
    """
    sought = len(total)
    touched = np.empty(sought, dtype=np.int32)
    some = np.empty(sought, dtype=np.int32)
    out_i = np.empty(len(numbers) * kept, dtype=np.int32)
    out_j = np.empty(len(numbers) * kept, dtype=np.int32)
    size = 0
    capped = 0
    unreached = 0
    bins = np.zeros(BINS, dtype=np.int64)
    room = 8192
    key = np.empty(room, dtype=np.int64)
    bits = np.empty(room, dtype=np.float32)
    bulk = np.empty(room, dtype=np.int64)
    order = np.empty(room, dtype=np.int64)
    tally = np.empty(WHOLE_BITS + 1, dtype=np.int64)
    for i in numbers:
        leads = 0
        met = 0
        for faint in range(2):
            if faint and met >= ENOUGH * kept:
                break
            for at in range(own_start[i], own_start[i + 1]):
                mine = own_leads[at]
                slot, word = lead_slot[mine], lead_word[mine]
                for edge in range(near_start[word], near_start[word + 1]):
                    if (near_level[edge] < SIMILAR) != faint or near_words[edge] >= vocabulary:
                        continue
                    lead = np.int64(slot) * vocabulary + near_words[edge]
                    count = bearer_start[lead + 1] - bearer_start[lead]
                    gain = weight[mine, near_level[edge]]
                    if count == 0 or gain <= 0 or leads == room:
                        continue
                    key[leads] = lead
                    bits[leads] = gain
                    bulk[leads] = count
                    leads += 1
                    met += count
        _rarest_first(bits, leads, order, tally)
        seen = 0
        count = 0
        for k in range(leads):
            lead = order[k]
            if seen > 0 and seen + bulk[lead] > looked_at:
                capped += 1
                break
            seen += bulk[lead]
            for at in range(bearer_start[key[lead]], bearer_start[key[lead] + 1]):
                j = bearers[at]
                if total[j] == 0:
                    touched[count] = j
                    count += 1
                total[j] += bits[lead]
        if leads == 0:
            unreached += 1
        if count < kept and sought <= everyone:
            for j in range(sought):
                if total[j] == 0:
                    touched[count] = j
                    count += 1
        likely = _strongest(total, touched, count, min(LIKELY * kept, MOST_LIKELY), bins, some)
        for k in range(count):
            if k >= likely:
                break
            j = some[k]
            fit = (
                total[j]
                + ABOVE_ZERO
                + _children_fit(
                    i,
                    j,
                    found_start,
                    found_rows,
                    sought_start,
                    sought_rows,
                    found_sex,
                    sought_sex,
                    found_born,
                    sought_born,
                )
            )
            fit += _coded(place, found_origin[i], sought_origin[j])
            fit += _coded(language, found_languages[i], sought_languages[j])
            fit += _coded(seen_at, found_where[i], sought_where[j])
            total[j] = fit if fit > 0.01 else 0.01
        best = _strongest(total, some, likely, kept, bins, out_j[size:])
        out_i[size : size + best] = i
        size += best
        for k in range(count):
            total[touched[k]] = 0
    return out_i[:size].copy(), out_j[:size].copy(), capped, unreached
