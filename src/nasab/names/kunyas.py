"""What a kunya tells: Abu Bilal may have a Bilal, may have taken the name without one, or bear it by custom.

Some kunyas are borne as names of war by thousands and say little of a child; some go with a given name by custom
(Ibrahim is Abu Khalil, Ali Abu Hasan, Yusuf Abu Yaqub, Umar Abu Hafs). Both are estimates, from `data/kunyas.tsv`,
for the mixture by which kunyas are weighed; neither is a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from nasab.names import lexicon
from nasab.names.scripts import fold

__all__ = ["is_famous_kunya", "kunya_custom"]


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
