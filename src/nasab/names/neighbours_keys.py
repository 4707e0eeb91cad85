"""Coarse sound keys: what two spellings of one name nearly always share, so that not every pair need be compared.

A token becomes the row of its consonant sounds in nine classes common to the three scripts; vowels, the half-vowels
w, y and the breathed h, kh fall away, doubled sounds become one. Keys are that row and the rows with one sound left
out, so that a sound heard by only one of two writers does not part them. A signature counts the sounds more finely:
pairs whose counts differ too much are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["CONSONANTS", "MOST_SOUNDS", "sounds"]

MOST_SOUNDS: Final = 12
"""Sounds of a token that are kept: four bits each."""

_CLASSES: Final = (
    ("p", "pbбпبپ"),
    ("f", "fvфвفڤ"),
    ("t", "tdþðтдтђћتدطض"),
    ("s", "szcśźсзسصزظذثҙҫцjšşčçćžğжшщчјџҷӌجشچژ"),
    ("k", "kgqгкқғҡكقغگ"),
    ("m", "mмم"),
    ("n", "nñńнңӈњن"),
    ("l", "lłлљل"),
    ("r", "rřрر"),
)
_CLASS_OF: Final = {letter: n for n, (_, letters) in enumerate(_CLASSES, start=1) for letter in letters}

# Finer classes, each with how often it is counted at most.
_FINE: Final = (
    ("pbбпبپ", 3),
    ("fvфвفڤ", 3),
    ("tطтتþћ", 3),
    ("dдدضðђ", 3),
    ("szcśźсзسصزظذثҙҫц", 4),
    ("jšşčçćžğжшщчјџҷӌجشچژ", 4),
    ("kqкقكқҡ", 3),
    ("gгغگғ", 3),
    ("hهحخҳһ", 3),
    ("mмم", 3),
    ("nñńнңӈњن", 4),
    ("lłлљل", 3),
    ("rřрر", 3),
    ("aäåəæаяاعәэ", 5),
    ("iyeéëıиеыйіөью", 5),
    ("ouwöüоуوұү", 5),
)
_VOWELS: Final = 3  # the last three, which Arabic mostly leaves out
_FINE_OF: Final = {letter: n for n, (letters, _) in enumerate(_FINE) for letter in letters}
_OFFSETS: Final = tuple(sum(most for _, most in _FINE[:n]) for n in range(len(_FINE) + 1))
CONSONANTS: Final = (1 << _OFFSETS[-1 - _VOWELS]) - 1
"""The part of a signature that counts consonants."""

# Letters that are one sound together, before each letter is looked at by itself; a t or d before s is not heard.
_TOGETHER: Final = re.compile(
    "tsch|tsj|tch|dsch|dzh|sch|cz|sz|dj|ch|sh|zh|kh|gh|ph|th|dh|ck|cc(?=[eiy])|gn(?=[aeiouy]|$)|x|х|c(?![eiyéëöüä])"
    "|[tdтдتد]+(?=[szcśźčćžцсзжшщчјشسجزچژ])"
)
_ONE_SOUND: Final = {
    **dict.fromkeys(["tsch", "tsj", "tch", "dsch", "dzh", "sch", "cz", "sz", "dj", "ch", "sh", "zh"], "ж"),
    "kh": "h",
    "gh": "g",
    "ck": "k",
    "th": "t",
    "dh": "d",
    "ph": "f",
    "x": "ks",
    "х": "h",
    "cc": "s",
    "gn": "n",
    "c": "k",
}


def sounds(tokens: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.int64]]:
    """Of each token: its sounds packed four bits each (the first lowest), how many they are, and its signature.

    A signature has one bit for each time a fine class occurs, so that the bits in which two signatures differ are the
    letters by which their counts differ.
    """
    packed = np.zeros(len(tokens), dtype=np.int64)
    counts = np.zeros(len(tokens), dtype=np.int8)
    signatures = np.zeros(len(tokens), dtype=np.int64)
    for n, token in enumerate(tokens):
        before = code = count = signature = 0
        for letter in _TOGETHER.sub(lambda found: _ONE_SOUND.get(found.group(), ""), token):
            fine = _FINE_OF.get(letter)
            if fine is not None:
                bit = 1 << _OFFSETS[fine]
                while signature & bit:
                    bit <<= 1
                if bit < 1 << _OFFSETS[fine + 1]:
                    signature |= bit
            sound = _CLASS_OF.get(letter, 0)
            if sound and sound != before and count < MOST_SOUNDS:
                code |= sound << (4 * count)
                count += 1
            before = sound
        packed[n], counts[n], signatures[n] = code, count, signature
    return packed, counts, signatures
