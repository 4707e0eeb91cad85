"""Files that were made to harm: each is refused in a clear sentence or read right, and nobody else notices."""

from __future__ import annotations

import io
import random
import warnings
import zipfile

import pytest
import xlsxwriter

from nasab.errors import UnreadableList
from nasab.registry.intake.apart import read_apart

HEAD = "id,name,age\n"
ROW = "M-017,Bilal,4\n"


def workbook(fill, **options) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def plain(book):
    sheet = book.add_worksheet()
    for row, cells in enumerate((("id", "name", "age"), ("M-017", "Bilal", 4))):
        sheet.write_row(row, 0, cells)


def zipped(*members, method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # a member twice is what is tested
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def rewritten(change) -> bytes:
    """A workbook whose members went through `change(name, content)`."""
    with zipfile.ZipFile(io.BytesIO(workbook(plain))) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped(*(member for name, content in members for member in change(name, content)))


def billion_laughs(name, content):
    if name != "xl/worksheets/sheet1.xml":
        return [(name, content)]
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return [
        (name, f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><worksheet>&l9;</worksheet>'.encode())
    ]


def outside(name, content):
    if name != "xl/sharedStrings.xml":
        return [(name, content)]
    told = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return [(name, content.replace(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', told))]


def many_rows(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("id", "name"))
    for row in range(1, 25_000):
        sheet.write_row(row, 0, (f"M-{row}", "Bilal"))


def wide(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "name", *(f"c{n}" for n in range(1000))])
    sheet.write_row(1, 0, ["M-017", "Bilal"])


def dated(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("id", "name", "birth_date"))
    sheet.write_row(1, 0, ("M-017", "Bilal"))
    sheet.write_number(1, 2, 41_400, book.add_format({"num_format": "yyyy-mm-dd"}))


def merged(book):
    plain(book)
    book.worksheets()[0].merge_range("A4:C6", "merged", book.add_format())


def formula(book):
    plain(book)
    book.worksheets()[0].write_formula("B3", '=HYPERLINK("http://198.51.100.1/x","Bilal")', None, "Bilal")
    book.worksheets()[0].write("A3", "M-018")


CHANCE = random.Random(7)
DECLARED = b'<?xml version="1.0"?>'
OUTSIDE = b'<!DOCTYPE p [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
PFIF = b'<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">'
FILES: dict[str, bytes] = {
    "empty": b"",
    "one byte": b"\x00",
    "nothing but nul": b"\x00" * 10_000,
    "nul in a cell": (HEAD + "M-017,Bi\x00lal,4\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
    "utf-16": (HEAD + ROW).encode("utf-16"),
    "utf-16 cut in half": (HEAD + ROW).encode("utf-16")[:-1],
    "utf-32": (HEAD + ROW).encode("utf-32"),
    "windows arabic": "id,name\nM-017,بلال\n".encode("cp1256"),
    "windows cyrillic": "id,name\nM-017,Билал\n".encode("cp1251"),
    "mixed encodings": HEAD.encode() + "M-017,Билал,4\n".encode("cp1251") + "M-018,بلال,4\n".encode(),
    "direction overrides": (HEAD + "M-017,\u202elaliB\u202c,4\n").encode(),
    "no header": ROW.encode(),
    "header only": HEAD.encode(),
    "an id twice": (HEAD + ROW + ROW).encode(),
    "one long line": b"a" * 3_000_000,
    "one long cell": (HEAD + "M-017," + "x" * 2_000_000 + ",4\n").encode(),
    "32,768 columns": (",".join(["id", "name", *(f"c{n}" for n in range(32_766))]) + "\nM-1,Bilal\n").encode(),
    "many empty rows": (HEAD + ROW + ",,\n" * 200_000).encode(),
    "25,000 rows": (HEAD + "".join(f"M-{n},Bilal,4\n" for n in range(25_000))).encode(),
    "quotes never closed": (HEAD + 'M-017,"Bilal,4\n' * 2000).encode(),
    "quotes within quotes": (HEAD + 'M-017,"""Bilal""",4\n').encode(),
    "formula in a cell": (HEAD + 'M-017,"=cmd|\'/c calc\'!A0",4\n').encode(),
    "html": b"<html><script>alert(1)</script></html>",
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(CHANCE.randbytes(500)),
    "noise": CHANCE.randbytes(50_000),
    "noise that calls itself a zip": b"PK\x03\x04" + CHANCE.randbytes(50_000),
    "a hijri date": b"id,name,birth_date\nM-017,Bilal,1434-05-01 AH\n",
    "arabic digits": "id,name,age\nM-017,Bilal,٤\n".encode(),
    "an impossible date": b"id,name,birth_date\nM-017,Bilal,2013-02-31\n",
    "digits without end": b"id,name,age\nM-017,Bilal," + b"9" * 100_000 + b"\n",
    "combining marks": (HEAD + "M-017,B" + "\u0301" * 50_000 + ",4\n").encode(),
    "surrogates": b"id,name\nM-017,\xed\xa0\x80\n",
    "carriage returns": (HEAD + ROW).replace("\n", "\r").encode(),
    "semicolons": (HEAD + ROW).replace(",", ";").encode(),
    "tabs": (HEAD + ROW).replace(",", "\t").encode(),
    "control signs": (HEAD + "M-017,\x01\x02\x1b[31mBilal,4\n").encode(),
    "a header twice": b"id,name,name\nM-017,Bilal,Omar\n",
    "xml bomb, bare": DECLARED + b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]><x>' + b"&a;" * 10_000,
    "xml that looks outside": DECLARED + OUTSIDE + PFIF + b"&f;</pfif:pfif>",
    "deep xml": b'<?xml version="1.0"?><pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">' + b"<a>" * 100_000,
    "json": b'{"id": "M-017"}',
    "plain workbook": workbook(plain),
    "workbook cut short": workbook(plain)[:-200],
    "workbook with a byte changed": bytes(b ^ (n == 700) for n, b in enumerate(workbook(plain))),
    "25,000 rows in a workbook": workbook(many_rows),
    "1,000 columns in a workbook": workbook(wide),
    "dates of 1904": workbook(dated, date_1904=True),
    "dates of 1900": workbook(dated),
    "merged cells": workbook(merged),
    "a formula": workbook(formula),
    "no sheet at all": zipped(("[Content_Types].xml", b"<Types/>")),
    "a zip of something else": zipped(("readme.txt", b"hello")),
    "an empty zip": zipped(),
    "10,000 members": zipped(*((f"m{n}", b"") for n in range(10_000))),
    "a bomb of zeros": zipped(("xl/worksheets/sheet1.xml", b"\x00" * 150_000_000), ("[Content_Types].xml", b"")),
    "a bomb of a sheet": rewritten(lambda n, c: [(n, c + b" " * 150_000_000 if n.endswith("sheet1.xml") else c)]),
    "a billion laughs": rewritten(billion_laughs),
    "a workbook that looks outside": rewritten(outside),
    "a path that climbs": rewritten(lambda n, c: [(n, c), *([("../../etc/cron.d/x", b"x")] if "sheet1" in n else [])]),
    "a member twice": rewritten(lambda n, c: [(n, c)] * (2 if "sheet1" in n else 1)),
    "a macro": rewritten(lambda n, c: [(n, c), *([("xl/vbaProject.bin", b"macro")] if "sheet1" in n else [])]),
    "a zip in a zip": zipped(("inner.xlsx", workbook(plain))),
    "stored, not deflated": zipped(("[Content_Types].xml", b"<Types/>"), method=zipfile.ZIP_STORED),
    "an old binary workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "an encrypted workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(4096, b"\x00"),
    "a pdf": b"%PDF-1.7\n" + CHANCE.randbytes(2000),
}  # fmt: skip


def test_there_are_enough_of_them():
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES, ids=lambda name: name.replace(" ", "_"))
def test_a_hostile_file_is_refused_in_words_or_read_right(name):
    said = outcome(FILES[name], "found")
    assert said
    assert "root:" not in said


@pytest.mark.parametrize("name", ["plain workbook", "empty", "xml that looks outside"])
def test_a_list_of_children_sought_is_read_by_the_same_reader(name):
    said = outcome(FILES[name], "sought")
    assert said
    assert "root:" not in said


def outcome(content, side):
    """What is said of a file: the refusal in words, or what was read of it."""
    try:
        told = read_apart(content, "list", side)
    except UnreadableList as refused:
        return refused.problem.sentence("ar")
    assert len(told["rows"]) <= 20_000
    return str(told)
