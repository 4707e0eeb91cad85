"""From two lists to probabilities: refusals, unknowns, and one child registered twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nasab
from nasab.errors import WrongUse
from nasab.matching import Run, engine, match_lists, may_be_matched, pieces
from nasab.matching.parameters import shipped
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
    assert run.matching.kin_found.rows == []
    chance = [{c.sought_id: c.probability for c in run.candidates(child)}.get("S-0", 0) for child in ("M-0", "M-1")]
    assert chance[0] > 10 * chance[1]


def test_what_comes_out_lies_by_group_and_is_a_probability():
    matching = match_lists(cast.found(), cast.sought())
    laid, outcome = matching.compared.blocks, matching.outcome
    assert (np.diff(laid.g) >= 0).all()
    assert laid.starts[-1] == len(laid.g) == len(outcome.family)
    assert len(laid.i) == len(outcome.same) > 0
    for part in (outcome.same, outcome.family, outcome.united, matching.on_no_list):
        assert ((part >= 0) & (part <= 1 + 1e-6)).all()
    for group in range(laid.groups):
        assert matching.alone.family[laid.starts[group] : laid.starts[group + 1]].sum() <= 1 + 1e-5


# Families are found where no single child would be.

BOYS = (
    "Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Сулим", "Ваха", "Султан", "Иса", "Аслан", "Рустам",
    "Тимур", "Мурад", "Анзор", "Беслан", "Зелим", "Турпал", "Умар", "Юнус",
)  # fmt: skip
WOMEN = (
    "Петимат", "Малика", "Луиза", "Айшат", "Зулай", "Раиса", "Хава", "Зара", "Марха", "Таус", "Асет", "Липа", "Седа",
    "Элина", "Макка", "Роза",
)  # fmt: skip


def crowd(side: str, count: int) -> list[Row]:
    """Pairs of brothers who bear the same names as everybody, so that no name tells one family from the others."""
    turn, column = (1, "group") if side == "found" else (0, "family")
    return [
        {
            column: f"{side}-{k // 2}", "name": BOYS[(7 * k + 3 * (k // 20) + 5 * turn) % 20], "sex": "m",
            "father": BOYS[(11 * (k // 2) + 3 * turn) % 20], "mother": WOMEN[(5 * (k // 2) + 2 * turn) % 16],
            "birth_date": str(2004 + (3 * k + turn) % 12),
        }
        for k in range(count)
    ]  # fmt: skip


#: One knows the father, one the mother, one how old he is.
THREE: list[Row] = [
    {"id": "B-1", "name": "Умар", "sex": "m", "age": "9", "as_of": "2017-06"},
    {"id": "B-2", "name": "Аслан", "sex": "m", "father": "Мурад"},
    {"id": "B-3", "name": "Тимур", "sex": "m", "mother": "Роза"},
]
THEIRS: list[Row] = [
    {
        "id": f"W-{k + 1}",
        "family": "F",
        "name": name,
        "sex": "m",
        "birth_date": year,
        "father": "Мурад",
        "mother": "Роза",
    }
    for k, (name, year) in enumerate((("Умар", "2008"), ("Аслан", "2011"), ("Тимур", "2012")))
]


def three(group: str) -> Run:
    found = [{**row, "group": group} for row in THREE]
    return matched([*found, *crowd("found", 120)], [*THEIRS, *crowd("sought", 400)])


def test_three_brothers_together_find_the_family_that_none_of_them_finds_alone():
    run = three("G")
    for found, sought in (("B-1", "W-1"), ("B-2", "W-2"), ("B-3", "W-3")):
        result = run.child(found)
        assert result.best is not None
        assert (result.best.sought_id, result.best.probability >= 0.9) == (sought, True)
        assert result.together is not None
        assert result.together.probability >= 0.9
        assert result.together.alone < 0.5  # a name and a father that one of four hundred others has as well


def test_the_same_three_in_a_list_that_does_not_know_them_for_brothers_are_not_found():
    run, together = three(""), three("G")
    for found in ("B-1", "B-2", "B-3"):
        assert all(candidate.probability < 0.6 for candidate in run.candidates(found))
        of_three, best = together.child(found).together, run.child(found).best
        assert of_three is not None
        assert best is not None
        assert of_three.alone == pytest.approx(best.probability, abs=0.08)  # what each is believed alone, told with all


def test_brothers_whom_nobody_calls_brothers_are_proposed_as_such_and_the_surer_found():
    apart = [
        {
            "id": "B-1",
            "name": "Умар",
            "sex": "m",
            "age": "9",
            "as_of": "2017-06",
            "father": "Мурад",
            "siblings": "Аслан",
        },
        {
            "id": "B-2",
            "name": "Аслан",
            "sex": "m",
            "age": "6",
            "as_of": "2017-06",
            "mother": "Роза",
            "siblings": "Умар",
        },
    ]
    run = matched([*apart, *crowd("found", 120)], [*THEIRS, *crowd("sought", 400)])
    for found, other in (("B-1", "B-2"), ("B-2", "B-1")):
        told = run.child(found).together
        assert told is not None
        assert told.brothers_and_sisters == (other,)
        assert 0.5 < told.said < 1
        assert told.alone < told.probability


def test_a_family_finds_its_children_in_two_groups_and_each_child_once():
    groups = [{**row, "group": group} for row, group in zip(THREE, ("G", "G", "H"), strict=True)]
    run = matched([*groups, *crowd("found", 120)], [*THEIRS, *crowd("sought", 400)])
    claims = run.matching.compared.blocks.j, run.matching.outcome.same
    by_sought = np.bincount(claims[0], weights=claims[1])
    assert by_sought.max() <= 1 + 1e-3


# The whole path.


def test_learning_starts_from_the_parameters_that_are_given():
    given = replace(shipped(), prior_listed=0.9, version="mine")
    matching = match_lists(cast.found(), cast.sought(), start=given, learn=False)
    assert matching.parameters.version == "mine"
    assert matching.priors.listed == 0.9
    learned = match_lists(cast.found(), cast.sought(), start=given)
    assert learned.parameters.learned_from == "6 groups"
    assert learned.learned_from == 6
    assert matching.learned_from == 0


def test_whoever_waits_is_told_how_far_the_run_is():
    told: list[tuple[str, int, int]] = []
    match_lists(cast.found(), cast.sought(), progress=lambda *step: told.append(step))
    assert [step for step, *_ in told][:2] == ["read", "read"]
    assert told[-1] == ("compete", 1, 1)
    assert all(0 <= done <= of for _, done, of in told)


def test_lists_worked_through_in_pieces_give_what_they_give_at_once(monkeypatch: pytest.MonkeyPatch):
    found, sought = lists([*THREE, *crowd("found", 20)], [*THEIRS, *crowd("sought", 30)])
    whole = match_lists(found, sought, learn=False)
    monkeypatch.setattr(engine, "LEARNED_FROM", 3)
    monkeypatch.setattr(pieces, "AT_ONCE", 2)
    steps = []
    parts = match_lists(found, sought, learn=False, progress=lambda *step: steps.append(step))
    assert len([step for step, *_ in steps if step == "compare"]) > 3
    for name in ("g", "r", "starts", "first", "i", "j"):
        assert getattr(parts.compared.blocks, name).tolist() == getattr(whole.compared.blocks, name).tolist()
    assert parts.outcome.same.tolist() == whole.outcome.same.tolist()
    assert parts.on_no_list.tolist() == whole.on_no_list.tolist()
    assert (parts.pairs, parts.capped, parts.unreached) == (whole.pairs, whole.capped, whole.unreached)


def test_the_order_of_the_rows_does_not_matter():
    found, sought = [*THREE, *crowd("found", 20)], [*THEIRS, *crowd("sought", 30)]
    found = [{"id": f"M-{k}", **row} for k, row in enumerate(found)]
    sought = [{"id": f"S-{k}", **row} for k, row in enumerate(sought)]
    rng = np.random.default_rng(3)
    one = matched(found, sought)
    other = matched([found[k] for k in rng.permutation(len(found))], [sought[k] for k in rng.permutation(len(sought))])
    for row in found:
        chance = {candidate.sought_id: candidate.probability for candidate in one.candidates(row["id"])}
        turned = {candidate.sought_id: candidate.probability for candidate in other.candidates(row["id"])}
        for sought_id, p in chance.items():
            assert turned.get(sought_id, 0.0) == pytest.approx(p, abs=0.005)


def test_learning_from_many_groups_takes_some_of_them_evenly_spread(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "LEARNED_FROM", 5)
    matching = match_lists(*lists(crowd("found", 20), crowd("sought", 20)))
    assert matching.learned_from == 5
    assert len(matching.on_no_list) == 20
    assert matching.pairs == 400


def test_a_sister_for_whom_nobody_asks_is_told_to_be_of_the_family_that_asks_for_her_brother():
    found = [
        {"group": "K", "name": "Adam Tagirov", "father": "Ruslan Tagirov", "mother": "Zarema", "age": "6"},
        {"group": "K", "name": "Aminat", "age": "8"},
        {"name": "Yusuf", "father": "Ahmed", "age": "5"},
    ]
    sought = [
        {"family": "F", "name": "Адам Тагиров", "father": "Руслан Тагиров", "mother": "Зарема", "age": "6"},
        {"family": "G", "name": "Мурад", "father": "Магомед", "mother": "Патимат", "age": "9"},
    ]
    run = Run(match_lists(*lists(found, sought)))
    brother, sister, stranger = run.results
    assert brother.best is not None
    assert brother.best.sought_id == "S-0"
    assert sister.probability_not_asked > 0.8
    assert sister.probability_on_no_list < 0.2
    assert stranger.probability_not_asked < 0.2 < stranger.probability_on_no_list
    assert run.summary.expected_matches < 1.5
