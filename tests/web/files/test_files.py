"""Pages of files: registered, read, corrected, found again; each by whom it is meant for."""

from __future__ import annotations

import json
import re

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.loader import render_to_string

from nasab.registry.audit.models import Entry
from nasab.registry.cases import services
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.selectors import open_file
from tests.registry.pairs import a_child_sought


@pytest.fixture
def bilal(signed_in):
    amina = signed_in("amina")
    told = {"name": "بلال", "age": "4", "sex": "m", "father_alias": "Abu Bilal al-Shishani", "said_by": "the child"}
    page = amina.get("/children/new/").content.decode()
    agency = page.split('name="agency"')[1].split('value="')[2].split('"')[0]
    assert amina.post("/children/new/", {**told, "agency": agency, "reference": "M-017"}).status_code == 302
    return Child.objects.get()


def test_a_registrar_registers_a_child_and_reads_what_was_told(signed_in, bilal):
    page = signed_in("amina").get(f"/children/{bilal.pk}/").content.decode()
    assert "بلال" in page
    assert "Bilal" in page  # in Latin letters beside it
    assert "the child" in page
    assert bilal.number in signed_in("amina").get("/children/").content.decode()


def test_a_list_shows_outlines_and_no_name(signed_in, bilal):
    page = signed_in("amina").get("/children/").content.decode()
    assert "ب." in page
    assert "بلال" not in page


def test_a_tracing_officer_sees_an_outline(signed_in, bilal, office):
    from nasab.registry.people.models import Assignment

    Assignment.objects.create(user=office.users["luc"], file=bilal.pk, given_by=office.users["nadia"])
    page = signed_in("luc").get(f"/children/{bilal.pk}/").content.decode()
    assert "بلال" not in page
    assert "ب." in page


def test_somebody_of_another_agency_reads_nothing(signed_in, bilal):
    response = signed_in("zoya").get(f"/children/{bilal.pk}/")
    assert response.status_code == 403
    assert "بلال" not in response.content.decode()
    assert bilal.number not in signed_in("zoya").get("/children/").content.decode()


def test_a_statement_is_corrected_on_its_page(signed_in, bilal, office):
    age = bilal.statements.get(fact="age")
    amina = signed_in("amina")
    form = {"fact": "age", "answer": "told", "value": "5", "version": bilal.version, "said_by": "nurse"}
    assert amina.post(f"/statements/{age.pk}/correct/", form).status_code == 302
    assert open_file(bilal.pk, by=office.actor("amina")).fact("age").values == ("5",)
    assert "<s>" in amina.get(f"/children/{bilal.pk}/").content.decode()


