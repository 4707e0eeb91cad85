"""Every field for every role, in every form a file is shown in: what the matrix gives, and not a letter more.

Each fact holds a word that occurs nowhere else, so what is seen can be looked for.
"""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from nasab.registry.access import ROLES, Sight, group_of, may, sight
from nasab.registry.access.roles import FACTS
from nasab.registry.cases import services
from nasab.registry.cases.models import Statement
from nasab.registry.people.models import Grant
from tests.registry.people import CAST

WHO = {role: name for name, (role, _) in reversed(CAST.items())}
FORMS = ("page", "print", "pdf", "csv", "json")


def word(kind, fact):
    return f"zq{kind}{fact.replace('_', '')}word"


def stated(file, kind, office):
    """Every fact of such a file, whoever may state it."""
    for fact in FACTS[kind]:
        one = Statement(
            child=None if kind == "request" else file,
            request=file if kind == "request" else None,
            fact=fact,
            version=1,
            recorded_by=office.users["amina"],
        )
        one.value = word(kind, fact)
        one.save(force_insert=True)
    return file


@pytest.fixture
def files(office, monkeypatch):
    monkeypatch.setattr("nasab.web.confirming.did_recently_reauthenticate", lambda request: True)
    monkeypatch.setattr("nasab.registry.cases.selectors.is_own", lambda *_: True)
    request = services.open_request(by=office.actor("luc"), agency=office.agency("Strasbourg").id)
    luc, strasbourg = office.actor("luc"), office.agency("Strasbourg").id
    sought = services.open_child(by=luc, agency=strasbourg, side="sought", request=request)
    found = services.open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    for name in WHO.values():  # everybody everywhere: only the fields are asked for here
        Grant.objects.filter(user=office.users[name]).update(agency=None)
    return {
        "found": stated(found, "found", office), "sought": stated(sought, "sought", office),
        "request": stated(request, "request", office),
    }  # fmt: skip


def text_of(pdf):
    """The words of a PDF, as anybody can take them out of it again."""
    with io.BytesIO(pdf) as file:
        return "".join(page.extract_text() for page in PdfReader(file).pages).replace("\n", "")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["found", "sought", "request"])
def test_a_role_sees_the_fields_of_the_matrix_and_no_others(signed_in, office, files, kind, role):
    client, actor, file = signed_in(WHO[role]), office.actor(WHO[role]), files[kind]
    for form in FORMS:
        path = f"/files/{file.pk}/export/{form}/" if form != "page" else f"/children/{file.pk}/"
        response = client.get(path)
        action = "child.read" if form == "page" else "file.export"
        if not may(actor, action, file.subject):
            assert response.status_code == 403, form
            assert f"zq{kind}".encode() not in response.content
            continue
        shown = text_of(response.content) if form == "pdf" else response.content.decode()
        for fact in FACTS[kind]:
            group = group_of(kind, fact)
            is_read = sight(actor.roles, group) >= Sight.READ and (form == "page" or group not in ("F4", "F9"))
            assert (word(kind, fact) in shown) == is_read, (form, fact)
