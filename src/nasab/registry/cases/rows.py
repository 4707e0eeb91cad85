"""A file as rows, for a table, a print or another program: exactly what its reader sees, and nothing else.

Made of a `FileView` alone.  Withheld facts are left out, and so is whether there is anything.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from nasab.registry.access.fields import Sight
from nasab.registry.cases.selectors import FileView

__all__ = ["COLUMNS", "Row", "document", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement, or the outline of a fact."""

    fact: str
    answer: str
    value: str
    said_by: str = ""
    said_to: str = ""
    said_on: str = ""
    certainty: str = ""
    written_where: str = ""
    recorded_on: str = ""
    stands: str = "yes"


COLUMNS = tuple(Row.__slots__)


def rows(view: FileView) -> list[Row]:
    """The statements that may be read, those that stand first; outlines as such."""
    out = []
    for one in view.facts:
        if one.stated is not None:
            for said in (*one.stated.standing, *one.stated.former):
                stands = "yes" if said in one.stated.standing else "no"
                out.append(
                    Row(
                        one.fact, said.answer, said.value, said.said_by, said.said_to, said.said_on, said.certainty,
                        said.written_where, said.recorded_at.date().isoformat(), stands,
                    )
                )  # fmt: skip
        elif one.sight == Sight.MASKED and one.outline:
            out.append(Row(one.fact, "outline", one.outline))
    return out


def document(view: FileView) -> dict[str, Any]:
    """The same for a program: plain values."""
    return {
        "number": view.file.number, "kind": view.kind, "version": view.file.version,
        "statements": [{name: value for name, value in asdict(row).items() if value} for row in rows(view)],
    }  # fmt: skip
