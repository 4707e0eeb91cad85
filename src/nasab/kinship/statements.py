"""Sentences about kinship, read: `Abu Hamza is the maternal uncle of Bilal`, `أبو حمزة هو خال بلال`.

In each language one plain form is read, and everywhere the three parts with a bar between them: `Abu Hamza | خال |
Bilal`.
"""

from __future__ import annotations

import re
from typing import Final

from nasab.errors import NotUnderstood
from nasab.kinship.families import Statement
from nasab.kinship.relations import exact_kin

__all__ = ["read_statement"]

_LONGEST: Final = 300
_BAR: Final = re.compile(r"\s*[|\t]\s*")
_ENGLISH: Final = re.compile(r"(.+?) (?:is|was) (?:the |a |an |his |her )?(.+) (?:of|to) (?:the )?(.+)", re.IGNORECASE)
_FRENCH: Final = re.compile(r"(.+?) (?:est|était) (?:le |la |l['’]|un |une )?(.+) (?:de |d['’])(.+)", re.IGNORECASE)
_RUSSIAN: Final = re.compile(r"(.+?)\s*[—–-]\s+(?:это )?(.+?)\s+[—–-]\s+(.+)")
_ARABIC: Final = re.compile(r"(.+?) (?:هو|هي) (.+) (?:لـ ?|لل?|ل )(.+)")
_ARABIC_JOINED: Final = re.compile(r"(.+?) (?:هو|هي) (\S+) (.+)")


def read_statement(text: str) -> Statement:
    """Who is what to whom.

    Raises `NotUnderstood`: RELATION-07 if it is no such sentence, RELATION-01 if the term in it is not known.
    """
    plain = " ".join(text[:_LONGEST].replace("\t", "|").split()).strip(" .،؛;")
    parts = _BAR.split(plain)
    if len(parts) == 3 and all(parts):
        if (kin := exact_kin(parts[1])) is None:
            raise NotUnderstood("RELATION-01", parts[1])
        return Statement(parts[0], kin, parts[2])
    unknown = ""
    for form in (_ENGLISH, _FRENCH, _RUSSIAN, _ARABIC, _ARABIC_JOINED):
        told = form.fullmatch(plain)
        if told is None:
            continue
        person, term, other = (part.strip() for part in told.groups())
        kin = exact_kin(term)
        if kin is not None and person and other:
            return Statement(person, kin, other)
        unknown = unknown or term
    if unknown:
        raise NotUnderstood("RELATION-01", unknown)
    raise NotUnderstood("RELATION-07", text)
