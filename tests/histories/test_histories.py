"""From lists to histories: who is whom, who belongs, and an estimate that holds the truth."""

from __future__ import annotations

from datetime import date
from itertools import chain

import numpy as np
import pytest

from nasab import histories
from nasab.errors import WrongUse
from nasab.estimation import Definition, Links, Plan
from nasab.estimation.linkage import histories_of, likeliest_children
from nasab.histories.auditing import FITS, OUTSIDE, UNSAID
from nasab.records import ChildList
from nasab.simulation.overlapping import listed
from tests.cast import AMINAT, BILAL, KHADIJA, MARYAM, SOUGHT_AMINAT, SOUGHT_BILAL, YUSUF
from tests.cast import listed as listed_rows

QUICK = Plan(chains=0)


def unlinked(*lists: ChildList) -> histories.Linked:
    of = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    none = np.array([], dtype=np.int64)
    links = Links(tuple("abcd"[: len(lists)]), of.astype(np.int64), none, none, np.array([], dtype=float))
    return histories.Linked(lists, links, 0, (0,) * len(lists))


def test_a_child_on_two_registers_and_one_sought_list_is_one_child():
    registry = listed_rows("found", BILAL, AMINAT, YUSUF)
    hospital = listed_rows(
        "found", {**BILAL, "id": "H-1", "name": "Bilal"}, {**KHADIJA, "id": "H-2"}, {**MARYAM, "id": "H-3"}
    )
    tracing = listed_rows("sought", SOUGHT_BILAL, SOUGHT_AMINAT)
    linked = histories.link([registry, hospital, tracing], ["registry", "hospital", "tracing"])
    child = likeliest_children(linked.links)
    assert child[0] == child[3] == child[6]  # Bilal
    assert len({int(child[k]) for k in (2, 4, 5)}) == 3  # Yusuf, Khadija and Maryam are others
    table = histories_of(linked.links, child)
    assert table.lists == ("registry", "hospital", "tracing")
    assert 7 in table.histories


def test_the_same_number_in_two_offices_is_not_the_same_child():
    registry = listed_rows("found", BILAL, YUSUF)
    hospital = listed_rows("found", {**KHADIJA, "id": "M-017"}, {**MARYAM, "id": "M-021"})
    linked = histories.link([registry, hospital], ["registry", "hospital"])
    assert histories_of(linked.links, likeliest_children(linked.links)).n == 4
    with pytest.raises(WrongUse) as told:
        histories.link([registry, hospital], ["registry", "hospital"], shared_ids=True)
    assert told.value.code == "LINK-01"
    assert "M-017" in told.value.problem.value


def test_numbers_that_are_shared_link_what_the_words_alone_leave_open():
    registry = listed_rows("found", {"id": "7", "age": "4"}, BILAL)
    hospital = listed_rows("found", {"id": "7", "sex": "m"}, {**YUSUF, "id": "9"})
    linked = histories.link([registry, hospital], ["registry", "hospital"], shared_ids=True)
    child = likeliest_children(linked.links)
    assert child[0] == child[2]


@pytest.mark.parametrize(("names", "code"), [(["a"], "LINK-02"), (["a", "a"], "COUNT-10")])
def test_lists_that_cannot_be_linked_are_refused(names, code):
    lists = [listed_rows("found", BILAL) for _ in names]
    with pytest.raises(WrongUse) as told:
        histories.link(lists, names)
    assert told.value.code == code


def test_children_without_consent_are_left_out_and_counted():
    registry = listed_rows("found", BILAL, {**YUSUF, "consent": "no"})
    linked = histories.link([registry, listed_rows("found", KHADIJA)], ["a", "b"])
    assert linked.withheld == 1
    assert len(linked.links.of) == 2


DEFINED = Definition(
    title="Children from Russia under 12 in Mosul",
    origins=("Russia",),
    age_under=12,
    places=("Mosul",),
    at=date(2017, 9, 1),
)


