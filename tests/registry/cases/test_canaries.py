"""A file that is nobody's work: whoever comes to it is noticed, and cannot tell it from another."""

from __future__ import annotations

import pytest

from nasab.registry.audit.gate import Refused
from nasab.registry.cases import services
from nasab.registry.cases.canaries import alarms, seen, set_canary
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.searching import search
from nasab.registry.cases.selectors import open_file, view_of
from tests.registry.pairs import a_child_found, a_child_sought


@pytest.fixture
def canary(office):
    child = a_child_found(office, name="Ramzan Kadyrov", age="9")
    set_canary(child, by=office.actor("nadia"))
    child.refresh_from_db()
    return child


def raised(office):
    return [(one.action, one.actor) for one in alarms(by=office.actor("nadia")).entries]


def test_whoever_opens_a_canary_is_noticed_at_once(office, canary):
    open_file(canary.pk, by=office.actor("malika"), reason="search")
    assert raised(office) == [("canary.read", str(office.users["malika"].pk))]


def test_whoever_finds_one_by_its_name_is_noticed_too(office, canary):
    assert [one.file for one in search("Рамзан Кадыров", "name", by=office.actor("karim"))] == [canary]
    assert raised(office) == [("canary.found", str(office.users["karim"].pk))]


def test_the_protection_lead_looks_after_it_without_alarm(office, canary):
    open_file(canary.pk, by=office.actor("nadia"))
    assert raised(office) == []


def test_an_alarm_is_new_until_a_lead_has_seen_it(office, canary):
    nadia = office.actor("nadia")
    open_file(canary.pk, by=office.actor("malika"))
    assert alarms(by=nadia).new == 1
    seen(by=nadia, upto=alarms(by=nadia).entries[0].sequence)
    assert alarms(by=nadia).new == 0
    open_file(canary.pk, by=office.actor("karim"))
    assert alarms(by=nadia).new == 1
    assert len(raised(office)) == 2


def test_a_canary_is_matched_with_nobody(office, canary):
    assert not may_be_matched().filter(pk=canary.pk).exists()
    set_canary(canary, by=office.actor("nadia"), is_canary=False)
    assert may_be_matched().filter(pk=canary.pk).exists()


def test_with_a_request_go_the_children_it_seeks(office):
    sought = a_child_sought(office, "Zaira", name="Bilal")
    set_canary(sought.request, by=office.actor("nadia"))
    sought.refresh_from_db()
    assert sought.is_canary
    assert not may_be_matched().filter(pk=sought.pk).exists()


def test_a_child_that_a_canary_seeks_later_is_one_too(office):
    sought = a_child_sought(office, "Zaira", name="Bilal")
    set_canary(sought.request, by=office.actor("nadia"))
    later = services.open_child(
        by=office.actor("luc"), agency=sought.agency_id, side="sought", request=sought.request,
        told=(services.Told(fact="name", value="Aminat"),),
    )  # fmt: skip
    assert later.is_canary
    assert not may_be_matched().filter(pk=later.pk).exists()


def test_only_the_protection_lead_makes_one_or_reads_the_alarms(office, canary):
    for name in ("amina", "luc", "malika", "boris", "olga", "yusuf"):
        with pytest.raises(Refused):
            set_canary(canary, by=office.actor(name), is_canary=False)
        with pytest.raises(Refused):
            alarms(by=office.actor(name))


def test_nobody_else_can_tell_it_from_another_file(office, canary):
    other = a_child_found(office, name="Ramzan Kadyrov", age="9")
    one, two = (view_of(child, office.actor("malika").roles) for child in (canary, other))
    assert [fact.values for fact in one.facts] == [fact.values for fact in two.facts]
    services.state(canary, services.Told(fact="origin", value="Grozny"), by=office.actor("amina"))
