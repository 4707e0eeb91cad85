"""Not the same stays so, until somebody says something new of the pair; then it comes back and says what is new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nasab.matching import Run, match_lists
from nasab.matching.judgements import Judgement, Verdict
from tests.matching.making import Row, lists

STRANGERS: list[Row] = [
    {"name": name, "father": father}
    for name, father in (
        ("Хамзат", "Иса"),
        ("Лечи", "Ваха"),
        ("Арби", "Султан"),
        ("Шамиль", "Адлан"),
        ("Тимур", "Руслан"),
    )
]
CHILD: Row = {"id": "M", "name": "Zelimkhan", "father": "Aslan", "age": "4", "as_of": "2017-07-20"}
WANTED: Row = {"id": "S", "name": "Зелимхан", "father": "Руслан", "birth_date": "2013"}


def run(child: Row = CHILD, wanted: Row = WANTED, *judgements: Judgement, more: list[Row] | None = None) -> Run:
    found, sought = [child, *STRANGERS, *(more or [])], [wanted, *reversed(STRANGERS)]
    return Run(match_lists(*lists(found, sought), learn=False, judgements=judgements))


def judged(verdict: Verdict = "different", child: Row = CHILD, wanted: Row = WANTED) -> Judgement:
    return run(child, wanted).judge("M", "S", verdict, by="Madina", on="2018-05-02", reason="the fathers differ")


def chance(run: Run) -> float:
    return {one.sought_id: one.probability for one in run.candidates("M")}.get("S", 0.0)


def test_a_rejected_pair_does_not_come_back_by_itself():
    again = run(CHILD, WANTED, judged())
    assert chance(again) < 0.001
    assert again.matching.given.returned == {}
    assert again.explain("M", "S").returned is None


def test_a_rejected_pair_comes_back_with_a_new_statement_and_says_which():
    again = run({**CHILD, "father": "Ruslan"}, WANTED, judged())
    assert chance(again) > 0.5
    told = again.explain("M", "S").returned
    assert told is not None
    judgement, new = told
    assert (judgement.by, judgement.verdict) == ("Madina", "different")
    assert [one.kind for one in new] == ["father_name"]
    assert "Ruslan" in new[0].found
    assert "Руслан" in new[0].sought


def test_a_new_statement_of_the_family_brings_it_back_too():
    child = {**CHILD, "mother": "Zaira"}
    again = run(child, {**WANTED, "mother": "Заира"}, judged(child=child))
    assert {one.kind for one in again.explain("M", "S").returned[1]} == {"mother_name"}  # type: ignore[index]
    assert list(again.matching.given.returned) == [(0, 0)]


def test_a_fact_said_for_the_first_time_is_new():
    again = run({**CHILD, "mother": "Zaira"}, {**WANTED, "mother": "Заира"}, judged())
    assert [one.kind for one in again.explain("M", "S").returned[1]] == ["mother_name"]  # type: ignore[index]


def test_another_spelling_of_the_same_is_not_new():
    assert run({**CHILD, "father": "Аслан"}, WANTED, judged()).matching.given.returned == {}


def test_other_children_on_the_list_are_not_new():
    """Weights move with every list; a weight that moved is nothing that somebody said."""
    others = [{"name": "Zelimkhan", "father": "Aslan"}] * 20
    again = run(CHILD, WANTED, judged(), more=others)
    assert again.matching.given.returned == {}
    assert chance(again) < 0.001


@pytest.mark.parametrize(
    ("child", "wanted"),
    [
        ({"mother": "Zaira"}, {"mother": "Хава"}),
        ({"name": "Bilal"}, {}),
        ({"age": "11"}, {}),
        ({"father": ""}, {}),
        ({}, {"father": ""}),
        ({"mother": "Zaira", "languages": "che"}, {"mother": "Хава", "languages": "che"}),
    ],
)
def test_what_speaks_against_it_or_is_no_more_said_brings_no_rejected_pair_back(child: Row, wanted: Row):
    again = run({**CHILD, **child}, {**WANTED, **wanted}, judged())
    assert again.matching.given.returned == {}
    assert chance(again) < 0.001


@pytest.mark.parametrize("column", ["relatives", "inquirer"])
def test_what_relatives_say_of_a_kunya_is_news_like_what_stands_in_its_own_column(column: str):
    """The father's kunya may be told by the uncle who asks."""
    told = {
        "relatives": {"relatives": "отец: Абу Умар"},
        "inquirer": {"relation": "father", "inquirer": "Абу Умар"},
    }[column]
    child = {**CHILD, "father": "", "father_alias": "Abu Umar"}
    before = judged(child=child)
    again = run(child, {**WANTED, **told}, before)
    returned = again.explain("M", "S").returned
    assert returned is not None
    assert any("Абу Умар" in one.sought for one in returned[1] if "kunya" in one.kind)


@pytest.mark.parametrize("verdict", ["same", "unsure"])
def test_only_rejected_pairs_come_back(verdict: Verdict):
    again = run({**CHILD, "father": "Ruslan"}, WANTED, judged(verdict))
    assert again.matching.given.returned == {}
    assert list(again.matching.given.judged) == [(0, 0)]


def test_of_whom_nothing_that_was_seen_is_kept_nothing_is_new():
    blind = replace(judged(), seen=())
    again = run({**CHILD, "father": "Ruslan"}, WANTED, blind)
    assert chance(again) < 0.001
    assert again.matching.given.returned == {}


def test_of_several_rejected_pairs_only_that_with_news_comes_back():
    other = Judgement("M", "S-1", "different", "Madina", seen=run().seen("M", "S-1"))
    again = run({**CHILD, "mother": "Zaira"}, {**WANTED, "mother": "Заира"}, judged(), other)
    assert list(again.matching.given.returned) == [(0, 0)]
    assert list(again.matching.given.judged) == [(0, 1)]
