"""Marks in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.marks import Mark, describe, parse
from nasab.marks.body import kinds, parts, place_of, qualities
from nasab.texts import LANGUAGES, Language, has, say

PLACES = {"hair": "red", "eyes": "blue"}
SIDES = ("", "left", "right", "both")


@pytest.mark.parametrize(
    ("mark", "language", "words"),
    [
        (Mark("burn", "forearm", "left"), "en", "burn: left forearm"),
        (Mark("burn", "forearm", "left"), "ar", "حرق: الساعد الأيسر"),
        (Mark("burn", "forearm", "left"), "ru", "ожог: левое предплечье"),
        (Mark("burn", "forearm", "left"), "fr", "brûlure : avant-bras gauche"),
        (Mark("scar", "cheek", "right"), "ru", "шрам: правая щека"),
        (Mark("scar", "hand", "right"), "ar", "ندبة: اليد اليمنى"),
        (Mark("scar", "hand", "right"), "fr", "cicatrice : main droite"),
        (Mark("scar", "knee", "both"), "en", "scar: knee, both sides"),
        (Mark("scar"), "en", "scar"),
        (Mark("scar", "", "left"), "en", "scar: left side"),
        (Mark("limp", "leg"), "en", "limp"),
        (Mark("limp", "leg", "left"), "en", "limp: left leg"),
        (Mark("hair", "red"), "ru", "волосы: рыжие"),
        (Mark("eyes", "blue"), "fr", "yeux : bleus"),
        (Mark("", "knee"), "en", "knee"),
        (Mark("odd_kind", "odd_part", "odd.side"), "en", "odd kind: odd part odd.side"),
    ],
)
def test_a_mark_is_said_in_the_language_of_the_reader(mark: Mark, language: Language, words: str) -> None:
    assert describe(mark, language) == words


def test_every_kind_part_and_colour_has_a_word() -> None:
    keys = [f"kind.{kind}" for kind in kinds()] + [f"quality.{quality}" for quality in qualities()]
    keys += [f"{table}.{part}" for part in parts() for table in ("part", "gender")]
    assert [key for key in keys if not has(f"marks.{key}")] == []
    assert all(say(f"marks.{key}", language) for key in keys for language in LANGUAGES)


@pytest.mark.parametrize("kind", kinds())
def test_what_is_said_of_a_mark_is_understood_again(kind: str) -> None:
    mark = Mark(kind, PLACES.get(kind) or place_of(kind) or "knee", "left")
    for language in LANGUAGES:
        assert kind in {read.kind for read in parse(describe(mark, language))}, describe(mark, language)


@pytest.mark.parametrize("part", [part for part in parts() if part not in ("hair", "teeth")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_is_said_is_understood_again(part: str, language: Language) -> None:
    if (part, language) == ("arm", "ru"):
        return  # "рука" is read as the hand, its neighbour
    for side in SIDES:
        assert parse(describe(Mark("scar", part, side), language)) == (Mark("scar", part, side),)


@given(
    st.builds(Mark, st.text(max_size=5), st.text(max_size=5), st.sampled_from([*SIDES, "."])),
    st.sampled_from(LANGUAGES),
)
def test_any_mark_can_be_said(mark: Mark, language: Language) -> None:
    assert isinstance(describe(mark, language), str)
