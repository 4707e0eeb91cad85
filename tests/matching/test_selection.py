from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import selection, selection_kernel
from nasab.matching.selection import MOST_REGRESSORS, PRIOR_PRECISION, regressors, select

U = 255


def chosen(level, probability, most=10, i=None, sizes=None) -> list[int]:
    level = np.array(level, dtype=np.uint8)
    sizes = sizes or [int(row[row < U].max(initial=0)) + 1 for row in level]
    rows = np.arange(level.shape[1]) if i is None else np.array(i)
    return select(level, sizes, np.array(probability), rows, most).tolist()


def by_force(level, sizes, probability, i, most) -> list[float]:
    """What each pair adds when the best is taken one by one, by the determinants themselves."""
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
    x = np.zeros((level.shape[1], start[-1]))
    for k, row in enumerate(level):
        for p, reached in enumerate(row):
            if reached != U:
                x[p, start[k] + reached] = 1
    known = PRIOR_PRECISION * np.eye(start[-1])
    open_children, gains = set(i.tolist()), []
    while len(gains) < most:
        worth = [
            np.linalg.slogdet(known + q * (1 - q) * np.outer(x[p], x[p]))[1] - np.linalg.slogdet(known)[1]
            if i[p] in open_children and q * (1 - q) >= selection.LEAST_DOUBT
            else -1.0
            for p, q in enumerate(probability)
        ]
        best = int(np.argmax(worth))
        if worth[best] <= 1e-12:
            break
        gains.append(worth[best])
        open_children.remove(i[best])
        known += probability[best] * (1 - probability[best]) * np.outer(x[best], x[best])
    return gains


def gains_of(order, level, sizes, probability) -> list[float]:
    """What the pairs chosen add, one after the other, by the determinants themselves."""
    gains = []
    for upto in range(1, len(order) + 1):
        before, after = (by_sum(level, sizes, probability, order[:last]) for last in (upto - 1, upto))
        gains.append(after - before)
    return gains


def by_sum(level, sizes, probability, order) -> float:
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
    known = PRIOR_PRECISION * np.eye(start[-1])
    for p in order:
        x = np.zeros(start[-1])
        for k, reached in enumerate(level[:, p]):
            if reached != U:
                x[start[k] + reached] = 1
        known += probability[p] * (1 - probability[p]) * np.outer(x, x)
    return float(np.linalg.slogdet(known)[1])


def test_the_pair_in_most_doubt_is_asked_first():
    assert chosen([[0, 0, 0]], [0.9, 0.5, 0.2]) == [1, 2, 0]


def test_a_pair_of_which_more_is_known_teaches_more():
    assert chosen([[0, 0], [U, 1]], [0.5, 0.5]) == [1, 0]


def test_after_one_of_its_kind_another_kind_teaches_more():
    # Three pairs agree in the name, one in the mark, a little surer: it is asked second.
    assert chosen([[0, 0, 0, U], [U, U, U, 0]], [0.5, 0.5, 0.5, 0.6])[:2] == [0, 3]


def test_of_one_child_one_pair_is_asked():
    assert chosen([[0, 1, 2]], [0.5, 0.5, 0.5], i=[7, 7, 9]) == [0, 2]


def test_what_is_as_good_as_decided_is_not_asked():
    assert chosen([[0, 0, 0, 0]], [1.0, 0.0, 0.999999, 1e-7]) == []


def test_a_pair_of_which_nothing_is_known_teaches_nothing():
    assert chosen([[U, 0], [U, U]], [0.5, 0.5]) == [1]


def test_no_more_are_asked_than_were_wanted():
    assert chosen([[0, 1, 2]], [0.5, 0.5, 0.5], most=2) == [0, 1]
    assert chosen([[0, 1, 2]], [0.5, 0.5, 0.5], most=0) == []


def test_where_there_are_no_pairs_none_are_asked():
    assert select(np.zeros((3, 0), dtype=np.uint8), [2, 2, 2], np.zeros(0), np.zeros(0, dtype=int), 5).tolist() == []


def test_rare_levels_share_a_regressor_so_that_there_are_not_too_many():
    level = np.stack([np.arange(240, dtype=np.uint8), np.zeros(240, dtype=np.uint8)])
    doubt = np.linspace(0.25, 0.01, 240)
    x, width = regressors(level, [240, 1], doubt)
    assert width <= MOST_REGRESSORS
    assert len(set(x[0, :100].tolist())) == 100
    assert len(set(x[0, 200:].tolist())) == 1
    assert set(x[1].tolist()).isdisjoint(x[0].tolist())


def test_what_is_not_said_is_no_regressor():
    x, width = regressors(np.array([[0, U], [U, 1]], dtype=np.uint8), [2, 2], np.array([0.25, 0.25]))
    assert (x.tolist(), width) == ([[0, 2], [2, 1]], 2)


@pytest.mark.parametrize("pairs", [300_000])
def test_pairs_by_the_hundred_thousand_are_gone_through(pairs: int):
    rng = np.random.default_rng(1)
    sizes = [5] * 15 + [168, 6]
    level = np.stack([rng.integers(0, size, pairs).astype(np.uint8) for size in sizes])
    level[rng.random(level.shape) < 0.4] = U
    order = select(level, sizes, rng.beta(0.2, 0.8, pairs), np.arange(pairs) // 20, 30)
    assert len(set((order // 20).tolist())) == 30


_worlds = st.integers(1, 12).flatmap(
    lambda pairs: st.tuples(
        st.lists(st.sampled_from([0, 1, 2, U]), min_size=2 * pairs, max_size=2 * pairs),
        st.lists(st.floats(0, 1), min_size=pairs, max_size=pairs),
        st.lists(st.integers(0, 4), min_size=pairs, max_size=pairs),
    )
)


@given(_worlds, st.integers(1, 6))
def test_what_is_chosen_adds_as_much_as_the_best_by_force(world, most: int):
    levels, probability, children = world
    level = np.array(levels, dtype=np.uint8).reshape(2, -1)
    p, i = np.array(probability), np.array(children)
    order = select(level, [3, 3], p, i, most).tolist()
    assert gains_of(order, level, [3, 3], p) == pytest.approx(by_force(level, [3, 3], p, i, most), abs=1e-9)
    assert len({children[one] for one in order}) == len(order)


@given(_worlds)
def test_the_compiled_loops_say_what_plain_python_says(world):
    levels, probability, children = world
    x = np.minimum(np.array(levels, dtype=np.uint8).reshape(2, -1), 3)
    doubt, spread = np.array(probability), np.array(probability)[::-1].copy()
    child, is_open = np.array(children), np.array([True, False, True, True, False])
    matrix = np.arange(16.0).reshape(4, 4)
    for name, words in (("best_pair", (doubt, spread, child, is_open)), ("one_hot_product", (matrix, x[:, 0]))):
        compiled = getattr(selection_kernel, name)
        assert np.array_equal(compiled(*words), compiled.py_func(*words)), name
    one, other = spread.copy(), spread.copy()
    selection_kernel.lower(one, x, matrix[0], 0.5)
    selection_kernel.lower.py_func(other, x, matrix[0], 0.5)
    assert one == pytest.approx(other)
