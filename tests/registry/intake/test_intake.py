"""Lists come in: read apart, taken cell by cell, and taken again without doing anything twice."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from nasab.registry.audit.gate import Refused
from nasab.registry.cases import services as cases
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.models import Child, Statement, TracingRequest
from nasab.registry.cases.selectors import open_file
from nasab.registry.cases.services import Told
from nasab.registry.intake.models import Upload
from nasab.registry.intake.services import annotated, choose, preview, receive, take, take_file

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FOUND = (
    "id,name,age,father,group,source,consent,shoe size\n"
    "M-017,بلال,4,,G4,nurse,yes,27\nM-018,Aminat,6,Ruslan,G4,,no,30\n"
)


@pytest.fixture
def mosul(office):
    return {"by": office.actor("amina"), "agency": office.agency("Mosul").id, "side": "found"}


def bring(mosul, text, name="list.csv"):
    return take_file(text.encode(), name, **mosul)


def test_rows_become_files_and_cells_statements_that_say_where_they_are_from(mosul):
    upload = bring(mosul, FOUND)
    assert (upload.created, upload.state) == (2, "taken")
    bilal = Child.objects.filter(statements__cell__row=2).distinct().get()
    name = bilal.statements.get(fact="name")
    assert name.value == "بلال"
    assert name.said_by == "nurse"
    assert name.written_where == "list.csv · 2 · name"
    assert bilal.group.children.count() == 2


def test_consent_of_the_list_decides_who_is_matched(mosul):
    bring(mosul, FOUND)
    assert may_be_matched().count() == 1


def test_the_same_list_again_changes_nothing(mosul):
    bring(mosul, FOUND)
    before = Statement.objects.count()
    again = bring(mosul, FOUND)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    assert Statement.objects.count() == before


def test_a_changed_cell_corrects_what_came_from_it_and_nothing_else(office, mosul):
    bring(mosul, FOUND)
    bilal = Child.objects.filter(statements__cell__row=2).distinct().get()
    cases.state(bilal, Told(fact="age", value="5", said_by="the doctor"), by=office.actor("amina"))
    again = bring(mosul, FOUND.replace("بلال,4", "بلال,3"))
    assert (again.changed, again.unchanged) == (1, 1)
    age = open_file(bilal.pk, by=office.actor("amina")).fact("age")
    assert set(age.values) == {"5", "3"}
    assert [one.value for one in age.stated.former] == ["4"]


def test_a_cell_that_is_empty_now_takes_nothing_back(office, mosul):
    bring(mosul, FOUND)
    again = bring(mosul, FOUND.replace("Ruslan", ""))
    assert again.emptied == 1
    assert Statement.objects.filter(fact="father", answer="taken_back").count() == 0


def test_rows_of_a_family_are_one_request(office):
    sought = (EXAMPLES / "sought.csv").read_bytes()
    strasbourg = {"by": office.actor("luc"), "agency": office.agency("Strasbourg").id, "side": "sought"}
    upload = take_file(sought, "sought.csv", **strasbourg)
    assert upload.created == Child.objects.filter(side="sought").count() == upload.rows
    assert 0 < TracingRequest.objects.count() < upload.rows
    again = take_file(sought, "sought.csv", **strasbourg)
    assert (again.created, again.changed) == (0, 0)


def test_headers_can_be_corrected_before_it_is_taken(mosul):
    upload = receive(name="list.csv", content=FOUND.encode(), **mosul)
    seen = {header: (position, column) for position, header, column, _ in preview(upload).headers}
    assert seen["shoe size"][1] is None
    upload = choose(upload, {seen["shoe size"][0]: "notes", seen["father"][0]: None}, by=mosul["by"])
    take(upload, by=mosul["by"])
    assert Statement.objects.filter(fact="notes").count() == 2
    assert not Statement.objects.filter(fact="father").exists()


def test_problems_come_back_in_the_offices_own_workbook(mosul):
    upload = receive(name="list.csv", content=FOUND.replace(",6,", ",as a goat,").encode(), **mosul)
    assert any(one.code.startswith("AGE") for one in preview(upload).problems)
    copy = annotated(upload, by=mosul["by"], language="ar")
    assert copy.startswith(b"PK")


def test_what_is_sent_twice_is_one_upload(mosul):
    key = uuid4()
    receive(name="list.csv", content=FOUND.encode(), key=key, **mosul)
    receive(name="list.csv", content=FOUND.encode(), key=key, **mosul)
    assert Upload.objects.count() == 1


def test_a_list_that_was_stopped_is_taken_from_where_it_stopped(mosul, monkeypatch):
    upload = receive(name="list.csv", content=FOUND.encode(), **mosul)
    calls = []
    real = cases.open_child

    def stop(**told):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**told)

    monkeypatch.setattr(cases, "open_child", stop)
    monkeypatch.setattr("nasab.registry.intake.taking._AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        take(upload, by=mosul["by"])
    monkeypatch.setattr(cases, "open_child", real)
    take(Upload.objects.get(pk=upload.pk), by=mosul["by"])
    assert Child.objects.count() == 2


def test_once_taken_nothing_of_the_list_itself_is_kept(mosul):
    bring(mosul, FOUND)
    upload = Upload.objects.get()
    assert upload.content_sealed is None
    assert upload.reading_sealed is None


def test_a_tracing_officer_brings_no_children_found(office):
    with pytest.raises(Refused):
        take_file(FOUND.encode(), "list.csv", by=office.actor("luc"), agency=office.agency("Mosul").id, side="found")


def test_an_import_sends_nothing_to_anybody(mosul, mailoutbox):
    traps = "".join(f"T-{number},Trap {number},{number % 12},,,,yes,\n" for number in range(30))
    bring(mosul, FOUND + traps)
    assert mailoutbox == []
