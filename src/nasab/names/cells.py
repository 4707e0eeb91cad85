"""A cell of a list that may hold several names: `Bilo; given: Omar`, `Билал / Bilal`, `أحمد أو محمد`."""

from __future__ import annotations

import re
from typing import Final

from nasab.names import lexicon
from nasab.names.parsing import Whose, parse
from nasab.names.parts import Name, Role
from nasab.names.relations import relation
from nasab.names.unsaid import marks, may_unsay

__all__ = ["names_nobody", "parse_cell"]

_SEPARATOR: Final = re.compile(r"[;؛\n\r/|]+| (?:or|или|ou|oder|أو|او|aka|a\.k\.a\.|alias) ", re.IGNORECASE)
_GIVEN: Final = re.compile(
    r"^\s*(?:given|given name after|given here|named here|name given(?: here| later| after)?|new name|дано|данное|дали"
    r"|назван[ао]?|новое имя|имя дано|donné|donne|donnée|nom donné|prénom donné|nouveau nom|أعطي|اعطي|أعطيت|اعطيت|سمي"
    r"|سميت|اسم جديد|الاسم الجديد|أطلق عليه|أطلق عليها)\s*[:：=–—-]\s*",
    re.IGNORECASE,
)
_GIVEN_AFTER: Final = re.compile(
    r"\s*[(\[]\s*(?:given|given here|given later|new name|дано|дали|новое имя|donné|donne|nouveau nom|أعطي|اعطي"
    r"|اسم جديد)\s*[)\]]\s*$",
    re.IGNORECASE,
)
_LONGEST_MARK: Final = 80
_WORDS: Final = re.compile(r"[\w'’]+")


def parse_cell(cell: str, *, whose: Whose = "child") -> tuple[Name, ...]:
    """All names of a cell, in order; names without parts ("unknown", a dash) are left out.

    Names are separated by `;` `؛` `/` `|`, a line break, or "or" in four languages; by a comma only if every piece is
    or starts with a known given name ("Bilal, Bilo", but not "Tagirov, Bilal"). `given:` (дано, donné, أعطي) before a
    name, or in brackets after it, marks a name given after the separation. Total and linear.
    """
    if cell.count(" ") < 2 and cell.replace(" ", "").isalpha():  # no sign, and no word between two others
        name = parse(cell.strip(), whose=whose)
        return (name,) if name.parts else ()
    if cell.strip().casefold() in marks():
        return ()
    found = []
    for piece in _SEPARATOR.split(cell):
        if ":" in piece and (said := relation(piece[: piece.index(":")].strip()[:_LONGEST_MARK])) is not None:
            if said != whose:  # somebody else is named here: "unknown; uncle: Musa"
                continue
            piece = piece[piece.index(":") + 1 :]
        given_later = False
        if marked := _GIVEN.match(piece[:_LONGEST_MARK]):
            given_later, piece = True, piece[marked.end() :]
        elif marked := _GIVEN_AFTER.search(piece[-_LONGEST_MARK:]):
            given_later = True
            piece = piece[: len(piece) - len(piece[-_LONGEST_MARK:]) + marked.start()]
        for text in _at_commas(piece):
            name = parse(text.strip(), whose=whose)
            if name.parts:
                found.append(Name(name.text, name.parts, name.script, True) if given_later else name)
    return tuple(found)


def names_nobody(cell: str, *, whose: Whose = "child") -> bool:
    """Whether words stand in the cell and none of them can be a name ("погиб", "لا يتذكر اسمه", "мама" of a mother)."""
    return any(map(may_unsay, _WORDS.findall(cell))) and not parse_cell(cell, whose=whose)


def _at_commas(piece: str) -> list[str]:
    if "," not in piece and "،" not in piece:
        return [piece]
    texts = re.split(r"[,،]", piece)
    if len(texts) <= 20 and all(_starts_with_known_name(text) for text in texts):
        return texts
    return [piece]


def _starts_with_known_name(text: str) -> bool:
    parts = parse(text.strip()).parts
    if not parts:
        return False
    first = parts[0]
    return first.role is Role.KUNYA or (first.role is Role.GIVEN and bool(lexicon.ids(first.folded)))
