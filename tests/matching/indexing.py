"""Small lists for the tests of the index, and what it says of a child as plain numbers."""

from __future__ import annotations

from collections.abc import Iterable

from nasab.matching.index import Index
from nasab.records import ChildList
from tests.cast import listed
from tests.matching.making import Row

__all__ = ["FOUND", "answer", "built", "rows_of"]

#: Children asked for: some of whom much is known, one of whom only a kunya is, one of whom nothing.
FOUND: tuple[Row, ...] = (
    {"id": "M-1", "name": "Bilal", "sex": "m", "age": "6", "as_of": "2018-01", "father": "Ruslan", "languages": "che"},
    {"id": "M-2", "name": "زاريما", "mother": "Aminat", "origin": "Grozny", "siblings": "Timur", "marks": "burn, hand"},
    {"id": "M-3", "father_alias": "Abu Bilal al-Shishani", "belongings": "blue coat", "found_date": "2018-02-03"},
    {"id": "M-4", "name": "Yusuf", "father": "Ahmed", "relatives": "uncle: Magomed", "found_place": "Mosul"},
    {"id": "M-5"},
)


def built(rows: Iterable[Row], **more: object) -> Index:
    """An index built anew from rows."""
    some = list(rows)
    sought = listed("sought", *some) if some else ChildList("sought", {"id": []})
    return Index(sought, **more)  # type: ignore[arg-type]


def rows_of(children: ChildList) -> list[Row]:
    """A list as rows of what is filled in."""
    names = list(children.columns)
    cells = zip(*children.columns.values(), strict=True)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in cells]


def answer(index: Index, record: Row) -> tuple[list[tuple[str, float, float]], float]:
    """Every candidate with its probability and its weight, and how probably it is none of them."""
    result = index.child(record, most=1000)
    said = [(one.sought_id, one.probability, one.weight) for one in result.candidates]
    return said, result.probability_on_no_list
