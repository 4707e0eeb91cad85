"""Pages open for whom they are meant, and for nobody else."""

from __future__ import annotations


def test_who_is_not_signed_in_is_asked_to(client, db):
    assert client.get("/").headers["Location"] == "/accounts/login/"


def test_the_page_to_sign_in_opens(client, db):
    assert client.get("/accounts/login/").status_code == 200
