"""What a kunya tells: Abu Bilal may have a Bilal, may have taken the name without one, or bear it by custom.

A kunya is no given name but a link to a child, and the link often does not hold. Some kunyas are borne as names of
war by thousands and say little of a child; some go with a given name by custom (Ibrahim is Abu Khalil, Ali Abu Hasan,
Yusuf Abu Yaqub, Umar Abu Hafs). Both are estimates, from `data/kunyas.tsv`; neither is a rule.

`kunya_weight` weighs the link as a mixture, `kunya_truth` is its share. Both are plain arithmetic on four estimates,
which stand below as constants, each with its origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Final

from nasab.names import lexicon
from nasab.names.scripts import fold

__all__ = ["REAL", "is_famous_kunya", "kunya_custom", "kunya_truth", "kunya_weight"]

#: Share of the kunyas in lists like these that are after a child of the bearer. Origin K (general knowledge, to be
#: reviewed); the simulation, made from the same knowledge, gives 0.58 (`python -m tools.count_kunyas`).
REAL: Final = 0.55

#: Of the men with a kunya that nobody takes as a name of war, the share with such a child in the household. The others
#: have lost the child, or it lives elsewhere, or their friends call them so. Origin K; 0.77 in the simulation.
AT_HOME: Final = 0.8

#: Of the kunyas after a child, the share that is after this one and not after its brother or sister. Counted on
#: simulated families, which have 2.1 children each: 0.28 of the children gave their father his kunya, of 0.58.
THIS_CHILD: Final = 0.5

#: Of the men who bear a name with a customary kunya, the share called by it beyond those with such a child. Origin K.
CUSTOMARY: Final = 0.3

#: Share of children called by a name that the lexicon does not have; also the rarest that a name is taken to be.
#: A third of people bear names that are not listed, and thousands of these are in use. Origin K.
UNLISTED: Final = 0.0005


@dataclass(frozen=True, slots=True)
class _Custom:
    taken: float = 0.0
    names: tuple[str, ...] = ()


_NONE: Final = _Custom()


def is_famous_kunya(folded: str) -> float:
    """The share of noms de guerre that are "Abu X" beyond the real fathers of an X: 0 (as good as never) to 0.035.

    `folded` is the X as a KUNYA part has it, in any script and spelling of the lexicon.
    """
    return _of(folded).taken


def kunya_custom(folded: str) -> tuple[str, ...]:
    """The given names whose bearers are customarily called "Abu X", as labels of the lexicon; often none.

    `kunya_custom("khalil")` and `kunya_custom("خليل")` are `("ibrahim",)`; compare through `lexicon.ids`.
    """
    return _of(folded).names


def kunya_truth(kunya: str, *, father: str = "", child_share: float | None = None) -> float:
    """The probability that a man called Abu X has, in his household, a child called X: above 0, at most `AT_HOME`.

    By Bayes: with s the share of children called X, t that of men who took the name without such a child,

        P(real | Abu X) = REAL s / (REAL s + t),    times AT_HOME

    t is `is_famous_kunya`; if the man's own name is known (`father`, folded) and goes with this kunya by custom,
    `CUSTOMARY` more. s is `child_share` if the list at hand has it (0 to 1), else the share in the lexicon. So Abu
    Zelimkhan is at 0.80 and Abu Hamza at 0.12, and a kunya that many take is real more often where many children
    are called so. The same for Umm X of a woman.
    """
    share = _share(kunya) if child_share is None else max(child_share, UNLISTED)
    taken = is_famous_kunya(kunya)
    own = set(lexicon.ids(father)) if father else set()
    if any(own.intersection(lexicon.ids(name)) for name in kunya_custom(kunya)):
        taken += CUSTOMARY
    return AT_HOME * REAL * share / (REAL * share + taken)


def kunya_weight(
    kunya: str, child: str, name_bits: float, child_share: float | None = None, *, father: str = ""
) -> float:
    """The evidence, in bits, that a man called Abu X belongs to the household of a child called Y.

    A mixture: with h the child is the X of the kunya, and its name is likelier by as much as X and Y are one name;
    else the kunya says nothing of it.

        log2( h r + 1 - h ),    h = kunya_truth(X) THIS_CHILD,    r = P(Y | X) / P(Y)

    `name_bits` is log2 r by the letters of the pair (`names.weight`, negative for two names); r is never more than one
    over the share of children called Y: `child_share` (0 to 1) of the list at hand, else of the lexicon. `kunya` and
    `child` are folded, `father` is the man's own name if known.

    From log2(1 - h), at worst -0.74, for a child of another name, since most kunyas are not after the child at issue,
    to 9.7 for a name that is in no lexicon. Abu Zelimkhan and a Zelimkhan are 7.6 bits, Abu Hamza and a Hamza 2.9.
    """
    share = _share(child) if child_share is None else min(max(child_share, UNLISTED), 1.0)
    of_one_name = child_share if name_bits > 0 else None
    h = THIS_CHILD * kunya_truth(kunya, father=father, child_share=of_one_name)
    return log2(h * 2.0 ** min(name_bits, -log2(share)) + 1.0 - h)


def _share(folded: str) -> float:
    """The share of children called so, by the lexicon."""
    return max(sum(lexicon.frequency(identity) for identity in lexicon.ids(folded)), UNLISTED)


def _of(folded: str) -> _Custom:
    table = _table()
    if folded in table:
        return table[folded]
    for identity in lexicon.ids(folded):
        if identity in table:
            return table[identity]
    return _NONE


@cache
def _table() -> dict[str | int, _Custom]:
    table: dict[str | int, _Custom] = {}
    text = files(__package__).joinpath("data", "kunyas.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for forms, taken, customary, _source in rows[1:]:
        custom = _Custom(float(taken), tuple(filter(None, customary.split(";"))))
        for form in map(fold, forms.split(";")):
            table.setdefault(form, custom)
            for identity in lexicon.ids(form):
                if lexicon.label(identity) == form:
                    table.setdefault(identity, custom)
    return table
