"""Candidates appear by themselves, move with what is said, and need consent."""

from __future__ import annotations

import pytest

from nasab.registry.candidates.evidence import read
from nasab.registry.candidates.models import Asking, Candidate
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services
from nasab.registry.cases.services import Told
from tests.registry.pairs import a_child_sought, bilal_and_zaira


@pytest.fixture
def cast(office):
    return bilal_and_zaira(office)


@pytest.fixture
def weigher():
    return Weigher()


def test_a_child_found_and_a_child_sought_become_a_candidate_by_themselves(cast, weigher):
    found, sought, ali = cast
    weigher.weigh_changed()
    pair = Candidate.objects.get(found=found, sought=sought)
    assert pair.probability > 0.5
    assert not Candidate.objects.filter(found=ali, probability__gt=0.2).exists()
    reasons, _ = read(pair.evidence)
    assert "Руслан" in " ".join(one.sought for one in reasons)
    assert all(
        phrase.say(language) for one in reasons for phrase in one.phrases for language in ("en", "ar", "ru", "fr")
    )


def test_what_is_kept_of_it_is_sealed(cast, weigher):
    weigher.weigh_changed()
    assert all("Руслан".encode() not in bytes(one.evidence_sealed) for one in Candidate.objects.all())


def test_nothing_changed_nothing_weighed(cast, weigher):
    assert weigher.weigh_changed() == 2
    assert weigher.weigh_changed() == 0


def test_a_new_statement_weighs_its_child_again(office, cast, weigher):
    found, sought, _ = cast
    weigher.weigh_changed()
    before = Candidate.objects.get(found=found, sought=sought).weight
    services.state(found, Told(fact="mother", value="Хеда"), by=office.actor("amina"))
    assert weigher.weigh_changed() == 1
    services.state(sought, Told(fact="mother", value="Хеда"), by=office.actor("luc"))
    weigher.weigh_changed()
    assert Candidate.objects.get(found=found, sought=sought).weight > before + 2


def test_a_child_sought_who_comes_later_is_found_too(office, cast, weigher):
    _, _, ali = cast
    weigher.weigh_changed()
    sought = a_child_sought(
        office, "Hussein", name="Ali", sex="m", birth_date="2008", father="Hussein", languages="ara"
    )
    weigher.weigh_changed()
    assert Candidate.objects.filter(found=ali, sought=sought).exists()


def test_without_consent_there_is_no_candidate(office, cast, weigher):
    _, sought, _ = cast
    services.record_consent(sought.request, by=office.actor("luc"), level=1, given_by="Zaira")
    weigher.weigh_changed()
    assert not Candidate.objects.exists()


def test_a_family_that_withdraws_leaves_the_list_in_memory(office, cast, weigher):
    _, sought, _ = cast
    weigher.weigh_changed()
    services.record_consent(sought.request, by=office.actor("luc"), level=0, given_by="Zaira")
    weigher.weigh_changed()
    assert str(sought.pk) not in weigher.standing.index
    assert Candidate.objects.filter(sought=sought, gone_at=None).count() == 0


def test_it_says_what_to_ask_next(office, cast, weigher):
    for number, mother in enumerate(["Fatima", "Zaynab", "Maryam", "Huda", "Salma", "Noor"]):
        a_child_sought(office, f"Hasan {number}", name="Ali", sex="m", birth_date="2008", mother=mother)
    weigher.weigh_changed()
    asking = Asking.objects.get(found=cast[2])
    assert asking.facts
    assert 0 <= asking.on_no_list <= 1


def test_a_change_has_the_weighing_done_once(cast, django_capture_on_commit_callbacks, office):
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        services.state(cast[0], Told(fact="mother", value="Хеда"), by=office.actor("amina"))
        services.state(cast[0], Told(fact="notes", value="sings"), by=office.actor("amina"))
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    told = str(DBTaskResult.objects.get().args_kwargs)
    assert "Хеда" not in told


def test_a_process_that_begins_anew_weighs_only_what_is_behind(office, cast, weigher):
    weigher.weigh_changed()
    assert Weigher().weigh_changed() == 0
    services.state(cast[1].request, Told(fact="relation", value="бабушка по отцу"), by=office.actor("luc"))
    assert Weigher().weigh_changed() == 2
    assert Weigher().weigh_changed() == 0


def test_who_withdrew_while_no_process_was_there_leaves_when_one_begins(office, cast, weigher):
    _, sought, _ = cast
    weigher.weigh_changed()
    services.record_consent(sought.request, by=office.actor("luc"), level=0, given_by="Zaira")
    Weigher().weigh_changed()
    assert Candidate.objects.filter(sought=sought, gone_at=None).count() == 0
    assert Weigher().weigh_changed() == 0


def test_a_change_that_was_not_weighed_to_its_end_is_weighed_again(office, cast, weigher, monkeypatch):
    weigher.weigh_changed()
    services.state(cast[1], Told(fact="mother", value="Хеда"), by=office.actor("luc"))
    monkeypatch.setattr(Weigher, "_weigh", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        weigher.weigh_changed()
    monkeypatch.undo()
    assert Weigher().weigh_changed() == 2
