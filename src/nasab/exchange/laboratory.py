"""Laboratory sheets in: who was typed at which markers, from whatever the laboratory's program writes.

CSV and workbooks, long, wide or turned; GeneMapper and Familias text exports; XML as CODIS and programs for disaster
victim identification write it.  A cell that is not understood is named and not used; results of one sample that cannot
be of one person are not used at all.  A message holds the one cell that is wrong and nothing else of a profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from nasab.errors import NotUnderstood, Problem
from nasab.exchange import cells, laboratory_cells, laboratory_xml
from nasab.exchange.gathered_profiles import Gathering
from nasab.exchange.laboratory_heads import Head, find_head, looks_like_a_marker
from nasab.exchange.laboratory_opening import is_xml, open_tables
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import opened, refuse
from nasab.kinship import Marker, Peak, Profile, marker
from nasab.kinship.markers import is_listed

__all__ = ["LaboratorySheet", "read_profiles"]

_MOST_CELLS: Final = 4  # alleles of one marker: more are a mistake, and are told as three alleles


@dataclass(frozen=True, slots=True)
class LaboratorySheet:
    """What was read: the profiles in the order of the sheet, what was not understood, and how the sheet was built.

    `shape` is `long`, `wide`, `turned` or `xml`.
    """

    file: str
    shape: str
    profiles: tuple[Profile, ...]
    problems: tuple[Problem, ...] = field(default=())
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class _Typing:
    """The cells of one sample at one marker, and where they stand."""

    row: int
    column: str
    sample: str
    sex: str
    marker: str
    written: Sequence[str]
    is_lone: bool = False
    """Whether these are the cells of one column of two, and the other is not in the sheet."""


def read_profiles(path: Path) -> LaboratorySheet:
    """The profiles in a file.

    Raises `UnreadableList`: FILE-xx, PROFILE-14 (no sample with alleles of known markers is found in it), PROFILE-11
    (the alleles do not fit their markers: columns were mixed up).
    """
    if is_xml(opened(path)):
        return _from_xml(path)
    tables = open_tables(path, lambda rows: head.score() if (head := find_head(rows)) else 0)
    problems: list[Problem] = []
    heads = [(table, find_head(list(islice(table.rows(), HEAD_ROWS)))) for table in tables]
    found = [(table, head) for table, head in heads if head is not None and head.alleles]
    if not found:
        refuse("PROFILE-14", path)
    table, head = max(found, key=lambda one: one[1].score())
    problems += [
        Problem("HEAD-08", path.name, other.sheet)
        for other, _ in heads
        if other is not table and not other.is_hidden and any(map(any, islice(other.rows(), HEAD_ROWS)))
    ]
    typings = list(_typings(table, head))
    problems += [
        Problem(
            "PROFILE-02" if looks_like_a_marker(header) else "HEAD-03",
            path.name,
            table.sheet,
            head.row + 1,
            header[:200],
        )
        for header in head.unknown.values()
    ]
    header = next(islice(table.rows(), head.row, None)) if head.lone else ()
    problems += [
        Problem("PROFILE-17", path.name, table.sheet, head.row + 1, _at(header, head.alleles[name][0])[:200], "", name)
        for name in head.alleles
        if name in head.lone
    ]
    return _gathered(path, table.sheet, head.shape, typings, problems)


def _from_xml(path: Path) -> LaboratorySheet:
    typings = [
        _Typing(number, "", sample, sex, locus, alleles)
        for number, (sample, sex, loci) in enumerate(laboratory_xml.specimens(path), 1)
        for locus, alleles in loci
    ]
    return _gathered(path, "", "xml", typings, [])


def _gathered(
    path: Path, sheet: str, shape: str, typings: Iterable[_Typing], problems: list[Problem]
) -> LaboratorySheet:
    known = [(one, marker(one.marker)) for one in typings]
    decimal = laboratory_cells.has_decimal_commas(cell for one, of in known if of is not None for cell in one.written)
    gathering = Gathering(path.name, sheet)
    said: set[str] = set()
    for one, of in known:
        if of is None:
            if one.marker not in said and len(said) < 100:
                said.add(one.marker)
                problems.append(Problem("PROFILE-02", path.name, sheet, one.row, one.column, one.marker[:200]))
            continue
        if not is_listed(of) and of.name not in said and len(said) < 100:
            said.add(of.name)
            problems.append(Problem("PROFILE-18", path.name, sheet, one.row, one.column, "", of.name))
        _take(gathering, one, of, decimal_comma=decimal)
    profiles, more = gathering.finished()
    if not profiles and not more:
        refuse("PROFILE-14", path, sheet=sheet)
    if not profiles and all(problem.code == "PROFILE-11" for problem in more if problem.code != "PROFILE-10"):
        refuse("PROFILE-11", path, sheet=sheet)
    return LaboratorySheet(path.name, shape, profiles, (*problems, *more), sheet)


def _take(gathering: Gathering, one: _Typing, of: Marker, *, decimal_comma: bool) -> None:
    place = one.row, one.column or of.name
    if not one.sample:
        if any(cell.strip() for cell in one.written):
            gathering.tell("PROFILE-15", place)
        return
    sex = cells.sex(one.sex) if one.sex else ""
    if sex is None:
        gathering.tell_once("SEX-01", place, one.sample, one.sex[:200])
    stated = {"f": "F", "m": "M"}.get(sex or "")
    try:
        if of.chromosome == "mt":
            gathering.add_sequence(place, one.sample, stated, of.name, [cell for cell in one.written if cell.strip()])
        else:
            told = laboratory_cells.peaks(one.written, decimal_comma=decimal_comma)
            if one.is_lone and len(told) == 1 and told[0].allele and of.most_alleles(stated) > 1:
                told.append(Peak(may_be_lost=True))
            gathering.add(place, one.sample, stated, of.name, told[: 2 * _MOST_CELLS])
    except NotUnderstood as error:
        gathering.tell(error.code, place, error.problem.value)


def _typings(table: Table, head: Head) -> Iterator[_Typing]:
    rows = islice(table.rows(), head.row + 1, None)
    header = list(next(islice(table.rows(), head.row, None)))
    sample = sex = ""
    for number, row in enumerate(rows, head.row + 2):
        if not any(cell.strip() for cell in row):
            continue
        if head.shape == "turned":
            for name, positions in head.alleles.items():
                yield _Typing(number, name, name, "", _at(row, 0), [_at(row, at) for at in positions])
            continue
        if head.shape == "long":
            sample = (_at(row, head.sample) or sample) if head.sample is not None else "1"
            sex = _at(row, head.sex)
            yield _Typing(
                number, _at(header, head.marker), sample, sex, _at(row, head.marker),
                [_at(row, at) for at in head.alleles[""]],
            )  # fmt: skip
            continue
        sample, sex = _at(row, head.sample), _at(row, head.sex)
        for name, positions in head.alleles.items():
            written = [_at(row, at) for at in positions]
            yield _Typing(number, _at(header, positions[0]), sample, sex, name, written, name in head.lone)


def _at(row: Sequence[str], position: int | None) -> str:
    return "" if position is None or position >= len(row) else row[position].strip()
