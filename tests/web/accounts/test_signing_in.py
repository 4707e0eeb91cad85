"""Signing in: a password, a second factor, one session, and an end to each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

from nasab.registry.audit.models import Entry
from nasab.registry.people.models import User

PASSWORD = "a long night over the Tigris"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def amina(office):
    user = office.users["amina"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, name="amina"):
    return client.post("/accounts/login/", {"login": name, "password": password})


def code():
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_a_password_alone_reaches_only_the_page_that_sets_up_a_second_factor(amina):
    client = Client()
    assert sign_in(client).status_code == 302
    for path in ("/", "/children/", "/people/reads/", "/search/"):
        assert client.get(path).headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code in (200, 302)


def test_who_has_a_second_factor_is_asked_for_it_before_there_is_a_session(amina):
    TOTP.activate(amina, SECRET)
    client = Client()
    assert sign_in(client).headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/children/").headers["Location"].startswith("/accounts/login/")
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.get("/children/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/children/").status_code == 200


def test_nobody_registers_by_themselves(client, db):
    assert client.get("/accounts/signup/").status_code == 403
    assert client.get("/accounts/password/reset/").status_code == 403


def test_a_name_that_nobody_has_gets_the_same_answer(amina):
    answers = [sign_in(Client(), password="wrong", name=name) for name in ("amina", "nobody")]
    pages = [answer.content.decode().replace("nobody", "amina") for answer in answers]
    assert len({answer.status_code for answer in answers}) == 1
    texts = {page.split('class="note error"')[1].split("</div>")[0] for page in pages}
    assert len(texts) == 1


def test_guesses_are_throttled_before_a_password_is_hashed(amina, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: hashed.append(raw) or False)
    for number in range(40):
        sign_in(Client(), password=f"guess {number}")
    assert len(hashed) <= 5


def test_passwords_are_hashed_by_argon2id_with_64_mebibytes_or_more():
    hasher = Argon2PasswordHasher()
    assert hasher.memory_cost >= 64 * 1024
    assert hasher.encode("x" * 12, "y" * 16).startswith("argon2$argon2id$")


def test_a_session_left_alone_ends_after_a_quarter_of_an_hour(signed_in, time_machine):
    amina = signed_in("amina")
    assert amina.get("/children/").status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert amina.get("/children/").status_code == 302


def test_a_session_in_use_ends_after_eight_hours(signed_in, time_machine):
    amina, began = signed_in("amina"), timezone.now()
    for minutes in range(0, 8 * 60 + 1, 10):
        time_machine.move_to(began + timedelta(minutes=minutes))
        amina.get("/children/")
    time_machine.move_to(began + timedelta(minutes=8 * 60 + 5))
    assert amina.get("/children/").status_code == 302


def test_the_newest_session_of_a_person_is_the_only_one(signed_in, time_machine):
    first = signed_in("amina")
    assert first.get("/children/").status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    second = signed_in("amina")
    assert first.get("/children/").status_code == 302
    assert second.get("/children/").status_code == 200


def test_a_closed_account_has_no_session(office, signed_in):
    amina = signed_in("amina")
    User.objects.filter(username="amina").update(is_active=False)
    assert amina.get("/children/").status_code == 302


def test_signing_in_is_recorded(signed_in, office):
    signed_in("amina")
    assert Entry.objects.filter(action="signed_in", actor=str(office.users["amina"].pk)).exists()


def test_a_second_factor_is_kept_for_each_account_apart(office, signed_in):
    signed_in("amina")
    assert Authenticator.objects.filter(user=office.users["amina"]).count() == 1
    assert not Authenticator.objects.filter(user=office.users["luc"]).exists()
