"""What comes back from a cluster: rows of Arrow."""

from __future__ import annotations

import numpy as np

from tests.spark.making import differences, needs, piecework

needs("pyarrow")

import pyarrow as pa  # noqa: E402

from nasab.spark.rows import SCHEMA, as_live, as_rows  # noqa: E402


def test_a_piece_is_the_same_after_it_came_back() -> None:
    work, weighing = piecework()
    for first, last in ((0, 1), (1, 60), (0, len(work.both.found))):
        live = work.piece(np.arange(first, last, dtype=np.int32), weighing)
        assert differences(as_live(as_rows(live), work), live) == []


def test_a_piece_may_come_back_in_several_batches() -> None:
    work, weighing = piecework()
    rows = as_rows(work.piece(np.arange(50, dtype=np.int32), weighing))
    batches = pa.Table.from_batches([rows]).to_batches(max_chunksize=17)
    assert len(batches) == 3
    for at, batch in zip((0, 17, 34), batches, strict=True):
        live = work.piece(np.arange(at, at + batch.num_rows, dtype=np.int32), weighing)
        counts = {"pairs", "capped", "unreached"}  # these are of the whole piece
        assert set(differences(as_live(batch, work), live)) <= counts
    assert sum(as_live(batch, work).pairs for batch in batches) == as_live(rows, work).pairs


def test_groups_of_whom_no_family_is_worth_competing_come_back_too() -> None:
    work, weighing = piecework()
    live = work.piece(np.arange(len(work.both.found), dtype=np.int32), weighing)
    none = live.compared.take(np.empty(0, dtype=np.int64))[0]
    assert none.blocks.groups == len(work.both.found)
    rows = as_rows(live)
    lengths = rows.column("r").value_lengths().to_numpy()
    assert (lengths == np.diff(live.compared.blocks.starts)).all()
    assert rows.num_rows == len(work.both.found)


def test_rows_are_what_spark_is_told_they_are() -> None:
    work, weighing = piecework()
    rows = as_rows(work.piece(np.arange(3, dtype=np.int32), weighing))
    kinds = {
        "int": pa.int32(),
        "bigint": pa.int64(),
        "float": pa.float32(),
        "double": pa.float64(),
        "binary": pa.binary(),
    }
    told = dict(column.split(" ") for column in SCHEMA.split(", "))
    assert rows.schema.names == list(told)
    for name, kind in told.items():
        of = rows.schema.field(name).type
        if kind.startswith("array<"):
            assert of.value_type == kinds[kind.removeprefix("array<").removesuffix(">")], name
        else:
            assert of == kinds[kind], name
