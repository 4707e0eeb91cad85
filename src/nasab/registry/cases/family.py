"""The family of a child as it is told in its file: parents, the child, brothers and sisters; for a drawing.

Only what the reader of the file may see is drawn; who is not named has no name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nasab import texts
from nasab.kinship import draw
from nasab.registry.cases.selectors import FileView

__all__ = ["Drawn", "Member", "drawing", "family_of"]

_BETWEEN: Final = re.compile(r"[;؛\n]+")
_ASIDE: Final = re.compile(r"\s*[(（].*")
_FEMALE: Final = re.compile(r"[(（][^)）]*\b(f|ж|girl|sister)\b|أنثى|بنت", re.IGNORECASE)
_MALE: Final = re.compile(r"[(（][^)）]*\b(m|м|boy|brother)\b|ذكر|ولد", re.IGNORECASE)
MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the family, by a key; parents by theirs."""

    id: str
    father: str | None = None
    mother: str | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """People of a drawing, and how they are called."""

    people: tuple[Member, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def family_of(view: FileView) -> Drawn | None:
    """The family that a child's file tells of; None where nothing of it may be seen."""
    if view.kind == "request":
        return None
    told = {one.fact: one.values for one in view.facts}
    father, mother, child = (_first(told.get(fact, ())) for fact in ("father", "mother", "name"))
    siblings = [part.strip() for value in told.get("siblings", ()) for part in _BETWEEN.split(value) if part.strip()]
    if not (father or mother or siblings):
        return None
    people = [Member("father", sex="M"), Member("mother", sex="F")]
    names = {"father": father or "?", "mother": mother or "?", "child": child or "?"}
    people.append(Member("child", father="father", mother="mother", sex=_sex(_first(told.get("sex", ())))))
    for number, sibling in enumerate(siblings[:MOST]):
        key = f"sibling {number}"
        sex = "F" if _FEMALE.search(sibling) else "M" if _MALE.search(sibling) else ""
        people.append(Member(key, father="father", mother="mother", sex=sex))
        names[key] = _ASIDE.sub("", sibling) or "?"
    return Drawn(tuple(people), names)


def drawing(view: FileView, language: texts.Language) -> str:
    """The family as an SVG element, mirrored where the language runs from the right; empty if there is none to draw."""
    drawn = family_of(view)
    if drawn is None:
        return ""
    return draw(drawn.people, names=drawn.names, missing=("child",), couples=(("father", "mother"),), language=language)


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _sex(told: str) -> str:
    return {"m": "M", "f": "F"}.get(told.strip().casefold()[:1], "")
