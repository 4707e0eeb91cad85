"""What a list says of its children, read once and kept as arrays.

Here the words of the cells become facts: every name by the role it plays (a patronymic in the
child's name is the father's name; `Abu Bilal` in the mother's cell is still a kunya), an age as
the span of years in which the child was born, a place as a place of the gazetteer.  What could not
be read is unknown, and an unknown weighs nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt

from nasab import ages, languages, marks, places
from nasab.errors import NotUnderstood
from nasab.matching import roles, sampling
from nasab.matching.counted import Counted
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot
from nasab.matching.vocabulary import Vocabulary, encode
from nasab.records import ChildList

__all__ = ["Facts", "Knowledge", "Slot", "Unknown", "read_facts", "take"]

T = TypeVar("T")


class Unknown(IntEnum):
    """The code of a fact that is not known."""

    CODE = -1


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The distinct values that two lists share numbers for."""

    tokens: Vocabulary[str]
    places: Vocabulary[places.Place]
    languages: Vocabulary[tuple[str, ...]]
    bynames: Vocabulary[tuple[tuple[str, float], ...]]
    marks: Vocabulary[tuple[marks.Mark, ...]]
    concepts: Vocabulary[str]

    @classmethod
    def empty(cls) -> Knowledge:
        """Nothing known yet."""
        return cls(Vocabulary(), Vocabulary(), Vocabulary(), Vocabulary(), Vocabulary(), Vocabulary())


@dataclass(frozen=True, slots=True)
class Facts:
    """One list as arrays, a row a child.  Codes are numbers into `Knowledge`, -1 where unknown.

    `names[slot]`: token numbers by the role they play.  `household`: rows with the same number are
    said to be siblings (one number of its own for each child said to be alone); numbers have no gaps.
    `born`: first and
    last possible decimal year of birth, and the spread beyond them, float32 (n, 3), NaN unknown.
    `when`: decimal year in which the child was found or last seen, NaN unknown.  `people`: which of the
    `peoples` it is of, as far as names are concerned (`communities`); 0 until the list is divided.
    `key`: by which rows are chosen where not all can be looked at (`sampling`).  `counted`: what was counted of a
    list that is kept (`counted`).
    """

    children: ChildList
    names: dict[Slot, Ragged]
    household: npt.NDArray[np.int32]
    sex: npt.NDArray[np.int8]
    born: npt.NDArray[np.float32]
    when: npt.NDArray[np.float32]
    where: npt.NDArray[np.int32]
    origin: npt.NDArray[np.int32]
    languages: npt.NDArray[np.int32]
    byname: npt.NDArray[np.int32]
    marks: npt.NDArray[np.int32]
    concepts: Ragged
    people: npt.NDArray[np.int32]
    key: npt.NDArray[np.uint64]
    peoples: int = 1
    counted: Counted | None = None

    def __len__(self) -> int:
        return len(self.sex)

    @property
    def spelt(self) -> list[Ragged]:
        """The words of every slot that holds words of its own."""
        return [words for slot, words in self.names.items() if slot not in (*roles.DERIVED, *roles.NUMBERED)]


def read_facts(children: ChildList, knowledge: Knowledge) -> Facts:
    """Reads a list.  Each distinct cell is read once; what is not understood is unknown."""
    with _nothing_collected():
        return _read(children, knowledge)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without Python's search for cycles of dead objects.

    Reading makes a million small objects and no cycles; to search among all of them again and again was a fifth of
    its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(children: ChildList, knowledge: Knowledge) -> Facts:
    n = len(children)
    household = _household(children)
    names, byname = roles.read_names(children, knowledge.tokens, knowledge.bynames)
    seen = "found" if children.side == "found" else "last_seen"
    return Facts(
        children=children,
        names=names,
        household=household,
        sex=_coded(children, "sex", _read_sex, n).astype(np.int8),
        born=_births(children),
        when=_dates(children, f"{seen}_date"),
        where=_coded(children, f"{seen}_place", _place_reader(knowledge), n),
        origin=_coded(children, "origin", _place_reader(knowledge), n),
        languages=_coded(children, "languages", _language_reader(knowledge), n),
        byname=byname,
        marks=_coded(children, "marks", _mark_reader(knowledge), n),
        concepts=_concepts(children, knowledge),
        people=np.zeros(n, dtype=np.int32),
        key=sampling.keys_of(children.columns["id"]),
    )


def take(side: Facts, rows: npt.NDArray[np.integer]) -> Facts:
    """Some children of a list, in the order given."""
    children = side.children
    columns = {name: Chosen(cells, rows) for name, cells in children.columns.items()}
    return Facts(
        children=ChildList(children.side, columns, children.file, children.sheet),
        names={slot: names.take(rows) for slot, names in side.names.items()},
        household=side.household[rows],
        sex=side.sex[rows],
        born=side.born[rows],
        when=side.when[rows],
        where=side.where[rows],
        origin=side.origin[rows],
        languages=side.languages[rows],
        byname=side.byname[rows],
        marks=side.marks[rows],
        concepts=side.concepts.take(rows),
        people=side.people[rows],
        key=side.key[rows],
        peoples=side.peoples,
    )


