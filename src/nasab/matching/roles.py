"""Which name plays which role: the columns of a list, sorted into whose name each word is.

A list says "father: Abu Bilal al-Shishani", "name: Bilal Ruslanovich", "inquirer: Zaira,
grandmother".  What is compared is not columns but roles: every word that may be the father's given
name with every word that may be the father's given name on the other side, wherever it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary, encode
from nasab.names import Role, lexicon
from nasab.records import ChildList

__all__ = ["DERIVED", "KINDS_OF_KIN", "KIN_BITS", "NUMBERED", "Slot", "kin_number", "read_names", "without"]

Origins = tuple[tuple[str, float], ...]
Word = tuple["Slot", str, str]
Slots = Mapping[Role, "Slot | tuple[Slot, ...]"]


class Slot(IntEnum):
    """Whose name a word is.

    `MAIDEN`: the mother's family name, and that of her brothers and sisters.  `STEPFATHER`: his given name, because
    the man whom a small child calls father need not be its father.  `KIN`: the names of `WOMEN` and `MEN` with what
    they are to the child, both in one number (`kin_number`).

    Three are made from others, for a whole family (`families`): `ABSENT`, brothers and sisters who are named
    but have no row of their own; `CHILDREN`, the given names of all, with a row or without; `UNTOLD_KUNYA`,
    kunyas after a child whom the family does not name.
    """

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
    UNTOLD_KUNYA = 10
    ABSENT = 11
    MAIDEN = 12
    STEPFATHER = 13
    KIN = 14


#: Slots that are made from others and hold no words of their own.
DERIVED: Final = (Slot.CHILDREN, Slot.UNTOLD_KUNYA, Slot.ABSENT)

#: Slots whose numbers are not those of words.
NUMBERED: Final = (Slot.KIN,)

#: From this closeness on a kunya is taken to be after the child of that name.
AFTER: Final = 0.6

#: An epithet that so many noms de guerre have, al-Muhajir or al-Ansari, says nothing of who a man is: whoever emigrated
#: may be called the emigrant, and is by one of those who know him and not by another.  A rarer one, the tall, is kept.
EPITHET_OF_MANY: Final = 0.002

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
    Role.FAMILY: (Slot.FAMILY, Slot.MAIDEN),  # some go by their husband's name, and some by their father's
    Role.KUNYA: Slot.KUNYA,
}
SIBLING: Final = {Role.GIVEN: Slot.SIBLINGS, Role.UNKNOWN: Slot.SIBLINGS}
STEPFATHER: Final = {Role.KUNYA: Slot.KUNYA, Role.GIVEN: (Slot.STEPFATHER, Slot.MEN), Role.UNKNOWN: Slot.STEPFATHER}


def _kin(given: Slot, family: Slot | tuple[Slot, ...] | None = None) -> dict[Role, Slot | tuple[Slot, ...]]:
    """A relative of the child: by given name and kunya among the women or men, and the family name of its side."""
    of_name: tuple[Slot, ...] = (given, Slot.KIN)
    out: dict[Role, Slot | tuple[Slot, ...]] = {Role.GIVEN: of_name, Role.UNKNOWN: of_name, Role.KUNYA: of_name}
    return out if family is None else {**out, Role.FAMILY: family}


#: An uncle whose side is not told may bear the father's family name or the mother's; a wife of one bears neither.
WOMAN: Final = _kin(Slot.WOMEN)
MAN: Final = _kin(Slot.MEN)

OF_RELATION: Final[dict[str, Slots]] = {
    "mother": MOTHER,
    "father": FATHER,
    "stepfather": STEPFATHER,
    "stepmother": WOMAN,
    "sister": SIBLING,
    "brother": SIBLING,
    "sibling": SIBLING,
    "grandmother": WOMAN,
    "aunt": WOMAN,
    "paternal_aunt": _kin(Slot.WOMEN, Slot.FAMILY),
    "maternal_aunt": _kin(Slot.WOMEN, Slot.MAIDEN),
    "wife": WOMAN,
    "grandfather": _kin(Slot.MEN, (Slot.FAMILY, Slot.MAIDEN)),
    "uncle": _kin(Slot.MEN, (Slot.FAMILY, Slot.MAIDEN)),
    "paternal_uncle": _kin(Slot.MEN, Slot.FAMILY),
    "maternal_uncle": _kin(Slot.MEN, Slot.MAIDEN),
    "husband": MAN,
}

#: What relatives are to a child, as far as they are told apart; others are 0.
KINDS_OF_KIN: Final = (
    "", "grandmother", "grandfather", "aunt", "paternal_aunt", "maternal_aunt", "uncle", "paternal_uncle", "maternal_uncle",
)  # fmt: skip
KIN_BITS: Final = 4


def kin_number(word: int, relation: str) -> int:
    """A relative as one number: the word of its name and what it is to the child."""
    return (word << KIN_BITS) | (KINDS_OF_KIN.index(relation) if relation in KINDS_OF_KIN else 0)


def read_names(
    children: ChildList,
    tokens: Vocabulary[str],
    bynames: Vocabulary[Origins],
) -> tuple[dict[Slot, Ragged], npt.NDArray[np.int32]]:
    """The words of a list by slot, and for each child where its father's by-name points to (-1: nowhere).

    The slots that are made from others are not here: what they say depends on the whole family (`families`).
    """
    n = len(children)
    rows: list[npt.NDArray[np.int64]] = []
    words: list[npt.NDArray[np.int64]] = []
    byname = np.full(n, -1, dtype=np.int32)
    for column, (read, slots_of) in _READERS.items():
        if column not in children.columns:
            continue
        codes, distinct = encode(_with_relation(children) if column == "inquirer" else children.columns[column])
        said = [_numbered(read(value, slots_of), tokens) if value else () for value in distinct]
        row, word = _column(codes, said)
        rows.append(row)
        words.append(word)
        if column in ("father", "father_alias"):
            origin = np.array([_origin(cell, tokens, bynames) for cell in said], dtype=np.int32)[codes]
            byname = np.where(byname < 0, origin, byname)
    row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    word = np.concatenate(words) if words else np.empty(0, dtype=np.int64)
    return {slot: _slot(row, word, slot, n) for slot in Slot if slot not in DERIVED}, byname


def _child(cell: str, slots: Slots) -> Iterator[Word]:
    for name in names.parse_cell(cell, whose="child"):
        if not name.given_later:  # a name given after separation is no evidence
            yield from _words(name, slots)


def _father(cell: str, slots: Slots) -> Iterator[Word]:
    for name in names.parse_cell(cell, whose="father"):
        yield from _words(name, slots)


def _mother(cell: str, slots: Slots) -> Iterator[Word]:
    for name in names.parse_cell(cell, whose="mother"):
        yield from _words(name, slots)


def _relatives(cell: str, otherwise: Slots) -> Iterator[Word]:
    for relative in names.parse_relatives(cell):
        slots = OF_RELATION.get(relative.relation, otherwise)
        if slots is MAN and relative.sex == "f":
            slots = WOMAN
        yield from _words(relative.name, slots, relative.relation)


def _words(name: names.Name, slots: Slots, relation: str = "") -> Iterator[Word]:
    for part in name.parts:
        slot = slots.get(part.role)
        if slot is None or not part.folded:
            continue
        if part.role is Role.LAQAB and names.laqab_share(part.folded) >= EPITHET_OF_MANY:
            continue
        for one in (slot,) if isinstance(slot, Slot) else slot:
            yield one, part.folded, relation
        if part.role is Role.FATHER and not part.certain and slot == Slot.FATHER:
            yield Slot.FAMILY, part.folded, ""  # the second of two words may be the father's name or the family's


#: How each column is read, and which slots its names go to where the cell itself does not say.
_READERS: Final[dict[str, tuple[Callable[[str, Slots], Iterator[Word]], Slots]]] = {
    "name": (_child, CHILD),
    "other_names": (_child, CHILD),
    "father": (_father, FATHER),
    "father_alias": (_father, FATHER),
    "mother": (_mother, MOTHER),
    "mother_alias": (_mother, MOTHER),
    "siblings": (_relatives, SIBLING),
    "relatives": (_relatives, MAN),
    "inquirer": (_relatives, MAN),
}


def _with_relation(children: ChildList) -> list[str]:
    """The inquirer as a relative: `grandmother: Zaira`."""
    inquirers = children.columns["inquirer"]
    relations = children.columns.get("relation", [""] * len(inquirers))
    return [
        f"{relation}: {name}" if name and relation else "" for name, relation in zip(inquirers, relations, strict=True)
    ]


def _numbered(words: Iterable[Word], tokens: Vocabulary[str]) -> tuple[int, ...]:
    """Slot and token of each word in one number: plain numbers, because a long list has a million of them."""
    return tuple(
        [
            (slot << 32) | (kin_number(tokens.number(word), relation) if slot == Slot.KIN else tokens.number(word))
            for slot, word, relation in words
        ]
    )


def _origin(said: Iterable[int], tokens: Vocabulary[str], bynames: Vocabulary[Origins]) -> int:
    """Where a father's by-name points to."""
    for word in said:
        if word >> 32 == Slot.ALIAS and (origins := names.origins(tokens.values[word & 0xFFFFFFFF])):
            return bynames.number(tuple(sorted(origins.items())))
    return -1


