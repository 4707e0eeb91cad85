"""An invented run over an invented cast, for the tests of what people see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nasab.errors import Problem
from nasab.matching.judgements import Judgement, Seen
from nasab.matching.questions import ListQuestion
from nasab.matching.results import (
    Candidate,
    ChildResult,
    Letters,
    NamePair,
    Parameters,
    Phrase,
    Question,
    Reason,
    Summary,
    Together,
)
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side

HOSTILE = '"><script>alert(1)</script>\u202etxt.exe\u202c\x1b[31m'


@dataclass(frozen=True)
class Run:
    found: ChildList
    sought: ChildList
    results: Sequence[ChildResult]
    summary: Summary
    parameters: Parameters

    def ask_list(self, most: int = 5) -> tuple[ListQuestion, ...]:
        return ASKED[:most]


def children(side: Side, *rows: dict[str, str]) -> ChildList:
    names = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    used = [name for name in names if any(name in row for row in rows)]
    columns = {name: [row.get(name, "") for row in rows] for name in used}
    headers = {"id": "رقم", "name": "اسم الطفل"} if side == "found" else {"id": "№", "name": "Имя ребёнка"}
    return ChildList(side, columns, f"{side}.xlsx", "Лист1" if side == "sought" else "", [], headers)


FOUND = children(
    "found",
    {
        "id": "M-017", "group": "G4", "name": "بلال", "sex": "m", "age": "4", "as_of": "2017-07-20",
        "found_place": "الموصل، الميدان", "found_date": "2017-07-20", "place_now": "Orphanage 3",
        "languages": "che; rus",
        "father_alias": "أبو بلال الشيشاني", "siblings": "أمينة (6)", "marks": "burn, left forearm",
        "notes": "يغني أغنية بالشيشانية", "source": "nurse, 2017-08-02", "consent": "yes",
    },
    {
        "id": "M-018", "group": "G4", "name": "أمينة", "sex": "f", "age": "6", "found_place": "الموصل، الميدان",
        "languages": "che", "father_alias": "أبو بلال الشيشاني", "siblings": "بلال",
    },
    {"id": "M-019", "name": "Bilal T.", "sex": "m", "age": "4-5", "found_place": "Mosul", "languages": "che"},
    {
        "id": "M-020", "name": "Zaira", "other_names": "given: Maryam", "sex": "f", "age": "18 months",
        "found_place": "Tall Afar", "languages": "rus", "mother": "Fatima", "belongings": "a red shawl",
    },
    {"id": "M-021", "father_alias": "Abu Hamza al-Tajiki", "sex": "m", "age": "about 7", "found_place": "Raqqa"},
    {"id": "M-022", "name": "Юсуф", "sex": "m", "age": "9", "languages": "kaz; rus", "father": "Ерлан"},
    {"id": "M-023", "name": "Hidden Child", "sex": "m", "consent": "no"},
    {"id": "M-024", "name": HOSTILE, "notes": "=HYPERLINK(1)", "found_place": "@SUM(A1)"},
    {"id": "M-025", "name": "عمر", "sex": "m", "age": "٤", "found_place": "الرقة"},
    {"id": "M-026", "found_place": "Mosul"},
    {"id": "M-027", "name": "Sümeyye", "sex": "f", "age": "5", "languages": "tur; che", "mother": "Хеда"},
)  # fmt: skip

SOUGHT = children(
    "sought",
    {
        "id": "S-204", "family": "F7", "inquirer": "Заира Тагирова", "relation": "grandmother", "name": "Билал",
        "sex": "m", "birth_date": "2013-05", "father": "Руслан Тагиров", "father_alias": "Абу Билал аш-Шишани",
        "mother": "Марьям", "siblings": "Аминат (2011)", "origin": "Урус-Мартан", "last_seen_place": "Мосул",
        "last_seen_date": "2017-05", "languages": "che", "marks": "ожог на левом предплечье",
    },
    {
        "id": "S-205", "family": "F7", "inquirer": "Заира Тагирова", "relation": "grandmother", "name": "Аминат",
        "sex": "f", "birth_date": "2011", "father": "Руслан Тагиров", "father_alias": "Абу Билал аш-Шишани",
        "siblings": "Билал", "origin": "Урус-Мартан", "last_seen_place": "Мосул", "languages": "che",
    },
    {
        "id": "S-310", "family": "F9", "inquirer": "Mme Khadija Dadaeva", "relation": "aunt", "name": "Bilal",
        "sex": "m", "age": "6", "father": "Rouslan", "origin": "Strasbourg", "last_seen_place": "Raqqa",
        "languages": "fra; che",
    },
    {
        "id": "S-311", "family": "F10", "name": "Заира", "sex": "f", "birth_date": "2016-01",
        "mother": "Патимат", "origin": "Махачкала",
    },
    {"id": "S-312", "family": "F11", "name": "Ҳамза", "sex": "m", "age": "8", "father": "Сафар", "origin": "Хуҷанд"},
    {"id": "S-313", "family": "F12", "name": "Secret Sought", "sex": "m", "consent": "no"},
    {
        "id": "S-314", "family": "F13", "name": "Сумая", "sex": "f", "birth_date": "2012",
        "mother": "Хеда", "origin": "Kayseri",
    },
)  # fmt: skip


def reason(
    kind: str, level: str, bits: float, found: str, sought: str, *keys: str, pair: NamePair | None = None, **blanks: str
) -> Reason:
    phrases = tuple(Phrase(f"reasons.{key}", blanks if key == "name.rare.men" else {}) for key in keys)
    return Reason(kind, level, bits, phrases, lambda: (found, sought), lambda: (pair,) if pair else ())


LETTERS = (Letters("ب", "би", 4.1), Letters("ل", "л", 6.8), Letters("ا", "", -2.5), Letters("ل", "ал", 0.5))
BY_LETTERS = NamePair("بلال", "Билал", "same", "alphabets", LETTERS)


def given(kind: str, level: str, bits: float, key: str, **blanks: str) -> Reason:
    """A reason that is of no column of the lists."""
    return Reason(kind, level, bits, (Phrase(f"reasons.{key}", blanks),), lambda: ("", ""))


def candidate(
    found: str,
    sought: str,
    rank: int,
    chance: float,
    household: float,
    *reasons: Reason,
    returned: tuple[Judgement, tuple[Seen, ...]] | None = None,
) -> Candidate:
    ordered = tuple(sorted(reasons, key=lambda one: -abs(one.bits)))
    return Candidate(found, sought, rank, chance, household, sum(one.bits for one in ordered), ordered, returned)


BILAL = candidate(
    "M-017", "S-204", 1, 0.968, 0.004,
    reason(
        "kunya", "same", 5.82, "أبو بلال الشيشاني", "Абу Билал аш-Шишани", "name.same", "name.rare.men", number="400"
    ),
    reason("child_name", "same", 4.31, "بلال", "Билал", "name.same", pair=BY_LETTERS),
    reason("siblings", "one", 3.27, "أمينة (6)", "Аминат (2011)", "siblings.one"),
    reason("marks", "same", 3.04, "burn, left forearm", "ожог на левом предплечье", "marks.same"),
    reason("last_seen", "inside", 1.46, "الموصل، الميدان", "Мосул", "last_seen.inside"),
    reason("sex", "same", 0.93, "m", "m", "sex.same"),
    reason("origin", "same", 0.71, "che; rus", "Урус-Мартан; che", "origin.language.same", "origin.byname.fits"),
    reason("age", "near", -0.64, "4 (2017-07-20)", "2013-05", "age.near"),
)  # fmt: skip
OTHER_BILAL = candidate(
    "M-017", "S-310", 2, 0.021, 0.0,
    reason("child_name", "same", 4.31, "بلال", "Bilal", "name.same"),
    reason("age", "off", -2.2, "4 (2017-07-20)", "6", "age.off"),
    reason("last_seen", "far", -1.9, "الموصل، الميدان", "Raqqa", "last_seen.far"),
)  # fmt: skip
SECOND_BILAL = candidate(
    "M-019", "S-310", 1, 0.58, 0.01,
    reason("child_name", "same", 4.9, "Bilal T.", "Bilal", "name.same"),
    reason("age", "near", 0.8, "4-5", "6", "age.near"),
    reason("origin", "shared", 1.1, "che", "fra; che", "origin.language.shared"),
    reason("last_seen", "country", -1.2, "Mosul", "Raqqa", "last_seen.country"),
)  # fmt: skip
THIRD_BILAL = candidate(
    "M-019", "S-204", 2, 0.09, 0.0,
    reason("child_name", "same", 4.0, "Bilal T.", "Билал", "name.same"),
    reason("marks", "differs", -1.0, "", "ожог на левом предплечье", "marks.differs"),
    given("outside", "family", 3.5, "outside.family", source="Лаборатория Б"),
    given("together", "together", -0.8, "together.sentence"),
    returned=(
        Judgement(
            "M-019", "S-204", "different", "Мадина", "2019-05-02", "", (Seen("age", "off", "9", "2013-05"),)
        ),
        (Seen("age", "near", "4-5", "2013-05"), Seen("languages", "same", HOSTILE, "чеченский")),
    ),
)  # fmt: skip
AMINAT = candidate(
    "M-018", "S-205", 1, 0.993, 0.003,
    reason(
        "kunya", "same", 5.82, "أبو بلال الشيشاني", "Абу Билал аш-Шишани", "name.same", "name.rare.men", number="400"
    ),
    reason("child_name", "close", 3.1, "أمينة", "Аминат", "name.close"),
    reason("age", "exact", 2.4, "6", "2011", "age.exact"),
    reason("siblings", "one", 3.3, "بلال", "Билал", "siblings.one"),
)  # fmt: skip
AMINAT_BROTHER = candidate(
    "M-018", "S-204", 2, 0.06, 0.93,
    reason("is_sibling", "yes", -3.9, "أمينة", "Аминат (2011)", "is_sibling.yes"),
    reason("sex", "differs", -4.6, "f", "m", "sex.differs"),
    reason("kunya", "same", 5.82, "أبو بلال الشيشاني", "Абу Билал аш-Шишани", "name.same"),
)  # fmt: skip
SUMEYYE = candidate(
    "M-027", "S-314", 1, 0.74, 0.02,
    reason("child_name", "close", 3.4, "Sümeyye", "Сумая", "name.close"),
    reason("mother_name", "same", 4.4, "Хеда", "Хеда", "name.same"),
    reason("origin", "same", 2.0, "tur; che", "Kayseri", "origin.language.same"),
    reason("age", "off", -1.8, "5", "2012", "age.off"),
)  # fmt: skip
BOUND = candidate(
    "M-027", "S-314", 1, 0.9999, 0.0,
    *SUMEYYE.reasons, given("judged", "same", 70.0, "judged.same", who="2019-05-02, Мадина"),
)  # fmt: skip
TAJIK = candidate(
    "M-021", "S-312", 1, 0.22, 0.03,
    reason("kunya_child", "same", 2.2, "Abu Hamza al-Tajiki", "Ҳамза", "kunya_child.same"),
    reason("origin", "fits", 2.9, "Abu Hamza al-Tajiki", "Хуҷанд", "origin.byname.fits"),
    reason("age", "close", 1.1, "about 7", "8", "age.close"),
)  # fmt: skip
WITHHELD = candidate("M-020", "S-313", 1, 0.5, 0.0, reason("sex", "differs", 2.0, "f", "Secret Sought", "sex.differs"))
HOSTILE_ONE = candidate(
    "M-024",
    "S-311",
    1,
    0.11,
    0.0,
    reason(
        "child_name", "faint", 0.4, HOSTILE, "Заира", "name.faint", pair=NamePair(HOSTILE, "Заира", "faint", "faint")
    ),
)


def asked(*facts: str) -> tuple[Question, ...]:
    return tuple(Question(fact, 0.9 / place) for place, fact in enumerate(facts, start=1))


TOGETHER = (
    Together(("M-018", "M-019", "M-023"), ("S-204", "S-205"), 0.97, 0.41, 0.18),
    Together(("M-017", "M-019", "M-023"), ("S-204", "S-205"), 0.97, 0.9, 0.18),
    Together(("M-017", "M-018"), ("S-204", "S-205", "S-313"), 0.21, 0.08, 0.18),
)
RESULTS = (
    ChildResult("M-017", (BILAL, OTHER_BILAL), 0.011, asked("mother_name", "origin"), (("M-019", 0.41),), TOGETHER[0]),
    ChildResult("M-018", (AMINAT, AMINAT_BROTHER), 0.002, together=TOGETHER[1]),
    ChildResult(
        "M-019", (SECOND_BILAL, THIRD_BILAL), 0.33, asked("siblings", "marks", "father_name", "age"),
        (("M-017", 0.41), ("M-023", 0.2)), TOGETHER[2],
    ),
    ChildResult("M-020", (WITHHELD, candidate("M-020", "S-311", 2, 0.03, 0.0)), 0.96, asked("family_name")),
    ChildResult("M-021", (TAJIK,), 0.75, asked("child_name", "siblings")),
    ChildResult("M-022", (), 1.0, asked("origin")),
    ChildResult("M-023", (candidate("M-023", "S-204", 1, 0.8, 0.0),), 0.1),
    ChildResult("M-024", (HOSTILE_ONE,), 0.89),
    ChildResult("M-025", (candidate("M-025", "S-310", 1, 0.012, 0.0),), 0.98, asked("father_name")),
    ChildResult("M-026", (), 1.0, asked("child_name")),
    ChildResult("M-027", (SUMEYYE,), 0.25, asked("relatives", "dates")),
)  # fmt: skip

ASKED = (
    ListQuestion("mother_name", ("M-017", "M-019", "M-023", "M-024"), 1.7),
    ListQuestion("origin", tuple(f"M-{number:03}" for number in range(17, 47) if number != 23), 12.4),
    ListQuestion("marks", ("M-023",), 0.5),
)
PARAMETERS = Parameters(
    "2025.1+learned",
    {"child_name": ("same", "close", "differs"), "age": ("exact", "off")},
    {"child_name": (0.4, 0.5, 0.1), "age": (0.8, 0.2)},
    {"child_name": (0.02, 0.03, 0.95), "age": (0.2, 0.8)},
    0.52,
    0.08,
)
SUMMARY = Summary(10, 6, 1, 1, 31, 60, 1, 1, 3.4, (2.0, 5.0), 4)
RUN = Run(FOUND, SOUGHT, RESULTS, SUMMARY, PARAMETERS)

PROBLEMS = (
    Problem("AGE-01", "found.xlsx", "Children", 41, "العمر", "كبير"),
    Problem("AGE-01", "found.xlsx", "Children", 55, "العمر", HOSTILE),
    Problem("DATE-01", "sought.xlsx", "Лист1", 9, "Дата рождения", "весной"),
)
