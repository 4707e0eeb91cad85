"""Canaries and alarms, as the protection lead sees them and nobody else."""

from __future__ import annotations

import pytest

from tests.registry.pairs import a_child_found


@pytest.fixture
def child(office):
    return a_child_found(office, name="Ramzan", age="9")


def opened(client, child):
    """The file, after the reason was given why somebody opens it."""
    client.post(f"/files/{child.pk}/why/", {"reason": "search"})
    return client.get(f"/children/{child.pk}/").content.decode()


def test_a_lead_makes_a_canary_and_is_told_on_the_first_page_who_came_to_it(signed_in, child):
    nadia, malika = signed_in("nadia"), signed_in("malika")
    assert "alarms" in nadia.get("/").content.decode()
    assert "Make it a canary" in opened(nadia, child)
    nadia.post(f"/files/{child.pk}/canary/")
    assert "No canary any more" in opened(nadia, child)
    assert "canary" not in opened(malika, child).lower()
    told = nadia.get("/alarms/").content.decode()
    assert "Malika" in told
    assert child.number in told
    assert "I have seen them" in told
    assert "I have seen them" not in nadia.post("/alarms/", follow=True).content.decode()


def test_the_history_of_a_canary_says_so_to_the_lead_only(signed_in, child):
    nadia = signed_in("nadia")
    opened(nadia, child)
    nadia.post(f"/files/{child.pk}/canary/")
    signed_in("amina").get(f"/children/{child.pk}/")
    assert "canary" in nadia.get(f"/files/{child.pk}/history/").content.decode()
    assert "canary" not in signed_in("amina").get(f"/files/{child.pk}/history/").content.decode()


def test_nobody_else_has_the_button_or_the_page(signed_in, child):
    for name in ("amina", "luc", "malika", "boris", "olga", "yusuf"):
        client = signed_in(name)
        assert client.get("/alarms/").status_code == 403
        assert client.post(f"/files/{child.pk}/canary/").status_code == 403
        assert "alarms" not in client.get("/").content.decode()


def test_a_canary_with_consent_is_not_among_those_without(signed_in, child):
    nadia, amina = signed_in("nadia"), signed_in("amina")
    opened(nadia, child)
    nadia.post(f"/files/{child.pk}/canary/")
    assert child.number in amina.get("/children/").content.decode()
    assert child.number not in amina.get("/children/?consent=none").content.decode()
