"""Parts by role, in patterns of real lists; the persons are invented."""

from __future__ import annotations

import pytest

from nasab import names
from nasab.names import Role


def read(text: str, **options: str) -> list[tuple[str, str]]:
    return [(part.role.value, part.folded) for part in names.parse(text, **options).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тагиров Билал Русланович", "family тагиров, given билал, father руслан"),
        ("Билал Русланович Тагиров", "given билал, father руслан, family тагиров"),
        ("Тагирова Хадижат Руслановна", "family тагиров, given хадижат, father руслан"),
        ("Тагиров Б. Р.", "family тагиров, initial б, initial р"),
        ("Тагиров Б.Р.", "family тагиров, initial б, initial р"),
        ("Билал Т.", "given билал, initial т"),
        ("Тагирова, Амина", "family тагиров, given амина"),
        ("Ахмадов", "family ахмадов"),
        ("Амин Мусин", "given амин, family мусин"),
        ("Марина Алёшина", "given марина, family алешин"),
        ("Магомедов Магомед Магомедович", "family магомедов, given магомед, father магомед"),
        ("Мусаев Иса Мусаевич", "family мусаев, given иса, father муса"),
        ("Айшат Алиевна", "given айшат, father али"),
        ("Николаева Анна Николаевна", "family николаев, given анна, father николай"),
        ("Ильин Олег Игоревич", "family ильин, given олег, father игорь"),
        ("Магомед-Эмин Хасанов", "given магомедэмин, family хасанов"),
        ("Хаджи-Мурад Алиев", "given хаджимурад, family алиев"),
        ("Абу-Бакар Ахмедов", "given абубакар, family ахмедов"),
        ("Абд ар-Рахман Магомедов", "given абдулрахман, family магомедов"),
        ("Асан уулу Бакыт", "father асан, given бакыт"),
        ("Асан кызы Айгуль", "father асан, given айгуль"),
        ("Нурлан Ахметұлы", "given нурлан, father ахмет"),
        ("Исмоилзода Фарход", "father исмоил, given фарход"),
        ("Кавтарашвили Иса", "family кавтарашвили, given иса"),
        ("Аль-Шишани Абу Умар", "nisba шишани, kunya умар"),
        ("Ахмад аш-Шишани", "given ахмад, nisba шишани"),
        ("Джамалудин Хож-Ахмедович Эльмурзаев", "given джамалудин, father хожахмед, family эльмурзаев"),
        ("сын Руслана", "father руслан"),
        ("дочь Абу Умара", "father абуумар"),
        ("Г1алиб", "given гӏалиб"),
    ],
)
def test_names_in_cyrillic(text: str, expected: str) -> None:
    assert ", ".join(f"{role} {folded}" for role, folded in read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilal", "given bilal"),
        ("Bilal Tagirov", "given bilal, family tagirov"),
        ("Tagirov, Bilal", "family tagirov, given bilal"),
        ("Ruslan Ahmedovich Tagiroff", "given ruslan, father ahmed, family tagirov"),
        ("Ruslan Magomedovitsch Tagirow", "given ruslan, father magomed, family tagirov"),
        ("Khadijat Ruslanovna", "given khadijat, father ruslan"),
        ("Ahmad Mahmud Ali", "given ahmad, father mahmud, grandfather ali"),
        ("Omar ibn Khalid ibn Walid", "given omar, father khalid, grandfather walid"),
        ("Khadija bint Omar", "given khadija, father omar"),
        ("Bilal bin Ruslan Tagirov", "given bilal, father ruslan, family tagirov"),
        ("Abu Bilal al-Shishani", "kunya bilal, nisba shishani"),
        ("Abu Omar Shishani", "kunya omar, nisba shishani"),
        ("Abou-Bilal ash-Shishani", "kunya bilal, nisba shishani"),
        ("Aboubilal", "kunya bilal"),
        ("Aboubacar", "given aboubacar"),
        ("Abu Abd al-Rahman al-Muhajir", "kunya abdulrahman, laqab muhajir"),
        ("Abu al-Bara", "kunya bara"),
        ("Umm Umar ash-Shishaniya", "kunya umar, nisba shishani"),
        ("Umm Kulthum", "given ummkulthum"),
        ("Ruslan (Abu Bilal)", "given ruslan, kunya bilal"),
        ("Saddam Hussein al-Tikriti", "given saddam, father hussein, nisba tikriti"),
        ("Nur al-Din Mahmud", "given nuruddin, father mahmud"),
        ("Saif Allah", "given saifullah"),
        ("Karim Benzema", "given karim, family benzema"),
        ("Oumaima", "given oumaima"),
        ("Əli Vəli oğlu Məmmədov", "given əli, father vəli, family mammadov"),
        ("Hajj Mahmud", "honorific hajj, given mahmud"),
        ("Dr. Ahmad", "honorific dr, given ahmad"),
        ("Maryam née Tagirova", "given maryam, family tagirov"),
        ("Bilal aka Abu Omar", "given bilal, kunya omar"),
        ("Mohamed Amine Ben Salah", "given mohamed, given amine, father salah"),
        ("son of Ruslan", "father ruslan"),
        ("Daughter of Abu Omar", "father abuomar"),
        ("fils de Karim", "father karim"),
        ("Bilal_Tagirov", "given bilal, family tagirov"),
    ],
)
def test_names_in_latin(text: str, expected: str) -> None:
    assert ", ".join(f"{role} {folded}" for role, folded in read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أحمد محمود علي", "given احمد, father محمود, grandfather علي"),
        ("محمد بن أحمد", "given محمد, father احمد"),
        ("فاطمة بنت علي", "given فاطمه, father علي"),
        ("أحمد محمود علي الجبوري", "given احمد, father محمود, grandfather علي, family جبوري"),
        ("محمد الموصلي", "given محمد, nisba موصلي"),
        ("أبو بلال الشيشاني", "kunya بلال, nisba شيشاني"),
        ("ابوبلال الشيشاني", "kunya بلال, nisba شيشاني"),
        ("أم حمزة", "kunya حمزه"),
        ("ابن أبو عمر", "father ابوعمر"),
        ("أم حمزة الشيشانية", "kunya حمزه, nisba شيشاني"),
        ("أم كلثوم", "given امكلثوم"),
        ("عبد الرحمن محمد", "given عبدالرحمن, father محمد"),
        ("أبو عبد الله المهاجر", "kunya عبدالله, laqab مهاجر"),
        ("نور الدين", "given نورالدين"),
        ("زين العابدين", "given زينالعابدين"),
        ("سيف الله", "given سيفالله"),
        ("بلال طاغيروف", "given بلال, family طاغيروف"),
        ("خديجة طاغيروفا", "given خديجه, family طاغيروف"),
        ("بلال روسلانوفيتش", "given بلال, father روسلان"),
        ("الحاج محمود", "honorific الحاج, given محمود"),
    ],
)
def test_names_in_arabic(text: str, expected: str) -> None:
    assert ", ".join(f"{role} {folded}" for role, folded in read(text)) == expected


