from __future__ import annotations

from pathlib import Path

from nasab import exchange

from .making import text, xlsx


def test_a_kobo_export_needs_no_mapping(tmp_path: Path) -> None:
    content = (
        "start,child/name,child/sex,child/languages,child/languages/che,child/languages/rus,_id,_uuid,_submission_time,_index\n"
        "2019-05-02T10:00:00,Bilal,male,che,1,0,77,a-b,2019-05-02T10:11:12,1\n"
    )
    reading = exchange.read(text(tmp_path / "a.csv", content), "found")
    assert reading.children.columns == {
        "id": ["a-b"],
        "name": ["Bilal"],
        "sex": ["m"],
        "as_of": ["2019-05-02"],
        "languages": ["che"],
    }
    assert reading.problems == ()


def test_a_group_of_siblings_becomes_a_cell_of_the_child(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        {
            "Registration": [["name", "age", "_uuid", "_index"], ["Bilal", 4, "u1", 1], ["Zoé", 5, "u2", 2]],
            "siblings": [
                ["sib_name", "sib_age", "sib_sex", "_index", "_parent_table_name", "_parent_index"],
                ["Aminat", 6, "f", 1, "Registration", 1],
                ["Abdullah", "", "", 2, "Registration", 1],
            ],
            "family_members": [["relation", "relative_name", "_index", "_parent_index"], ["uncle", "Musa", 1, 2]],
        },
    )
    reading = exchange.read(path, "found")
    assert reading.children.columns["siblings"] == ["Aminat (6, f); Abdullah", ""]
    assert reading.children.columns["relatives"] == ["", "uncle: Musa"]
    assert list(reading.children.rows) == [2, 3]
    assert reading.problems == ()


def test_a_request_with_a_group_of_children_gives_one_row_a_child(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        {
            "Tracing": [["inquirer", "father", "_uuid", "_index"], ["Zaira", "Ruslan", "u1", 1]],
            "children": [
                ["child_name", "child_age", "_index", "_parent_index"],
                ["Bilal", 4, 1, 1],
                ["Aminat", 6, 2, 1],
            ],
        },
    )
    columns = exchange.read(path, "sought").children.columns
    assert columns["id"] == ["u1-1", "u1-2"]
    assert columns["family"] == ["u1", "u1"]
    assert columns["name"] == ["Bilal", "Aminat"]
    assert columns["age"] == ["4", "6"]
    assert columns["father"] == ["Ruslan", "Ruslan"]
    assert columns["inquirer"] == ["Zaira", "Zaira"]


def test_a_group_without_its_form_is_said(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        {
            "Registration": [["name", "_uuid", "_index"], ["Bilal", "u1", 1]],
            "siblings": [["sib_name", "_index", "_parent_index"], ["Aminat", 1, 9]],
        },
    )
    assert [p.code for p in exchange.read(path, "found").problems] == ["KOBO-01"]
