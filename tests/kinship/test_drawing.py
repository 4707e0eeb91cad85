from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab import texts
from nasab.errors import NasabError
from nasab.kinship import Family, Member, Statement, compose, draw, kin_terms, read_statement
from nasab.kinship.generations import generations
from nasab.kinship.layout import lay_out

SVG = "{http://www.w3.org/2000/svg}"


def family(*said: str) -> Family:
    return compose([read_statement(one) for one in said])


def picture(of: Family, **how) -> Element:
    return fromstring(draw(of.members, couples=of.couples, twins=of.twins, identical=of.identical, **how))


def people(svg: Element) -> dict[str, Element]:
    """The group of each person by the beginning of its title."""
    groups = [group for group in svg.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    return {group.find(f"{SVG}title").text.split(":")[0].strip("\u2068\u2069"): group for group in groups}


def centre(group: Element) -> tuple[float, float]:
    symbol = group[1]
    told = {key: value for key, value in symbol.attrib.items() if key in ("x", "y", "width", "cx", "cy", "points")}
    if "cx" in told:
        return float(told["cx"]), float(told["cy"])
    if "points" in told:
        top, right = (tuple(map(float, one.split(","))) for one in told["points"].split()[:2])
        return top[0], right[1]
    half = float(told["width"]) / 2
    return float(told["x"]) + half, float(told["y"]) + half


THREE = family(
    "Ruslan | father | Bilal", "Aminat | mother | Bilal", "Zaira | paternal grandmother | Bilal",
    "Musa | paternal grandfather | Bilal", "Hamza | maternal uncle | Bilal", "Hava | sister | Bilal",
    "Adam | twin brother | Hava", "Omar | paternal half-brother | Bilal", "Leila | mother | Omar",
    "Isa | identical twin | Hasan", "Hasan | son | Hamza",
)  # fmt: skip
COUSINS = family(
    "A | brother | B", "A | father | Ali", "B | father | Sara", "Ali | father | Bilal", "Sara | mother | Bilal"
)


def test_everybody_is_drawn_once_with_the_symbol_of_their_sex():
    drawn = people(picture(THREE))
    assert len([one for one in drawn if one != "somebody not named"]) == 12
    symbols = {name: group[1].tag.removeprefix(SVG) for name, group in drawn.items()}
    assert symbols["Ruslan"] == "rect"
    assert symbols["Zaira"] == "circle"
    assert symbols["Bilal"] == "polygon"


def test_children_stand_below_their_parents_and_couples_side_by_side():
    drawn = {name: centre(group) for name, group in people(picture(THREE)).items()}
    assert drawn["Zaira"][1] == drawn["Musa"][1] < drawn["Ruslan"][1] == drawn["Aminat"][1] == drawn["Hamza"][1]
    assert drawn["Bilal"][1] == drawn["Hava"][1] == drawn["Omar"][1] > drawn["Ruslan"][1]
    assert abs(drawn["Zaira"][0] - drawn["Musa"][0]) == pytest.approx(112)


def test_the_missing_are_dashed_and_the_typed_are_filled():
    drawn = people(picture(THREE, missing=["Bilal"], typed=["Zaira"]))
    assert drawn["Bilal"][1].get("stroke-dasharray")
    assert not drawn["Zaira"][1].get("stroke-dasharray")
    assert drawn["Zaira"][1].get("fill") != drawn["Bilal"][1].get("fill")


def test_a_couple_of_one_blood_has_a_double_line_and_is_no_loop_of_persons():
    svg = picture(COUSINS)
    lines = [path.get("d") for path in svg.find(f"{SVG}g")]
    ali, sara = (centre(people(svg)[name]) for name in ("Ali", "Sara"))
    left = min(ali[0], sara[0]) + 24
    start = f"M{left:.1f}".removesuffix(".0")
    heights = [float(line.split()[1].split("H")[0]) for line in lines if line.startswith(f"{start} ") and "H" in line]
    assert sorted(height for height in heights if abs(height - ali[1]) < 10) == [ali[1] - 3, ali[1] + 3]
    assert "of one blood" in "".join(svg.itertext())
    assert "of one blood" not in "".join(picture(THREE).itertext())


def test_twins_hang_from_one_point_and_identical_ones_have_a_bar():
    ends = [path.get("d")[1:].split("L") for path in picture(THREE).find(f"{SVG}g") if "L" in path.get("d")]
    slanted = [one for one in ends if one[0].split()[0] != one[1].split()[0]]
    assert len(slanted) == 4  # two for each pair of twins
    apart = family("Isa | twin brother | Hasan", "Hasan | son | Hamza")
    same = family("Isa | identical twin | Hasan", "Hasan | son | Hamza")
    assert len(picture(same).find(f"{SVG}g")) == len(picture(apart).find(f"{SVG}g")) + 1


def test_in_arabic_the_picture_runs_from_the_right():
    left = {name: centre(group) for name, group in people(picture(THREE)).items() if name != "somebody not named"}
    right = {name: centre(group) for name, group in people(picture(THREE, language="ar")).items() if name in left}
    width = float(picture(THREE).get("viewBox").split()[2])
    assert len(right) == len(left)
    for name, (x, y) in left.items():
        assert right[name] == pytest.approx((width - x, y))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_picture_says_in_words_what_it_shows(language):
    svg = picture(THREE, language=language, missing=["Bilal"], typed=["Zaira"])
    assert svg.get("role") == "img"
    labels = svg.get("aria-labelledby").split()
    assert [svg.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == labels
    told = svg.find(f"{SVG}desc").text
    for name in ("Ruslan", "Zaira", "Bilal"):
        assert name in told
    for state in ("missing", "typed"):
        assert texts.say(f"pedigree.{state}", language) in told


def test_names_are_escaped_and_kept_from_turning_one_another():
    hostile = '</text><script>alert(1)</script>\u202e"&'
    svg = draw([Member("a", "M"), Member("b", "F")], names={"a": hostile, "b": "بلال"}, name='x"y')
    assert "<script" not in svg
    assert "\u202e" not in svg
    parsed = fromstring(svg)
    written = {text.text: text for text in parsed.iter(f"{SVG}text")}
    assert written["بلال"].get("direction") == "rtl"
    assert all(text.get("unicode-bidi") == "isolate" for text in written.values())


def test_the_same_family_has_the_same_picture():
    assert draw(THREE.members, couples=THREE.couples) == draw(THREE.members, couples=THREE.couples)


def test_nobody_is_a_picture_too():
    assert fromstring(draw([])).tag == f"{SVG}svg"


def test_an_uncle_who_married_his_niece_stands_in_her_row():
    members = [
        Member("g", "M"), Member("h", "F"), Member("u", "M", "g", "h"), Member("s", "F", "g", "h"), Member("m", "M"),
        Member("n", "F", "m", "s"), Member("k", None, "u", "n"),
    ]  # fmt: skip
    row = generations(members, lay_out(members).couples)
    assert row == {"g": 0, "h": 0, "s": 1, "m": 1, "u": 2, "n": 2, "k": 3}


def test_a_father_and_his_daughter_as_a_couple_stand_in_two_rows():
    members = [Member("f", "M"), Member("w", "F"), Member("d", "F", "f", "w"), Member("k", None, "f", "d")]
    row = generations(members, lay_out(members).couples)
    assert row["f"] < row["d"] < row["k"]
    assert fromstring(draw(members)).tag == f"{SVG}svg"


NAMES = st.sampled_from(["A", "B", "C", "D", "E", "F"])
SAID = st.builds(Statement, NAMES, st.sampled_from([one for one in kin_terms() if one.path]), NAMES)


def composed(said: list[Statement]) -> Family:
    try:
        return compose(said)
    except NasabError:
        return Family(())


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=8), st.sampled_from(texts.LANGUAGES))
def test_any_family_is_drawn_with_nobody_on_somebody_else(said, language):
    one = composed(said)
    laid = lay_out(one.members, one.couples)
    for a, b in combinations(one.members, 2):
        assert laid.row[a.id] != laid.row[b.id] or abs(laid.column[a.id] - laid.column[b.id]) > 0.99
    for child in one.members:
        for parent in (child.father, child.mother):
            assert parent is None or laid.row[parent] < laid.row[child.id]
    svg = picture(one, language=language, missing=["A"])
    assert len([group for group in svg.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None]) == len(one.members)


@given(st.text(max_size=60))
def test_any_name_can_be_written(name):
    assert fromstring(draw([Member("a", "M")], names={"a": name}, title=name)).tag == f"{SVG}svg"
