from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from nasab import places
from nasab.places import Gazetteer
from nasab.places.writing import key

# Rough boxes of countries, from general knowledge, with some room: south, north, west, east.
BOXES = {
    "IQ": (29.0, 37.5, 38.7, 48.7), "SY": (32.2, 37.4, 35.6, 42.5), "TR": (35.7, 42.3, 25.5, 45.0),
    "GE": (41.0, 43.7, 39.9, 46.8), "AZ": (38.3, 42.0, 44.7, 50.7), "TJ": (36.6, 41.1, 67.3, 75.2),
    "KG": (39.1, 43.3, 69.2, 80.3), "UZ": (37.1, 45.6, 55.9, 73.2), "TM": (35.1, 42.8, 52.4, 66.7),
    "KZ": (40.5, 55.5, 46.4, 87.4), "RU": (41.1, 78.0, 19.6, 180.0), "JO": (29.1, 33.4, 34.9, 39.4),
    "LB": (33.0, 34.7, 35.1, 36.7), "EG": (21.9, 31.8, 24.6, 36.9), "TN": (30.2, 37.6, 7.5, 11.7),
    "LY": (19.4, 33.3, 9.3, 25.3), "FR": (-22.0, 51.2, -62.0, 56.0), "BE": (49.4, 51.6, 2.5, 6.5),
    "DE": (47.2, 55.1, 5.8, 15.1), "AT": (46.3, 49.1, 9.5, 17.2), "AF": (29.3, 38.5, 60.5, 74.9),
    "SA": (16.3, 32.2, 34.5, 55.7), "MA": (20.7, 36.0, -17.2, -0.9), "DZ": (18.9, 37.1, -8.7, 12.0),
}  # fmt: skip
SCRIPTS = (("LATIN", 0), ("LATIN", 1), ("CYRILLIC", 2), ("ARABIC", 3))


def all_places():
    return places.shipped().places


def test_the_gazetteer_is_large_and_holds_every_kind():
    assert len(all_places()) > 3000
    assert {place.kind for place in all_places()} == set(places.KINDS)


def test_coordinates_lie_in_the_box_of_their_country():
    outside = []
    for place in all_places():
        south, north, west, east = BOXES.get(place.country, (-90, 90, -180, 180))
        if not (south <= place.latitude <= north and west <= place.longitude <= east):
            outside.append(place.id)
    assert outside == []


def test_every_container_is_there_and_wider_and_in_the_same_country():
    for place in all_places():
        chain = [place, *map(places.get, place.within)]
        widths = [places.KINDS.index(inner.kind) for inner in chain]
        assert len(set(place.within)) == len(place.within)
        assert place.id not in place.within
        assert widths[1:] == sorted(widths[1:], reverse=True)
        assert chain[-1].kind == "country"
        assert {inner.country for inner in chain} == {place.country}


def test_what_lies_in_a_region_is_not_far_from_it():
    far = []
    for place in all_places():
        for id in place.within:
            container = places.get(id)
            limit = {"district": 120, "town": 40}.get(container.kind, 20000)
            if places.distance_km(place, container) > limit:
                far.append((place.id, id))
    assert far == []


def test_names_are_in_the_script_of_their_column():
    wrong = []
    for place in all_places():
        for script, column in SCRIPTS:
            letters = [letter for letter in place.names[column] if letter.isalpha()]
            wrong += [
                place.id for letter in letters[:3] if script not in unicodedata.name(letter) and letter not in "ʻʼ’ʿ"
            ]
    assert wrong == []


def test_every_name_finds_its_own_place_or_one_that_shares_the_name():
    gazetteer = places.shipped()
    lost = []
    for place in all_places()[:1500]:
        for name in place.names:
            found = places.find(name) if name else (place,)
            if place not in found and place not in gazetteer.named(key(name)):
                lost.append((place.id, name, [other.id for other in found]))
    assert lost == []


def test_ids_are_said_once_and_begin_with_their_country():
    ids = [place.id for place in all_places()]
    assert len(set(ids)) == len(ids)
    assert all(place.id == place.country or place.id.startswith(f"{place.country}-") for place in all_places())


@pytest.mark.parametrize(
    "lines",
    [
        ["too few columns"],
        ["IQ\tplanet\tIQ\t\t33\t44\tIraq\t\t\t\t"],
        ["IQ\tcountry\tIQ\t\t33\t44\tIraq\t\t\t\t", "IQ-a\ttown\tIQ\tIQ-b\t33\t44\tA\t\t\t\t"],
        ["IQ\tcountry\tIQ\t\t33\t44\tIraq\t\t\t\t", "IQ-a\tregion\tIQ\tIQ-a\t33\t44\tA\t\t\t\t"],
        ["IQ-a\ttown\tIQ\t\t33\t44\tA\t\t\t\t"],
        ["IQ\tcountry\tIQ\t\t33\t44\tIraq\t\t\t\t"] * 2,
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(lines):
    with pytest.raises(ValueError):
        Gazetteer.read(lines)


def test_an_office_may_use_a_gazetteer_of_its_own():
    own = Gazetteer.read(
        [
            "# ours",
            "ML\tcountry\tML\t\t17.6\t-4\tMali\t\tМали\tمالي\t",
            "ML-gao\ttown\tML\tML\t16.27\t-0.04\tGao\t\tГао\tغاو\tKawkaw",
        ]
    )
    (found,) = places.find_all("town of Kawkaw", own)
    assert found.id == "ML-gao"
    assert found.within == ("ML",)
    assert places.name(found, "ru") == "Гао"
    assert places.name(found, "fr") == "Gao"


def test_importing_reads_no_table():
    code = (
        "import nasab.places as p; from nasab.places import gazetteer as g; assert g.shipped.cache_info().currsize == 0"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
