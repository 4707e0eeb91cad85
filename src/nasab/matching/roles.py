"""Which name plays which role: the columns of a list, sorted into whose name each word is.

A list says "father: Abu Bilal al-Shishani", "name: Bilal Ruslanovich", "inquirer: Zaira,
grandmother".  What is compared is not columns but roles: every word that may be the father's given
name with every word that may be the father's given name on the other side, wherever it was written.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

#: From this sum of closeness and of likeness in sound on a kunya is taken to be after the child of that name: a child
#: who says Maha and Abu Muha says one thing, and who wrote it down heard it twice.
AFTER: Final = 0.76

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
MOTHER: Final[Slots] = {
    Role.GIVEN: Slot.MOTHER,
    Role.UNKNOWN: Slot.MOTHER,
    Role.FAMILY: (Slot.FAMILY, Slot.MAIDEN),  # some go by their husband's name, and some by their father's
    Role.KUNYA: Slot.KUNYA,
}
SIBLING: Final = {Role.GIVEN: Slot.SIBLINGS, Role.UNKNOWN: Slot.SIBLINGS}
STEPFATHER: Final[Slots] = {
    Role.KUNYA: Slot.KUNYA,
    Role.GIVEN: (Slot.STEPFATHER, Slot.MEN),
    Role.UNKNOWN: Slot.STEPFATHER,
}


def _kin(given: Slot, family: Slot | tuple[Slot, ...] | None = None) -> Slots:
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
    "", "grandmother", "grandfather", "aunt", "paternal_aunt", "maternal_aunt", "uncle", "paternal_uncle",
    "maternal_uncle",
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
    rows: list[npt.NDArray[np.int32]] = []
    words: list[npt.NDArray[np.int64]] = []
    byname = np.full(n, -1, dtype=np.int32)
    for column, (read, slots_of) in _READERS.items():
        if column not in children.columns:
            continue
        codes, distinct = _with_relation(children) if column == "inquirer" else encode(children.columns[column])
        said = _Said(read, slots_of, distinct, tokens)
        row, word = said.by_row(codes)
        rows.append(row)
        words.append(word)
        if column in ("father", "father_alias"):
            origin = said.origins(tokens, bynames)[codes]
            byname = np.where(byname < 0, origin, byname)
    row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int32)
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


def _with_relation(children: ChildList) -> tuple[npt.NDArray[np.int32], list[str]]:
    """The inquirers as relatives, `grandmother: Zaira`, encoded; who has no name or no relation says nothing."""
    codes, names_of = encode(children.columns["inquirer"])
    if "relation" not in children.columns:
        return np.zeros_like(codes), [""]
    relation, said = encode(children.columns["relation"])
    pairs, both = np.unique((codes.astype(np.int64) << 32) | relation, return_inverse=True)
    texts = ((names_of[pair >> 32], said[pair & 0xFFFFFFFF]) for pair in pairs.tolist())
    return both.astype(np.int32), [f"{kin}: {name}" if name and kin else "" for name, kin in texts]


class _Said:
    """The words of the distinct cells of a column, each cell read once: plain numbers in two flat arrays.

    A long list has a million different cells; as Python objects their words would take more memory than the list.
    """

    def __init__(
        self,
        read: Callable[[str, Slots], Iterator[Word]],
        slots: Slots,
        distinct: Sequence[str],
        tokens: Vocabulary[str],
    ) -> None:
        words, lengths = array("q"), array("i")
        for cell in distinct:
            before = len(words)
            if cell:
                words.extend(_numbered(read(cell, slots), tokens))
            lengths.append(len(words) - before)
        self._words = np.frombuffer(words, dtype=np.int64) if len(words) else np.empty(0, dtype=np.int64)
        self._start = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(np.frombuffer(lengths, dtype=np.int32) if len(lengths) else [], out=self._start[1:])

    def by_row(self, codes: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """(row, slot and token in one number) for each word of each row's cell; `codes`: the cell of each row."""
        counts = np.diff(self._start)[codes]
        row = np.repeat(np.arange(len(codes), dtype=np.int32), counts)
        offset = np.repeat(self._start[codes] - (np.cumsum(counts) - counts), counts)
        return row, self._words[np.arange(len(row)) + offset]

    def origins(self, tokens: Vocabulary[str], bynames: Vocabulary[Origins]) -> npt.NDArray[np.int32]:
        """Where the by-name of each cell points to, -1 for nowhere."""
        out = np.full(len(self._start) - 1, -1, dtype=np.int32)
        cell = np.repeat(np.arange(len(out)), np.diff(self._start))
        for at in np.flatnonzero(self._words >> 32 == Slot.ALIAS).tolist():
            if out[cell[at]] < 0 and (origins := names.origins(tokens.values[int(self._words[at]) & 0xFFFFFFFF])):
                out[cell[at]] = bynames.number(tuple(sorted(origins.items())))
        return out


def _numbered(words: Iterable[Word], tokens: Vocabulary[str]) -> list[int]:
    """Slot and token of each word in one number: plain numbers, because a long list has a million of them."""
    return [
        (slot << 32) | (kin_number(tokens.number(word), relation) if slot == Slot.KIN else tokens.number(word))
        for slot, word, relation in words
    ]


def _slot(row: npt.NDArray[np.int32], word: npt.NDArray[np.int64], slot: Slot, n: int) -> Ragged:
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
    alike = _of_one_name((pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32), tokens)
    told = np.zeros(len(rows), dtype=bool)
    told[pair_row[alike[place.ravel()]]] = True
    return Ragged.from_pairs(rows[~told], values[~told], len(words))


def _of_one_name(
    one: npt.NDArray[np.int32], other: npt.NDArray[np.int32], tokens: Vocabulary[str]
) -> npt.NDArray[np.bool_]:
    """Whether the words of each pair, by their numbers, are one name by letters and sounds or by the lexicon."""
    if not len(one):
        return np.zeros(0, dtype=bool)
    spelt = tokens.values
    a, b = ([spelt[k] for k in side.tolist()] for side in (one, other))
    alike: npt.NDArray[np.bool_] = names.compare(a, b).closeness + names.misheard(a, b) >= AFTER
    known = {word: frozenset(lexicon.ids(spelt[word])) for word in np.union1d(one, other).tolist()}
    alike |= [not known[x].isdisjoint(known[y]) for x, y in zip(one.tolist(), other.tolist(), strict=True)]
    return alike
