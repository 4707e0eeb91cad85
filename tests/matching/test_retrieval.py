"""Which pairs are looked at: the best ones, and what is left out is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching import retrieval, scoring
from nasab.matching.evidence import list_comparisons
from nasab.matching.parameters import shipped
from nasab.matching.retrieval import Pairs
from tests.matching.making import Row, lists, understood

#: Children of other names, so that a name shared is not a name that everybody bears.
OTHERS: list[Row] = [
    {"name": name, "father": father, "mother": mother, "siblings": name}
    for name in ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Турпал", "Ваха")
    for father in ("Султан", "Иса", "Магомед-Эмин", "Джабраил")
    for mother in ("Петимат", "Малика")
]


def pairs_of(found: list[Row], sought: list[Row], **more: int) -> Pairs:
    left, right, near, _ = understood(*lists(found, sought))
    return retrieval.find_pairs(left, right, near, shipped().same, **more)


def partners(pairs: Pairs, child: int) -> list[int]:
    return sorted(pairs.j[pairs.i == child].tolist())


def test_two_short_lists_are_compared_whole():
    pairs = pairs_of([{"name": "Bilal"}, {}], [{"name": "Ali"}, {}, {"name": "Bilal"}])
    assert list(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)) == [(i, j) for i in range(2) for j in range(3)]
    assert (pairs.capped, pairs.unreached) == (0, 0)


def test_a_child_whose_only_fact_is_the_fathers_kunya_is_reached():
    sought = [{"name": "Timur"}, {"name": "Билал", "father": "Руслан"}, {"father_alias": "Абу Билал"}]
    pairs = pairs_of([{"father_alias": "أبو بلال"}], sought, exhaustive=0)
    assert partners(pairs, 0) == [1, 2]


@pytest.mark.parametrize(
    ("found", "sought"),
    [
        ({"mother": "زاريما"}, {"mother": "Зарема"}),
        ({"siblings": "Aminat (6)"}, {"siblings": "Аминат"}),
        ({"relatives": "grandmother: Zaira"}, {"inquirer": "Заира", "relation": "бабушка"}),
        ({"name": "Bilal Ruslanovich"}, {"father": "Руслан"}),
        ({"name": "Bilal Tagirov"}, {"name": "Тимур Тагиров"}),
    ],
)
def test_each_kind_of_name_leads_to_a_candidate(found: Row, sought: Row):
    assert partners(pairs_of([found], [{"name": "Хамзат"}, sought], exhaustive=0), 0) == [1]


def test_a_child_without_any_name_is_counted_as_unreached():
    pairs = pairs_of([{"sex": "m", "age": "4"}, {"name": "Bilal"}], [{"name": "Bilal"}], exhaustive=0)
    assert pairs.unreached == 1
    assert partners(pairs, 0) == []


def test_what_is_capped_is_counted():
    sought = [*OTHERS, *[{"name": "Bilal"}] * 12, {"name": "Bilal", "father": "Zelimkhan"}]
    found = [{"name": "بلال", "father": "Zelimkhan"}, {"father": "Zelimkhan"}]
    pairs = pairs_of(found, sought, exhaustive=0, looked_at=10)
    assert pairs.capped == 1
    last = len(sought) - 1
    assert partners(pairs, 0) == partners(pairs, 1) == [last]  # the rare name led, the common one was cut off


def test_no_more_are_kept_than_asked_for_and_the_best_is_among_them():
    sought = [*OTHERS, *({"name": "Bilal", "father": name} for name in ("Ruslan", "Timur", "Aslan", "Hasan"))]
    sought.append({"name": "Bilal", "father": "Zelimkhan", "mother": "Heda"})
    pairs = pairs_of([{"name": "بلال", "father": "Зелимхан", "mother": "Хеда"}], sought, exhaustive=0, kept=3)
    assert len(pairs.j) == 3
    assert len(sought) - 1 in pairs.j


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(threads: int):
    names = ["Bilal", "Aminat", "Zaira", "Омар", "خديجة", "Yusuf"]
    found = [{"name": name, "father": names[k - 1]} for k, name in enumerate(names)] * 3
    one, several = pairs_of(found, found, exhaustive=0), pairs_of(found, found, exhaustive=0, threads=threads)
    assert len(one.i) > 0
    assert one.i.tolist() == several.i.tolist()
    assert one.j.tolist() == several.j.tolist()
    assert (np.diff(one.i) >= 0).all()


NAMES = st.sampled_from(["", "Bilal", "Билал", "Muhammad", "محمد", "Zelimkhan", "Хеда", "Omar", "عمر", "Ruslan"])
ROWS = st.fixed_dictionaries({"name": NAMES, "father": NAMES, "mother": NAMES, "sex": st.sampled_from(["", "m", "f"])})


@settings(max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=3), st.lists(ROWS, min_size=1, max_size=12))
def test_retrieval_keeps_the_pair_that_comparing_all_pairs_finds_best(found: list[Row], sought: list[Row]):
    left, right, near, knowledge = understood(*lists(found, [*sought, *OTHERS]))
    comparisons = list_comparisons(left, right, near, knowledge)
    named = [one for one in comparisons if one.kind in ("child_name", "father_name", "mother_name")]
    every = retrieval.find_pairs(left, right, near, shipped().same)
    graded = scoring.grade(named, [one.chance() for one in named], every.i, every.j)
    weight = scoring.weigh(graded, scoring.table_of([np.asarray(shipped().same[one.kind]) for one in named]))
    kept = retrieval.find_pairs(left, right, near, shipped().same, exhaustive=0)
    for child in range(len(found)):
        own = weight[every.i == child]
        if own.max() > 4:  # somebody to speak of
            best = set(np.flatnonzero(own >= own.max() - 1e-3).tolist())
            assert best & set(partners(kept, child))
