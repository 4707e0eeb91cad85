"""Written ages and dates, folded to one form before they are read.

People type Arabic-Indic digits, accents or none, ё or е, alef with or without hamza.  None of this
changes a number or a month, so it is taken away first; the words we look for are folded the same way.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["ABOUT", "any_of", "fold", "strip_words"]

_LETTERS: Final = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ـ": "",
        "½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "،": ",", "٫": ".", "؛": ";", "؟": "?",
        "’": "'", "ʼ": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
        "\u2012": "-", "≈": "~", "∼": "~",
        "æ": "ae", "œ": "oe", "ı": "i",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case, ASCII digits, without accents, vowel signs, tatweel or direction marks."""
    letters = []
    for letter in unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold()).translate(_LETTERS):
        category = unicodedata.category(letter)
        if category in ("Mn", "Cf", "Me"):
            continue
        if category == "Nd":
            letter = str(unicodedata.digit(letter))
        letters.append(letter if category[0] != "Z" and category != "Cc" else " ")
    return re.sub(" +", " ", "".join(letters)).strip()


def any_of(words: str) -> str:
    """A pattern for any of the words (separated by commas, folded here), longest first, standing alone."""
    choices = sorted({fold(word) for word in words.split(",")}, key=len, reverse=True)
    choice = "|".join(re.escape(word) for word in choices)
    return rf"(?<![^\W\d_])(?:{choice})(?![^\W\d_])\.?"


def strip_words(text: str, pattern: re.Pattern[str]) -> tuple[str, bool]:
    """The text without the pattern, and whether it was there."""
    rest, count = pattern.subn(" ", text)
    return re.sub(" +", " ", rest).strip(), count > 0


ABOUT: Final = re.compile(
    r"~|\?|"
    + any_of(
        "about,approx,approximately,around,circa,ca,roughly,maybe,perhaps,probably,possibly,almost,nearly,"
        "estimated,est,estimate,around about,or so,"
        "около,примерно,приблизительно,приблиз,прим,ок,где-то,возможно,наверное,наверно,вероятно,почти,предположительно,"
        "на вид,с виду,лет на вид,"
        "environ,env,vers,a peu près,peut-être,presque,approximativement,autour de,apparemment,"
        "حوالي,تقريبا,تقريباً,نحو,قرابة,ربما,يقارب,بحدود,في حدود,حدود,يمكن,تقديرا,زهاء"
    )
)
"""Words that say the writer is not sure."""
