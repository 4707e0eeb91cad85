"""What is handed down whole: the Y from father to son, mitochondrial DNA from mother to child.

Such a haplotype is one thing, however many markers were read of it: all of its markers come from one ancestor
together, so it gives one factor and never a product over markers.  How often it is met is counted in a database of
haplotypes; what was never seen there is still not impossible.  A son may differ from his father by a step; the more
markers differ, the less can they be of one lineage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final, Literal

import numpy as np
from scipy.special import betaincinv

from nasab.kinship.alleles import repeats
from nasab.kinship.pedigree import Person

__all__ = ["Counting", "LineageEvidence", "line_between", "match_probability", "y_evidence"]

Haplotype = Mapping[str, Sequence[str]]
Counting = Literal["augmented", "kappa", "upper"]

#: Mutations a meiosis: of a marker that is not named below a round number for those of the usual kits, which lie
#: about 2e-3 (Ballantyne et al. 2010, Am. J. Hum. Genet. 87:341), and of those that mutate rapidly (ibid.; Ballantyne
#: et al. 2012, Forensic Sci. Int. Genet. 6:208).  Rates of one's own people and kit are better, and come as `rates`.
MEDIAN_RATE: Final = 0.002
RAPID: Final = {
    "DYF387S1": 0.0159, "DYS449": 0.0122, "DYS518": 0.0184, "DYS570": 0.0124, "DYS576": 0.0143, "DYS612": 0.0145,
    "DYS627": 0.0123,
}  # fmt: skip

#: Of 26.23 mutations one is of more than one repeat (Ballantyne et al. 2010: 25.23 to 1); each step more as much rarer.
LONGER: Final = 1 / 26.23

#: Chance a meiosis that an allele turns into one of other bases (9 into 9.3): a guess on the high side, so that a
#: single such difference is not taken for impossible.
TO_MICROVARIANT: Final = 1e-5

#: Two haplotypes differ at so many markers, or more, that this is rarer within one lineage: then it is excluded.
EXCLUDED_BELOW: Final = 1e-6

_REACH: Final = 12
_CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class LineageEvidence:
    """What a haplotype says of two people being of one lineage, `meioses` apart, against being of none in common.

    `bits`: log2 of the likelihood ratio, of all markers together.  `compared`: markers read in both; `apart`: those at
    which they differ, `steps` in all.  `match_probability`: how often the haplotype of the child is met, by which
    counting, in how many.  `is_excluded`: they differ more than one lineage allows.
    """

    bits: float
    compared: tuple[str, ...]
    apart: tuple[str, ...]
    steps: float
    match_probability: float
    counting: Counting
    seen: int
    database: int
    meioses: int
    is_excluded: bool


def match_probability(
    seen: int, database: int, *, counting: Counting = "augmented", singletons: int = 0, theta: float = 0.0
) -> float:
    """How often a haplotype is met that was seen so many times among so many.

    `augmented`: (x + 1) / (N + 1), the child's own haplotype added to the database (Roewer et al. 2020, ISFG
    commission, Forensic Sci. Int. Genet. 48:102308).  `kappa`: for one never seen, (1 - kappa) / (N + 1), where kappa
    is the share of haplotypes seen once in the database to which this one was added (Brenner 2010, Forensic Sci. Int.
    Genet. 4:281); `singletons`: how many the database has.  `upper`: the 95 % upper limit of the binomial share
    (Clopper and Pearson 1934, Biometrika 26:404).  `theta`: share of lineages within one people, p becomes theta + (1
    - theta) p (Balding and Nichols 1994, Forensic Sci. Int. 64:125, for one chromosome).

    `ValueError` for counts that cannot be.
    """
    if not 0 <= seen <= database or not 0 <= singletons <= database or not 0 <= theta <= 1:
        raise ValueError(f"{seen} of {database}, {singletons} singletons, theta {theta}")
    if counting == "upper":
        share = float(betaincinv(seen + 1, database - seen, _CONFIDENCE)) if seen < database else 1.0
    elif counting == "kappa" and not seen:
        share = (1 - (singletons + 1) / (database + 1)) / (database + 1) if database else 1.0
        share = (
            share or 1 / (database + 1) ** 2
        )  # every haplotype is single: not impossible, only rarer than can be told
    else:
        share = (seen + 1) / (database + 1)
    return theta + (1 - theta) * share


def y_evidence(
    child: Haplotype,
    relative: Haplotype,
    meioses: int,
    database: Sequence[Haplotype] = (),
    *,
    counting: Counting = "augmented",
    theta: float = 0.0,
    rates: Mapping[str, float] | None = None,
) -> LineageEvidence:
    """Y-chromosomal evidence that a boy and a man are of one male line, so many meioses apart (father and son: 1).

    The chance of the boy's haplotype if the man's was handed down, step by step (symmetric steps, `rates` of mutation
    by marker), against how often it is met.  Without a database nothing is known of how often, and then a match
    weighs nothing.  `ValueError` for fewer than one meiosis.
    """
    if meioses < 1:
        raise ValueError("there is at least one meiosis between two people")
    compared = tuple(name for name in child if name in relative and child[name] and relative[name])
    rate = {name: (rates or {}).get(name, RAPID.get(name, MEDIAN_RATE)) for name in compared}
    handed_down, apart, steps = 1.0, [], 0.0
    for name in compared:
        handed_down *= _handed_down(relative[name], child[name], rate[name], meioses)
        if sorted(set(child[name])) != sorted(set(relative[name])):
            apart.append(name)
            steps += _steps(relative[name], child[name])
    typed = [one for one in database if all(one.get(name) for name in compared)]
    alike = [tuple(tuple(sorted(one[name])) for name in compared) for one in typed]
    own = tuple(tuple(sorted(child[name])) for name in compared)
    counts: dict[tuple[tuple[str, ...], ...], int] = {}
    for haplotype in alike:
        counts[haplotype] = counts.get(haplotype, 0) + 1
    seen, single = counts.get(own, 0), sum(count == 1 for count in counts.values())
    met = match_probability(seen, len(alike), counting=counting, singletons=single, theta=theta) if compared else 1.0
    by_chance = _at_least(len(apart), [1 - _handed_down(relative[n], relative[n], rate[n], meioses) for n in compared])
    return LineageEvidence(
        math.log2(handed_down / met) if handed_down else -math.inf,
        compared,
        tuple(apart),
        steps,
        met,
        counting,
        seen,
        len(alike),
        meioses,
        bool(apart) and by_chance < EXCLUDED_BELOW,
    )


def line_between(members: Sequence[Person], one: str, other: str, line: Literal["y", "mt"]) -> int | None:
    """How many meioses apart two people are on one line of men (`y`) or of mothers (`mt`); None if on none.

    On the line of men both must be men; on that of mothers a man may stand only at an end.
    """
    known = {person.id: person for person in members}
    if line == "y" and {known[one].sex, known[other].sex} != {"M"}:
        return None
    lines = []
    for start in (one, other):
        above, person = {start: 0}, known[start]
        while True:
            parent = person.father if line == "y" else person.mother
            if parent is None or parent not in known or parent in above:
                break
            above[parent] = len(above)
            person = known[parent]
        lines.append(above)
    common = lines[0].keys() & lines[1].keys()
    if line == "mt":  # a man hands none on: he may be at an end, and is never above anyone
        common = {person for person in common if known[person].sex != "M" or person == one == other}
    return min((lines[0][person] + lines[1][person] for person in common), default=None)


def _handed_down(old: Sequence[str], new: Sequence[str], rate: float, meioses: int) -> float:
    """P(alleles at a marker | those of the ancestor); of a marker of two copies nobody knows which became which."""
    copies = max(len(old), len(new))
    old, new = _filled(old, copies), _filled(new, copies)
    return sum(
        math.prod(_became(a, b, rate, meioses) for a, b in zip(old, way, strict=True)) for way in set(permutations(new))
    )


def _filled(alleles: Sequence[str], copies: int) -> tuple[str, ...]:
    return (*alleles, *[alleles[-1]] * (copies - len(alleles)))


def _became(old: str, new: str, rate: float, meioses: int) -> float:
    a, b = repeats(old), repeats(new)
    if a is None or b is None:
        return 1.0 if old == new else 0.0
    by = round(b - a, 1)
    if by != int(by):
        return min(TO_MICROVARIANT * meioses, 1.0)
    return _walk(rate, meioses)[int(by) + _REACH] if abs(by) <= _REACH else 0.0


@lru_cache(maxsize=512)
def _walk(rate: float, meioses: int) -> tuple[float, ...]:
    """P(net difference of -12 to 12 repeats) after so many meioses, each with one mutation at most, up or down."""
    once = np.zeros(2 * _REACH + 1)
    for step in range(1, _REACH + 1):
        once[_REACH + step] = once[_REACH - step] = rate / 2 * (1 - LONGER) * LONGER ** (step - 1)
    once[_REACH] = 1 - rate
    after = np.zeros(2 * _REACH + 1)
    after[_REACH] = 1.0
    for _ in range(meioses):
        after = np.convolve(after, once)[_REACH : 3 * _REACH + 1]
    return tuple(after.tolist())


def _steps(old: Sequence[str], new: Sequence[str]) -> float:
    """The fewest repeats by which the alleles differ."""
    copies = max(len(old), len(new))
    old, new = _filled(old, copies), _filled(new, copies)
    return min(
        sum(abs((repeats(a) or 0.0) - (repeats(b) or 0.0)) if a != b else 0.0 for a, b in zip(old, way, strict=True))
        for way in permutations(new)
    )


def _at_least(count: int, chances: Sequence[float]) -> float:
    """P(so many or more of independent events happen)."""
    exactly = np.zeros(len(chances) + 1)
    exactly[0] = 1.0
    for chance in chances:
        exactly[1:] = exactly[1:] * (1 - chance) + exactly[:-1] * chance
        exactly[0] *= 1 - chance
    return float(exactly[count:].sum())
