"""One word of a name, on its own: what kind of word it can be.

Lists repeat their words, so what can be known of a word without its neighbours is worked out once and kept.
The small words (abu, ibn, al, oglu, hajj) stand in `data/particles.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from nasab.names import lexicon, nisbas
from nasab.names.affixes import Ending, bare, given_in_oblique_case, read_ending
from nasab.names.compounds import canonical
from nasab.names.scripts import Script, fold, folded_in_script
from nasab.names.unsaid import is_unsaying

__all__ = ["Word", "classify", "is_article_for"]


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word by itself.

    `kind` is the particle it is, or `""`. `folded` is the canonical form that is compared. `rest` is the name inside
    a word that carries its particle (`abubilal`, `الشيشاني`); `kind` then says which: `joined:father_of`. `shape` is
    a number that two bare words share if they play the same roles beside the same words; 0 for all other words.
    """

    folded: str
    script: Script
    kind: str = ""
    rest: str = ""
    is_given: bool = False
    is_initial: bool = False
    ending: Ending | None = None
    nominative: str = ""
    shape: int = 0


_JOINED = "joined:"


@cache
def _particles() -> dict[str, frozenset[str]]:
    """The words of `data/particles.toml`, folded, by what they do."""
    table = tomllib.loads(files(__package__).joinpath("data", "particles.toml").read_text("utf-8"))
    return {kind: frozenset(bare(fold(word)) for word in words) - {""} for kind, words in table.items()}


_ORDER = (
    "father_of",
    "mother_of",
    "son_of",
    "daughter_of",
    "after_father_son",
    "after_father_daughter",
    "article",
    "servant",
    "god",
    "faith",
    "handmaid",
    "honorific",
    "born",
    "about",
    "article_assimilated",
)


@cache
def _kinds() -> dict[str, str]:
    particles = _particles()
    return {word: kind for kind in reversed(_ORDER) for word in particles[kind]}


def is_given_too(word: Word) -> bool:
    """Whether an honorific is also borne as a given name."""
    return bare(word.folded) in _particles()["honorific_or_given"]


def is_article_for(article: str, following: str) -> bool:
    """Whether `article`, in an assimilated form (`ash`, `ар`), fits the word that follows it."""
    consonants = bare(article).lstrip("aeuiаэуеи")
    return bool(consonants) and following.startswith((consonants, *(("s",) if consonants == "ş" else ())))


@lru_cache(maxsize=65536)
def classify(written: str) -> Word:
    """What kind of word `written` can be. Total; a word without letters has an empty folded form."""
    folded, alphabet = folded_in_script(written)
    if not folded or alphabet == "other":
        return Word(folded, alphabet)
    if len(folded) == 1:
        return Word(folded, alphabet, is_initial=True)
    kind = _kinds().get(bare(folded), "")
    if kind:
        return Word(folded, alphabet, kind, is_given=lexicon.is_known(folded))
    whole = canonical(folded)
    if lexicon.is_known(whole) or lexicon.is_known(folded):
        return Word(whole, alphabet, is_given=True, shape=_shape(whole, alphabet, True, None, ""))
    joined = _joined(folded, alphabet)
    if joined is not None:
        return joined
    ending = read_ending(folded, lexicon.is_known)
    nominative = "" if ending and ending.strong else given_in_oblique_case(folded, lexicon.is_known)
    compared = folded if ending else whole
    is_given = not (ending and ending.strong) and bool(lexicon.ids(whole))
    shape = _shape(compared, alphabet, is_given, ending, nominative)
    return Word(compared, alphabet, "", "", is_given, False, ending, nominative, shape)


_SCRIPTS: Final = {"latn": 1, "cyrl": 2, "arab": 3}
_ENDINGS: Final = {("surname", False): 1, ("surname", True): 2, ("patronymic", False): 3, ("patronymic", True): 4}


def _shape(folded: str, alphabet: Script, is_given: bool, ending: Ending | None, nominative: str) -> int:
    """All that the roles of bare words are decided by, as one number; 0 for a word that may say that it is none."""
    if is_unsaying(folded):
        return 0
    shape = _SCRIPTS[alphabet] + 4 * is_given + 8 * bool(nominative)
    if ending is not None:
        return shape + 16 * _ENDINGS[ending.kind, ending.strong]
    if not is_given and nisbas.is_origin(folded):
        return shape + 16 * (5 if nisbas.masculine(folded) == folded else 6)
    return shape


def _joined(folded: str, alphabet: Script) -> Word | None:
    """The word if it carries a particle without a space."""
    if alphabet == "arab":
        if folded.startswith("ال") and len(folded) > 4:
            return Word(folded, alphabet, _JOINED + "article", folded[2:])
        if folded.startswith("ابو") and len(folded) > 5:
            return Word(folded, alphabet, _JOINED + "father_of", folded[3:].removeprefix("ال"))
        if folded.startswith("ابي") and len(folded) > 5 and lexicon.is_known(canonical(folded[3:])):
            return Word(folded, alphabet, _JOINED + "father_of", canonical(folded[3:]))
        if folded.startswith("ام") and len(folded) > 5 and lexicon.is_known(canonical(folded[2:])):
            return Word(folded, alphabet, _JOINED + "mother_of", canonical(folded[2:]))
        return None
    word = bare(folded)
    if not word.startswith(_JOINABLE[alphabet]) or nisbas.is_origin(word):
        return None
    for prefixes, kind in _PREFIXES[alphabet]:
        for prefix in prefixes:
            if word.startswith(prefix) and len(word) > max(len(prefix) + 2, _SHORTEST.get(prefix, 0)):
                rest = word[len(prefix) :]
                if kind == "article":
                    if nisbas.is_origin(rest) or nisbas.is_epithet(rest):
                        return Word(folded, alphabet, _JOINED + kind, rest)
                elif lexicon.is_known(canonical(rest)):
                    return Word(folded, alphabet, _JOINED + kind, canonical(rest))
    return None


_PREFIXES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "latn": (
        (("aboo", "abou", "abo", "abu", "ebou", "ebu"), "father_of"),
        (("oumm", "oum", "umm", "omm", "um", "om"), "mother_of"),
        (("ibn",), "son_of"),
        (("ben", "bel"), "family"),
        (("al", "el", "ash", "ach", "esh", "as", "at", "ad", "ar", "an", "az"), "article"),
    ),
    "cyrl": (
        (("абу",), "father_of"),
        (("умм", "ум"), "mother_of"),
        (("ибн",), "son_of"),
        (("аль", "эль", "ал", "аш", "ас", "ат", "ад"), "article"),
    ),
}
# Two letters are the beginning of many names: what follows them must be long enough to be none by chance.
_SHORTEST: Final = {"um": 5, "om": 5, "ум": 5}
_JOINABLE: dict[str, tuple[str, ...]] = {
    alphabet: tuple(prefix for prefixes, _ in kinds for prefix in prefixes) for alphabet, kinds in _PREFIXES.items()
}
