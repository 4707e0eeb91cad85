from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import names, texts
from nasab.errors import NotUnderstood
from nasab.kinship import inverse, kin, kin_terms, read_kin
from nasab.kinship.relations import _phrases, exact_kin

TERMS = [one.term for one in kin_terms()]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("mother's brother", "maternal_uncle"), ("Mother’s Brother", "maternal_uncle"), ("khal", "maternal_uncle"),
        ("خال", "maternal_uncle"), ("الخال", "maternal_uncle"), ("خاله", "maternal_uncle"), ("خالها", "maternal_uncle"),
        ("дядя по матери", "maternal_uncle"), ("oncle maternel", "maternal_uncle"), ("أخوال", "maternal_uncle"),
        ("عم", "paternal_uncle"), ("عمي", "paternal_uncle"), ("خالة", "maternal_aunt"), ("خالته", "maternal_aunt"),
        ("عمة", "paternal_aunt"), ("бабушка по отцу", "paternal_grandmother"), ("мать отца", "paternal_grandmother"),
        ("Grand-mère paternelle", "paternal_grandmother"), ("جدة لأب", "paternal_grandmother"),
        ("the boy's maternal grandmother", "maternal_grandmother"), ("ام الام", "maternal_grandmother"),
        ("أم الأم", "maternal_grandmother"), ("grandmother", "grandmother"), ("бабушка", "grandmother"),
        ("отчим", "stepfather"), ("زوج الأم", "stepfather"), ("beau-père", "stepfather"), ("stepfather", "stepfather"),
        ("единокровный брат", "paternal_half_brother"), ("أخ لأب", "paternal_half_brother"),
        ("أخ لأم", "maternal_half_brother"), ("demi-soeur", "half_sister"), ("half brother", "half_brother"),
        ("شقيق", "brother"), ("إخوة", "brother"),
        ("близнец", "twin"), ("توأم", "twin"), ("sœur jumelle", "twin_sister"),
        ("أخ من الرضاعة", "milk_brother"), ("молочная сестра", "milk_sister"), ("milk brother", "milk_brother"),
        ("ابن العم", "fathers_brothers_son"), ("ابن عم", "fathers_brothers_son"), ("ابن عمه", "fathers_brothers_son"),
        ("ابن العمة", "fathers_sisters_son"), ("بنت الخال", "mothers_brothers_daughter"),
        ("двоюродный брат", "male_cousin"), ("cousine", "female_cousin"), ("cousin", "cousin"),
        ("племянница", "niece"), ("ابن الأخت", "sisters_son"), ("внук", "grandson"), ("حماة", "mother_in_law"),
        ("свекровь", "mother_in_law"), ("foster mother", "adoptive_mother"),
    ],
)  # fmt: skip
def test_a_term_is_known_in_four_languages_and_their_spellings(written, term):
    assert read_kin(written).term == term


@pytest.mark.parametrize("written", ["", "Bilal", "the", "12", "بلال"])
def test_what_is_no_term_is_refused(written):
    with pytest.raises(NotUnderstood) as told:
        read_kin(written)
    assert told.value.code == "RELATION-01"


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("term", TERMS)
def test_what_is_said_of_a_term_is_read_as_that_term(term, language):
    assert read_kin(kin(term).say(language)).term == term


def test_no_phrase_stands_for_two_terms():
    table: dict[str, str] = {}
    for term, phrases in _phrases():
        for phrase in phrases:
            assert table.setdefault(names.term_key(phrase), term) == term, phrase


def test_every_term_is_one_that_lists_know_too():
    for one in kin_terms():
        assert one.coarse in names.RELATIONS
    assert set(names.RELATIONS) <= set(TERMS)
    for relation in names.RELATIONS:
        assert kin(relation).coarse == relation
        assert kin(relation).sex in ({"f": "F", "m": "M"}.get(names.sex_of_relation(relation)), None)


def test_a_word_that_lists_know_is_no_other_relation_here():
    for key, relation in names.relation_terms().items():
        finer = kin(_phrase_table()[key])
        assert finer.coarse == relation or relation in ("other", "sibling", "brother", "sister", "guardian"), key


def _phrase_table() -> dict[str, str]:
    from nasab.kinship.relations import _by_key

    return dict(_by_key())


@pytest.mark.parametrize(
    ("term", "sex", "other"),
    [
        ("mother", "M", "son"), ("father", "F", "daughter"), ("paternal_grandmother", "M", "sons_son"),
        ("maternal_uncle", "F", "sisters_daughter"), ("maternal_uncle", None, "nephew_or_niece"),
        ("paternal_aunt", "M", "brothers_son"), ("uncle", "M", "nephew"), ("grandmother", "F", "granddaughter"),
        ("brother", "F", "sister"), ("twin_brother", "F", "twin_sister"), ("identical_twin", "M", "identical_twin"),
        ("maternal_half_brother", "F", "maternal_half_sister"), ("fathers_brothers_son", "M", "fathers_brothers_son"),
        ("fathers_sisters_son", "F", "mothers_brothers_daughter"), ("cousin", "M", "male_cousin"),
        ("stepfather", "M", "stepson"), ("stepmother", "F", "stepdaughter"), ("husband", "F", "wife"),
        ("father_in_law", "M", "son_in_law"), ("mother_in_law", "F", "daughter_in_law"),
        ("brother_in_law", "M", "sisters_husband"), ("great_uncle", "F", "great_nephew"),
        ("great_grandmother", "M", "great_grandchild"), ("milk_brother", "F", "milk_sister"),
        ("guardian", "M", "other"),
    ],
)  # fmt: skip
def test_every_term_has_its_inverse(term, sex, other):
    assert inverse(kin(term), sex).term == other


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("sex", ["M", "F"])
def test_an_inverse_is_of_the_sex_of_the_child_and_leads_back(term, sex):
    one = kin(term)
    back = inverse(one, sex)
    assert back.sex in (sex, None)
    assert back.is_of_blood == one.is_of_blood or back.term == "other" or not one.path
    if one.has_known_side and one.sex and back.has_known_side:
        assert inverse(back, one.sex).coarse in (one.coarse, "other", "sibling")


def test_blood_and_side_are_known_of_a_term():
    assert kin("maternal_uncle").is_of_blood
    assert kin("maternal_uncle").has_known_side
    assert not kin("uncle").has_known_side
    for term in ("stepfather", "wife", "milk_brother", "guardian", "adoptive_mother"):
        assert not kin(term).is_of_blood


def test_a_longer_phrase_is_not_read_as_a_term_in_it_where_it_must_be_exact():
    assert exact_kin("mother of the father") is None
    assert exact_kin("mother's brother") == kin("maternal_uncle")
    assert exact_kin("خاله") == kin("maternal_uncle")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        found = read_kin(text)
    except NotUnderstood:
        return
    assert found.term in TERMS
