"""Which header is which column: written by offices in four languages, by Primero, KoboToolbox, PFIF.

A header is recognised when, small differences of writing apart, it stands in `data/headers.toml`
under exactly one column of the list's side.  Anything else is said, never guessed: a header that
could be two columns is not used, nor is one that nobody has written down.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, Side

__all__ = ["HeaderUse", "fold", "is_of_somebody_else", "possibilities", "recognise", "words", "written_headers"]

Use = tuple[str, str, str]
"""(column, part of it, how it was recognised)."""

_SMALL_WORDS: Final = frozenset(["the", "of", "for", "de", "du", "des", "la", "les", "l", "d"])
_ALIKE: Final = str.maketrans(
    {"ة": "ه", "ى": "ي", "ک": "ك", "ی": "ي", "ٱ": "ا", "ـ": "", "'": "", "’": "", "ʼ": "", "`": ""}
)
_OWNED: Final = {"childs": "child", "fathers": "father", "mothers": "mother", "inquirers": "inquirer"}
_BRACKETS: Final = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_BETWEEN: Final = re.compile(r"\s*[/|\n،]\s*|\s+[-–—]\s+")
_SCRIPTS: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f]+|[\u0400-\u04ff]+|[a-zA-Z\u00c0-\u024f]+")


@dataclass(frozen=True, slots=True)
class HeaderUse:
    """What was made of one header.

    `header` is as written; `column` the canonical column, or None if it is not used.  `how` says by
    what it was recognised (`canonical`, `en`, `ar`, `ru`, `fr`, `primero`, `kobo`, `pfif`) or why it
    is not used (`unknown`, `ambiguous`, `second`, `metadata`, `split`); `chosen`: a person
    said so.  `part` is the part of the column that it holds (`given`, `family`, `months`, a relation).
    `position` counts from 0.
    """

    header: str
    column: str | None
    how: str
    part: str = ""
    position: int = 0


def fold(header: str) -> str:
    """A header without the differences that do not matter: case, accents, marks, small words.

    Arabic letters that are written in several ways (hamza, teh marbuta, alef maqsura, the article)
    become one.  May be empty.
    """
    folded = words(header)
    return "".join(word for word in folded if word not in _SMALL_WORDS) or "".join(folded)


def words(header: str) -> list[str]:
    """The words of a header, each folded."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\w)['’]s\b", " ", header[:300])
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", spaced).casefold().translate(_ALIKE))
    kept = "".join(c if c.isalnum() else " " for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    plain_words = (_OWNED.get(word, word) for word in kept.split())
    return [word[2:] if word.startswith("ال") and len(word) > 3 else word for word in plain_words]


@cache
def written_headers() -> dict[str, Any]:
    """The whole of `data/headers.toml`."""
    source = files(__package__).joinpath("data", "headers.toml")
    known: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return known


@cache
def _known(side: Side) -> dict[str, list[Use]]:
    columns = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    known: dict[str, list[Use]] = {}
    for section in ("both", side):
        for target, ways in written_headers()[section].items():
            column, _, part = target.partition(":")
            for how, written in ways.items():
                for header in written:
                    uses = known.setdefault(fold(header), [])
                    if column in columns and not any(use[:2] == (column, part) for use in uses):
                        uses.append((column, part, how))
    known = {folded: uses for folded, uses in known.items() if uses and folded}
    return known | {fold(column): [(column, "", "canonical")] for column in columns}


@cache
def _folded(section: str, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in written_headers()[section][key])


def is_of_somebody_else(header: str) -> bool:
    """Whether a header names another person than the child: then the child's column is not meant."""
    people = _folded("somebody_else", "words")
    return any(word in people or word.removesuffix("s") in people for word in words(header))


def recognise(header: str, side: Side) -> tuple[str | None, str, str]:
    """The (column, part, how) of one header on its own; the column is None if it is not used."""
    is_metadata = fold(header) in _folded("metadata", "headers") and not _known(side).get(fold(header))
    if is_metadata or header in written_headers()["metadata"]["headers"]:
        return None, "", "metadata"
    uses = possibilities(header, side)
    if len(uses) == 1:
        return uses[0]
    return (None, "", "ambiguous") if uses else (None, "", "unknown")


@lru_cache(8192)
def possibilities(header: str, side: Side) -> tuple[Use, ...]:
    """All that a header may mean on this side: nothing, one column, or several."""
    if len(header) > 300:
        return ()
    return _plainly(header, side) or _in_kobo(header, side) or _in_two_languages(header, side)


def _plainly(header: str, side: Side) -> tuple[Use, ...]:
    known = _known(side)
    bare = _without_asides(header)
    for way in (header, bare, re.sub(r"\d+", " ", bare)):
        uses = known.get(fold(way))
        if uses:
            return tuple(uses)
    return ()


def _without_asides(header: str) -> str:
    bare = _BRACKETS.sub(lambda found: "" if _is_aside(found[1]) else found[0], header)
    main, dash, aside = bare.rpartition(" - ")
    return main if dash and _is_aside(aside) else bare


def _is_aside(text: str) -> bool:
    return fold(text) in _folded("asides", "words") or not fold(text)


def _in_kobo(header: str, side: Side) -> tuple[Use, ...]:
    """`group/name`: the last steps say what is asked, if the steps before them name nobody else."""
    steps = header.split("/")
    if len(steps) < 2 or any(character.isspace() for character in header):
        return ()
    for first in range(1, len(steps)):
        uses = _plainly("_".join(steps[first:]), side)
        if uses and not is_of_somebody_else("_".join(steps[:first])):
            return tuple((column, part, "kobo") for column, part, _ in uses)
    return ()


def _in_two_languages(header: str, side: Side) -> tuple[Use, ...]:
    """`Name / الاسم`: each part is recognised, and there is one column that all may be."""
    bare = _without_asides(header)
    for pieces in (_BETWEEN.split(_BRACKETS.sub(r" / \1", bare)), _by_script(bare)):
        each = [_plainly(piece, side) for piece in pieces if fold(piece)]
        if len(each) > 1 and all(each):
            return _shared(each)
    return ()


def _shared(each: list[tuple[Use, ...]]) -> tuple[Use, ...]:
    """The one use that all pieces of a header may have, or all their uses."""
    shared = [use for use in each[0] if all(any(_is_same(use, other) for other in uses) for uses in each[1:])]
    if len(shared) == 1:
        column, part, how = shared[0]
        return ((column, "" if part.startswith("bare") else part, how),)
    return tuple(dict.fromkeys(use for uses in each for use in uses))


def _is_same(one: Use, other: Use) -> bool:
    parts = {"" if part.startswith("bare") else part for part in (one[1], other[1])}
    return one[0] == other[0] and len(parts) == 1


def _by_script(header: str) -> list[str]:
    runs: list[str] = []
    last = ""
    for found in _SCRIPTS.finditer(header):
        script = unicodedata.name(found[0][0], "?").split()[0]
        if script == last:
            runs[-1] += " " + found[0]
        else:
            runs.append(found[0])
        last = script
    return runs
