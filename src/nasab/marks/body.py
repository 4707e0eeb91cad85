"""What is known about marks and parts of the body: which are near, which kinds may be one, which say little.

Two people seldom name a place on a body alike: one says cheek, the other jaw. And what a nurse calls a scar, a
grandmother calls the burn. The tables are in `data/body.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from nasab.marks.lexicon import rows

__all__ = [
    "HAIR_AND_EYES",
    "Mark",
    "are_compatible",
    "are_near",
    "is_common",
    "kinds",
    "parts",
    "place_of",
    "qualities",
]

HAIR_AND_EYES: Final = {"hair": "hair", "eye": "eyes"}
"""The parts of the body whose colour or form is itself a mark, and the kind it is."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing seen on a child's body.

    `kind` is a key such as "scar", "burn", "missing_tooth" ("" where only a place was written). `part` is a part of
    the body such as "forearm", or "" if no place was given; for the kinds "hair" and "eyes" it is the colour or form
    ("red", "curly"). `side` is "left", "right", "both" or "".
    """

    kind: str
    part: str = ""
    side: str = ""


@cache
def kinds() -> tuple[str, ...]:
    """All kinds of mark."""
    return (*rows("body")["kind"], *HAIR_AND_EYES.values())


@cache
def parts() -> tuple[str, ...]:
    """All parts of the body."""
    return tuple(rows("body")["part"])


@cache
def qualities() -> tuple[str, ...]:
    """All colours and forms of hair and eyes."""
    return tuple(name for name, row in rows("body")["quality"].items() if "is" not in row)


@cache
def place_of(kind: str) -> str:
    """Where a mark of this kind is when nobody says where; "" if it may be anywhere."""
    return str(rows("body")["kind"].get(kind, {}).get("at", ""))


@cache
def is_common(kind: str, part: str) -> bool:
    """Whether so many children have this mark that it never agrees more than partly."""
    body = rows("body")
    row = body["quality"].get(part, {}) if kind in HAIR_AND_EYES.values() else body["kind"].get(kind, {})
    return kind in ("", "mark") or bool(row.get("common", False))


@cache
def _near() -> frozenset[frozenset[str]]:
    body = rows("body")
    return frozenset(
        frozenset((part, other))
        for table in ("part", "quality")
        for part, row in body[table].items()
        for other in row.get("near", ())
    )


def are_near(part: str, other: str) -> bool:
    """Whether two people naming these parts (or two colours of hair) may mean the same."""
    return part == other or frozenset((part, other)) in _near()


@cache
def _compatible() -> frozenset[frozenset[str]]:
    groups = rows("body")["compatible"].values()
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


def are_compatible(kind: str, other: str) -> bool:
    """Whether two people may call one mark by these two kinds; a mark of no kind may be any, save hair and eyes."""
    if kind == other:
        return True
    if not kind or not other:
        return (kind or other) not in HAIR_AND_EYES.values()
    return frozenset((kind, other)) in _compatible()
