"""What was found with a child, and what it says, sings and likes, as concepts that have no language.

"Blue jacket", "синяя куртка" and "سترة زرقاء" are the concepts "blue", "jacket" and, because the two words stand
together, "blue jacket". A word in quotation marks, in another alphabet than the rest, or after "she says" may be the
child's own, and is kept as it sounds ("w:nana"). All other words nobody has listed are left out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from nasab.marks.letters import COLON, STRONG, WEAK, plain, romanised, words
from nasab.marks.lexicon import FILLER, UNKNOWN, Hit, load, rows

__all__ = ["MOST_CONCEPTS", "concept_agreement", "concepts"]

MOST_CONCEPTS: Final = 64
"""Concepts that are kept of one cell."""

_NO_CONCEPTS: Final = frozenset({"and", "other", "said", "not", FILLER, UNKNOWN, STRONG, WEAK, COLON})
_COLOUR: Final = "colour"
_QUOTED: Final = re.compile(
    r"[\"“”„«‹](?P<quoted>[^\"“”„«»‹›\n]{1,60})[\"“”»›]|(?<!\w)['‘](?P<single>[^'‘’\n]{2,60})['’](?!\w)"
)
_OWN_WORD: Final = "w:"
_SHORTEST_WORD: Final = 2
_MOST_SAID: Final = 4


def concepts(cell: str) -> frozenset[str]:
    """The concepts in a cell of free text about belongings, clothes, songs, words and habits.

    Understands English, Arabic, Russian and French, and common Turkish and Kurmanji words. A concept is a key such as
    "jacket"; a colour next to a thing also gives both together, "blue jacket"; the child's own words are "w:" and the
    word in rough Latin letters. Never raises; at most `MOST_CONCEPTS` of the first 2000 letters.
    """
    return _concepts(cell) if len(cell) <= 200 else _concepts.__wrapped__(cell)


def concept_agreement(a: frozenset[str], b: frozenset[str]) -> int:
    """How well two sets of concepts agree.

    -1 unknown: one is empty. 0: nothing in common. 1: one thing in common that many children have, such as a colour or
    a common garment. 2: two or more in common, or one that is particular: a doll, a lullaby, a word of the child's own.
    """
    if not a or not b:
        return -1
    shared = a & b
    if len(shared) >= 2 or any(not _is_generic(concept) for concept in shared):
        return 2
    return len(shared)


@cache
def _generic() -> frozenset[str]:
    tables = rows("belongings")
    return frozenset(
        name
        for table, row in tables.items()
        for name, words_of in row.items()
        if table in (_COLOUR, "garment") or words_of.get("generic")
    )


def _is_generic(concept: str) -> bool:
    return concept in _generic()


@lru_cache(maxsize=16384)
def _concepts(cell: str) -> frozenset[str]:
    lexicon = load("belongings")
    found: dict[str, None] = dict.fromkeys(_quoted(cell))
    hits = lexicon.hits(words(cell))
    script = _script(plain(cell))
    colour = thing = ""
    said = 0
    for hit in hits:
        if hit.joined or hit.role in (STRONG, WEAK, COLON, "and"):
            colour = thing = ""
        if hit.role == STRONG:
            said = 0
        elif hit.role == "said":
            said = _MOST_SAID
        elif hit.role == UNKNOWN:
            if said or _script(hit.name) != script:
                found.update(dict.fromkeys(_own(hit)))
            said = max(0, said - 1)
            colour = thing = ""
        if hit.role in _NO_CONCEPTS:
            continue
        found[hit.name] = None
        if hit.role == _COLOUR:
            if thing:
                found[f"{hit.name} {thing}"] = None
            colour = hit.name
        else:
            if colour and not thing:
                found[f"{colour} {hit.name}"] = None
            thing = hit.name
    return frozenset(list(found)[:MOST_CONCEPTS])


def _quoted(cell: str) -> list[str]:
    """The words in quotation marks, each by itself, if they are no words of the list."""
    found: list[str] = []
    for match in _QUOTED.finditer(cell[:2000]):
        for hit in load("belongings").hits(words(match["quoted"] or match["single"])):
            if hit.role == UNKNOWN:
                found.extend(_own(hit))
    return found


def _own(hit: Hit) -> list[str]:
    word = romanised(hit.name)
    return [_OWN_WORD + word] if len(word) >= _SHORTEST_WORD else []


def _script(text: str) -> str:
    """The alphabet most letters stand in."""
    counts = {"latin": 0, "cyrillic": 0, "arabic": 0, "other": 0}
    for letter in text:
        if not letter.isalpha():
            continue
        code = ord(letter)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            counts["latin"] += 1
        elif 0x400 <= code < 0x530:
            counts["cyrillic"] += 1
        elif 0x600 <= code < 0x700 or 0x750 <= code < 0x780:
            counts["arabic"] += 1
        else:
            counts["other"] += 1
    return max(counts, key=counts.__getitem__)
