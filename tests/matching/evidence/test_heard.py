"""How surely a name was heard is told from how it is written, and from whether the other list has any like it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.counted import Bearers
from nasab.matching.evidence import heard
from nasab.matching.evidence.heard import FEW_LETTERS, SHORT, SORTS, UNMATCHED, UNUSUAL, USUAL, sorts_of
from nasab.matching.likeness import SIMILAR, Likeness
from nasab.matching.ragged import Ragged
from tests.matching.making import Row, sort_of


@pytest.fixture(scope="module", autouse=True)
def the_other_list_is_long() -> Iterator[None]:
    """Or as good as long: the lists of these tests are of few rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heard, "LONG", 0)
        yield


def test_in_a_short_list_a_name_is_not_badly_heard_for_having_none_like_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heard, "LONG", 2)
    assert sort_of("child_name", {"name": "Muhammad"}, {"name": "Zukimbert"}) == "usual"
    monkeypatch.setattr(heard, "LONG", 1)
    assert sort_of("child_name", {"name": "Muhammad"}, {"name": "Zukimbert"}) == "unmatched"


@pytest.mark.parametrize(
    ("found", "sought", "sort"),
    [
        ({"name": "Muhammad"}, {"name": "Магомед"}, "usual"),
        ({"name": "محمد"}, {"name": "Магомед"}, "usual"),
        ({"name": "Zuk"}, {"name": "Zuk"}, "short"),
        ({"name": "Zukimbert"}, {"name": "Zukimbert"}, "unusual"),
        ({"name": "Zukimbert"}, {"name": "Магомед"}, "unmatched"),
        ({"name": "Muhammad"}, {"name": "Zukimbert"}, "unmatched"),
        ({"name": "Zukimbert", "other_names": "Muhammad"}, {"name": "Магомед"}, "usual"),
        ({"name": "Muhammad"}, {}, None),
    ],
)
def test_how_surely_a_name_was_heard(found: Row, sought: Row, sort: str | None):
    assert sort_of("child_name", found, sought) == sort


def test_a_name_like_it_in_another_role_is_no_name_like_it():
    assert sort_of("child_name", {"name": "Zukimbert"}, {"name": "Ali", "father": "Zukimbert"}) == "unmatched"


WORDS = ["muhammad", "bilal", "zuk", "zukimbert", "abc", "longer"]
TABLES = st.dictionaries(
    st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, len(WORDS) - 1)), st.integers(1, 4), max_size=12
)
ROWS = st.lists(st.lists(st.integers(0, len(WORDS) - 1), max_size=3), min_size=1, max_size=5)
KNOWN = st.lists(st.sampled_from([0.0, 0.01]), min_size=len(WORDS), max_size=len(WORDS))


def ragged(rows: list[list[int]]) -> Ragged:
    return Ragged.from_pairs(
        [k for k, row in enumerate(rows) for _ in row], [w for row in rows for w in row], len(rows)
    )


def bearers(rows: list[list[int]]) -> Bearers:
    return Bearers.count(ragged(rows), np.zeros(len(rows), dtype=np.int32), 1)


def table(alike: dict[tuple[int, int], int], known: list[float]) -> Likeness:
    entries = sorted(alike.items())
    start = np.searchsorted([a for (a, _), _ in entries], np.arange(len(WORDS) + 1)).astype(np.int64)
    words = np.array([b for (_, b), _ in entries], dtype=np.int32)
    level = np.array([one for _, one in entries], dtype=np.uint8)
    return Likeness(start, words, level, np.array(known))


def by_hand(
    rows: list[list[int]], others: list[list[int]], alike: dict[tuple[int, int], int], known: list[float]
) -> list[int]:
    held = {word for row in others for word in row}
    out = []
    for row in rows:
        best = UNMATCHED
        for word in row:
            if any(level >= SIMILAR and a == word and b in held for (a, b), level in alike.items()):
                sort = USUAL if known[word] > 0 else SHORT if len(WORDS[word]) <= FEW_LETTERS else UNUSUAL
                best = max(best, sort)
        out.append(best)
    return out


@given(ROWS, ROWS, TABLES, KNOWN)
def test_a_row_is_as_surely_heard_as_its_surest_name(rows, others, alike, known):
    got = sorts_of([(ragged(rows), bearers(others))], table(alike, known), WORDS)
    assert got.tolist() == by_hand(rows, others, alike, known)


@given(ROWS, ROWS, ROWS, TABLES, KNOWN)
def test_of_several_routes_the_surest_counts(rows, one, other, alike, known):
    routes = [(ragged(rows), bearers(one)), (ragged(rows), bearers(other))]
    each = [by_hand(rows, others, alike, known) for others in (one, other)]
    assert sorts_of(routes, table(alike, known), WORDS).tolist() == [max(pair) for pair in zip(*each, strict=True)]


def test_sorts_are_named_in_the_order_of_their_sureness():
    assert [SORTS[k] for k in (UNMATCHED, SHORT, UNUSUAL, USUAL)] == ["unmatched", "short", "unusual", "usual"]
