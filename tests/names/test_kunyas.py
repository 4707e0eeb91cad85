"""Kunyas taken by many, and kunyas by custom."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import names
from nasab.names import kunyas


@pytest.mark.parametrize(
    "kunya", ["bakr", "hamza", "حمزه", "умар", "omar", "yusuf", "عبدالله", "muhammad", "айшат", "maryam"]
)
def test_kunyas_borne_by_thousands_are_famous(kunya: str) -> None:
    assert names.is_famous_kunya(kunya) > 0


@pytest.mark.parametrize("kunya", ["zelimkhan", "зарема", "", "nobodyhere"])
def test_other_kunyas_are_not(kunya: str) -> None:
    assert names.is_famous_kunya(kunya) == 0


@pytest.mark.parametrize(
    ("kunya", "name"),
    [
        ("khalil", "ibrahim"),
        ("خليل", "ibrahim"),
        ("халил", "ibrahim"),
        ("hassan", "ali"),
        ("yaqub", "yusuf"),
        ("حفص", "umar"),
    ],
)
def test_customary_kunyas_lead_to_the_name(kunya: str, name: str) -> None:
    assert name in names.kunya_custom(kunya)


def test_every_customary_name_is_in_the_lexicon() -> None:
    for kunya in ("khalil", "hassan", "yaqub", "حفص", "muhammad", "ishaq", "harun", "musa"):
        for name in names.kunya_custom(kunya):
            assert names.lexicon.ids(name), name


@pytest.mark.parametrize(
    "famous", ["bakr", "hamza", "omar", "yusuf", "abdullah", "muhammad", "aisha", "maryam", "حمزه", "юсуф"]
)
def test_a_famous_kunya_weighs_less_than_a_rare_one(famous: str) -> None:
    rare = names.kunya_weight("zelimkhan", "зелимхан", 15)
    assert names.kunya_weight(famous, famous, 15) < rare - 2
    assert names.kunya_truth(famous) < names.kunya_truth("zelimkhan") - 0.2


def test_a_kunya_after_another_name_says_little() -> None:
    assert -0.75 < names.kunya_weight("zelimkhan", "timur", -20) < 0
    assert -0.1 < names.kunya_weight("hamza", "timur", -20) < 0


def test_a_kunya_by_custom_is_explained_by_the_mans_own_name() -> None:
    alone = names.kunya_weight("khalil", "halil", 12)
    assert names.kunya_weight("khalil", "halil", 12, father="ибрагим") < alone - 2
    assert names.kunya_weight("khalil", "halil", 12, father="ruslan") == alone


def test_the_list_at_hand_says_how_common_a_name_is() -> None:
    assert names.kunya_weight("hamza", "hamza", 15, 0.03) < names.kunya_weight("hamza", "hamza", 15, 0.001) + 1
    assert names.kunya_truth("hamza", child_share=0.03) > 2 * names.kunya_truth("hamza", child_share=0.005)
    assert names.kunya_weight("ruslan", "ruslan", 15, 0.2) < names.kunya_weight("ruslan", "ruslan", 15, 0.01)


def test_a_kunya_is_weighed_as_the_mixture_says() -> None:
    truth = kunyas.AT_HOME * 0.0093 * kunyas.REAL / (0.0093 * kunyas.REAL + 0.03)
    assert names.kunya_truth("hamza") == pytest.approx(truth)
    h = truth * kunyas.THIS_CHILD
    assert names.kunya_weight("hamza", "hamza", 99) == pytest.approx(log2(h / 0.0093 + 1 - h))
    assert names.kunya_weight("hamza", "hamza", 2) == pytest.approx(log2(h * 4 + 1 - h))


@given(
    st.sampled_from(["hamza", "zelimkhan", "أنس", "nobodyhere", ""]),
    st.text(max_size=12),
    st.floats(-1000, 1000) | st.just(float("-inf")),
    st.none() | st.floats(0, 1),
)
def test_a_kunya_never_weighs_strongly_against_a_child(
    kunya: str, child: str, bits: float, share: float | None
) -> None:
    weight = names.kunya_weight(kunya, child, bits, share)
    assert -0.75 < weight < 10
    assert weight <= max(bits, 0.0) + 1e-9
    assert names.kunya_weight(kunya, child, bits + 1, 0.01) >= names.kunya_weight(kunya, child, bits, 0.01) or bits <= 0


ABU = ("Abu", "Abou", "Abo", "Ebu", "Ebou", "Aboo", "ABU", "Abū", "Абу")
UMM = ("Umm", "Oum", "Um", "Om", "Умм", "Ум")


@pytest.mark.parametrize("joined", [" ", "-", ""])
@pytest.mark.parametrize(
    ("particle", "child", "sex"),
    [
        *((particle, "Билал" if particle in ("Абу", "Умм", "Ум") else "Bilal", "m") for particle in ABU),
        *((particle, "Билал" if particle in ("Абу", "Умм", "Ум") else "Bilal", "f") for particle in UMM),
        *((particle, "بلال", "m") for particle in ("أبو", "ابو", "أبي", "ابي")),
        *((particle, "بلال", "f") for particle in ("ام", "أم")),
    ],
)
def test_a_kunya_is_read_in_every_spelling_joined_and_apart(particle: str, child: str, sex: str, joined: str) -> None:
    written = particle + joined + (child if joined else child.lower())
    parts = names.parse(written, whose="mother" if sex == "f" else "father").parts
    assert [(part.role, part.folded, part.sex) for part in parts] == [("kunya", names.fold(child), sex)]


@pytest.mark.parametrize("written", ["Omar", "Umar", "Umida", "Умар", "Умалат", "أمين", "أميرة", "أمينة", "امحمد"])
def test_a_given_name_that_begins_like_a_kunya_is_none(written: str) -> None:
    assert "kunya" not in [part.role for part in names.parse(written, whose="mother").parts]
