"""The match on Spark is the match on one machine: the same candidates, the same probabilities."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nasab
from nasab import simulation, spark
from nasab.matching import Judgement, OutsideEvidence, Run
from tests import cast
from tests.spark.making import arrays_of, needs

needs("pyspark")

if shutil.which("java") is None:
    pytest.skip("Java is not installed, and Spark needs it", allow_module_level=True)

from nasab.spark import runner  # noqa: E402
from nasab.spark.session import opened  # noqa: E402


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with opened(spark.HERE) as session:
        yield session


def assert_same(one: Run, other: Run) -> None:
    left, right = dict(arrays_of(one.matching)), dict(arrays_of(other.matching))
    assert left.keys() == right.keys()
    assert {".outcome.same", ".outcome.family", ".on_no_list", ".compared.own.level"} <= left.keys()
    assert [name for name in left if not np.array_equal(left[name], right[name], equal_nan=True)] == []
    for name in ("pairs", "capped", "unreached", "learned_from", "tied"):
        assert getattr(one.matching, name) == getattr(other.matching, name)
    assert one.parameters == other.parameters


@pytest.mark.parametrize(("children", "difficulty"), [(1500, "field"), (1000, "hard")])
def test_it_finds_what_one_machine_finds_to_the_last_bit(
    session: Any, children: int, difficulty: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "AT_LEAST", 40)
    monkeypatch.setattr(runner, "WAVE", 3)  # so that there are several pieces, and several waves of them
    world = simulation.simulate(children=children, seed=7, difficulty=difficulty)
    assert_same(spark.match(world.found, world.sought, spark=session), nasab.match(world.found, world.sought))


def test_what_people_judged_binds_there_too(session: Any) -> None:
    world = simulation.simulate(children=300, seed=8)
    (found, _), (_, sought) = world.truth[:2]
    said: dict[str, Any] = {
        "judgements": [Judgement(found, sought, "same")],
        "outside": [
            OutsideEvidence(*world.truth[5], 8.0, "DNA"),
            OutsideEvidence(*world.truth[6], 5.0, "DNA", "family"),
        ],
    }
    one = spark.match(world.found, world.sought, spark=session, **said)
    assert_same(one, nasab.match(world.found, world.sought, **said))
    best = one.child(found).best
    assert best is not None
    assert best.sought_id == sought


def test_how_far_it_is_is_told(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "AT_LEAST", 20)
    world = simulation.simulate(children=200, seed=9)
    told: list[tuple[int, int]] = []
    spark.match(
        world.found,
        world.sought,
        spark=session,
        progress=lambda step, done, of: told.append((done, of)) if step == "compare" else None,
    )
    assert len(told) > 4
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_machines_with_another_nasab_are_refused(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = simulation.simulate(children=60, seed=9)
    monkeypatch.setattr(nasab, "__version__", "0.0.0")
    with pytest.raises(nasab.WrongUse) as told:
        spark.match(world.found, world.sought, spark=session)
    assert told.value.code == "SPARK-06"
    assert "nasab 0.0.0 was asked for" in told.value.problem.detail


def test_a_session_that_cannot_work_is_refused_in_one_sentence() -> None:
    with pytest.raises(nasab.WrongUse) as told:
        spark.match([cast.BILAL], [cast.SOUGHT_BILAL], spark=object())
    assert told.value.code == "SPARK-06"


def test_nothing_that_was_sent_is_left_on_any_machine_or_here(session: Any) -> None:
    world = simulation.simulate(children=60, seed=9)
    spark.match(world.found, world.sought, spark=session)

    def left(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow
        from pyspark import SparkFiles

        for _ in batches:
            names = [path.name for path in Path(SparkFiles.getRootDirectory()).iterdir() if path.stat().st_size]
            yield pyarrow.record_batch({"name": pyarrow.array(names, pyarrow.string())})

    assert session.range(0, 4, 1, 4).mapInArrow(left, "name string").toArrow().num_rows == 0


def test_what_a_machine_gets_that_joins_later_is_empty(session: Any) -> None:
    world = simulation.simulate(children=60, seed=9)
    before = set(runner._folder().iterdir())
    with spark.at(session) as on_spark:
        nasab.match(world.found, world.sought, runner=on_spark)
        nasab.match(world.found, world.sought, runner=on_spark)
    files = set(runner._folder().iterdir()) - before
    assert len(files) == 2
    assert [file.stat().st_size for file in files] == [0, 0]


def test_a_second_session_for_another_master_is_not_started(session: Any) -> None:
    with opened(spark.HERE) as same:
        assert same.sparkContext is session.sparkContext
    assert session.range(3).count() == 3  # and the one that was there is not stopped
    with pytest.raises(nasab.WrongUse) as told, opened("local[3]"):
        pass
    assert told.value.code == "SPARK-05"


@pytest.mark.parametrize(("groups", "cores"), [(1, 1), (499, 2), (20_000, 2), (1_000_000, 64)])
def test_pieces_are_all_groups_once_and_none_is_large(groups: int, cores: int) -> None:
    edges = runner._edges(groups, cores)
    assert edges[0] == 0
    assert edges[-1] == groups
    sizes = np.diff(edges)
    assert (sizes > 0).all()
    assert sizes.max() <= runner.AT_MOST
