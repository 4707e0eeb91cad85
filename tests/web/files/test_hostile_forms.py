"""Whatever is typed into whichever field: kept as it was typed or refused in words, and harmless on every page."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from nasab.registry.cases.models import Child
from tests.registry.pairs import a_child_found

HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}{% debug %}",
    "'; DROP TABLE cases_child; --",
    "\x00", "a\x00b", "\u202elaliB", "=cmd|'/c calc'!A0", "@SUM(1)", "../../etc/passwd",
    "%0d%0aSet-Cookie: x=y", "\r\nX: y",
    "\ud7ff\ue000", "𝕭𝖎𝖑𝖆𝖑", "B" + "\u0301" * 300, "١٢٣", "-1", "1e309", "NaN", "null", "true",
    "[]", "بلال\u200f\u200e",
    " ", "\t", "a" * 3999, "a" * 100_000, "☺", "\ufeffBilal", "&lt;b&gt;", "javascript:alert(1)", "${jndi:ldap://x}",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:24]))
def test_a_hostile_value_in_a_statement(signed_in, office, value):
    child = a_child_found(office, name="Bilal")
    amina = signed_in("amina")
    told = {
        "fact": "notes", "answer": "told", "value": value, "version": child.version, "said_by": value[:200],
        "said_to": value[:200], "said_on": value[:40], "certainty": "", "written_where": value[:300],
    }  # fmt: skip
    answer = amina.post(f"/files/{child.pk}/state/", told)
    assert answer.status_code in (200, 302)
    page = amina.get(f"/children/{child.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in page.split("notes")[0][-5:]
    if answer.status_code == 302 and value.strip():
        assert child.statements.get(fact="notes").value == value.strip().replace("\r\n", "\n") or "\r" in value


FIELDS = {
    "new_child": ("agency", "reference", "name", "age", "said_by", "certainty", "with"),
    "search": ("text", "kind"),
    "lists": ("side", "agency", "key"),
    "assign": ("user", "number"),
}
SENDER = {"new_child": "amina", "search": "amina", "lists": "amina", "assign": "nadia"}


@pytest.mark.parametrize("route", FIELDS)
def test_hostile_values_in_every_field_of_other_forms(signed_in, office, route):
    client = signed_in(SENDER[route])
    before = Child.objects.count()
    for value in HOSTILE:
        for field in FIELDS[route]:
            answer = client.post(reverse(route), {field: value})
            assert answer.status_code in (200, 302, 400), (field, value)
            assert "<script>alert" not in answer.content.decode(errors="replace")
    assert Child.objects.count() == before  # none of them was a whole form


@pytest.mark.parametrize(
    "path", ["/children/?page={}", "/children/?state={}", "/candidates/?band={}&by={}", "/language/?next={}"]
)
def test_hostile_values_in_addresses(signed_in, path):
    client = signed_in("nadia")
    for value in HOSTILE[:20]:
        answer = client.get(path.format(*[json.dumps(value)] * 2))
        assert answer.status_code in (200, 302, 400, 404, 405)


def test_a_language_switch_leads_nowhere_else(client, db):
    answer = client.post("/language/", {"language": "ar", "next": "https://198.51.100.1/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
