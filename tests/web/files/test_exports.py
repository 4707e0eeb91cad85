"""What leaves a file: what is on the screen and no more, harmless, marked, recorded, and after being asked again."""

from __future__ import annotations

import csv
import io
import json

import pytest

from nasab.registry.audit.models import Entry
from nasab.web.files import exports
from tests.registry.pairs import a_child_found, a_child_sought
from tests.registry.photographs.test_pictures import SECRET, jpeg

FORMS = ("print", "pdf", "csv", "json")


@pytest.fixture
def child(office):
    return a_child_found(
        office, name="بلال", age="4", marks="burn, left forearm", notes='=HYPERLINK("x")', siblings="Aminat (6, f)"
    )


@pytest.fixture
def confirmed(monkeypatch):
    monkeypatch.setattr("nasab.web.confirming.did_recently_reauthenticate", lambda request: True)


def taken(client, child, form):
    return client.get(f"/files/{child.pk}/export/{form}/")


@pytest.mark.parametrize("form", FORMS)
def test_whoever_exports_is_asked_again_who_they_are(signed_in, child, form):
    assert "reauthenticate" in taken(signed_in("amina"), child, form).headers["Location"]
    assert not Entry.objects.filter(action="file.export").exists()


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_recorded_and_for_whom_it_is_only(signed_in, child, form, confirmed):
    assert taken(signed_in("amina"), child, form).status_code == 200
    assert Entry.objects.filter(action="file.export").count() == 1
    for name in ("zoya", "malika", "boris", "olga", "yusuf"):
        assert taken(signed_in(name), child, form).status_code == 403


def test_json_and_csv_say_what_is_on_the_screen(signed_in, child, confirmed):
    amina = signed_in("amina")
    told = json.loads(taken(amina, child, "json").content)
    assert {one["fact"]: one["value"] for one in told["statements"]}["name"] == "بلال"
    rows = list(csv.DictReader(io.StringIO(taken(amina, child, "csv").content.decode("utf-8-sig"))))
    assert {row["fact"]: row["value"] for row in rows}["notes"] == '\'=HYPERLINK("x")'


def test_a_tracing_officer_takes_outlines_only(signed_in, office, child, confirmed):
    from nasab.registry.people.models import Assignment

    Assignment.objects.create(user=office.users["luc"], file=child.pk, given_by=office.users["nadia"])
    luc = signed_in("luc")
    for form in ("print", "csv", "json"):
        content = taken(luc, child, form).content.decode()
        assert "بلال" not in content
        assert "burn" not in content
        assert "0–4" in content or "0\\u20134" in content


def test_a_print_names_who_took_it(signed_in, child, confirmed):
    page = taken(signed_in("amina"), child, "print").content.decode()
    assert "Amina" in page
    assert child.number in page


def test_a_print_holds_what_the_page_holds_of_every_statement(signed_in, child, confirmed, office):
    from nasab.registry.cases import services
    from nasab.registry.cases.services import Told

    amina = office.actor("amina")
    services.state(
        child, Told(fact="age", value="7", said_by="the cook", said_to="Madina", certainty="hearsay"), by=amina
    )
    services.correct(child.statements.get(fact="notes"), Told(fact="notes", value="nothing"), by=amina)
    page = taken(signed_in("amina"), child, "print").content.decode()
    for part in ("the cook", "Madina", "hearsay", "recorded by", "Witnesses disagree", "<s>"):
        assert part in page, part


def test_a_print_of_a_request_names_the_children_it_seeks(signed_in, office, confirmed):
    sought = a_child_sought(office, "Zaira", name="Билал", sex="m")
    page = taken(signed_in("luc"), sought.request, "print").content.decode()
    assert sought.number in page


def test_without_pango_a_pdf_is_refused_in_words_and_nothing_is_recorded_as_taken(
    signed_in, child, confirmed, monkeypatch
):
    def absent(page):
        raise exports.NoPango

    monkeypatch.setattr(exports, "_pdf", absent)
    amina = signed_in("amina")
    answer = taken(amina, child, "pdf")
    assert answer.headers["Location"] == f"/children/{child.pk}/"
    assert not Entry.objects.filter(action="file.export").exists()
    assert "Pango" in amina.get(answer.headers["Location"]).content.decode()


def test_a_pdf_is_one(signed_in, child, confirmed):
    content = taken(signed_in("amina"), child, "pdf").content
    assert content.startswith(b"%PDF")
    assert b"/JavaScript" not in content


def test_a_photograph_is_added_and_shown_without_what_stood_beside_its_pixels(signed_in, child):
    from django.core.files.uploadedfile import SimpleUploadedFile

    amina = signed_in("amina")
    sent = {"file": SimpleUploadedFile("p.jpg", jpeg(5), "image/jpeg")}
    assert amina.post(f"/files/{child.pk}/photographs/new/", sent).status_code == 302
    page = amina.get(f"/children/{child.pk}/").content.decode()
    path = page.split('<img src="')[1].split('"')[0]
    answer = amina.get(path)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert SECRET not in answer.content
    assert signed_in("zoya").get(path).status_code == 403


def test_a_family_is_drawn_and_mirrored_in_arabic(signed_in, child):
    amina = signed_in("amina")
    page = amina.get(f"/children/{child.pk}/").content.decode()
    assert "<svg" in page
    assert "Aminat" in page.split("<svg")[1]
    amina.cookies["language"] = "ar"
    assert amina.get(f"/children/{child.pk}/").content.decode().split("<svg")[1] != page.split("<svg")[1]


@pytest.mark.parametrize("form", ["print", "csv", "json"])
def test_withheld_facts_and_allegations_never_leave(signed_in, office, child, form, confirmed):
    from nasab.registry.cases import services
    from nasab.registry.cases.services import Told

    services.state(child, Told(fact="allegation", value="SENTINEL"), by=office.actor("nadia"))
    for name in ("amina", "nadia"):
        assert "burn, left forearm" in signed_in(name).get(f"/children/{child.pk}/").content.decode()
        content = taken(signed_in(name), child, form).content.decode()
        assert "burn, left forearm" not in content
        assert "SENTINEL" not in content
        assert "بلال" in content


def test_a_statement_taken_back_twice_is_one_clear_message(signed_in, child):
    age, amina = child.statements.get(fact="age"), signed_in("amina")
    for _ in range(2):
        assert amina.post(f"/statements/{age.pk}/take-back/").status_code == 302
    assert "CASE-01" in amina.get(f"/children/{child.pk}/").content.decode()
    assert child.statements.filter(fact="age").count() == 2
