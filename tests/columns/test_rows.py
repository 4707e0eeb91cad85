from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import Column, RowOf, rows


@given(st.lists(st.text(max_size=3), max_size=40))
def test_a_row_is_found_as_in_a_dictionary(ids):
    twin = {name: row for row, name in enumerate(ids)}
    for cells in (ids, Column.of(ids)):
        row_of = RowOf(cells)
        assert [row_of.get(name) for name in ids] == [twin[name] for name in ids]
        assert row_of.get("no such id") is None


def test_ids_of_one_hash_are_told_apart(monkeypatch):
    monkeypatch.setattr(rows, "hash", lambda text: 7, raising=False)
    row_of = RowOf(["M-1", "M-2", "M-3"])
    assert [row_of.get(name) for name in ("M-2", "M-1", "M-4")] == [1, 0, None]
