"""One written date without words around it: numbers, month names, seasons, parts of a year."""

from __future__ import annotations

import datetime
import re
from typing import Final

from nasab import errors
from nasab.ages.hijri import from_hijri, hijri_month_in
from nasab.ages.months import HIJRI_MONTHS, MONTHS, SEASONS
from nasab.ages.span import DateSpan, month_span, year_span
from nasab.ages.writing import any_of, strip_words

__all__ = ["simple"]

_PARTS: Final = (
    (0, re.compile(any_of("early,beginning of,start of,начало,в начале,нач,début,début de,اوائل,بداية,مطلع"))),
    (1, re.compile(any_of("mid,middle of,середина,в середине,mi,milieu,منتصف,وسط,اواسط"))),
    (2, re.compile(any_of("late,end of,конец,в конце,кон,fin,fin de,اواخر,أواخر,نهاية,آخر,اخر"))),
)  # fmt: skip
_SILENT: Final = re.compile(
    any_of(
        "the,of,in,on,year,month,born,b,ad,ce,г,год,года,году,гг,рожд,р,рождения,в,месяц,мес,"
        "le,du,de,en,an,année,né,née,l'année,au,mois,سنة,عام,شهر,مواليد,في,من,يوم,لعام,لسنة,م,ميلادي,ميلادية,تاريخ,"
        "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    )
)
_FIRST: Final = frozenset(["الاول", "الاولي", "اول", "i", "1", "awwal", "ula", "first", "авваль", "уля", "первый"])
_SECOND: Final = frozenset(
    [
        "الثاني",
        "ثاني",
        "ثانيه",
        "الثانيه",
        "الاخر",
        "الاخره",
        "ii",
        "2",
        "thani",
        "thaniya",
        "akhir",
        "akhira",
        "сани",
        "ахир",
        "second",
    ]
)
_PAIRED: Final = re.compile(
    r"(كانون|تشرين|ربيع|جمادي|rabi|jumada|joumada|djoumada|раби|джумада)"
    r"[ -]?(?:'?(?:al|аль|ath|as)[- ])?([^\W\d_]+|[12](?!\d))"
)
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+|[-/.,]")


def simple(text: str, hijri: bool, value: str) -> DateSpan:
    """The days of one folded date; `hijri` if it was marked so, `value` is the cell as written."""
    for third, pattern in _PARTS:
        rest, found = strip_words(text, pattern)
        if found:
            return _third(simple(rest, hijri, value), third)
    text = _joined(text)
    text, _ = strip_words(text, _SILENT)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th|er|eme|го|е|-го|-е|й)(?![^\W\d_])", "", text)
    if re.sub(r"[\s']", "", _TOKEN.sub("", text)):
        raise errors.NotUnderstood("DATE-01", value)
    tokens = [token for token in _TOKEN.findall(text) if token not in "-/.,"]
    words = [token for token in tokens if not token.isdigit()]
    numbers = [token for token in tokens if token.isdigit()]
    # "تموز/يوليو 2017": one month by both its Arabic names.
    one_month = len({MONTHS.get(word, word) for word in words}) < 2
    if any(len(number) > 8 for number in numbers) or len(numbers) > 3 or not one_month:
        raise errors.NotUnderstood("DATE-01", value)
    if words:
        if len(numbers) == 1 and len(numbers[0]) < 3 and tokens[0] == numbers[0]:
            raise errors.NotUnderstood("DATE-01", value)  # "15 Aug" is a day without its year
        return _named(words[0], numbers, hijri, value)
    return _numeric(numbers, hijri, value)


def _joined(text: str) -> str:
    """Two-word months in one: كانون الثاني is كانونii, Rabi al-awwal is rabii; and the space in ذو القعدة goes."""
    text = re.sub(r"(?:ذو|ذي) ?(القعده|الحجه)", r"ذو\1", text)
    text = re.sub(r"(?:dh?u|dh?ou|zu)[ -]?'?a?l[- ]?", "dhul", text)
    text = text.replace("dhul ", "dhul").replace("qa'da", "qada")

    def number(match: re.Match[str]) -> str:
        order = match[2]
        return match[1] + ("i" if order in _FIRST else "ii" if order in _SECOND else " " + order)

    return _PAIRED.sub(number, text)


