"""The part that a word of a name is by its own form, before its place among the others is looked at.

An article, an ending, a particle written in one with the name, or being a known word of origin can decide a word's
role alone: al-Shishani, Ruslanovich, Tagirova, Halabi.
"""

from __future__ import annotations

from nasab.names import nisbas
from nasab.names.parts import Part, Role
from nasab.names.units import Unit

__all__ = ["by_form", "with_article"]


def with_article(written: str, folded: str, *, alone: bool, certain: bool) -> Part:
    """A part for al-X: an origin, an epithet, or a family name."""
    if nisbas.is_origin(folded):
        plain = nisbas.masculine(folded)
        return Part(Role.NISBA, written, plain, "f" if plain != folded else "", certain)
    if nisbas.is_epithet(folded):
        return Part(Role.LAQAB, written, folded, "", certain)
    if folded.endswith(("i", "y", "и", "ي", "í", "ī")):
        return Part(Role.NISBA if alone else Role.FAMILY, written, folded, "", False)
    if folded.endswith(("يه", "iya", "ия")):
        return Part(
            Role.NISBA if alone else Role.FAMILY, written, folded[:-2] if folded.endswith("يه") else folded, "f", False
        )
    return Part(Role.LAQAB, written, folded, "", False)


def by_form(written: str, unit: Unit, after_kunya: bool, count: int) -> Part | None:
    """The part that a bare word is by its own form, or nothing if its place must decide."""
    word = unit.word
    certain = unit.certain
    if word.is_initial:
        return Part(Role.INITIAL, written, unit.folded, "", certain)
    if word.script == "other":
        alone = count == 1
        return Part(Role.GIVEN if alone else Role.UNKNOWN, written, unit.folded, "", False)
    if word.kind.startswith("joined:") and unit.folded == word.folded:
        joined = word.kind.removeprefix("joined:")
        if joined == "article":
            return with_article(written, word.rest, alone=count == 1 or after_kunya, certain=certain)
        if joined in ("father_of", "mother_of"):
            return Part(Role.KUNYA, written, word.rest, "m" if joined == "father_of" else "f", certain)
        if joined == "son_of":
            return Part(Role.FATHER, written, word.rest, "m", False)
        return Part(Role.FAMILY, written, word.folded, "", False)
    ending = word.ending
    if ending is not None:
        if ending.kind == "patronymic" and (ending.strong or count > 1):
            return Part(Role.FATHER, written, ending.stem, ending.sex, certain and ending.strong)
        if ending.strong or unit.born:
            return Part(Role.FAMILY, written, ending.stem, ending.sex, certain)
        return None
    if unit.born:
        return Part(Role.FAMILY, written, unit.folded, "", certain)
    if not word.is_given or after_kunya:
        if nisbas.is_origin(unit.folded) and (count > 1 or not word.is_given):
            plain = nisbas.masculine(unit.folded)
            return Part(Role.NISBA, written, plain, "f" if plain != unit.folded else "", certain and count > 1)
        if after_kunya and nisbas.is_epithet(unit.folded):
            return Part(Role.LAQAB, written, unit.folded, "", certain)
    return None
