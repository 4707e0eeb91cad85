"""Which families are looked at: the best ones, and what is left out is counted."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching import retrieval_kernel, rough_kernel, understanding
from nasab.matching.likeness import CLOSE
from nasab.matching.parameters import shipped
from nasab.matching.retrieval import ALWAYS, ALWAYS_OF_MANY, LEADING, Pairs, Search, always_of
from nasab.matching.roles import Slot
from nasab.matching.understanding import Understood
from tests.matching.making import Row, priors_for, understood

#: Children of other names, so that a name shared is not a name that everybody bears.
OTHERS: list[Row] = [
    {"name": name, "father": father, "mother": mother, "siblings": name}
    for name in ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Турпал", "Ваха")
    for father in ("Султан", "Иса", "Магомед-Эмин", "Джабраил")
    for mother in ("Петимат", "Малика")
]


def searched(both: Understood, *, threads: int = 1, numbers: list[int] | None = None, **more: float) -> Pairs:
    every = np.arange(len(both.found), dtype=np.int32) if numbers is None else np.array(numbers, dtype=np.int32)
    return Search(both, shipped().same, **more).pairs(every, threads=threads)  # type: ignore[arg-type]


def pairs_of(found: list[Row], sought: list[Row], **more: float) -> Pairs:
    return searched(understood(found, sought), **more)


def partners(pairs: Pairs, group: int) -> list[int]:
    return sorted(pairs.j[pairs.i == group].tolist())


def led_to(found: Row, sought: list[Row], **more: float) -> list[int]:
    """To whom the names of one child lead, where those to whom none leads are not looked at in their place."""
    return partners(pairs_of([found], sought, exhaustive=0, most=1, **more), 0)


def test_two_short_lists_are_compared_whole():
    pairs = pairs_of([{"name": "Bilal"}, {}], [{"name": "Ali"}, {}, {"name": "Bilal"}])
    assert list(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)) == [(i, j) for i in range(2) for j in range(3)]
    assert (pairs.capped, pairs.unreached) == (0, 0)


def test_a_child_whose_only_fact_is_the_fathers_kunya_is_reached():
    found = {"father_alias": "أبو بلال"}
    assert led_to(found, [{"name": "Timur"}, {"name": "Билал", "father": "Руслан"}]) == [1]
    assert led_to(found, [{"name": "Timur"}, {"father_alias": "Абу Билал"}]) == [1]


@pytest.mark.parametrize(
    ("found", "sought"),
    [
        ({"mother": "زاريما"}, {"mother": "Зарема"}),
        ({"siblings": "Aminat (6)"}, {"siblings": "Аминат"}),
        ({"siblings": "Aminat (6)"}, {"name": "Аминат"}),
        ({"name": "Aminat"}, {"siblings": "Аминат"}),
        ({"relatives": "grandmother: Zaira"}, {"inquirer": "Заира", "relation": "бабушка"}),
        ({"name": "Bilal Ruslanovich"}, {"father": "Руслан"}),
        ({"name": "Bilal Tagirov"}, {"name": "Тимур Тагиров"}),
    ],
)
def test_each_kind_of_name_leads_to_a_candidate(found: Row, sought: Row):
    assert led_to(found, [{"name": "Хамзат"}, {"name": "Лечи"}, sought]) == [2]


def test_a_sister_leads_to_the_family_of_her_brother():
    """One child of a group knows the family name, the other does not; they are one group, and both are reached."""
    both = understood(
        [{"group": "G", "name": "Zuk"}, {"group": "G", "name": "Bilal Tagirov"}], [{"name": "Тимур Тагиров"}, {}]
    )
    pairs = searched(both, exhaustive=0, most=1)
    assert (pairs.i.tolist(), pairs.j.tolist()) == ([0], [0])


def test_a_child_without_any_name_is_counted_as_unreached_and_compared_with_all_there_are():
    pairs = pairs_of(
        [{"sex": "m", "age": "4"}, {"name": "Bilal"}], [{"name": "Bilal"}, {"name": "Timur"}], exhaustive=0
    )
    assert pairs.unreached == 1
    assert partners(pairs, 0) == [0, 1]


def test_of_whom_no_name_leads_anywhere_those_who_fit_by_sex_and_age_are_looked_at_first():
    sought = [{"sex": "f", "birth_date": "2001"}] * 5 + [{"sex": "m", "birth_date": "2013"}] + [{"sex": "f"}] * 5
    found = {"sex": "m", "birth_date": "2013"}
    assert partners(pairs_of([found], sought, exhaustive=0, most=1), 0) == [5]


def test_of_whom_no_name_leads_anywhere_those_of_the_same_place_and_language_are_looked_at_first():
    sought = [{"origin": "Tunis", "languages": "ara"}] * 5 + [{"origin": "Грозный", "languages": "che"}]
    assert partners(pairs_of([{"origin": "Grozny", "languages": "che"}], sought, exhaustive=0, most=1), 0) == [5]


def test_what_is_capped_is_counted():
    sought = [*OTHERS, *[{"name": "Bilal"}] * 12, {"name": "Bilal", "father": "Zelimkhan"}]
    found = [{"name": "بلال", "father": "Zelimkhan"}, {"father": "Zelimkhan"}]
    pairs = pairs_of(found, sought, exhaustive=0, looked_at=10, most=1)
    assert pairs.capped == 1
    last = len(sought) - 1
    assert partners(pairs, 0) == partners(pairs, 1) == [last]  # the rare name led, the common one was cut off


def test_no_more_are_kept_than_asked_for_and_the_best_is_among_them():
    sought = [*OTHERS, *({"name": "Bilal", "father": name} for name in ("Ruslan", "Timur", "Aslan", "Hasan"))]
    sought.append({"name": "Bilal", "father": "Zelimkhan", "mother": "Heda"})
    pairs = pairs_of([{"name": "بلال", "father": "Зелимхан", "mother": "Хеда"}], sought, exhaustive=0, most=3)
    assert len(pairs.j) == 3
    assert len(sought) - 1 in pairs.j


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(threads: int):
    names = ["Bilal", "Aminat", "Zaira", "Омар", "خديجة", "Yusuf"]
    found = [{"name": name, "father": names[k - 1]} for k, name in enumerate(names)] * 3
    both = understood(found, found)
    one, several = searched(both, exhaustive=0, most=4), searched(both, exhaustive=0, most=4, threads=threads)
    assert len(one.i) > 0
    assert one.i.tolist() == several.i.tolist()
    assert one.j.tolist() == several.j.tolist()
    assert (np.diff(one.i) >= 0).all()


NAMES = st.sampled_from(["", "Bilal", "Билал", "Muhammad", "محمد", "Zelimkhan", "Хеда", "Omar", "عمر", "Ruslan"])
ROWS = st.fixed_dictionaries({"name": NAMES, "father": NAMES, "mother": NAMES, "sex": st.sampled_from(["", "m", "f"])})
LISTS = st.tuples(st.lists(ROWS, min_size=1, max_size=3), st.lists(ROWS, min_size=1, max_size=12))


@settings(max_examples=25)
@given(LISTS, st.data())
def test_pieces_find_what_is_found_at_once(told, data: st.DataObject):
    found, sought = told
    both = understood(found * 2, [*sought, *OTHERS])
    search = Search(both, shipped().same, exhaustive=0, most=5)
    numbers = sorted(data.draw(st.sets(st.integers(0, len(both.found) - 1), min_size=1)))
    whole = search.pairs(np.arange(len(both.found), dtype=np.int32))
    part = search.pairs(np.array(numbers, dtype=np.int32))
    for group in numbers:
        assert part.j[part.i == group].tolist() == whole.j[whole.i == group].tolist()


@settings(max_examples=25)
@given(LISTS)
def test_retrieval_keeps_the_family_that_comparing_all_finds_best(told):
    found, sought = told
    both = understood(found, [*sought, *OTHERS])
    every, kept = searched(both), searched(both, exhaustive=0, most=8)
    compared, priors = understanding.compare(both, every.i, every.j), priors_for(both)
    weight = priors.shared_bits(compared) + priors.own_bits(compared)  # of one child each
    reached = 0
    for group in range(len(both.found)):
        own = weight[every.i == group]
        best = set(np.flatnonzero(own >= own.max() - 1e-3).tolist())
        reached += bool(best & set(partners(kept, group))) or own.max() < 4  # else nobody to speak of
    assert reached == len(both.found)


def test_every_kind_of_names_that_is_compared_leads():
    both = understood([{"name": "Bilal"}], [{}])
    named = {one.kind for one in (*both.shared.comparisons, *both.own.comparisons) if hasattr(one, "degrees")}
    assert set(LEADING) == named - {"is_sibling", "origin", "age"}


def test_of_long_lists_fewer_are_kept():
    assert always_of(1000, 1000) == ALWAYS
    assert ALWAYS_OF_MANY <= always_of(1_000_000, 1_000_000) < ALWAYS


def test_many_are_kept_where_many_are_as_good_and_few_where_one_stands_out():
    named_alike = [{"name": "Bilal"}] * 30
    sought = [*OTHERS, *named_alike, {"name": "Bilal", "father": "Zelimkhan", "mother": "Heda"}]
    found = [{"name": "Билал"}, {"name": "Билал", "father": "Зелимхан", "mother": "Хеда"}]
    pairs = pairs_of(found, sought, exhaustive=0, always=2, share=0.01)
    assert partners(pairs, 0) == list(range(len(OTHERS), len(sought)))
    assert len(partners(pairs, 1)) == 2
    assert len(sought) - 1 in partners(pairs, 1)


def test_a_family_of_many_children_is_kept_only_if_it_is_worth_as_many_pairs():
    many = [{"family": "F", "name": "Bilal"}, *[{"family": "F"}] * 9]
    alike = [{"family": f"A{k}", "name": "Bilal"} for k in range(30)]
    both = understood([{"name": "Билал"}], [*alike, *many, *OTHERS])
    others, large = set(range(len(alike))), len(alike)
    assert both.sought.members.lengths[large] == len(many)
    for share, is_kept in ((0.0005, True), (0.002, False)):
        kept = partners(searched(both, exhaustive=0, always=1, share=share), 0)
        assert (large in kept) == is_kept
        assert others <= set(kept)


def test_however_many_are_as_good_no_more_are_kept_than_are_allowed():
    sought = [*OTHERS, *[{"name": "Bilal"}] * 30]
    assert len(pairs_of([{"name": "Bilal"}], sought, exhaustive=0, always=2, share=0.01, most=7).j) == 7


def test_however_many_names_lead_none_is_forgotten():
    named = [f"B{a}l{b}l{c}" for a in "aeiouy" for b in "aeiouy" for c in "aeiouy"]
    sought: list[Row] = [*({"siblings": name} for name in named), {"relatives": "uncle: Zelimkhan"}]
    found: list[Row] = [{"siblings": "; ".join(named), "relatives": "uncle: Zelimkhan"}]
    both = understood(found, sought)
    siblings = both.found.shared.names[Slot.ABSENT].values
    near = [both.likeness.level[slice(*both.likeness.start[word : word + 2])] for word in siblings.tolist()]
    assert (np.concatenate(near) >= CLOSE).sum() > 8192
    with mock.patch("nasab.matching.retrieval.EVERYONE", 0):
        assert len(sought) - 1 in partners(searched(both, exhaustive=0, always=len(sought)), 0)


BITS = st.lists(st.floats(0, 99, width=32), min_size=1, max_size=40)


@given(BITS)
def test_leads_are_followed_from_the_rarest_names_on(bits: list[float]):
    weights = np.array(bits, dtype=np.float32)
    order, tally = np.zeros(len(bits), dtype=np.int64), np.zeros(retrieval_kernel.WHOLE_BITS + 1, dtype=np.int64)
    retrieval_kernel._rarest_first(weights, len(bits), order, tally)
    assert order.tolist() == sorted(range(len(bits)), key=lambda k: -min(int(bits[k]), retrieval_kernel.WHOLE_BITS - 1))


@settings(max_examples=15)
@given(LISTS)
def test_the_compiled_search_says_what_the_same_lines_say_in_plain_python(told):
    found, sought = told
    both = understood(found, [*sought, *OTHERS[::5]])
    search = Search(both, shipped().same, exhaustive=0, most=3)
    numbers = np.arange(len(both.found), dtype=np.int32)
    with mock.patch.object(retrieval_kernel, "search", retrieval_kernel.search.py_func):
        plain = search.pairs(numbers)
    pairs = search.pairs(numbers)
    assert (plain.i.tolist(), plain.j.tolist()) == (pairs.i.tolist(), pairs.j.tolist())
    assert (plain.capped, plain.unreached) == (pairs.capped, pairs.unreached)


@given(BITS, st.floats(1e-4, 1))
def test_a_share_is_held_against_all_that_weigh_something(bits: list[float], share: float):
    weights = np.array(bits, dtype=np.float32)
    bins = np.zeros(rough_kernel.BINS, dtype=np.int64)
    rough_kernel.strongest(weights, len(bits), 1, bins, np.empty(len(bits), dtype=np.int32))
    least = rough_kernel.least_bits(bins, share)
    total = sum(2 ** (rough_kernel.SLOPE * np.floor(4 * one) / 4) for one in bits)
    assert 2 ** (rough_kernel.SLOPE * least) == pytest.approx(share * total)
