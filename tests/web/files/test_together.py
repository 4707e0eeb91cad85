"""The page of children found together, and the forms by which somebody says that they are, or are not."""

from __future__ import annotations

import pytest

from nasab.registry.cases.models import Child
from nasab.registry.cases.services import Told
from nasab.registry.cases.together import say_together
from tests.registry.pairs import a_child_found


@pytest.fixture
def bilal(office):
    return a_child_found(office, name="بلال", father="Руслан", father_alias="أبو بلال")


@pytest.fixture
def aminat(office):
    return a_child_found(office, name="Аминат", father="Aslan", languages="che")


def says(client, child, number, **form):
    told = {"number": number, "answer": "told", "value": "my brother", "said_by": "Aminat", "version": child.version}
    return client.post(f"/files/{child.pk}/together/", {**told, **form})


def test_a_registrar_says_who_belongs_together_and_reads_who_said_so(signed_in, bilal, aminat):
    amina = signed_in("amina")
    assert says(amina, bilal, aminat.number, certainty="likely").status_code == 302
    page = amina.get(f"/children/{bilal.pk}/").content.decode()
    group = Child.objects.get(pk=bilal.pk).group
    assert aminat.number in page
    assert group.number in page
    assert "my brother" in page
    page = amina.get(f"/together/{group.pk}/").content.decode()
    for part in (bilal.number, aminat.number, "my brother", "Aminat", "Руслан", "Aslan", "told differently"):
        assert part in page, part


def test_what_is_said_not_to_be_so_stands_beside_it(signed_in, office, bilal, aminat):
    amina = signed_in("amina")
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together", certainty="sure"))
    bilal.refresh_from_db()
    form = amina.get(f"/files/{bilal.pk}/together/?number={group.number}&answer=denied").content.decode()
    assert f'value="{group.number}"' in form
    says(amina, bilal, group.number, answer="denied", value="his cousin", said_by="the cook", certainty="hearsay")
    page = amina.get(f"/together/{group.pk}/").content.decode()
    for part in ("Witnesses disagree", "Said not to be so", "his cousin", "the cook"):
        assert part in page, part


def test_a_number_that_is_not_there_is_one_clear_message_and_nothing_typed_is_lost(signed_in, bilal):
    answer = says(signed_in("amina"), bilal, "C-0000000")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "CASE-05" in page
    assert "my brother" in page


def test_what_somebody_else_wrote_meanwhile_is_shown_first(signed_in, office, bilal, aminat):
    from nasab.registry.cases import services

    services.state(Child.objects.get(pk=bilal.pk), Told(fact="age", value="about 4"), by=office.actor("amina"))
    answer = says(signed_in("amina"), bilal, aminat.number)
    assert answer.status_code == 409
    assert "about 4" in answer.content.decode()


def test_a_new_child_is_put_with_its_sister_by_the_same_witness(signed_in, office, aminat):
    form = {"agency": office.agency("Mosul").pk, "name": "Билал", "said_by": "Aminat", "with": aminat.number}
    signed_in("amina").post("/children/new/", form)
    child = Child.objects.exclude(pk=aminat.pk).get(group__children=aminat)
    assert child.statements.get(fact="together").said_by == "Aminat"


def test_a_matcher_reads_a_group_and_states_nothing(signed_in, office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together", value="brothers"))
    malika = signed_in("malika")
    first = min(bilal, aminat, key=lambda child: child.number)
    malika.post(f"/files/{first.pk}/why/", {"reason": "candidate"})
    page = malika.get(f"/together/{group.pk}/").content.decode()
    assert "brothers" in page
    assert f"/files/{bilal.pk}/together/" not in page
    assert malika.get(f"/files/{bilal.pk}/together/").status_code == 403
    assert signed_in("zoya").get(f"/together/{group.pk}/").status_code == 403


def test_a_group_that_is_not_ones_own_is_opened_with_a_reason(signed_in, office, bilal, aminat):
    from nasab.registry.people.models import Grant

    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together"))
    Grant.objects.create(user=office.users["zoya"], role="registrar", agency=None)
    zoya, path = signed_in("zoya"), f"/together/{group.pk}/"
    answer = zoya.get(path)
    assert "/why/" in answer.headers["Location"]
    assert zoya.post(answer.headers["Location"], {"reason": "asked"}).headers["Location"] == path
    assert zoya.get(path).status_code == 200


def test_a_child_is_found_by_the_number_of_its_group(signed_in, office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together"))
    page = signed_in("amina").post("/search/", {"text": group.number.lower(), "kind": "number"}).content.decode()
    assert bilal.number in page
    assert aminat.number in page


def test_a_correction_of_who_belongs_together_keeps_the_group(signed_in, office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together", value="brothers"))
    said, version = bilal.statements.get(fact="together"), Child.objects.get(pk=bilal.pk).version
    form = {"answer": "told", "value": "brother and sister", "version": version, "fact": "name"}
    assert signed_in("amina").post(f"/statements/{said.pk}/correct/", form).status_code == 302
    again = said.corrections.get()
    assert (again.fact, again.value, again.of_group) == ("together", "brother and sister", group)
    assert Child.objects.get(pk=bilal.pk).group == group
