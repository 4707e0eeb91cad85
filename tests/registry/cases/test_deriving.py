"""What a record is today, from what was said."""

from __future__ import annotations

import pytest

from nasab.records import FOUND_COLUMNS
from nasab.registry.cases import services
from nasab.registry.cases.deriving import facts_of, record_of
from nasab.registry.cases.services import Told


@pytest.fixture
def child(office):
    return services.open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found")


def derived(child):
    return facts_of(child.statements.all())


def test_witnesses_who_disagree_stand_side_by_side(office, child):
    amina = office.actor("amina")
    services.state(child, Told(fact="father", value="Ruslan", said_by="the child", certainty="likely"), by=amina)
    services.state(child, Told(fact="father", value="Aslan", said_by="a neighbour", certainty="hearsay"), by=amina)
    father = derived(child)["father"]
    assert father.is_contradicted
    assert father.values == ("Ruslan", "Aslan")  # the surest first
    assert record_of(derived(child), FOUND_COLUMNS)["father"] == "Ruslan; Aslan"


def test_the_same_said_twice_is_no_contradiction(office, child):
    amina = office.actor("amina")
    services.state(child, Told(fact="father", value="Ruslan"), Told(fact="father", value=" ruslan "), by=amina)
    assert not derived(child)["father"].is_contradicted


def test_asked_and_not_told_is_known_and_no_value(office, child):
    services.state(child, Told(fact="mother", answer="not_told"), by=office.actor("amina"))
    mother = derived(child)["mother"]
    assert mother.is_asked
    assert "mother" not in record_of(derived(child), FOUND_COLUMNS)


def test_what_was_taken_back_stands_no_longer(office, child):
    amina = office.actor("amina")
    (said,) = services.state(child, Told(fact="age", value="6"), by=amina)
    services.take_back(said, by=amina, said_by="the nurse")
    age = derived(child)["age"]
    assert age.standing == ()
    assert len(age.former) == 2


def test_a_statement_is_corrected_once(office, child):
    amina = office.actor("amina")
    (said,) = services.state(child, Told(fact="age", value="6"), by=amina)
    services.correct(said, Told(fact="age", value="5"), by=amina)
    with pytest.raises(services.Conflict):
        services.correct(said, Told(fact="age", value="4"), by=amina)
    assert derived(child)["age"].values == ("5",)


def test_a_sex_on_which_witnesses_disagree_is_unknown_to_the_engine(office, child):
    services.state(child, Told(fact="sex", value="f"), Told(fact="sex", value="m"), by=office.actor("amina"))
    assert "sex" not in record_of(derived(child), FOUND_COLUMNS)


def test_two_names_are_a_name_and_another_name(office, child):
    amina = office.actor("amina")
    services.state(child, Told(fact="name", value="Bilal", certainty="sure"), Told(fact="name", value="Omar"), by=amina)
    cells = record_of(derived(child), FOUND_COLUMNS)
    assert (cells["name"], cells["other_names"]) == ("Bilal", "Omar")


def test_what_somebody_surer_denies_is_not_handed_to_the_engine_and_both_are_shown(office, child):
    amina = office.actor("amina")
    services.state(child, Told(fact="father", value="Ruslan", certainty="likely"), by=amina)
    denied = Told(fact="father", answer="denied", value="ruslan ", said_by="the aunt", certainty="sure")
    services.state(child, denied, by=amina)
    father = derived(child)["father"]
    assert father.is_contradicted
    assert not father.is_asked
    assert len(father.standing) == 2
    assert "father" not in record_of(derived(child), FOUND_COLUMNS)


def test_what_somebody_less_sure_denies_still_holds(office, child):
    amina = office.actor("amina")
    services.state(child, Told(fact="father", answer="denied", value="Ruslan", certainty="hearsay"), by=amina)
    services.state(child, Told(fact="father", value="Ruslan", certainty="likely"), by=amina)
    assert derived(child)["father"].is_contradicted
    assert record_of(derived(child), FOUND_COLUMNS)["father"] == "Ruslan"


def test_what_is_denied_of_nobody_is_known_and_no_value(office, child):
    services.state(child, Told(fact="origin", answer="denied", value="Grozny"), by=office.actor("amina"))
    origin = derived(child)["origin"]
    assert (origin.values, origin.is_contradicted, origin.is_asked) == ((), False, False)
