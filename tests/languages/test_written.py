from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import errors, languages, texts

LINE = (
    "che rus Chechen чеченский язык الشيشانية والروسية and и و et ; , / ( ) - по-русски little Klingon o'zbek 1 \u200f"
)
SCRAPS = LINE.split()


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("che; rus", ("che", "rus")), ("ce/ru", ("che", "rus")), ("CHE", ("che",)),
        ("Chechen and Russian", ("che", "rus")),
        ("чеченский, русский", ("che", "rus")), ("чеченский и русский", ("che", "rus")),
        ("الشيشانية والروسية", ("che", "rus")),
        ("شيشاني وروسي", ("che", "rus")), ("الشيشانية و العربية", ("che", "ara")),
        ("tchétchène et russe", ("che", "rus")),
        ("Tchetchene", ("che",)), ("чеченский язык", ("che",)), ("говорит по-русски", ("rus",)),
        ("по-чеченски", ("che",)),
        ("говорит на чеченском", ("che",)), ("нохчийн", ("che",)), ("тоҷикӣ", ("tgk",)), ("o'zbek", ("uzb",)),
        ("oʻzbekcha", ("uzb",)),
        ("türkçe", ("tur",)), ("Turkce", ("tur",)), ("кыргызча", ("kir",)), ("arb", ("ara",)),
        ("Iraqi Arabic", ("ara",)), ("fas; prs", ("fas", "prs")),
        ("Arabic; Arabic; Russian", ("ara", "rus")), ("аварский", ("ava",)), ("أوزبكي", ("uzb",)),
        ("kurde", ("kmr",)), ("سوراني", ("ckb",)),
        ("Chechen (fluent), some Arabic", ("che", "ara")), ("Chechen\nRussian", ("che", "rus")),
        ("ქართული", ("kat",)),
    ],
)  # fmt: skip
def test_languages_are_read_in_their_order_by_code_or_by_name(cell, codes):
    assert languages.parse(cell) == codes


@pytest.mark.parametrize(
    ("cell", "unknown"), [("Klingon", "Klingon"), ("che; Klingon", "Klingon"), ("", ""), (" ; ", " ; "), ("xx", "xx")]
)
def test_an_unknown_language_is_named_in_the_problem(cell, unknown):
    with pytest.raises(errors.NotUnderstood) as caught:
        languages.parse(cell)
    assert caught.value.code == "LANG-01"
    assert caught.value.problem.detail == unknown


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_language_is_found_by_each_of_its_names(language):
    assert {code: languages.parse(languages.name(code, language)) for code in languages.KNOWN} == {
        code: (code,) for code in languages.KNOWN
    }


def test_every_further_name_leads_to_its_language():
    for code, known in languages.KNOWN.items():
        for other in (known.code, known.short, *known.others):
            if other:
                assert languages.parse(other) == (code,), other


@given(st.text(max_size=300) | st.lists(st.sampled_from(SCRAPS), max_size=9).map(" ".join))
def test_any_text_is_languages_or_is_not_understood(cell):
    codes = read(cell)
    if isinstance(codes, str):
        assert codes == "LANG-01"
    else:
        assert codes
        assert len(set(codes)) == len(codes)
        assert set(codes) <= set(languages.KNOWN)


def read(cell):
    try:
        return languages.parse(cell)
    except errors.NotUnderstood as problem:
        return problem.code


@given(st.lists(st.sampled_from(sorted(languages.KNOWN)), min_size=1, max_size=5, unique=True))
def test_a_list_of_codes_is_read_back(codes):
    assert languages.parse("; ".join(codes)) == tuple(codes)
