"""From the columns of a sheet to the canonical columns: parts put together, closed answers understood.

First and family name become a name, `Grandmother` becomes `grandmother: …` among the relatives, an
age in months gets its unit, `girl` and `أنثى` become `f`.  What is not understood becomes unknown,
and is reported with what was written; only a consent that is not understood counts as a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from nasab.columns import Column
from nasab.errors import Problem
from nasab.exchange import cells
from nasab.exchange.headers import HeaderUse

__all__ = ["DATES", "answered", "compose"]

DATES: Final = ("birth_date", "as_of", "found_date", "last_seen_date")
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?")
_NAME_PARTS: Final = ("given", "", "middle", "family")


def compose(uses: Sequence[HeaderUse], columns: Mapping[int, Column]) -> dict[str, Column]:
    """The canonical columns, all of one length, from the columns by position."""
    by_column: dict[str, list[HeaderUse]] = {}
    for use in uses:
        if use.column:
            by_column.setdefault(use.column, []).append(use)
    return {column: _composed(column, parts, columns) for column, parts in by_column.items()}


def _composed(column: str, uses: Sequence[HeaderUse], columns: Mapping[int, Column]) -> Column:
    if column == "age":
        return _ages(uses, columns)
    if column == "consent":
        return columns[uses[0].position] if len(uses) == 1 else _consents([columns[use.position] for use in uses])
    if column in DATES:
        return columns[uses[0].position].map(lambda cell: _TIME.sub(r"\1", cell) if len(cell) > 10 else cell)
    if len(uses) == 1 and uses[0].part in ("", "given", "middle", "family", "serial", "pair_name"):
        return columns[uses[0].position]
    if any(use.part.startswith("pair_") for use in uses):
        return _joined(_relatives, uses, columns)
    if any(use.part in ("given", "middle", "family") for use in uses):
        ordered = sorted(uses, key=lambda use: _NAME_PARTS.index(use.part) if use.part in _NAME_PARTS else 9)
        return _joined(_full_names, ordered, columns)
    if all(use.how == "pfif" for use in uses) and column == "origin":
        return _joined(lambda uses, row: ", ".join(filter(None, row)), uses, columns)
    return _joined(_listed, uses, columns)


def _joined(
    join: Callable[[Sequence[HeaderUse], Sequence[str]], str],
    uses: Sequence[HeaderUse],
    columns: Mapping[int, Column],
) -> Column:
    return Column.of(join(uses, row) for row in zip(*(columns[use.position] for use in uses), strict=True))


def _listed(uses: Sequence[HeaderUse], row: Sequence[str]) -> str:
    values = []
    for use, value in zip(uses, row, strict=True):
        if value and use.part == "given_after":
            value = "; ".join(f"given: {name.strip()}" for name in re.split("[;؛\n]", value) if name.strip())
        elif value and use.part and ":" not in value:
            value = f"{use.part}: {value}"
        if value and value not in values:
            values.append(value)
    return "; ".join(values)


def _full_names(uses: Sequence[HeaderUse], row: Sequence[str]) -> str:
    """Parts in their order; a part that the name already holds is not said twice."""
    words: list[str] = []
    seen: set[str] = set()
    for value in row:
        fresh = value.casefold().split()
        if value and not seen.issuperset(fresh):
            words.append(value)
            seen.update(fresh)
    return " ".join(words)


def _relatives(uses: Sequence[HeaderUse], row: Sequence[str]) -> str:
    said: list[str] = []
    relation = ""
    for use, value in zip(uses, row, strict=True):
        if use.part == "pair_relation":
            relation = value
        elif use.part in ("pair_name", "pair_alias"):
            said.append(value)
    pair = ", ".join(filter(None, said))
    pair = f"{relation}: {pair}" if relation and pair else pair or relation
    rest = [(use, value) for use, value in zip(uses, row, strict=True) if not use.part.startswith("pair_")]
    others = _listed([use for use, _ in rest], [value for _, value in rest]) if rest else ""
    return "; ".join(filter(None, (pair, others)))


def _ages(uses: Sequence[HeaderUse], columns: Mapping[int, Column]) -> Column:
    parts = {use.part == "months": columns[use.position] for use in reversed(uses)}  # the first of several counts
    years = parts[False].map(lambda cell: cell[:-2] if cell.endswith(".0") else cell) if False in parts else None
    if True not in parts and years is not None:
        return years
    months = parts[True].map(lambda cell: f"{cell.removesuffix('.0')} months" if _is_number(cell) else cell)
    if years is None:
        return months
    return Column.of(
        f"{year} years {month}" if _is_number(year) and month else year or month
        for year, month in zip(years, months, strict=True)
    )


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal()


def _consents(columns: Sequence[Column]) -> Column:
    """Of several consents the one that forbids most."""
    order = ("no", None, "yes", "")
    return Column.of(min(row, key=lambda cell: order.index(cells.consent(cell))) for row in zip(*columns, strict=True))


def answered(
    columns: dict[str, Column], column: str, file: str, sheet: str, rows: Sequence[int], header: str
) -> list[Problem]:
    """Understand the closed answers of `sex` or `consent` in place; the problems of those not understood."""
    understand, code, otherwise = (cells.sex, "SEX-01", "") if column == "sex" else (cells.consent, "CONSENT-01", "no")
    written = columns[column]
    problems = [
        Problem(code, file, sheet, rows[place], header, written[place][:200])
        for place in written.where(lambda cell: understand(cell) is None).tolist()
    ]
    columns[column] = written.map(lambda cell: otherwise if (answer := understand(cell)) is None else answer)
    return problems
