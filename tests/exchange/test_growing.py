from __future__ import annotations

from pathlib import Path

import pytest

from nasab.errors import UnreadableList
from nasab.exchange import growing
from nasab.exchange.growing import has_room_left, read_delimited
from tests.exchange.making import text

HEAD = "found_id;sought_id;verdict;reason\n"


def test_cells_are_cut_where_most_of_the_header_is_understood(tmp_path: Path):
    read = read_delimited(text(tmp_path / "a.csv", HEAD + "M;S;same;a burn, a song, a scar, a mole\n"), "judgements")
    assert (read.delimiter, read.rows[1]) == (";", ["M", "S", "same", "a burn, a song, a scar, a mole"])


def test_a_delimiter_that_is_declared_counts(tmp_path: Path):
    read = read_delimited(text(tmp_path / "a.csv", "sep=|\nfound_id|sought_id|verdict\nM|S|same\n"), "judgements")
    assert (read.delimiter, read.rows[0], len(read.rows)) == ("|", [], 3)


def test_only_a_file_that_grows_has_a_row_that_was_cut_off(tmp_path: Path):
    path = text(tmp_path / "a.csv", HEAD + "M;S;same;")
    assert read_delimited(path, "judgements", grows=True).is_cut_off
    assert not read_delimited(path, "judgements").is_cut_off


def test_a_header_alone_was_not_cut_off_and_neither_were_spaces_after_the_last_row(tmp_path: Path):
    for content in (HEAD.rstrip("\n"), HEAD + "M;S;same;\n  \t", HEAD + "M;S;same;\n\n\n"):
        assert not read_delimited(text(tmp_path / "a.csv", content), "judgements", grows=True).is_cut_off


def test_room_for_a_row_is_told_from_other_zeros(tmp_path: Path):
    assert has_room_left(text(tmp_path / "a.csv", HEAD + "\0\0\0"))
    assert not has_room_left(text(tmp_path / "b.csv", HEAD))
    assert not has_room_left(text(tmp_path / "c.csv", "\0M" + HEAD + "\0"))


def test_a_file_of_unreasonable_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(growing, "_LARGEST", 10)
    with pytest.raises(UnreadableList) as refused:
        read_delimited(text(tmp_path / "a.csv", HEAD), "judgements")
    assert refused.value.code == "FILE-05"


def test_a_cell_without_an_end_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableList) as refused:
        read_delimited(text(tmp_path / "a.csv", HEAD + "M;S;same;" + "x" * 200_000 + "\n"), "judgements")
    assert refused.value.code == "FILE-06"
