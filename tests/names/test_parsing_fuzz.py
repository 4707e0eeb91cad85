"""No text breaks the parsers of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import names

_WRITTEN = (
    "Abu ibn al- ash- Билал Тагирова Русланович أبو ال عبد الرحمن بن الله oglu ( ) , ; ? . - \u202e \u200f \u200d 😀"
    " 1 ٥ Г1 ӏ née aka хаджи x Тaгиpoв ბილალ 李 ﷲ ß İ \u0000 \ud7ff ь й abd din улы кызы sister:"
)
_PIECES = st.lists(st.sampled_from(_WRITTEN.split(" ")), max_size=12)
_TEXTS = st.one_of(st.text(max_size=60), _PIECES.map(" ".join), _PIECES.map("".join))


@given(_TEXTS, st.sampled_from(["child", "father", "mother", "relative"]))
def test_any_text_gives_a_name_of_pieces_of_itself(text: str, whose: names.Whose) -> None:
    name = names.parse(text, whose=whose)
    assert name == names.parse(text, whose=whose)
    assert name.text == text
    for part in name.parts:
        assert part.text
        assert part.text in text
        assert part.folded
        assert part.sex in ("", "f", "m")


@given(_TEXTS)
def test_any_cell_gives_names_and_relatives(text: str) -> None:
    for name in names.parse_cell(text):
        assert name.parts
    for relative in names.parse_relatives(text):
        assert relative.relation in names.RELATIONS
        assert relative.sex in ("", "f", "m")


@given(st.text(max_size=40))
def test_any_text_may_be_asked_of_the_tables(text: str) -> None:
    folded = names.fold(text)
    assert all(1 <= identity <= names.lexicon.size() for identity in names.lexicon.ids(folded))
    assert 0 <= names.is_famous_kunya(folded) <= 0.05
    assert isinstance(names.kunya_custom(folded), tuple)
    assert sum(names.origins(folded).values()) <= 1.0001
    assert names.relation(text) in (None, *names.RELATIONS)


@pytest.mark.parametrize(
    "piece",
    ["a ", "абу ", "abd-", "(", "б", "ab,", "Abd al-", "1!", "i", "ов", "sister: ", "\u202e", "é", "ال", "a;", "a(f,"],
)
def test_ten_thousand_characters_are_read(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert names.parse(text).text == text
    assert len(names.parse_cell(text)) <= 10_000
    assert len(names.parse_relatives(text)) <= 10_000
