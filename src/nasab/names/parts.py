"""What a written name is made of: parts, each with the role it plays.

The same word means different things in different places: Ruslan is a given name, Ruslanovich says who the
father is, Abu Bilal names a man by a child he may have. Names are therefore compared part by part, role by
role, and every part keeps the words as they were written beside the form that is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nasab.names.scripts import Script

__all__ = ["Name", "Part", "Role"]


class Role(StrEnum):
    """What a part says about the person who is named."""

    __hash__ = str.__hash__  # a role equals its text, so both are found under one key

    GIVEN = "given"
    """The name given to the person."""
    FATHER = "father"
    """The father's given name, from a patronymic, after ibn or bint, or second in a chain of names."""
    GRANDFATHER = "grandfather"
    """The father's father's given name."""
    FAMILY = "family"
    """Surname, teip or tribe."""
    KUNYA = "kunya"
    """The X of Abu X or Umm X."""
    NISBA = "nisba"
    """A word of origin: al-Shishani, Halabi."""
    LAQAB = "laqab"
    """An epithet: al-Muhajir, Saifullah after a kunya."""
    HONORIFIC = "honorific"
    """Hajj, sheikh, doctor."""
    INITIAL = "initial"
    """One letter that stands for a name."""
    UNKNOWN = "unknown"
    """A word of which the role cannot be told."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name.

    `text` is a slice of what was written. `folded` is what is compared: plain letters of the same script, without
    article, patronymic suffix or feminine ending (Русланович gives `руслан`, Тагирова gives `тагиров`); a compound
    name is one word however it was spaced (`abdulrahman`, `عبدالرحمن`). `sex` is what the form says, `f`, `m` or
    nothing; a given name says nothing by its form. `certain` is false where another role was possible.
    """

    role: Role
    text: str
    folded: str
    sex: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A written name and its parts, in the order in which they were written.

    `given_later` is true for a name given after the separation (`given: Omar`): it is no evidence.
    """

    text: str
    parts: tuple[Part, ...] = ()
    script: Script = "other"
    given_later: bool = False
