"""How many groups are compared at a time within the memory that a run may take."""

from __future__ import annotations

import numpy as np
import pytest

import nasab
from nasab import simulation
from nasab.errors import WrongUse
from nasab.matching import engine, memory, pieces
from nasab.matching.compared import Compared
from nasab.matching.memory import MEGABYTE, bytes_of, groups_at_once


def compared(children: int = 120) -> Compared:
    world = simulation.simulate(children=children, seed=5)
    return nasab.match(world.found, world.sought, learn=False).matching.compared


def test_the_bytes_counted_are_those_of_the_arrays():
    some = compared()
    half, _ = some.take(np.arange(len(some.blocks.g) // 2))
    assert 0.3 * bytes_of(some) < bytes_of(half) < 0.7 * bytes_of(some)
    level = some.own.level.nbytes + some.shared.level.nbytes
    assert bytes_of(some) > level + some.blocks.i.nbytes + some.blocks.j.nbytes


def test_the_more_memory_there_is_the_more_groups_are_compared_at_a_time_and_never_more_than_the_most():
    some = compared()
    counts = [groups_at_once(limit * MEGABYTE, some, 12_000, used=100 * MEGABYTE) for limit in (150, 200, 400, 40_000)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] == 12_000


def test_what_the_lists_alone_need_more_than_is_refused_with_what_they_need():
    some = compared()
    with pytest.raises(WrongUse) as refused:
        groups_at_once(100 * MEGABYTE, some, 12_000, used=900 * MEGABYTE)
    assert refused.value.code == "RUN-01"
    needed = int(refused.value.problem.detail)
    assert 1200 <= needed <= 1300
    assert groups_at_once(needed * MEGABYTE, some, 12_000, used=900 * MEGABYTE) >= memory.LEAST


def test_a_run_within_a_setting_gives_what_it_gives_without(monkeypatch: pytest.MonkeyPatch):
    world = simulation.simulate(children=400, seed=6)
    monkeypatch.setattr(engine, "LEARNED_FROM", 60)
    without = nasab.match(world.found, world.sought).matching
    seen: list[int] = []
    whole = pieces.spans

    def told(groups: int, at_once: int):
        seen.append(at_once)
        return whole(groups, at_once)

    monkeypatch.setattr(pieces, "spans", told)
    monkeypatch.setattr(memory, "in_use", lambda: 0)
    monkeypatch.setattr(memory, "LEAST", 10)
    within = nasab.match(world.found, world.sought, megabytes=1).matching
    assert seen == [min(seen)]
    assert seen[0] < 400  # cut into pieces
    assert within.outcome.same.tolist() == without.outcome.same.tolist()
    assert within.on_no_list.tolist() == without.on_no_list.tolist()


def test_the_memory_in_use_is_that_of_a_program_with_numbers_loaded():
    assert 20 * MEGABYTE < memory.in_use() < 1_000_000 * MEGABYTE


def test_where_the_system_does_not_tell_it_is_the_most_that_was_used(monkeypatch: pytest.MonkeyPatch):
    now = memory.in_use()

    def refused(*_: object, **__: object) -> str:
        raise OSError

    monkeypatch.setattr("pathlib.Path.read_text", refused)
    assert memory.in_use() > 0.3 * now
