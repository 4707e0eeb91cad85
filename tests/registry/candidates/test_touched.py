"""Who is asked for again when a child sought changed: whom it may concern, and not the whole registry."""

from __future__ import annotations

import pytest

from nasab.registry.candidates import touched
from nasab.registry.candidates.touched import asked_again
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.models import Child
from nasab.registry.sealing import rotation
from tests.registry.pairs import a_child_found, a_child_sought


@pytest.fixture
def found(office):
    """Fourteen of one name, of whom one has a rare father, and one of whom nothing is shared."""
    made = [a_child_found(office, name="Mohammed", father="Ahmed") for _ in range(13)]
    made.append(a_child_found(office, name="Mohammed", father="Apti Dzhabrailov"))
    made.append(a_child_found(office, name="Cedric"))
    return made


@pytest.fixture
def sought(office):
    return a_child_sought(office, "Zaira", name="Мохаммед", father="Апти")


def again(sought):
    return asked_again(may_be_matched(Child.objects.filter(side="found")), {sought.pk})


def test_in_a_small_registry_all_are(found, sought):
    assert again(sought) == {child.pk for child in found}
    assert asked_again(Child.objects.filter(side="found"), set()) == set()


def test_in_a_large_one_those_who_share_the_rarest_names(found, sought, monkeypatch):
    monkeypatch.setattr(touched, "FEW", 3)
    assert again(sought) == {child.pk for child in found[:14]}
    monkeypatch.setattr(touched.nearest, "__defaults__", (1,))
    assert again(sought) == {found[13].pk}


def test_whoever_stands_as_a_pair_is_always(office, found, sought, monkeypatch):
    Weigher().weigh_changed()
    monkeypatch.setattr(touched, "FEW", 3)
    monkeypatch.setattr(touched, "nearest", lambda *_: set())
    pairs = set(sought.candidates_for.values_list("found", flat=True))
    assert pairs
    assert again(sought) == pairs


def test_where_many_changed_everybody_who_shares_a_name(found, sought, monkeypatch):
    monkeypatch.setattr(touched, "FEW", 3)
    monkeypatch.setattr(touched, "MANY", 0)
    assert again(sought) == {child.pk for child in found[:14]}


def test_while_tokens_are_made_anew_all_are(found, sought, monkeypatch):
    monkeypatch.setattr(touched, "FEW", 3)
    rotation.begin_tokens()
    assert again(sought) == {child.pk for child in found}


def test_who_may_not_be_matched_takes_nobodys_place(office, found, sought, monkeypatch):
    from nasab.registry.cases import services

    monkeypatch.setattr(touched, "FEW", 3)
    monkeypatch.setattr(touched.nearest, "__defaults__", (1,))
    services.record_consent(found[13], by=office.actor("amina"), level=1, given_by="the director")
    assert len(again(sought)) == 1
    assert again(sought) < {child.pk for child in found[:13]}
