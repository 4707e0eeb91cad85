"""The roles of bare words by their place: given name, father, grandfather, family.

"Ahmad Mahmoud Ali" is a chain of fathers in Arabic; "Tagirov Bilal" and "Bilal Tagirov" are one man. What only the
place among the other words decides is decided here, and mostly marked as not certain.
"""

from __future__ import annotations

from typing import Final

from nasab.names.parts import Part, Role
from nasab.names.units import Unit

__all__ = ["by_place", "family_among"]

_CHAIN: Final = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER)


def by_place(
    text: str,
    units: list[Unit],
    parts: list[Part | None],
    names: list[int],
    has_family: bool,
    has_father: bool,
    patronymic_at: int,
) -> None:
    """Roles for the words that only their place among the others decides, filled into `parts`."""

    def put(place: int, role: Role, certain: bool) -> None:
        unit = units[place]
        ending = unit.word.ending
        folded = unit.folded
        sex = ""
        if role is Role.FAMILY and ending is not None and ending.kind == "surname":
            folded, sex = ending.stem, ending.sex
        elif unit.word.nominative and role in _CHAIN:
            folded, certain = unit.word.nominative, False
        parts[place] = Part(role, text[unit.start : unit.end], folded, sex, certain and unit.certain)

    def is_given(place: int) -> bool:
        word = units[place].word
        return word.is_given or bool(word.nominative)

    def may_be_family(place: int) -> bool:
        return units[place].word.ending is not None

    # Words in brackets are another name for the same person; words before a comma the surname.
    outside = [place for place in names if not units[place].bracket]
    if outside and len(outside) < len(names):
        for place in names:
            if units[place].bracket:
                put(place, Role.GIVEN if is_given(place) else Role.UNKNOWN, False)
        names = outside
    if len(names) > 1 and not has_family and units[0].comma is False and 0 in names:
        comma = next((place for place, unit in enumerate(units) if unit.comma), len(units))
        before = [place for place in names if place < comma]
        after = [place for place in names if place >= comma]
        if len(before) == 1 and after and not (is_given(before[0]) and not is_given(after[0])):
            put(before[0], Role.FAMILY, True)
            has_family = True
            names = after
    if not has_family and len(names) > 1:
        family = family_among(names, units, patronymic_at)
        if family >= 0:
            put(family, Role.FAMILY, may_be_family(family) or patronymic_at >= 0)
            names = [place for place in names if place != family]
            has_family = True
    if len(names) == 1:
        place = names[0]
        if any(unit.kind == "kunya" for unit in units[:place]):
            put(place, Role.GIVEN if is_given(place) else Role.UNKNOWN, False)
        elif not is_given(place) and may_be_family(place) and (patronymic_at < 0 and len(units) > 1 and not has_family):
            put(place, Role.FAMILY, False)
        else:
            put(place, Role.GIVEN, is_given(place) or not may_be_family(place))
        return
    arabic = units[names[0]].word.script == "arab"
    father_at = next((place for place, unit in enumerate(units) if unit.kind == "father"), -1)
    # "Mohamed Amine ben Salah": what stands between the given name and "son of" is given too.
    between = [place for place in names[1:] if place < father_at]
    for place in between:
        put(place, Role.GIVEN, False)
    names = [names[0], *names[1 + len(between) :]]
    roles = [Role.GIVEN, Role.GRANDFATHER] if has_father else list(_CHAIN)
    if patronymic_at >= 0:
        roles = [Role.GIVEN]
    for order, place in enumerate(names):
        last = order == len(names) - 1
        if order == 0:
            put(place, Role.GIVEN, True)
        elif last and not has_family and not arabic and not is_given(place):
            put(place, Role.FAMILY, False)
        elif order < len(roles):
            put(place, roles[order], arabic and len(units) > 2 and order == 1 and is_given(place))
        elif last and not has_family:
            put(place, Role.FAMILY, False)
        else:
            put(place, Role.UNKNOWN, False)


def family_among(names: list[int], units: list[Unit], patronymic_at: int) -> int:
    """Which of several bare names is the surname, where something says so; -1 if nothing does."""
    if patronymic_at >= 0:
        # The given name stands before the patronymic: Тагир Билал Русланович, Билал Русланович Тагир.
        for place in names:
            if place != patronymic_at - 1:
                return place
        return -1
    weak = [place for place in names if units[place].word.ending is not None and not units[place].word.is_given]
    if len(weak) == 1:
        return weak[0]
    if len(names) == 2 and units[names[0]].word.script != "arab":
        first, second = (units[place].word for place in names)
        known = (first.is_given or bool(first.nominative), second.is_given or bool(second.nominative))
        if known == (False, True) and first.script == "cyrl":
            return names[0]
    return -1
