"""One piece of a description: the few words between two signs, and the kinds, places and sides in them.

Which side goes with which place, what is denied, what is lost ("no left hand"), which colour is that of the eyes,
and which of two places that are one is the more exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from nasab.marks.body import HAIR_AND_EYES, Mark, are_near
from nasab.marks.letters import COLON
from nasab.marks.lexicon import FILLER, UNKNOWN, Hit, rows

__all__ = ["Piece", "Place", "sorted_piece"]

# Where the one contains the other, the smaller is what was meant: "on the face near the right eye".
_GENERAL: Final = frozenset({"face", "head", "hand", "arm", "leg", "foot", "body"})
_LOSABLE: Final = frozenset({"finger", "toe", "hand", "arm", "forearm", "leg", "foot", "ear", "eye", "nail", "thumb"})
_SIDE_FIRST: Final = frozenset({"en", "ru", "tr"})
_KNOWN_BETWEEN: Final = frozenset({"side", "quality", FILLER, COLON})


@dataclass(slots=True)
class Place:
    """A part of the body at a position of the piece."""

    at: int
    part: str
    side: str = ""


@dataclass(slots=True)
class Piece:
    """A few words between two signs: the kinds, places and sides in it, by their position."""

    hits: list[Hit]
    kinds: list[tuple[int, str]] = field(default_factory=list)
    denied: bool = False
    places: list[Place] = field(default_factory=list)
    loose_side: str = ""
    marks: list[Mark] = field(default_factory=list)
    has_unknown: bool = False


def sorted_piece(hits: list[Hit]) -> Piece:
    """The piece that `hits` make: kinds that hold, places with their sides, and marks that are complete already."""
    piece = Piece(hits)
    _sort(piece)
    _colours(piece)
    _losses(piece)
    _narrow(piece)
    return piece


def _sort(piece: Piece) -> None:
    sides: list[tuple[int, Hit]] = []
    denials: list[tuple[int, str]] = []
    for at, hit in enumerate(piece.hits):
        if hit.role == "kind":
            piece.kinds.append((at, hit.name))
        elif hit.role == "part":
            piece.places.append(Place(at, hit.name))
        elif hit.role == "side":
            sides.append((at, hit))
        elif hit.role in ("none", "not"):
            denials.append((at, hit.name))
        elif hit.role == UNKNOWN:
            piece.has_unknown = True
    if len(piece.kinds) > 1:  # "mark" beside another kind is no mark of its own
        piece.kinds = [kind for kind in piece.kinds if kind[1] != "mark"] or piece.kinds[:1]
    for at, side in sides:
        place = _nearest(piece, piece.places, at, side.language)
        if place is None:
            piece.loose_side = side.name
        elif not place.side:
            place.side = side.name
    _deny(piece, denials)


def _nearest(piece: Piece, places: list[Place], at: int, language: str) -> Place | None:
    """The place that a side or colour at `at` belongs to.

    In English and Russian it is the next one, in French and Arabic the one before, if only sides and colours stand
    between; else the nearest.
    """
    after = language in _SIDE_FIRST
    for place in places if after else reversed(places):
        if (place.at > at) == after and _is_beside(piece, at, place.at, parts=False):
            return place
    return min(places, key=lambda place: abs(place.at - at), default=None)


def _deny(piece: Piece, denials: list[tuple[int, str]]) -> None:
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


def _unknown_between(piece: Piece, start: int, end: int) -> int:
    return sum(hit.role == UNKNOWN for hit in piece.hits[start + 1 : end])


def _colours(piece: Piece) -> None:
    """Colours and forms of hair and eyes become marks of their own."""
    table = rows("body")["quality"]
    coloured = [place for place in piece.places if place.part in HAIR_AND_EYES]
    used: list[Place] = []
    for at, hit in enumerate(piece.hits):
        if hit.role != "quality":
            continue
        row = table[hit.name]
        place = _nearest(piece, coloured, at, hit.language)
        if place is None and row.get("bare"):
            piece.marks.append(Mark(str(row.get("of", "hair")), str(row.get("is", hit.name))))
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


def _losses(piece: Piece) -> None:
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
        kinds = [(at, "tooth" if kind in ("fracture", "mark") else kind) for at, kind in piece.kinds]
        piece.kinds = kinds or [(-1, "tooth")]


def _is_beside(piece: Piece, at: int, other: int, *, parts: bool = True) -> bool:
    """Whether only sides, colours and small words (and, with `parts`, parts of the body) stand between."""
    low, high = sorted((at, other))
    return all(hit.role in _KNOWN_BETWEEN or (parts and hit.role == "part") for hit in piece.hits[low + 1 : high])


def _narrow(piece: Piece) -> None:
    """Of two places that are one ("finger of the left hand") keep the smaller, with the side of either."""
    if len(piece.kinds) > 1:
        return
    kept: list[Place] = []
    for place in piece.places:
        last = kept[-1] if kept else None
        if (
            last is None
            or not are_near(last.part, place.part)
            or (last.side and place.side and last.side != place.side)
        ):
            kept.append(place)
        elif last.part in _GENERAL and place.part not in _GENERAL:
            kept[-1] = Place(place.at, place.part, place.side or last.side)
        else:
            last.side = last.side or place.side
    piece.places = kept
