"""The thinnest whole path: a child is registered, read, corrected; each look and change is in the audit record."""

from __future__ import annotations

import pytest

from nasab.registry.audit.gate import Refused
from nasab.registry.audit.models import Entry
from nasab.registry.audit.verifying import verify
from nasab.registry.cases import selectors, services
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.services import Conflict, Told


@pytest.fixture
def bilal(office):
    return services.open_child(
        by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", reference="M-017",
        told=(
            Told(fact="name", value="بلال", said_by="the child"),
            Told(fact="father_alias", value="Abu Bilal al-Shishani"),
        ),
    )  # fmt: skip


def test_a_registrar_reads_what_was_stated(office, bilal):
    view = selectors.open_file(bilal.id, by=office.actor("amina"))
    assert view.fact("name").values == ("بلال",)
    assert view.fact("name").stated.standing[0].said_by == "the child"
    assert Entry.objects.order_by("-sequence").first().action == "child.read"


def test_somebody_of_another_agency_is_refused_and_the_try_is_recorded(office, bilal):
    with pytest.raises(Refused):
        selectors.open_file(bilal.id, by=office.actor("zoya"))
    assert Entry.objects.order_by("-sequence").first().action == "refused"


def test_a_correction_stands_beside_what_it_corrects(office, bilal):
    amina = office.actor("amina")
    first = bilal.statements.get(fact="name")
    services.correct(first, Told(fact="name", value="Билал", said_by="nurse"), by=amina)
    view = selectors.open_file(bilal.id, by=amina)
    assert view.fact("name").values == ("Билал",)
    assert [one.value for one in view.fact("name").stated.former] == ["بلال"]


def test_two_who_write_at_once_notice_one_another(office, bilal):
    amina = office.actor("amina")
    services.state(bilal, Told(fact="age", value="4"), by=amina, version=1)
    with pytest.raises(Conflict):
        services.state(bilal, Told(fact="age", value="6"), by=amina, version=1)


def test_without_consent_a_child_is_in_no_query_of_candidates(office, bilal):
    assert not may_be_matched().exists()
    services.record_consent(bilal, by=office.actor("amina"), level=2, given_by="the director")
    assert may_be_matched().get() == bilal
    services.record_consent(bilal, by=office.actor("amina"), level=1, given_by="the child")
    assert not may_be_matched().exists()


def test_the_audit_record_of_it_all_is_whole(office, bilal):
    rows, faults = verify()
    assert rows > 0
    assert faults == []
