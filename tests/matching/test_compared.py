"""What was compared in pieces is what was compared at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.compared import Compared, together
from tests.matching.inventing import compared_of, worlds

SHARED = ("wide", "given_shared")
OWN = ("beside", "given_own")


def same(one: Compared, other: Compared) -> bool:
    arrays = [
        (getattr(a, name), getattr(b, name))
        for a, b, names in (
            (one, other, (*SHARED, *OWN, "stratum", "left")),
            (one.blocks, other.blocks, ("g", "r", "starts", "first", "i", "j", "numbers", "group")),
            (one.shared, other.shared, ("level", "chance_bits")),
            (one.own, other.own, ("level", "chance_bits")),
        )
        for name in names
    ]
    return one.sought == other.sought and all(a.tolist() == b.tolist() for a, b in arrays)


@given(worlds(), st.data())
def test_some_pairs_of_families_taken_keep_what_was_compared(world, data: st.DataObject):
    compared = compared_of(*world)
    chosen = np.array(sorted(data.draw(st.sets(st.integers(0, len(world[2]) - 1)))), dtype=np.int64)
    some, places = compared.take(chosen)
    for name in SHARED:
        assert getattr(some, name).tolist() == getattr(compared, name)[chosen].tolist()
    for name in OWN:
        assert getattr(some, name).tolist() == getattr(compared, name)[places].tolist()
    assert some.shared.chance_bits.tolist() == compared.shared.chance_bits[chosen].tolist()
    assert some.own.level.tolist() == compared.own.level[:, places].tolist()
    assert some.left.tolist() == compared.left.tolist()  # what was not looked at was not looked at


@given(worlds())
def test_all_taken_and_one_piece_put_together_are_the_whole(world):
    compared = compared_of(*world)
    assert same(compared.take(np.arange(len(world[2])))[0], compared)
    assert together([compared]) is compared


@given(worlds(), worlds())
def test_pieces_are_put_together_one_after_the_other(first, second):
    one, other = compared_of(*first), compared_of(*second)
    joined = together([one, other])
    assert joined.blocks.groups == one.blocks.groups + other.blocks.groups
    families, children = len(one.blocks.g), len(one.blocks.i)
    assert joined.shared.chance_bits.tolist() == [*one.shared.chance_bits.tolist(), *other.shared.chance_bits.tolist()]
    assert joined.own.level.shape[1] == children + len(other.blocks.i)
    back, _ = joined.take(np.arange(families, len(joined.blocks.g)))
    assert back.beside.tolist() == other.beside.tolist()
    assert back.stratum.tolist() == [*one.stratum.tolist(), *other.stratum.tolist()]
