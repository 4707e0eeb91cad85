"""From the columns of a sheet to the canonical columns: parts put together, closed answers understood.

First and family name become a name, `Grandmother` becomes `grandmother: …` among the relatives, an
age in months gets its unit, `girl` and `أنثى` become `f`.  What is not understood becomes unknown,
and is reported with what was written; only a consent that is not understood counts as a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from nasab.errors import Problem
from nasab.exchange import cells
from nasab.exchange.headers import HeaderUse

__all__ = ["DATES", "answered", "compose"]

DATES: Final = ("birth_date", "as_of", "found_date", "last_seen_date")
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?")
_NAME_PARTS: Final = ("given", "", "middle", "family")


def compose(uses: Sequence[HeaderUse], columns: Mapping[int, Sequence[str]]) -> dict[str, list[str]]:
    """The canonical columns, all of one length, from the columns by position."""
    by_column: dict[str, list[HeaderUse]] = {}
    for use in uses:
        if use.column:
            by_column.setdefault(use.column, []).append(use)
    return {column: _composed(column, parts, columns) for column, parts in by_column.items()}


def _composed(column: str, uses: Sequence[HeaderUse], columns: Mapping[int, Sequence[str]]) -> list[str]:
    if column == "age":
        return _ages(uses, columns)
    if column == "consent":
        return list(columns[uses[0].position]) if len(uses) == 1 else _consents([columns[u.position] for u in uses])
    if column in DATES:
        return [_TIME.sub(r"\1", cell) if len(cell) > 10 else cell for cell in columns[uses[0].position]]
    if len(uses) == 1 and uses[0].part in ("", "given", "middle", "family", "serial", "pair_name"):
        return list(columns[uses[0].position])
    if any(use.part.startswith("pair_") for use in uses):
        return _relatives(uses, columns)
    if any(use.part in ("given", "middle", "family") for use in uses):
        ordered = sorted(uses, key=lambda use: _NAME_PARTS.index(use.part) if use.part in _NAME_PARTS else 9)
        return _joined(_full_names, ordered, columns)
    if all(use.how == "pfif" for use in uses) and column == "origin":
        return _joined(lambda uses, row: ", ".join(filter(None, row)), uses, columns)
    return _joined(_listed, uses, columns)


def _joined(
    join: Callable[[Sequence[HeaderUse], Sequence[str]], str],
    uses: Sequence[HeaderUse],
    columns: Mapping[int, Sequence[str]],
) -> list[str]:
    return [join(uses, row) for row in zip(*(columns[use.position] for use in uses), strict=True)]


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


def _relatives(uses: Sequence[HeaderUse], columns: Mapping[int, Sequence[str]]) -> list[str]:
    rows = zip(*(columns[use.position] for use in uses), strict=True)
    composed = []
    for row in rows:
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
        composed.append("; ".join(filter(None, (pair, others))))
    return composed


def _ages(uses: Sequence[HeaderUse], columns: Mapping[int, Sequence[str]]) -> list[str]:
    years = next((columns[use.position] for use in uses if use.part != "months"), None)
    months = next((columns[use.position] for use in uses if use.part == "months"), None)
    if years is not None:
        years = [cell[:-2] if cell.endswith(".0") else cell for cell in years]
    if months is None:
        return list(years or ())
    in_months = [f"{cell.removesuffix('.0')} months" if _is_number(cell) else cell for cell in months]
    if years is None:
        return in_months
    return [
        f"{year} years {month}" if _is_number(year) and month else year or month
        for year, month in zip(years, in_months, strict=True)
    ]


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal()


def _consents(columns: Sequence[Sequence[str]]) -> list[str]:
    """Of several consents the one that forbids most."""
    order = ("no", None, "yes", "")
    return [min(row, key=lambda cell: order.index(cells.consent(cell))) for row in zip(*columns, strict=True)]


def answered(
    columns: dict[str, list[str]], column: str, file: str, sheet: str, rows: Sequence[int], header: str
) -> list[Problem]:
    """Understand the closed answers of `sex` or `consent` in place; the problems of those not understood."""
    understand, code, otherwise = (cells.sex, "SEX-01", "") if column == "sex" else (cells.consent, "CONSENT-01", "no")
    answers = {cell: understand(cell) for cell in set(columns[column])}
    odd = {cell for cell, answer in answers.items() if answer is None}
    problems = [
        Problem(code, file, sheet, row, header, cell[:200])
        for row, cell in zip(rows, columns[column], strict=True)
        if cell in odd
    ]
    settled = {cell: otherwise if answer is None else answer for cell, answer in answers.items()}
    columns[column] = [settled[cell] for cell in columns[column]]
    return problems