def _named(word: str, numbers: list[str], hijri: bool, value: str) -> DateSpan:
    if word in SEASONS and len(numbers) in (1, 2):
        return _season(SEASONS[word], [_year(number, value) for number in numbers], value)
    month, islamic = (MONTHS[word], False) if word in MONTHS else (HIJRI_MONTHS.get(word, 0), True)
    if not month or not 1 <= len(numbers) <= 2:
        raise errors.NotUnderstood("DATE-01", value)
    year, day = numbers[-1], numbers[0] if len(numbers) == 2 else "0"
    if len(numbers) == 2 and len(numbers[0]) == 4:
        year, day = numbers[0], numbers[1]
    if islamic:
        return _hijri_month(int(year), month, int(day), value)
    if hijri:
        raise errors.NotUnderstood("DATE-01", value)
    return _day(_year(year, value), month, int(day), value)


def _hijri_month(year: int, month: int, day: int, value: str) -> DateSpan:
    if year >= 1900:
        spans = hijri_month_in(year, month)
        if day or not spans:
            raise errors.NotUnderstood("DATE-01", value)
        return DateSpan(spans[0].first, spans[-1].last)
    if not 1300 <= year < 1524:
        raise errors.NotUnderstood("DATE-03", value)
    return from_hijri(year, month, day)


def _numeric(numbers: list[str], hijri: bool, value: str) -> DateSpan:
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if len(numbers) == 1 and len(numbers[0]) == 4:
        year, month, day = numbers[0], "0", "0"
    elif len(numbers) == 2 and len(numbers[0]) == 4:
        (year, month), day = numbers, "0"
    elif len(numbers) == 2 and len(numbers[1]) == 4:
        (month, year), day = numbers, "0"
    elif len(numbers) == 3 and len(numbers[0]) == 4:
        year, month, day = numbers
    elif len(numbers) == 3:
        day, month, year = numbers
    else:
        raise errors.NotUnderstood("DATE-01", value)
    if hijri:
        if not 1300 <= int(year) < 1524:
            raise errors.NotUnderstood("DATE-03", value)
        return from_hijri(int(year), int(month), int(day))
    if int(month) > 12 >= int(day) > 0 and len(numbers[0]) != 4:
        # Day first is impossible, so it is month first.
        day, month = month, day
    if len(numbers) > 1 and not int(month):
        raise errors.NotUnderstood("DATE-02", value)
    if len(numbers) > 2 and not int(day):
        raise errors.NotUnderstood("DATE-02", value)
    return _day(_year(year, value), int(month), int(day), value)


def _day(year: int, month: int, day: int, value: str) -> DateSpan:
    if not month:
        return year_span(year)
    span = month_span(year, month, value)
    if not day:
        return span
    if day > span.last.day:
        raise errors.NotUnderstood("DATE-02", value)
    exact = datetime.date(year, month, day)
    return DateSpan(exact, exact)


def _year(number: str, value: str) -> int:
    """A year; two figures as POSIX `strptime` reads them: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068."""
    year = int(number)
    if len(number) == 2:
        return year + (1900 if year >= 69 else 2000)
    if len(number) == 4 and 1300 <= year < 1524:
        raise errors.NotUnderstood("DATE-04", value)
    if not 1900 <= year <= 2100:
        raise errors.NotUnderstood("DATE-03", value)
    return year


def _season(month: int, years: list[int], value: str) -> DateSpan:
    """Three months; the winter of one year may be that at its beginning or that at its end."""
    first, last = years[0], years[-1]
    if month != 12 and first != last:
        raise errors.NotUnderstood("DATE-01", value)
    if month == 12 and first == last:
        return DateSpan(datetime.date(first - 1, 12, 1), month_span(first + 1, 2, value).last)
    if month == 12:
        return DateSpan(datetime.date(first, 12, 1), month_span(last, 2, value).last)
    return DateSpan(datetime.date(first, month, 1), month_span(first, month + 2, value).last)


def _third(span: DateSpan, third: int) -> DateSpan:
    """The beginning, the middle or the end of a span, as one of three equal parts."""
    length = span.days
    first = span.first + datetime.timedelta(days=length * third // 3)
    last = span.first + datetime.timedelta(days=max(length * (third + 1) // 3 - 1, length * third // 3))
    return DateSpan(first, last)
