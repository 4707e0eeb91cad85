"""The same child entered several times in one list."""

from __future__ import annotations

import pytest

from nasab import simulation
from nasab.matching.dedupe import Duplicates, find_duplicates
from nasab.matching.judgements import Judgement
from nasab.records import ChildList
from tests import cast
from tests.cast import listed


@pytest.fixture(scope="module")
def sought() -> ChildList:
    return simulation.simulate(children=60, seed=4).sought


def with_bilal(children: ChildList, *again: dict[str, str]) -> ChildList:
    """The list and Bilal, who is sought there once for each of `again`, each time by a family of its own."""
    rows = [{name: cells[row] for name, cells in children.columns.items()} for row in range(len(children))]
    own = [{**cast.SOUGHT_BILAL, "id": f"B-{k}", "family": f"B-{k}", **other} for k, other in enumerate(again)]
    return listed("sought", *rows, *own)


def of_bilal(found: Duplicates) -> list[tuple[str, ...]]:
    return [cluster.ids for cluster in found.clusters if any(child.startswith("B-") for child in cluster.ids)]


@pytest.mark.parametrize("times", [2, 3, 4, 6])
def test_a_child_is_found_however_often_it_was_entered(sought: ChildList, times: int) -> None:
    found = find_duplicates(with_bilal(sought, *({} for _ in range(times))), learn=False)
    (ids,) = of_bilal(found)
    assert ids == tuple(f"B-{k}" for k in range(times))


def test_more_copies_make_no_pair_less_likely(sought: ChildList) -> None:
    of_two = find_duplicates(with_bilal(sought, {}, {}), learn=False)
    of_four = find_duplicates(with_bilal(sought, {}, {}, {}, {}), learn=False)
    two, four = (next(c.probability for c in found.clusters if "B-0" in c.ids) for found in (of_two, of_four))
    assert four == pytest.approx(two, abs=0.05)


def test_a_brother_who_is_asked_for_as_well_is_no_duplicate(sought: ChildList) -> None:
    found = find_duplicates(
        with_bilal(sought, {}, {"name": "Адам Тагиров", "age": "9", "birth_date": "2008-02-11"}), learn=False
    )
    assert of_bilal(found) == []


def test_what_was_judged_apart_stays_apart_among_many_copies(sought: ChildList) -> None:
    children = with_bilal(sought, {}, {}, {})
    found = find_duplicates(children, judgements=[Judgement("B-0", "B-2", "different")], learn=False)
    assert not any({"B-0", "B-2"} <= set(cluster.ids) for cluster in found.clusters)
