from __future__ import annotations

import csv
from pathlib import Path

import pytest
from benchmarks.peer_primero import Index, criteria_of, labels, main, normalised, tokens

from nasab.simulation import read_candidates, simulate, write


def test_one_junk_hit_alone_is_likely():
    assert normalised([0.4]) == [1.0]
    assert labels(normalised([0.4])) == ["likely"]


def test_one_strong_and_one_weak_are_both_possible():
    assert normalised([40, 6]) == [1.0, 0.15]
    assert labels(normalised([40, 6])) == ["possible", "possible"]


def test_two_strong_are_both_possible():
    assert labels(normalised([40, 38])) == ["possible", "possible"]


def test_one_strong_and_three_weak_are_possible():
    assert labels(normalised([40, 6, 6, 6])) == ["possible"] * 4


def test_a_tenth_of_the_best_and_less_is_dropped():
    assert normalised([40, 4, 4.1]) == [1.0, pytest.approx(0.1025)]


def test_nothing_found_is_nothing():
    assert normalised([]) == []
    assert labels([]) == []


def test_names_have_their_metaphone_beside_them_and_other_fields_do_not():
    assert tokens("Bilal", names=True) == ["bilal", "~PLL"]
    assert tokens("بلال", names=True) == ["بلال"]
    assert tokens("12 Years", names=False) == ["12", "years"]


def test_the_childs_name_is_never_compared_with_the_inquirers_name():
    index = Index([criteria_of({"inquirer": "Bilal"}), criteria_of({"name": "Bilel"})])
    assert [number for number, _ in index.search(criteria_of({"name": "Bilal"}))] == [1]


def test_an_age_one_year_off_is_no_hit():
    index = Index([criteria_of({"age": "12"})])
    assert index.search(criteria_of({"age": "13"})) == []
    assert len(index.search(criteria_of({"age": "12"}))) == 1


def test_twenty_at_most_are_returned():
    index = Index([criteria_of({"sex": "m"})] * 30)
    assert len(index.search(criteria_of({"sex": "m"}))) == 20


def test_the_candidates_are_written_in_our_format(tmp_path: Path):
    write(simulate(children=60, seed=1), tmp_path)
    main([str(tmp_path / "found.csv"), str(tmp_path / "sought.csv"), str(tmp_path / "out.csv")])
    run = read_candidates(tmp_path / "out.csv")
    assert run.ranks.max() == 10
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        best = [row["probability"] for row in csv.DictReader(file) if row["rank"] == "1"]
    assert set(best) == {"1.000000"}
