"""Coarse sound keys: what two spellings of one name nearly always share, so that not every pair need be compared.

A token becomes the row of its consonant sounds in ten classes common to the three scripts (what is said with the lips,
the tongue, the throat); vowels and the half-vowels w, y, h fall away, doubled sounds become one. Keys are that row and
the rows with one sound left out, so that a sound heard by only one of two writers does not part them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_SOUNDS", "skeletons"]

MOST_SOUNDS: Final = 12
"""Sounds of a token that are kept: four bits each."""

_CLASSES: Final = (
    "",
    "pbбпبپ",
    "fvфвفڤ",
    "tdþðтдтђћتدطض",
    "szcśźсзسصزظذثҙҫц",
    "jšşčçćžğжшщчјџҷӌجشچژ",
    "kgqxгкхқғҡكقغخگҳ",
    "mм" + "م",
    "nñńнңӈњن",
    "lłлљل",
    "rřрر",
)
_SOUND_OF: Final = {ord(letter): chr(number) for number, letters in enumerate(_CLASSES) for letter in letters}
_VOWELS: Final = dict.fromkeys(map(ord, "aeiouywhäåæəéëıöüаеийоуыэюяьъӏәөүұһҳӣӯїوايهعح"), "")
_SOUNDS: Final = {**_VOWELS, **_SOUND_OF}
# Letters that are one sound together, before each letter is looked at by itself.
_TOGETHER: Final = re.compile("tsch|tch|dsch|dzh|sch|dj|ch|sh|zh|kh|gh|ph|th|dh|dž|ck|дж|тш|дз|тч|تش|دج|تس|ph|ks|кс|كس")
_ONE_SOUND: Final = {
    **dict.fromkeys(
        ("tsch", "tch", "dsch", "dzh", "sch", "dj", "ch", "sh", "zh", "dž", "дж", "тш", "тч", "تش", "دج"), "ж"
    ),
    **dict.fromkeys(("kh", "gh", "ck"), "к"),
    **dict.fromkeys(("th", "dh"), "т"),
    **dict.fromkeys(("дз", "تس"), "с"),
    **dict.fromkeys(("ks", "кс", "كس"), "кс"),
    "ph": "ф",
}
_HARD_C: Final = re.compile("c(?![eiyéëöüä])")


def skeletons(tokens: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The sounds of each token packed four bits each (the first sound lowest), and how many there are."""
    packed = np.zeros(len(tokens), dtype=np.int64)
    counts = np.zeros(len(tokens), dtype=np.int8)
    for n, token in enumerate(tokens):
        plain = _TOGETHER.sub(lambda found: _ONE_SOUND[found.group()], token)
        if "c" in plain:
            plain = _HARD_C.sub("k", plain)
        before, code, count = 0, 0, 0
        for letter in plain:
            heard = _SOUNDS.get(ord(letter))
            if not heard:
                before = 0 if heard is None else before
                continue
            sound = ord(heard)
            if sound != before:
                code |= sound << (4 * count)
                count += 1
                before = sound
                if count == MOST_SOUNDS:
                    break
        packed[n], counts[n] = code, count
    return packed, counts
