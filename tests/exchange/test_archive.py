from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab import exchange
from nasab.errors import UnreadableList

from .making import ods, text, xlsx

CHILDREN = [["id", "name", "age"], *([f"M-{number}", "Omar", 4] for number in range(30))]


def _list(rows: str) -> bytes:
    return f"id,name\n{rows}".encode("utf-8", "replace")


def refused(path: Path) -> str:
    with pytest.raises(UnreadableList) as caught:
        exchange.read(path, "found")
    assert caught.value.problem.sentence("ar")
    return caught.value.code


def rewritten(path: Path, name: str, content: bytes) -> Path:
    """The archive with one member replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, inside in members.items():
            archive.writestr(member, inside)
    return path


def test_an_archive_that_would_burst_is_refused(tmp_path: Path) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx", {"S": CHILDREN}), "xl/media/x.xml", b"\0" * (70 << 20))
    assert refused(path) == "FILE-05"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx", {"S": CHILDREN}), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 5_000_000)
    content = bytearray(path.read_bytes())
    at = content.find(struct.pack("<L", 5_000_003))
    while at >= 0:
        content[at : at + 4] = struct.pack("<L", 1000)
        at = content.find(struct.pack("<L", 5_000_003))
    path.write_bytes(content)
    assert refused(path) == "FILE-05"


def test_one_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": CHILDREN})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert refused(rewritten(path, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))) == "FILE-05"


@pytest.mark.parametrize(
    "extra",
    [
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-repeated="16000" office:value-type="float" '
        'office:value="1"/></table:table-row>',
    ],
)
def test_a_filled_cell_repeated_a_million_times_is_refused(tmp_path: Path, extra: str) -> None:
    assert refused(ods(tmp_path / "a.ods", CHILDREN, extra)) == "FILE-05"


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert refused(rewritten(xlsx(tmp_path / "a.xlsx", {"S": CHILDREN}), "xl/workbook.xml", bomb)) == "FILE-13"


def test_a_locked_workbook_is_refused_as_such(tmp_path: Path) -> None:
    locked = b'<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    path = rewritten(ods(tmp_path / "a.ods", CHILDREN), "META-INF/manifest.xml", locked)
    assert refused(path) == "FILE-09"
    path = xlsx(tmp_path / "b.xlsx", {"S": CHILDREN})
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(content)
    assert refused(path) == "FILE-09"


@pytest.mark.parametrize("name", ["word/document.xml", "something.txt", "xl/workbook.bin"])
def test_an_archive_that_is_no_list_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "x")
    assert refused(tmp_path / "a.zip") == "FILE-07"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6))
def test_a_damaged_workbook_gives_a_list_or_one_clear_error(
    tmp_path: Path, kind: str, cut: float, changes: list[tuple[float, int]]
) -> None:
    whole = xlsx(tmp_path / "w.xlsx", {"S": CHILDREN}) if kind == "xlsx" else ods(tmp_path / "w.ods", CHILDREN)
    content = bytearray(whole.read_bytes())
    for where, byte in changes:
        content[int(where * len(content))] = byte
    path = tmp_path / f"d.{kind}"
    path.write_bytes(content[: int(cut * len(content))] if cut < 0.5 else content)
    try:
        assert len(exchange.read(path, "found").children) > 0
    except UnreadableList as error:
        assert error.problem.sentence("ru")  # noqa: PT017


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=st.binary(max_size=400))
def test_a_workbook_with_a_broken_sheet_inside_gives_a_list_or_one_clear_error(tmp_path: Path, sheet: bytes) -> None:
    made = io.BytesIO(xlsx(tmp_path / "w.xlsx", {"S": CHILDREN}).read_bytes())
    (tmp_path / "d.xlsx").write_bytes(made.getvalue())
    path = rewritten(tmp_path / "d.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + sheet)
    with pytest.raises(UnreadableList):
        exchange.read(path, "found")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(_list))
def test_any_bytes_give_a_list_or_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        reading = exchange.check(path, "sought")
    except UnreadableList as error:
        assert error.problem.sentence("fr")  # noqa: PT017
    else:
        assert all(problem.sentence("ar") for problem in reading.problems)
        assert len(set(reading.children.columns["id"])) == len(reading.children)


def test_a_page_saved_as_xls_is_refused_as_a_page(tmp_path: Path) -> None:
    path = text(tmp_path / "a.xls", "<html><body><table><tr><td>id</td></tr></table></body></html>")
    with pytest.raises(UnreadableList) as caught:
        exchange.read(path, "found")
    assert caught.value.problem.detail == "HTML"


@pytest.mark.parametrize(
    "change",
    [
        (b"</table:table-row>", b""),
        (b"office:value-type=", b"office:value-type"),
        (b"UTF-8", b"UTF-9"),
        (b"<office", b"<"),
    ],
)
def test_an_ods_list_that_is_not_well_formed_is_refused_and_not_waited_for(
    tmp_path: Path, change: tuple[bytes, bytes]
) -> None:
    path = ods(tmp_path / "a.ods", CHILDREN)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    assert refused(rewritten(path, "content.xml", content.replace(*change))) == "FILE-06"