class Chosen(Sequence[str]):
    """Some cells of a column, in the order given, looked up when they are wanted."""

    def __init__(self, cells: Sequence[str], rows: npt.NDArray[np.integer]) -> None:
        self._cells = cells
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self._cells[row] for row in self._rows[at].tolist()]
        return self._cells[int(self._rows[at])]


def _household(children: ChildList) -> npt.NDArray[np.int32]:
    column = children.columns.get("group" if children.side == "found" else "family")
    n = len(children)
    if column is None:
        return np.arange(n, dtype=np.int32)
    codes, distinct = encode(column)
    alone = np.array([not value.strip() for value in distinct], dtype=bool)[codes]
    codes = codes.copy()
    codes[alone] = len(distinct) + np.arange(int(alone.sum()), dtype=np.int32)
    _, numbered = np.unique(codes, return_inverse=True)
    return numbered.astype(np.int32)


def _coded(children: ChildList, column: str, read: Callable[[str], int], n: int) -> npt.NDArray[np.int32]:
    """A number for each child's cell; -1 where the cell is empty or was not understood."""
    cells = children.columns.get(column)
    if cells is None:
        return np.full(n, Unknown.CODE, dtype=np.int32)
    codes, distinct = encode(cells)
    read_codes = np.array([_or_else(read, value, int(Unknown.CODE)) for value in distinct], dtype=np.int32)
    return read_codes[codes]


def _or_else(read: Callable[[str], T], value: str, otherwise: T) -> T:
    if not value or value.isspace():
        return otherwise
    try:
        return read(value)
    except NotUnderstood:
        return otherwise


def _read_sex(value: str) -> int:
    return {"f": 0, "m": 1}.get(value, int(Unknown.CODE))


def _place_reader(knowledge: Knowledge) -> Callable[[str], int]:
    def read(value: str) -> int:
        found = places.find(value)
        return knowledge.places.number(found[0]) if found else int(Unknown.CODE)

    return read


def _language_reader(knowledge: Knowledge) -> Callable[[str], int]:
    def read(value: str) -> int:
        return knowledge.languages.number(languages.parse(value))

    return read


def _mark_reader(knowledge: Knowledge) -> Callable[[str], int]:
    def read(value: str) -> int:
        found = marks.parse(value)
        return knowledge.marks.number(found) if found else int(Unknown.CODE)

    return read


def _births(children: ChildList) -> npt.NDArray[np.float32]:
    n = len(children)
    empty: Sequence[str] = [""] * n
    fallback = "found_date" if children.side == "found" else "last_seen_date"
    cells = [children.columns.get(name, empty) for name in ("age", "birth_date", "as_of", fallback)]
    known: dict[tuple[str, ...], tuple[float, float, float]] = {}
    unknown = (np.nan, np.nan, np.nan)
    born = np.empty((n, 3), dtype=np.float32)
    for i, cell in enumerate(zip(*cells, strict=True)):
        key = cell if cell[0] else ("", cell[1], "", "")  # the date an age was written matters only to an age
        if key not in known:
            span = ages.birth_span(age=key[0], birth_date=key[1], as_of=key[2], fallback=key[3])
            known[key] = unknown if span is None else (span.low, span.high, span.spread)
        born[i] = known[key]
    return born


def _dates(children: ChildList, column: str) -> npt.NDArray[np.float32]:
    cells = children.columns.get(column)
    if cells is None:
        return np.full(len(children), np.nan, dtype=np.float32)
    codes, distinct = encode(cells)
    return np.array([_or_else(_middle, value, np.nan) for value in distinct], dtype=np.float32)[codes]


def _middle(value: str) -> float:
    span = ages.parse_date(value)
    middle = (span.first.toordinal() + span.last.toordinal()) / 2
    return middle / 365.2425 + 1  # ordinal 1 is the first day of year 1


def _concepts(children: ChildList, knowledge: Knowledge) -> Ragged:
    cells = children.columns.get("belongings")
    n = len(children)
    if cells is None:
        return Ragged.from_pairs([], [], n)
    codes, distinct = encode(cells)
    numbered = [[knowledge.concepts.number(word) for word in sorted(marks.concepts(value))] for value in distinct]
    per_value = Ragged.from_pairs(
        np.repeat(np.arange(len(distinct)), [len(row) for row in numbered]),
        np.array([number for row in numbered for number in row], dtype=np.int64),
        len(distinct),
    )
    return per_value.take(codes)
