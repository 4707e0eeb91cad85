"""People and roles, the audit record, one's own reads: for whom they are."""

from __future__ import annotations

import pytest
from django.test import Client

from nasab.registry.audit.models import Entry
from nasab.registry.audit.quota import LOCKS, WARNS
from nasab.registry.cases.services import open_child
from nasab.registry.people.models import User


@pytest.fixture
def confirmed(monkeypatch):
    monkeypatch.setattr("nasab.web.confirming.did_recently_reauthenticate", lambda request: True)


def test_an_administrator_makes_an_account_and_its_bearer_chooses_the_password(signed_in, office):
    boris = signed_in("boris")
    page = boris.post("/people/", {"username": "leila", "display_name": "Leila"}, follow=True).content.decode()
    link = page.split("data-copy>")[1].split("<")[0]
    path = link.split("testserver")[1]
    leila, password = Client(), "seven sisters crossing a river"
    assert leila.post(path, {"new_password1": password, "new_password2": password}).status_code == 302
    assert User.objects.get(username="leila").check_password(password)
    assert leila.get(path).status_code == 404  # it works once


def test_who_forgot_their_password_gets_a_link_and_is_out_until_they_used_it(signed_in, office, confirmed):
    boris, amina, user = signed_in("boris"), signed_in("amina"), office.users["amina"]
    user.set_password("an old password of many words")
    user.save()
    amina = signed_in("amina")
    assert amina.get("/").status_code == 200
    page = boris.post(f"/people/{user.pk}/password/", follow=True).content.decode()
    assert amina.get("/").status_code == 302  # out, wherever they were
    assert not User.objects.get(pk=user.pk).check_password("an old password of many words")
    path = page.split("data-copy>")[1].split("<")[0].split("testserver")[1]
    password = "seven sisters crossing a river"
    assert Client().post(path, {"new_password1": password, "new_password2": password}).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(password)
    assert Entry.objects.filter(action="people.forget_password", subject=str(user.pk)).exists()
    assert user.authenticator_set.exists()  # the second factor stays


def test_nobody_takes_their_own_password_away_or_without_being_asked_again(signed_in, office):
    boris, user = signed_in("boris"), office.users["amina"]
    assert "reauthenticate" in boris.post(f"/people/{user.pk}/password/").headers["Location"]
    assert not Entry.objects.filter(action="people.forget_password").exists()


def test_a_role_is_granted_and_ended_and_takes_effect_at_once(signed_in, office, confirmed):
    boris, yusuf = signed_in("boris"), signed_in("yusuf")
    assert yusuf.get("/children/").status_code == 403
    user = office.users["yusuf"]
    boris.post(f"/people/{user.pk}/grant/", {"role": "registrar", "agency": office.agency("Mosul").pk})
    assert yusuf.get("/children/").status_code == 200
    given = user.grants.get(role="registrar")
    boris.post(f"/people/grants/{given.pk}/end/")
    assert yusuf.get("/children/").status_code == 403
    assert Entry.objects.filter(action="people.grant").exists()


def test_before_a_role_is_granted_the_administrator_is_asked_again_who_they_are(signed_in, office):
    user = office.users["yusuf"]
    response = signed_in("boris").post(f"/people/{user.pk}/grant/", {"role": "registrar"})
    assert "reauthenticate" in response.headers["Location"]
    assert not user.grants.filter(role="registrar").exists()


@pytest.mark.parametrize("name", ["amina", "luc", "malika", "yusuf"])
def test_nobody_else_sees_accounts_or_the_audit_record(signed_in, name):
    assert signed_in(name).get("/people/").status_code == 403
    assert signed_in(name).get("/people/audit/").status_code == 403


def test_the_auditor_sees_the_record_and_whether_it_is_whole(signed_in, office):
    open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    page = signed_in("olga").get("/people/audit/?check=1").content.decode()
    assert "child.create" in page
    assert "each follows the one before" in page


def test_why_somebody_cannot_see_a_file_is_said_in_a_sentence(signed_in, office):
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    asked = {"user": office.users["zoya"].pk, "action": "child.read", "number": child.number}
    page = signed_in("boris").post("/people/why/", asked).content.decode()
    assert "their role is in another agency" in page
    asked["user"] = office.users["amina"].pk
    assert "Allowed" in signed_in("boris").post("/people/why/", asked).content.decode()


def test_whoever_opens_file_after_file_is_warned_and_then_stopped(signed_in, office):
    amina, by, agency = signed_in("amina"), office.actor("amina"), office.agency("Mosul").id
    children = [open_child(by=by, agency=agency, side="found") for _ in range(LOCKS + 2)]
    answers = [amina.get(f"/children/{child.pk}/").status_code for child in children]
    assert answers.index(403) == LOCKS + 1
    warned = Entry.objects.get(action="quota.warn")
    assert f'"files":{WARNS + 1}' in warned.details
    assert Entry.objects.filter(action="quota.lock").count() == 1
    assert Entry.objects.filter(action="refused", details__contains="locked").count() == 1
    signed_in("nadia").post(f"/people/{office.users['amina'].pk}/lift/")
    User.objects.get(username="amina", locked_at=None)


def test_one_reads_what_one_has_read(signed_in, office):
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    amina = signed_in("amina")
    amina.get(f"/children/{child.pk}/")
    assert str(child.pk)[:8] in amina.get("/people/reads/").content.decode()


def test_a_file_given_into_somebodys_care_is_in_their_reach(signed_in, office):
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    zoya = signed_in("zoya")
    assert zoya.get(f"/children/{child.pk}/").status_code == 403
    signed_in("nadia").post("/people/assign/", {"user": office.users["zoya"].pk, "number": child.number.lower()})
    assert zoya.get(f"/children/{child.pk}/").status_code == 200


def test_dates_stand_in_the_offices_calendar_with_the_gregorian_beneath(signed_in, office):
    amina = signed_in("amina")
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    amina.post("/people/settings/", {"calendar": "islamic"})
    page = amina.get("/children/").content.decode()
    assert child.number in page
    assert " AH</bdi><br><small>" in page


def test_a_page_that_a_role_does_not_reach_is_a_refusal_in_the_record(signed_in, office):
    assert signed_in("yusuf").get("/children/").status_code == 403
    row = Entry.objects.get(action="refused")
    assert row.actor == str(office.users["yusuf"].pk)
    assert '"tried":"child.read"' in row.details
