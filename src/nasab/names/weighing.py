"""How much two written names speak for one person: the parts are aligned, not the strings.

A name is a choice among a person's names, in any order: given, father's, grandfather's, family, kunya, origin. So all
ways are summed in which parts of one side may be parts of the other, or be shown on one side only:

    weight = log2  sum over alignments M of  P(M) x product over (i, j) in M of  P(i, j | one name) / P(i) P(j)

P(M) is the product of odds that two parts of these roles are the same name of the person (`ODDS`), normalised; parts
left alone are unknown to the other side and weigh nothing. The ratios of the pairs come from the letter model and the
lexicon. The sum is that of a permanent over small matrices, by dynamic programming over subsets (Ryser 1963).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names import channel
from nasab.names.known import with_lexicon
from nasab.names.parts import Role
from nasab.names.whole import ROLES, WholeNames

__all__ = ["ODDS", "weigh", "weigh_pairs", "weight"]

_SAME: Final = {
    Role.GIVEN: 20.0,
    Role.FATHER: 12.0,
    Role.FAMILY: 12.0,
    Role.GRANDFATHER: 8.0,
    Role.KUNYA: 10.0,
    Role.NISBA: 8.0,
    Role.LAQAB: 3.0,
    Role.HONORIFIC: 3.0,
    Role.INITIAL: 3.0,
    Role.UNKNOWN: 3.0,
}
_CROSSED: Final = {
    (Role.GIVEN, Role.FAMILY): 3.0,
    (Role.GIVEN, Role.FATHER): 2.0,
    (Role.GIVEN, Role.GRANDFATHER): 1.0,
    (Role.GIVEN, Role.UNKNOWN): 5.0,
    (Role.GIVEN, Role.NISBA): 1.0,
    (Role.GIVEN, Role.LAQAB): 1.0,
    (Role.FATHER, Role.FAMILY): 4.0,
    (Role.FATHER, Role.GRANDFATHER): 2.0,
    (Role.FATHER, Role.NISBA): 1.0,
    (Role.FAMILY, Role.GRANDFATHER): 3.0,
    (Role.FAMILY, Role.NISBA): 5.0,
    (Role.FAMILY, Role.LAQAB): 3.0,
}
_OTHERWISE: Final = 3.0  # an unknown word, a title or an initial may be any name
_KUNYA_OTHERWISE: Final = 0.005  # Abu Bilal is no Bilal; but Abu Bakr is a given name too
_FIRST: Final = np.zeros(1, dtype=np.int32)  # the only name of a list of one
_SHARP: Final = 4.0  # bits bend to the ceiling within about a quarter of a bit of it
_UNCERTAIN: Final = 3.0  # roles that are not certain: the geometric mean with these odds


def _odds() -> NDArray[np.float64]:
    table = np.full((len(ROLES), len(ROLES)), _OTHERWISE)
    for x, one in enumerate(ROLES):
        for y, other in enumerate(ROLES):
            if one is other:
                table[x, y] = _SAME[one]
            elif Role.KUNYA in (one, other):
                table[x, y] = _KUNYA_OTHERWISE
            else:
                table[x, y] = _CROSSED.get((one, other), _CROSSED.get((other, one), _OTHERWISE))
    return table


ODDS: Final = _odds()
"""How much likelier than not parts of two roles are one name of a person: estimates (K), `docs/reference/names.md`."""


def weigh_pairs(a: WholeNames, ia: NDArray[np.int32], b: WholeNames, ib: NDArray[np.int32]) -> NDArray[np.float64]:
    """Bits for name `ia[k]` of `a` and name `ib[k]` of `b`, for all k. Each pair of tokens is judged once."""
    from nasab.names import weighing_kernel as kernel

    left, right = (a.counts, a.whole, a.plain, a.joined), (b.counts, b.whole, b.plain, b.joined)
    keys = kernel.token_pairs(ia, *left, ib, *right)
    distinct, place = np.unique(keys, return_inverse=True)
    ta, tb = (distinct >> 32).astype(np.int32), (distinct & 0xFFFFFFFF).astype(np.int32)
    bits = token_bits(a, ta, b, tb)
    # The order of a pair is fixed by the spellings, so that turning it round changes no digit.
    turned = np.array([a.written[x] > b.written[y] for x, y in zip(ia.tolist(), ib.tolist(), strict=True)], dtype=bool)
    say = [(side.roles, side.certain, side.sound, side.limit) for side in (a, b)]
    ceilings = a.ceiling, b.ceiling
    return kernel.weigh(
        ia, *left, *say[0], ceilings[0], ib, *right, *say[1], ceilings[1], bits[place], turned, ODDS, _UNCERTAIN
    )


def token_bits(
    a: WholeNames, ta: NDArray[np.int32], b: WholeNames, tb: NDArray[np.int32], least: float | None = None
) -> NDArray[np.float64]:
    """Bits of listed token pairs, by letters and lexicon. No agreement weighs more than the commoner spelling is rare.

    Pairs whose letters cannot reach `least` may be given up early: their letters count as FLOOR.
    """
    letters = channel.letter_bits(a.tokens, ta, b.tokens, tb, None if least is None else np.full(len(ta), least))
    most = np.minimum(a.ceiling[ta], b.ceiling[tb])
    there = np.full(len(a.tokens), -1, dtype=np.int64)
    for token in np.unique(ta).tolist():
        there[token] = b.numbers.get(a.tokens.written[token], -1)
    same = there[ta] == tb
    bits = with_lexicon(letters, most, a.known, ta, b.known, tb)
    # Below the ceiling by however little, so that two spellings that reach it both are still told apart.
    below = -np.logaddexp2(-_SHARP * bits, -_SHARP * most) / _SHARP
    bits = np.where(same, most, np.where(bits > 0, np.maximum(below, 0.0), bits))
    return np.where(~same & ((a.tokens.kind[ta] > 2) | (b.tokens.kind[tb] > 2)), 0.0, bits)


@lru_cache(maxsize=4096)
def _prepared(written: str) -> WholeNames:
    return WholeNames([written])


def weight(a: str, b: str) -> float:
    """Bits of evidence that two written names are one: log2 of a likelihood ratio, for any two spellings.

    Arabic, Cyrillic or Latin on either side; parts in any order, some of them missing. Positive speaks for one person,
    negative against, 0 says nothing: so do an empty name, digits and signs. Scripts outside the three are only
    compared by being the same or not. Symmetric; bounded by how rare the names are; never an error.
    """
    return float(weigh_pairs(_prepared(a), _FIRST, _prepared(b), _FIRST)[0])


def weigh(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float64]:
    """`weight` of `a[k]` and `b[k]` for all k; each distinct name is read once and each pair of tokens judged once.

    Lists of unequal length: `ValueError`.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} names cannot be paired with {len(b)}")
    numbers: dict[str, int] = {}
    ia, ib = (np.array([numbers.setdefault(name, len(numbers)) for name in side], dtype=np.int32) for side in (a, b))
    names = WholeNames(list(numbers))
    return weigh_pairs(names, ia, names, ib)
