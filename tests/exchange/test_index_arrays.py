"""Arrays of an index as blocks of bytes: they come back as they were, and nothing in them can run."""

from __future__ import annotations

import io
import json
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.exchange import index_arrays
from nasab.exchange.index_arrays import Blocks, arrays_of, made_by

ARRAYS = {
    "codes": np.array([0, 3, 1], dtype=np.uint16),
    "born": np.array([[2010.5, np.nan, 0], [1, 2, 3]], dtype=np.float32),
    "empty": np.empty((0, 3), dtype=np.int64),
    "key": np.array([2**63 + 5], dtype=np.uint64),
    "stands": np.array([True, False]),
}


def whole(arrays: dict[str, Any], told: dict[str, Any]) -> dict[str, bytearray]:
    return {name: bytearray(block) for name, block in Blocks(arrays, told).items()}


def test_arrays_and_what_is_told_come_back_as_they_were():
    read = arrays_of(whole(ARRAYS, {"names": ["بلال"]}))
    assert read is not None
    arrays, told = read
    assert told == {"made_by": made_by(), "names": ["بلال"]}
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert np.array_equal(arrays[name], array, equal_nan=array.dtype.kind == "f")


def test_what_another_build_kept_is_not_used_unless_it_may_be(monkeypatch):
    blocks = whole(ARRAYS, {})
    monkeypatch.setattr(index_arrays, "made_by", lambda: "another")
    assert arrays_of(blocks) is None
    assert arrays_of(blocks, any_build=True) is not None


def test_a_build_is_told_by_all_that_it_is_made_of():
    assert made_by() == made_by()
    assert len(made_by()) == 32


def test_python_objects_are_neither_written_nor_read():
    with pytest.raises(ValueError, match="allow_pickle"):
        Blocks({"evil": np.array([object()])}, {})["evil"]
    written = io.BytesIO()
    np.save(written, np.array([{"a": 1}]), allow_pickle=True)
    for content in (written.getvalue(), pickle.dumps([1]), b"", b"\x93NUMPY\x09\x00"):
        with pytest.raises(ValueError):
            arrays_of({**whole({}, {}), "evil": bytearray(content)})


@given(st.integers(0, 200), st.integers(0, 255))
def test_a_byte_that_changed_is_another_array_or_an_error_and_nothing_else(at, byte):
    content = bytearray(Blocks(ARRAYS, {})["born"])
    content[at % len(content)] = byte
    try:
        read = arrays_of({**whole({}, {}), "born": content})
    except ValueError:
        return
    assert read is not None
    assert isinstance(read[0]["born"], np.ndarray)


@pytest.mark.parametrize("told", [b"", b"[]", b"{", json.dumps("made_by").encode()])
def test_what_is_told_has_to_be_told(told):
    with pytest.raises(ValueError):
        arrays_of({"told": bytearray(told)})
