"""The reasons of a pair: every kind that both sides speak of, and their bits add up to what the run weighed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab import texts
from nasab.matching import Run, match_lists, understanding
from nasab.matching.evidence.comparison import LEAST_CHANCE
from nasab.matching.given import BINDS, Given
from nasab.matching.judgements import Judgement
from nasab.matching.outside import OutsideEvidence
from nasab.matching.reasons import NOTABLE, Reader
from nasab.matching.scoring import UNTOLD
from tests import cast
from tests.matching.making import Row, averaged, lists, priors_for, understood

NAMES = st.sampled_from(["", "Bilal", "Билал", "Muhammad", "محمد", "Zelimkhan", "Omar; Ali"])
ROWS = st.fixed_dictionaries(
    {
        "name": NAMES, "father": NAMES, "mother": NAMES, "siblings": NAMES, "sex": st.sampled_from(["", "m", "f"]),
        "origin": st.sampled_from(["", "Grozny", "Кайсери"]), "languages": st.sampled_from(["", "che", "tur"]),
        "birth_date": st.sampled_from(["", "2010", "2013-05"]), "marks": st.sampled_from(["", "burn, left forearm"]),
        "group": st.sampled_from(["", "A"]), "family": st.sampled_from(["", "A"]),
    }
)  # fmt: skip


def side(rows: list[Row], dropped: str) -> list[Row]:
    return [{key: cell for key, cell in row.items() if key != dropped} for row in rows]


@settings(max_examples=40)
@given(st.lists(ROWS, min_size=1, max_size=4), st.lists(ROWS, min_size=1, max_size=4))
def test_the_bits_of_any_pair_add_up_to_what_the_run_weighed(found: list[Row], sought: list[Row]):
    both = understood(side(found, "family"), side(sought, "group"))
    g = np.repeat(np.arange(len(both.found), dtype=np.int32), len(both.sought))
    r = np.tile(np.arange(len(both.sought), dtype=np.int32), len(both.found))
    compared, priors = understanding.compare(both, g, r), priors_for(both)
    every = np.arange(len(compared.blocks.i))
    weight = priors.shared_bits(compared)[compared.blocks.within] + priors.own_bits(compared)
    for q, reasons in enumerate(Reader(both, priors, Given()).read(compared, every)):
        assert sum(reason.bits for reason in reasons) == pytest.approx(weight[q], abs=NOTABLE + 1e-3)
        sizes = [abs(reason.bits) for reason in reasons]
        assert sizes == sorted(sizes, reverse=True)
        told = {
            comparison.kind
            for scales, level in (
                (both.shared, compared.shared.level[:, compared.blocks.within[q]]),
                (both.own, compared.own.level[:, q]),
            )
            for comparison, one in zip(scales.comparisons, level.tolist(), strict=True)
            if one != UNTOLD
        }
        assert {reason.kind for reason in reasons} - {"together"} == told


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(match_lists(cast.found(), cast.sought()))


def test_explaining_any_pair_finds_the_weight_and_the_levels_of_the_run(run: Run):
    matching = run.matching
    compared, priors, both = matching.compared, matching.priors, matching.both
    laid = compared.blocks
    weight = priors.shared_bits(compared)[laid.within] + priors.own_bits(compared)
    assert len(laid.i) > 5
    for q in range(len(laid.i)):
        pair = run.explain(run.found.columns["id"][laid.i[q]], run.sought.columns["id"][laid.j[q]])
        assert pair.weight == pytest.approx(weight[q], abs=NOTABLE + 1e-3)
        levels = dict(zip(both.own.kinds, compared.own.level[:, q].tolist(), strict=True))
        for reason in pair.reasons:
            if reason.kind in levels:
                k = both.own.kinds.index(reason.kind)
                assert both.own.comparisons[k].levels[levels[reason.kind]].endswith(reason.level)


def test_a_reason_weighs_its_own_chance_over_the_whole_list(run: Run):
    matching, both = run.matching, run.matching.both
    age = next(reason for reason in run.explain("M-017", "S-204").reasons if reason.kind == "age")
    k = both.own.kinds.index("age")
    chance = both.own.comparisons[k].chance()
    level = both.own.comparisons[k].levels.index(f"year/{age.level}")
    u = max(averaged(chance, both.shares)[chance.row[0], level], LEAST_CHANCE)
    told = math.log2(matching.priors.own[k][level]) - math.log2(u) + matching.priors.own_corrections[k][level]
    assert age.bits == pytest.approx(told, abs=1e-4)


def test_both_sides_stand_as_they_are_written_and_every_language_has_a_sentence(run: Run):
    reasons = {reason.kind: reason for reason in run.explain("M-017", "S-204").reasons}
    assert (reasons["child_name"].found, reasons["child_name"].sought) == ("بلال", "Билал Тагиров")
    assert (reasons["marks"].found, reasons["marks"].sought) == ("burn, left forearm", "ожог на левом предплечье")
    for reason in reasons.values():
        for language in texts.LANGUAGES:
            assert reason.title(language)
            assert reason.sentence(language)


def test_a_reason_looked_up_says_the_same_and_looks_up_nothing_again(run: Run):
    asked: list[str] = []
    for child in run.results:
        for reason in (reason for candidate in child.candidates for reason in candidate.reasons):
            watched = reason._replace(
                written=lambda one=reason: asked.append("written") or one.written(),
                compared=lambda one=reason: asked.append("compared") or one.compared(),
            ).looked_up()
            asked.clear()
            assert (watched.found, watched.sought, watched.names) == (reason.found, reason.sought, reason.names)
            assert watched.sentence("ar") == reason.sentence("ar")
            assert asked == []


def test_where_facts_that_agree_are_of_one_people_that_is_a_reason_of_its_own():
    """Strangers of one people agree in name and language at once: what was counted twice is given back."""
    chechens = [
        {"name": "Хамзат", "languages": "che", "origin": "Grozny", "father": f"Чеченец{k % 7}"} for k in range(90)
    ]
    turks = [{"name": "Mehmet", "languages": "tur", "origin": "Kayseri", "father": f"Turk{k % 7}"} for k in range(90)]
    found = [{"id": "M", "name": "Хамзат", "languages": "che", "origin": "Grozny"}]
    both = understood(found, [*chechens, *turks])
    assert both.sought.shared.peoples == 2
    zero = np.zeros(1, dtype=np.int32)
    compared, priors = understanding.compare(both, zero, zero), priors_for(both)
    reasons = {one.kind: one for one in Reader(both, priors, Given()).read(compared, zero)[0]}
    assert reasons["together"].bits < -0.3
    weight = priors.shared_bits(compared)[0] + priors.own_bits(compared)[0]
    assert sum(one.bits for one in reasons.values()) == pytest.approx(weight, abs=1e-3)
    for language in texts.LANGUAGES:
        assert reasons["together"].sentence(language)
    assert (reasons["together"].found, reasons["together"].sought) == ("", "")


def explained(**more) -> Run:
    return Run(match_lists(cast.found(), cast.sought(), learn=False, **more))


def test_what_is_given_stands_among_the_reasons_with_its_bits_and_its_source():
    rows = [
        OutsideEvidence("M-017", "S-204", 12.5, "Laboratory B"),
        OutsideEvidence("M-017", "S-205", -3.0, "photograph", of="family"),
    ]
    plain, told = explained(), explained(outside=rows)
    reasons = [one for one in told.explain("M-017", "S-204").reasons if one.kind == "outside"]
    assert [(one.level, one.bits) for one in reasons] == [("child", 12.5), ("family", -3.0)]
    assert "Laboratory B" in reasons[0].sentence()
    weight = told.explain("M-017", "S-204").weight
    assert weight == pytest.approx(plain.explain("M-017", "S-204").weight + 9.5, abs=1e-3)
    assert all(one.kind != "outside" for one in told.explain("M-021", "S-300").reasons)


@pytest.mark.parametrize(("verdict", "bits"), [("same", [BINDS]), ("different", [-BINDS]), ("unsure", [])])
def test_a_judgement_is_a_reason_and_says_whose_it_is(verdict: str, bits: list[float]):
    judged = Judgement("M-017", "S-204", verdict, "Madina", "2018-05-02")  # type: ignore[arg-type]
    reasons = [one for one in explained(judgements=[judged]).explain("M-017", "S-204").reasons if one.kind == "judged"]
    assert [one.bits for one in reasons] == bits
    for one in reasons:
        assert "Madina" in one.sentence()
        assert "2018-05-02" in one.sentence()


def test_unknown_is_no_reason():
    found, sought = lists([{"name": "Bilal", "sex": "m"}, {}], [{"name": "Билал", "sex": "m"}, {}])
    kinds = {reason.kind for reason in Run(match_lists(found, sought)).explain("M-0", "S-0").reasons}
    assert kinds <= {"child_name", "sex", "together"}
    assert Run(match_lists(found, sought)).explain("M-1", "S-0").reasons == ()
