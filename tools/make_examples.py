"""Write the lists of examples/, their truth, and samples of DNA from their readable source in examples/source.

    python tools/make_examples.py [FOLDER]

The found list is a right-to-left sheet as an orphanage would keep it: Arabic headers, real dates where a date was
typed, numbers where a number was typed, and one age that the spreadsheet turned into a date.  Written anew, it is the
same to the byte.  Genotypes are drawn by chance down the families, from the frequencies that come with nasab.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from nasab import kinship
from nasab.kinship.loci import loci_of
from nasab.kinship.markers import USUAL
from nasab.kinship.relations import read_kin

HERE = Path(__file__).resolve().parent.parent / "examples"
FOUND = {
    "id": "الرقم",
    "group": "المجموعة",
    "name": "اسم الطفل",
    "other_names": "أسماء أخرى",
    "sex": "الجنس",
    "age": "العمر",
    "birth_date": "تاريخ الميلاد",
    "as_of": "تاريخ التسجيل",
    "found_place": "مكان العثور",
    "found_date": "تاريخ العثور",
    "place_now": "المكان الحالي",
    "languages": "اللغات",
    "father": "اسم الأب",
    "father_alias": "كنية الأب",
    "mother": "اسم الأم",
    "mother_alias": "كنية الأم",
    "siblings": "الإخوة والأخوات",
    "origin": "الأصل",
    "marks": "العلامات المميزة",
    "belongings": "الأغراض",
    "notes": "ملاحظات",
    "source": "المصدر",
    "consent": "الموافقة",
}
# One list of two offices: the committee in France added the last columns under its own headers.
SOUGHT = {
    "id": "№",
    "family": "Семья",
    "inquirer": "Заявитель",
    "relation": "Кем приходится",
    "name": "ФИО ребёнка",
    "other_names": "Другие имена",
    "sex": "Пол",
    "birth_date": "Дата рождения",
    "age": "Возраст",
    "as_of": "Дата обращения",
    "father": "Отец",
    "father_alias": "Кунья отца",
    "mother": "Мать",
    "mother_alias": "Кунья матери",
    "siblings": "Братья и сёстры",
    "origin": "Откуда родом",
    "last_seen_place": "Где видели в последний раз",
    "last_seen_date": "Дата последнего контакта",
    "languages": "Langues",
    "marks": "Signes particuliers",
    "belongings": "Effets personnels",
    "notes": "Remarques",
    "consent": "Consentement",
}
WRITTEN = datetime(2019, 5, 1)
PEDIGREES = {"family": "Семья", "person": "Человек", "kin": "Кем приходится", "of": "Кому", "sample": "Образец"}
SEED = 2019


def _children(file: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "source" / file).read_text(encoding="utf-8"))


def _write_found(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"title": "Children found (invented)", "created": WRITTEN})
    sheet = book.add_worksheet("الأطفال")
    sheet.right_to_left()
    sheet.freeze_panes(1, 3)
    head = book.add_format({"bold": True, "bg_color": "#DDE8E4", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    day_and_month = book.add_format({"num_format": "d/m"})
    for at, header in enumerate(FOUND.values()):
        sheet.write_string(0, at, header, head)
        sheet.set_column(at, at, 16)
    for row, (number, child) in enumerate(_children("found.toml").items(), 1):
        for at, column in enumerate(FOUND):
            text = number if column == "id" else child.get(column, "")
            if column == "age" and re.fullmatch(r"\d+/\d+", text):
                sheet.write_datetime(
                    row, at, datetime(2017, *reversed([int(part) for part in text.split("/")])), day_and_month
                )
            elif column == "age" and re.fullmatch(r"[0-9]+", text):
                sheet.write_number(row, at, int(text))
            elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                sheet.write_datetime(row, at, datetime.fromisoformat(text), day)
            elif text:
                sheet.write_string(row, at, text)
    book.close()


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _write_samples(folder: Path, sexes: dict[str, str]) -> None:
    told = tomllib.loads((HERE / "source" / "samples.toml").read_text(encoding="utf-8"))
    table = kinship.shipped_frequencies("norSTR: West Asia")
    plain = {name: kinship.Genotype(name, (next(iter(table.loci[name])),) * 2) for name in USUAL}
    loci = loci_of([kinship.Profile("", plain)], table).loci
    generator = np.random.default_rng(SEED)
    rows, typed, drawn = [], {}, {}
    for name, family in told["families"].items():
        statements = [kinship.Statement(person, read_kin(kin), of) for person, kin, of in family["kin"]]
        composed = kinship.compose(statements)
        genotypes = kinship.drop_genes(kinship.Pedigree(composed.members), loci, generator)
        drawn |= {person: genotypes[person] for person in genotypes if person.startswith("S-")}
        typed |= {sample: ("", genotypes[person]) for person, sample in family["samples"].items()}
        rows += [[name, person, kin, of, family["samples"].get(person, "")] for person, kin, of in family["kin"]]
    for child, of in told["children"].items():
        alone = kinship.Pedigree([kinship.Member(child)])
        alleles = drawn[of] if of else kinship.drop_genes(alone, loci, generator)[child]
        typed[child] = ({"м": "M", "ж": "F"}.get(sexes[child], sexes[child]), alleles)
    _write_csv(folder / "pedigrees.csv", [list(PEDIGREES.values()), *rows])
    sheet = [[sample, sex, *("/".join(told[name]) for name in USUAL)] for sample, (sex, told) in sorted(typed.items())]
    _write_csv(folder / "dna.csv", [["Sample", "Sex", *USUAL], *sheet])


def main(folder: Path = HERE) -> None:
    """Write the five files."""
    sought = _children("sought.toml")
    _write_found(folder / "found.xlsx")
    rows = [
        [number if column == "id" else child.get(column, "") for column in SOUGHT] for number, child in sought.items()
    ]
    _write_csv(folder / "sought.csv", [list(SOUGHT.values()), *rows])
    pairs = sorted([found, number] for number, child in sought.items() for found in child.get("is", []))
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["found_id", "sought_id"], *pairs])
    sexes = {number: child.get("sex", "") for number, child in _children("found.toml").items()}
    _write_samples(folder, sexes)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
