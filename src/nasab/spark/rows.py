"""What comes back from a cluster: a row for each found group, with its families worth competing.

Arrow batches: the lists of a group lie beside each other in a few long arrays, which are those of the engine.  What
this machine can tell by itself (which children are in which family, what is given from outside) is not sent.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from nasab.matching.blocks import lay_out
from nasab.matching.compared import Compared
from nasab.matching.given import with_given
from nasab.matching.pieces import Live, Piecework
from nasab.matching.scoring import Graded
from nasab.matching.training import Belief

__all__ = ["SCHEMA", "as_live", "as_rows"]

Longs = npt.NDArray[np.int64]

#: As Spark writes it.  Of a group, of its families (`r`, their levels in one text of bytes), and of the pairs of
#: children in these; `pairs` to `likelihood` are of the whole piece and stand in the row of its first group.
SCHEMA: Final = (
    "number int, stratum int, left_out double, unseen float, nobody float, rest double, matched double, "
    "r array<int>, family array<float>, weight array<float>, chance array<float>, levels binary, "
    "same array<float>, beside array<float>, own_chance array<float>, own_levels binary, "
    "pairs bigint, capped int, unreached int, likelihood double"
)


def as_rows(live: Live) -> pa.RecordBatch:
    """A piece as rows."""
    compared, belief, laid = live.compared, live.belief, live.compared.blocks
    families, children = laid.starts, laid.first[laid.starts]
    first = np.arange(laid.groups) == 0
    columns: dict[str, Any] = {
        "number": laid.numbers,
        "stratum": compared.stratum,
        "left_out": compared.left,
        "unseen": belief.unseen,
        "nobody": belief.nobody,
        "rest": belief.rest,
        "matched": live.matched,
        "r": _lists(families, laid.r),
        "family": _lists(families, belief.family),
        "weight": _lists(families, belief.weight),
        "chance": _lists(families, compared.shared.chance_bits),
        "levels": _bytes(families, compared.shared.level),
        "same": _lists(children, belief.same),
        "beside": _lists(children, compared.beside),
        "own_chance": _lists(children, compared.own.chance_bits),
        "own_levels": _bytes(children, compared.own.level),
        "pairs": np.where(first, live.pairs, 0).astype(np.int64),
        "capped": np.where(first, live.capped, 0).astype(np.int32),
        "unreached": np.where(first, live.unreached, 0).astype(np.int32),
        "likelihood": np.where(first, belief.likelihood, 0.0),
    }
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns.values()], list(columns))


def as_live(rows: pa.RecordBatch, work: Piecework) -> Live:
    """Rows of groups that follow one another, as they were before they were sent."""
    both = work.both
    numbers = _array(rows, "number")
    r, lengths = _list(rows, "r")
    g = np.repeat(numbers, lengths)
    laid = lay_out(g, r, both.found, both.sought, numbers)
    belief = Belief(
        _list(rows, "family")[0], _list(rows, "same")[0], _list(rows, "weight")[0], _array(rows, "unseen"),
        _array(rows, "nobody"), _array(rows, "rest"), float(_array(rows, "likelihood").sum()),
    )  # fmt: skip
    compared = Compared(
        laid,
        both.sought.members.lengths[r].astype(np.int32),
        len(both.sought.children),
        Graded(_levels(rows, "levels", len(both.shared.kinds)), _list(rows, "chance")[0]),
        Graded(_levels(rows, "own_levels", len(both.own.kinds)), _list(rows, "own_chance")[0]),
        _list(rows, "beside")[0],
        np.zeros(len(laid.g), dtype=np.float32),
        np.zeros(len(laid.i), dtype=np.float32),
        _array(rows, "stratum"),
        _array(rows, "left_out"),
    )
    counts = (int(_array(rows, name).sum()) for name in ("pairs", "capped", "unreached"))
    return Live(with_given(work.given, compared), belief, _array(rows, "matched"), *counts)


def _lists(starts: Longs, values: npt.NDArray[Any]) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), pa.array(values))


def _bytes(starts: Longs, level: npt.NDArray[np.uint8]) -> pa.BinaryArray:
    """The levels of each group's pairs, pair by pair."""
    offsets = (starts * len(level)).astype(np.int32)
    data = np.ascontiguousarray(level.T)
    return pa.BinaryArray.from_buffers(pa.binary(), len(starts) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def _array(rows: pa.RecordBatch, name: str) -> npt.NDArray[Any]:
    out: npt.NDArray[Any] = rows.column(name).to_numpy(zero_copy_only=False)
    return out


def _list(rows: pa.RecordBatch, name: str) -> tuple[npt.NDArray[Any], Longs]:
    """The values of all lists, and how long each is."""
    column = rows.column(name)
    lengths = column.value_lengths().to_numpy(zero_copy_only=False).astype(np.int64)
    return column.flatten().to_numpy(zero_copy_only=False), lengths


def _levels(rows: pa.RecordBatch, name: str, kinds: int) -> npt.NDArray[np.uint8]:
    column = rows.column(name)
    data = np.frombuffer(b"".join(column.to_pylist()), dtype=np.uint8)
    return np.ascontiguousarray(data.reshape(-1, kinds).T)
