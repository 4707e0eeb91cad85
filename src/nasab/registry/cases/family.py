"""The family of a child as it is told in its file: parents, the child, brothers and sisters.

Only what the reader of the file may see is drawn; who is not named has no name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nasab.kinship import Person
from nasab.registry.cases.selectors import FileView

__all__ = ["MOST", "Drawn", "Member", "family_of", "sex_told"]

_BETWEEN: Final = re.compile(r"[;؛\n]+")
_ASIDE: Final = re.compile(r"\s*[(（].*")
_FEMALE: Final = re.compile(r"[(（][^)）]*\b(f|ж|girl|sister)\b|أنثى|بنت", re.IGNORECASE)
_MALE: Final = re.compile(r"[(（][^)）]*\b(m|м|boy|brother)\b|ذكر|ولد", re.IGNORECASE)

#: So many children of one family are drawn at most.
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
    """People of a drawing, how they are called, and whom the file is about."""

    people: Sequence[Person]
    names: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ("child",)
    couples: Sequence[tuple[str, str]] = (("father", "mother"),)


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
    people.append(Member("child", father="father", mother="mother", sex=sex_told(_first(told.get("sex", ())))))
    for number, sibling in enumerate(siblings[:MOST]):
        key = f"sibling {number}"
        sex = "F" if _FEMALE.search(sibling) else "M" if _MALE.search(sibling) else ""
        people.append(Member(key, father="father", mother="mother", sex=sex))
        names[key] = _ASIDE.sub("", sibling) or "?"
    return Drawn(tuple(people), names)


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def sex_told(told: str) -> str:
    """The sex of a cell as drawings have it (`M`, `F`, or empty)."""
    return {"m": "M", "f": "F"}.get(told.strip().casefold()[:1], "")
