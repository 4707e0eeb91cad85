"""The compiled search of `retrieval`: adds up what each name shared weighs, and keeps the best."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.likeness import CLOSE
from nasab.matching.rough_kernel import BINS, SLOPE, children_of, fits, least_bits, strongest

__all__ = ["search"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.int8]

#: Names of a lower level are faintly alike.  They weigh little and are had with half the list, so they
#: are followed only where the others lead to few: to less than this many times the families always kept.
ENOUGH = 20

#: So many times the families always kept are taken by their names; those are then ranked by sex, age, places and
#: languages too.
LIKELY = 80

#: What is added so that a sum that speaks against a family still ranks above those that speak more against theirs.
ABOVE_ZERO = 20.0

#: No name weighs more than this many bits when candidates are looked for.
WHOLE_BITS = 32


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
    found_told: Floats,
    sought_start: Longs,
    sought_told: Floats,
    places: Levels,
    languages: Levels,
    marked: Levels,
    origin: Floats,
    language: Floats,
    seen_at: Floats,
    dates: Floats,
    sexes: Floats,
    ages: Floats,
    marks: Floats,
    always: int,
    most: int,
    share: float,
    looked_at: int,
    everyone: int,
) -> tuple[Ints, Ints, int, int]:
    """Families sought for the families found `numbers`; see `retrieval.Search`.

    `total`: 0 for each family sought, or less than can be made up for if it does not stand.
    `own_leads`: numbers of the leads of each family; a lead is a word in a role, `lead_word`, and the role that it
    leads to, `lead_slot`; `weight` is (leads, levels).  `bearers`: families sought by role and word, of which there are
    `vocabulary`.  `found_start`, `found_told` and those of the sought: `rough.Told`; the tables that follow: `rough`.
    If no more than `everyone` are sought, those to whom no name leads are ranked as well.  Kept are the `always` best,
    and of the others, `most` at most in all, those whose `share` of a found group is worth their pairs of children.
    """
    sought = len(sought_start) - 1
    touched = np.empty(sought, dtype=np.int32)
    named = np.empty(sought, dtype=np.float32)
    ranked = min(sought, LIKELY * always)
    fitting = np.empty(ranked, dtype=np.float32)
    some = np.empty(sought, dtype=np.int32)
    best = np.empty(ranked, dtype=np.int32)
    is_worth = np.zeros(ranked, dtype=np.bool_)
    out_i = np.empty(2 * len(numbers) * always + most, dtype=np.int32)
    out_j = np.empty(2 * len(numbers) * always + most, dtype=np.int32)
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
        close = 0
        met = 0
        for faint in range(2):
            if faint and met >= ENOUGH * always:
                break
            for at in range(own_start[i], own_start[i + 1]):
                mine = own_leads[at]
                slot, word = lead_slot[mine], lead_word[mine]
                for edge in range(near_start[word], near_start[word + 1]):
                    if (near_level[edge] < CLOSE) != faint or near_words[edge] >= vocabulary:
                        continue
                    lead = np.int64(slot) * vocabulary + near_words[edge]
                    count = bearer_start[lead + 1] - bearer_start[lead]
                    gain = weight[mine, near_level[edge]]
                    if count == 0 or gain <= 0:
                        continue
                    if leads == room:
                        key, bits = np.append(key, key), np.append(bits, bits)
                        bulk, order = np.append(bulk, bulk), np.append(order, order)
                        room *= 2
                    key[leads] = lead
                    bits[leads] = gain
                    bulk[leads] = count
                    leads += 1
                    met += count
            if not faint:
                close = leads
        _rarest_first(bits, leads, order, tally)
        seen = 0
        count = 0
        for k in range(leads):
            lead = order[k]
            if seen > 0 and seen + bulk[lead] > looked_at:
                capped += int(order[k:leads].min() < close)  # faint leads are cut off everywhere
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
        if count < ranked and sought <= everyone:
            for j in range(sought):
                if total[j] == 0:
                    touched[count] = j
                    count += 1
        for k in range(count):
            named[k] = total[touched[k]]
            total[touched[k]] = 0
        likely = strongest(named, count, ranked, bins, some)
        fits(
            i, touched, some, likely, found_start, found_told, sought_start, sought_told, places, languages, marked,
            origin, language, seen_at, dates, sexes, ages, marks, fitting,
        )  # fmt: skip
        for k in range(likely):
            fitting[k] = max(ABOVE_ZERO + named[some[k]] + fitting[k], 0.0)
        for k in range(strongest(fitting, likely, always, bins, best)):
            is_worth[best[k]] = True
        least = least_bits(bins, share * children_of(found_start, i))
        for k in range(likely):
            if fitting[k] >= least:
                family = touched[some[k]]
                is_worth[k] |= fitting[k] >= least + np.log2(children_of(sought_start, family)) / SLOPE
        worth = 0
        for k in range(likely):
            if is_worth[k]:
                is_worth[k] = False
                some[worth], fitting[worth] = some[k], fitting[k]
                worth += 1
        keep = strongest(fitting, worth, most, bins, best)
        if size + keep > len(out_i):
            out_i, out_j = np.append(out_i, out_i), np.append(out_j, out_j)
        for k in range(keep):
            out_i[size + k] = i
            out_j[size + k] = touched[some[best[k]]]
        size += keep
    return out_i[:size].copy(), out_j[:size].copy(), capped, unreached
