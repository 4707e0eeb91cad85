"""The list of children found: what orphanage staff could learn, by ear, from children who know little.

What a child knows grows with its age: a four-year-old knows a name, perhaps that the father was called Abu somebody,
and a brother.  The rest is what the staff saw: an age, a language, a scar, where and when it was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nasab.simulation.dials import Dials
from nasab.simulation.dice import Dice, Urn
from nasab.simulation.facts import alias, day, guessed_age, marks, things
from nasab.simulation.families import Child, Family, Populace, age_on
from nasab.simulation.writers import Writer, make_writer

__all__ = ["FoundSide"]

Row = dict[str, str]
_TOWNS: Final = Urn(
    {"mosul": 5, "baghdad": 3, "erbil": 2, "qayyarah": 1, "hammam-alil": 1, "raqqa": 2, "hasaka": 3, "tal-afar": 1}
)


#: How many of the children whose origin is known name the town that others know, in place of their own.
NEXT_TOWN: Final = 0.1

#: How many children above seven know the year they were born in, and how many the day; of these, three of four know it
#: right, and the others are mistaken by so many days.
KNOWS_YEAR: Final = 0.06
KNOWS_DAY: Final = 0.02
MISTAKEN_BY: Final = 92


@dataclass(slots=True)
class _Sharing:
    """What the children of one family who are kept together have in common on the list."""

    writer: Writer
    group: str
    father: str
    father_alias: str
    mother: str
    mother_alias: str
    origin: str
    found_day: int


class FoundSide:
    """The institutions, and what each writes of a child."""

    def __init__(self, dice: Dice, spelling: Dice, dials: Dials, children: int) -> None:
        self._dice = dice
        self._dials = dials
        self._writers: list[Writer] = []
        for _ in range(max(children // 45, 4)):
            kind = "ar" if dice.chance(dials.arabic_staff) else dice.first(("en", "ckb", "en"), 0.85)
            town: str = dice.draw(_TOWNS)  # type: ignore[assignment]
            self._writers.append(make_writer(kind, spelling, dials, town))
        self._groups = 0

    def family(self, family: Family, children: list[Child], populace: Populace) -> list[tuple[Child, Row]]:
        """Rows for these children of the family; some children are in other houses, some are there twice."""
        dice, dials = self._dice, self._dials
        rows: list[tuple[Child, Row]] = []
        home = self._sharing(family, children)
        for child in children:
            sharing = home
            if len(children) > 1 and dice.chance(dials.split):
                sharing = self._sharing(family, [child], same_group=home.group if dice.chance(0.2) else "")
            rows.append((child, self._child(family, child, sharing, populace)))
            if dice.chance(dials.twice):
                again = self._sharing(family, [child])
                rows.append((child, self._child(family, child, again, populace)))
        return rows

    def _sharing(self, family: Family, children: list[Child], same_group: str = "") -> _Sharing:
        dice, dials = self._dice, self._dials
        writer = dice.pick(self._writers)
        found = family.separated + int(abs(dice.normal()) * 25)
        oldest = max(age_on(child, found) for child in children)
        group = same_group
        if not group and len(children) > 1 and dice.chance(0.85):
            self._groups += 1
            group = f"G{self._groups}"
        knows = (0.25 if oldest < 3 else 0.6 if oldest < 5 else 0.82 if oldest < 8 else 0.92) * dials.knows
        father = father_alias = mother = mother_alias = origin = ""
        if dice.chance(min(knows, 0.97)):
            if dice.chance(dials.kunya_only):
                father_alias = self._alias(family, writer)
            else:
                father = self._father(family, writer, oldest)
                if dice.chance(0.3):
                    father_alias = self._alias(family, writer)
        if dice.chance(min(knows * 0.9, 0.97)):
            if dice.chance(0.45):
                mother_alias = alias(family.mother_kunya, "", writer, mother=True, heard=True)
            else:
                mother = writer.heard(family.mother)
        if dice.chance(min(knows * 0.6, 0.9)):
            u = dice.uniform()
            origin = writer.place_name(family.home, wider=0 if u < 0.35 else 1 if u < 0.75 else 2)
            if u < NEXT_TOWN:
                origin = writer.town_others_know(family.home)
        return _Sharing(writer, group, father, father_alias, mother, mother_alias, origin, found)

    def _alias(self, family: Family, writer: Writer) -> str:
        dice = self._dice
        step = dice.chance(self._dials.stepfather)
        kunya = family.step_kunya if step else family.kunya
        nisba = family.nisba if dice.chance(0.55 if not step else 0.2) else ""
        return alias(kunya, nisba, writer, heard=True)

    def _father(self, family: Family, writer: Writer, oldest: float) -> str:
        dice = self._dice
        text = writer.heard(family.father)
        if oldest > 6 and dice.chance(0.3):
            second = writer.surname(family.surname, "m", family.system, heard=True)
            return f"{second} {text}" if dice.chance(0.2) else f"{text} {second}"
        if family.system in ("arab", "maghreb") and dice.chance(0.3):
            return f"{text} {writer.heard(family.grandfather)}"
        return text

    def _child(self, family: Family, child: Child, sharing: _Sharing, populace: Populace) -> Row:
        dice, dials = self._dice, self._dials
        writer = sharing.writer
        found = sharing.found_day
        age = age_on(child, found)
        written = found + int(abs(dice.normal()) * 60)
        missing = dials.missing
        row = {
            "group": sharing.group, "father": sharing.father, "father_alias": sharing.father_alias,
            "mother": sharing.mother, "mother_alias": sharing.mother_alias, "origin": sharing.origin,
        }  # fmt: skip
        if age > (0.9 if dials.knows >= 1 else 1.6) and not dice.chance(0.06 * missing):
            row["name"] = self._name(family, child, writer, age)
        others: list[str] = []
        if not row.get("name") or dice.chance(dials.given_after):
            if dice.chance(0.6):
                others.append("given: " + writer.known(populace.stranger(child.sex)))
        elif child.called is not child.given and age > 6 and dice.chance(0.25):
            others.append(writer.heard(child.given))
        elif dice.chance(0.1):
            others.append(writer.heard(child.called, small=True))
        row["other_names"] = "; ".join(others)
        sex = child.sex if not dice.chance(dials.wrong_sex) else ("f" if child.sex == "m" else "m")
        row["sex"] = "" if dice.chance(0.02 * missing) else sex
        row["age"] = (
            "" if dice.chance(0.04 * missing) else guessed_age(age_on(child, written), dials.age_spread, writer)
        )
        u = dice.uniform() if age > 7 else 1.0
        if u < KNOWS_YEAR:
            row["birth_date"] = str(int((child.born - 1) / 365.2425) + 1)
        if u < KNOWS_DAY:
            row["birth_date"] = day(child.born + (MISTAKEN_BY if u > 0.75 * KNOWS_DAY else 0))
        row["as_of"] = "" if dice.chance(0.35 * missing) else day(written)
        row["found_date"] = "" if dice.chance(0.3 * missing) else day(found)
        if not dice.chance(0.25 * missing):
            row["found_place"] = writer.place_name(family.separated_place, wider=int(dice.chance(0.35)))
        row["place_now"] = writer.place_name(writer.place)
        row["languages"] = self._languages(family, age, writer)
        row["siblings"] = self._siblings(family, child, writer, age, found)
        if age > 4 and family.relatives and dice.chance(0.12 * dials.knows):
            relation, name = dice.pick(family.relatives)
            row["relatives"] = f"{writer.word('relations', relation)}: {writer.heard(name)}"
        row["marks"] = marks(child, writer, seen=0.6 / max(missing, 0.5))
        row["belongings"] = things(child, writer, seen=0.45)
        row["notes"] = writer.word("phrases", "note_found") if dice.chance(0.15) else ""
        row["source"] = writer.word("phrases", "staff") if dice.chance(0.5) else ""
        row["consent"] = "no" if dice.chance(0.004) else "yes" if dice.chance(0.5) else ""
        return row

    def _name(self, family: Family, child: Child, writer: Writer, age: float) -> str:
        dice, dials = self._dice, self._dials
        name = child.called
        if age > 8 and child.called is not child.given and dice.chance(0.4):
            name = child.given
        if dice.chance(dials.wrong_name):
            name = dice.pick(family.children).called
        text = writer.heard(name, small=age < 3.5 and dice.chance(0.5))
        if age > 4 and dice.chance(0.16 * dials.knows):
            if dice.chance(0.5):
                return f"{text} {writer.heard(family.father)}"
            second = writer.surname(family.surname, child.sex, family.system, heard=True)
            return f"{second} {text}" if dice.chance(0.25) else f"{text} {second}"
        return text

    def _languages(self, family: Family, age: float, writer: Writer) -> str:
        dice = self._dice
        if age < 1.5 or dice.chance(0.15 * self._dials.missing):
            return ""
        spoken = list(family.languages[: 1 if dice.chance(0.55) else 2])
        if spoken[0] in ("che", "inh", "ava", "dar", "lez", "tgk", "uzb", "kir", "kaz", "uig") and dice.chance(0.22):
            spoken[0] = "rus" if "rus" in family.languages and dice.chance(0.7) else dice.pick(("tur", "rus", "che"))
        if dice.chance(0.45) and "ara" not in spoken:
            spoken.insert(0 if age < 4 and dice.chance(0.5) else len(spoken), "ara")
            if age < 4 and dice.chance(0.3):
                spoken = ["ara"]
        return "; ".join(writer.word("languages", code) for code in dict.fromkeys(spoken))

    def _siblings(self, family: Family, child: Child, writer: Writer, age: float, found: int) -> str:
        dice = self._dice
        told: list[str] = []
        for other in family.children:
            if other is child or not dice.chance(min((0.4 if age < 4 else 0.65) * self._dials.knows, 0.9)):
                continue
            text = writer.heard(other.called)
            if dice.chance(0.35):
                years = max(int(age_on(other, found) + 0.3 * dice.normal()), 1)
                text += f" ({years}, {other.sex})" if dice.chance(0.5) else f" ({years})"
            elif dice.chance(0.2):
                text += f" ({other.sex})"
            told.append(text)
        return "; ".join(told)
