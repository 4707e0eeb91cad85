from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange
from nasab.exchange import head
from nasab.exchange.template import label
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS

from .making import text


def read(tmp_path: Path, content: str, side: str = "found") -> exchange.Reading:
    return exchange.read(text(tmp_path / "a.csv", content), side)  # type: ignore[arg-type]


def used(header: list[str], side: str = "found") -> dict[str, str | None]:
    found = head.find([header], side)  # type: ignore[arg-type]
    assert found is not None
    return {use.header: use.column for use in found.uses}


def test_first_and_family_name_are_one_name(tmp_path: Path) -> None:
    columns = read(tmp_path, "id,Nom,Prénom\n1,Tsaroev,Bilal\n2,,Zoé\n").children.columns
    assert columns["name"] == ["Bilal Tsaroev", "Zoé"]
    columns = read(tmp_path, "id,Имя,Отчество,Фамилия\n1,Билал,Русланович,Цароев\n").children.columns
    assert columns["name"] == ["Билал Русланович Цароев"]


def test_a_family_name_that_the_name_already_holds_is_not_said_twice(tmp_path: Path) -> None:
    columns = read(tmp_path, "id,Full name,Surname\n1,Bilal Tsaroev,Tsaroev\n2,Omar,Tsaroev\n").children.columns
    assert columns["name"] == ["Bilal Tsaroev", "Omar Tsaroev"]


def test_nom_alone_is_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, "id,Nom\n1,Bilal Tsaroev\n").children.columns["name"] == ["Bilal Tsaroev"]


def test_two_headers_for_a_text_are_joined_and_it_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,Name (Arabic),Name (Russian)\n1,بلال,Билал\n2,,Омар\n")
    assert reading.children.columns["name"] == ["بلال; Билал", "Омар"]
    assert [(p.code, p.detail) for p in reading.problems] == [("HEAD-05", "name")]


def test_a_second_header_for_one_value_is_not_used_and_it_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,Age,Estimated age\n1,4,5\n")
    assert reading.children.columns["age"] == ["4"]
    assert [(p.code, p.column, p.detail) for p in reading.problems] == [("HEAD-06", "Estimated age", "age")]


def test_an_ambiguous_header_is_not_guessed(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,name,Place\n1,Omar,Mosul\n")
    assert set(reading.children.columns) == {"id", "name"}
    (problem,) = reading.problems
    assert (problem.code, problem.detail) == ("HEAD-04", "found_place, place_now, origin")


def test_of_two_consents_the_one_that_forbids_more_counts(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,Consent,Consent for tracing\n1,yes,no\n2,yes,\n3,,maybe\n")
    assert reading.children.columns["consent"] == ["no", "yes", "no"]


def test_ages_in_months_get_their_unit(tmp_path: Path) -> None:
    assert read(tmp_path, "id,Age (months)\n1,18\n2,\n").children.columns["age"] == ["18 months", ""]
    columns = read(tmp_path, "id,Age (years),Age (months)\n1,2,3\n2,4,\n3,,7\n").children.columns
    assert columns["age"] == ["2 years 3 months", "4", "7 months"]


def test_relatives_with_a_column_of_their_own_keep_their_relation(tmp_path: Path) -> None:
    columns = read(tmp_path, "id,Grandmother,Uncle's name\n1,Zaira,Abu Hamza\n2,,Musa\n").children.columns
    assert columns["relatives"] == ["grandmother: Zaira; uncle: Abu Hamza", "uncle: Musa"]


def test_a_name_given_after_separation_is_marked(tmp_path: Path) -> None:
    columns = read(tmp_path, "id,Nickname,Name given after separation\n1,Bilo,Omar\n").children.columns
    assert columns["other_names"] == ["Bilo; given: Omar"]


def test_siblings_in_numbered_columns_are_one_list(tmp_path: Path) -> None:
    columns = read(tmp_path, "id,Sibling 1,Sibling 2\n1,Aminat,Omar\n").children.columns
    assert columns["siblings"] == ["Aminat; Omar"]


def test_the_columns_of_a_group_heading_are_those_of_the_person_named(tmp_path: Path) -> None:
    content = ",Child,,Father,,Neighbour of mother\nid,Name,Age,Name,Alias,Age\n1,Bilal,4,Ruslan,Abu Bilal,40\n"
    columns = read(tmp_path, content).children.columns
    assert columns == {
        "id": ["1"],
        "name": ["Bilal"],
        "age": ["4"],
        "father": ["Ruslan"],
        "father_alias": ["Abu Bilal"],
    }


def test_a_row_number_is_the_id_only_where_there_is_no_other(tmp_path: Path) -> None:
    assert read(tmp_path, "№,Имя ребёнка,Номер дела\n1,Билал,М-17\n").children.columns["id"] == ["М-17"]
    assert read(tmp_path, "№ п/п,Имя ребёнка\n1,Билал\n").children.columns["id"] == ["1"]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("الاسم / Name", "name"),
        ("Sex (M/F) الجنس", "sex"),
        ("Age*", "age"),
        ("3. Name of the child:", "name"),
        ("motherName", "mother"),
        ("Date of birth (dd/mm/yyyy)", "birth_date"),
        ("Дата рождения (дд.мм.гггг)", "birth_date"),
        ("Date / تاريخ العثور", "found_date"),
        ("child/identity/name", "name"),
        ("grp_id/father/name", "father"),
        ("father/age", None),
        ("mother_details/sex", None),
        ("Name (father)", "father"),
        ("Phone (father)", None),
        ("Father / guardian", None),
        ("Interviewer's phone", None),
        ("Name of caseworker", None),
        ("???", None),
    ],
)
def test_headers_are_recognised_or_left_alone_never_guessed(header: str, column: str | None) -> None:
    assert used(["id", "notes", header]).get(header) == column


def test_primero_fields_mean_what_they_mean_on_each_side() -> None:
    fields = ["case_id", "name", "name_nickname", "relation_name", "relation", "location_last", "date_of_birth"]
    assert used(fields, "found") == {
        "case_id": "id",
        "name": "name",
        "name_nickname": "other_names",
        "relation_name": "relatives",
        "relation": "relatives",
        "location_last": "origin",
        "date_of_birth": "birth_date",
    }
    assert used(fields, "sought") == {
        "case_id": "id",
        "name": "name",
        "name_nickname": "other_names",
        "relation_name": "inquirer",
        "relation": "relation",
        "location_last": "last_seen_place",
        "date_of_birth": "birth_date",
    }


def test_relation_and_name_of_a_relative_go_together(tmp_path: Path) -> None:
    columns = read(
        tmp_path, "case_id,relation,relation_name,relation_nickname\n1,uncle,Musa,Abu Hamza\n"
    ).children.columns
    assert columns["relatives"] == ["uncle: Musa, Abu Hamza"]


@pytest.mark.parametrize("side", ["found", "sought"])
@pytest.mark.parametrize("language", ["en", "ar", "ru", "fr"])
def test_the_headers_that_nasab_itself_writes_are_all_recognised(side, language) -> None:
    columns = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    labels = [label(column, side, language) for column in columns]
    assert used(labels, side) == dict(zip(labels, columns, strict=True))
