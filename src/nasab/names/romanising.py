"""A written name in Latin letters, for whoever cannot read its script: to be read beside the name, never in its place.

A given name that is known is written as it is known (محمد: Muhammad), since Arabic leaves its short vowels out and no
rule can bring them back; any other word letter by letter.  It is for people's eyes alone: nothing is compared by it.
Sources: Cyrillic by BGN/PCGN 1947 without its signs; Arabic by the letters of ALA-LC (1997) without dots and macrons.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from nasab.names import lexicon
from nasab.names.scripts import fold, script

__all__ = ["romanised"]

_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ӏ": "'", "і": "i", "ў": "w", "қ": "q", "ғ": "gh", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ә": "a", "ө": "o",
    "ү": "u", "ұ": "u", "һ": "h", "ң": "ng",
}  # fmt: skip
_ARABIC: Final = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w",
    "ي": "y", "ی": "y", "ء": "'", "ئ": "'", "ؤ": "'", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ە": "e",
    "ێ": "e", "ۆ": "o", "\u064e": "a", "\u064f": "u", "\u0650": "i",
}  # fmt: skip
_WORDS: Final = {
    "الله": "Allah", "أبو": "Abu", "ابو": "Abu", "أبي": "Abi", "أم": "Umm", "ام": "Umm", "بن": "bin",
    "ابن": "ibn", "بنت": "bint", "عبد": "Abd", "آل": "Al",
}  # fmt: skip
_TABLES: Final = {"arab": _ARABIC, "cyrl": _CYRILLIC}
_WORD: Final = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652]+[^\W\d_]*)*")
_LONGEST: Final = 400


@lru_cache(maxsize=1 << 14)
def romanised(written: str) -> str:
    """The text in Latin letters; empty if it is in Latin letters already, or in a script that is not read here.

    Total and linear; what is no letter stays as it is.  Longer than 400 characters is cut.
    """
    text = written[:_LONGEST]
    if script(text) not in _TABLES:
        return ""
    return _WORD.sub(lambda word: _word(word.group()), text)


def _word(word: str) -> str:
    table = _TABLES.get(script(word))
    if table is None:
        return word
    if word in _WORDS:
        return _WORDS[word]
    if table is _ARABIC and lexicon.is_known(fold(word)):
        return lexicon.label(lexicon.ids(fold(word))[0]).title()
    article = ""
    if table is _ARABIC and word.startswith("ال") and len(word) > 3:
        article, word = "al-", word[2:]
    plain = unicodedata.normalize("NFC", word)
    letters = "".join(table.get(letter.lower(), "") for letter in plain)
    return article + letters[:1].upper() + letters[1:]
