"""The fixed cast of characters: invented families that the tests know by name.

*Bilal* was found in Mosul and knows only that his father is called Abu Bilal al-Shishani; his
grandmother *Zaira* in Urus-Martan seeks him.  *Aminat* is his elder sister.  *Yusuf* speaks Chechen and
is from Kayseri.  *Khadija* and *Maryam* are sisters, registered in two orphanages.  *Ali* is on no list.
"""

from __future__ import annotations

from nasab.records import ChildList, Side

__all__ = ["found", "listed", "sought"]


def listed(side: Side, *rows: dict[str, str]) -> ChildList:
    """A list of children from rows; columns that nobody fills are left out."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return ChildList(side, columns, file=f"{side}.csv", rows=range(2, len(rows) + 2))


BILAL = {
    "id": "M-017",
    "name": "بلال",
    "sex": "m",
    "age": "4",
    "as_of": "2017-07-20",
    "found_place": "Mosul",
    "found_date": "2017-07-20",
    "languages": "che; rus",
    "father_alias": "أبو بلال الشيشاني",
    "siblings": "أمينات (6)",
    "marks": "burn, left forearm",
}
AMINAT = {
    "id": "M-018",
    "name": "Aminat",
    "sex": "f",
    "age": "6",
    "as_of": "2017-07-20",
    "found_place": "Mosul",
    "languages": "che",
    "mother": "Zarema",
}
YUSUF = {
    "id": "M-021",
    "name": "Yusuf",
    "sex": "m",
    "age": "5",
    "as_of": "2017-08-01",
    "languages": "che; tur",
    "father": "Ahmed",
    "origin": "Kayseri",
}
KHADIJA = {
    "id": "M-030",
    "name": "خديجة",
    "sex": "f",
    "age": "7",
    "as_of": "2017-09",
    "father": "عبد الرحمن",
    "siblings": "مريم",
}
MARYAM = {
    "id": "M-031",
    "name": "Maryam",
    "sex": "f",
    "age": "5",
    "as_of": "2017-09",
    "father": "Abdurrahman",
    "siblings": "Khadija",
}
ALI = {"id": "M-040", "name": "علي", "sex": "m", "age": "3", "as_of": "2017-09", "mother": "Nadia"}

SOUGHT_BILAL = {
    "id": "S-204",
    "family": "F-1",
    "inquirer": "Заира Тагирова",
    "relation": "бабушка",
    "name": "Билал Тагиров",
    "sex": "m",
    "birth_date": "2013-03",
    "father": "Руслан Тагиров",
    "mother": "Зарема",
    "siblings": "Аминат",
    "origin": "Урус-Мартан",
    "last_seen_place": "Мосул",
    "languages": "che; rus",
    "marks": "ожог на левом предплечье",
}
SOUGHT_AMINAT = {
    **SOUGHT_BILAL,
    "id": "S-205",
    "name": "Аминат Тагирова",
    "sex": "f",
    "birth_date": "2011",
    "siblings": "Билал",
    "marks": "",
}
SOUGHT_YUSUF = {
    "id": "S-300",
    "family": "F-2",
    "name": "Юсуф",
    "sex": "m",
    "birth_date": "2012",
    "father": "Ахмед",
    "origin": "Кайсери",
    "languages": "che",
}
SOUGHT_KHADIJA = {
    "id": "S-310",
    "family": "F-3",
    "name": "Khadidja",
    "sex": "f",
    "birth_date": "2010",
    "father": "Abderrahmane",
    "siblings": "Meriem",
}
SOUGHT_MARYAM = {
    "id": "S-311",
    "family": "F-3",
    "name": "Meriem",
    "sex": "f",
    "birth_date": "2012",
    "father": "Abderrahmane",
    "siblings": "Khadidja",
}
SOUGHT_OTHER = {
    "id": "S-400",
    "family": "F-4",
    "name": "Тимур Алиев",
    "sex": "m",
    "birth_date": "2009",
    "father": "Аслан",
    "mother": "Луиза",
}


def found() -> ChildList:
    """The children found."""
    return listed("found", BILAL, AMINAT, YUSUF, KHADIJA, MARYAM, ALI)


def sought() -> ChildList:
    """The children sought."""
    return listed("sought", SOUGHT_BILAL, SOUGHT_AMINAT, SOUGHT_YUSUF, SOUGHT_KHADIJA, SOUGHT_MARYAM, SOUGHT_OTHER)
