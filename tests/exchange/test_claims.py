"""A ledger from a file: every column kept as it was said, figures and grades checked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import exchange
from nasab.errors import NasabError, UnreadableList

HEAD = "id,speaker,low,high,who,place,measure,source grade,item grade,repeats\n"


def read(tmp_path, text):
    path = tmp_path / "claims.csv"
    path.write_text(text, encoding="utf-8")
    return exchange.read_claims(path)


def test_rows_are_kept_as_they_were_said(tmp_path):
    told = read(
        tmp_path, HEAD + 'C1,"X, TASS",70,120,children,Mosul,stock,b,3,\nC2,Y,,1 000,children,Iraq,stock,,,C1\n'
    )
    first, second = told.told
    assert (first.speaker, first.low, first.high, first.source_grade, first.item_grade) == (
        "X, TASS",
        70,
        120,
        "B",
        "3",
    )
    assert (second.low, second.high, second.repeats) == (None, 1000, ("C1",))


def test_headers_in_other_languages_are_understood(tmp_path):
    told = read(tmp_path, "номер;кто сказал;от;до;о ком;место;что считают\n1;Ф;3;5;дети из России;Мосул;на дату\n")
    assert (told.told[0].low, told.told[0].who) == (3, "дети из России")
    told = read(tmp_path, "رقم;القائل;الأدنى;الأعلى;من يُعد;المكان;المقياس\n1;س;3;5;أطفال;الموصل;في تاريخ\n")
    assert (told.told[0].high, told.told[0].place) == (5, "الموصل")


def test_a_header_that_is_not_known_is_passed_over_and_named(tmp_path):
    told = read(tmp_path, "id,speaker,who,place,measure,mood\n1,a,b,c,stock,angry\n")
    assert [(one.code, one.column) for one in told.problems] == [("HEAD-03", "mood")]


@pytest.mark.parametrize(
    ("code", "text", "column"),
    [
        ("CLAIM-01", "id,speaker,who\n1,a,b\n", ""),
        ("CLAIM-02", HEAD + "1,a,dozens,,b,c,stock,,,\n", "low"),
        ("CLAIM-02", HEAD + "1,a,-3,,b,c,stock,,,\n", "low"),
        ("CLAIM-03", HEAD + "1,a,9,3,b,c,stock,,,\n", "low"),
        ("CLAIM-04", HEAD + "1,a,1,3,b,c,stock,,,\n1,a,1,3,b,c,stock,,,\n", "id"),
        ("CLAIM-04", HEAD + ",a,1,3,b,c,stock,,,\n", "id"),
        ("CLAIM-05", HEAD + "1,a,1,3,b,c,stock,H,,\n", "source grade"),
        ("CLAIM-05", HEAD + "1,a,1,3,b,c,stock,A,7,\n", "item grade"),
        ("CLAIM-06", HEAD + "1,a,1,3,b,c,stock,,,9\n", "repeats"),
        ("CLAIM-07", HEAD, ""),
        ("TABLE-05", "id,id,speaker,who,place,measure\n1,1,a,b,c,stock\n", ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path, code, text, column):
    with pytest.raises(UnreadableList) as told:
        read(tmp_path, text)
    assert (told.value.code, told.value.problem.column) == (code, column)


@given(st.lists(st.lists(st.text(max_size=8), max_size=10), max_size=4))
def test_whatever_is_in_the_file_it_is_read_or_refused(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("claims") / "any.csv"
    path.write_text(HEAD + "\n".join(",".join(row) for row in rows), encoding="utf-8", errors="replace")
    try:
        exchange.read_claims(path)
    except NasabError as error:
        error.problem.sentence()


SHOWN = {
    "recorded": 60,
    "at_least": 70,
    "wide_95": [65, 120],
    "population": {"origins": ["Russia"], "places": ["Mosul"], "state": "orphanage", "at": "2018-01-02"},
}


def test_an_estimate_is_read_back(tmp_path):
    path = tmp_path / "estimate.json"
    path.write_text(json.dumps(SHOWN), encoding="utf-8")
    told = exchange.read_estimate(path)
    assert (told.recorded, told.wide, told.who, told.place) == (60, (65, 120), "Russia", "Mosul")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)


@given(ANYTHING)
def test_whatever_stands_for_a_figure_of_an_estimate_it_is_read_or_refused(tmp_path_factory, value):
    for name in SHOWN:
        path = tmp_path_factory.mktemp("estimate") / "estimate.json"
        path.write_text(json.dumps({**SHOWN, name: value}), encoding="utf-8")
        try:
            exchange.read_estimate(path)
        except NasabError as error:
            error.problem.sentence()


@pytest.mark.parametrize(
    "text", ["[]", "{}", "no", json.dumps({**SHOWN, "recorded": None}), json.dumps({**SHOWN, "wide_95": [1]})]
)
def test_what_is_no_estimate_is_refused(tmp_path, text):
    path = tmp_path / "estimate.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableList) as told:
        exchange.read_estimate(path)
    assert told.value.code == "CLAIM-08"
