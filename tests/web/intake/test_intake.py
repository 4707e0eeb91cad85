"""Pages of lists: brought, looked at, corrected, taken; another agency's are not there."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nasab.registry.cases.models import Child
from nasab.registry.intake.models import Upload
from nasab.registry.intake.tasks import take_upload

CONTENT = "id,name,age,consent,colour\nM-017,بلال,4,yes,red\nM-018,Aminat,as a goat,,blue\n".encode()


@pytest.fixture
def bring(office):
    def brought(client, content=CONTENT, name="list.csv", side="found"):
        file = SimpleUploadedFile(name, content)
        told = {"file": file, "side": side, "agency": office.agency("Mosul").pk, "key": uuid4()}
        return client.post("/lists/", told)

    return brought


def test_a_list_is_looked_at_before_anything_is_taken(signed_in, bring):
    amina = signed_in("amina")
    response = bring(amina)
    page = amina.get(response.headers["Location"]).content.decode()
    assert not Child.objects.exists()
    assert "colour" in page
    assert "AGE-01" in page
    assert "1 row says nothing of consent" in page


def test_a_column_is_corrected_and_the_list_taken_in_the_background(signed_in, bring, office):
    amina = signed_in("amina")
    path = bring(amina).headers["Location"]
    amina.post(path, {"c-4": "belongings"})
    assert amina.post(f"{path}take/").status_code == 302
    upload = Upload.objects.get()
    assert upload.state == "taking"
    take_upload.func(str(upload.pk), str(office.users["amina"].pk))
    page = amina.get(path).content.decode()
    assert "Taken." in page
    assert Child.objects.filter(statements__fact="belongings").count() == 2


def test_the_marked_copy_is_a_workbook(signed_in, bring):
    amina = signed_in("amina")
    answer = amina.get(f"{bring(amina).headers['Location']}problems/")
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_what_cannot_be_read_is_said_on_the_page_and_nothing_is_kept(signed_in, bring):
    page = bring(signed_in("amina"), b"\x00" * 100, "list.xlsx").content.decode()
    assert "FILE-" in page or "HEAD-" in page
    assert not Upload.objects.exists()


def test_another_agencys_lists_are_not_there(signed_in, bring):
    path = bring(signed_in("amina")).headers["Location"]
    assert signed_in("zoya").get(path).status_code == 404
    assert path not in signed_in("zoya").get("/lists/").content.decode()


@pytest.mark.parametrize("name", ["malika", "nadia", "boris", "olga", "yusuf"])
def test_whoever_keeps_no_files_brings_no_lists(signed_in, name):
    assert signed_in(name).get("/lists/").status_code == 403


@pytest.mark.parametrize("language", ["en", "ar", "ru", "fr"])
def test_an_empty_list_can_be_had_in_every_language(signed_in, language):
    amina = signed_in("amina")
    amina.cookies["language"] = language
    assert amina.get("/lists/template/found/").content.startswith(b"PK")
