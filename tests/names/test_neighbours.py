"""The near names of another list."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.names.channel import Tokens, compare, compare_listed
from nasab.names.neighbours import Neighbours, neighbours
from nasab.names.scripts import fold

WRITTEN = (
    "Muhammad Mohamed Mohammed Mouhamed محمد Мухаммад Магомед Мохаммед Mahmoud محمود Махмуд Ahmad Ahmed Akhmed "
    "أحمد Ахмед Ахмад Hussein Husayn Hossein حسين Хусейн Гусейн Hassan حسن Хасан Гасан Bilal بلال Билал Khadija "
    "خديجة Хадижа Хадижат Aisha Aïcha عائشة Айша Айшат Fatima Fatma فاطمة Фатима Патимат Yusuf Youssef يوسف Юсуф Юсуп "
    "Omar Umar عمر Омар Умар Ibrahim إبراهيم Ибрагим Ibragim Zelimkhan Зелимхан زليمخان Shamil Şamil شامل Шамиль "
    "Аслан أصلان Ruslan Руслан روسلان Adam آدم Адам Maryam Mariam مريم Марьям Zaynab Zeinab زينب Зайнаб Suleyman "
    "سليمان Сулейман Abdullah Abdallah عبدالله Абдулла Khamzat Хамзат Hamza حمزة Хамза Isa Issa عيسى Иса Ismail "
    "إسماعيل Исмаил Tagirov Тагиров Tagirova Тагирова Magomedov Магомедов Petrov Петров Sokolov Соколов"
)
TOKENS = [fold(written) for written in WRITTEN.split()]


def row(found: Neighbours, query: int) -> list[int]:
    return found.indices[found.indptr[query] : found.indptr[query + 1]].tolist()


def test_nearly_all_near_names_are_found_and_weigh_what_compare_says() -> None:
    found = neighbours(TOKENS, TOKENS)
    n = len(TOKENS)
    queries = np.repeat(np.arange(n), np.diff(found.indptr))
    direct = compare([TOKENS[q] for q in queries], [TOKENS[c] for c in found.indices])
    assert np.array_equal(found.bits, direct.bits)
    assert np.array_equal(found.closeness, direct.closeness)
    every = compare([a for a in TOKENS for _ in TOKENS], TOKENS * n).closeness.reshape(n, n)
    got = np.zeros((n, n), dtype=bool)
    got[queries, found.indices] = True
    assert not got[every < 0.5].any()
    for floor, loss in ((0.5, 0.12), (0.75, 0.05)):
        near = every >= floor
        assert (near & ~got).sum() <= loss * near.sum()


def test_giving_up_early_loses_no_near_name() -> None:
    tokens = Tokens(TOKENS)
    n = len(TOKENS)
    left = np.repeat(np.arange(n, dtype=np.int32), n)
    right = np.tile(np.arange(n, dtype=np.int32), n)
    patient = compare_listed(tokens, left, tokens, right)
    for floor in (0.3, 0.5, 0.9):
        hasty = compare_listed(tokens, left, tokens, right, floor)
        near = patient.closeness >= floor
        assert np.array_equal(hasty.closeness >= floor, near)
        assert np.array_equal(hasty.bits[near], patient.bits[near])


def test_the_best_stand_first_and_the_limit_holds() -> None:
    found = neighbours(TOKENS, TOKENS, limit=3)
    for query in range(len(TOKENS)):
        closeness = found.closeness[found.indptr[query] : found.indptr[query + 1]]
        assert 1 <= len(closeness) <= 3
        assert list(closeness) == sorted(closeness, reverse=True)
        assert closeness[0] == 1


def test_a_name_in_three_scripts_finds_itself() -> None:
    found = neighbours(["بلال", "билал", "bilal"], ["ахмед", "bilal", "билал", "بلال", "zaynab"])
    for query in range(3):
        assert set(row(found, query)) == {1, 2, 3}


def test_a_token_that_stands_twice_is_found_twice() -> None:
    found = neighbours(["bilal", "bilal"], ["bilal", "omar", "bilal"])
    assert row(found, 0) == row(found, 1) == [0, 2]


def test_no_order_of_the_lists_changes_what_is_near() -> None:
    ahead = neighbours(TOKENS, TOKENS)
    back = neighbours(TOKENS[::-1], TOKENS[::-1])
    last = len(TOKENS) - 1
    for query in range(len(TOKENS)):
        assert set(row(ahead, query)) == {last - found for found in row(back, last - query)}


def test_unknown_and_empty_lists_have_no_neighbours() -> None:
    found = neighbours(["", "bilal"], ["", "omar"])
    assert found.indptr.tolist() == [0, 0, 0]
    assert neighbours([], ["bilal"]).indptr.tolist() == [0]
    assert neighbours(["bilal"], []).indptr.tolist() == [0, 0]


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=60, deadline=None)
def test_identical_text_of_any_kind_is_always_near(written: list[str]) -> None:
    tokens = [fold(text) for text in written]
    found = neighbours(tokens, tokens)
    for query, text in enumerate(tokens):
        assert (query in row(found, query)) == bool(text)


def test_ten_thousand_letters_are_one_more_token() -> None:
    found = neighbours(["ab" * 5000, "🙂", "გ" * 10000], ["ab" * 5000, "გ" * 10000])
    assert found.indptr.tolist() == [0, 1, 1, 2]
