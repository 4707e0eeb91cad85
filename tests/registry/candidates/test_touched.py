"""Who is asked for again when a child sought changed: whom it may concern, and not the whole registry."""

from __future__ import annotations

import pytest

from nasab.registry.candidates import touched
from nasab.registry.candidates.touched import Touched
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.models import Child
from nasab.registry.cases.services import Told
from tests.registry.pairs import a_child_found, a_child_sought


@pytest.fixture
def found(office, monkeypatch):
    """Twelve of whom little is known, Bilal of whom much is, and Cedric; more than a small registry has."""
    monkeypatch.setattr(touched, "FEW", 3)
    made = [a_child_found(office, name="Mohammed", sex="m", age=str(number + 3)) for number in range(12)]
    made.append(
        a_child_found(office, name="Билал", sex="m", age="4", as_of="2017-07-20", father="Апти", origin="Argun")
    )
    made.append(a_child_found(office, name="Cedric", sex="f", age="1"))
    return made


@pytest.fixture
def sought(office):
    return a_child_sought(
        office, "Zaira", name="بلال", sex="m", birth_date="2013-05", father="Apti", last_seen_place="Argun"
    )


def all_found():
    return may_be_matched(Child.objects.filter(side="found"))


def test_in_a_small_registry_all_are(found, sought, monkeypatch):
    monkeypatch.setattr(touched, "FEW", 300)
    assert Touched().by({sought.pk}, all_found()) == {child.pk for child in found}


def test_nobody_is_if_nobody_changed(found):
    assert Touched().by(set(), all_found()) == set()


def test_the_likest_is_among_them(found, sought):
    assert Touched().likest([sought.pk], all_found(), 1) == {found[12].pk}


def test_whoever_stands_as_a_pair_is_always(found, sought, monkeypatch):
    monkeypatch.setattr(touched, "LIKEST", 0)
    Weigher().weigh_changed()
    pairs = set(sought.candidates_for.values_list("found", flat=True))
    monkeypatch.setattr(Touched, "likest", lambda *_: set())
    assert pairs
    assert Touched().by({sought.pk}, all_found()) == pairs


def test_who_may_not_be_matched_is_never(office, found, sought):
    services.record_consent(found[12], by=office.actor("amina"), level=1, given_by="the director")
    assert found[12].pk not in Touched().by({sought.pk}, all_found())


def test_what_is_in_memory_moves_with_what_is_said_and_who_agrees(office, found, sought):
    amina, in_memory = office.actor("amina"), Touched()
    assert in_memory.likest([sought.pk], all_found(), 1) == {found[12].pk}
    services.record_consent(found[12], by=amina, level=1, given_by="the director")
    (mohammed,) = in_memory.likest([sought.pk], all_found(), 1)
    assert mohammed != found[12].pk
    services.state(found[0], Told(fact="father", value="Апти"), Told(fact="name", value="Bilal"), by=amina)
    assert in_memory.likest([sought.pk], all_found(), 1) == {found[0].pk}
