"""A date as someone wrote it, read as the days that it may be.

A year alone is all its days, "May 2013" all days of May.  12/05/2017 is read day first, as it is
written everywhere but in North America, unless that is impossible.  Hijri dates are read when they are
marked (1434 AH, 1434 هـ) or name a Hijri month; a bare 1434 is not guessed.  Words widen the span:
"about 2016" by a year on either side, "before" and "after" by five years on theirs.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from nasab import errors
from nasab.ages.months import SEASONS
from nasab.ages.span import DateSpan
from nasab.ages.writing import ABOUT, any_of, fold, strip_words
from nasab.ages.written_date import simple

__all__ = ["parse_date"]

_LONGEST: Final = 100
_REACH: Final = 5  # years that "before" and "after" may mean

_CLOCK: Final = re.compile(r"(?<=\d)[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:z|am|pm|[+-]\d{2}:?\d{2})?$")
_HIJRI: Final = re.compile(
    r"(?<=\d) ?(?:h|ه)(?![^\W\d_])\.?|"
    + any_of(
        "ah,a.h,a.h.,hijri,hijriyya,hijrah,hégire,de l'hégire,hijria,هجري,هجرية,للهجرة,من الهجرة,هـ,هج,"
        "хиджры,по хиджре,хиджра,г.х,г. х,year of hijra"
    )
)
_BEFORE: Final = re.compile(
    any_of("before,until,till,by,prior to,not later than,до,раньше,не позднее,к,avant,jusqu'à,jusqu'en,قبل,حتى") + "|<"
)
_AFTER: Final = re.compile(
    any_of("after,since,later than,from,после,с,начиная с,позже,après,depuis,à partir de,بعد,منذ,ابتداء من") + "|>"
)
_BETWEEN: Final = re.compile(any_of("between,from,между,entre,بين,от,с,du"))
_TO: Final = re.compile(
    r" - |(?<=\d{4})-(?=\d{4}(?!\d))|(?<=\d{4})/(?=\d{4}(?!\d))|(?<=[^\W\d_])(?<![au]l)(?<!аль)"
    r"(?<!mid)(?<!mi)-(?=[^\W\d_])|" + any_of("to,till,until,through,or,по,до,или,à,au,ou,الى,إلى,حتى,او,أو,لغاية")
)
_AND: Final = re.compile(any_of("and,и,et,و"))


def parse_date(text: str) -> DateSpan:
    """The days that a written date may mean.

    Raises `NotUnderstood`: `DATE-01` not read · `DATE-02` no such day or month · `DATE-03` a year outside 1900
    to 2100 · `DATE-04` a year that looks Hijri or Solar and is not marked · `DATE-05` a number of days,
    as Excel stores dates · `DATE-06` a range that runs backwards.
    """
    if len(text) > _LONGEST:
        raise errors.NotUnderstood("DATE-01", text)
    exact = _iso(text)
    if exact is not None:
        return DateSpan(exact, exact)
    folded = _CLOCK.sub("", fold(text))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", folded):
        raise errors.NotUnderstood("DATE-05", text)
    rest, about = strip_words(folded, ABOUT)
    rest, hijri = strip_words(rest, _HIJRI)
    try:
        return _span(rest, about, hijri, text)
    except (ValueError, OverflowError):
        raise errors.NotUnderstood("DATE-02", text) from None


def _iso(text: str) -> datetime.date | None:
    """The day of a plain 2017-07-20 that needs no reading; nothing for all else, a day that does not exist too."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii() or not "1900" <= text[:4] <= "2100":
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _span(rest: str, about: bool, hijri: bool, text: str) -> DateSpan:
    ends = _ends(rest)
    if ends is not None:
        start, end = ends
        last = simple(end, hijri, text)
        first = _completed(start, end, hijri, text)
        if first.first > last.last:
            raise errors.NotUnderstood("DATE-06", text)
        span = DateSpan(first.first, last.last)
    else:
        rest, before = strip_words(rest, _BEFORE)
        rest, after = strip_words(rest, _AFTER)
        span = simple(rest, hijri, text)
        if before and after:
            raise errors.NotUnderstood("DATE-01", text)
        if before:
            span = DateSpan(_shift(span.first, -_REACH * 365), span.last)
        elif after:
            span = DateSpan(span.first, _shift(span.last, _REACH * 365))
    if about:
        # A year is uncertain by a year, a month by two months, a day by two weeks.
        margin = 366 if span.days > 31 else 61 if span.days > 1 else 14
        span = DateSpan(_shift(span.first, -margin), _shift(span.last, margin))
    return span


def _ends(rest: str) -> tuple[str, str] | None:
    """The two ends of a range, if it is one ("winter 2016-2017" is not)."""
    if rest.split(" ")[0] in SEASONS and re.fullmatch(r"\D+\d{4} ?[-/] ?\d{4}", rest):
        return None
    inner, between = strip_words(rest, _BETWEEN)
    if re.match(_BETWEEN, rest) and between:
        parts = _TO.split(inner) if _TO.search(inner) else _AND.split(inner)
    else:
        parts = _TO.split(rest)
    parts = [part.strip() for part in parts]
    if len(parts) == 2 and all(parts):
        return parts[0], parts[1]
    return None


def _completed(start: str, end: str, hijri: bool, text: str) -> DateSpan:
    """The beginning of a range, which may leave its month and year to the end: "May - June 2017"."""
    try:
        return simple(start, hijri, text)
    except errors.NotUnderstood:
        words = end.split(" ")
        for taken in range(1, len(words)):
            try:
                return simple(" ".join([start, *words[taken:]]), hijri, text)
            except errors.NotUnderstood:
                continue
        raise


def _shift(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)
