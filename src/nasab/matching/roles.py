"""Which name plays which role: the columns of a list, sorted into whose name each word is.

A list says "father: Abu Bilal al-Shishani", "name: Bilal Ruslanovich", "inquirer: Zaira,
grandmother".  What is compared is not columns but roles: every word that may be the father's given
name with every word that may be the father's given name on the other side, wherever it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary, encode
from nasab.names import Role
from nasab.records import ChildList

__all__ = ["Slot", "read_names"]

Origins = tuple[tuple[str, float], ...]
Word = tuple["Slot", str]


class Slot(IntEnum):
    """Whose name a word is.  `CHILDREN` is made of the child's and its siblings' given names."""

    GIVEN = 0
    FATHER = 1
    FAMILY = 2
    MOTHER = 3
    KUNYA = 4
    ALIAS = 5
    SIBLINGS = 6
    WOMEN = 7
    MEN = 8
    CHILDREN = 9


# What a part of a name means, by whose name it stands in. A part not listed is no evidence of its own.
CHILD: Final = {
    Role.GIVEN: Slot.GIVEN,
    Role.UNKNOWN: Slot.GIVEN,
    Role.FATHER: Slot.FATHER,
    Role.GRANDFATHER: Slot.FAMILY,
    Role.FAMILY: Slot.FAMILY,
    Role.NISBA: Slot.FAMILY,
}
FATHER: Final = {
    Role.GIVEN: Slot.FATHER,
    Role.UNKNOWN: Slot.FATHER,
    Role.FATHER: Slot.FAMILY,
    Role.FAMILY: Slot.FAMILY,
    Role.KUNYA: Slot.KUNYA,
    Role.NISBA: Slot.ALIAS,
    Role.LAQAB: Slot.ALIAS,
}
MOTHER: Final = {
    Role.GIVEN: Slot.MOTHER,
    Role.UNKNOWN: Slot.MOTHER,
    Role.FAMILY: Slot.FAMILY,
    Role.KUNYA: Slot.KUNYA,
}
SIBLING: Final = {Role.GIVEN: Slot.SIBLINGS, Role.UNKNOWN: Slot.SIBLINGS}
WOMAN: Final = {Role.GIVEN: Slot.WOMEN, Role.UNKNOWN: Slot.WOMEN, Role.KUNYA: Slot.WOMEN}
MAN: Final = {Role.GIVEN: Slot.MEN, Role.UNKNOWN: Slot.MEN, Role.KUNYA: Slot.MEN}

OF_RELATION: Final[dict[str, dict[Role, Slot]]] = {
    "mother": MOTHER,
    "father": FATHER,
    "stepfather": {Role.KUNYA: Slot.KUNYA, Role.GIVEN: Slot.MEN, Role.UNKNOWN: Slot.MEN},
    "stepmother": WOMAN,
    "sister": SIBLING,
    "brother": SIBLING,
    "sibling": SIBLING,
    "grandmother": WOMAN,
    "aunt": WOMAN,
    "paternal_aunt": WOMAN,
    "maternal_aunt": WOMAN,
    "wife": WOMAN,
    "grandfather": MAN,
    "uncle": MAN,
    "paternal_uncle": MAN,
    "maternal_uncle": MAN,
    "husband": MAN,
}


def read_names(
    children: ChildList,
    tokens: Vocabulary[str],
    bynames: Vocabulary[Origins],
    household: npt.NDArray[np.int32],
) -> tuple[dict[Slot, Ragged], npt.NDArray[np.int32]]:
    """The words of a list by slot, and for each child where its father's by-name points to (-1: nowhere)."""
    n = len(children)
    rows: list[npt.NDArray[np.int64]] = []
    words: list[npt.NDArray[np.int64]] = []
    byname = np.full(n, -1, dtype=np.int32)
    for column, read in _READERS.items():
        if column not in children.columns:
            continue
        codes, distinct = encode(_with_relation(children) if column == "inquirer" else children.columns[column])
        row, word = _column(codes, [list(read(value)) if value else [] for value in distinct], tokens)
        rows.append(row)
        words.append(word)
        if column in _BYNAMES:
            origin = np.array([_origin(value, bynames) for value in distinct], dtype=np.int32)[codes]
            byname = np.where(byname < 0, origin, byname)
    row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    word = np.concatenate(words) if words else np.empty(0, dtype=np.int64)
    slots: dict[Slot, Ragged] = {slot: _slot(row, word, slot, n) for slot in Slot if slot != Slot.CHILDREN}
    slots[Slot.SIBLINGS] = Ragged.union([slots[Slot.SIBLINGS], _of_the_others(slots[Slot.GIVEN], household)])
    slots[Slot.CHILDREN] = Ragged.union([slots[Slot.GIVEN], slots[Slot.SIBLINGS]])
    return slots, byname


