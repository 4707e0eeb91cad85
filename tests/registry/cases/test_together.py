"""Bilal and Aminat are found in Mosul; whether they are brother and sister is what people say, not what a list is."""

from __future__ import annotations

import pytest

from nasab.errors import NasabError
from nasab.registry.audit.gate import Refused
from nasab.registry.audit.models import Entry
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases import services
from nasab.registry.cases.models import Child, FoundGroup
from nasab.registry.cases.services import Conflict, Told
from nasab.registry.cases.together import open_together, say_together
from nasab.registry.people.models import Assignment
from tests.registry.pairs import a_child_found

SAID = Told(fact="together", value="he is my brother", said_by="Aminat", said_to="Madina", certainty="sure")


@pytest.fixture
def bilal(office):
    return a_child_found(office, name="Bilal", father="Ruslan", father_alias="Abu Bilal")


@pytest.fixture
def aminat(office):
    return a_child_found(office, name="Aminat", father="Руслан", languages="che")


def again(child):
    return Child.objects.get(pk=child.pk)


def test_who_said_that_children_belong_together_stands_in_both_files(office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=SAID)
    assert group.number.startswith("G-")
    for child in (bilal, aminat):
        assert again(child).group == group
        said = child.statements.get(fact="together")
        assert (said.value, said.said_by, said.certainty, said.of_group) == (
            "he is my brother",
            "Aminat",
            "sure",
            group,
        )


def test_a_third_child_comes_to_the_group_by_its_number(office, bilal, aminat):
    amina = office.actor("amina")
    group = say_together(bilal, aminat.number, by=amina, told=SAID)
    zura = a_child_found(office, name="Zura")
    assert say_together(zura, f" {group.number.lower()} ", by=amina, told=Told(fact="together")) == group
    assert zura.statements.get(fact="together").value == f" {group.number.lower()} "
    assert group.children.count() == 3


def test_a_child_alone_is_alone_again_when_who_said_so_takes_it_back(office, bilal, aminat):
    amina = office.actor("amina")
    group = say_together(bilal, aminat.number, by=amina, told=SAID)
    services.take_back(bilal.statements.get(fact="together"), by=amina)
    assert again(bilal).group is None
    assert again(aminat).group == group


def test_who_is_surer_that_they_are_not_is_believed_and_both_are_shown(office, bilal, aminat):
    amina = office.actor("amina")
    group = say_together(bilal, aminat.number, by=amina, told=Told(fact="together", certainty="likely"))
    denied = Told(fact="together", answer="denied", value="his cousin", said_by="the cook", certainty="hearsay")
    say_together(bilal, group.number, by=amina, told=denied)
    assert again(bilal).group == group
    view = open_together(group.pk, by=amina)
    told = {file.file.pk: one for file, one in view.belonging}
    assert told[bilal.pk].stated.is_contradicted
    assert not told[aminat.pk].stated.is_contradicted
    say_together(bilal, group.number, by=amina, told=Told(fact="together", answer="denied", certainty="sure"))
    assert again(bilal).group is None
    assert bilal.pk in {file.file.pk for file in open_together(group.pk, by=amina).files}, (
        "what was said stays in sight"
    )


def test_what_brothers_and_sisters_tell_stands_side_by_side(office, bilal, aminat):
    amina = office.actor("amina")
    group = say_together(bilal, aminat.number, by=amina, told=SAID)
    view = open_together(group.pk, by=amina)
    rows = {row.fact: row for row in view.rows}
    assert not rows["father"].differs, "Ruslan is Руслан"
    assert not rows["languages"].differs, "what one of them does not know is no difference"
    assert "mother" not in rows
    order = [file.file.pk for file in view.files]
    assert rows["father"].told[order.index(aminat.pk)].values == ("Руслан",)


def test_reading_a_group_is_reading_every_file_of_it(office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=SAID)
    before = Entry.objects.filter(action="child.read").count()
    open_together(group.pk, by=office.actor("amina"))
    assert Entry.objects.filter(action="child.read").count() == before + 2


def test_who_is_out_of_reach_is_not_among_them(office, bilal, aminat):
    group = say_together(bilal, aminat.number, by=office.actor("amina"), told=SAID)
    services.restrict(aminat, by=office.actor("nadia"))
    assert [file.file.pk for file in open_together(group.pk, by=office.actor("malika")).files] == [bilal.pk]
    for name in ("zoya", "luc", "boris", "olga", "yusuf"):
        with pytest.raises(Refused):
            open_together(group.pk, by=office.actor(name))


