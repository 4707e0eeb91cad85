"""Which place is meant by a written place?

The text is cut into parts ("Mosul, al-Maydan"); each part is looked up whole, then without the words around
it ("city of", "село"), then as the known names among its words, then by near spellings.  A place that explains more of
the parts, itself or by what it lies in, comes first; then the more special; then the better known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from nasab.places.gazetteer import Gazetteer, shipped
from nasab.places.place import KINDS, Kind, Place
from nasab.places.writing import kind_words, small_words, words

__all__ = ["find", "find_all"]

_LONGEST: Final = 200  # characters
_MOST_WORDS: Final = 12
_MOST_PARTS: Final = 6
_FEW: Final = 3  # words of a part that may each be a name misspelt
_LONG_WORD: Final = 6  # letters of such a word
_APART: Final = re.compile(r"[,;/|()\[\]،؛>\n\r\t•]|\s[-–—]\s|\.\s(?=\w{4})")


def find(text: str) -> tuple[Place, ...]:
    """The places of nasab's gazetteer that a written place may mean, best first; none if it is not known."""
    return _find_shipped(text)


def find_all(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The same with a gazetteer of your own."""
    spelled = words(text[:_LONGEST])
    whole = gazetteer.named("".join(spelled))
    if whole and _bare(spelled):
        return _best([_Reading(whole, _kinds(spelled))], gazetteer)
    parts = [part for part in _APART.split(text[:_LONGEST]) if part.strip()][:_MOST_PARTS]
    understood = [found for part in parts if (found := _part(part, gazetteer))]
    readings = [reading for found in understood for reading in found]
    if not readings:
        return ()
    return _best(readings, gazetteer)


@lru_cache(maxsize=65536)
def _find_shipped(text: str) -> tuple[Place, ...]:
    return find_all(text, shipped())


class _Reading:
    """What one stretch of words may mean: the places, and the kind that the words ask for."""

    __slots__ = ("kinds", "places")

    def __init__(self, places: Iterable[Place], kinds: frozenset[Kind]) -> None:
        self.places = tuple(places)
        self.kinds = kinds


def _part(part: str, gazetteer: Gazetteer) -> list[_Reading]:
    """What one part of the text may mean: one reading, or several if it names several places."""
    spelled = words(part)[:_MOST_WORDS]
    kinds = _kinds(spelled)
    bare = _bare(spelled)
    if not bare:
        return []
    found = dict.fromkeys(gazetteer.named("".join(spelled)) + gazetteer.named("".join(bare)))
    if found:
        return [_Reading(found, kinds)]
    stretches = _known_stretches(bare, kinds, gazetteer)
    if stretches:
        return stretches
    for choice in (bare, *(_uninflected(bare))):
        near = gazetteer.nearly_named("".join(choice)) if choice else ()
        if near:
            return [_Reading(near, kinds)]
    if not 1 < len(bare) <= _FEW:
        return []  # a sentence: one of its words is sure to be near some name
    near_words = (gazetteer.nearly_named(word) for word in bare if len(word) >= _LONG_WORD)
    return [_Reading(near, kinds) for near in near_words if near]


def _kinds(spelled: tuple[str, ...]) -> frozenset[Kind]:
    """The kinds of place that the words ask for."""
    return frozenset(kind_words()[word] for word in spelled if word in kind_words())


def _bare(spelled: tuple[str, ...]) -> tuple[str, ...]:
    """The words that may be a name."""
    return tuple(word for word in spelled if word not in kind_words() and word not in small_words())


def _known_stretches(bare: tuple[str, ...], kinds: frozenset[Kind], gazetteer: Gazetteer) -> list[_Reading]:
    """Known names among the words, longest first from the left: "Grozny Chechnya" is two."""
    readings, start = [], 0
    while start < len(bare):
        for end in range(min(len(bare), start + 4), start, -1):
            name = "".join(bare[start:end])
            found = gazetteer.named(name) if len(name) >= 3 else ()
            if len(name) == 3:
                # So short a word is a name only if the words say what kind of place it is: "the annex of al-Hol camp".
                found = tuple(place for place in found if place.kind in kinds)
            if not found and end == start + 1:
                found = next((places for form in _forms(name) if (places := gazetteer.named(form))), ())
            if found:
                readings.append(_Reading(found, kinds))
                start = end
                break
        else:
            start += 1
    return readings


_ENDINGS: Final = tuple(
    (ending, other)
    for other, endings in {
        "": "е а у ы ом и",
        "а": "ои е у и ы",
        "я": "е и ю",
        "ия": "ии",
        "и": "ах",
        "ныи": "ном ного",
        "скии": "ском ского",
        "ная": "нои",
    }.items()
    for ending in endings.split()
)


def _forms(word: str) -> list[str]:
    """What a word may be without its Russian ending or its Arabic preposition: в Грозном, بالموصل."""
    forms = [word.removesuffix(ending) + other for ending, other in _ENDINGS if word.endswith(ending) and len(word) > 4]
    prefixes = ("بال", "لل", "وال", "ب")
    forms.extend(word.removeprefix(it) for it in prefixes if word.startswith(it) and len(word) > len(it) + 2)
    return forms


def _uninflected(bare: tuple[str, ...]) -> list[tuple[str, ...]]:
    if len(bare) < 2:
        return []
    return [(form,) for form in _forms("".join(bare))[:3]]


def _best(readings: list[_Reading], gazetteer: Gazetteer) -> tuple[Place, ...]:
    named = [{place.id for place in reading.places} for reading in readings]
    ranked: dict[str, tuple[tuple[int, ...], Place]] = {}
    for position, reading in enumerate(readings):
        for order, place in enumerate(reading.places):
            around = {place.id, *place.within}
            explained = sum(bool(around & ids) for ids in named)
            # Where several parts agree the most special place is meant; a lone name means the town before its region.
            special = KINDS.index(place.kind) if explained > 1 else 0
            asked = place.kind in reading.kinds
            alone = 0 if explained > 1 else _LONE.index(place.kind)
            score = (-explained, -special, -asked, alone, position, order, gazetteer.rank[place.id])
            if place.id not in ranked or score < ranked[place.id][0]:
                ranked[place.id] = (score, place)
    return tuple(place for _, place in sorted(ranked.values(), key=lambda found: found[0]))


_LONE: Final[tuple[Kind, ...]] = ("country", "town", "region", "camp", "district", "village", "quarter")
