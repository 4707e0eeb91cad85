"""From two lists to probabilities: refusals, unknowns, and one child registered twice."""

from __future__ import annotations

import numpy as np
import pytest

import nasab
from nasab.errors import WrongUse
from nasab.matching import Run, match_lists, may_be_matched
from tests import cast
from tests.matching.making import Row, lists


def matched(found: list[Row], sought: list[Row]) -> Run:
    return nasab.match(*lists(found, sought))


@pytest.mark.parametrize("consent", ["no", "No ", "perhaps", "non", "نعم؟"])
def test_a_child_without_consent_is_refused_by_the_engine(consent: str):
    found, sought = lists([{"name": "Bilal", "consent": consent}], [{"name": "Bilal"}])
    for pair in (
        (found, sought),
        (lists(*[[{"name": "Bilal"}]] * 2)[0], cast.listed("sought", {"id": "S", "consent": consent})),
    ):
        with pytest.raises(WrongUse) as told:
            match_lists(*pair)
        assert told.value.code == "LIST-02"


def test_only_yes_and_empty_are_consent():
    rows = [{"consent": value} for value in ("yes", "", " ", "YES", "no", "?", "later")]
    assert may_be_matched(lists(rows, [{}])[0]).tolist() == [True, True, True, True, False, False, False]


def test_a_list_of_nobody_is_refused():
    for found, sought in (([{"consent": "no"}], [{}]), ([{}], [{"consent": "no"}])):
        with pytest.raises(WrongUse) as told:
            matched(found, sought)
        assert told.value.code == "LIST-01"


def test_two_unknown_fathers_are_no_evidence():
    found, sought = {"name": "Bilal", "sex": "m"}, {"name": "Билал", "sex": "m"}
    without = matched([found, {}], [sought, {}])
    known = matched([found, {}], [{**sought, "father": "Руслан"}, {}])
    for run in (without, known):
        kinds = {reason.kind for reason in run.explain("M-0", "S-0").reasons}
        assert not kinds & {"father_name", "kunya", "alias"}
    assert known.explain("M-0", "S-0").weight == pytest.approx(without.explain("M-0", "S-0").weight, abs=0.3)


def test_two_children_of_whom_nothing_is_known_have_no_weight():
    run = matched([{}, {}], [{}, {}, {}])
    for found in ("M-0", "M-1"):
        pair = run.explain(found, "S-1")
        assert (pair.weight, pair.reasons) == (0, ())
        assert run.child(found).probability_on_no_list > 0.2


def test_a_child_who_says_less_never_gets_evidence_from_what_it_does_not_say():
    full = matched([cast.BILAL, cast.YUSUF], [cast.SOUGHT_BILAL, cast.SOUGHT_YUSUF])
    bare = matched([{"id": "M-017", "name": cast.BILAL["name"]}, cast.YUSUF], [cast.SOUGHT_BILAL, cast.SOUGHT_YUSUF])
    shown = {reason.kind for reason in bare.explain("M-017", "S-204").reasons}
    assert shown < {reason.kind for reason in full.explain("M-017", "S-204").reasons}
    assert shown <= {"child_name", "is_sibling"}


NAMES = ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Сулим", "Ваха", "Султан", "Иса")
MOTHERS = ("Петимат", "Малика", "Луиза", "Айшат", "Зулай", "Раиса", "Хава", "Зара", "Марха", "Таус")
HOMES = ("Grozny", "Shali", "Khujand", "Strasbourg", "Tunis")


def strangers(side: str) -> list[Row]:
    """Ten children who are nobody else's, so that what agrees by chance can be counted."""
    turn = 3 if side == "found" else 5
    return [
        {
            "name": name, "father": NAMES[k - turn], "mother": MOTHERS[k - turn], "siblings": NAMES[k - 4], "sex": "m",
            "origin": HOMES[k % 5], "birth_date": str(2004 + k),
        }
        for k, name in enumerate(NAMES)
    ]  # fmt: skip


TWIN_ROW = {
    "name": "خديجة", "sex": "f", "age": "7", "as_of": "2017-09", "father": "Zelimkhan", "mother": "Heda",
    "siblings": "Turpal", "origin": "Kayseri", "marks": "burn, left forearm",
}  # fmt: skip
AGAIN = {
    "name": "Хадижа", "sex": "f", "age": "7", "as_of": "2017-10", "father": "Зелимхан", "mother": "Хеда",
    "siblings": "Турпал", "origin": "Кайсери", "marks": "ожог на левом предплечье",
}  # fmt: skip
REQUEST = {
    "name": "Хадижа", "sex": "f", "birth_date": "2010", "father": "Зелимхан", "mother": "Хеда",
    "siblings": "Турпал", "origin": "Кайсери", "marks": "ожог на левом предплечье",
}  # fmt: skip
AUNTS_REQUEST = {
    "name": "Khadidja", "sex": "f", "birth_date": "2010", "father": "Zelimkhane", "mother": "Kheda",
    "siblings": "Tourpal", "origin": "Kayseri", "marks": "brûlure à l'avant-bras gauche",
}  # fmt: skip


def test_one_child_registered_twice_competes_as_one():
    run = matched([TWIN_ROW, AGAIN, *strangers("found")], [REQUEST, *strangers("sought")])
    first, second = run.child("M-0"), run.child("M-1")
    assert [other for other, _ in first.possible_duplicates] == ["M-1"]
    assert [other for other, _ in second.possible_duplicates] == ["M-0"]
    assert first.best is not None
    assert second.best is not None
    assert first.best.sought_id == second.best.sought_id == "S-0"
    assert first.best.probability + second.best.probability > 1.2  # two rivals would have to share one


def test_two_requests_for_one_child_do_not_halve_each_other():
    run = matched([TWIN_ROW, *strangers("found")], [REQUEST, AUNTS_REQUEST, *strangers("sought")])
    chance = {candidate.sought_id: candidate.probability for candidate in run.candidates("M-0")}
    assert chance["S-0"] + chance["S-1"] > 1.2
    assert run.child("M-0").probability_on_no_list < 0.5


def test_two_different_children_who_fit_one_request_are_rivals():
    brother = {**TWIN_ROW, "name": "Turpal", "sex": "m", "age": "3", "siblings": "Khadija"}
    run = matched([TWIN_ROW, brother, *strangers("found")], [REQUEST, *strangers("sought")])
    assert run.child("M-0").possible_duplicates == ()
    assert run.matching.doubles.found == []
    chance = [{c.sought_id: c.probability for c in run.candidates(child)}.get("S-0", 0) for child in ("M-0", "M-1")]
    assert chance[0] > 10 * chance[1]


def test_the_pairs_of_a_child_lie_together_and_of_a_family_within_them():
    matching = match_lists(cast.found(), cast.sought())
    family = matching.sought.household[matching.graded.j]
    key = matching.graded.i.astype(np.int64) * 1000 + family
    assert (np.diff(key) >= 0).all()
    assert matching.starts[-1] == len(matching.graded.i)
    assert ((matching.probability >= 0) & (matching.probability <= 1)).all()
    assert ((matching.on_no_list >= 0) & (matching.on_no_list <= 1)).all()
