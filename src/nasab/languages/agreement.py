"""How well two children's languages agree, in ordered levels.

That both speak Arabic says nothing where everyone learns it in the orphanage; that both speak Lezgian
says much.  The levels are ordered from no common language to the same strongest language.
"""

from __future__ import annotations

from nasab.languages.known import KNOWN

__all__ = ["agreement", "is_lingua_franca"]

_PICKED_UP = frozenset({"ara", "rus", "eng"})


def agreement(a: tuple[str, ...], b: tuple[str, ...], country: str = "") -> int:
    """The level, 0 to 4, of two lists of languages, strongest first, none of them empty.

    4 the same strongest language · 3 the strongest of one is among the other's · 2 another common language that
    is not a lingua franca · 1 only a lingua franca in common · 0 none.  With `country` (ISO 3166) a lingua franca is
    what is one there; without, Arabic, Russian and English.  A lingua franca that is the strongest language of both is
    level 4 all the same: how little that says is for the weight of the language to tell.
    """
    if not a or not b:
        raise ValueError("an empty list of languages is an unknown, and has no level")
    common = set(a) & set(b)
    if a[0] == b[0]:
        return 4
    if any(first in common and not is_lingua_franca(first, country) for first in (a[0], b[0])):
        return 3
    if any(not is_lingua_franca(code, country) for code in common):
        return 2
    return 1 if common else 0


def is_lingua_franca(code: str, country: str = "") -> bool:
    """Whether people of all homes learn a language in a country (without one: where children are found)."""
    if not country:
        return code in _PICKED_UP
    language = KNOWN.get(code)
    return language is not None and bool({"world", country} & language.lingua_franca)
