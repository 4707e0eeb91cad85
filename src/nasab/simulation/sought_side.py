"""The list of children sought: what relatives know, from papers, telephone calls and memory.

A grandmother has the birth certificate of the child who left with its parents, and of the one born over there only a
voice on the telephone.  She knows the father's legal name; the name he fought under she may have heard once.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from nasab.simulation.dials import Dials
from nasab.simulation.dice import Dice, Urn
from nasab.simulation.facts import alias, born, day, guessed_age, marks, things
from nasab.simulation.families import Child, Family, age_on
from nasab.simulation.writers import Writer, make_writer

__all__ = ["SoughtSide"]

Row = dict[str, str]
_LANGUAGES: Final[dict[str, dict[str, float]]] = {
    "chechen": {"ru": 7, "ce": 1, "fr": 1, "en": 1, "tr": 0.7, "de": 0.5}, "ingush": {"ru": 8, "en": 1},
    "dagestani": {"ru": 9, "en": 1, "tr": 0.5}, "russian": {"ru": 9, "en": 1}, "tajik": {"ru": 4, "tg": 5, "en": 1},
    "uzbek": {"ru": 4, "uc": 3, "uz": 3, "tr": 0.5}, "kyrgyz": {"ru": 8, "en": 1}, "kazakh": {"ru": 8, "en": 1},
    "uyghur": {"tr": 5, "en": 3, "ru": 1, "ar": 1}, "iraqi": {"ar": 9, "en": 1}, "syrian": {"ar": 8, "en": 1, "tr": 1},
    "tunisian": {"fr": 7, "ar": 3}, "convert": {"fr": 6, "de": 2, "en": 2}, "turkish": {"tr": 9, "de": 1},
}  # fmt: skip
_BRANCH: Final = 60


class SoughtSide:
    """The branches, embassies and committees that take requests, and what each writes of a family."""

    def __init__(self, dice: Dice, spelling: Dice, dials: Dials, children: int) -> None:
        self._dice = dice
        self._dials = dials
        self._urns = {community: Urn(kinds) for community, kinds in _LANGUAGES.items()}
        kinds = sorted({kind for by in _LANGUAGES.values() for kind in by})
        each = max(children // (len(kinds) * _BRANCH), 2)
        self._writers = {kind: [make_writer(kind, spelling, dials) for _ in range(each)] for kind in kinds}
        self._requests = 0

    def family(self, family: Family, children: list[Child]) -> list[tuple[Child, Row]]:
        """Rows for these children; a few families ask twice, through another relative and another office."""
        rows = self._request(family, children)
        if self._dice.chance(self._dials.twice):
            rows += self._request(family, children)
        return rows

    def _request(self, family: Family, children: list[Child]) -> list[tuple[Child, Row]]:
        dice, dials = self._dice, self._dials
        kind: str = dice.draw(self._urns[family.community])  # type: ignore[assignment]
        writer = dice.pick(self._writers[kind])
        missing = dials.missing
        self._requests += 1
        shared: Row = {"family": f"R{self._requests}"}
        relation, inquirer = dice.pick(family.relatives) if family.relatives and dice.chance(0.85) else ("", None)
        if inquirer is None and dice.chance(0.6):
            relation, inquirer = "mother", family.mother
        if inquirer is not None:
            shared["relation"] = writer.word("relations", relation)
            shared["inquirer"] = self._person(inquirer, family, relation, writer)
        if not dice.chance(0.05 * missing):
            shared["father"] = self._father(family, writer)
        if dice.chance(0.42 / missing):
            shared["father_alias"] = alias(family.kunya, family.nisba if dice.chance(0.4) else "", writer)
        if not dice.chance(0.08 * missing):
            shared["mother"] = self._mother(family, writer)
        if dice.chance(0.3):
            shared["mother_alias"] = alias(family.mother_kunya, "", writer, mother=True)
        if not dice.chance(0.1 * missing):
            shared["origin"] = writer.place_name(family.home, wider=int(dice.chance(0.15)))
        if not dice.chance(0.4 * missing):
            shared["last_seen_place"] = self._last_seen(family, writer)
        if not dice.chance(0.35 * missing):
            last = family.separated - int(abs(dice.normal()) * 200)
            when = date.fromordinal(last)
            shared["last_seen_date"] = (
                str(when.year)
                if dice.chance(0.3)
                else day(last)
                if dice.chance(0.4)
                else f"{when.year}-{when.month:02d}"
            )
        if dice.chance(0.55):
            shared["languages"] = "; ".join(writer.word("languages", code) for code in family.languages)
        others = [(rel, who) for rel, who in family.relatives if who is not inquirer and dice.chance(0.35)]
        shared["relatives"] = "; ".join(f"{writer.word('relations', rel)}: {writer.known(who)}" for rel, who in others)
        asked = family.separated + 60 + dice.below(900)
        return [(child, self._child(family, child, dict(shared), writer, asked)) for child in children]

    def _person(self, name: object, family: Family, relation: str, writer: Writer) -> str:
        text = writer.known(name)  # type: ignore[arg-type]
        if self._dice.chance(0.6):
            sex = "f" if relation in ("grandmother", "aunt", "mother") else "m"
            surname = family.surname if self._dice.chance(0.6) else family.mother_surname
            second = writer.surname(surname, sex, family.system)
            return (
                f"{second} {text}"
                if writer.habit.alphabet == "cyrillic" and self._dice.chance(0.5)
                else f"{text} {second}"
            )
        return text

    def _father(self, family: Family, writer: Writer) -> str:
        dice = self._dice
        given = writer.known(family.father)
        surname = writer.surname(family.surname, "m", family.system) if dice.chance(0.75) else ""
        second = writer.patronymic(family.grandfather, "m", family.system) if dice.chance(0.5) else ""
        return self._ordered(given, second, surname, writer)

    def _mother(self, family: Family, writer: Writer) -> str:
        dice = self._dice
        given = writer.known(family.mother)
        if not dice.chance(0.45):
            return given
        maiden = family.mother_surname if dice.chance(0.5) else family.surname
        return self._ordered(given, "", writer.surname(maiden, "f", family.system), writer)

    def _ordered(self, given: str, second: str, surname: str, writer: Writer) -> str:
        if writer.habit.alphabet == "cyrillic" and self._dice.chance(0.6):
            parts = (surname, given, second)
        else:
            parts = (given, second, surname)
        return " ".join(part for part in parts if part)

    def _last_seen(self, family: Family, writer: Writer) -> str:
        dice = self._dice
        u = dice.uniform()
        if u < 0.45:
            return writer.place_name(family.separated_place, wider=int(dice.chance(0.4)))
        return writer.place_name(dice.pick(("mosul", "raqqa", "tal-afar", "mayadin")), wider=int(u > 0.75))

    def _child(self, family: Family, child: Child, row: Row, writer: Writer, asked: int) -> Row:
        dice, dials = self._dice, self._dials
        missing = dials.missing
        away = 2014.8 * 365.2425 - 365.2425
        born_there = child.born > away and family.community not in ("iraqi", "syrian")
        if born_there and dice.chance(0.18 * missing):
            known_name = ""
        else:
            name = child.called if born_there and dice.chance(0.75) else child.given
            known_name = writer.known(name) if not (born_there and dice.chance(0.3)) else writer.heard(name)
        if known_name and not born_there and dice.chance(0.55):
            second = writer.patronymic(family.father, child.sex, family.system) if dice.chance(0.55) else ""
            surname = writer.surname(family.surname, child.sex, family.system)
            known_name = self._ordered(known_name, second, surname, writer)
        row["name"] = known_name
        others: list[str] = []
        if child.called is not child.given and dice.chance(0.3):
            others.append(writer.known(child.called))
        if dice.chance(0.2):
            others.append(writer.short(child.given))
        row["other_names"] = "; ".join(others)
        sex = child.sex if not dice.chance(dials.wrong_sex / 2) else ("f" if child.sex == "m" else "m")
        row["sex"] = "" if dice.chance(0.03 * missing) else sex
        if dice.chance((0.45 if born_there else 0.82) / max(missing, 0.7)):
            row["birth_date"] = born(child, writer, vague=0.3 if born_there else 0.03)
        elif not dice.chance(0.15 * missing):
            row["age"] = guessed_age(age_on(child, asked), dials.age_spread / 2.5, writer)
        row["as_of"] = day(asked) if row.get("age") or dice.chance(0.4) else ""
        told: list[str] = []
        for other in family.children:
            if other is not child and dice.chance(0.6 / missing):
                text = writer.known(other.given)
                told.append(text + (f" ({max(int(age_on(other, asked)), 1)})" if dice.chance(0.25) else ""))
        row["siblings"] = "; ".join(told)
        row["marks"] = marks(child, writer, seen=0.5 if not born_there else 0.12)
        row["belongings"] = things(child, writer, seen=0.3 if not born_there else 0.1)
        row["notes"] = writer.word("phrases", "note_sought") if dice.chance(0.15) else ""
        row["source"] = writer.word("phrases", "office") if dice.chance(0.5) else ""
        row["consent"] = "no" if dice.chance(0.003) else "yes" if dice.chance(0.5) else ""
        return row
