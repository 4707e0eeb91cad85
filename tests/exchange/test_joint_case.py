from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, UnreadableList
from nasab.exchange.joint_case import read_joint_case
from nasab.kinship import Place

from .making import text

CASE: dict[str, Any] = {
    "children": ["V1", "V2"],
    "places": [{"id": "M1", "family": "F1"}, {"id": "M2", "family": "F1"}],
    "lr": {"V1": {"M1": 8, "M2": 0}, "V2": {"M2": {"log10": 400}, "M1": None}},
    "together": [{"pairs": {"V1": "M1", "V2": "M2"}, "lr": 1024}],
    "other": {"V1": {"M1": 4.0}},
    "prior": 0.01,
}


def refused(path: Path, **changes: Any) -> tuple[str, str]:
    with pytest.raises(UnreadableList) as told:
        read_joint_case(text(path / "case.json", json.dumps({**CASE, **changes})))
    assert str(told.value)
    return told.value.code, told.value.problem.column


def test_a_case_is_read_in_bits(tmp_path):
    case = read_joint_case(text(tmp_path / "case.json", json.dumps(CASE)))
    assert case.children == ("V1", "V2")
    assert case.places == (Place("M1", "F1"), Place("M2", "F1"))
    assert case.weights[0].tolist() == [3.0, -math.inf]
    assert case.weights[1, 0] == -math.inf
    assert case.weights[1, 1] == pytest.approx(400 * math.log2(10))
    assert case.other.tolist() == [[2.0, 0.0], [0.0, 0.0]]
    assert case.together[0].pairs == (("V1", "M1"), ("V2", "M2"))
    assert case.together[0].bits == 10.0
    assert case.prior == 0.01


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"children": []}, "JOINT-07", "children"),
        ({"children": "V1"}, "JOINT-07", "children"),
        ({"places": [{"id": "M1"}]}, "JOINT-07", "places"),
        ({"lr": None}, "JOINT-07", "lr"),
        ({"lr": {"V9": {"M1": 1}}}, "JOINT-02", "lr"),
        ({"lr": {"V1": {"M9": 1}}}, "JOINT-02", "lr"),
        ({"lr": {"V1": {"M1": "many"}}}, "JOINT-03", "lr"),
        ({"lr": {"V1": {"M1": -1}}}, "JOINT-03", "lr"),
        ({"lr": {"V1": {"M1": True}}}, "JOINT-03", "lr"),
        ({"together": [{"pairs": {"V1": "M1"}}]}, "JOINT-07", "together"),
        ({"together": [{"pairs": {"V1": "M9"}, "lr": 1}]}, "JOINT-02", "together"),
        ({"prior": "even"}, "JOINT-04", "prior"),
        ({"prior": -1}, "JOINT-04", "prior"),
    ],
)
def test_what_is_not_understood_in_a_case_is_named(tmp_path, changes, code, place):
    assert refused(tmp_path, **changes) == (code, place)


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '"case"'])
def test_a_file_that_is_no_case_is_refused(tmp_path, content):
    with pytest.raises(UnreadableList) as told:
        read_joint_case(text(tmp_path / "case.json", content))
    assert told.value.code in ("JOINT-07", "FILE-03")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from(["V1", "M1", "F1", "id", "lr"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["V1", "M1", "pairs", "lr", "id", "family", "log10"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def told_of(path: Path) -> str:
    try:
        return read_joint_case(path).children[0]
    except NasabError as error:
        return error.problem.sentence()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*CASE]), JSON, max_size=3))
def test_any_json_is_read_or_refused_with_a_code(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("fuzz") / "case.json"
    path.write_text(json.dumps({**CASE, **changes}), encoding="utf-8")
    assert told_of(path)
