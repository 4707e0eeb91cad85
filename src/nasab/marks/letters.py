"""Free text in plain words: capital letters, accents, vowel signs and hyphens do not matter.

What people write about a child's body or clothes is compared by its words. Here a cell becomes a list of words in
plain lower-case letters, with the signs that separate one statement from the next kept between them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["COLON", "LONGEST_CELL", "STRONG", "WEAK", "plain", "romanised", "words"]

LONGEST_CELL: Final = 2000
"""Letters of a cell that are read; what comes after is left out, so that time is bounded."""
STRONG: Final = ";"
"""Ends a statement."""
COLON: Final = ":"
"""Stands between a place and what is there: it ends an expression, not a statement."""
WEAK: Final = ","
"""Separates parts of a statement, or two short statements."""

_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("ةەہھۀۂۃ", "ه"),
        **dict.fromkeys("ىیېےۍ", "ي"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("ٱ", "ا"),
        **dict.fromkeys("ءٴـ", ""),
        **dict.fromkeys("’‘ʼʻ`´′＇", "'"),
        "ı": "i",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
# A French article or pronoun before an apostrophe; the English negation and genitive.
_ELISION: Final = re.compile(r"\b(?:[ldncsjmt]|qu|jusqu|lorsqu)'(?=\w)")
_NOT: Final = re.compile(r"n't\b")
_GENITIVE: Final = re.compile(r"'s\b")
_WORD_OR_SIGN: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[;؛\n\r|.!?؟…•]|[,،/&+:()\[\]–—-]")
_SIGNS_STRONG: Final = frozenset(";؛\n\r|!?؟…•")
_ABBREVIATION: Final = 4


def plain(text: str) -> str:
    """`text` in lower-case letters without accents, vowel signs, hamza seats or a stretched line.

    Only the first `LONGEST_CELL` letters are read. Words of all scripts keep their script.
    """
    lowered = unicodedata.normalize("NFKD", text[:LONGEST_CELL]).casefold()
    # Case folding may compose anew; a second decomposition leaves nothing for a third.
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    return bare.translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of `text` in plain letters, with `STRONG` and `WEAK` where a sign separates them.

    A full stop after a short word is an abbreviation ("лев. рука") and separates nothing; a hyphen within a word
    makes two words of it ("avant-bras").
    """
    folded = plain(text)
    if "'" in folded:
        folded = _GENITIVE.sub("", _NOT.sub(" not", _ELISION.sub("", folded)))
    found: list[str] = []
    for piece in _WORD_OR_SIGN.findall(folded):
        if piece in _SIGNS_STRONG:
            found.append(STRONG)
        elif piece == ".":
            if found and len(found[-1]) > _ABBREVIATION:
                found.append(STRONG)
        elif piece == COLON:
            found.append(COLON)
        elif piece[0].isalnum():
            found.extend(piece.split("-")) if "-" in piece else found.append(piece)
        else:
            found.append(WEAK)
    return found


def _sounds(table: str) -> dict[str, str]:
    return dict(entry.split(">") for entry in table.split())


_SOUNDS: Final = _sounds(
    "а>a б>b в>v г>g д>d е>i ж>j з>z и>i к>k л>l м>m н>n о>u п>p р>r с>s т>t у>u ф>f х>h ц>ts ч>ch ш>sh щ>sh ъ> ы>i"
    " ь> э>i ю>iu я>ia ا>a ب>b ت>t ث>t ج>j ح>h خ>h د>d ذ>d ر>r ز>z س>s ش>sh ص>s ض>d ط>t ظ>z ع> غ>g ف>f ق>k ك>k ل>l"
    " م>m ن>n ه>h و>u ي>i پ>p چ>ch ژ>j گ>g ڤ>v o>u e>i y>i w>u q>k x>h"
)
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def romanised(word: str) -> str:
    """A plain word in rough Latin letters, so that "нана", "نانا" and "nana" are one word.

    Rough on purpose: Arabic writes neither o nor e, so o is u and e is i; doubled letters are single.
    """
    return _DOUBLED.sub(r"\1", "".join(_SOUNDS.get(letter, letter) for letter in word))
