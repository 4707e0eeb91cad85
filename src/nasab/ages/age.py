"""An age as someone wrote it, read as an interval of years.

"4" means that four years are completed and five are not, so it is the interval [4, 5).  "18 months",
"3-5", "около 4 лет", "سنة ونصف" and "nourrisson" are intervals too.  What cannot be read is said so;
an age that Excel turned into a date (12/5) is never guessed back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nasab import errors
from nasab.ages.quantity import CONNECTIVES, quantity, tokens
from nasab.ages.writing import ABOUT, any_of, fold, strip_words

__all__ = ["AgeSpan", "parse_age"]

_LONGEST: Final = 80  # characters; a longer text is a note, not an age
_OLDEST: Final = 120.0


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """The ages in years, from `low` up to but not including `high`; `about` if the writer was not sure."""

    low: float
    high: float
    about: bool = False


_BABIES: Final = (
    (
        (0.0, 0.25),
        "newborn,new born,new-born,neonate,новорожденный,новорожденная,новорожденные,новорожд,"
        "nouveau-né,nouveau-née,nouveau né,nouveau née,حديث الولادة,حديثة الولادة,مولود جديد,مولود,مولودة,مولودة جديدة",
    ),
    (
        (0.0, 2.0),
        "infant,baby,suckling,babe,младенец,грудной,грудная,грудничок,грудной ребенок,"
        "nourrisson,bébé,رضيع,رضيعة,الرضيع,الرضيعة,طفل رضيع,طفلة رضيعة,بيبي",
    ),
    ((1.0, 4.0), "toddler,малыш,малышка,tout-petit,tout petit,طفل صغير"),
)
_BABY: Final = {fold(word): span for span, words in _BABIES for word in words.split(",")}

_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|fevr|avr|mai|juin|juil|aout"
    r"|янв|фев|мар|апр|ма[ия]|июн|июл|авг|сен|окт|ноя|дек)[a-zа-я]*"
)
_DATE: Final = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}.*"
    r"|\d{1,2}/\d{1,2}|\d{1,2}\.0\d|1[0-2]\.1[0-2]"
    rf"|\d{{1,2}}[- ]?{_MONTH}\.?|{_MONTH}[- ]\d{{1,2}}"
)
_YEAR: Final = re.compile(r"(?:1[3-9]|20)\d\d(?:\.0)?")
_UNDER: Final = re.compile(
    r"^(?:<=?|"
    + any_of(
        "under,less than,below,younger than,up to,not yet,до,меньше,менее,младше,не старше,не более,"
        "moins de,moins que,moins,jusqu'à,au-dessous de,اقل من,أقل من,تحت,دون,اصغر من"
    )
    + ")"
)
_OVER: Final = re.compile(
    r"^(?:>=?|"
    + any_of(
        "over,more than,above,older than,at least,больше,более,старше,свыше,от,не менее,не младше,"
        "plus de,plus que,au moins,أكثر من,اكثر من,فوق,أكبر من,على الأقل"
    )
    + r")|\+$|"
    + any_of("et plus,and over,and older,и старше,и больше,فما فوق")
    + "$"
)
_FILLERS: Final = re.compile(
    any_of(
        "aged,age,ages,old,of age,of,возраст,ребенок,âge,agé,agée,âgé de,âgée de,age de,de,"
        "العمر,عمر,عمره,عمرها,بعمر,يبلغ,تبلغ,من العمر,في,between,from,entre,между,بين,от,من"
    )
    + "|:"
)


def parse_age(text: str) -> AgeSpan:
    """The interval of years that a written age means.

    Raises `NotUnderstood`: `AGE-01` not read · `AGE-02` negative · `AGE-03` a date, usually made by
    Excel · `AGE-04` more than 120 years · `AGE-05` a year of birth · `AGE-06` a range that runs backwards.
    """
    if len(text) > _LONGEST:
        raise errors.NotUnderstood("AGE-01", text)
    folded = fold(text)
    if _YEAR.fullmatch(folded):
        raise errors.NotUnderstood("AGE-05", text)
    if _DATE.fullmatch(folded) and not any(fraction in text for fraction in "½¼¾"):
        raise errors.NotUnderstood("AGE-03", text)
    if re.match(r"-+ ?\d", folded):
        raise errors.NotUnderstood("AGE-02", text)
    rest, about = strip_words(re.sub(r"-?(years?)-old", r" \1", re.sub(r"(?<![^\W\d_])[dl]'", " ", folded)), ABOUT)
    rest = re.sub(r"^\.(?=\d)", "0.", rest.lstrip(" ,;()[]")).strip(" .,;()[]")
    if rest in _BABY:
        return AgeSpan(*_BABY[rest], about)
    low, high = _interval(rest, text)
    if high > _OLDEST + 1:
        raise errors.NotUnderstood("AGE-04", text)
    return AgeSpan(low, high, about)


def _interval(rest: str, text: str) -> tuple[float, float]:
    """The interval of what is left when the words for uncertainty are gone."""
    rest, under = strip_words(rest, _UNDER)
    over = False
    if not under:
        ranged = any(word in CONNECTIVES for word in re.findall(r"[^\W\d_]+", rest))
        if not (ranged and re.match(any_of("от"), rest)):
            rest, over = strip_words(rest, _OVER)
    rest, _ = strip_words(rest, _FILLERS)
    sides = tokens(rest, text)
    if len(sides) == 1:
        low, width, _ = quantity(sides[0], "", text)
        if under:
            return 0.0, low
        if over:
            # A child: up to eighteen, or five years more for those who are nearly of age.
            return low, max(18.0, low + 5.0)
        return low, low + width
    if len(sides) != 2 or under or over:
        raise errors.NotUnderstood("AGE-01", text)
    end, width, unit = quantity(sides[1], "", text)
    start, _, _ = quantity(sides[0], unit, text)
    if start > end:
        raise errors.NotUnderstood("AGE-06", text)
    return start, end + width
