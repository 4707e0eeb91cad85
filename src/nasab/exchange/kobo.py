"""KoboToolbox exports with repeated groups: a sheet of forms, and a sheet for each group that repeats.

`_parent_index` of a group's row is the `_index` of its form.  A group of siblings or relatives becomes
one cell of the child; where the form is a tracing request and the group its children, each row of
the group is a child, with what the form says of its family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from nasab.errors import Problem
from nasab.exchange import head as heads
from nasab.exchange.headers import fold, recognise, words, written_headers
from nasab.exchange.tables import Table
from nasab.records import Side

__all__ = ["joined"]

_PARTS: Final = ("relation", "age", "sex", "name")


@dataclass(frozen=True, slots=True)
class _Group:
    table: Table
    header: Sequence[str]
    role: str  # the column it becomes, `children`, or empty


def joined(file: str, tables: list[Table], side: Side) -> tuple[list[Table], list[Problem]]:
    """The sheets with the repeated groups put into the sheet of children; others as they were.

    Problems: KOBO-01 for groups of which rows have no form.
    """
    headers = {table.sheet: next(iter(table.rows()), ()) for table in tables}
    forms = [t for t in tables if "_index" in headers[t.sheet] and "_parent_index" not in headers[t.sheet]]
    groups = [t for t in tables if "_parent_index" in headers[t.sheet]]
    if len(forms) != 1 or not groups:
        return tables, []
    form = forms[0]
    is_of_child = _has_name(form, side)
    roles = [_Group(group, headers[group.sheet], _role(group, side, is_of_child)) for group in groups]
    children = next((group for group in roles if group.role == "children"), None)
    cells, orphans = _cells(roles)
    problems = []
    known = {_at(row, headers[form.sheet], "_index") for row in islice(form.rows(), 1, None)}
    problems = [Problem("KOBO-01", file, sheet) for sheet, parents in orphans.items() if parents - known]
    table = _of_group(form, headers[form.sheet], children, cells) if children else _of_form(form, cells)
    used = {form.sheet} | {group.table.sheet for group in roles if group.role}
    return [table, *(other for other in tables if other.sheet not in used)], problems


def _has_name(table: Table, side: Side) -> bool:
    head = heads.find(list(islice(table.rows(), 1)), side)
    return bool(head) and any(use.column == "name" for use in head.uses) if head else False


def _role(group: Table, side: Side, is_of_child: bool) -> str:
    column, _, _ = recognise(group.sheet, side)
    if column is None:
        known = written_headers()["repeat"]
        stems = set(words(group.sheet))
        column = next((role for role in ("siblings", "relatives") if stems & set(map(fold, known[role]))), None)
    if column in ("siblings", "relatives"):
        return str(column)
    return "children" if not is_of_child and _has_name(group, side) else ""


def _at(row: Sequence[str], header: Sequence[str], name: str) -> str:
    position = header.index(name) if name in header else len(row)
    return row[position].strip() if position < len(row) else ""


def _cells(groups: Sequence[_Group]) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """For each column made of a group, by the index of the form: the cell; and each group's indexes."""
    cells: dict[str, dict[str, str]] = {}
    parents: dict[str, set[str]] = {}
    for group in groups:
        parts = [_part(header) for header in group.header]
        indexes = parents.setdefault(group.table.sheet, set())
        for row in islice(group.table.rows(), 1, None):
            parent = _at(row, group.header, "_parent_index")
            if not parent:
                continue
            indexes.add(parent)
            if group.role in ("siblings", "relatives"):
                said = {part: cell.strip() for part, cell in reversed(list(zip(parts, row, strict=False))) if part}
                text = _sentence(said, group.role)
                column = cells.setdefault(group.role, {})
                if text:
                    column[parent] = f"{column[parent]}; {text}" if parent in column else text
    return cells, parents


def _part(header: str) -> str:
    if header.startswith("_"):
        return ""
    stems = set(words(header.rpartition("/")[2]))
    known = written_headers()["repeat"]
    return next((part for part in _PARTS if stems & set(map(fold, known[part]))), "")


def _sentence(said: dict[str, str], role: str) -> str:
    name, relation = said.get("name", ""), said.get("relation", "")
    about = ", ".join(filter(None, (said.get("age", ""), said.get("sex", ""))))
    text = f"{name} ({about})" if about else name
    return f"{relation}: {text}" if relation and text and role == "relatives" else text.strip()


def _of_form(form: Table, cells: dict[str, dict[str, str]]) -> Table:
    def rows() -> Iterator[Sequence[str]]:
        lines = form.rows()
        header = next(lines)
        yield [*header, *cells]
        for row in lines:
            index = _at(row, header, "_index")
            yield [*_padded(row, len(header)), *(column.get(index, "") for column in cells.values())]

    return Table(form.sheet, rows, form.is_hidden, form.broken)


def _of_group(form: Table, header: Sequence[str], group: _Group, cells: dict[str, dict[str, str]]) -> Table:
    forms = {_at(row, header, "_index"): _padded(row, len(header)) for row in islice(form.rows(), 1, None)}
    shared = [position for position, name in enumerate(header) if not name.startswith("_")]

    def rows() -> Iterator[Sequence[str]]:
        yield ["id", "family", *group.header, *(header[at] for at in shared), *cells]
        for row in islice(group.table.rows(), 1, None):
            parent = _at(row, group.header, "_parent_index")
            own = _padded(row, len(group.header))
            request = forms.get(parent, [""] * len(header))
            family = _at(request, header, "_uuid") or parent
            number = _at(row, group.header, "_index")
            more = [column.get(parent, "") for column in cells.values()]
            yield [f"{family}-{number}" if any(row) else "", family, *own, *(request[at] for at in shared), *more]

    return Table(group.table.sheet, rows)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]