@pytest.mark.parametrize(
    ("question", "row", "answer"),
    [
        ("who", {"origin": "Urus-Martan"}, FITS),
        ("who", {"origin": "Россия"}, FITS),
        ("who", {"origin": "Tunis"}, OUTSIDE),
        ("who", {"origin": ""}, UNSAID),
        ("who", {"origin": "xqzwv"}, UNSAID),
        ("where", {"place_now": "Mosul, al-Maydan"}, FITS),
        ("where", {"place_now": "Raqqa"}, OUTSIDE),
        ("where", {"place_now": "Iraq"}, UNSAID),
        ("where", {"place_now": "", "found_place": "Mosul"}, FITS),
        ("age", {"birth_date": "2012-03-01"}, FITS),
        ("age", {"birth_date": "1999-03-01"}, OUTSIDE),
        ("age", {"age": ""}, UNSAID),
        ("when", {"found_date": "2017-10-20"}, OUTSIDE),
        ("when", {"found_date": "2017-07-20"}, FITS),
        ("when", {"as_of": "2016-01-01"}, UNSAID),
    ],
)
def test_a_record_fits_does_not_fit_or_does_not_say(question, row, answer):
    held = histories.audit(unlinked(listed_rows("found", {"id": "1", **row}, {"id": "2", "origin": "Grozny"})), DEFINED)
    assert getattr(held, question)[0] == answer


def test_where_a_family_last_saw_a_child_never_speaks_against():
    held = histories.audit(unlinked(listed_rows("sought", {"id": "1", "last_seen_place": "Raqqa"})), DEFINED)
    assert held.where.tolist() == [UNSAID]


def test_a_definition_that_fits_nobody_is_refused():
    with pytest.raises(WrongUse) as told:
        histories.audit(unlinked(listed_rows("found", {"id": "1", "origin": "Tunis"})), DEFINED)
    assert told.value.code == "DEFINE-05"


def test_the_audit_finds_the_forty_who_are_out_of_scope():
    world = listed("outside", np.random.default_rng(2))
    rows: list[list[dict[str, str]]] = [[], [], [], []]
    of_child: list[list[int]] = [[], [], [], []]
    for child, (history, belongs) in enumerate(zip(world.histories.tolist(), world.belongs.tolist(), strict=True)):
        for k in range(4):
            if history >> k & 1:
                origin = ("Grozny", "Makhachkala", "Урус-Мартан")[child % 3] if belongs else "Tunis"
                rows[k].append({"id": f"{k}-{child}", "origin": origin, "place_now": "Mosul", "birth_date": "2012"})
                of_child[k].append(child)
    linked = unlinked(*(listed_rows("found", *one) for one in rows))
    held = histories.audit(linked, DEFINED)
    outside = {child for child, fits in zip(chain(*of_child), held.fits.tolist(), strict=True) if fits == OUTSIDE}
    assert outside == {child for child in range(len(world.histories)) if not world.belongs[child]}
    assert held.outside == 40


def test_an_estimate_of_linked_lists_says_what_was_left_out_and_what_it_would_change():
    rng = np.random.default_rng(4)
    world = listed("independent", rng)
    of, child = [], []
    rows: list[list[dict[str, str]]] = [[], [], [], []]
    for k in range(4):
        for one, history in enumerate(world.histories.tolist()):
            if history >> k & 1:
                rows[k].append({"id": f"{k}-{one}", "origin": "Grozny" if one % 9 else ("Tunis" if k else "")})
                of.append(k)
                child.append(one)
    pairs = [(a, b) for a in range(len(of)) for b in range(a + 1, len(of)) if child[a] == child[b]]
    first, second = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    links = Links(tuple("abcd"), np.array(of, dtype=np.int64), first, second, np.full(len(pairs), 0.97))
    lists = tuple(listed_rows("found", *one) for one in rows)
    linked = histories.Linked(lists, links, 3, (0, 0, 2, 0))
    definition = Definition(title="From Russia", origins=("Russia",), at=date(2017, 9, 1))
    found = histories.estimate(linked, definition, 1, draws=20, plan=QUICK, resamples=0)
    codes = [one.code for one in found.findings]
    assert {"withheld", "outside", "unclear", "same_list"} <= set(codes)
    assert found.links_drawn == 20
    kinds = {one.kind for one in found.alternatives}
    assert {"without", "merged", "tie", "one_linkage", "with_outside", "only_certain"} <= kinds
    belonging = 260 - 29
    assert found.ranges.wide[0] <= belonging <= found.ranges.wide[1]
