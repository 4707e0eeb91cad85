"""Which column of a laboratory sheet is what: the sample, the marker, an allele, or a marker of its own.

Sheets come in three shapes.  *Long*: a row for each sample and marker, alleles beside one another, as GeneMapper
exports them.  *Wide*: a row for each sample, with one column or two for each marker.  *Turned*: a row for each
marker, with one column or two for each sample.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from nasab.exchange.headers import fold
from nasab.kinship import Marker, marker

__all__ = ["Head", "Shape", "find_head", "known", "looks_like_a_marker", "marker_of_column"]

Shape = Literal["long", "wide", "turned"]

_WIDEST: Final = 2000
_LONGEST: Final = 80
_APART: Final = r"\s_.:/#(\-\u2010-\u2015\u2212"
_SECOND: Final = re.compile(
    rf"(?:[{_APART}]*(?:(?:allele|allèle|аллель|أليل|الأليل|(?<=[{_APART}])(?:all?|a))[{_APART}]*)?[1-4١-٤۱-۴]"
    rf"|[{_APART}]+[ab])\s*\)?\s*$",
    re.IGNORECASE,
)
_NUMBER_APART: Final = re.compile(rf"[{_APART}][1-4١-٤۱-۴]\s*\)?\s*$")
#: A marker called by its chromosome, and the number of an allele after it.
_ON_A_CHROMOSOME: Final = re.compile(r"d[0-9x]+s[0-9]+", re.IGNORECASE | re.ASCII)
_NUMBER_AFTER: Final = re.compile(r"[0-9٠-٩]{1,2}$")
_LIKE_A_MARKER: Final = re.compile(r"(?:d[0-9xy]+s[0-9]+|rs[0-9]+|[xy]?gata.*|penta.*|dy[fs].*|dxs.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """A header that was understood: its row (from 0), the shape, and the positions of what was recognised.

    `alleles` are the positions of the alleles: of the row's marker in a long sheet, of each marker in a wide one, of
    each sample in a turned one.  `unknown` are headers that nobody has written down.  `lone` are the markers of a wide
    sheet of which there is one column with a number, `TH01 1`, and no other.
    """

    row: int
    shape: Shape
    sample: int | None
    marker: int | None
    sex: int | None
    alleles: dict[str, list[int]] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    lone: frozenset[str] = frozenset()

    def score(self) -> int:
        """How much of the sheet is understood: to choose among delimiters and rows."""
        named = sum(one is not None for one in (self.sample, self.marker, self.sex))
        return named + sum(len(at) for at in self.alleles.values())


def known(header: str) -> str:
    """`sample`, `marker`, `sex`, `alleles`, `beside`, or nothing."""
    return _known(header)[0]


def _known(header: str) -> tuple[str, int]:
    """What a header is, and its rank among those that mean the same: a sample's name comes before that of its file."""
    folded = fold(header)
    return _heads().get(folded) or _heads().get(_NUMBER_AFTER.sub("", folded), ("", 0))


def find_head(rows: Sequence[Sequence[str]]) -> Head | None:
    """The header among the first rows, where most is understood, the first of equals; None if no row has one."""
    best: Head | None = None
    for at, row in enumerate(rows):
        for head in (_long(at, row), _wide(at, row)):
            if head is not None and (best is None or head.score() > best.score()):
                best = head
    turned = _turned(rows)
    return turned if turned is not None and (best is None or turned.score() > best.score()) else best


def _places(row: Sequence[str]) -> dict[str, int]:
    """The position of the best header of each kind, the first of equals."""
    ranked = sorted((_known(cell)[1], at, kind) for at, cell in enumerate(row[:_WIDEST]) if (kind := known(cell)))
    return {kind: at for _, at, kind in reversed(ranked)}


def marker_of_column(header: str) -> Marker | None:
    """The marker whose alleles, or one of whose alleles, a column holds (`TH01`, `TH01_2`, `Penta D allele 1`)."""
    return _column(header)[0]


