"""Write examples/found.xlsx, sought.csv and truth.csv from their readable source in examples/source.

    python tools/make_examples.py [FOLDER]

The found list is a right-to-left sheet as an orphanage would keep it: Arabic headers, real dates where a date was
typed, numbers where a number was typed, and one age that the spreadsheet turned into a date.  Written anew, it is the
same to the byte.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

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


def main(folder: Path = HERE) -> None:
    """Write the three files."""
    sought = _children("sought.toml")
    _write_found(folder / "found.xlsx")
    rows = [
        [number if column == "id" else child.get(column, "") for column in SOUGHT] for number, child in sought.items()
    ]
    _write_csv(folder / "sought.csv", [list(SOUGHT.values()), *rows])
    pairs = sorted([found, number] for number, child in sought.items() for found in child.get("is", []))
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["found_id", "sought_id"], *pairs])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
