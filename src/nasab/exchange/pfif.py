"""PFIF files (People Finder Interchange Format 1.2, 1.3, 1.4) as a list of children.

Persons become rows.  An age is as old as its `source_date`; what is known of the home becomes the
origin; notes give where the person was last seen.  Files that declare entities are refused.
Source: PFIF 1.4 specification, 2012-05-29, http://zesty.ca/pfif/1.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from nasab.errors import Problem
from nasab.exchange.tables import Table
from nasab.exchange.unreadable import refuse
from nasab.records import Side

__all__ = ["open_pfif"]

_HOME: Final = ("street", "neighborhood", "city", "state", "postal_code", "country")
_COLUMNS: Final = ("id", "name", "other_names", "sex", "age", "birth_date", "as_of", "origin", "notes", "source")

Fields = dict[str, str]


def open_pfif(path: Path, side: Side) -> tuple[Table, list[Problem]]:
    """The persons of a PFIF file as a table with canonical headers, one row a person.

    Problems: PFIF-01 for a record that says a field twice.  Refuses with FILE-06 (no well-formed XML)
    and FILE-13 (entities declared).
    """
    persons: list[Fields] = []
    notes: dict[str, list[Fields]] = {}
    twice: list[Problem] = []
    try:
        for element in _elements(path):
            kind = _plain_tag(element)
            if kind not in ("person", "note"):
                continue
            fields, repeated = _fields(element)
            if repeated:
                row = len(persons) + 2
                twice.append(Problem("PFIF-01", path.name, row=row, column=repeated, value=fields[repeated][:200]))
            if kind == "note":
                notes.setdefault(fields.get("person_record_id", ""), []).append(fields)
            else:
                for note in element:
                    if _plain_tag(note) == "note" and "person_record_id" not in _fields(note)[0]:
                        notes.setdefault(fields.get("person_record_id", ""), []).append(_fields(note)[0])
                persons.append(fields)
                element.clear()
    except DefusedXmlException:
        refuse("FILE-13", path)
    except (ParseError, ValueError, LookupError) as error:
        refuse("FILE-06", path, detail=str(error)[:200])
    rows = [_row(person, notes.get(person.get("person_record_id", ""), []), side) for person in persons]

    def all_rows() -> Iterator[Sequence[str]]:
        yield (*_COLUMNS, "last_seen_place" if side == "sought" else "found_place")
        yield from rows

    return Table("", all_rows), twice


def _elements(path: Path) -> Iterator[Any]:
    for _, element in defusedxml.ElementTree.iterparse(str(path), events=("end",), forbid_dtd=True):
        yield element


def _plain_tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _fields(element: Any) -> tuple[Fields, str]:
    """The fields of a record, and the name of one that is said twice."""
    fields: Fields = {}
    repeated = ""
    for field in element:
        tag = _plain_tag(field)
        if tag != "note" and field.text and field.text.strip():
            if tag in fields:
                repeated = tag
            fields.setdefault(tag, field.text.strip())
    return fields, repeated


def _row(person: Fields, notes: Sequence[Fields], side: Side) -> list[str]:
    name = _several(person.get("full_name", ""))
    if not name:
        given = person.get("given_name") or person.get("first_name", "")
        name = f"{given} {person.get('family_name') or person.get('last_name', '')}".strip()
    facts = [name, _several(person.get("alternate_names", "")), person.get("sex", "").replace("other", "")]
    facts += [person.get("age", ""), person.get("date_of_birth", "")]
    said = [person.get("description") or person.get("other", ""), *(_said(note) for note in notes)]
    facts += [", ".join(filter(None, (person.get(f"home_{part}") for part in _HOME))), "; ".join(filter(None, said))]
    last = next((note["last_known_location"] for note in reversed(notes) if "last_known_location" in note), "")
    if not any((*facts, last)):
        return []  # an expired record: everything but its number has been taken out, and is not to be used
    facts.insert(5, person.get("source_date", "")[:10])
    source = person.get("source_name") or person.get("author_name", "")
    return [person.get("person_record_id", ""), *facts, source, last]


def _several(lines: str) -> str:
    return "; ".join(line.strip() for line in lines.splitlines() if line.strip())


def _said(note: Fields) -> str:
    status = note.get("status", "").replace("_", " ")
    text = " ".join(note.get("text", "").split())
    return f"{status}: {text}" if status and text else status or text
