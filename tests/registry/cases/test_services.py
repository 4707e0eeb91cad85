"""What is done with files: asked of the policy, in one transaction, with its row in the audit record."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from nasab.errors import NasabError
from nasab.registry.audit.gate import Refused
from nasab.registry.audit.models import Entry
from nasab.registry.cases import services
from nasab.registry.cases.models import Statement, Token
from nasab.registry.cases.selectors import open_file, visible_children, visible_requests
from nasab.registry.cases.services import Told


@pytest.fixture
def request_of_zaira(office):
    return services.open_request(
        by=office.actor("luc"), agency=office.agency("Strasbourg").id, reference="R-7",
        told=(Told(fact="inquirer", value="Zaira Tagirova"), Told(fact="telephone", value="+33 6 12 34 56 78")),
    )  # fmt: skip


@pytest.fixture
def sought(office, request_of_zaira):
    return services.open_child(
        by=office.actor("luc"), agency=office.agency("Strasbourg").id, side="sought", request=request_of_zaira,
        told=(Told(fact="name", value="Билал Тагиров"),),
    )  # fmt: skip


@pytest.fixture
def bilal(office):
    told = (Told(fact="name", value="بلال"),)
    return services.open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told)


def test_a_fact_that_such_a_file_has_not_is_one_clear_message(office, bilal):
    with pytest.raises(NasabError, match="CASE-02"):
        services.state(bilal, Told(fact="telephone", value="1"), by=office.actor("amina"))


def test_allegations_are_stated_by_the_protection_lead_alone(office, bilal):
    said = Told(fact="allegation", value="…")
    with pytest.raises(Refused):
        services.state(bilal, said, by=office.actor("amina"))
    services.state(bilal, said, by=office.actor("nadia"))
    with pytest.raises(Refused):
        services.state(bilal, Told(fact="age", value="4"), by=office.actor("nadia"))


def test_a_tracing_officer_sees_the_outline_of_a_child_and_writes_nothing_there(office, bilal):
    with pytest.raises(Refused):
        services.state(bilal, Told(fact="age", value="4"), by=office.actor("luc"))
    assert bilal.statements.count() == 1


def test_a_matcher_sees_who_asks_in_outline_only(office, request_of_zaira):
    view = open_file(request_of_zaira.id, by=office.actor("malika"))
    assert view.fact("inquirer").stated is None
    assert view.fact("inquirer").values == ("Z. T.",)
    assert view.fact("telephone").values == ("…",)


def test_a_restricted_request_takes_the_children_it_seeks_with_it(office, request_of_zaira, sought):
    services.restrict(request_of_zaira, by=office.actor("nadia"))
    luc = office.actor("luc")
    assert not visible_requests(luc).exists()
    assert not visible_children(luc, "sought").exists()
    with pytest.raises(Refused):
        open_file(sought.id, by=luc)
    assert visible_children(office.actor("nadia"), "sought").get() == sought


def test_what_was_taken_out_is_found_by_nobody(office, request_of_zaira, sought):
    services.take_out(request_of_zaira, by=office.actor("nadia"))
    for name in office.users:
        assert not visible_requests(office.actor(name)).exists()
        assert not visible_children(office.actor(name), "sought").exists()
    assert not Token.objects.exists()


def test_a_child_is_not_hung_on_a_request_of_another_agency(office, request_of_zaira):
    mosul = office.agency("Mosul")
    with pytest.raises(Refused):
        services.open_child(by=office.actor("amina"), agency=mosul.id, side="sought", request=request_of_zaira)


@pytest.mark.parametrize("change", ["UPDATE cases_statement SET fact = 'sex'", "DELETE FROM cases_statement"])
def test_the_database_refuses_to_change_what_was_said(bilal, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(change)
    assert Statement.objects.get().fact == "name"


def test_no_personal_value_is_in_the_audit_record(office, bilal, sought):
    services.record_consent(bilal, by=office.actor("amina"), level=2, given_by="the director Salma")
    told = " ".join(Entry.objects.values_list("details", flat=True))
    assert not any(word in told for word in ("بلال", "Билал", "Zaira", "Salma", "director"))


def test_a_name_is_found_by_its_tokens_in_another_script(office, bilal):
    from nasab.registry.sealing import name_tokens

    assert Token.objects.filter(purpose="name", token__in=name_tokens("name", "Bilal")).exists()


def test_a_number_that_somebody_has_is_not_given_again(office, monkeypatch):
    child = services.open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    drawn = iter([child.number, child.number, "C-0000001"])
    monkeypatch.setattr(services, "new_number", lambda _: next(drawn))
    other = services.open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")
    assert other.number == "C-0000001"
