"""Averaging over graphs at the digits of dga 2.0.2, and against a slow sum written from the paper."""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.estimation import Overlaps, average, decomposable_graphs
from tests.estimation.published import BRITAIN, DIABETES, KOREA, KOSOVO, SPINA_BIFIDA, table


@pytest.mark.parametrize(("t", "many"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822)])
def test_as_many_graphs_as_there_are(t, many):
    assert len(set(decomposable_graphs(t))) == many


@pytest.mark.parametrize(
    ("told", "most", "quantiles", "graph", "weight"),
    [
        (KOREA, 3690, [123, 126, 159, 278, 440], "[12,23]", 0.64645131185),
        (KOSOVO, 44000, [9827, 10798, 12595, 14956, 16544], "[123,134]", 0.98551317952),
        (BRITAIN, 27440, [10343, 11232, 22365, 27813, 29446], "[123,25,34]", 0.43989581374),
        (SPINA_BIFIDA, 18780, [694, 707, 731, 762, 787], "[23,1]", 0.72245310955),
        (DIABETES, 20690, [2376, 2407, 2471, 2545, 2589], "[13,24,34]", 0.9873874575),
    ],
    ids=["Korea", "Kosovo", "Britain", "spina", "diabetes"],
)
def test_published_tables(told, most, quantiles, graph, weight):
    found = average(table(told), most_unseen=most)
    assert [found.quantile(share) for share in (0.025, 0.1, 0.5, 0.9, 0.975)] == quantiles
    assert found.graphs[0].notation(found.t) == graph
    assert found.weights[0] == pytest.approx(weight, abs=1e-8)
    assert found.probability.sum() == pytest.approx(1)
    assert found.weights.sum() == pytest.approx(1)


def slow(overlaps: Overlaps, most: int) -> tuple[np.ndarray, dict[str, float]]:
    """The sum of Madigan and York (1997), term by term."""
    t, n, table_ = overlaps.t, overlaps.n, overlaps.laid_out()
    delta = 2.0**-t
    logs = {}
    for graph in decomposable_graphs(t):
        for unseen in range(most + 1):
            whole = table_.copy()
            whole[0] = unseen

            def part(s: int, cells=whole) -> float:
                if s == 0:
                    return lgamma(n + cells[0] + 1) - lgamma(1)
                sums: dict[int, int] = {}
                for history, count in enumerate(cells.tolist()):
                    sums[history & s] = sums.get(history & s, 0) + count
                each = delta * 2.0 ** (t - s.bit_count())
                return sum(lgamma(count + each) - lgamma(each) for count in sums.values())

            score = sum(map(part, graph.cliques)) - sum(map(part, graph.separators))
            score += (len(graph.cliques) - len(graph.separators)) * (lgamma(1) - lgamma(1 + n + unseen))
            score += lgamma(n + unseen + 1) - lgamma(unseen + 1) - np.log(n + unseen)
            logs[graph.notation(t), unseen] = score
    top = max(logs.values())
    weights = {key: float(np.exp(score - top)) for key, score in logs.items()}
    total = sum(weights.values())
    by_unseen = np.array([sum(w for (_, u), w in weights.items() if u == k) for k in range(most + 1)]) / total
    graphs: dict[str, float] = {}
    for (name, _), weight in weights.items():
        graphs[name] = graphs.get(name, 0.0) + weight / total
    return by_unseen, graphs


@given(st.lists(st.integers(0, 9), min_size=7, max_size=7).filter(any))
def test_the_quick_sum_is_the_slow_sum(cells):
    overlaps = Overlaps.of("abc", {history + 1: count for history, count in enumerate(cells)})
    quick = average(overlaps, most_unseen=25)
    by_unseen, graphs = slow(overlaps, 25)
    assert quick.probability == pytest.approx(by_unseen, abs=1e-9)
    for graph, weight in zip(quick.graphs, quick.weights, strict=True):
        assert weight == pytest.approx(graphs[graph.notation(3)], abs=1e-9)


@given(st.lists(st.integers(0, 60), min_size=15, max_size=15).filter(any), st.permutations(range(4)))
def test_the_order_of_lists_changes_nothing(cells, order):
    overlaps = Overlaps.of("abcd", {history + 1: count for history, count in enumerate(cells)})
    assert average(overlaps.ordered(order)).interval(0.95) == average(overlaps).interval(0.95)


def test_the_end_of_the_grid_and_one_graph_are_noticed():
    assert average(table(KOSOVO)).is_one_graph
    assert not average(table(KOREA)).is_one_graph
    assert average(table(KOREA), most_unseen=60).is_cut_off
    assert not average(table(KOREA)).is_cut_off


def test_more_than_five_lists_are_refused():
    with pytest.raises(WrongUse) as told:
        average(Overlaps.of("abcdef", {1: 10, 3: 4}))
    assert told.value.code == "COUNT-08"
