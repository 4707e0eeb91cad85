from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import ages, errors
from nasab.ages import AgeSpan
from tests.ages.writing import SCRAPS, read

MONTH = 1 / 12
WEEK = 7 / 365.25


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("4", 4, 5), ("4.0", 4, 5), ("٤", 4, 5), ("۴", 4, 5), (" 4 ", 4, 5), ("0", 0, 1),
        ("4 years", 4, 5), ("4 years old", 4, 5), ("4-year-old", 4, 5), ("4yo", 4, 5), ("aged 4", 4, 5),
        ("four", 4, 5),
        ("4 ans", 4, 5), ("quatre ans", 4, 5), ("4 года", 4, 5), ("4 г.", 4, 5), ("4л", 4, 5), ("5-ти лет", 5, 6),
        ("4-летний", 4, 5),
        ("четыре года", 4, 5), ("четырехлетняя", 4, 5), ("4 سنوات", 4, 5), ("أربع سنوات", 4, 5),
        ("عمره 4 سنوات", 4, 5),
        ("العمر: ٦", 6, 7), ("سنتين", 2, 3), ("عامان", 2, 3), ("سنة", 1, 2), ("год", 1, 2), ("un an", 1, 2),
        ("احد عشر سنة", 11, 12),
        ("اثنا عشر سنة", 12, 13), ("11 سنة", 11, 12), ("двенадцать лет", 12, 13), ("douze ans", 12, 13),
        ("twelve", 12, 13),
        ("4,5", 4.5, 5), ("4.5", 4.5, 5), ("٤٫٥", 4.5, 5), ("4 1/2", 4.5, 5), ("4½", 4.5, 5), ("½", 0.5, 1),
        (".5", 0.5, 1), ("4 (четыре) года", 4, 5),
        ("5 ans et demi", 5.5, 6),
        ("a year and a half", 1.5, 2), ("one and a half years", 1.5, 2), ("полтора года", 1.5, 2),
        ("سنة ونصف", 1.5, 2),
        ("سنتين ونصف", 2.5, 3), ("4 с половиной года", 4.5, 5), ("полгода", 0.5, 1), ("half a year", 0.5, 1),
        ("نصف سنة", 0.5, 1),
        ("18 months", 1.5, 1.5 + MONTH), ("18m", 1.5, 1.5 + MONTH), ("6 mois", 0.5, 0.5 + MONTH),
        ("3 أشهر", 0.25, 0.25 + MONTH),
        ("شهرين", 2 * MONTH, 3 * MONTH), ("шесть месяцев", 0.5, 0.5 + MONTH), ("2 weeks", 2 * WEEK, 3 * WEEK),
        ("4y 6m", 4.5, 4.5 + MONTH), ("4 г. 6 мес.", 4.5, 4.5 + MONTH), ("4 ans 6 mois", 4.5, 4.5 + MONTH),
        ("سنة و 3 اشهر", 1.25, 1.25 + MONTH), ("год и 3 месяца", 1.25, 1.25 + MONTH),
        ("3-5", 3, 6), ("3 – 5", 3, 6), ("٣-٥", 3, 6), ("3 to 5 years", 3, 6), ("между 3 и 5", 3, 6),
        ("от 3 до 5 лет", 3, 6),
        ("entre 3 et 5 ans", 3, 6), ("3 à 5 ans", 3, 6), ("من 3 الى 5 سنوات", 3, 6), ("بين 3 و 5 سنوات", 3, 6),
        ("4 or 5", 4, 6),
        ("4 ou 5 ans", 4, 6), ("2-3 months", 2 * MONTH, 4 * MONTH), ("6 months - 2 years", 0.5, 3),
        ("under 5", 0, 5), ("<5", 0, 5), ("до 5 лет", 0, 5), ("moins d'un an", 0, 1), ("أقل من سنة", 0, 1),
        ("over 10", 10, 18), ("5+", 5, 18), ("старше 16 лет", 16, 21),
        ("newborn", 0, 0.25), ("новорожденный", 0, 0.25), ("новорождённая", 0, 0.25), ("nouveau-né", 0, 0.25),
        ("رضيع", 0, 2), ("nourrisson", 0, 2), ("грудной", 0, 2), ("infant", 0, 2), ("30", 30, 31),
    ],
)  # fmt: skip
def test_an_age_is_the_interval_of_completed_years_that_was_meant(written, low, high):
    span = ages.parse_age(written)
    assert (span.low, span.high) == (pytest.approx(low), pytest.approx(high))
    assert not span.about


@pytest.mark.parametrize(
    "written",
    ["about 4", "~4", "4?", "approx. 4", "около 4 лет", "примерно 4", "environ 4 ans", "حوالي 4 سنوات",
    "4 سنوات تقريبا", "4 (estimated)"],
)  # fmt: skip
def test_who_is_not_sure_says_so_and_it_is_kept(written):
    assert ages.parse_age(written) == AgeSpan(4.0, 5.0, about=True)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "AGE-01"), ("abc", "AGE-01"), ("4 4", "AGE-01"), ("4 (пять)", "AGE-01"), ("3/4 ans", "AGE-01"),
        ("4 years 6", "AGE-01"), ("1e5", "AGE-01"),
        ("x" * 500, "AGE-01"),
        ("4 houses", "AGE-01"), ("3-5-7", "AGE-01"), ("-3", "AGE-02"), ("−3", "AGE-02"), ("12/5", "AGE-03"),
        ("2012-05-12", "AGE-03"),
        ("12-May", "AGE-03"), ("5-Dec", "AGE-03"), ("May-12", "AGE-03"), ("12.05", "AGE-03"),
        ("12.05.2017", "AGE-03"),
        ("5 мая", "AGE-03"), ("2012-05-03 00:00:00", "AGE-03"), ("122", "AGE-04"), ("999999", "AGE-04"),
        ("2013", "AGE-05"),
        ("1434", "AGE-05"), ("5-3", "AGE-06"), ("от 7 до 5", "AGE-06"),
    ],
)  # fmt: skip
def test_what_is_not_an_age_is_said_to_be_none(written, code):
    with pytest.raises(errors.NotUnderstood) as caught:
        ages.parse_age(written)
    assert caught.value.code == code


@given(st.integers(0, 119))
def test_every_whole_number_of_years_is_one_year_long(years):
    assert ages.parse_age(str(years)) == AgeSpan(float(years), years + 1.0, about=False)


@given(st.integers(0, 119), st.integers(0, 119))
def test_a_range_covers_both_its_ends(first, second):
    low, high = sorted((first, second))
    span = ages.parse_age(f"{low} - {high} лет")
    assert (span.low, span.high) == (low, high + 1)


@given(st.integers(0, 1400))
def test_months_are_twelfths_of_years(months):
    span = ages.parse_age(f"{months} months")
    assert span.low == pytest.approx(months / 12)
    assert span.high == pytest.approx((months + 1) / 12)


@given(st.text(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=9).map(" ".join))
def test_any_text_is_an_age_within_reason_or_is_not_understood(written):
    span = read(ages.parse_age, written)
    if not isinstance(span, str):
        assert 0 <= span.low < span.high <= 130
    else:
        assert span.startswith("AGE-0")
