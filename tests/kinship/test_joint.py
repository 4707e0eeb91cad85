from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import Identification, Place, Together, identify, joint_components, joint_solving
from nasab.kinship.places import claims_on

PLACES = [Place("M1", "F1"), Place("M2", "F1")]


def bits(table) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log2(np.array(table, dtype=float))


def every_way(weights, places, together=(), prior=1.0):
    """All ways to match with their weights, one by one: slow, clear, and the measure of the rest."""
    children = range(len(weights))
    joint = {frozenset(pairs): value for pairs, value in together}
    for chosen in itertools.product(range(-1, len(places)), repeat=len(weights)):
        used = [j for j in chosen if j >= 0]
        if len(set(used)) < len(used):
            continue
        weight = prior ** len(used)
        for family in {place.family for place in places}:
            pairs = [(i, chosen[i]) for i in children if chosen[i] >= 0 and places[chosen[i]].family == family]
            if len(pairs) == 1:
                weight *= 2.0 ** weights[pairs[0][0]][pairs[0][1]]
            elif pairs:
                weight *= 2.0 ** joint.get(frozenset(pairs), -math.inf)
        yield chosen, weight


def by_counting(weights, places, together=(), prior=1.0) -> tuple[np.ndarray, float, float]:
    posterior, total, best = np.zeros((len(weights), len(places))), 0.0, 0.0
    for chosen, weight in every_way(weights, places, together, prior):
        total, best = total + weight, max(best, weight)
        for i, j in enumerate(chosen):
            if j >= 0:
                posterior[i, j] += weight
    return posterior / total, total, best


def code_of(call, *arguments, **named) -> str:
    with pytest.raises(WrongUse) as told:
        call(*arguments, **named)
    assert str(told.value)
    return told.value.code


def test_one_child_and_one_place_are_weighed_by_their_odds():
    one = identify([[math.log2(999)]], [Place("M", "F")], ["V"])
    assert one.posterior[0, 0] == pytest.approx(0.999, abs=1e-15)
    assert one.nobody[0] == pytest.approx(0.001, abs=1e-15)
    assert one.best == (("V", "M"),)
    assert identify([[math.log2(999)]], [Place("M", "F")], ["V"], prior=0.001).posterior[0, 0] == pytest.approx(
        0.999 / 1.999, abs=1e-15
    )


def test_a_strong_claim_elsewhere_weakens_a_weak_one_here():
    places = [Place("M1", "F1"), Place("M2", "F2")]
    alone = identify(bits([[10.0]]), places[:1], ["A"])
    rival = identify(bits([[10.0], [1000.0]]), places[:1], ["A", "B"])
    elsewhere = identify(bits([[10.0, 1000.0]]), places, ["A"])
    assert alone.posterior[0, 0] == pytest.approx(10 / 11)
    assert rival.posterior[0, 0] == pytest.approx(10 / 1011)
    assert elsewhere.posterior[0, 0] == pytest.approx(10 / 1011)


def test_two_children_of_one_family_need_their_joint_weight():
    assert code_of(identify, bits([[5.0, 1.0], [1.0, 5.0]]), PLACES, ["A", "B"]) == "JOINT-01"


def test_brother_and_sister_whom_nothing_tells_apart_are_sure_together():
    places = [Place("M1", "F1"), Place("M2", "F1")]
    together = [Together((("A", "M1"), ("B", "M2")), 30.0), Together((("A", "M2"), ("B", "M1")), 30.0)]
    found = identify(np.full((2, 2), 10.0), places, ["A", "B"], together=together)
    assert found.posterior == pytest.approx(np.full((2, 2), 0.5), abs=1e-5)
    both, ratio = found.of_family(["A", "B"], ["M1", "M2"])
    assert both == pytest.approx(2**31 / (2**31 + 4 * 2**10 + 1), rel=1e-12)
    assert ratio == pytest.approx(20.0)
    assert code_of(found.of_family, ["A"], ["M1", "M9"]) == "JOINT-05"


@st.composite
def cases(draw):
    """Children, places and weights, some impossible; families of one place or two, with weights of two together."""
    count, sizes = draw(st.integers(1, 4)), draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    places = [Place(f"M{f}{k}", f"F{f}") for f, size in enumerate(sizes) for k in range(size)]
    weight = st.one_of(st.just(-math.inf), st.floats(-30, 30))
    weights = [[draw(weight) for _ in places] for _ in range(count)]
    together = []
    for f, size in enumerate(sizes):
        if size == 2:
            a, b = (j for j, place in enumerate(places) if place.family == f"F{f}")
            together += [(((i, a), (k, b)), draw(weight)) for i in range(count) for k in range(count) if i != k]
    return weights, places, together


def named(pairs, places) -> tuple[tuple[str, str], ...]:
    return tuple((f"V{i}", places[j].id) for i, j in pairs)


