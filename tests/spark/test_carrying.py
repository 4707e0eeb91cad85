"""What is sent to a cluster: numbers, and nothing that is written in the lists."""

from __future__ import annotations

import pickle
import pickletools
import stat
from pathlib import Path

import numpy as np
import pytest

from nasab.spark.carrying import complete, lay_down, take_up
from tests.spark.making import differences, piecework


def test_a_piece_of_what_was_sent_is_the_piece_itself(tmp_path: Path) -> None:
    work, weighing = piecework()
    skeleton = lay_down((complete(work), weighing), tmp_path / "arrays")
    there, how = take_up(pickle.loads(pickle.dumps(skeleton)), tmp_path / "arrays")
    for first, last in ((0, 40), (40, 41), (41, len(work.both.found))):
        numbers = np.arange(first, last, dtype=np.int32)
        assert differences(work.piece(numbers, weighing), there.piece(numbers, how)) == []


def test_no_text_of_the_lists_is_in_the_file(tmp_path: Path) -> None:
    work, weighing = piecework()
    lay_down((complete(work), weighing), tmp_path / "arrays")
    sent = (tmp_path / "arrays").read_bytes()
    lists = [side.children.children for side in (work.both.found, work.both.sought)]
    cells = {cell for children in lists for column in children.columns.values() for cell in column}
    words = {word for cell in cells for word in cell.split()} | set(work.both.knowledge.tokens.values)
    longer = {word for word in words if len(word) >= 4}
    assert len(longer) > 1000
    assert {word for word in longer if word.encode() in sent or word.encode("utf-32-le") in sent} == set()


def test_beside_the_file_the_same_words_are_sent_for_any_lists(tmp_path: Path) -> None:
    said = []
    for seed in (5, 6):
        work, weighing = piecework(seed=seed)
        skeleton = pickle.dumps(lay_down((complete(work), weighing), tmp_path / str(seed)))
        said.append({told for _, told, _ in pickletools.genops(skeleton) if isinstance(told, str)})
    assert "NameComparison" in said[0]
    assert said[0] == said[1]


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    lay_down(np.arange(3), tmp_path / "arrays")
    assert stat.S_IMODE((tmp_path / "arrays").stat().st_mode) == 0o600


def test_what_is_written_into_an_array_is_not_written_into_the_file(tmp_path: Path) -> None:
    skeleton = lay_down({"of": (np.arange(3), 7, None)}, tmp_path / "arrays")
    before = (tmp_path / "arrays").read_bytes()
    array, *rest = take_up(skeleton, tmp_path / "arrays")["of"]
    array[:] = 9
    assert rest == [7, None]
    assert array.tolist() == [9, 9, 9]
    assert (tmp_path / "arrays").read_bytes() == before


def test_arrays_of_any_shape_come_back(tmp_path: Path) -> None:
    given = [
        np.zeros((0, 3), dtype=np.float32),
        np.arange(12, dtype=np.int16).reshape(3, 4).T,
        np.array([True, False]),
        np.float64(2.5) * np.ones((2, 1, 2)),
    ]
    back = take_up(lay_down(given, tmp_path / "arrays"), tmp_path / "arrays")
    for one, other in zip(given, back, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
        assert other.flags.writeable
        assert other.ctypes.data % 64 == 0 or not other.size


def test_what_stands_in_two_places_is_sent_once(tmp_path: Path) -> None:
    array = np.arange(1000)
    skeleton = lay_down([array, array], tmp_path / "arrays")
    assert (tmp_path / "arrays").stat().st_size < 2 * array.nbytes
    one, other = take_up(skeleton, tmp_path / "arrays")
    assert one is other


def test_what_is_no_part_of_the_engine_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="nothing that can be sent"):
        lay_down({"secret": Path("/")}, tmp_path / "arrays")
