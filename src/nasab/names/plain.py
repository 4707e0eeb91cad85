"""Names of bare words only, which most names are: the same roles as by the full reading, found sooner.

Which role each of several bare words plays depends on few things said of each word: its script, its ending, whether it
is a known given name or a word of origin (`Word.shape`). So for each sequence of shapes the full reading is done once,
on stand-ins, and what it decided is kept: a list of a hundred thousand names has a few hundred such sequences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from nasab.names import nisbas
from nasab.names.affixes import Ending
from nasab.names.parts import Part, Role
from nasab.names.units import Unit
from nasab.names.words import Word, classify

__all__ = ["parts_of", "plain_words"]

Reading = Callable[[list[Unit]], Sequence[Part]]
"""The full reading: one part for each unit, before surnames are brought into agreement."""


# Which form of a word is compared.
_WHOLE: Final = 0
_STEM: Final = 1
_NOMINATIVE: Final = 2
_MASCULINE: Final = 3

_Pattern = tuple[tuple[Role, int, bool], ...]
_MOST_WORDS: Final = 4
_MOST_PATTERNS: Final = 8192
_patterns: Final[dict[tuple[int, ...], _Pattern]] = {}


def plain_words(written: list[str]) -> list[Word] | None:
    """What is known of each word, if all are bare words of letters; else nothing, and the full reading is needed."""
    if not 0 < len(written) <= _MOST_WORDS:
        return None
    words = []
    for one in written:
        if not one.isalpha():
            return None
        word = classify(one)
        if not word.shape:
            return None
        words.append(word)
    return words


def parts_of(written: list[str], words: list[Word], read: Reading) -> list[Part]:
    """The parts of a name of bare words, as `read` decides them."""
    shapes = tuple([word.shape for word in words])
    pattern = _patterns.get(shapes)
    if pattern is None:
        pattern = _pattern(words, read)
        if len(_patterns) < _MOST_PATTERNS:
            _patterns[shapes] = pattern
    parts = []
    for text, word, (role, form, certain) in zip(written, words, pattern, strict=True):
        if form == _WHOLE:
            parts.append(Part(role, text, word.folded, "", certain))
        elif form == _STEM and word.ending is not None:
            parts.append(Part(role, text, word.ending.stem, word.ending.sex, certain))
        elif form == _NOMINATIVE:
            parts.append(Part(role, text, word.nominative, "", certain))
        else:
            parts.append(Part(role, text, nisbas.masculine(word.folded), "f", certain))
    return parts


def _pattern(words: list[Word], read: Reading) -> _Pattern:
    """What `read` decides of words of these shapes: which role, by which form, how surely."""
    units = []
    for word in words:
        stand_in = _stand_in(word)
        units.append(Unit(0, 0, "name", stand_in.folded, stand_in))
    pattern = []
    for unit, part in zip(units, read(units), strict=True):
        word = unit.word
        if word.ending is not None and part.folded == word.ending.stem:
            form = _STEM
        elif word.nominative and part.folded == word.nominative:
            form = _NOMINATIVE
        else:
            form = _WHOLE if part.folded == word.folded else _MASCULINE
        pattern.append((part.role, form, part.certain))
    return tuple(pattern)


def _stand_in(word: Word) -> Word:
    """A word of the same shape whose forms are all different, so that the one that was chosen can be told."""
    ending = word.ending
    if ending is not None:
        ending = Ending(ending.kind, word.folded + "+stem", ending.sex, ending.strong, ending.oblique)
    return replace(word, ending=ending, nominative=word.nominative and word.folded + "+nominative")