def _child(cell: str) -> Iterator[Word]:
    for name in names.parse_cell(cell, whose="child"):
        if not name.given_later:  # a name given after separation is no evidence
            yield from _words(name, CHILD)


def _parent(whose: Literal["father", "mother"], slots: dict[Role, Slot]) -> Callable[[str], Iterator[Word]]:
    def read(cell: str) -> Iterator[Word]:
        for name in names.parse_cell(cell, whose=whose):
            yield from _words(name, slots)

    return read


def _relatives(cell: str) -> Iterator[Word]:
    for relative in names.parse_relatives(cell):
        slots = OF_RELATION.get(relative.relation)
        if slots is None:
            slots = WOMAN if relative.sex == "f" else MAN
        yield from _words(relative.name, slots)


def _siblings(cell: str) -> Iterator[Word]:
    for relative in names.parse_relatives(cell):
        yield from _words(relative.name, OF_RELATION.get(relative.relation, SIBLING))


def _words(name: names.Name, slots: dict[Role, Slot]) -> Iterator[Word]:
    for part in name.parts:
        slot = slots.get(part.role)
        if slot is not None and part.folded:
            yield slot, part.folded


_READERS: Final[dict[str, Callable[[str], Iterable[Word]]]] = {
    "name": _child,
    "other_names": _child,
    "father": _parent("father", FATHER),
    "father_alias": _parent("father", FATHER),
    "mother": _parent("mother", MOTHER),
    "mother_alias": _parent("mother", MOTHER),
    "siblings": _siblings,
    "relatives": _relatives,
    "inquirer": _relatives,
}
_BYNAMES: Final = ("father_alias", "father", "mother_alias")


def _with_relation(children: ChildList) -> list[str]:
    """The inquirer as a relative: `grandmother: Zaira`."""
    inquirers = children.columns["inquirer"]
    relations = children.columns.get("relation", [""] * len(inquirers))
    return [
        f"{relation}: {name}" if name and relation else "" for name, relation in zip(inquirers, relations, strict=True)
    ]


def _origin(cell: str, bynames: Vocabulary[Origins]) -> int:
    for name in names.parse_cell(cell, whose="father") if cell else ():
        for part in name.parts:
            if part.role is Role.NISBA and (origins := names.origins(part.folded)):
                return bynames.number(tuple(sorted(origins.items())))
    return -1


def _column(
    codes: npt.NDArray[np.int32], read: list[list[Word]], tokens: Vocabulary[str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(row, slot and token in one number) for each word of each child's cell."""
    packed = [(int(slot) << 32) | tokens.number(word) for words in read for slot, word in words]
    lengths = np.array([len(words) for words in read], dtype=np.int64)
    start = np.zeros(len(read) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    per_value = np.array(packed, dtype=np.int64)
    counts = lengths[codes]
    row = np.repeat(np.arange(len(codes)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return row, per_value[np.repeat(start[codes], counts) + np.arange(len(row)) - first]


def _slot(row: npt.NDArray[np.int64], word: npt.NDArray[np.int64], slot: Slot, n: int) -> Ragged:
    chosen = (word >> 32) == slot
    return Ragged.from_pairs(row[chosen], word[chosen] & 0xFFFFFFFF, n)


def _of_the_others(given: Ragged, household: npt.NDArray[np.int32]) -> Ragged:
    """For each child, the given names of the other children of its household."""
    counts = np.bincount(household)
    shared = np.flatnonzero(counts[household] > 1)
    order = shared[np.argsort(household[shared], kind="stable")]
    rows: list[int] = []
    values: list[int] = []
    edges = np.flatnonzero(np.diff(household[order])) + 1
    for members in np.split(order, edges):
        for child in members:
            own = set(given.row(child).tolist())
            for other in members:
                if other != child:
                    for word in given.row(other).tolist():
                        if word not in own:
                            rows.append(int(child))
                            values.append(word)
    return Ragged.from_pairs(rows, values, len(household))
