"""The families themselves, before anyone writes anything down.

A family has a community with its way of naming, a home, languages, a father with a legal name and a name he fought
under, a mother, relatives who may seek, and children with birthdays, marks and things they carried.  What is true
is decided here; what is known and how it is written is decided by the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nasab.simulation.dials import Dials
from nasab.simulation.dice import Dice, Urn
from nasab.simulation.names_pool import Name, Pools, communities, pools

__all__ = ["Child", "Family", "Populace", "age_on"]

_BATTLES: Final = (
    # place of separation, from, until: invented weights on the known order of events
    ("zanjili", date(2017, 4, 1), date(2017, 7, 20), 5), ("maydan", date(2017, 6, 1), date(2017, 8, 1), 6),
    ("mosul", date(2016, 11, 1), date(2017, 8, 1), 5), ("tal-afar", date(2017, 8, 1), date(2017, 9, 20), 5),
    ("hawija", date(2017, 9, 1), date(2017, 10, 15), 2), ("raqqa", date(2017, 6, 1), date(2017, 10, 25), 6),
    ("mayadin", date(2017, 9, 1), date(2017, 12, 1), 2), ("deir-ez-zor", date(2017, 9, 1), date(2018, 2, 1), 2),
    ("hajin", date(2018, 9, 1), date(2019, 1, 10), 2), ("baghuz", date(2019, 1, 10), date(2019, 3, 25), 4),
    ("hammam-alil", date(2016, 11, 1), date(2017, 8, 1), 2), ("qayyarah", date(2016, 9, 1), date(2017, 3, 1), 1),
)  # fmt: skip
_SIZES: Final = Urn([(1, 0.42), (2, 0.27), (3, 0.17), (4, 0.1), (5, 0.04)])
_FAMOUS: Final = {
    "umar": 8,
    "muhammad": 8,
    "abdullah": 8,
    "hamza": 7,
    "yusuf": 5,
    "abu bakr": 5,
    "khalid": 4,
    "usama": 4,
    "salman": 2,
    "muadh": 2,
    "ibrahim": 2,
    "aisha": 4,
    "maryam": 3,
}
_CUSTOM: Final = {"ibrahim": "khalid", "umar": "hafsa", "ali": "hasan", "yusuf": "yaqub"}
_MARKS: Final = Urn(
    {"burn": 4, "scar": 5, "birthmark": 3, "shrapnel": 3, "operation": 1, "tooth": 1, "amputation": 0.3}
)
_PARTS: Final = ("forearm", "hand", "leg", "foot", "cheek", "brow", "back", "belly", "neck", "shoulder")
_THINGS: Final = (
    "lullaby", "necklace", "red_coat", "toy_car", "doll", "cat_word", "beads", "quran", "blanket", "photo", "earrings",
    "counting",
)  # fmt: skip


@dataclass(slots=True)
class Child:
    """A child as it is: sex, day of birth, the name in its papers, the name it is called by, what marks it."""

    sex: str
    born: int
    given: Name
    called: Name
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    belongings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Family:
    """A family as it is.  A kunya is the name after Abu or Umm; a nisba a key of `words.toml`, or empty."""

    number: int
    community: str
    system: str
    home: str
    languages: tuple[str, ...]
    father: Name
    grandfather: Name
    surname: Name
    mother: Name
    mother_surname: Name
    kunya: Name
    nisba: str
    mother_kunya: Name
    step_kunya: Name
    relatives: list[tuple[str, Name]]
    separated_place: str
    separated: int
    children: list[Child] = field(default_factory=list)


def age_on(child: Child, day: int) -> float:
    """The age in years on a day (an ordinal)."""
    return max((day - child.born) / 365.25, 0.02)


class Populace:
    """All communities with their names: makes one family after another."""

    def __init__(self, dice: Dice, dials: Dials) -> None:
        self._dice = dice
        self._dials = dials
        described = communities()
        self._communities = Urn({key: about["weight"] for key, about in described.items()})
        self._pools: dict[str, Pools] = {key: pools(key) for key in described}
        self._homes = {
            key: Urn([((h[0], tuple(h[2].split())), h[1]) for h in about["homes"]]) for key, about in described.items()
        }
        self._nisbas = {key: Urn(about["nisbas"]) for key, about in described.items()}
        self._battles = Urn([((place, a.toordinal(), b.toordinal()), w) for place, a, b, w in _BATTLES])
        self._made = 0

    def given(self, community: str, sex: str, *, child: bool) -> Name:
        """A given name of the community."""
        pool = self._pools[community]
        share = communities()[community]["islamic"][int(child)]
        return self._dice.draw((pool.islamic if self._dice.chance(share) else pool.given)[sex])  # type: ignore[return-value]

    def stranger(self, sex: str) -> Name:
        """A name from anywhere, such as an orphanage gives."""
        return self._dice.draw(self._pools["iraqi"].islamic[sex])  # type: ignore[return-value]

    def family(self) -> Family:
        """The next family."""
        dice = self._dice
        community: str = dice.draw(self._communities)  # type: ignore[assignment]
        about = communities()[community]
        home: str
        languages: tuple[str, ...]
        home, languages = dice.draw(self._homes[community])  # type: ignore[misc]
        place: str
        begin: int
        end: int
        place, begin, end = dice.draw(self._battles)  # type: ignore[misc]
        surnames = self._pools[community].surnames
        self._made += 1
        father = self.given(community, "m", child=False)
        mother = self.given(community, "f", child=False)
        family = Family(
            number=self._made, community=community, system=about["system"], home=home, languages=languages,
            father=father, grandfather=self.given(community, "m", child=False),
            surname=dice.draw(surnames),  # type: ignore[arg-type]
            mother=mother, mother_surname=dice.draw(surnames),  # type: ignore[arg-type]
            kunya=father, nisba="", mother_kunya=mother, step_kunya=self._famous(community), relatives=[],
            separated_place=place, separated=begin + dice.below(end - begin),
        )  # fmt: skip
        size: int = dice.draw(_SIZES) if dice.chance(self._dials.siblings) else 1  # type: ignore[assignment]
        self._bear(family, size)
        family.kunya = self._kunya(family)
        family.nisba = dice.draw(self._nisbas[community]) if dice.chance(0.6) else ""  # type: ignore[assignment]
        eldest = family.children[0].called
        family.mother_kunya = eldest if dice.chance(0.75) else self._famous(community)
        for relation in ("grandmother", "grandfather", "uncle", "aunt", "uncle", "aunt"):
            if dice.chance(0.5):
                sex = "f" if relation in ("grandmother", "aunt") else "m"
                family.relatives.append((relation, self.given(community, sex, child=False)))
        return family

    def _bear(self, family: Family, size: int) -> None:
        dice = self._dice
        youngest = max(0.2, abs(dice.normal()) * 3.6)
        ages = [youngest]
        for _ in range(size - 1):
            ages.append(ages[-1] + 1.0 + abs(dice.normal()) * 1.3 * (0 if dice.chance(0.02) else 1))
        used: set[str] = set()
        for age in reversed(ages):
            sex = "m" if dice.chance(0.52) else "f"
            given = self.given(family.community, sex, child=True)
            while given.key in used:
                given = self.given(family.community, sex, child=True)
            used.add(given.key)
            called = (
                self._dice.draw(self._pools[family.community].islamic[sex])
                if dice.chance(self._dials.renamed)
                else given
            )
            child = Child(sex, family.separated - int(min(age, 15.5) * 365.25), given, called)  # type: ignore[arg-type]
            while dice.chance(0.33) and len(child.marks) < 3:
                mark: str = dice.draw(_MARKS)  # type: ignore[assignment]
                part = {"tooth": "mouth", "amputation": "hand"}.get(mark) or dice.pick(_PARTS)
                side = "" if part in ("back", "belly", "neck", "mouth") else dice.pick(("left", "right"))
                child.marks.append((mark, part, side))
            while dice.chance(0.25) and len(child.belongings) < 2:
                child.belongings.append(dice.pick(_THINGS))
            family.children.append(child)

    def _famous(self, community: str) -> Name:
        wanted = self._dice.draw(_FAMOUS_URN)
        return self._islamic_by_key(community, str(wanted))

    def _islamic_by_key(self, community: str, key: str) -> Name:
        for sex in ("m", "f"):
            for name in self._pools[community].islamic[sex].things:
                if name.key == key:  # type: ignore[attr-defined]
                    return name  # type: ignore[return-value]
        raise KeyError(key)

    def _kunya(self, family: Family) -> Name:
        dice = self._dice
        u = dice.uniform()
        sons = [child for child in family.children if child.sex == "m"]
        if u < 0.45:
            return (sons or family.children)[0].called
        if u < 0.57:
            return dice.pick(family.children).called
        if u < 0.62 and family.father.key in _CUSTOM:
            return self._islamic_by_key(family.community, _CUSTOM[family.father.key])
        if u < 0.86:
            return self._famous(family.community)
        return self.given(family.community, "m", child=True)


_FAMOUS_URN: Final = Urn(_FAMOUS)
