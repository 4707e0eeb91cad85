"""The front door of the library: lists in whatever form, and what is refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import nasab
from nasab.cli.course import STEPS
from nasab.matching import Judgement, OutsideEvidence
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from tests import cast

FOUND = [cast.BILAL, cast.YUSUF, cast.ALI]
SOUGHT = [cast.SOUGHT_BILAL, cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER]


def saved(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    columns = FOUND_COLUMNS if name == "found.csv" else SOUGHT_COLUMNS
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def test_files_lists_rows_and_records_give_the_same_run(tmp_path: Path):
    runs = [
        nasab.match(saved(tmp_path, "found.csv", FOUND), str(saved(tmp_path, "sought.csv", SOUGHT))),
        nasab.match(cast.listed("found", *FOUND), cast.listed("sought", *SOUGHT)),
        nasab.match(iter(FOUND), SOUGHT),
        nasab.match([nasab.FoundChild(**row) for row in FOUND], [nasab.SoughtChild(**row) for row in SOUGHT]),
    ]
    assert runs[0].child("M-017").best is not None
    for run in runs[1:]:
        assert run.matching.outcome.same.tolist() == runs[0].matching.outcome.same.tolist()
        assert list(run.found.columns["id"]) == ["M-017", "M-021", "M-040"]


def test_a_column_that_lists_do_not_have_is_refused_with_those_they_have():
    with pytest.raises(nasab.UnreadableList) as told:
        nasab.match([{"id": "M-1", "nmae": "Bilal"}], SOUGHT)
    assert told.value.code == "LIST-04"
    assert told.value.problem.row == 1
    assert told.value.problem.column == "nmae"
    assert "father_alias" in told.value.problem.sentence("ru")


def test_a_list_of_nobody_is_refused():
    for found, sought in (([], SOUGHT), (FOUND, []), ([{"id": "M-1", "consent": "no"}], SOUGHT)):
        with pytest.raises(nasab.WrongUse) as told:
            nasab.match(found, sought)
        assert told.value.code == "LIST-01"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(nasab.UnreadableList) as told:
        nasab.match(tmp_path / "none.csv", SOUGHT)
    assert told.value.code == "FILE-01"


def test_rows_are_stripped_and_what_is_missing_is_unknown():
    children = nasab.read_list([{"id": " M-1 ", "name": "  Bilal\t"}, {"id": "M-2", "name": None}], "found")  # type: ignore[dict-item]
    assert children.columns == {"id": ["M-1", "M-2"], "name": ["Bilal", ""]}
    assert len(children) == 2


def test_those_left_out_keep_the_rows_of_the_others_right():
    run = nasab.match([cast.BILAL, {**cast.YUSUF, "consent": "no"}, cast.ALI], SOUGHT)
    assert list(run.found.columns["id"]) == ["M-017", "M-040"]
    assert list(run.found.rows) == [1, 3]
    assert (run.summary.withheld_found, run.summary.withheld_sought) == (1, 0)


def test_rows_that_come_one_by_one_are_numbered_throughout():
    rows = ({"id": f"M-{row}", "sex": "f", "name": "Bilal" if row % 2 else ""} for row in range(2500))
    children = nasab.read_list(rows, "found")
    assert children.columns["id"] == [f"M-{row}" for row in range(2500)]
    assert list(children.columns["name"].texts) == ["", "Bilal"]
    assert children.rows == range(1, 2501)
    with pytest.raises(nasab.UnreadableList) as told:
        nasab.read_list(({"id": str(row), **({"nmae": "x"} if row == 1800 else {})} for row in range(2500)), "found")
    assert told.value.problem.row == 1801


def test_a_list_read_before_is_taken_as_it_is():
    children = cast.found()
    assert nasab.read_list(children, "found") is children


def test_rows_say_sex_and_consent_in_the_words_of_a_list():
    rows = [
        {**cast.BILAL, "sex": "мальчик", "consent": "oui"},
        {**cast.ALI, "consent": "нет"},
        {**cast.YUSUF, "consent": "hmm"},
    ]
    read = nasab.read_list(rows, "found")
    assert list(read.columns["sex"]) == ["m", "m", "m"]
    assert list(read.columns["consent"]) == ["yes", "no", "no"]


def test_rows_with_one_id_for_two_children_are_refused_and_rows_without_get_one():
    with pytest.raises(nasab.UnreadableList) as told:
        nasab.match([cast.BILAL, cast.BILAL], SOUGHT)
    assert told.value.code == "ID-01"
    assert list(nasab.read_list([{"name": "Bilal"}], "found").columns["id"]) == ["row-1"]


def test_judgements_bind_and_evidence_weighs_in_a_run():
    plain = nasab.match(FOUND, SOUGHT)
    pair = ("M-017", "S-204")
    before = plain.explain(*pair)
    judged = nasab.match(FOUND, SOUGHT, judgements=[Judgement(*pair, "different", "Omar")])
    assert judged.explain(*pair).probability < 0.001
    assert judged.explain(*pair).reasons_against[0].kind == "judged"
    measured = nasab.match(FOUND, SOUGHT, outside=[OutsideEvidence(*pair, -4.0, "Laboratory B")], learn=False)
    still = nasab.match(FOUND, SOUGHT, learn=False)
    assert measured.explain(*pair).weight == pytest.approx(still.explain(*pair).weight - 4.0)
    unknown = nasab.match(FOUND, SOUGHT, judgements=[Judgement("M-000", "S-204", "same")])
    assert unknown.explain(*pair).probability == before.probability


def test_a_run_begins_with_the_parameters_it_is_given():
    learned = nasab.match(FOUND, SOUGHT).parameters
    run = nasab.match(FOUND, SOUGHT, parameters=learned, learn=False)
    assert run.parameters.prior_listed == pytest.approx(learned.prior_listed)
    with pytest.raises(nasab.UnreadableList) as told:
        nasab.match(FOUND, SOUGHT, parameters=replace(learned, levels={**learned.levels, "sex": ("no", "yes")}))
    assert told.value.code == "PARAM-05"


def test_a_run_tells_how_far_it_is():
    told: list[tuple[str, int, int]] = []
    nasab.match(FOUND, SOUGHT, progress=lambda *step: told.append(step))
    assert {step for step, _, _ in told} <= set(STEPS)
    assert [step for step, _, _ in told] == sorted((step for step, _, _ in told), key=list(STEPS).index)
    assert all(0 <= done <= of for _, done, of in told)
    assert told[-1][1] == told[-1][2]


def test_who_is_in_one_list_twice_is_found_and_those_without_consent_are_left_out():
    twice = [
        cast.BILAL,
        {**cast.BILAL, "id": "M-018", "group": ""},
        cast.YUSUF,
        {**cast.BILAL, "id": "M-666", "consent": "no"},
    ]
    found = nasab.find_duplicates(twice, "found")
    assert [cluster.ids for cluster in found.clusters] == [("M-017", "M-018")]
    assert list(found.list.columns["id"]) == ["M-017", "M-018", "M-021"]
    apart = nasab.find_duplicates(twice, "found", judgements=[Judgement("M-018", "M-017", "different")])
    assert list(apart.clusters) == []
