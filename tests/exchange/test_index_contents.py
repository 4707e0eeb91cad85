"""Anything at all that is handed over as a record or a judgement is stored as it is, or refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError
from nasab.exchange import index_contents
from nasab.exchange.index_file import IndexFile
from nasab.records import FOUND_COLUMNS

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=3) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
columns = st.sampled_from(FOUND_COLUMNS) | anything.filter(lambda one: not isinstance(one, list | dict | tuple))


def is_text(text: str) -> bool:
    return all(not 0xD800 <= ord(letter) < 0xE000 for letter in text)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory):
    with IndexFile.create(tmp_path_factory.mktemp("index") / "index") as index:
        yield index


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(record=st.dictionaries(columns, st.text(max_size=8) | anything, max_size=4) | st.just({"id": "1"}))
def test_any_record_is_stored_as_it_is_or_refused(index: IndexFile, record: Mapping[str, str]):
    before = index.last
    is_record = all(isinstance(cell, str) and is_text(cell) for cell in record.values()) and set(record) <= {
        *FOUND_COLUMNS
    }
    if is_record and record.get("id", "").strip() and record.get("consent", "").strip().casefold() in ("", "yes"):
        number = index.put("found", record)
        filled = {column: cell for column, cell in record.items() if cell}
        assert list(index.records("found", after=before)) == [(number, record["id"], filled)]
        assert index.history("found", record["id"])[-1] == (number, filled)
        return
    with pytest.raises(NasabError) as caught:
        index.put("found", record)
    assert caught.value.code in ("INDEX-08", "INDEX-09", "LIST-04")
    caught.value.problem.sentence("ru").encode("utf-8")
    assert index.last == before


def is_json(value: object) -> bool:
    try:
        return is_text(json.dumps(value, allow_nan=False, ensure_ascii=False))
    except (TypeError, ValueError):
        return False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(payload=st.dictionaries(st.text(max_size=8), anything, max_size=4), ids=st.booleans())
def test_any_judgement_is_stored_as_it_is_or_refused(index: IndexFile, payload: dict[str, object], ids: bool):
    assume("found_id" not in payload)
    payload = payload | ({"found_id": "M-1", "sought_id": "S-1"} if ids else {})
    before = index.last
    if ids and is_json(payload):
        number = index.judge(payload)
        assert list(index.judgements(after=before)) == [(number, json.loads(json.dumps(payload)))]
        return
    with pytest.raises(NasabError) as caught:
        index.judge(payload)
    assert caught.value.code == "INDEX-09"
    caught.value.problem.sentence("fr").encode("utf-8")
    assert index.last == before


def test_a_judgement_nested_without_end_is_refused(index: IndexFile):
    endless: list[object] = []
    endless.append(endless)
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    for reason in (endless, deep):
        with pytest.raises(NasabError) as caught:
            index.judge({"found_id": "M-1", "sought_id": "S-1", "reason": reason})
        assert caught.value.code == "INDEX-09"


@settings(max_examples=300)
@given(
    text=st.text()
    | st.recursive(st.sampled_from(["1", '"a"', "{", "}", "[", ",", '"age":']), lambda s: st.lists(s).map("".join))
)
def test_any_text_is_read_as_a_record_or_is_none(text: str):
    try:
        record = index_contents.record_of("found", "M-1", text)
    except ValueError:
        return
    assert set(record) <= set(FOUND_COLUMNS)
    assert all(isinstance(cell, str) for cell in record.values())


def test_a_side_that_there_is_not_is_a_mistake_of_the_program(index: IndexFile):
    with pytest.raises(ValueError, match="found"):
        index.put("lost", {"id": "1"})  # type: ignore[arg-type]


def test_what_goes_into_the_checksum_cannot_slip_from_one_cell_into_the_next():
    whole = index_contents.checksum(1, "found", "M-1", "{}")
    assert whole == index_contents.checksum(1, "found", "M-1", "{}")
    for other in (
        (11, "found", "M-1", "{}"),
        (1, "foundM", "-1", "{}"),
        (1, "found", "M-1{}", ""),
        (1, "found", "M-1"),
    ):
        assert index_contents.checksum(*other) != whole


def test_the_text_of_a_record_is_small_and_can_be_read_without_nasab():
    child, text = index_contents.record_text("found", {"id": "M-017", "name": "بلال", "age": "4", "notes": ""})
    assert (child, text) == ("M-017", '{"name":"بلال","age":"4"}')


def test_columns_come_back_in_the_order_of_the_lists(tmp_path: Path):
    with IndexFile.create(tmp_path / "index") as index:
        index.put("found", {"notes": "x", "age": "4", "id": "1"})
        assert [list(row) for _, _, row in index.records("found")] == [["id", "age", "notes"]]
