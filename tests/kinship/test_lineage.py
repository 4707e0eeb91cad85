from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.kinship import Member, compose, line_between, match_probability, read_statement, y_evidence
from nasab.kinship.lineage import LONGER, _walk

MARKERS = ["DYS19", "DYS389I", "DYS390", "DYS391", "DYS392", "DYS393", "DYS437", "DYS438", "DYS439", "DYS448", "DYS456",
           "DYS458", "DYS635", "Y-GATA-H4", "DYS389II", "DYS570"]  # fmt: skip
MAN = {name: ["14"] for name in MARKERS} | {"DYS385": ["11", "14"]}


def changed(**alleles: list[str]) -> dict[str, list[str]]:
    return {**MAN, **alleles}


def others(count: int) -> list[dict[str, list[str]]]:
    """Haplotypes of an invented database, all different from one another and from the man's."""
    return [changed(DYS19=[str(10 + k % 7)], DYS390=[str(20 + k // 7)]) for k in range(count)]


def test_the_child_is_added_to_the_database_it_is_counted_in():
    assert match_probability(0, 99) == 0.01
    assert match_probability(4, 99) == 0.05
    assert match_probability(0, 0) == 1.0


def test_the_upper_limit_of_what_was_never_seen_is_that_of_clopper_and_pearson():
    # x = 0: 1 - 0.05 ** (1 / N), the textbook closed form; 0.0295 for N = 100.
    assert match_probability(0, 100, counting="upper") == pytest.approx(1 - 0.05 ** (1 / 100), rel=1e-12)
    assert match_probability(0, 100, counting="upper") == pytest.approx(0.02951, abs=5e-6)
    assert match_probability(100, 100, counting="upper") == 1.0


def test_brenner_s_kappa_makes_a_new_haplotype_rarer_the_more_are_single():
    # 900 of 1000 with the new one are single: (1 - 0.9) / 1000.
    assert match_probability(0, 999, counting="kappa", singletons=899) == pytest.approx(0.1 / 1000, rel=1e-12)
    assert match_probability(0, 9, counting="kappa", singletons=9) == pytest.approx(1 / 100)
    assert match_probability(3, 999, counting="kappa", singletons=899) == 4 / 1000


def test_lineages_of_one_people_are_met_more_often():
    assert match_probability(0, 9999, theta=0.01) == pytest.approx(0.01 + 0.99 / 10000)


@pytest.mark.parametrize(("seen", "database", "theta"), [(2, 1, 0), (-1, 5, 0), (0, 5, 2), (0, 5, math.nan)])
def test_counts_that_cannot_be_are_refused(seen, database, theta):
    with pytest.raises(ValueError):
        match_probability(seen, database, theta=theta)


def test_a_match_is_one_factor_of_the_whole_haplotype_and_not_a_product():
    told = y_evidence(MAN, MAN, 1, others(99))
    stays = (1 - 0.002) ** (len(MARKERS) - 1) * (1 - 0.0124) * (1 - 0.002) ** 2
    assert 2**told.bits == pytest.approx(stays * 100, rel=1e-4)
    assert (told.apart, told.steps, told.database, told.seen) == ((), 0.0, 99, 0)
    assert not told.is_excluded


def test_without_a_database_a_match_weighs_nothing():
    assert y_evidence(MAN, MAN, 1).bits < 0
    assert y_evidence(MAN, MAN, 1).bits > -0.2
    assert y_evidence({}, MAN, 1, others(99)).bits == 0.0


def test_one_step_between_father_and_son_weakens_and_does_not_exclude():
    match, step = (y_evidence(boy, MAN, 1, others(99)) for boy in (MAN, changed(DYS391=["15"])))
    assert step.apart == ("DYS391",)
    assert step.steps == 1
    assert not step.is_excluded
    assert 2 ** (match.bits - step.bits) == pytest.approx(0.998 / (0.001 * (1 - LONGER)), rel=1e-9)


def test_a_step_is_likelier_where_more_fathers_stand_between_and_at_a_rapid_marker():
    near, far = (y_evidence(changed(DYS391=["15"]), MAN, meioses, others(99)).bits for meioses in (1, 6))
    rapid = y_evidence(changed(DYS570=["15"]), MAN, 1, others(99)).bits
    assert far > near
    assert rapid > near


def test_many_markers_apart_exclude_a_lineage():
    boy = changed(DYS19=["16"], DYS390=["22"], DYS391=["11"], DYS439=["12"], DYS458=["17"])
    told = y_evidence(boy, MAN, 1, others(99))
    assert told.is_excluded
    assert told.bits < -20
    assert len(told.apart) == 5


def test_two_copies_of_a_marker_are_compared_in_whichever_order():
    same = y_evidence(changed(DYS385=["14", "11"]), MAN, 1, others(9))
    assert same.apart == ()
    step = y_evidence(changed(DYS385=["11", "15"]), MAN, 1, others(9))
    assert (step.apart, step.steps) == (("DYS385",), 1.0)
    assert y_evidence(changed(DYS385=["11"]), MAN, 1, others(9)).steps == 3.0


def test_what_was_not_typed_is_not_compared():
    boy = {name: alleles for name, alleles in MAN.items() if name != "DYS19"} | {"DYS390": []}
    assert set(y_evidence(boy, MAN, 1, others(9)).compared) == set(MAN) - {"DYS19", "DYS390"}


@given(st.floats(0, 0.05), st.integers(1, 12))
def test_all_that_may_become_of_an_allele_adds_up_to_one(rate, meioses):
    walk = _walk(rate, meioses)
    assert sum(walk) == pytest.approx(1, abs=1e-6)
    assert walk == pytest.approx(walk[::-1], abs=1e-15)


def test_two_meioses_of_single_steps_are_those_of_a_walk():
    walk = _walk(0.01, 2)  # back and forth is no difference: 0.99 ** 2 + 2 (0.01 / 2) ** 2 and a little of longer steps
    assert walk[12] == pytest.approx(0.99**2 + 2 * (0.005 * (1 - LONGER)) ** 2, abs=1e-6)


FAMILY = compose(
    [
        read_statement(one)
        for one in (
            "Ruslan | father | Bilal", "Aslan | father's brother | Bilal", "Musa | paternal grandfather | Bilal",
            "Aminat | mother | Bilal", "Hamza | mother's brother | Bilal", "Zara | maternal grandmother | Bilal",
            "Hava | sister | Bilal", "Isa | son | Hava",
        )
    ],
    {"Bilal": "M"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "line", "meioses"),
    [
        ("Bilal", "Ruslan", "y", 1), ("Bilal", "Musa", "y", 2), ("Bilal", "Aslan", "y", 3),
        ("Bilal", "Hamza", "y", None),
        ("Hava", "Ruslan", "y", None), ("Bilal", "Aminat", "mt", 1), ("Bilal", "Hamza", "mt", 3),
        ("Bilal", "Hava", "mt", 2),
        ("Bilal", "Ruslan", "mt", None), ("Isa", "Zara", "mt", 3), ("Isa", "Bilal", "mt", 3),
        ("Isa", "Bilal", "y", None),
    ],
)  # fmt: skip
def test_who_is_of_one_line_is_seen_in_the_family(one, other, line, meioses):
    assert line_between(FAMILY.members, one, other, line) == meioses


def test_half_brothers_by_the_father_are_of_one_line_of_men_and_of_two_of_mothers():
    members = [
        Member("f", "M"),
        Member("a", "M", "f", "m"),
        Member("b", "M", "f", "n"),
        Member("m", "F"),
        Member("n", "F"),
    ]
    assert line_between(members, "a", "b", "y") == 2
    assert line_between(members, "a", "b", "mt") is None
