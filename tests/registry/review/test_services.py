"""Two people judge a pair, each by themselves; who disagrees is settled by a third; nothing is lost."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from nasab.errors import NasabError
from nasab.registry.audit.gate import Refused
from nasab.registry.candidates.models import Candidate
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services as cases
from nasab.registry.cases.services import Told
from nasab.registry.review.models import Judgement
from nasab.registry.review.services import judge, settle, undo
from tests.registry.pairs import bilal_and_zaira


@pytest.fixture
def weigher():
    return Weigher()


@pytest.fixture
def pair(office, weigher):
    found, sought, _ = bilal_and_zaira(office)
    weigher.weigh_changed()
    return Candidate.objects.get(found=found, sought=sought)


def says(office, pair, name, verdict):
    return judge(pair, by=office.actor(name), verdict=verdict, because="the father's name and the burn")


def state(pair):
    return Candidate.objects.get(pk=pair.pk).state


def test_one_judgement_settles_nothing(office, pair):
    says(office, pair, "malika", "same")
    assert state(pair) == "to_judge"


def test_two_who_say_the_same_agree(office, pair):
    says(office, pair, "malika", "same")
    says(office, pair, "karim", "same")
    assert state(pair) == "agreed_same"


def test_nobody_judges_twice(office, pair):
    says(office, pair, "malika", "same")
    with pytest.raises(NasabError, match="REVIEW-02"):
        says(office, pair, "malika", "same")
    assert state(pair) == "to_judge"


def test_a_disagreement_is_settled_by_the_protection_lead_who_has_not_judged(office, pair):
    with pytest.raises(NasabError, match="REVIEW-05"):
        settle(pair, by=office.actor("nadia"), verdict="same", because="too early")
    says(office, pair, "malika", "same")
    says(office, pair, "karim", "different")
    assert state(pair) == "disagreement"
    with pytest.raises(Refused):
        settle(pair, by=office.actor("malika"), verdict="same", because="mine")
    settle(pair, by=office.actor("nadia"), verdict="different", because="the mother is another")
    assert state(pair) == "settled_different"


def test_whoever_opened_a_file_does_not_judge_it(office, pair):
    from nasab.registry.people.models import Grant

    Grant.objects.create(user=office.users["luc"], role="matcher")
    with pytest.raises(NasabError, match="REVIEW-03"):
        says(office, pair, "luc", "same")


def test_a_registrar_and_an_administrator_judge_nothing(office, pair):
    for name in ("amina", "luc", "boris", "olga", "yusuf"):
        with pytest.raises(Refused):
            says(office, pair, name, "same")


def test_reasons_are_needed(office, pair):
    with pytest.raises(NasabError, match="REVIEW-01"):
        judge(pair, by=office.actor("malika"), verdict="same", because="  ")


def test_a_judgement_taken_back_stays_to_be_read(office, pair):
    first = says(office, pair, "malika", "same")
    says(office, pair, "karim", "same")
    with pytest.raises(NasabError, match="REVIEW-06"):
        undo(first, by=office.actor("karim"), because="not mine")
    undo(first, by=office.actor("malika"), because="I mixed up two files")
    assert state(pair) == "to_judge"
    assert Judgement.objects.count() == 3
    says(office, pair, "malika", "different")
    assert state(pair) == "disagreement"


@pytest.mark.parametrize("change", ["UPDATE review_judgement SET verdict = 'same'", "DELETE FROM review_judgement"])
def test_the_database_refuses_to_change_a_judgement(office, pair, change):
    says(office, pair, "malika", "different")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(change)


def test_withdrawn_consent_leaves_nothing_to_judge(office, pair):
    cases.record_consent(pair.found, by=office.actor("amina"), level=1, given_by="the child")
    with pytest.raises(NasabError, match="REVIEW-04"):
        says(office, pair, "malika", "same")


def test_a_pair_that_was_rejected_comes_back_only_with_something_new(office, pair, weigher):
    says(office, pair, "malika", "different")
    says(office, pair, "karim", "different")
    cases.state(pair.found, Told(fact="notes", value="likes to sing"), by=office.actor("amina"))
    weigher.weigh_changed()
    assert Candidate.objects.get(pk=pair.pk).state == "agreed_different"
    cases.state(pair.found, Told(fact="mother", value="Хеда"), by=office.actor("amina"))
    cases.state(pair.sought, Told(fact="mother", value="Хеда"), by=office.actor("luc"))
    weigher.weigh_changed()
    back = Candidate.objects.get(pk=pair.pk)
    assert (back.state, back.round) == ("to_judge", 2)
    from nasab.registry.candidates.evidence import read

    assert "mother_name" in read(back.evidence)[1]


def test_what_two_agree_on_binds_the_engine_and_what_is_taken_back_binds_no_longer(office, pair, weigher):
    before = Candidate.objects.get(pk=pair.pk).probability
    first = says(office, pair, "malika", "different")
    says(office, pair, "karim", "different")
    assert weigher.weigh_changed() == 1
    assert Candidate.objects.get(pk=pair.pk).gone_at is not None
    undo(first, by=office.actor("malika"), because="two files mixed up")
    assert weigher.weigh_changed() == 1
    back = Candidate.objects.get(pk=pair.pk)
    assert back.gone_at is None
    assert back.probability == pytest.approx(before)


def test_what_was_agreed_on_still_binds_after_a_family_left_and_came_back(office, pair, weigher):
    says(office, pair, "malika", "different")
    says(office, pair, "karim", "different")
    weigher.weigh_changed()
    luc, request = office.actor("luc"), pair.sought.request
    cases.record_consent(request, by=luc, level=1, given_by="Zaira")
    weigher.weigh_changed()
    cases.record_consent(request, by=luc, level=2, given_by="Zaira")
    weigher.weigh_changed()
    assert Candidate.objects.get(pk=pair.pk).gone_at is not None
