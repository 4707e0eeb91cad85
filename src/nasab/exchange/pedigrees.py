"""The table of families that gave samples: who is what to the child sought, or who whose parents are.

    family,person,kin,of,sample                 family,person,sex,father,mother,sample
    F-1,Zaira,father's mother,S-7,Z-22          F-1,S-7,M,Movsar,,

A child is called by its number on the list of children sought; a relative by any name that is one person's within the
family; a sample by what stands in the sheet of the laboratory.  Every row binds: nothing is guessed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Final, cast

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange import cells
from nasab.exchange.statements import Row, Sheet, open_sheet
from nasab.kinship import Family, Member, Pedigree, Statement, compose
from nasab.kinship.pedigree import Sex
from nasab.kinship.relations import exact_kin
from nasab.kinship.seeking import SeekingFamily

__all__ = ["read_pedigrees"]

_YEARS: Final = range(1850, 2101)
_NOBODY: Final = ("", "0", "?", "-")


def read_pedigrees(path: str | os.PathLike[str]) -> tuple[tuple[SeekingFamily, ...], tuple[Problem, ...]]:
    """The families of a table (CSV, XLSX, ODS, XLS), in its order, and what of it was passed over.

    Raises `UnreadableList`: what `open_sheet` raises; TABLE-02 (a cell that must be there is empty), DNA-07 (a year of
    birth that is none), DNA-08 (one person with two samples, sexes or pairs of parents, or one sample of two persons),
    SEX-01 (a sex), RELATION-01 to 04, KIN-01 to 05 (families that cannot be).  A relative of whom it is not said
    through whom (`grandmother`) is named (RELATION-05) and has no place.
    """
    sheet = open_sheet(Path(path), "pedigrees", must=("family", "person"))
    says_kin = {"kin", "of"} <= set(sheet.headers)
    if not says_kin and not {"father", "mother"} <= set(sheet.headers):
        sheet.refuse("TABLE-01", Row(0, {}), detail="kin, of / father, mother")
    rows: dict[str, list[Row]] = {}
    for row in sheet.rows:
        for column in ("family", "person"):
            if not row[column]:
                sheet.refuse("TABLE-02", row, column)
        rows.setdefault(row["family"], []).append(row)
    _check_samples(sheet)
    problems = list(sheet.problems)
    families = []
    for name, mine in rows.items():
        try:
            families.append(_by_kin(sheet, name, mine, problems) if says_kin else _by_parents(sheet, name, mine))
        except NasabError as error:
            if error.problem.file:
                raise
            place = {"file": sheet.file, "sheet": sheet.sheet, "row": mine[0].number, "column": name[:200]}
            raise UnreadableList(replace(error.problem, **place)) from None  # type: ignore[arg-type]
    return tuple(families), tuple(problems)


def _by_kin(sheet: Sheet, name: str, rows: Sequence[Row], problems: list[Problem]) -> SeekingFamily:
    statements = []
    for row in rows:
        for column in ("kin", "of"):
            if not row[column]:
                sheet.refuse("TABLE-02", row, column)
        term = exact_kin(row["kin"])
        if term is None:
            sheet.refuse("RELATION-01", row, "kin")
        statements.append(Statement(row["person"], term, row["of"]))
    family = compose(statements, _sexes(sheet, rows))
    for problem in family.left_open():
        row = next((one for one in rows if one["person"] == problem.value), rows[0])
        problems.append(replace(problem, file=sheet.file, sheet=sheet.sheet, row=row.number))
    Pedigree(family.members, family.identical)  # refuses what cannot be
    said = {frozenset((one.person, one.other)) for one in statements}
    children = list(dict.fromkeys(row["of"] for row in rows))
    apart = tuple(_apart(family, children, said))
    return SeekingFamily(name, family.members, _samples(rows), family.identical, family.couples, apart)


def _by_parents(sheet: Sheet, name: str, rows: Sequence[Row]) -> SeekingFamily:
    """Those who are named as a parent only are members all the same."""
    members: dict[str, Member] = {}
    sexes = _sexes(sheet, rows)
    for row in rows:
        father, mother = (None if row[side] in _NOBODY else row[side] for side in ("father", "mother"))
        sex = cast("Sex", sexes.get(row["person"], ""))
        one = Member(row["person"], sex, father, mother, _born(sheet, row))
        if row["person"] in members and members[row["person"]] != one:
            sheet.refuse("DNA-08", row, "person")
        members[one.id] = one
    for side, sex in (("father", "M"), ("mother", "F")):
        for one in list(members.values()):
            parent = getattr(one, side)
            if parent is not None and parent not in members:
                members[parent] = Member(parent, sex)
    Pedigree(members.values())  # refuses what cannot be
    return SeekingFamily(name, tuple(members.values()), _samples(rows))


def _apart(family: Family, children: Sequence[str], said: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Children who have no parent in common and of whom nothing was said: siblings, perhaps, and perhaps cousins."""
    known = {member.id: member for member in family.members}
    for one, other in combinations([child for child in children if child in known], 2):
        a, b = known[one], known[other]
        shares = (a.father is not None and a.father == b.father) or (a.mother is not None and a.mother == b.mother)
        if not shares and frozenset((one, other)) not in said:
            yield one, other


def _sexes(sheet: Sheet, rows: Iterable[Row]) -> dict[str, str]:
    out: dict[str, str] = {}
    for row in rows:
        if not row["sex"]:
            continue
        sex = cells.sex(row["sex"])
        if sex is None:
            sheet.refuse("SEX-01", row, "sex")
        if sex and out.setdefault(row["person"], sex.upper()) != sex.upper():
            sheet.refuse("DNA-08", row, "sex")
    return out


def _samples(rows: Iterable[Row]) -> Mapping[str, str]:
    return {row["person"]: row["sample"] for row in rows if row["sample"]}


def _check_samples(sheet: Sheet) -> None:
    """One person has one sample (whoever was typed twice has one name in the sheet), and a sample is of one person."""
    of_person: dict[tuple[str, str], str] = {}
    of_sample: dict[str, tuple[str, str]] = {}
    for row in sheet.rows:
        if row["sample"]:
            person = row["family"], row["person"]
            if of_person.setdefault(person, row["sample"]) != row["sample"]:
                sheet.refuse("DNA-08", row, "sample")
            if of_sample.setdefault(row["sample"], person)[1] != row["person"]:
                sheet.refuse("DNA-08", row, "sample")


def _born(sheet: Sheet, row: Row) -> int | None:
    told = row["born"]
    if not told:
        return None
    if not (told.isdecimal() and int(told) in _YEARS):
        sheet.refuse("DNA-07", row, "born")
    return int(told)
