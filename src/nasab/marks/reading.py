"""Reading the marks in a cell of free text.

People write "burn, left forearm", "левое предплечье: ожог" or "no scars, but a mole on the cheek". A cell is cut
into statements, a statement into pieces; a piece may have a kind, a place and a side in any order, and a piece that
lacks one of them is completed by its neighbour. What is denied is left out: that a mark was not seen says little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nasab.marks.body import Mark, place_of
from nasab.marks.letters import STRONG, WEAK, words
from nasab.marks.lexicon import Hit, load
from nasab.marks.pieces import Piece, Place, sorted_piece

__all__ = ["MOST_MARKS", "parse"]

MOST_MARKS: Final = 32
"""Marks that are read of one cell; nobody describes more, and a pasted text must not slow a run."""

_SAYS_NOTHING: Final = Mark("mark")


@dataclass(slots=True)
class _Statement:
    """What was read of a statement so far, and what the next piece may complete."""

    marks: list[Mark] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    open_kinds: bool = False
    open_places: bool = False
    places_first: bool = False
    denied: bool = False
    side: str = ""


def parse(cell: str) -> tuple[Mark, ...]:
    """The marks described in a cell of free text, in the order in which they are written, each once.

    Understands English, Arabic, Russian and French, and common Turkish and Kurmanji words, mixed as they come. Never
    raises; a cell in which nothing is understood, or that denies all marks, gives `()`. At most `MOST_MARKS` marks
    of the first 2000 letters are read.
    """
    return _parse(cell) if len(cell) <= 200 else _parse.__wrapped__(cell)


@lru_cache(maxsize=16384)
def _parse(cell: str) -> tuple[Mark, ...]:
    found: dict[Mark, None] = {}
    statement = _Statement()
    piece: list[Hit] = []
    for hit in [*load("body").hits(words(cell)), Hit(STRONG, STRONG, "", False)]:
        ends = hit.role in (STRONG, WEAK, "and", "but")
        if ends or hit.joined:
            _take(statement, piece)
            piece = []
            if hit.role == "but":
                statement.denied = False
            elif hit.role == STRONG:
                found.update(dict.fromkeys(mark for mark in statement.marks if mark != _SAYS_NOTHING))
                statement = _Statement()
        if not ends:
            piece.append(hit)
        if len(found) > MOST_MARKS:
            break
    return tuple(found)[:MOST_MARKS]


def _take(statement: _Statement, hits: list[Hit]) -> None:
    """Add a piece to its statement."""
    if not hits or any(hit.role == "unknown" for hit in hits):
        return
    piece = sorted_piece(hits)
    statement.marks.extend(piece.marks)
    if piece.denied:
        statement.denied = True
        statement.last, statement.open_kinds, statement.open_places = [], False, False
    elif piece.kinds and piece.places:
        _both(statement, piece)
    elif piece.kinds:
        _kinds_alone(statement, piece)
    elif piece.places:
        _places_alone(statement, piece)
    elif piece.loose_side and not piece.marks:
        _side_alone(statement, piece.loose_side)
        return
    statement.side = ""


def _both(statement: _Statement, piece: Piece) -> None:
    groups: list[tuple[list[str], list[Place]]] = []
    if len(piece.kinds) == 1 or len(piece.places) == 1:
        groups.append(([kind for _, kind in piece.kinds], piece.places))
    else:
        groups = _in_turn(piece)
    statement.last = []
    for names, places in groups:
        for name in names:
            for place in places:
                _emit(statement, Mark(name, place.part, place.side or piece.loose_side or statement.side))
    statement.open_kinds = statement.open_places = statement.denied = False


def _in_turn(piece: Piece) -> list[tuple[list[str], list[Place]]]:
    """Several kinds and several places without a sign between them: "scar forehead mole cheek"."""
    steps = sorted(
        [(at, kind, None) for at, kind in piece.kinds] + [(place.at, "", place) for place in piece.places],
        key=lambda step: step[0],
    )
    kinds_first = steps[0][2] is None
    groups: list[tuple[list[str], list[Place]]] = [([], [])]
    previous_is_kind = kinds_first
    for _, kind, place in steps:
        is_kind = place is None
        if is_kind == kinds_first and previous_is_kind != is_kind:
            groups.append(([], []))
        previous_is_kind = is_kind
        if place is None:
            groups[-1][0].append(kind)
        else:
            groups[-1][1].append(place)
    names, places = groups[-1]
    groups[-1] = (names or groups[0][0], places or [Place(-1, "")])
    return groups


def _kinds_alone(statement: _Statement, piece: Piece) -> None:
    if statement.denied:
        return
    names = [kind for _, kind in piece.kinds]
    side = piece.loose_side or statement.side
    if statement.open_places:
        places = [statement.marks[index] for index in statement.last]
        del statement.marks[statement.last[0] :]
        statement.last = []
        for name in names:
            for place in places:
                _emit(statement, Mark(name, place.part, place.side or side))
        statement.open_places, statement.places_first = False, True
        return
    statement.last = []
    for name in names:
        _emit(statement, Mark(name, place_of(name), side))
    statement.open_kinds = True


def _places_alone(statement: _Statement, piece: Piece) -> None:
    if statement.denied:
        return
    before = [statement.marks[index] for index in statement.last]
    names: list[str] = [""]
    repeats = bool(before) and not statement.places_first and not statement.open_places and not piece.has_unknown
    if repeats:
        names = list(dict.fromkeys(mark.kind for mark in before))
    if statement.open_kinds and before:
        del statement.marks[statement.last[0] :]
        names = list(dict.fromkeys(mark.kind for mark in before))
    side = piece.loose_side or statement.side or (before[0].side if statement.open_kinds and before else "")
    statement.last = []
    for name in names:
        for place in piece.places:
            _emit(statement, Mark(name, place.part, place.side or side))
    statement.open_places = names == [""]
    statement.open_kinds = False


def _side_alone(statement: _Statement, side: str) -> None:
    """A side in a piece of its own goes with what was just said, or with what comes."""
    filled = False
    for index in statement.last:
        mark = statement.marks[index]
        if not mark.side:
            statement.marks[index] = Mark(mark.kind, mark.part, side)
            filled = True
    if not filled:
        statement.side = side


def _emit(statement: _Statement, mark: Mark) -> None:
    statement.last.append(len(statement.marks))
    statement.marks.append(mark)
