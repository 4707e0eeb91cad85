"""Marks in free text: four languages, any order, denials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.marks import Mark, parse
from nasab.marks.reading import MOST_MARKS

BURN = (Mark("burn", "forearm", "left"),)


@pytest.mark.parametrize(
    "cell",
    [
        "burn, left forearm",
        "burn on the left forearm",
        "Left forearm: burn",
        "L. forearm burned",
        "old burns on his left forearm",
        "burn, forearm (left)",
        "ожог на левом предплечье",
        "ожоги левого предплечья",
        "на левом предплечье след от ожога",
        "лев. предплечье - ожог",
        "حرق في الساعد الأيسر",
        "ساعده الأيسر محروق",
        "آثار حروق على الساعد الأيسر",
        "brûlure à l'avant-bras gauche",
        "Avant-bras gauche brûlé",
        "BRULURE, AVANT BRAS GAUCHE",
    ],
)
def test_one_burn_is_one_mark_in_four_languages_and_many_wordings(cell: str) -> None:
    assert parse(cell) == BURN


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("scar above the right eyebrow", [("scar", "eyebrow", "right")]),
        ("шрам над правой бровью", [("scar", "eyebrow", "right")]),
        ("ندبة فوق الحاجب الأيمن", [("scar", "eyebrow", "right")]),
        ("cicatrice au-dessus du sourcil droit", [("scar", "eyebrow", "right")]),
        ("شامة على الخد", [("mole", "cheek", "")]),
        ("родинка на щеке", [("mole", "cheek", "")]),
        ("grain de beauté sur la joue", [("mole", "cheek", "")]),
        ("родимое пятно на спине", [("birthmark", "back", "")]),
        ("tache de naissance dans le dos", [("birthmark", "back", "")]),
        ("birth mark on the back", [("birthmark", "back", "")]),
        ("وحمة على الظهر", [("birthmark", "back", "")]),
        ("осколочное ранение левого бедра", [("shrapnel", "thigh", "left")]),
        ("شظية في الفخذ الأيسر", [("shrapnel", "thigh", "left")]),
        ("scar on the back of the left hand", [("scar", "hand", "left")]),
        ("cicatrice au dos de la main gauche", [("scar", "hand", "left")]),
        ("ندبة على ظهر اليد اليسرى", [("scar", "hand", "left")]),
        ("ожог на пальце левой руки", [("burn", "finger", "left")]),
        ("scar on the face near the right eye", [("scar", "eye", "right")]),
        ("burns on both hands", [("burn", "hand", "both")]),
        ("ожоги обеих рук", [("burn", "hand", "both")]),
        ("brûlures aux deux mains", [("burn", "hand", "both")]),
        ("sol kolunda yanık izi", [("burn", "arm", "left")]),
        ("şewat li destê çepê", [("burn", "hand", "left")]),
        ("left forearm", [("", "forearm", "left")]),
        ("mark on the neck", [("mark", "neck", "")]),
    ],
)
def test_a_mark_is_read_with_its_place_and_side(cell: str, marks: list[tuple[str, str, str]]) -> None:
    assert parse(cell) == tuple(Mark(*mark) for mark in marks)


@pytest.mark.parametrize(
    "cell",
    [
        "missing two front teeth",
        "two front teeth are missing",
        "no front teeth",
        "нет двух передних зубов",
        "передних зубов нет",
        "без переднего зуба",
        "il lui manque deux dents de devant",
        "deux dents manquantes",
        "ينقصه سنان أماميان",
        "أسنانه الأمامية مفقودة",
        "بدون أسنان أمامية",
    ],
)
def test_missing_teeth_are_missing_in_any_wording(cell: str) -> None:
    assert parse(cell) == (Mark("missing_tooth", "teeth"),)


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("missing finger on left hand", [("amputation", "finger", "left")]),
        ("нет пальца на левой руке", [("amputation", "finger", "left")]),
        ("нет левой ноги", [("amputation", "leg", "left")]),
        ("amputé de la jambe gauche", [("amputation", "leg", "left")]),
        ("ساقه اليسرى مبتورة", [("amputation", "leg", "left")]),
        ("хромает на левую ногу", [("limp", "leg", "left")]),
        ("limps, left leg", [("limp", "leg", "left")]),
        ("يعرج في رجله اليسرى", [("limp", "leg", "left")]),
        ("boite de la jambe gauche", [("limp", "leg", "left")]),
        ("limps", [("limp", "leg", "")]),
        ("не видит левым глазом", [("blindness", "eye", "left")]),
        ("blind in one eye (left)", [("blindness", "eye", "left")]),
        ("أعمى في العين اليسرى", [("blindness", "eye", "left")]),
        ("ne voit pas de l’œil gauche", [("blindness", "eye", "left")]),
        ("does not hear", [("deafness", "ear", "")]),
        ("не слышит", [("deafness", "ear", "")]),
        ("n'entend pas", [("deafness", "ear", "")]),
        ("لا يسمع", [("deafness", "ear", "")]),
        ("strabisme", [("squint", "eye", "")]),
        ("косоглазие", [("squint", "eye", "")]),
        ("حول في العين اليمنى", [("squint", "eye", "right")]),
        ("заячья губа", [("cleft_lip", "lip", "")]),
        ("شفة أرنبية", [("cleft_lip", "lip", "")]),
        ("pierced ears", [("ear_pierced", "ear", "")]),
        ("проколоты уши", [("ear_pierced", "ear", "")]),
        ("oreilles percées", [("ear_pierced", "ear", "")]),
        ("broken tooth", [("tooth", "teeth", "")]),
        ("سن مكسورة", [("tooth", "teeth", "")]),
    ],
)
def test_what_is_lost_lame_blind_or_deaf_is_read(cell: str, marks: list[tuple[str, str, str]]) -> None:
    assert parse(cell) == tuple(Mark(*mark) for mark in marks)


@pytest.mark.parametrize(
    "cell",
    [
        "blue eyes, curly red hair",
        "red curly hair and blue eyes",
        "yeux bleus, cheveux roux et bouclés",
        "голубые глаза, рыжие кудрявые волосы",
        "голубые глаза рыжие вьющиеся волосы",
        "عيون زرقاء وشعر أحمر مجعد",
    ],
)
def test_colours_of_hair_and_eyes_are_marks(cell: str) -> None:
    assert set(parse(cell)) == {Mark("eyes", "blue"), Mark("hair", "red"), Mark("hair", "curly")}


def test_russian_has_one_word_for_blue_eyed() -> None:
    assert parse("голубоглазый, рыжий") == (Mark("eyes", "blue"), Mark("hair", "red"))


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("burn left forearm; scar right knee", [("burn", "forearm", "left"), ("scar", "knee", "right")]),
        ("left forearm: burn, right knee: scar", [("burn", "forearm", "left"), ("scar", "knee", "right")]),
        (
            "scar right knee, mole on cheek and chin",
            [("scar", "knee", "right"), ("mole", "cheek", ""), ("mole", "chin", "")],
        ),
        ("ندبة فوق الحاجب الأيمن وحرق في اليد اليسرى", [("scar", "eyebrow", "right"), ("burn", "hand", "left")]),
        ("шрам на лбу, родинка на шее\nожог", [("scar", "forehead", ""), ("mole", "neck", ""), ("burn", "", "")]),
        ("scar forehead mole cheek", [("scar", "forehead", ""), ("mole", "cheek", "")]),
        ("cicatrice au front et à la joue gauche", [("scar", "forehead", ""), ("scar", "cheek", "left")]),
        ("ожог правой руки и левой ноги", [("burn", "hand", "right"), ("burn", "leg", "left")]),
        ("no scars, but a mole on the left cheek", [("mole", "cheek", "left")]),
        ("шрамов нет, на щеке родинка", [("mole", "cheek", "")]),
    ],
)
def test_several_marks_do_not_lend_one_another_their_places(cell: str, marks: list[tuple[str, str, str]]) -> None:
    assert parse(cell) == tuple(Mark(*mark) for mark in marks)


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "-", "?", "no marks", "none", "No distinguishing marks", "no scars, burns or birthmarks", "unknown",
        "does not limp", "no scars on face or hands", "без особых примет", "особых примет нет",
        "особые приметы отсутствуют", "нет", "неизвестно", "не хромает", "шрамов нет", "لا توجد",
        "لا توجد علامات مميزة", "بدون علامات", "لا يعرج", "غير معروف", "ليس لديه ندوب", "aucun",
        "aucun signe particulier", "pas de cicatrices", "ne boite pas", "inconnu", "sans cicatrice",
    ],
)  # fmt: skip
def test_what_is_denied_or_not_known_is_no_mark(cell: str) -> None:
    assert parse(cell) == ()


@pytest.mark.parametrize(
    "cell",
    [
        "the child is scared", "father in the army", "came back from school", "носит носки", "в рукавах",
        "всё хорошо", "родился весной", "lost his parents", "потерял родителей", "sa mère est partie",
        "il a une belle chanson", "من قرية", "خاله وعمه",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_a_mark_are_none(cell: str) -> None:
    assert parse(cell) == ()


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_complaint(cell: str) -> None:
    marks = parse(cell)
    assert len(marks) == len(set(marks)) <= MOST_MARKS
    assert all(mark.kind or mark.part for mark in marks)


SAID = """
scar burn mole left right both arm hand forearm cheek teeth no not missing and but , ; . : ( ) шрам нет левая рука
без зубов и на حرق في اليد اليسرى لا ندبة وشامة بدون أسنان cicatrice du bras gauche pas sans dent red hair blue eyes
eye unknown limps
"""
WORDS = st.sampled_from(SAID.split())


@given(st.lists(WORDS, max_size=60))
def test_any_order_of_known_words_is_read_without_complaint(words: list[str]) -> None:
    marks = parse(" ".join(words))
    assert len(marks) == len(set(marks)) <= MOST_MARKS


@given(st.lists(WORDS, max_size=20))
def test_capital_letters_do_not_matter(words: list[str]) -> None:
    cell = " ".join(words)
    assert parse(cell.upper()) == parse(cell)


def test_a_very_long_cell_is_read_only_as_far_as_its_beginning() -> None:
    assert parse("scar on chin; " * 100_000) == (Mark("scar", "chin"),)
