"""The pages of judging: side by side, blind, and nothing that the reader may not see."""

from __future__ import annotations

import pytest

from nasab.registry.candidates.models import Candidate
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services as cases
from tests.registry.pairs import bilal_and_zaira


@pytest.fixture
def pair(office):
    found, sought, _ = bilal_and_zaira(office)
    Weigher().weigh_changed()
    return Candidate.objects.get(found=found, sought=sought)


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def says(client, pair, verdict):
    told = {"verdict": verdict, "because": "SENTINEL-REASON", "otherwise": "another mother"}
    return client.post(f"/candidates/{pair.pk}/judge/", told)


def test_a_pair_waits_on_the_worklist_and_is_shown_side_by_side(signed_in, pair):
    malika = signed_in("malika")
    assert f"/candidates/{pair.pk}/" in page(malika, "/candidates/")
    shown = page(malika, f"/candidates/{pair.pk}/")
    assert "Билал Тагиров" in shown
    assert "بلال" in shown
    assert "checked" not in shown  # nothing is chosen beforehand


def test_a_matcher_sees_neither_marks_nor_who_asks(signed_in, pair):
    shown = page(signed_in("malika"), f"/candidates/{pair.pk}/")
    assert "burn, left forearm" not in shown
    assert "Zaira" not in shown
    assert "Z. T." in shown
    assert "withheld" in shown


def test_the_protection_lead_sees_both(signed_in, pair):
    shown = page(signed_in("nadia"), f"/candidates/{pair.pk}/")
    assert "burn, left forearm" in shown
    assert "Zaira" in shown


def test_the_second_reviewer_learns_nothing_of_the_first(signed_in, pair):
    before = page(signed_in("karim"), "/candidates/"), page(signed_in("karim"), f"/candidates/{pair.pk}/")
    assert says(signed_in("malika"), pair, "different").status_code == 302
    after = page(signed_in("karim"), "/candidates/"), page(signed_in("karim"), f"/candidates/{pair.pk}/")
    assert [plain(text) for text in after] == [plain(text) for text in before]
    assert "SENTINEL" not in after[1]
    assert says(signed_in("karim"), pair, "different").status_code == 302
    assert "SENTINEL-REASON" in page(signed_in("karim"), f"/candidates/{pair.pk}/")


def plain(text):
    """A page without what is new in every answer."""
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_what_one_judged_leaves_their_worklist_and_stays_among_theirs(signed_in, pair):
    says(signed_in("malika"), pair, "same")
    assert str(pair.pk) not in page(signed_in("malika"), "/candidates/")
    assert str(pair.pk) in page(signed_in("malika"), "/candidates/?of=mine")


def test_a_strong_pair_asks_what_would_convince_otherwise(signed_in, pair):
    Candidate.objects.filter(pk=pair.pk).update(probability=0.95)
    response = signed_in("malika").post(f"/candidates/{pair.pk}/judge/", {"verdict": "same", "because": "all of it"})
    assert response.status_code == 200
    assert not pair.judgements.exists()


def test_a_disagreement_goes_to_the_protection_lead(signed_in, pair):
    says(signed_in("malika"), pair, "same")
    says(signed_in("karim"), pair, "different")
    nadia = signed_in("nadia")
    assert str(pair.pk) in page(nadia, "/candidates/disputes/")
    nadia.post(f"/candidates/{pair.pk}/settle/", {"verdict": "different", "because": "asked again"})
    assert Candidate.objects.get(pk=pair.pk).state == "settled_different"


def test_a_judgement_is_taken_back_by_whoever_gave_it(signed_in, pair):
    says(signed_in("malika"), pair, "same")
    judgement = pair.judgements.get()
    assert signed_in("karim").get(f"/candidates/judgements/{judgement.pk}/undo/").status_code == 404
    signed_in("malika").post(f"/candidates/judgements/{judgement.pk}/undo/", {"because": "two files mixed up"})
    assert str(pair.pk) in page(signed_in("malika"), "/candidates/")


def test_without_consent_a_pair_is_nowhere(office, signed_in, pair):
    cases.record_consent(pair.found, by=office.actor("amina"), level=1, given_by="the child")
    malika = signed_in("malika")
    assert str(pair.pk) not in page(malika, "/candidates/")
    assert malika.get(f"/candidates/{pair.pk}/").status_code == 404
    assert '(<bdi dir="ltr">0</bdi>)' in page(malika, "/candidates/")


@pytest.mark.parametrize("name", ["amina", "luc", "boris", "olga", "yusuf", "zoya"])
def test_nobody_else_sees_candidates(signed_in, pair, name):
    assert signed_in(name).get("/candidates/").status_code == 403
    assert signed_in(name).get(f"/candidates/{pair.pk}/").status_code == 403


@pytest.mark.parametrize("language", ["ar", "ru", "fr"])
def test_a_pair_is_read_in_every_language(signed_in, pair, language):
    malika = signed_in("malika")
    malika.cookies["language"] = language
    assert f'lang="{language}"' in page(malika, f"/candidates/{pair.pk}/")