def _column(header: str) -> tuple[Marker | None, bool]:
    """The marker of a column, and whether the header says which of its alleles stands there.

    The number of an allele may make the name of another marker: `DYS389 1` is DYS389I, and a marker in the list, while
    `D8S1179 1` and `D2S44 1` are a first allele of D8S1179 and of D2S44.
    """
    whole = marker(header)
    bare = _SECOND.sub("", header) if len(header) <= _LONGEST else header
    of = marker(bare) if bare != header else None
    if of is None or (whole is not None and not _says_which(header, of, whole)):
        return whole, False
    return of, True


def _says_which(header: str, of: Marker, whole: Marker) -> bool:
    return whole != of and bool(_ON_A_CHROMOSOME.fullmatch(of.name) and _NUMBER_APART.search(header))


def _long(at: int, row: Sequence[str]) -> Head | None:
    kinds = {position: known(cell) for position, cell in enumerate(row[:_WIDEST]) if cell.strip()}
    first = _places(row)
    alleles = [position for position, kind in kinds.items() if kind == "alleles"]
    if "marker" not in first or not alleles:
        return None
    unknown = {position: row[position] for position, kind in kinds.items() if not kind}
    return Head(at, "long", first.get("sample"), first["marker"], first.get("sex"), {"": alleles}, unknown)


def _wide(at: int, row: Sequence[str]) -> Head | None:
    alleles: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    numbered: set[str] = set()
    places = _places(row)
    before: str | None = None
    for position, cell in enumerate(row[:_WIDEST]):
        header = " ".join(cell.split())
        if not header:
            if before is not None and len(alleles[before]) == 1:  # one heading over two columns
                alleles[before].append(position)
            before = None
            continue
        found, says_which = _column(header)
        before = None
        if found is not None:
            alleles.setdefault(found.name, []).append(position)
            numbered |= {found.name} if says_which and found.most_alleles() > 1 else set()
            before = found.name
        elif not known(header):
            unknown[position] = header
    if len(alleles) < 2 and not (alleles and "sample" in places):
        return None
    if "sample" not in places:  # the first column that is nothing else
        first = next((at for at in range(len(row)) if at in unknown or not row[at].strip()), None)
        if first is None or first > min(min(at) for at in alleles.values()):
            return None
        places["sample"] = first
        unknown.pop(first, None)
    lone = frozenset(name for name in numbered if len(alleles[name]) == 1)
    return Head(at, "wide", places["sample"], None, places.get("sex"), alleles, unknown, lone)


def _turned(rows: Sequence[Sequence[str]]) -> Head | None:
    """A sheet in which the first column names markers and each other column, or two of them, a sample."""
    named = [at for at, row in enumerate(rows) if row and marker_of_column(row[0].strip()) is not None]
    if len(named) < 3 or named[0] == 0:
        return None
    at = named[0] - 1
    while at > 0 and sum(bool(cell.strip()) for cell in rows[at][1:]) == 0:
        at -= 1
    head = rows[at]
    if any(known(cell) == "alleles" for cell in head[1:]):
        return None
    alleles: dict[str, list[int]] = {}
    before: str | None = None
    for position, cell in enumerate(head[1:_WIDEST], 1):
        sample = " ".join(cell.split())
        if sample:
            before = sample
            alleles.setdefault(sample, []).append(position)
        elif before is not None and len(alleles[before]) == 1:
            alleles[before].append(position)
    return Head(at, "turned", None, 0, None, alleles) if alleles else None


def looks_like_a_marker(header: str) -> bool:
    """Whether a name that is not known is built as names of markers are."""
    return bool(_LIKE_A_MARKER.fullmatch("".join(header.split())))


@cache
def _heads() -> dict[str, tuple[str, int]]:
    source = files(__package__).joinpath("data", "laboratory.toml")
    written = tomllib.loads(source.read_text(encoding="utf-8"))["headers"]
    return {fold(header): (kind, rank) for kind, headers in written.items() for rank, header in enumerate(headers)}
