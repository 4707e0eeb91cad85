"""Where the header of a sheet stands, and what each of its columns is taken for, all together.

Titles, logos and a row of group headings may stand above the header, a row of HXL tags below it.
What a header means can depend on its neighbours: `Nom` is the family name where there is a `Prénom`,
a row number is the id only where there is no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nasab.exchange.headers import HeaderUse, fold, is_of_somebody_else, recognise, written_headers
from nasab.records import Side

__all__ = ["JOINED", "Head", "find"]

JOINED: Final = frozenset(
    {
        *("name", "other_names", "languages", "father", "father_alias", "mother", "mother_alias", "siblings"),
        *("relatives", "origin", "marks", "belongings", "notes", "source", "inquirer", "consent"),
        *("found_place", "place_now", "last_seen_place"),
    }
)
"""Columns that may come from several headers; the values are joined with `; `."""

_HXL: Final = re.compile(r"#[A-Za-z]\w*(\s*\+\s*\w+)*\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a sheet: the row it stands in (from 1), the first row after it, what each header is."""

    row: int
    first: int
    uses: tuple[HeaderUse, ...]
    width: int

    def score(self) -> int:
        """How well the header is understood: the columns recognised, an id counting twice."""
        columns = {use.column for use in self.uses if use.column}
        return len(columns) + ("id" in columns)


def find(rows: Sequence[Sequence[str]], side: Side) -> Head | None:
    """The header among the first rows of a sheet: where most columns are recognised, the first of equals.

    None if no row has a header that is recognised.
    """
    best: Head | None = None
    for index, row in enumerate(rows):
        if not any(row):
            continue
        texts = [" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in row]
        uses = _resolved(_each(texts, _above(rows, index, texts), side))
        tags = rows[index + 1] if index + 1 < len(rows) else ()
        width = max((position for position, text in enumerate(texts) if text), default=-1) + 1
        head = Head(index + 1, index + (3 if _is_hxl(tags) else 2), tuple(uses), width)
        if head.score() > (best.score() if best else 0):
            best = head
    return best


def _is_hxl(row: Sequence[str]) -> bool:
    tags = [cell.strip() for cell in row if cell.strip()]
    return bool(tags) and sum(bool(_HXL.fullmatch(tag)) for tag in tags) * 2 > len(tags)


def _above(rows: Sequence[Sequence[str]], index: int, texts: Sequence[str]) -> list[str]:
    """The group headings over the header (`Father` over `Name` and `Age`), where they are needed."""
    headers = Counter(fold(text) for text in texts if text)
    if not index or max(headers.values(), default=0) < 2:
        return []
    groups = [cell.strip() for cell in rows[index - 1]]
    if sum(map(bool, groups)) < 2:
        return []
    filled: list[str] = []
    for position in range(len(texts)):
        own = groups[position] if position < len(groups) else ""
        filled.append(own or (filled[-1] if filled else ""))
    return filled


def _each(texts: Sequence[str], groups: Sequence[str], side: Side) -> list[HeaderUse]:
    uses: list[HeaderUse] = []
    for position, text in enumerate(texts):
        if not fold(text):
            continue
        column, part, how = recognise(text, side)
        group = groups[position] if groups else ""
        if group:
            in_group = recognise(f"{group} {text}", side)
            if in_group[0]:
                column, part, how = in_group
            elif is_of_somebody_else(group):
                column, part, how = None, "", "unknown"
            text = f"{group}: {text}"
        uses.append(HeaderUse(text, column, how, part, position))
    return uses


def _resolved(uses: list[HeaderUse]) -> list[HeaderUse]:
    """What the headers mean beside one another."""
    parts = {(use.column, use.part) for use in uses}
    settled: list[HeaderUse] = []
    for use in uses:
        if use.part == "bare_given":
            use = replace(use, part="given" if ("name", "family") in parts else "")
        elif use.part == "bare_family":
            use = replace(use, part="family" if ("name", "given") in parts else "")
        settled.append(use)
    has_id = any(use.column == "id" and use.part != "serial" for use in settled)
    if has_id:
        settled = [
            replace(use, column=None, how="metadata") if (use.column, use.part) == ("id", "serial") else use
            for use in settled
        ]
    return list(_without_seconds(_with_stand_ins(_without_splits(settled))))


def _with_stand_ins(uses: list[HeaderUse]) -> list[HeaderUse]:
    taken = {use.column for use in uses if use.column}
    if len(taken) < 2:
        return uses
    for column, names in written_headers()["stand_in"].items():
        for name in names:
            at = next((i for i, use in enumerate(uses) if use.column is None and use.header == name), None)
            if column not in taken and at is not None:
                uses[at] = replace(uses[at], column=column, how="kobo")
                taken.add(column)
    return uses


def _without_splits(uses: list[HeaderUse]) -> list[HeaderUse]:
    """`languages/che` beside `languages`: the choices of a question, which the question itself lists."""
    questions = {use.header for use in uses if use.column}
    return [
        replace(use, column=None, how="split")
        if "/" in use.header and use.header.rpartition("/")[0] in questions
        else use
        for use in uses
    ]


def _without_seconds(uses: Iterable[HeaderUse]) -> Iterable[HeaderUse]:
    """A column that holds one value is taken from its first header; the canonical name goes first."""
    uses = list(uses)
    canonical = {use.column: use.position for use in uses if use.how == "canonical"}
    taken: dict[tuple[str, str], int] = {}
    for use in uses:
        if use.column and use.column not in JOINED and use.part != "months":
            taken.setdefault((use.column, ""), canonical.get(use.column, use.position))
    for use in uses:
        is_single = use.column and use.column not in JOINED and use.part != "months"
        if is_single and taken[(str(use.column), "")] != use.position:
            yield replace(use, column=None, how="second", part=use.column or "")
        else:
            yield use