@pytest.mark.parametrize(
    "family",
    [
        ["Abd al-Rahman", "Abdulrahman", "Abdurrahman", "Abd el Rahman", "Abdel Rahman", "abd-er-rahman"],
        ["عبد الرحمن", "عبدالرحمن", "عَبْد الرَّحمن"],
        ["Абд ар-Рахман", "Абдуррахман", "Абдурахман", "Абдул Рахман", "абдул-рахман"],
        ["Nur al-Din", "Nuruddin", "Nureddin", "Nur ad-Din", "Nur-eddine"],
        ["Abdullah", "Abd Allah", "Abdallah", "Abdulla"],
        ["عبد الله", "عبدالله"],
        ["Abdul Aziz", "Abdelaziz", "Abd al-Aziz"],
        ["Abdel Latif", "Abdullatif", "abdelatif"],
    ],
)
def test_a_compound_name_is_one_however_it_is_spaced(family: list[str]) -> None:
    assert {tuple(read(text)) for text in family} == {tuple(read(family[0]))}
    assert len(read(family[0])) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "?", "-", "unknown", "Неизвестно", "غير معروف", "inconnu", "N/A", "😀", "17"]
)
def test_a_cell_that_says_nothing_has_no_parts(text: str) -> None:
    assert names.parse(text).parts == ()


def test_a_fathers_surname_in_the_genitive_is_a_mans() -> None:
    father = names.parse("Руслана Тагирова", whose="father").parts
    assert [(part.role, part.folded, part.sex) for part in father] == [
        (Role.GIVEN, "руслан", ""),
        (Role.FAMILY, "тагиров", "m"),
    ]


def test_of_a_child_a_possible_genitive_says_no_sex() -> None:
    assert names.parse("Руслана Тагирова").parts[1].sex == ""


def test_oblique_cases_are_taken_off() -> None:
    assert read("Билалу Руслановичу Тагирову") == [("given", "билал"), ("father", "руслан"), ("family", "тагиров")]
    assert read("Хавы Руслановны Тагировой") == [("given", "хава"), ("father", "руслан"), ("family", "тагиров")]


def test_a_gendered_surname_says_the_sex() -> None:
    assert [names.parse(text).parts[-1].sex for text in ("Амина Тагирова", "Билал Тагиров", "Bilal Tagirova")] == [
        "f",
        "m",
        "f",
    ]


def test_given_names_that_look_like_surnames_stay_given_names() -> None:
    for text in ("Амина", "Марина", "Амин", "Ясин", "Madina", "معروف", "شريف"):
        assert read(text)[0][0] == "given", text


def test_abu_bakr_is_a_childs_given_name_and_a_mans_kunya() -> None:
    assert read("Abu Bakr") == [("given", "abubakr")]
    assert read("Abu Bakr al-Iraqi", whose="father") == [("kunya", "bakr"), ("nisba", "iraqi")]


def test_a_doubtful_name_is_not_certain() -> None:
    assert [part.certain for part in names.parse("Bilal?").parts] == [False]
    assert [part.certain for part in names.parse("Bilal").parts] == [True]


def test_words_of_other_scripts_are_given_alone_and_unknown_together() -> None:
    assert read("ბილალ") == [("given", "ბილალ")]
    assert [role for role, _ in read("李 小龙")] == ["unknown", "unknown"]
    assert names.parse("משה").script == "other"


def test_the_text_of_a_part_is_what_was_written() -> None:
    assert [part.text for part in names.parse("Abu Bilal al-Shishani").parts] == ["Abu Bilal", "al-Shishani"]
