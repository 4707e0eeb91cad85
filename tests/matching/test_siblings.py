"""A child with its brothers and sisters, as a reader is told of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nasab
from nasab.matching import Run
from nasab.matching.siblings import WORTH_TELLING, Siblings
from tests import cast
from tests.matching.making import Row, lists

SOUGHT = [cast.SOUGHT_BILAL, cast.SOUGHT_AMINAT, cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER]


@pytest.fixture(scope="module")
def run() -> Run:
    return nasab.match(cast.found(), cast.sought())


def test_brother_and_sister_are_told_together_whether_the_list_says_it_or_the_engine(run: Run):
    proposed = run.child("M-017").together
    assert proposed is not None
    assert proposed.brothers_and_sisters == ("M-018",)
    assert proposed.sought_ids == ("S-204", "S-205")
    assert 0 < proposed.said < 1
    said = (
        nasab.match(*lists([{**cast.BILAL, "group": "G"}, {**cast.AMINAT, "group": "G"}], SOUGHT))
        .child("M-017")
        .together
    )
    assert said is not None
    assert (said.brothers_and_sisters, said.said) == (("M-018",), 1.0)
    assert run.child("M-021").together is None


def test_who_is_hardly_a_brother_is_not_told_and_who_is_said_to_be_one_is():
    rows = [{**cast.BILAL, "group": "G"}, {**cast.AMINAT, "group": "G"}, cast.YUSUF]
    matching = nasab.match(*lists(rows, SOUGHT)).matching
    household = matching.both.found.children.household
    groups = int(household[0]), int(household[2])
    doubtful = Run(replace(matching, tied=[(groups, 0.01)])).child("M-017").together
    assert doubtful is not None
    assert (doubtful.brothers_and_sisters, doubtful.said) == (("M-018",), 1.0)
    likely = Run(replace(matching, tied=[(groups, 0.6)])).child("M-017").together
    assert likely is not None
    assert (set(likely.brothers_and_sisters), likely.said) == ({"M-018", "M-021"}, 0.6)


def test_who_has_no_family_to_speak_of_is_told_alone():
    family = {"group": "G", "mother": "Barbara", "father": "Zelimkhan Barbarov", "languages": "French"}
    rows = [{**family, "name": "Zuk", "sex": "f"}, {**family, "name": "Heda", "sex": "f"}]
    matching = nasab.match(*lists(rows, [cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER])).matching
    assert (matching.outcome.family < WORTH_TELLING).all()
    assert [Siblings(matching).of(row) for row in range(2)] == [None, None]


def test_a_child_who_fits_another_family_by_itself_is_told_to_belong_elsewhere_perhaps():
    """A word in the column of groups may be wrong; then the child's own family would be hidden."""
    mine: Row = {"name": "Bilal", "father": "Ruslan Tagirov", "mother": "Zarema", "age": "6", "as_of": "2017"}
    other: Row = {"name": "Mikail", "father": "Askhab Vakhaev", "mother": "Petimat", "age": "9", "as_of": "2017"}
    sought: list[Row] = [
        {"family": "A", "name": "Билал", "father": "Руслан Тагиров", "mother": "Зарема", "birth_date": "2011"},
        {"family": "B", "name": "Микаил", "father": "Асхаб Вахаев", "mother": "Петимат", "birth_date": "2008"},
        *({"name": f"Муса {k}", "father": "Иса", "mother": "Роза"} for k in range(20)),
    ]
    wrong = nasab.match(*lists([{**mine, "group": "G"}, {**other, "group": "G"}], sought))
    told = [wrong.child(child).together for child in ("M-0", "M-1")]
    assert all(one is not None for one in told)
    hidden = next(one for one in told if one is not None and one.elsewhere_ids)
    assert hidden.elsewhere > 0.8
    assert hidden.elsewhere_ids != hidden.sought_ids
    apart = nasab.match(*lists([mine, other], sought))
    assert apart.child("M-0").together is None or not apart.child("M-0").together.elsewhere_ids  # type: ignore[union-attr]
    right = nasab.match(*lists([{**mine, "group": "G"}, {**cast.AMINAT, "id": "M-9", "group": "G"}], sought))
    for child in ("M-0", "M-9"):
        together = right.child(child).together
        assert together is None or together.elsewhere_ids == ()
