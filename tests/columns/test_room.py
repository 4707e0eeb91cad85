from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import room
from nasab.columns.room import Growing

PARTS = st.lists(st.lists(st.integers(0, 200), max_size=90), max_size=12)


@given(PARTS, st.lists(st.sampled_from([np.uint8, np.uint16, np.int32]), min_size=12, max_size=12))
def test_numbers_that_become_more_and_wider_stay_what_they_are(parts, kinds):
    growing = Growing(np.uint8)
    for part, kind in zip(parts, kinds, strict=False):
        growing.extend(np.array(part, dtype=kind))
    plain = [number for part in parts for number in part]
    assert growing.values.tolist() == plain
    assert growing.fitted().tolist() == plain
    assert len(growing) == len(plain)


@pytest.mark.parametrize("small", [0, 1 << 16])
def test_room_can_be_written_whatever_its_size(monkeypatch, small):
    monkeypatch.setattr(room, "SMALL", small)
    for count in (1, 5, 40_000):
        made = room.room(count, np.int32)
        made[:] = np.arange(count)
        assert made.tolist() == list(range(count))
