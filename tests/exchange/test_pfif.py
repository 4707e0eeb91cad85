from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange
from nasab.errors import UnreadableList

from .making import text


def pfif(persons: str, version: str = "1.4") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><pfif xmlns="http://zesty.ca/pfif/{version}">{persons}</pfif>'


PERSON = """<person><person_record_id>x.example/1</person_record_id><source_date>2017-08-02T00:00:00Z</source_date>
<full_name>بلال</full_name><alternate_names>Билал
Bilo</alternate_names><sex>male</sex><age>3-5</age><home_city>Grozny</home_city><home_country>RU</home_country>
<description>speaks Chechen</description><source_name>nurse</source_name></person>
<note><note_record_id>x.example/n1</note_record_id><person_record_id>x.example/1</person_record_id>
<status>believed_alive</status><last_known_location>Mosul</last_known_location><text>seen at the gate</text></note>"""


def test_a_person_with_a_note_is_a_child(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.xml", pfif(PERSON)), "sought")
    facts = {column: cells[0] for column, cells in reading.children.columns.items()}
    assert facts == {
        "id": "x.example/1",
        "name": "بلال",
        "other_names": "Билал; Bilo",
        "sex": "m",
        "age": "3-5",
        "birth_date": "",
        "as_of": "2017-08-02",
        "origin": "Grozny, RU",
        "last_seen_place": "Mosul",
        "notes": "speaks Chechen; believed alive: seen at the gate",
        "source": "nurse",
    }
    assert reading.problems == ()


def test_older_versions_have_first_and_last_names(tmp_path: Path) -> None:
    person = (
        "<person><person_record_id>x/1</person_record_id><first_name>Bilal</first_name><last_name>Tsaroev</last_name>"
        "<other>scar</other></person>"
    )
    columns = exchange.read(text(tmp_path / "a.xml", pfif(person, "1.3")), "found").children.columns
    assert (columns["name"], columns["notes"]) == (["Bilal Tsaroev"], ["scar"])


def test_an_expired_record_is_not_used(tmp_path: Path) -> None:
    expired = "<person><person_record_id>x/2</person_record_id><expiry_date>2012-01-01T00:00:00Z</expiry_date></person>"
    assert len(exchange.read(text(tmp_path / "a.xml", pfif(PERSON + expired)), "found").children) == 1


def test_a_field_said_twice_is_said(tmp_path: Path) -> None:
    person = "<person><person_record_id>x/1</person_record_id><full_name>A</full_name><age>4</age><age>5</age></person>"
    reading = exchange.read(text(tmp_path / "a.xml", pfif(person)), "found")
    assert reading.children.columns["age"] == ["4"]
    assert [(p.code, p.column) for p in reading.problems] == [("PFIF-01", "age")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<!DOCTYPE pfif [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><pfif>&b;</pfif>', "FILE-13"),
        ('<!DOCTYPE pfif SYSTEM "http://x.example/pfif.dtd"><pfif/>', "FILE-13"),
        (pfif(PERSON)[:300], "FILE-06"),
        (pfif(""), "FILE-08"),
        ("<kml></kml>", "FILE-07"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(UnreadableList) as caught:
        exchange.read(text(tmp_path / "a.xml", content), "found")
    assert caught.value.code == code
