"""Reading the marks in a cell of free text.

People write "burn, left forearm", "левое предплечье: ожог" or "no scars, but a mole on the cheek". A cell is cut
into statements, a statement into pieces; a piece may have a kind, a place and a side in any order, and a piece that
lacks one of them is completed by its neighbour. What is denied is left out: that a mark was not seen says little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nasab.marks.body import HAIR_AND_EYES, Mark, are_near, place_of
from nasab.marks.letters import STRONG, WEAK, words
from nasab.marks.lexicon import FILLER, UNKNOWN, Hit, load, rows

__all__ = ["MOST_MARKS", "parse"]

MOST_MARKS: Final = 32
"""Marks that are read of one cell; nobody describes more, and a pasted text must not slow a run."""

# Where the one contains the other, the smaller is what was meant: "on the face near the right eye".
_GENERAL: Final = frozenset({"face", "head", "hand", "arm", "leg", "foot", "body"})
_LOSABLE: Final = frozenset({"finger", "toe", "hand", "arm", "forearm", "leg", "foot", "ear", "eye", "nail", "thumb"})
_SIDE_FIRST: Final = frozenset({"en", "ru", "tr"})
_KNOWN_BETWEEN: Final = frozenset({"side", "quality", FILLER})
_DENIED: Final = "denied"


@dataclass(slots=True)
class _Place:
    at: int
    part: str
    side: str = ""


@dataclass(slots=True)
class _Piece:
    """A few words between two signs: the kinds, places and sides in it, by their position."""

    hits: list[Hit]
    kinds: list[tuple[int, str]] = field(default_factory=list)
    denied: bool = False
    places: list[_Place] = field(default_factory=list)
    loose_side: str = ""
    marks: list[Mark] = field(default_factory=list)
    has_unknown: bool = False


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
                found.update(dict.fromkeys(statement.marks))
                statement = _Statement()
        if not ends:
            piece.append(hit)
        if len(found) > MOST_MARKS:
            break
    return tuple(found)[:MOST_MARKS]


def _take(statement: _Statement, hits: list[Hit]) -> None:
    """Add a piece to its statement."""
    if not hits:
        return
    piece = _Piece(hits)
    if any(hit.role == "unknown" for hit in hits):
        return
    _sort(piece)
    _colours(piece)
    _losses(piece)
    _narrow(piece)
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


def _sort(piece: _Piece) -> None:
    sides: list[tuple[int, Hit]] = []
    denials: list[tuple[int, str]] = []
    for at, hit in enumerate(piece.hits):
        if hit.role == "kind":
            piece.kinds.append((at, hit.name))
        elif hit.role == "part":
            piece.places.append(_Place(at, hit.name))
        elif hit.role == "side":
            sides.append((at, hit))
        elif hit.role in ("none", "not"):
            denials.append((at, hit.name))
        elif hit.role == UNKNOWN:
            piece.has_unknown = True
    for at, side in sides:
        place = _nearest(piece, piece.places, at, side.language)
        if place is None:
            piece.loose_side = side.name
        elif not place.side:
            place.side = side.name
    _deny(piece, denials)


def _nearest(piece: _Piece, places: list[_Place], at: int, language: str) -> _Place | None:
    """The place that a side or colour at `at` belongs to.

    In English and Russian it is the next one, in French and Arabic the one before, if only sides and colours stand
    between; else the nearest.
    """
    after = language in _SIDE_FIRST
    for place in places if after else reversed(places):
        if (place.at > at) == after and _is_beside(piece, at, place.at, parts=False):
            return place
    return min(places, key=lambda place: abs(place.at - at), default=None)


def _deny(piece: _Piece, denials: list[tuple[int, str]]) -> None:
    for at, name in denials:
        if name == "missing":
            reached = {kind for kind in piece.kinds if kind[1] == "mark"}
        else:
            reached = {
                kind for kind in piece.kinds if kind[0] > at and _unknown_between(piece, at, kind[0]) <= (name == "not")
            }
            if not reached and name == "none":
                reached = {kind for kind in piece.kinds if kind[0] < at and not _unknown_between(piece, kind[0], at)}
        if reached:
            piece.kinds = [kind for kind in piece.kinds if kind not in reached]
            piece.denied = not piece.kinds
    if piece.denied:
        piece.places = []


def _unknown_between(piece: _Piece, start: int, end: int) -> int:
    return sum(hit.role == UNKNOWN for hit in piece.hits[start + 1 : end])


def _colours(piece: _Piece) -> None:
    """Colours and forms of hair and eyes become marks of their own."""
    table = rows("body")["quality"]
    coloured = [place for place in piece.places if place.part in HAIR_AND_EYES]
    used: list[_Place] = []
    for at, hit in enumerate(piece.hits):
        if hit.role != "quality":
            continue
        row = table[hit.name]
        place = _nearest(piece, coloured, at, hit.language)
        if place is None and row.get("bare"):
            piece.marks.append(Mark("hair", hit.name))
        elif place is not None and _unknown_between(piece, *sorted((at, place.at))) == 0:
            piece.marks.append(Mark(HAIR_AND_EYES[place.part], str(row.get("is", hit.name)), place.side))
            used.append(place)
    if piece.marks and not piece.kinds:
        used.extend(place for place in coloured if place.part == "hair")
    piece.places = [place for place in piece.places if place not in used]
    if not piece.kinds:
        hair = [place for place in piece.places if place.part == "hair"]
        piece.marks.extend(Mark("hair") for _ in hair)
        piece.places = [place for place in piece.places if place not in hair]


def _losses(piece: _Piece) -> None:
    """A part that is said to be missing: a tooth, a finger, a leg."""
    if piece.denied:
        return
    for place in piece.places:
        if place.part != "teeth" and place.part not in _LOSABLE:
            continue
        if any(hit.role == "none" and _is_beside(piece, at, place.at) for at, hit in enumerate(piece.hits)):
            kind = "missing_tooth" if place.part == "teeth" else "amputation"
            piece.kinds = [(place.at, kind)]
            piece.places = [place, *(other for other in piece.places if other is not place)]
            return
    # What is broken or crooked about teeth is a mark of the teeth, not a fracture.
    if any(place.part == "teeth" for place in piece.places):
        piece.kinds = [(at, "tooth" if kind == "fracture" else kind) for at, kind in piece.kinds] or [(-1, "tooth")]


def _is_beside(piece: _Piece, at: int, other: int, *, parts: bool = True) -> bool:
    """Whether only sides, colours and small words (and, with `parts`, parts of the body) stand between."""
    low, high = sorted((at, other))
    return all(hit.role in _KNOWN_BETWEEN or (parts and hit.role == "part") for hit in piece.hits[low + 1 : high])


def _narrow(piece: _Piece) -> None:
    """Of two places that are one ("finger of the left hand") keep the smaller, with the side of either."""
    if len(piece.kinds) > 1:
        return
    kept: list[_Place] = []
    for place in piece.places:
        last = kept[-1] if kept else None
        if (
            last is None
            or not are_near(last.part, place.part)
            or (last.side and place.side and last.side != place.side)
        ):
            kept.append(place)
        elif last.part in _GENERAL and place.part not in _GENERAL:
            kept[-1] = _Place(place.at, place.part, place.side or last.side)
        else:
            last.side = last.side or place.side
    piece.places = kept


def _both(statement: _Statement, piece: _Piece) -> None:
    groups: list[tuple[list[str], list[_Place]]] = []
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


def _in_turn(piece: _Piece) -> list[tuple[list[str], list[_Place]]]:
    """Several kinds and several places without a sign between them: "scar forehead mole cheek"."""
    steps = sorted(
        [(at, kind, None) for at, kind in piece.kinds] + [(place.at, "", place) for place in piece.places],
        key=lambda step: step[0],
    )
    kinds_first = steps[0][2] is None
    groups: list[tuple[list[str], list[_Place]]] = [([], [])]
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
    groups[-1] = (names or groups[0][0], places or [_Place(-1, "")])
    return groups


def _kinds_alone(statement: _Statement, piece: _Piece) -> None:
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


def _places_alone(statement: _Statement, piece: _Piece) -> None:
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