def test_a_group_that_is_not_there_is_not_there(office, bilal):
    with pytest.raises(FoundGroup.DoesNotExist):
        open_together(bilal.pk, by=office.actor("amina"))


@pytest.mark.parametrize("number", ["C-0000000", "G-0000000", "", "; DROP", "C"])
def test_a_number_that_is_not_there_changes_nothing(office, bilal, number):
    with pytest.raises(NasabError, match="CASE-05"):
        say_together(bilal, number, by=office.actor("amina"), told=SAID)
    assert not bilal.statements.filter(fact="together").exists()
    assert not FoundGroup.objects.exists()


def test_a_child_does_not_belong_with_itself_nor_with_one_of_another_agency(office, bilal):
    other = services.open_child(by=office.actor("zoya"), agency=office.agency("Grozny").id, side="found")
    for number in (bilal.number, other.number):
        with pytest.raises(NasabError, match="CASE-05"):
            say_together(bilal, number, by=office.actor("amina"), told=SAID)
    group = services.open_group(by=office.actor("zoya"), agency=office.agency("Grozny").id)
    with pytest.raises(NasabError, match="CASE-04"):
        services.state(bilal, Told(fact="together", of_group=group), by=office.actor("amina"))


def test_what_nobody_said_is_not_denied(office, bilal, aminat):
    with pytest.raises(NasabError, match="CASE-06"):
        say_together(bilal, aminat.number, by=office.actor("amina"), told=Told(fact="together", answer="denied"))
    assert not aminat.statements.filter(fact="together").exists()


def test_it_is_said_of_a_group_and_of_no_other_fact(office, bilal):
    group = services.open_group(by=office.actor("amina"), agency=bilal.agency_id)
    for told in (Told(fact="together", value="his sister"), Told(fact="father", value="Ruslan", of_group=group)):
        with pytest.raises(NasabError, match="CASE-03"):
            services.state(bilal, told, by=office.actor("amina"))


def test_whoever_wrote_meanwhile_is_not_written_over(office, bilal, aminat):
    amina = office.actor("amina")
    seen = bilal.version
    services.state(bilal, Told(fact="age", value="4"), by=amina)
    with pytest.raises(Conflict):
        say_together(bilal, aminat.number, by=amina, told=SAID, version=seen)
    assert not FoundGroup.objects.exists()
    assert again(aminat).group is None


def test_only_who_may_state_says_it(office, bilal, aminat):
    for name in ("malika", "nadia", "luc", "zoya", "boris"):
        with pytest.raises(Refused):
            say_together(bilal, aminat.number, by=office.actor(name), told=SAID)


def test_who_may_state_in_both_files_and_open_no_group_is_refused_and_the_try_is_recorded(office, bilal, aminat):
    for child in (bilal, aminat):
        Assignment.objects.create(user=office.users["zoya"], file=child.pk, given_by=office.users["nadia"])
    with pytest.raises(Refused):
        say_together(bilal, aminat.number, by=office.actor("zoya"), told=SAID)
    assert Entry.objects.filter(action="refused", actor=str(office.users["zoya"].pk)).count() == 1
    assert not FoundGroup.objects.exists()


def test_who_is_left_behind_is_weighed_anew(office, bilal, aminat):
    amina = office.actor("amina")
    say_together(bilal, aminat.number, by=amina, told=SAID)
    Weigher().weigh_changed()
    assert again(aminat).weighed_version == again(aminat).version
    services.take_back(bilal.statements.get(fact="together"), by=amina)
    assert again(aminat).weighed_version < again(aminat).version


@pytest.mark.parametrize(
    ("fact", "one", "other", "differs"),
    [
        ("father", "Ruslan", "Aslan", True), ("father_alias", "أبو بلال الشيشاني", "Abu Bilal", False),
        ("languages", "che; rus", "che", False), ("languages", "che", "ara", True),
        ("origin", "Grozny", "grozny", False), ("siblings", "Aminat", "Bilal", False),
    ],
)  # fmt: skip
def test_what_they_tell_is_compared_as_what_it_is(office, fact, one, other, differs):
    first, second = a_child_found(office, **{fact: one}), a_child_found(office, **{fact: other})
    group = say_together(first, second.number, by=office.actor("amina"), told=SAID)
    rows = {row.fact: row for row in open_together(group.pk, by=office.actor("amina")).rows}
    assert rows[fact].differs == differs
