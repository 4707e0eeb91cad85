"""What dates and ages say that cannot be, or that no list of children means: days to come, ages of grown people.

Such a cell is understood, so it would be used, and speak against the right family. Nothing is corrected here: what is
meant, only the people who keep the list know.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from nasab import ages
from nasab.errors import NotUnderstood, Problem
from nasab.records import ChildList

__all__ = ["OLDEST", "implausible", "is_grown", "is_to_come"]

#: Who was lost as a child may be looked for long after; an age above this is rather a parent's, or a slip.
OLDEST: Final = 40

#: By more years than this, beyond how rough the age is, an age and a date of birth do not fit each other.
_APART: Final = 2.0


def is_to_come(cell: str, today: date | None = None) -> bool:
    """Whether a date that is understood lies wholly after `today`."""
    try:
        return ages.parse_date(cell).first > (today or date.today())
    except NotUnderstood:
        return False


def is_grown(cell: str) -> bool:
    """Whether an age that is understood is above `OLDEST`."""
    try:
        return ages.parse_age(cell).low > OLDEST
    except NotUnderstood:
        return False


def implausible(children: ChildList) -> Iterator[Problem]:
    """Rows whose date of birth does not fit what else they say: AGE-07 (the age), DATE-08 (born after it was written).

    The date of birth counts in both cases.
    """
    if "birth_date" not in children.columns:
        return
    for column, code, is_wrong in (("age", "AGE-07", _is_other_age), ("as_of", "DATE-08", _is_before_birth)):
        if column not in children.columns:
            continue
        seen: dict[tuple[str, str, str], bool] = {}
        as_of = children.columns.get("as_of") or [""] * len(children)
        rows = zip(children.columns["birth_date"], children.columns[column], as_of, strict=True)
        for row, cells in enumerate(rows):
            if cells[0] and cells[1] and seen.setdefault(cells, is_wrong(*cells)):
                header = children.headers.get(column, column)
                yield Problem(
                    code, children.file, children.sheet, children.rows[row], header, cells[1][:200], cells[0][:200]
                )


def _is_other_age(born: str, age: str, as_of: str) -> bool:
    date_of_birth = ages.birth_span(age="", birth_date=born, as_of="")
    told = ages.birth_span(age=age, birth_date="", as_of=as_of)
    if date_of_birth is None or told is None:
        return False
    gap = max(told.low - date_of_birth.high, date_of_birth.low - told.high)
    return gap > _APART + 2 * (told.spread + date_of_birth.spread)


def _is_before_birth(born: str, written: str, _: str) -> bool:
    try:
        return ages.parse_date(written).last < ages.parse_date(born).first
    except NotUnderstood:
        return False
