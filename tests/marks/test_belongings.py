"""Belongings, songs and words as concepts without a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.marks import concept_agreement, concepts
from nasab.marks.belongings import MOST_CONCEPTS


@pytest.mark.parametrize(
    "cell",
    [
        "blue jacket",
        "a jacket, blue jacket",
        "синяя куртка",
        "سترة زرقاء",
        "السترة الزرقاء",
        "veste bleue",
        "mavi ceket",
    ],
)
def test_a_blue_jacket_is_a_blue_jacket_in_every_language(cell: str) -> None:
    assert concepts(cell) == {"jacket", "blue", "blue jacket"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("sings a lullaby", {"song", "lullaby"}),
        ("поёт колыбельную", {"song", "lullaby"}),
        ("chante une berceuse", {"song", "lullaby"}),
        ("тюбетейка и чётки", {"skullcap", "rosary"}),
        ("قلادة وخاتم", {"necklace", "ring"}),
        ("плюшевый мишка", {"bear"}),
        ("ourson en peluche", {"bear"}),
        ("دبدوب", {"bear"}),
        ("sucks her thumb", {"thumb_sucking"}),
        ("сосёт палец", {"thumb_sucking"}),
        ("suce son pouce", {"thumb_sucking"}),
        ("birth certificate", {"birth_certificate"}),
        ("свидетельство о рождении", {"birth_certificate"}),
        ("شهادة ميلاد", {"birth_certificate"}),
        ("acte de naissance", {"birth_certificate"}),
        ("red shoes and blue socks", {"red", "shoes", "red shoes", "blue", "socks", "blue socks"}),
        ("chaussures rouges et chaussettes bleues", {"red", "shoes", "red shoes", "blue", "socks", "blue socks"}),
        ("голубь", {"bird"}),
        ("голубая рубашка", {"blue", "shirt", "blue shirt"}),
        ("nothing that anyone has listed", set()),
        ("", set()),
    ],
)
def test_what_was_found_with_a_child_is_understood(cell: str, expected: set[str]) -> None:
    assert concepts(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ['says "nana"', "говорит «нана»", 'تقول "نانا"', "dit « nana »", "She says nana", "в речи слово nana", "كلمة nana"],
)
def test_a_word_of_the_childs_own_is_kept_as_it_sounds(cell: str) -> None:
    assert concepts(cell) == {"w:nana"}


@pytest.mark.parametrize(
    ("found", "sought", "level"),
    [
        ("blue jacket", "синяя куртка", 2),
        ("blue shoes", "синяя куртка", 1),
        ("jacket", "куртка красная", 1),
        ("doll", "кукла Маша", 2),
        ("тюбетейка", "skullcap", 2),
        ("says 'baba'", "говорит «баба»", 2),
        ("red shoes", "зелёная шапка", 0),
        ("", "doll", -1),
        ("nothing listed", "doll", -1),
    ],
)
def test_a_particular_thing_says_more_than_a_common_one(found: str, sought: str, level: int) -> None:
    assert concept_agreement(concepts(found), concepts(sought)) == level
    assert concept_agreement(concepts(sought), concepts(found)) == level


@given(st.text(max_size=300))
def test_any_text_at_all_gives_concepts(cell: str) -> None:
    assert len(concepts(cell)) <= MOST_CONCEPTS


@given(st.text(max_size=100))
def test_a_description_disagrees_with_itself_never(cell: str) -> None:
    found = concepts(cell)
    assert concept_agreement(found, found) in ((1, 2) if found else (-1,))
