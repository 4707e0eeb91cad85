"""A mark in words, in the reader's language, for the reasons that are given with a candidate."""

from __future__ import annotations

from nasab.marks.body import HAIR_AND_EYES, Mark, place_of
from nasab.texts import Language, has, say

__all__ = ["describe"]


def describe(mark: Mark, language: Language) -> str:
    """`mark` in words: "burn: left forearm", "ожог: левое предплечье", "حرق: الساعد الأيسر".

    A place that goes without saying (the leg of a limp) is not said. A kind, part or side that nasab has no word for
    is given as it is.
    """
    kind = _word("kind", mark.kind, language)
    colours = mark.kind in HAIR_AND_EYES.values()
    place = _word("quality", mark.part, language) if colours else _word("part", mark.part, language)
    if mark.side:
        place = _with_side(place, "x" if colours else mark.part, mark.side, language)
    elif mark.part == place_of(mark.kind):
        place = ""
    return say("marks.described", language, kind=kind, place=place) if kind and place else kind or place


def _with_side(place: str, part: str, side: str, language: Language) -> str:
    if "." in side or not has(f"marks.side.alone.{side}"):
        return f"{place} {side}".strip()
    if not place:
        return say(f"marks.side.alone.{side}", language)
    gender = say(f"marks.gender.{part}", language) if "." not in part and has(f"marks.gender.{part}") else "x"
    return say(f"marks.side.{gender}.{side}", language, part=place)


def _word(table: str, key: str, language: Language) -> str:
    if not key:
        return ""
    path = f"marks.{table}.{key}"
    return say(path, language) if "." not in key and has(path) else key.replace("_", " ")
