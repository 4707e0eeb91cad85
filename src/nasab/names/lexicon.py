"""Which written given names may be one name, where letters cannot show it: محمد, Магомед, Mehmet, Мага.

A name in this sense is an *identity*: a number with a label, the forms in which it is written in Arabic, Latin and
Cyrillic by Arabs, Chechens, Dagestanis, Turks, Kurds, Central Asians, Maghrebi and Europeans, its short and baby
forms, the sex of those who bear it, and a rough share of bearers. A form that two names share belongs to both.

Look-up is by the folded form; if that is not known, by a looser form (accents, doubled letters, soft and hard signs
and palochkas dropped), so that habits of spelling need not all be listed. The table is `data/given.tsv`; the shares
are estimates (see its header), meant to tell a common name from a rare one, nothing finer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from nasab.names.affixes import bare
from nasab.names.compounds import canonical
from nasab.names.scripts import fold

__all__ = ["frequency", "ids", "is_known", "is_short", "label", "sex", "size"]

_LOOSE_CYRILLIC: Final = str.maketrans("йӣӯэәөүұіғқҳңҷ", "ииуеаоууигкхнж", "ьъӏ")
_SHORT: Final = 3  # the place of the column of short forms, after those of the three scripts
_DOUBLED: Final = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class _Identity:
    label: str
    sex: str
    share: float


def ids(folded: str) -> tuple[int, ...]:
    """The identities that a folded given name may stand for, in the order of the table; none if it is not known.

    An Arabic name is also found with its article (الطاهر).
    """
    return _tables().exact.get(folded) or _looser(folded)


@lru_cache(maxsize=65536)
def _looser(folded: str) -> tuple[int, ...]:
    """The identities of a form that is not in the table itself."""
    table = _tables()
    found = table.loose.get(_loose(folded), ())
    if not found and folded.startswith("ال"):
        return table.exact.get(folded[2:], ())
    return found


def is_known(folded: str) -> bool:
    """Whether exactly this folded form is in the table (a looser resemblance does not count)."""
    return folded in _tables().exact


def is_short(folded: str, identity: int) -> bool:
    """Whether a folded form is a short or baby form of the name: Мага of Muhammad, and not Магомед."""
    return (folded, identity) in _tables().short


def label(identity: int) -> str:
    """The identity's name in plain Latin letters, for people to read. An identity that does not exist: `IndexError`."""
    return _identity(identity).label


def frequency(identity: int) -> float:
    """The estimated share of people of that sex, in the communities concerned, who bear the name (0.0001 to 0.06)."""
    return _identity(identity).share


def sex(identity: int) -> str:
    """`f`, `m`, or nothing for a name that both bear."""
    return _identity(identity).sex


def size() -> int:
    """How many identities the table has; they are numbered from 1."""
    return len(_tables().identities)


def _identity(identity: int) -> _Identity:
    if identity < 1:
        raise IndexError(identity)
    return _tables().identities[identity - 1]


def _loose(folded: str) -> str:
    """The looser form of look-up: no accents, signs or doubled letters."""
    return _DOUBLED.sub(r"\1", bare(folded).translate(_LOOSE_CYRILLIC))


@dataclass(frozen=True, slots=True)
class _Tables:
    identities: tuple[_Identity, ...]
    exact: dict[str, tuple[int, ...]]
    loose: dict[str, tuple[int, ...]]
    short: frozenset[tuple[str, int]]


@cache
def _tables() -> _Tables:
    identities: list[_Identity] = []
    exact: dict[str, dict[int, None]] = {}
    loose: dict[str, dict[int, None]] = {}
    short: set[tuple[str, int]] = set()
    whole: set[tuple[str, int]] = set()
    text = files(__package__).joinpath("data", "given.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for number, (name, bearers, per_mille, *forms, _source) in enumerate(rows[1:], start=1):
        identities.append(_Identity(name, bearers.strip("-"), float(per_mille) / 1000))
        for place, column in enumerate(forms):
            for form in filter(None, column.split(";")):
                folded = fold(form)
                for key in {folded, canonical(folded)}:
                    (short if place == _SHORT else whole).add((key, number))
                    exact.setdefault(key, {})[number] = None
                    loose.setdefault(_loose(key), {})[number] = None
    return _Tables(
        tuple(identities),
        {key: tuple(found) for key, found in exact.items()},
        {key: tuple(found) for key, found in loose.items()},
        frozenset(short - whole),
    )
