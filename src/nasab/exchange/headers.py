"""Which header is which column: written by offices in four languages, by Primero, KoboToolbox, PFIF.

A header is recognised when, small differences of writing apart, it stands in `data/headers.toml`
under exactly one column of the list's side.  Anything else is said, never guessed: a header that
could be two columns is not used, nor is one we do not know.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, Side

__all__ = ["HeaderUse", "find", "fold", "recognise"]

_SMALL_WORDS: Final = frozenset(
    ["the", "of", "for", "a", "an", "de", "du", "des", "la", "le", "les", "l", "d", "un", "une"]
)
    ["the", "of", "for", "a", "an", "de", "du", "des", "la", "le", "les", "l", "d", "un", "une"]
)
_HAMZA: Final = str.maketrans(
    {"ة": "ه", "ى": "ي", "ک": "ك", "ی": "ي", "ٱ": "ا", "ـ": "", "'": "", "’": "", "ʼ": "", "`": ""}
)


@dataclass(frozen=True, slots=True)
class HeaderUse:
    """What was made of one header.

    `header` is as written; `column` the canonical column, or None if it is not used.  `how` says by
    what it was recognised (`canonical`, `en`, `ar`, `ru`, `fr`, `primero`, `kobo`, `pfif`) or why it
    is not used (`unknown`, `ambiguous`, `second`, `metadata`, `split`).  `part` is the part of the
    column that it holds (`given`, `family`, `months`, a relation).  `position` counts from 0.
    """

    header: str
    column: str | None
    how: str
    part: str = ""
    position: int = 0


def fold(header: str) -> str:
    """A header without the differences that do not matter: case, accents, marks, small words.

    Arabic letters that are written in several ways (hamza, teh marbuta, alef maqsura, the article)
    become one.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", spaced).casefold().translate(_HAMZA))
    kept = "".join(c if c.isalnum() else " " for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    words = [word[2:] if word.startswith("ال") and len(word) > 3 else word for word in kept.split()]
    return "".join(word for word in words if word not in _SMALL_WORDS) or "".join(words)


@cache
def _known(side: Side) -> dict[str, list[tuple[str, str, str]]]:
    """For each folded header: the (column, part, how) that it may be on this side."""
    columns = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    source = tomllib.loads(files(__package__).joinpath("data", "headers.toml").read_text(encoding="utf-8"))
    known: dict[str, list[tuple[str, str, str]]] = {}
    for section in ("both", side):
        for target, ways in source[section].items():
            column, _, part = target.partition(":")
            for how, written in ways.items():
                for header in written:
                    uses = known.setdefault(fold(header), [])
                    if column in columns and not any(use[:2] == (column, part) for use in uses):
                        uses.append((column, part, how))
    known = {folded: uses for folded, uses in known.items() if uses}
    return known | {fold(column): [(column, "", "canonical")] for column in columns}


def recognise(header: str, side: Side) -> tuple[str | None, str, str]:
    """The (column, part, how) of one header on its own."""
    uses = _known(side).get(fold(header), [])
    if len(uses) == 1:
        return uses[0]
    return (None, "", "ambiguous") if uses else (None, "", "unknown")


def find(rows: Sequence[Sequence[str]], side: Side) -> tuple[int, tuple[HeaderUse, ...]]:
    """The header among the first rows of a sheet, as (index of the row, what each header is).

    It is the row in which the most columns are recognised, the first of equals.
    """
    best: tuple[int, int, tuple[HeaderUse, ...]] = (0, 0, ())
    for index, row in enumerate(rows):
        uses = tuple(
            HeaderUse(header.strip(), column, how, part, position)
            for position, header in enumerate(row)
            if header.strip()
            for column, part, how in [recognise(header, side)]
        )
        count = len({(use.column, use.part) for use in uses if use.column})
        if count > best[0]:
            best = (count, index, uses)
    return best[1], best[2]