def solved(case, **how) -> Identification:
    weights, places, together = case
    told = [Together(named(pairs, places), value) for pairs, value in together]
    return identify(weights, places, [f"V{i}" for i in range(len(weights))], together=told, **how)


@settings(max_examples=200, deadline=None)
@given(cases(), st.sampled_from([1.0, 0.01]))
def test_posteriors_are_those_of_counting_every_way(case, prior):
    weights, places, together = case
    expected, total, best = by_counting(weights, places, together, prior)
    found = solved(case, prior=prior, negligible=0.0)
    assert found.posterior == pytest.approx(expected, abs=1e-12)
    assert found.bits == pytest.approx(math.log2(total), abs=1e-9)
    assert found.best_posterior == pytest.approx(best / total, rel=1e-9)
    assert found.posterior.sum(axis=1) + found.nobody == pytest.approx(np.ones(len(weights)), abs=1e-12)
    assert found.lost == 0.0


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_ratio_of_a_pair_is_the_best_way_with_it_against_the_best_without(case):
    weights, places, together = case
    found = solved(case, negligible=0.0)
    ways = list(every_way(weights, places, together))
    for i, j in np.argwhere(found.ratio > -math.inf):
        with_it = max(weight for chosen, weight in ways if chosen[i] == j)
        without = max(weight for chosen, weight in ways if chosen[i] != j)
        if with_it > 0:
            assert found.ratio[i, j] == pytest.approx(math.log2(with_it / without), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from([0.5, 1e-3]))
def test_what_is_left_out_as_negligible_changes_no_posterior_by_more_than_is_said(case, negligible):
    weights, places, together = case
    expected, _, _ = by_counting(weights, places, together)
    found = solved(case, negligible=negligible)
    assert np.abs(found.posterior - expected).max() <= found.lost + 1e-12
    assert (found.dropped == 0) == (found.lost == 0.0) or found.dropped > 0


def test_claims_too_strong_for_plain_numbers_are_summed_in_bits():
    n = 5  # one child is wanted by all families, and one family by all children: their strongest exclude one another
    weights = [[700 + j if 0 in (i, j) else -3 for j in range(n)] for i in range(n)]
    total, share = Fraction(0), [[Fraction(0)] * n for _ in range(n)]
    for chosen in itertools.product(range(-1, n), repeat=n):
        used = [j for j in chosen if j >= 0]
        if len(set(used)) == len(used):
            weight = Fraction(2) ** sum(weights[i][j] for i, j in enumerate(chosen) if j >= 0)
            total += weight
            for i, j in enumerate(chosen):
                if j >= 0:
                    share[i][j] += weight
    found = identify(weights, [Place(f"M{j}", f"F{j}") for j in range(n)], negligible=0.0)
    expected = np.array([[float(one / total) for one in row] for row in share])
    assert found.posterior == pytest.approx(expected, rel=1e-9, abs=1e-15)
    assert found.bits == pytest.approx(math.log2(total.numerator) - math.log2(total.denominator), abs=1e-9)


def test_a_chain_of_families_is_exact_however_long_it_is():
    n = 60
    weights = np.full((n, n), -math.inf)
    for i in range(n):
        weights[i, i] = 3.0
        if i + 1 < n:
            weights[i, i + 1] = 1.0
    found = identify(weights, [Place(f"M{j}", f"F{j}") for j in range(n)], negligible=0.0)
    assert [part.method for part in found.parts] == ["exact"]
    assert found.parts[0].width <= 2
    shorter, whole = 1.0, 1.0  # matchings of a path: without its last edge, or with it and without the one before
    for edge in range(2 * n - 1):
        shorter, whole = whole, whole + (2.0 if edge % 2 else 8.0) * shorter
    assert found.bits == pytest.approx(math.log2(whole), abs=1e-9)


def test_sampling_agrees_with_the_exact_sum(monkeypatch):
    rng = np.random.default_rng(7)
    weights = rng.normal(0, 4, (7, 6))
    places = [Place(f"M{j}", f"F{j}") for j in range(6)]
    exact = identify(weights, places)
    monkeypatch.setattr(joint_components, "MOST_STATES", 1)
    assert code_of(identify, weights, places) == "JOINT-06"
    near = identify(weights, places, rng=np.random.default_rng(1), sweeps=4000)
    assert [part.method for part in near.parts] == ["sampled"]
    assert near.error < 0.01
    assert np.abs(near.posterior - exact.posterior).max() < 6 * near.error + 1e-6
    assert near.best == exact.best
    assert near.bits is None


