"""Who speaks for whom: no child is a rival of its brothers, nor of itself where it was registered before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import competition_kernel
from nasab.matching.voices import Voices, gather
from tests.matching.inventing import compared_of, worlds


@st.composite
def spoken(draw: st.DrawFn):
    """Two sets of groups, a unit for each group, and which rows of either list are one child."""
    first, second = draw(worlds()), draw(worlds())
    blocks = [compared_of(*world).blocks for world in (first, second)]
    groups = sum(part.groups for part in blocks)
    unit = np.array(draw(st.lists(st.integers(0, groups - 1), min_size=groups, max_size=groups)), dtype=np.int32)
    rows = [1 + max(int(getattr(part, side).max()) for part in blocks) for side in ("i", "j")]
    found, sought = (
        np.array([draw(st.integers(0, row)) for row in range(n)], dtype=np.int32) for n in rows
    )  # each stands for itself or for one before it
    return blocks, unit, found, sought


def pairs_of(blocks, unit, found, sought) -> list[tuple[int, int, int]]:
    """Unit, child found and child sought of each pair of children."""
    out, before = [], 0
    for part in blocks:
        groups = unit[before + part.group[part.within]].tolist()
        out += list(zip(groups, found[part.i].tolist(), sought[part.j].tolist(), strict=True))
        before += part.groups
    return out


@given(spoken())
def test_pairs_are_of_one_voice_if_unit_and_both_children_are_the_same(world):
    blocks, unit, found, sought = world
    voices = gather(blocks, unit, found, sought)
    pairs = pairs_of(blocks, unit, found, sought)
    voice_of = dict(zip(pairs, voices.of_pair.tolist(), strict=True))
    assert [voice_of[pair] for pair in pairs] == voices.of_pair.tolist()
    assert len(set(voice_of.values())) == len(voice_of) == len(voices.demand)
    demand_of = {(u, c): int(voices.demand[v]) for (u, _, c), v in voice_of.items()}
    for (u, _, c), v in voice_of.items():
        assert demand_of[u, c] == voices.demand[v]
        assert voices.child[voices.demand[v]] == c
    assert len(demand_of) == len(voices.child)
    assert (np.diff(voices.child) >= 0).all()
    assert (np.diff(voices.demand) >= 0).all()


@given(spoken())
def test_voices_of_two_units_for_the_same_two_children_are_one_claim(world):
    blocks, unit, found, sought = world
    voices = gather(blocks, unit, found, sought)
    pairs = pairs_of(blocks, unit, found, sought)
    by_claim: dict[tuple[int, int], set[int]] = {}
    for (_, f, c), v in zip(pairs, voices.of_pair.tolist(), strict=True):
        by_claim.setdefault((c, f), set()).add(v)
    several = [by_claim[claim] for claim in sorted(by_claim) if len(by_claim[claim]) > 1]
    told = [
        set(voices.claim_voices[voices.claim_start[k] : voices.claim_start[k + 1]].tolist())
        for k in range(len(voices.claim_start) - 1)
    ]
    assert told == several
    for v, claim in enumerate(voices.claim.tolist()):
        assert (claim >= 0) == any(v in one for one in several)
        assert claim < 0 or v in told[claim]
    of_child = [c for c, f in sorted(by_claim) if len(by_claim[c, f]) > 1]
    assert voices.first.tolist() == [sum(c < child for c in of_child) for child in range(len(sought) + 1)]


def rivals(voices: Voices, strength: np.ndarray) -> list[float]:
    """What each voice hears: of every other claim on its child, the strongest voice of another unit."""
    claims: dict[object, list[int]] = {}
    for v, claim in enumerate(voices.claim.tolist()):
        claims.setdefault(("alone", v) if claim < 0 else claim, []).append(v)
    child = voices.child[voices.demand]
    out = []
    for v in range(len(strength)):
        total = 0.0
        for members in claims.values():
            heard = [strength[w] for w in members if child[w] == child[v] and voices.demand[w] != voices.demand[v]]
            total += 0.0 if v in members else max(heard, default=0.0)
        out.append(total)
    return out


@given(spoken(), st.integers(0, 999))
def test_what_a_voice_hears_is_the_strongest_voice_of_every_other_claim(world, seed: int):
    voices = gather(*world)
    strength = np.random.default_rng(seed).random(len(voices.demand)) * 1000
    out = np.full(len(strength), np.nan)
    competition_kernel._heard(
        strength, voices.demand, voices.child, voices.claim, voices.claim_start, voices.claim_voices, voices.first, out
    )
    assert out == pytest.approx(rivals(voices, strength))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1e15))))
def test_the_sum_of_the_others_loses_nothing_beside_one_that_is_very_large(told: list[tuple[int, float]]):
    ordered = sorted(told, key=lambda pair: pair[0])
    value, key = np.array([one for _, one in ordered]), np.array([k for k, _ in ordered], dtype=np.int64)
    out = np.full(len(value), np.nan)
    competition_kernel._others(value, key, out)
    by_hand = [sum(other for j, (k, other) in enumerate(ordered) if k == key[i] and j != i) for i in range(len(value))]
    assert out == pytest.approx(by_hand, rel=1e-12)
