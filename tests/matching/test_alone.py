"""A child by itself: the same evidence, without what its brothers and sisters say."""

from __future__ import annotations

import pytest

import nasab
from nasab.matching import Run, match_lists
from nasab.matching.alone import Alone
from nasab.matching.judgements import Judgement
from nasab.matching.outside import OutsideEvidence
from tests.matching.making import Row, lists

NAMES = ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Сулим", "Ваха", "Султан", "Иса")
MOTHERS = ("Петимат", "Малика", "Луиза", "Айшат", "Зулай", "Раиса", "Хава", "Зара", "Марха", "Таус")


def strangers(turn: int) -> list[Row]:
    return [
        {"name": name, "father": NAMES[k - turn], "mother": MOTHERS[k - turn], "birth_date": str(2004 + k)}
        for k, name in enumerate(NAMES)
    ]


#: One of the brothers knows the father, the other the mother.
BROTHERS: list[Row] = [
    {"id": "B-1", "group": "G", "name": "Zelimkhan", "father": "Ruslan"},
    {"id": "B-2", "group": "G", "name": "Turpal", "mother": "Zaira"},
]
FAMILY: list[Row] = [
    {"id": "S-1", "family": "F", "name": "Зелимхан", "father": "Руслан", "mother": "Заира"},
    {"id": "S-2", "family": "F", "name": "Турпал", "father": "Руслан", "mother": "Заира"},
]


def of(run: Run, found: str, sought: str) -> float:
    """P(the child's household is the family of the child sought) by what its own row says."""
    row, other = run.found.columns["id"].index(found), run.sought.columns["id"].index(sought)
    return Alone(run.matching).of(row, int(run.matching.both.sought.children.household[other]))


def matched(found: list[Row], sought: list[Row], **more: object) -> Run:
    return Run(match_lists(*lists([*found, *strangers(3)], [*sought, *strangers(5)]), learn=False, **more))  # type: ignore[arg-type]


def test_brothers_together_are_surer_than_each_alone():
    run = matched(BROTHERS, FAMILY)
    for found in ("B-1", "B-2"):
        told = run.child(found).together
        assert told is not None
        assert told.alone == pytest.approx(of(run, found, "S-1"))
        assert told.alone < told.probability


@pytest.mark.parametrize("found", ["B-1", "B-2"])
def test_a_child_by_itself_is_believed_to_be_what_it_is_in_a_list_without_its_brother(found: str):
    run = matched(BROTHERS, FAMILY)
    row = next(row for row in BROTHERS if row["id"] == found)
    without = matched([{**row, "group": ""}, {"name": "Nobody"}], FAMILY)
    group = int(without.matching.both.found.children.household[0])
    laid, belief = without.matching.compared.blocks, without.matching.alone
    family = int(without.matching.both.sought.children.household[0])
    expected = float(belief.family[(laid.g == group) & (laid.r == family)][0])
    assert of(run, found, "S-1") == pytest.approx(expected, abs=0.02)


def test_only_children_of_groups_with_a_family_to_speak_of_are_weighed_by_themselves():
    run = matched(BROTHERS, FAMILY)
    both, laid = run.matching.both, run.matching.compared.blocks
    likeliest = float(run.matching.outcome.family[laid.group == both.found.children.household[0]].max())
    some, none = Alone(run.matching, likeliest - 1e-4), Alone(run.matching, likeliest + 1e-4)
    family = int(both.sought.children.household[0])
    assert of(run, "B-1", "S-1") > 0
    assert some.of(0, family) == pytest.approx(of(run, "B-1", "S-1"))
    assert none.of(0, family) == 0


def test_who_has_no_brother_and_no_family_has_nothing_to_be_compared_with():
    run = nasab.match(*lists([{"name": "Bilal"}], [{"name": "Тимур"}]), learn=False)
    assert of(run, "M-0", "S-0") == 0
    assert run.child("M-0").together is None


def test_what_is_given_for_the_child_itself_counts_and_what_is_given_for_its_brother_does_not():
    plain = matched(BROTHERS, FAMILY)
    proof = [OutsideEvidence("B-1", "S-1", 12.0, "Laboratory B")]
    proven = matched(BROTHERS, FAMILY, outside=proof)
    assert of(proven, "B-1", "S-1") > of(plain, "B-1", "S-1")
    assert of(proven, "B-2", "S-2") == pytest.approx(of(plain, "B-2", "S-2"), abs=1e-6)


def test_a_judgement_binds_the_child_by_itself_too():
    bound = matched(BROTHERS, FAMILY, judgements=[Judgement("B-1", "S-1", "same")])
    assert of(bound, "B-1", "S-1") > 0.999