def test_sampling_crosses_from_one_strong_way_to_another(monkeypatch):
    n = 3  # two ways to match of equal weight, a rotation apart, with nothing likely between them
    weights = np.full((n, n), -20.0)
    for i in range(n):
        weights[i, i] = weights[i, (i + 1) % n] = 15.0
    monkeypatch.setattr(joint_components, "MOST_STATES", 1)
    places = [Place(f"M{j}", f"F{j}") for j in range(n)]
    found = identify(weights, places, rng=np.random.default_rng(3), sweeps=8000)
    assert np.diag(found.posterior) == pytest.approx(np.full(n, 0.5), abs=0.08)


def test_sampling_knows_several_children_of_one_family(monkeypatch):
    places = [Place("M1", "F1"), Place("M2", "F1"), Place("M3", "F2")]
    weights = [[3.0, 1.0, 2.0], [1.0, 3.0, 0.0], [0.0, 1.0, 2.0]]
    pairs = [(((i, 0), (k, 1)), 4.0 + i - k) for i in range(3) for k in range(3) if i != k]
    case = weights, places, pairs
    exact = solved(case)
    monkeypatch.setattr(joint_components, "MOST_STATES", 1)
    near = solved(case, rng=np.random.default_rng(2))
    assert np.abs(near.posterior - exact.posterior).max() < 6 * near.error + 1e-6
    assert near.best == exact.best


def test_of_pairs_given_a_probability_as_many_are_true():
    """Weights are the log of their own ratio, and the truth is drawn from the prior, so probabilities must be right."""
    rng = np.random.default_rng(5)
    places = [Place(f"M{j}", f"F{j}") for j in range(3)]
    ways = [way for way, weight in every_way(np.zeros((3, 3)), places, prior=0.5) if weight > 0]
    odds = np.array([0.5 ** sum(j >= 0 for j in way) for way in ways])
    given_, true = [], []
    for _ in range(1500):
        way = ways[rng.choice(len(ways), p=odds / odds.sum())]
        truth = np.array([[way[i] == j for j in range(3)] for i in range(3)])
        nats = rng.normal(np.where(truth, 4.5, -4.5), 3.0)  # spread s, mean s squared / 2
        found = identify(nats / math.log(2), places, prior=0.5, negligible=0.0)
        given_.append(found.posterior)
        true.append(truth)
    probability, is_true = np.array(given_).ravel(), np.array(true).ravel()
    for low, high in ((0.0, 0.05), (0.05, 0.3), (0.3, 0.7), (0.7, 0.95), (0.95, 1.01)):
        chosen = (probability >= low) & (probability < high)
        spread = math.sqrt((probability[chosen] * (1 - probability[chosen])).sum())
        assert chosen.sum() > 50
        assert abs(probability[chosen].sum() - is_true[chosen].sum()) < 4 * spread


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_best_way_is_the_same_by_assignment_or_integer_programme(case):
    weights, places, together = case
    told = [Together(named(pairs, places), value) for pairs, value in together]
    names = [f"V{i}" for i in range(len(weights))]
    table = np.array(weights)
    claims = claims_on(table, np.zeros_like(table), names, places, told)
    _, _, best = by_counting(weights, places, together)
    chosen = [c for part in joint_components.components(claims) for c in joint_solving.best_way(claims, part)]
    assert 2.0 ** sum(claims[c].bits for c in chosen) == pytest.approx(best, rel=1e-6)


@pytest.mark.parametrize(
    ("arguments", "named_ones", "code"),
    [
        (([[math.nan]], [Place("M", "F")]), {}, "JOINT-03"),
        (([[math.inf]], [Place("M", "F")]), {}, "JOINT-03"),
        (([[1.0]], [Place("M", "F")]), {"prior": -1.0}, "JOINT-04"),
        (([[1.0]], [Place("M", "F")]), {"prior": math.nan}, "JOINT-04"),
        (([[1.0], [1.0]], [Place("M", "F")], ["A", "A"]), {}, "JOINT-02"),
        (([[1.0]], [Place("M", "F")], ["A", "B"]), {}, "JOINT-02"),
        (([[1.0, 1.0]], [Place("M", "F"), Place("M", "G")]), {}, "JOINT-02"),
        (([[1.0]], [Place("M", "F")], ["A"]), {"together": [Together((("A", "M"), ("B", "M")), 1.0)]}, "JOINT-02"),
        (([[1.0]], [Place("M", "F")], ["A"]), {"together": [Together((("A", "M"),), 1.0)]}, "JOINT-03"),
        (
            ([[1.0, 1.0], [1.0, 1.0]], [Place("M", "F"), Place("N", "G")], ["A", "B"]),
            {"together": [Together((("A", "M"), ("B", "N")), 1.0)]},
            "JOINT-05",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(arguments, named_ones, code):
    assert code_of(identify, *arguments, **named_ones) == code


def test_nobody_and_nothing_are_answered_too():
    assert identify(np.zeros((0, 1)), [Place("M", "F")], []).empty.tolist() == [1.0]
    assert identify(np.full((1, 1), -math.inf), [Place("M", "F")]).nobody.tolist() == [1.0]
