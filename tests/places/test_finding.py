from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import places

LINES = """
Mosul al-Maydan , ; / ( ) - city of село г. в Грозный Чечня район مخيم الهول قضاء تلعفر Khasav-Yurt Raqa near camp
Urus Martan Deir ez Zor unknown неизвестно 12 \u200f x
"""
SCRAPS = LINES.split()


@pytest.mark.parametrize(
    ("id", "spellings"),
    [
        ("IQ-mosul", "Mosul|Mossoul|Mossul|Mosull|Мосул|الموصل"),
        ("IQ-mosul", "موصل|MOSUL|near Mosul|из Мосула|بالموصل|Mosul, Iraq|Iraq/Mosul"),
        ("IQ-al-maydan-mosul",
        "Mosul, al-Maydan|al-Maydan, Mosul|الموصل، الميدان|Мосул, аль-Майдан|Maidan (Mosul)|حي الميدان، الموصل"),
        ("SY-al-hol-camp", "مخيم الهول|al-Hol camp|Hawl camp|camp d'al-Hol|лагерь Аль-Хол|лагере Эль-Холь"),
        ("SY-roj-camp", "Roj|Camp Roj|al-Roj camp|лагерь Родж|مخيم روج"),
        ("SY-raqqa", "Raqqa|ar-Raqqah|Rakka|Ракка|Эр-Ракка|الرقة|Raqqa city|مدينة الرقة"),
        ("SY-baghuz", "Baghuz|Baghouz|al-Baghuz|Багуз|الباغوز|село Багуз"),
        ("SY-deir-ez-zor", "Deir ez-Zor|Deir Ezzor|Dayr az-Zawr|Deir al-Zor|دير الزور|Дейр-эз-Зор"),
        ("IQ-tal-afar", "Tal Afar|Tel Afar|Tall 'Afar|Telafer|تلعفر|تل عفر|Таль-Афар"),
        ("IQ-tal-afar-district", "Tal Afar district|قضاء تلعفر|district de Tall Afar"),
        ("IQ-nineveh", "Nineveh|Ninawa|محافظة نينوى|نينوى|Найнава"),
        ("RU-grozny", "Grozny|Groznyy|Grosny|г. Грозный|в Грозном"),
        ("RU-grozny", "город Грозный|غروزني|Grozny, Chechnya|Grozny Chechnya|Грозный (ЧР)"),
        ("RU-urus-martan", "Urus-Martan|Ourous-Martan|Urus Martan|Урус-Мартан|Урус-Мартан, Чечня|أوروس مارتان"),
        ("RU-urus-martan-district", "Урус-Мартановский район|Urus-Martan district"),
        ("RU-sernovodskoye", "Sernovodsk|Серноводск|с. Серноводское"),
        ("RU-samashki", "Samashki|с. Самашки|Самашки, Чечня|Samachki|Чечня, село Самашки"),
        ("RU-chechnya", "Chechnya|Чечня|Чеченская Республика|Tchétchénie|الشيشان|Ичкерия|в Чечне"),
        ("RU-khasavyurt", "Khasavyurt|Khasav-Yurt|Khassav-Yourt|Хасавюрт|Хасав-Юрт|خاسافيورت|Дагестан, Хасавюрт"),
        ("RU-makhachkala", "Makhachkala|Махачкала|Makhatchkala|محج قلعة"),
        ("RU-dagestan", "Dagestan|Daghestan|Дагестан|Республика Дагестан|داغستان|Dağıstan"),
        ("GE-duisi", "Duisi|Дуиси|Duisi, Pankisi"),
        ("GE-pankisi", "Pankisi|Pankisi Gorge|Панкисское ущелье|بانكيسي"),
        ("TJ-khujand", "Khujand|Худжанд|Ходжент|Хуҷанд|Leninabad"),
        ("KG-osh", "Osh|Ош|г. Ош"),
        ("KG-kara-suu", "Kara-Suu|Karasuu|Кара-Суу"),
        ("KG-nookat", "Nookat|Ноокат"),
        ("KZ-satpayev", "Satpayev|Сатпаев"),
        ("TR-kayseri", "Kayseri|Кайсери|قيصري"),
        ("TR-sanliurfa", "Şanlıurfa|Urfa|Sanliurfa|أورفا|Шанлыурфа"),
        ("TR-istanbul", "Istanbul|İstanbul|Стамбул|إسطنبول|اسطنبول"),
        ("FR-strasbourg", "Strasbourg|Страсбург|Straßburg|ستراسبورغ"),
        ("BE-molenbeek-brussels", "Molenbeek|Bruxelles, Molenbeek|Моленбек"),
        ("TN-sidi-bouzid", "Sidi Bouzid|سيدي بوزيد"),
        ("LB-tripoli", "Tripoli, Lebanon|Tripoli, Liban|طرابلس، لبنان"),
        ("LY-tripoli", "Tripoli, Libya|Триполи, Ливия"),
        ("IQ", "Iraq|العراق|Ирак|Irak|Republic of Iraq"),
        ("RU", "Russia|Россия|РФ|روسيا|Russie"),
    ],
)  # fmt: skip
def test_a_place_is_found_however_it_is_written(id, spellings):
    assert {written: places.find(written)[:1] for written in spellings.split("|")} == {
        written: (places.get(id),) for written in spellings.split("|")
    }


@pytest.mark.parametrize(
    "written", ["", " ", "unknown", "неизвестно", "غير معروف", "xyzzy", "?", "12", "-", "the", "camp", "село", "مدينة"]
)
def test_what_names_no_place_finds_none(written):
    assert places.find(written) == ()


def test_homonyms_are_all_found():
    assert {place.id for place in places.find("Tripoli")} >= {"LY-tripoli", "LB-tripoli"}
    assert {place.country for place in places.find("المنصورة")} >= {"EG"}


def test_a_place_explained_by_its_container_comes_before_its_homonym():
    assert places.find("al-Maydan, Mosul")[0].country == "IQ"
    assert places.find("al-Midan, Damascus")[0].country == "SY"


def test_words_around_a_name_do_not_hide_it():
    assert places.find("annex of al-Hol camp")[0].id == "SY-al-hol-camp"
    assert places.find("orphanage in Baghdad")[0].id == "IQ-baghdad"
    assert places.find("детский дом, Багдад")[0].id == "IQ-baghdad"
    assert places.find("unknown (Mosul?)")[0].id == "IQ-mosul"


def test_a_sentence_is_not_searched_for_misspelt_names():
    assert places.find("the child was found in a house by soldiers") == ()


def test_short_names_are_not_guessed():
    assert places.find("Xsh") == ()
    assert places.find("Abc") == ()


@given(st.text(max_size=250) | st.lists(st.sampled_from(SCRAPS), max_size=12).map(" ".join))
def test_any_text_finds_places_each_once(written):
    found = places.find(written)
    assert len({place.id for place in found}) == len(found)
    assert places.find(written) == found


@given(
    st.sampled_from(["Khasavyurt", "Urus-Martan", "Makhachkala", "Strasbourg", "Гудермес", "Хасавюрт"]),
    st.data(),
)
def test_one_letter_left_out_still_finds_the_place(written, draw):
    place = draw.draw(st.integers(0, len(written) - 1))
    shortened = written[:place] + written[place + 1 :]
    assert places.find(written)[0] in places.find(shortened)
