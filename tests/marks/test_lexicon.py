"""The word lists: whole, and without a word that stands for two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.marks.body import kinds, parts, qualities
from nasab.marks.letters import LONGEST_CELL, plain, romanised, words
from nasab.marks.lexicon import load, rows

LANGUAGES = {"en", "fr", "ru", "ar", "tr", "ku"}
LISTS = ("body", "belongings")


def rows_of(name: str) -> list[tuple[str, str, dict[str, object]]]:
    return [
        (table, key, row)
        for table, entries in rows(name).items()
        for key, row in entries.items()
        if isinstance(row, dict)
    ]


@pytest.mark.parametrize("name", LISTS)
def test_every_row_has_words_in_the_four_languages(name: str) -> None:
    assert [
        (table, key, language)
        for table, key, row in rows_of(name)
        for language in ("en", "fr", "ru", "ar")
        if not row.get(language) and not key.endswith("_eyed")
    ] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_row_has_no_field_that_nothing_reads(name: str) -> None:
    fields = LANGUAGES | {"at", "near", "common", "bare", "is", "of", "generic"}
    assert [(table, key) for table, key, row in rows_of(name) if not set(row) <= fields] == []


@pytest.mark.parametrize("name", LISTS)
def test_an_expression_stands_for_one_thing_in_its_language(name: str) -> None:
    stands: dict[tuple[str, str], set[str]] = {}
    for table, key, row in rows_of(name):
        for language in LANGUAGES & set(row):
            for expression in row[language]:  # type: ignore[attr-defined]
                stands.setdefault((language, plain(expression)), set()).add(f"{table}.{key}")
    assert {where: things for where, things in stands.items() if len(things) > 1} == {}


def test_neighbours_places_and_compatible_kinds_exist() -> None:
    body = rows("body")
    known = {*parts(), *qualities()}
    assert {near for _, _, row in rows_of("body") for near in row.get("near", ())} <= known  # type: ignore[attr-defined]
    assert {row["at"] for row in body["kind"].values() if "at" in row} <= set(parts())
    assert {kind for group in body["compatible"].values() for kind in group} <= set(kinds())


def test_a_stem_takes_the_endings_of_its_language_only() -> None:
    lexicon = load("body")
    named = {
        word: lexicon.hits(words(word))[0].name for word in ("шрамами", "шрамовник", "рукой", "рукав", "army", "arms")
    }
    assert named == {
        "шрамами": "scar",
        "шрамовник": "шрамовник",
        "рукой": "hand",
        "рукав": "рукав",
        "army": "army",
        "arms": "arm",
    }


def test_the_longest_expression_wins() -> None:
    lexicon = load("body")
    assert [hit.name for hit in lexicon.hits(words("birth mark"))] == ["birthmark"]
    assert [hit.name for hit in lexicon.hits(words("шрам от ожога"))] == ["burn"]


def test_arabic_words_are_known_with_what_is_written_onto_them() -> None:
    hits = load("body").hits(words("وبالساعد"))
    assert [(hit.name, hit.joined) for hit in hits] == [("forearm", True)]


@given(st.text(max_size=200))
def test_plain_letters_are_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=200))
def test_there_is_no_more_to_read_than_was_written(text: str) -> None:
    assert all(word for word in words(text))
    assert len(words(text * 20)) <= 20 * LONGEST_CELL


@pytest.mark.parametrize(
    ("word", "sound"), [("нана", "nana"), ("نانا", "nana"), ("nanna", "nana"), ("деци", "ditsi"), ("", "")]
)
def test_a_word_sounds_the_same_in_every_alphabet(word: str, sound: str) -> None:
    assert romanised(plain(word)) == sound
