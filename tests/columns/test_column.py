from __future__ import annotations

import copy
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import exchange
from nasab.columns import Column, Packing, packing
from nasab.matching.vocabulary import encode

#: Any text at all: empty ones, halves of characters, the zero that stands between packed texts, and many that repeat.
TEXT = st.text(st.characters() | st.sampled_from("\0\ud83d\ude00\udfffaب"), max_size=6)
CELLS = st.lists(TEXT | st.sampled_from(["", "m", "بلال", "Билал"]), max_size=60)


@pytest.fixture
def settling_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small that a few cells fill many of them."""
    monkeypatch.setattr(packing, "_DIFFERENT", 3)
    monkeypatch.setattr(packing, "_CELLS", 7)
    monkeypatch.setattr(packing, "_AT_ONCE", 2)


@given(CELLS)
def test_a_column_reads_like_the_list_it_was_made_of(cells):
    column = Column.of(iter(cells))
    assert column == cells
    assert cells == column
    assert list(column) == cells
    assert [column[row] for row in range(-len(cells), len(cells))] == cells + cells
    assert len(column) == len(cells)
    assert bool(column) == bool(cells)
    assert list(reversed(column)) == cells[::-1]
    assert all(text in column and column.index(text) == cells.index(text) for text in cells)
    assert column[1:-1] == cells[1:-1]
    assert column[::-2] == cells[::-2]
    assert column != [*cells, ""]


@given(CELLS)
@pytest.mark.usefixtures("settling_often")
def test_a_column_read_in_many_blocks_is_the_same(cells):
    assert Column.of(cells) == cells
    codes, distinct = encode(Column.of(cells))
    assert distinct == list(dict.fromkeys(cells))
    assert [distinct[code] for code in codes] == cells


@given(CELLS, st.data())
def test_a_column_is_encoded_as_its_list_is_whatever_was_taken_of_it(cells, data):
    column = Column.of(cells)
    rows = data.draw(st.lists(st.integers(0, len(cells) - 1), max_size=30) if cells else st.just([]))
    for some, plain in ((column, cells), (column.take(np.array(rows, dtype=np.int64)), [cells[row] for row in rows])):
        assert some == plain
        codes, distinct = encode(some)
        expected = encode(plain)
        assert codes.dtype == expected[0].dtype == np.int32
        assert (codes.tolist(), distinct) == (expected[0].tolist(), expected[1])
        assert some.in_order() == plain


@given(CELLS)
def test_what_is_asked_of_a_column_is_what_its_cells_say(cells):
    column = Column.of(cells)
    assert column.is_told.tolist() == [bool(cell) for cell in cells]
    assert column.map(str.swapcase) == [cell.swapcase() for cell in cells]
    assert column.map(lambda _: "") == [""] * len(cells)
    assert column.where(lambda text: len(text) == 1).tolist() == [k for k, cell in enumerate(cells) if len(cell) == 1]
    assert column.counts.tolist() == [cells.count(text) for text in column.texts]
    assert column.take([bool(cell) for cell in cells] or np.zeros(0, dtype=bool)) == [cell for cell in cells if cell]


@given(CELLS)
def test_a_column_can_be_copied_and_kept(cells):
    column = Column.of(cells)
    assert copy.deepcopy(column) == pickle.loads(pickle.dumps(column)) == column
    assert Column.of(column) is column


@pytest.mark.parametrize("different", [1, 255, 256, 257, 65_536, 65_537, 70_000])
def test_codes_are_as_small_as_they_can_be(different):
    cells = [str(number) for number in range(different)]
    column = Column.of(cells)
    assert column.codes.dtype == (np.uint8 if different <= 256 else np.uint16 if different <= 65_536 else np.int32)
    assert column == cells
    assert column.in_order() is column


def test_a_million_cells_take_little_more_than_what_they_say():
    column = Column.of(f"M-{number:07d}" for number in range(1_000_000))
    assert column.nbytes < 18_000_000
    few = Column.of("fm"[number % 2] for number in range(1_000_000))
    assert few.nbytes < 1_000_100
    assert (column[999_999], few[999_999]) == ("M-0999999", "m")


def test_a_column_does_not_show_what_children_are_called():
    assert repr(Column.of(["Bilal", "Aminat", "Bilal"])) == "<Column of 3 cells, 2 different>"


def test_no_row_beyond_the_last_can_be_read():
    column = Column.of(["a", "b"])
    for row in (2, -3):
        with pytest.raises(IndexError):
            column[row]


def test_what_comes_in_is_settled_once_for_each_text_and_told_where_it_stands():
    met = []

    def settle(texts, cells, first):
        met.append((texts, cells.tolist(), first))
        return [text.strip() for text in texts]

    made = Packing(settle)
    made.add(["a", " a", "b"])
    made.add(["b", "c "])
    assert made.column() == ["a", "a", "b", "b", "c"]
    assert met == [(["a", " a", "b", "c "], [0, 1, 2, 2, 3], 0)]
    assert made.column() == []


def test_a_list_that_is_read_is_columns(tmp_path: Path):
    (tmp_path / "found.csv").write_text("id,name,sex\n1,Bilal,m\n2,Bilal,m\n", encoding="utf-8")
    columns = exchange.read(tmp_path / "found.csv", "found").children.columns
    assert all(isinstance(column, Column) for column in columns.values())
    assert list(columns["name"].texts) == ["Bilal"]


@given(CELLS, CELLS)
def test_a_column_with_cells_behind_it_is_that_of_all_cells(cells, more):
    column = Column.of(cells).followed_by(more)
    assert column == [*cells, *more]
    assert len(set(column.texts)) == len(column.texts)
    assert column.in_order() == column
