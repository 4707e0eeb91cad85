"""Zaira seeks Bilal and Aminat: the family as her request draws it."""

from __future__ import annotations

import pytest

from nasab.registry.cases import services
from nasab.registry.cases.drawing import drawing
from nasab.registry.cases.family_sought import family_sought
from nasab.registry.cases.selectors import open_file
from nasab.registry.cases.services import Told
from tests.registry.pairs import a_child_found


def request_of(office, relation, *children, inquirer="Zaira Tagirova"):
    luc, agency = office.actor("luc"), office.agency("Strasbourg").id
    told = (Told(fact="inquirer", value=inquirer), Told(fact="relation", value=relation))
    request = services.open_request(by=luc, agency=agency, told=told)
    for facts in children:
        told = tuple(Told(fact=fact, value=value) for fact, value in facts.items())
        services.open_child(by=luc, agency=agency, side="sought", request=request, told=told)
    return request


BILAL = {"name": "Билал Тагиров", "sex": "m", "father": "Руслан Тагиров", "mother": "Мадина"}
AMINAT = {"name": "Аминат Тагирова", "sex": "f", "father": "руслан тагиров"}


def drawn(office, relation, *children, who="luc"):
    request = request_of(office, relation, *children)
    view = open_file(request.pk, by=office.actor(who))
    family = family_sought(view, request.children.order_by("opened_at"))
    return family and ({family.names.get(one.id, one.id): one for one in family.people}, family)


def test_the_fathers_mother_stands_above_the_father(office):
    people, family = drawn(office, "бабушка по отцу", BILAL, AMINAT)
    assert people["Р. Т."].mother == "inquirer"
    assert people["Б. Т."].father == people["А. Т."].father == people["Р. Т."].id
    assert family.missing == ("child 0", "child 1")


def test_who_is_not_named_is_no_other_parent(office):
    people, _ = drawn(office, "дядя по матери", BILAL, AMINAT)
    assert people["Б. Т."].mother == people["А. Т."].mother
    assert people["Zaira Tagirova"].father == next(one for one in people.values() if one.id == "mother 0").father


def test_children_of_two_mothers_are_drawn_so(office):
    people, _ = drawn(office, "father", BILAL, {**AMINAT, "mother": "Лейла"})
    assert people["Б. Т."].father == people["А. Т."].father == people["Zaira Tagirova"].id
    assert people["Б. Т."].mother != people["А. Т."].mother


@pytest.mark.parametrize(
    "relation", ["grandmother", "neighbour", "a friend of the house", "brother of the sister of", "", "qwzx", "؟"]
)
def test_whoever_the_words_do_not_place_is_left_out(office, relation):
    people, _ = drawn(office, relation, BILAL)
    assert "Б. Т." in people
    assert all(one.mother != "inquirer" for one in people.values())


def test_what_cannot_be_is_drawn_without_the_inquirer(office):
    people, _ = drawn(office, "mother", BILAL | {"sex": ""})
    assert people["Zaira Tagirova"].id == "mother 0"


def test_a_request_that_seeks_nobody_yet_is_not_drawn(office):
    assert drawn(office, "mother") is None


def test_no_name_of_a_child_is_in_the_drawing_of_its_request(office):
    request = request_of(office, "дядя по матери", BILAL, AMINAT)
    for name in ("luc", "malika", "nadia"):
        view = open_file(request.pk, by=office.actor(name))
        picture = drawing(view, "en", request.children.all())
        assert "<svg" in picture
        assert not [word for word in ("Билал", "Тагиров", "Руслан", "Мадина", "Аминат") if word in picture]
        assert ("Zaira Tagirova" in picture) == (name != "malika"), "a matcher sees who asks in outline"


def test_a_childs_file_is_drawn_as_before(office):
    child = a_child_found(office, name="بلال", father="Руслан", siblings="أمينات (6)")
    assert "Руслан" in drawing(open_file(child.pk, by=office.actor("amina")), "ar")
