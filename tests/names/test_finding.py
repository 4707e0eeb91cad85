"""The names of a list that weigh most with a name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.names import Index, best, weight
from nasab.names import finding as finding_module
from nasab.names.finding_kernel import PLACES, rough

WORDS = (
    "Muhammad Mohamed محمد Мухаммад Магомед Mahmoud محمود Махмуд Ahmad Ahmed أحمد Ахмед Hussein حسين Хусейн Hassan حسن "
    "Хасан Bilal بلال Билал Khadija خديجة Хадижат Aisha عائشة Айшат Fatima Патимат Yusuf يوسف Юсуп Omar عمر Умар"
    " Zelimkhan Зелимхан Shamil شامل Шамиль Aslan أصلان Аслан Ruslan Руслан Maryam مريم Zaynab زينب Зайнаб Suleyman"
)
NAMES = ["Билал Тагиров", "Bilal Tagirov", "بلال تاغيروف", "Zelimkhan Tagirov", "Abu Bilal al-Shishani", "გიორგი"]
LIST = [*WORDS.split(), *NAMES]


def plainly(query: str, k: int) -> list[float]:
    """The slow and clear way: every name is weighed."""
    return sorted((weight(query, candidate) for candidate in LIST), reverse=True)[:k]


@pytest.mark.parametrize("query", ["محمد", "Билал", "Zelimkhan", "Тагиров Билал", "أبو بلال", "Мага", "გიორგი", "Юсуф"])
def test_in_a_short_list_what_is_found_is_what_weighing_all_finds(query: str):
    found = best([query], LIST, 8)[0]
    assert [bits for _, bits in found] == pytest.approx(plainly(query, 8), abs=1e-9)
    assert [bits for _, bits in found] == pytest.approx([weight(query, candidate) for candidate, _ in found], abs=1e-9)


def test_the_rough_measure_passes_over_few_names_of_a_long_list(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finding_module, "PICKED", 12)
    monkeypatch.setattr(finding_module, "FEWEST", 4)
    monkeypatch.setattr(finding_module, "WEIGHED", 8)
    index = Index(LIST)
    first = [index.best(query, 1)[0][1] == pytest.approx(plainly(query, 1)[0], abs=1e-9) for query in LIST]
    assert np.mean(first) > 0.9


def test_a_name_of_two_words_is_found_by_either():
    found = [candidate for candidate, _ in best(["Тагиров Билал"], LIST, 3)[0]]
    assert set(found) == {"Билал Тагиров", "Bilal Tagirov", "بلال تاغيروف"}


def test_there_are_as_many_as_asked_for_if_the_list_has_them():
    assert [len(row) for row in best(["Билал", "zzz", ""], LIST, 20)] == [20, 20, 20]
    assert len(best(["Билал"], ["Bilal"], 5)[0]) == 1
    assert best(["Билал"], [], 5) == [[]]
    assert best(["Билал"], LIST, 0) == [[]]
    assert best([], LIST, 5) == []


def test_a_query_without_letters_weighs_nothing_with_any():
    assert {bits for _, bits in best(["😀"], LIST, 5)[0]} == {0.0}


def test_a_name_that_stands_twice_is_found_once():
    assert len(Index(["Bilal", "Bilal", "Aslan"])) == 2


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_query_among_any_names_is_answered(query: str, names: list[str]):
    found = best([query], names, 3)[0]
    assert len(found) == min(3, len(set(names)))
    bits = [weighed for _, weighed in found]
    assert bits == sorted(bits, reverse=True)
    assert found == best([query], names, 3)[0]


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_the_compiled_scan_picks_what_a_plain_scan_picks(data: st.DataObject):
    draw = np.random.default_rng(data.draw(st.integers(0, 1000)))
    size, blocks, most = data.draw(st.integers(1, 12)), 70, data.draw(st.integers(1, 6))
    lengths = draw.integers(1, 6, size)
    starts = np.r_[0, np.cumsum(lengths)].astype(np.int64)
    grams = draw.integers(-1, blocks, (starts[-1], 3)).astype(np.int16)
    grams[:, 0] = draw.integers(1, 60, starts[-1])
    place = draw.integers(0, PLACES, starts[-1]).astype(np.uint8)
    query = grams[: lengths[0]]
    counts = draw.integers(0, 5, blocks)
    first = np.r_[0, np.cumsum(counts)].astype(np.int64)
    partner, lift = (
        draw.integers(1, blocks, first[-1]).astype(np.int32),
        draw.integers(-30, 90, first[-1]).astype(np.int8),
    )
    table = np.full((blocks, PLACES), -128)
    table[:64] = -40
    for i, row in enumerate(query.tolist()):
        for letters, x in enumerate(row):
            for at in range(first[x], first[x + 1]) if x >= 0 else ():
                near = np.abs((np.arange(PLACES) + 0.5) / PLACES - (i - letters / 2 + 0.5) / len(query)) < 0.2
                table[partner[at], near] = np.maximum(table[partner[at], near], lift[at])
    scores = [
        sum(max(table[g, place[i]] for g in grams[i] if g >= 0) for i in range(starts[n], starts[n + 1]))
        for n in range(size)
    ]
    wanted = sorted(sorted(range(size), key=lambda n: (-scores[n], n))[:most])
    cells = np.where(grams < 0, blocks * PLACES, grams.astype(int) * PLACES + place[:, None]).astype(np.uint16)
    assert rough(query, first, partner, lift, cells, starts, blocks, most).tolist() == wanted