def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_typed_is_lost(signed_in, bilal):
    amina, seen = signed_in("amina"), bilal.version
    other = {"fact": "mother", "answer": "told", "value": "Luiza", "said_by": "cook", "version": seen}
    assert amina.post(f"/files/{bilal.pk}/state/", other).status_code == 302
    form = {"fact": "mother", "answer": "told", "value": "Zarema", "version": seen}
    response = amina.post(f"/files/{bilal.pk}/state/", form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "CASE-01" in page
    assert "Zarema" in page
    meanwhile = page.split('id="meanwhile"')[1].split("</section>")[0]
    assert "Luiza" in meanwhile
    assert "cook" in meanwhile
    assert bilal.statements.filter(fact="name").get().value not in meanwhile  # it was there before


def test_told_without_words_is_asked_again(signed_in, bilal):
    form = {"fact": "mother", "answer": "told", "value": " ", "version": bilal.version}
    assert "asked, and not told" in signed_in("amina").post(f"/files/{bilal.pk}/state/", form).content.decode()
    assert not bilal.statements.filter(fact="mother").exists()


def test_a_family_asks_and_a_child_is_sought(signed_in, office):
    luc = signed_in("luc")
    agency = office.agency("Strasbourg").pk
    luc.post("/requests/new/", {"agency": agency, "inquirer": "Zaira Tagirova", "telephone": "+33 6 12 34 56 78"})
    request = TracingRequest.objects.get()
    assert luc.post(f"/requests/{request.pk}/children/new/", {"agency": agency, "name": "Билал"}).status_code == 302
    assert Child.objects.get(side="sought").number in luc.get(f"/requests/{request.pk}/").content.decode()
    found = luc.post("/search/", {"text": "06 12 34 56 78", "kind": "telephone"}).content.decode()
    assert request.number in found


@pytest.mark.parametrize("text", ["Bilal", "Билал", "بلال", "bilaal"])
def test_a_name_is_found_in_any_script(signed_in, bilal, text):
    assert bilal.number in signed_in("amina").post("/search/", {"text": text, "kind": "name"}).content.decode()


def test_nobody_finds_what_they_do_not_reach(signed_in, bilal):
    for kind, text in (("name", "Bilal"), ("number", bilal.number), ("number", "M-017")):
        link = f"/children/{bilal.pk}/"
        assert link not in signed_in("zoya").post("/search/", {"text": text, "kind": kind}).content.decode()
        assert link in signed_in("amina").post("/search/", {"text": text, "kind": kind}).content.decode()


def test_a_search_is_recorded_without_what_was_looked_for(signed_in, bilal):
    signed_in("amina").post("/search/", {"text": "Bilal", "kind": "name"})
    row = Entry.objects.filter(action="search.run").get()
    assert "ilal" not in row.details
    assert bilal.number in row.details


def test_a_page_of_consent_makes_a_child_be_matched(signed_in, bilal):
    from nasab.registry.cases.consent import may_be_matched

    signed_in("amina").post(f"/files/{bilal.pk}/consent/", {"level": "2", "given_by": "the director"})
    assert may_be_matched().get() == bilal


def test_the_history_says_who_looked(signed_in, bilal):
    page = signed_in("amina").get(f"/files/{bilal.pk}/history/").content.decode()
    assert "Amina" in page
    assert not re.search(r"\d{4}-\d\d-\d\dT", page)


def test_what_the_engine_did_is_in_the_history_in_words(signed_in, bilal, office):
    from nasab.registry.audit.services import record

    with transaction.atomic():
        record(actor="engine", action="candidates.weigh", subject=bilal.pk)
    page = signed_in("amina").get(f"/files/{bilal.pk}/history/").content.decode()
    assert "nasab itself" in page
    assert "weighed its candidates anew" in page
    assert "candidates.weigh" not in page


def test_the_counts_without_consent_lead_to_the_files_they_count(signed_in, bilal, office):
    amina = signed_in("amina")
    assert 'href="/children/?consent=none"' in amina.get("/").content.decode().replace("&amp;", "&")
    listed = amina.get("/children/?consent=none").content.decode()
    assert bilal.number in listed
    amina.post(f"/files/{bilal.pk}/consent/", {"level": "2", "given_by": "the director"})
    assert bilal.number not in amina.get("/children/?consent=none").content.decode()
    assert bilal.number in amina.get("/children/").content.decode()
    sought = a_child_sought(office, "Zaira", name="Билал")
    assert sought.number not in signed_in("luc").get("/children/?side=sought&consent=none").content.decode()
    services.record_consent(sought.request, by=office.actor("luc"), level=1, given_by="Zaira")
    listed = signed_in("luc").get("/children/?side=sought&consent=none").content.decode()
    assert sought.number in listed
    assert bilal.number not in listed


def test_a_search_that_shows_only_the_first_says_so(signed_in, bilal, monkeypatch):
    monkeypatch.setattr("nasab.registry.cases.searching.SHOWN", 1)
    monkeypatch.setattr("nasab.web.files.views.SHOWN", 1)
    page = signed_in("amina").post("/search/", {"text": "بلال", "kind": "name"}).content.decode()
    assert "there may be more" in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_a_page_that_is_not_there_runs_the_way_of_its_language(signed_in, language, direction):
    amina = signed_in("amina")
    amina.cookies["language"] = language
    for answer in (amina.get("/nowhere/"), HttpResponse(render_to_string("500.html"))):
        page = answer.content.decode()
        assert f'dir="{direction}"' in page or answer.status_code == 200
        assert 'dir=""' not in page


def test_a_file_that_is_not_ones_own_is_opened_with_a_reason_which_stands_in_its_history(signed_in, bilal, office):
    nadia, path = signed_in("nadia"), f"/children/{bilal.pk}/"
    asked = nadia.get(path)
    assert asked.status_code == 302
    why = asked.headers["Location"]
    assert why.startswith(f"/files/{bilal.pk}/why/")
    page = nadia.get(why).content.decode()
    assert "بلال" not in page
    assert "checked" not in page  # nothing is chosen beforehand
    assert not Entry.objects.filter(action="child.read", actor=str(office.users["nadia"].pk)).exists()
    assert nadia.post(why, {"reason": "nosy"}).status_code == 200
    assert nadia.post(why, {"reason": "supervision"}).headers["Location"] == path
    assert "بلال" in nadia.get(path).content.decode()
    read = Entry.objects.filter(action="child.read", actor=str(office.users["nadia"].pk)).get()
    assert json.loads(read.details)["reason"] == "supervision"
    history = signed_in("amina").get(f"/files/{bilal.pk}/history/").content.decode()
    assert "I look after the work of others" in history
    assert nadia.get(path).status_code == 200  # once a session


def test_who_has_the_file_in_their_care_or_wrote_in_it_is_not_asked(signed_in, bilal, office):
    from nasab.registry.people.models import Assignment

    assert signed_in("amina").get(f"/children/{bilal.pk}/").status_code == 200  # of her agency
    Assignment.objects.create(user=office.users["nadia"], file=bilal.pk, given_by=office.users["boris"])
    assert signed_in("nadia").get(f"/children/{bilal.pk}/").status_code == 200


def test_a_reason_opens_nothing_that_is_not_in_reach_and_leads_nowhere_else(signed_in, bilal):
    assert signed_in("zoya").post(f"/files/{bilal.pk}/why/", {"reason": "care"}).status_code == 403
    answer = signed_in("nadia").post(f"/files/{bilal.pk}/why/?next=https://example.org/", {"reason": "care"})
    assert answer.headers["Location"] == f"/children/{bilal.pk}/"


def test_a_closed_file_is_among_the_closed(signed_in, bilal):
    signed_in("amina").post(f"/files/{bilal.pk}/close/")
    assert bilal.number not in signed_in("amina").get("/children/").content.decode()
    assert bilal.number in signed_in("amina").get("/children/?state=closed").content.decode()


@pytest.mark.parametrize("page", ["/", "/children/", "/requests/", "/search/", "/children/new/"])
@pytest.mark.parametrize("language", ["en", "ar", "ru", "fr"])
def test_every_page_opens_in_every_language(signed_in, page, language):
    amina = signed_in("amina")
    amina.cookies["language"] = language
    response = amina.get(page)
    assert response.status_code == 200
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in response.content.decode()
