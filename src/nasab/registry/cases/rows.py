"""A file as rows, for a table, a print or another program: what its reader sees, but for what never leaves.

Made of a `FileView` alone.  What by its kind never leaves the registry (`NEVER_LEAVES`) is left out whoever takes it,
and so is whether there is anything.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from nasab.registry.access.fields import Sight
from nasab.registry.cases.selectors import FileView

__all__ = ["COLUMNS", "NEVER_LEAVES", "Row", "document", "leaving", "rows"]

#: Withheld facts (F4), by which a claim is verified: one that is on a paper is burned.  Allegations (F9), which stand
#: beside a name on the protection lead's screen and nowhere else.  Source: the design for protection, section 3.
NEVER_LEAVES: Final = frozenset({"F4", "F9"})


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


def leaving(view: FileView) -> FileView:
    """The file without what never leaves the registry, in any form."""
    return replace(view, facts=tuple(one for one in view.facts if one.group not in NEVER_LEAVES))


def rows(view: FileView) -> list[Row]:
    """The statements that may be read, those that stand first; outlines as such."""
    out = []
    for one in leaving(view).facts:
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
