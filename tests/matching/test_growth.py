"""Arrays that become longer: what was given out before stays, and what is added is there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import growth
from nasab.matching.counted import Bearers
from nasab.matching.growth import GrowingBearers, GrowingRows, Growth, LongerColumn
from nasab.matching.ragged import Ragged

ROWS = st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=6)


@pytest.fixture(autouse=True)
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little that it is soon used up."""
    monkeypatch.setattr(growth, "SPARE", 2)
    monkeypatch.setattr(growth, "SPARE_VALUES", 1)


def ragged(rows: list[list[int]]) -> Ragged:
    return Ragged.from_pairs(
        [k for k, row in enumerate(rows) for _ in row], [w for row in rows for w in row], len(rows)
    )


def lists(rows: Ragged) -> list[list[int]]:
    return [rows.row(k).tolist() for k in range(len(rows))]


@given(st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=6))
def test_an_array_holds_all_that_was_put_behind_it_and_views_stay_as_they_were(parts):
    array = Growth(np.empty(0, dtype=np.int64), spare=1)
    seen = []
    for part in parts:
        array.extend(np.array(part, dtype=np.int64))
        seen.append((array.values, array.values.tolist()))
    assert array.values.tolist() == [number for part in parts for number in part]
    assert all(view.tolist() == before for view, before in seen)


@given(ROWS, ROWS)
def test_rows_of_different_lengths_follow_one_another(first, second):
    growing = GrowingRows(ragged(first))
    before = growing.rows()
    growing.extend(ragged(second))
    assert lists(growing.rows()) == lists(ragged([*first, *second]))
    assert lists(before) == lists(ragged(first))


@given(ROWS, st.lists(st.tuples(st.lists(st.integers(0, 20), max_size=3), st.integers(0, 1)), max_size=6), st.data())
def test_who_bears_a_name_is_counted_as_rows_come_and_go(first, later, data):
    people = np.array([k % 2 for k in range(len(first))], dtype=np.int32)
    growing = GrowingBearers(Bearers.count(ragged(first), people, 2))
    standing = [(sorted(set(row)), int(one)) for row, one in zip(first, people, strict=True)]
    for row, one in later:
        growing.count(ragged([row]), np.array([one], dtype=np.int32), 1)
        standing.append((sorted(set(row)), one))
    while standing and data.draw(st.booleans()):
        row, one = standing.pop(data.draw(st.integers(0, len(standing) - 1)))
        growing.count(ragged([row]), np.array([one], dtype=np.int32), -1)
    now = growing.bearers()
    for word in range(25):
        place = int(now.place[word]) if word < len(now.place) else -1
        counts = [0, 0] if place < 0 else now.by_people[place].tolist()
        assert counts == [sum(word in row for row, one in standing if one == k) for k in range(2)]
    assert now.told.tolist() == [sum(bool(row) for row, one in standing if one == k) for k in range(2)]


def test_a_column_reads_on_into_the_cells_behind_it():
    columns = LongerColumn.of({"id": ["a", "b"]}, ["id", "name"])
    for column, cell in (("id", "c"), ("name", "Bilal")):
        columns[column].added.append(cell)
    assert list(columns["id"]) == ["a", "b", "c"]
    assert list(columns["name"]) == ["", "", "Bilal"]
    assert columns["name"][-1] == "Bilal"
    assert columns["id"][1:] == ["b", "c"]
    with pytest.raises(IndexError):
        columns["name"][3]
