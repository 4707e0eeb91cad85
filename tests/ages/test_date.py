from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import ages, errors
from tests.ages.writing import SCRAPS, read

D = datetime.date.fromisoformat


@pytest.mark.parametrize(
    "written",
    [
        "2017-07-20", "2017/07/20", "20/07/2017", "20.07.2017", "20-07-2017", "20.07.17", "07/20/2017", "20170720",
        "20 July 2017",
        "July 20, 2017", "20th of July 2017", "20 июля 2017 г.", "20 июля 2017 года", "20 juillet 2017",
        "20 تموز 2017", "20 يوليو 2017",
        "٢٠١٧/٠٧/٢٠", "۲۰۱۷-۰۷-۲۰", "20 جويلية 2017", "20 Temmuz 2017", "2017-07-20 00:00:00",
        "2017-07-20T10:00:00Z", "20.7.2017",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert ages.parse_date(written) == ages.DateSpan(D("2017-07-20"), D("2017-07-20"))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"), ("2017 г.", "2017-01-01", "2017-12-31"),
        ("عام 2017", "2017-01-01", "2017-12-31"),
        ("2013-05", "2013-05-01", "2013-05-31"), ("05/2013", "2013-05-01", "2013-05-31"),
        ("05.2013", "2013-05-01", "2013-05-31"),
        ("May 2013", "2013-05-01", "2013-05-31"), ("май 2013", "2013-05-01", "2013-05-31"),
        ("мая 2013 г.", "2013-05-01", "2013-05-31"),
        ("mai 2013", "2013-05-01", "2013-05-31"), ("أيار 2013", "2013-05-01", "2013-05-31"),
        ("مايو 2013", "2013-05-01", "2013-05-31"),
        ("12/05/2017", "2017-05-12", "2017-05-12"),
        ("كانون الثاني 2017", "2017-01-01", "2017-01-31"), ("كانون الأول 2016", "2016-12-01", "2016-12-31"),
        ("تشرين الأول 2016", "2016-10-01", "2016-10-31"), ("تشرين الثاني 2015", "2015-11-01", "2015-11-30"),
        ("summer 2017", "2017-06-01", "2017-08-31"), ("تموز/يوليو 2017", "2017-07-01", "2017-07-31"),
        ("كانون ثاني 2017", "2017-01-01", "2017-01-31"), ("Aug-17", "2017-08-01", "2017-08-31"),
        ("лето 2017", "2017-06-01", "2017-08-31"),
        ("été 2017", "2017-06-01", "2017-08-31"),
        ("صيف 2017", "2017-06-01", "2017-08-31"), ("ربيع 2017", "2017-03-01", "2017-05-31"),
        ("winter 2016-2017", "2016-12-01", "2017-02-28"), ("winter 2017", "2016-12-01", "2018-02-28"),
        ("2012-2014", "2012-01-01", "2014-12-31"), ("between 2012 and 2014", "2012-01-01", "2014-12-31"),
        ("من 2012 الى 2014", "2012-01-01", "2014-12-31"), ("May-June 2017", "2017-05-01", "2017-06-30"),
        ("3 - 5 May 2017", "2017-05-03", "2017-05-05"), ("2017-05-01 - 2017-06-15", "2017-05-01", "2017-06-15"),
        ("early July 2017", "2017-07-01", "2017-07-10"), ("end of 2016", "2016-09-01", "2016-12-31"),
        ("конец 2016", "2016-09-01", "2016-12-31"), ("أواخر 2016", "2016-09-01", "2016-12-31"),
        ("début 2017", "2017-01-01", "2017-05-01"),
        ("about 2016", "2014-12-31", "2018-01-01"), ("before 2016", "2011-01-02", "2016-12-31"),
        ("после 2016", "2016-01-01", "2021-12-30"),
        ("29.02.2016", "2016-02-29", "2016-02-29"), ("01.01.70", "1970-01-01", "1970-01-01"),
    ],
)  # fmt: skip
def test_a_date_is_all_the_days_that_it_may_be(written, first, last):
    assert ages.parse_date(written) == ages.DateSpan(D(first), D(last))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("15 رمضان 1434", "2013-07-23", "2013-07-23"), ("15 رمضان 1434 هـ", "2013-07-23", "2013-07-23"),
        ("١٥ رمضان ١٤٣٤", "2013-07-23", "2013-07-23"), ("15/09/1434 هـ", "2013-07-23", "2013-07-23"),
        ("1434-09-15 AH", "2013-07-23", "2013-07-23"), ("رمضان 1434", "2013-07-09", "2013-08-07"),
        ("Ramadan 1434 AH", "2013-07-09", "2013-08-07"), ("ramadan 2016", "2016-06-06", "2016-07-05"),
        ("1434 AH", "2012-11-15", "2013-11-03"), ("1434 هـ", "2012-11-15", "2013-11-03"),
        ("1434هـ", "2012-11-15", "2013-11-03"),
        ("1434 هجري", "2012-11-15", "2013-11-03"), ("1434 г.х.", "2012-11-15", "2013-11-03"),
        ("1434 H", "2012-11-15", "2013-11-03"),
        ("ربيع الأول 1434", "2013-01-13", "2013-02-10"), ("Rabi al-awwal 1434", "2013-01-13", "2013-02-10"),
        ("rabi ii 1434", "2013-02-11", "2013-03-12"), ("1 جمادى الآخرة 1436", "2015-03-21", "2015-03-21"),
        ("ذو الحجة 1434", "2013-10-06", "2013-11-03"), ("Dhul-Hijja 1434", "2013-10-06", "2013-11-03"),
    ],
)  # fmt: skip
def test_a_hijri_date_is_read_where_it_is_marked_or_names_its_month(written, first, last):
    assert ages.parse_date(written) == ages.DateSpan(D(first), D(last))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "DATE-01"), ("foo", "DATE-01"), ("5/13", "DATE-01"), ("May", "DATE-01"), ("15 Aug", "DATE-01"),
        ("13 May June 2017", "DATE-01"), ("x" * 300, "DATE-01"),
        ("31/02/2017", "DATE-02"), ("2017-13-01", "DATE-02"), ("0/0/2017", "DATE-02"), ("29.02.2017", "DATE-02"),
        ("31 июня 2017", "DATE-02"),
        ("1850", "DATE-03"), ("2500", "DATE-03"), ("1700 AH", "DATE-03"), ("1434", "DATE-04"),
        ("12/05/1392", "DATE-04"), ("42936", "DATE-05"),
        ("2014-2012", "DATE-06"), ("с 2015 по 2013", "DATE-06"),
    ],
)  # fmt: skip
def test_what_is_not_a_date_is_said_to_be_none(written, code):
    with pytest.raises(errors.NotUnderstood) as caught:
        ages.parse_date(written)
    assert caught.value.code == code


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_back_from_its_usual_forms(day):
    exact = ages.DateSpan(day, day)
    assert ages.parse_date(day.isoformat()) == exact
    assert ages.parse_date(f"{day.day}.{day.month}.{day.year}") == exact
    assert ages.parse_date(f"{day.day:02d}/{day.month:02d}/{day.year}") == exact


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_decimal_years_keep_the_order_of_days(day):
    after = day + datetime.timedelta(days=1)
    assert day.year <= ages.decimal_year(day) < ages.decimal_year(after) <= day.year + 1
    assert ages.DateSpan(day, day).high == pytest.approx(ages.decimal_year(after))


@given(st.text(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=8).map(" ".join))
def test_any_text_is_a_span_of_days_or_is_not_understood(written):
    span = read(ages.parse_date, written)
    if not isinstance(span, str):
        assert span.first <= span.last
        assert span.first.year >= 1880
        assert span.last.year <= 2110
    else:
        assert span.startswith("DATE-0")
