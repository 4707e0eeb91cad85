from __future__ import annotations

import pytest
from benchmarks.cleaning import ascii_of, birth_year, clean, kunya, languages_of, skeleton, split
from hypothesis import given
from hypothesis import strategies as st

from nasab.records import FOUND_COLUMNS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Тагиров Билал Русланович", ("bilal", "tagirov", "ruslan")),
        ("Aminat Tagirova", ("aminat", "tagirova", "")),
        ("عبد الرحمن الشمري", ("abdalrhmn", "alshmry", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split_by_its_suffixes(text: str, parts: tuple[str, str, str]):
    assert split(text) == parts


@pytest.mark.parametrize("text", ["Abu Bilal al-Shishani", "Абу Билал", "Abou Bilal"])
def test_the_kunya_is_the_name_after_abu(text: str):
    assert kunya(text) == "bilal"


def test_spellings_of_one_name_have_one_skeleton():
    assert {skeleton(ascii_of(name)) for name in ("Билал", "Bilal", "بلال", "Bilel")} == {"bll"}


def test_an_age_becomes_a_year_of_birth():
    assert birth_year({"age": "4", "as_of": "2017-07-02"}) == pytest.approx(2017.5 - 4.4, abs=0.02)
    assert birth_year({"age": "18 months", "as_of": "2017-07-02"}) == pytest.approx(2016, abs=0.02)
    assert birth_year({"birth_date": "12.03.2013"}) == pytest.approx(2013.19, abs=0.01)
    assert birth_year({}) is None


def test_languages_in_four_alphabets_are_one_code():
    assert languages_of("شيشاني; русский; French") == ["che", "fra", "rus"]


@given(st.dictionaries(st.sampled_from(FOUND_COLUMNS), st.text(max_size=30)))
def test_any_row_can_be_cleaned(cells: dict[str, str]):
    assert "given_k" in clean({column: cells.get(column, "") for column in FOUND_COLUMNS})
