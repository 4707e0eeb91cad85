"""What a relative is to a child: mother, maternal uncle, grandfather, in four languages.

Arabic keeps apart the father's side and the mother's (عم and خال), which Russian and English do only when asked, so
the terms are kept as fine as they were written. The words stand in `data/relations.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, TypeVar, cast, get_args

from nasab.names.affixes import bare
from nasab.names.scripts import fold

__all__ = ["RELATIONS", "Relation", "find_term", "relation", "relation_terms", "sex_of_relation", "term_key"]

T = TypeVar("T")

Relation = Literal[
    "mother",
    "father",
    "sister",
    "brother",
    "sibling",
    "grandmother",
    "grandfather",
    "grandparent",
    "aunt",
    "uncle",
    "paternal_uncle",
    "maternal_uncle",
    "paternal_aunt",
    "maternal_aunt",
    "cousin",
    "stepfather",
    "stepmother",
    "wife",
    "husband",
    "guardian",
    "other",
]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)

_WOMEN: Final = {"mother", "sister", "grandmother", "aunt", "paternal_aunt", "maternal_aunt", "stepmother", "wife"}
_MEN: Final = {"father", "brother", "grandfather", "uncle", "paternal_uncle", "maternal_uncle", "stepfather", "husband"}
_POSSESSIVES: Final = ("هما", "هم", "ها", "ه", "ي", "نا")
_LONGEST: Final = 5


@lru_cache(maxsize=4096)
def relation(text: str) -> Relation | None:
    """The relation that a word or phrase names, or nothing if it names none.

    Understood are the phrases of the table, whatever their capitals, accents and spacing, Arabic words also with a
    possessive ending (خاله, "his maternal uncle"), and a phrase that contains one of them ("the child's grandmother",
    "бабушка ребенка"): the longest wins, then the first.
    """
    return find_term(text, relation_terms())


def find_term(text: str, table: Mapping[str, T]) -> T | None:
    """What a table (by `term_key`) has for a phrase, or for the longest part of it that it has; nothing if it has none.

    For tables of kin terms other than this one, which are read in the same way.
    """
    words = _words(text)
    if not words or len(words) > 12:
        return None
    for length in range(min(len(words), _LONGEST), 0, -1):
        for start in range(len(words) - length + 1):
            found = _look_up(words[start : start + length], table)
            if found is not None:
                return found
    return None


def term_key(phrase: str) -> str:
    """A phrase without what does not tell terms apart: capitals, accents, spaces, marks."""
    return bare(fold(phrase))


def sex_of_relation(relation: str) -> str:
    """`f`, `m`, or nothing where the relation does not say."""
    return "f" if relation in _WOMEN else "m" if relation in _MEN else ""


def exact_relation(words: Sequence[str]) -> Relation | None:
    """The relation that exactly these words name."""
    return _one_word(words[0]) if len(words) == 1 else _look_up(words, relation_terms())


@lru_cache(maxsize=32768)
def _one_word(word: str) -> Relation | None:
    return _look_up([word], relation_terms())


def _words(text: str) -> list[str]:
    separated = "".join(
        letter if letter.isalpha() or letter in "'’`" or not letter.isascii() else " " for letter in text
    )
    return [word for word in separated.split() if fold(word)]


def _look_up(words: Sequence[str], table: Mapping[str, T]) -> T | None:
    folded = "".join([bare(fold(word)) for word in words])
    if not "\u0600" <= folded[:1] <= "\u06ff":
        return table.get(folded)
    plain = folded.removeprefix("ال")
    # A final ه that was written as such is "his": خاله is his mother's brother, خالة a mother's sister.
    if len(words) == 1 and words[0].endswith("ه") and plain[:-1] in table:
        return table[plain[:-1]]
    if folded in table or plain in table:
        return table.get(folded) or table[plain]
    for ending in _POSSESSIVES if plain.endswith(_POSSESSIVES) else ():
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) > 1:
            # The feminine ة opens into ت before a possessive: خالته is خالة + ه.
            if stem.endswith("ت") and stem[:-1] + "ه" in table:
                return table[stem[:-1] + "ه"]
            if stem in table:
                return table[stem]
    return None


@cache
def relation_terms() -> Mapping[str, Relation]:
    """All phrases of `data/relations.toml` by their keys."""
    raw = tomllib.loads(files(__package__).joinpath("data", "relations.toml").read_text("utf-8"))
    return {term_key(phrase): cast(Relation, name) for name, phrases in raw.items() for phrase in phrases}