def _column(
    codes: npt.NDArray[np.int32], read: list[tuple[int, ...]]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(row, slot and token in one number) for each word of each child's cell."""
    packed = [word for words in read for word in words]
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


def without(words: Ragged, others: Ragged, tokens: Vocabulary[str]) -> Ragged:
    """The words of each row that are none of the other words of the row in another spelling.

    If Abu Bilal's own child Bilal is named beside him, his kunya says nothing that the child's name
    does not say: to count both would count one fact twice.
    """
    rows, values = words.pairs()
    counts = others.lengths[rows]
    pair_row = np.repeat(np.arange(len(rows)), counts)
    first = np.repeat(others.start[rows] - (np.cumsum(counts) - counts), counts)
    other = others.values[np.arange(len(pair_row)) + first]
    pairs, place = np.unique((values[pair_row].astype(np.int64) << 32) | other, return_inverse=True)
    spelt = tokens.values
    a, b = [spelt[k] for k in (pairs >> 32).tolist()], [spelt[k] for k in (pairs & 0xFFFFFFFF).tolist()]
    alike = names.compare(a, b).closeness >= AFTER if len(pairs) else np.zeros(0, dtype=bool)
    by_lexicon = [bool(set(lexicon.ids(x)) & set(lexicon.ids(y))) for x, y in zip(a, b, strict=True)]
    told = np.zeros(len(rows), dtype=bool)
    np.logical_or.at(told, pair_row, (alike | np.array(by_lexicon, dtype=bool))[place.ravel()])
    return Ragged.from_pairs(rows[~told], values[~told], len(words))
