"""Invented families are for training, and never among real ones."""

from __future__ import annotations

from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.searching import search
from nasab.registry.cases.selectors import visible_children
from tests.registry.pairs import bilal_and_zaira


def test_what_is_registered_in_training_is_not_there_when_it_is_over(office, settings):
    settings.NASAB_TRAINING = True
    bilal_and_zaira(office)
    amina = office.actor("amina")
    assert visible_children(amina, "found").count() == 2
    assert search("Bilal", "name", by=amina)
    assert Weigher().weigh_changed() == 2
    settings.NASAB_TRAINING = False
    assert not visible_children(amina, "found").exists()
    assert not search("Bilal", "name", by=amina)
    assert not may_be_matched().exists()
    assert Weigher().weigh_changed() == 0
