"""Amounts of time in words and numbers: "4y 6m", "полтора года", "سنتين ونصف", "deux ans et demi".

An amount is a number of years and how finely it was told: "4 years" is told to the year, "18 months"
to the month, "four and a half" to the half year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nasab import errors
from nasab.ages.writing import fold

__all__ = ["CONNECTIVES", "quantity", "tokens"]

_YEARS: Final = {"years": 1.0, "months": 1 / 12, "weeks": 7 / 365.25, "days": 1 / 365.25}


def _lexicon(lines: dict[str, str]) -> dict[str, str]:
    return {fold(word): meaning for meaning, words in lines.items() for word in words.split()}


def _words(line: str) -> frozenset[str]:
    return frozenset(fold(word) for word in line.split())


_UNITS: Final = _lexicon(
    {
        "years": "y yo y.o yr yrs year years year's г л год года году лет годов годик годика годиков летний летняя "
        "an ans année années "
        "سنة سنوات سنين سنه عام أعوام اعوام عاما س سنوا ساله سال",
        "months": "m mo mos mon mth mths month months м мес месяц месяца месяцев mois شهر أشهر شهور شهرا ش",
        "weeks": "w wk wks week weeks н нед неделя недели недель неделю semaine semaines sem أسبوع اسبوع أسابيع اسابيع",
        "days": "d day days д дн день дня дней jour jours j يوم أيام ايام يوما",
    }
)
_NUMBERS: Final = {
    word: float(number)
    for word, number in _lexicon(
        {
            "0": "zero ноль zéro صفر",
            "1": "one un une один одна одного одной واحد واحدة أحد احدى إحدى",
            "2": "two deux два две двух двое اثنان اثنين اثنتان اثنتين اثنا اثنتا تنين",
            "3": "three trois три трех трёх ثلاث ثلاثة تلات تلاتة تلت",
            "4": "four quatre четыре четырех четырёх أربع أربعة",
            "5": "five cinq пять пяти خمس خمسة",
            "6": "six шесть шести ست ستة",
            "7": "seven sept семь семи سبع سبعة",
            "8": "eight huit восемь восьми ثمان ثماني ثمانية تمان تمانية",
            "9": "nine neuf девять девяти تسع تسعة",
            "10": "ten dix десять десяти عشر عشرة",
            "11": "eleven onze одиннадцать одиннадцати",
            "12": "twelve douze двенадцать двенадцати",
            "13": "thirteen treize тринадцать",
            "14": "fourteen quatorze четырнадцать",
            "15": "fifteen quinze пятнадцать",
            "16": "sixteen seize шестнадцать",
            "17": "seventeen семнадцать",
            "1.5": "полтора полторы полутора",
        }
    ).items()
}
# One word that is both number and unit.
_AMOUNTS: Final = {
    fold(word): amount
    for amount, words in {
        (2.0, "years"): "سنتين سنتان عامين عامان двухлетний двухлетняя",
        (2.0, "months"): "شهرين شهران",
        (2.0, "weeks"): "أسبوعين أسبوعان اسبوعين",
        (2.0, "days"): "يومين يومان",
        (0.5, "years"): "полгода полгодика полугода",
        (1.0, "years"): "годовалый годовалая",
        (3.0, "years"): "трехлетний трехлетняя",
        (4.0, "years"): "четырехлетний четырехлетняя",
        (5.0, "years"): "пятилетний пятилетняя",
        (6.0, "years"): "шестилетний шестилетняя",
        (7.0, "years"): "семилетний семилетняя",
    }.items()
    for word in words.split()
}
_HALVES: Final = _words("half demi demie половиной половина пол نصف نص halves")
_ANDS: Final = _words("and et и с و & a")
_SILENT: Final = _words(", . o x х ти ми s")
CONNECTIVES: Final = _words("- to or до или à ou الى إلى لـ او أو حتى til until")
"""What stands between the two ends of a range."""

_TOKEN: Final = re.compile(r"1/2|1/4|3/4|\d+(?:[.,]\d+)?|[^\W\d_]+(?:'s)?|[-&,]")
_FRACTIONS: Final = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_TEENS: Final = {fold("عشر"), fold("عشرة")}


def tokens(text: str, value: str) -> list[list[str]]:
    """The words and numbers of an age, one list for each end of a range; `AGE-01` if anything else is there."""
    text = re.sub(r"(\d)\s*-?\s*(?:летн\w*)", r"\1 лет", text)
    text = re.sub(r"(\d)\s*-\s*(?=[хтм]\w{0,2}\b)", r"\1 ", text)
    text = re.sub(r"(\d|[a-z])-(?=[a-z]{2})", r"\1 ", text.replace("y.o", "y").replace("y/o", "y"))
    if re.sub(r"[\s.'()]", "", _TOKEN.sub("", text)):
        raise errors.NotUnderstood("AGE-01", value)
    sides: list[list[str]] = [[]]
    found = _TOKEN.findall(text)
    for token, after in zip(found, [*found, ""][1:], strict=True):
        # Without its accent the French à looks like the English article, which no number follows.
        article = token == "a" and not (sides[-1] and (after[:1].isdigit() or after in _NUMBERS))
        if token in CONNECTIVES and not article:
            sides.append([])
        else:
            sides[-1].append(token)
    # "entre 3 et 5", "3 and 5": two bare numbers joined by a word for "and" are a range.
    if len(sides) == 1:
        words = sides[0]
        for place, word in enumerate(words):
            plain = place and words[place - 1][0].isdigit() and place + 1 < len(words) and words[place + 1][0].isdigit()
            if word in _ANDS and plain and "/" not in words[place + 1]:
                return [words[:place], words[place + 1 :]]
    return sides


def quantity(words: Sequence[str], unit: str, value: str) -> tuple[float, float, str]:
    """Years, width in years, and the unit they were told in; `unit` is the unit of a bare number."""
    total, width, told, number = 0.0, 0.0, "", -1.0
    fine = 1.0  # share of a unit that the number was told to
    for word in [*words, ""]:
        bare = word.removeprefix("و") if word not in _UNITS | _NUMBERS and len(word) > 1 else word
        if word and (bare in _ANDS or bare in _SILENT):
            continue
        if bare in _TEENS and 0 < number < 10:
            number += 10
        elif bare in _HALVES or bare in _FRACTIONS:
            share = _FRACTIONS.get(bare, 0.5)
            if number >= 0:
                number, fine = number + share, share if share != 0.75 else 0.25
            elif told:
                total += share * _YEARS[told]
                width = min(width, (share if share != 0.75 else 0.25) * _YEARS[told])
            elif share == 0.5:
                number, fine = share, 0.5
            else:
                raise errors.NotUnderstood("AGE-01", value)  # "3/4 ans" may be three to four years
        elif bare in _AMOUNTS and number < 0:
            amount, told = _AMOUNTS[bare]
            total += amount * _YEARS[told]
            width = (0.5 if amount % 1 else 1.0) * _YEARS[told]
        elif bare in _UNITS or (not word and number >= 0):
            kind = _UNITS[bare] if word else unit or "years"
            if told and (_YEARS[kind] >= _YEARS[told] or not word):
                raise errors.NotUnderstood("AGE-01", value)
            total += (number if number >= 0 else 1.0) * _YEARS[kind]
            width, told, number, fine = fine * _YEARS[kind], kind, -1.0, 1.0
        elif word:
            said, share = _number(bare, value)
            again = number == said and bare in _NUMBERS  # "4 (четыре) года": the figure, then the word
            if number >= 0 and not again:
                raise errors.NotUnderstood("AGE-01", value)
            number, fine = said, share
    if not told:
        raise errors.NotUnderstood("AGE-01", value)
    if total > 121:
        raise errors.NotUnderstood("AGE-04", value)
    return total, width, told


def _number(word: str, value: str) -> tuple[float, float]:
    """A number and the share of a unit it was told to."""
    if word in _NUMBERS:
        return _NUMBERS[word], 0.5 if _NUMBERS[word] % 1 else 1.0
    if not word[0].isdigit() or len(word) > 12:
        raise errors.NotUnderstood("AGE-01", value)
    number = float(word.replace(",", "."))
    part = round(number % 1, 6)
    if not part:
        return number, 1.0
    return number, {0.5: 0.5, 0.25: 0.25, 0.75: 0.25}.get(part, 0.1)
