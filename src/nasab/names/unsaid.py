"""Words that stand where a name is asked for and are none: "погиб", "لا يتذكر اسمه", "мама", "father unknown".

Taken for names they would speak against every family: no register calls a father *Deceased*. What such words say
(nobody knows; the man is dead; the child calls her mother that) is no evidence of a name, for or against. A word that
says so beside a name is left out, and the name stays: "Руслан (погиб в Мосуле)" is Руслан.

The words stand in `data/unsaid.toml`, for names and for all other cells of a list.
"""

from __future__ import annotations

import itertools
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from nasab.names.affixes import bare
from nasab.names.scripts import fold

__all__ = ["is_unsaying", "marks", "may_unsay", "named"]


_LONGEST_PHRASE: Final = 40
_OF: Final = frozenset(["of", "de", "d"])  # "mother of Bilal" says no name of hers
_FRENCH_DENIALS: Final = frozenset(["pas", "plus", "jamais", "rien"])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("data", "unsaid.toml").read_text("utf-8"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_form(word) for word in _table()[kind]) - {""}


def _form(word: str) -> str:
    return bare(fold(word))


@cache
def marks() -> frozenset[str]:
    """What says in a cell of whatever question that nothing is known: without case, with accents and without."""
    said = [mark.casefold() for mark in _table()["marks"]]
    return frozenset(said) | frozenset(_without_accents(mark) for mark in said)


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_form(phrase) for kind in ("marks", "no_name") for phrase in _table()[kind]) - {""}


@cache
def _unsaying() -> frozenset[str]:
    """All words that can say so: where none of them stands, there is nothing to do."""
    first = {_form(phrase.split()[0].split("/")[0]) for kind in ("marks", "no_name") for phrase in _table()[kind]}
    kinds = ("denials", "denials_of", "unknown", "dead", "died", "kin", "alone")
    return frozenset(first.union(*(_words(kind) for kind in kinds))) - {""}


def is_unsaying(folded: str) -> bool:
    """Whether a folded word can say that it, or what stands beside it, is no name."""
    return bare(folded) in _unsaying()


@lru_cache(maxsize=65536)
def may_unsay(written: str) -> bool:
    """The same of a word as it is written."""
    return is_unsaying(fold(written))


def named(folded: Sequence[str], breaks: Sequence[bool], *, of_parent: bool) -> list[int]:
    """The places of the words of a cell that can be a name, in order; none if the cell names nobody.

    `folded` are its words, `breaks` whether a comma or a bracket stands before each. `of_parent`: the cell is that of
    a father or a mother, where "mama" is no name.
    """
    forms = [bare(word) for word in folded]
    if _unsaying().isdisjoint(forms):
        return list(range(len(forms)))
    whole = "".join(forms)
    if len(whole) < _LONGEST_PHRASE and whole in _phrases():
        return []
    starts = [0, *(place for place in range(1, len(forms)) if breaks[place]), len(forms)]
    return [
        place
        for first, end in itertools.pairwise(starts)
        for place in _without_kinship(forms, _named(forms, first, end), of_parent=of_parent)
    ]


def _named(forms: Sequence[str], first: int, end: int) -> list[int]:
    """The places from `first` to before `end`, between which is no comma or bracket, of words that can be a name."""
    about, gone = _words("about"), _words("unknown") | _words("dead")
    kept: list[int] = []
    beside = False  # whether a word was no name, so that those about it are none either
    for place in range(first, end):
        form = forms[place]
        ends = _denies(forms, place, end) or _tells_an_end(forms, place, first)
        ends = ends or (form in gone and place + 1 < end and forms[place + 1] in _words("where"))
        if ends or form in gone:
            beside = True
            while kept and (forms[kept[-1]] in about or forms[kept[-1]] in _words("before")):
                kept.pop()
            if ends:
                break
        elif not (beside and form in about):
            kept.append(place)
    return [] if beside and all(forms[place] in about for place in kept) else kept


def _denies(forms: Sequence[str], place: int, end: int) -> bool:
    """Whether what begins here says that no name is known."""
    form, after = forms[place], forms[place + 1 : end]
    if form == "ne":  # also né, of a name at birth
        return not _FRENCH_DENIALS.isdisjoint(after)
    return form in _words("denials") or (form in _words("denials_of") and bool(after) and after[0] in _words("about"))


def _tells_an_end(forms: Sequence[str], place: int, first: int) -> bool:
    """Whether what begins here tells how somebody died; at the beginning it may be a name as well (Умер Ипчи)."""
    return forms[place] in _words("died") and not (place == first and forms[place] in _words("alone"))


def _without_kinship(forms: Sequence[str], kept: list[int], *, of_parent: bool) -> list[int]:
    """The places of the words without what only says who the parent is: "мама Айшат" is Айшат."""
    kin = _words("kin")
    if not of_parent or not kept:
        return kept
    if len(kept) == 1 and forms[kept[0]] in _words("alone"):
        return []
    if kin.isdisjoint(forms[place] for place in kept):
        return kept
    if all(forms[place] in kin or forms[place] in _words("about") for place in kept):
        return []
    left = list(itertools.dropwhile(lambda place: forms[place] in kin, kept))
    return [] if len(left) < len(kept) and forms[left[0]] in _OF else left
