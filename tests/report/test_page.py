from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import texts
from nasab.errors import Problem
from nasab.matching.parameters import full_version
from nasab.report import page, reading, words
from nasab.report.cards import card, stands_whole, unweighed
from nasab.report.run import MOST_CHILDREN, Facts, Tally
from tests.report import cast

EMPTY = {"meta", "br", "hr", "img", "input", "link"}


class Reader(HTMLParser):
    """Which text of a page stands inside `<bdi>` and which outside, and what its tags and attributes are."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: list[str] = []
        self.outside: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, text):
        if not {"style", "code"} & set(self._open):
            (self.inside if "bdi" in self._open else self.outside).append(text)


@pytest.fixture(params=texts.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def source(folders, language):
    return (folders[language] / "report.html").read_text(encoding="utf-8")


def test_the_page_says_its_language_and_its_direction(source, language):
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in source


def test_the_page_asks_nothing_of_any_other_computer(source):
    read = Reader(source)
    assert not {"script", "img", "link", "iframe", "object", "embed", "form", "base"} & set(read.tags)
    assert not re.search(r"https?://|//[a-z]|url\(|@import", source)
    assert not [one for one in read.attributes if one[1].startswith("on") or one[1] in ("src", "srcset", "action")]
    assert all(value.startswith("#") for _, name, value in read.attributes if name == "href")
    assert "default-src 'none'" in source


def test_whatever_a_list_says_stands_in_its_own_direction(source):
    outside = " ".join(Reader(source).outside)
    hidden = {"place_now", "consent"}
    for children in (cast.FOUND, cast.SOUGHT):
        for column, values in children.columns.items():
            for value in values:
                if len(value) > 3 and column not in hidden:
                    assert words.visible(value) not in outside, (column, value)
        for header in children.headers.values():
            assert header not in outside.split()
    assert "كبير" not in outside


def test_hostile_text_is_shown_and_does_nothing(source):
    read = Reader(source)
    assert "script" not in read.tags
    assert words.visible(cast.HOSTILE) in read.inside
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b") & set(source)


def test_children_without_consent_and_where_a_child_is_never_appear(folders, language):
    for file in folders[language].iterdir():
        content = file.read_bytes()
        for secret in ("M-023", "Hidden Child", "S-313", "Secret Sought", "Orphanage 3"):
            assert secret.encode() not in content, (file.name, secret)


def test_the_headings_are_in_the_readers_language(source, language):
    for key in ("summary.heading", "decision.heading", "read.heading", "children.heading_look", "sure.heading"):
        assert f">{texts.say('report.' + key, language)}</h" in source.replace("&#39;", "'")


def test_what_speaks_against_is_never_folded_away(source):
    without_folded = re.sub(r"<details>.*?</details>", "", source, flags=re.S)
    assert without_folded.count('class="mark against"') == source.count('class="mark against"') == 7


def test_the_points_of_a_candidate_stand_on_the_page_and_add_up(folders):
    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    for table in re.findall(r'<table class="evidence">.*?</table>', source, flags=re.S):
        numbers = re.findall(r'<span class="number"><bdi dir="ltr">([+\u22120-9.]+)</bdi></span></td>', table)
        prior, *steps, evidence, lists, total = [float(number.replace("\u2212", "-")) for number in numbers]
        assert round(sum(steps), 1) == evidence
        assert round(prior + evidence + lists, 1) == total


def test_names_are_named_and_their_letters_laid_side_by_side(folders):
    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    assert (
        '“<bdi dir="auto">بلال</bdi>” and “<bdi dir="auto">Билал</bdi>” are the same name in two alphabets.' in source
    )
    (blocks,) = re.findall(r'<p class="blocks" dir="ltr">(.*?)</p>', source)
    shown = re.findall(r'<bdi dir="auto">(.*?)</bdi> <bdi dir="auto">(.*?)</bdi> <small>(.*?)</small>', blocks)
    assert shown == [("ب", "би", "✔"), ("ل", "л", "✔"), ("ا", "–", "✘"), ("ل", "ал", "")]
    assert '<p class="blocks" dir="rtl">' in (folders["ar"] / "report.html").read_text(encoding="utf-8")


def test_children_stand_in_the_order_of_the_list(folders):
    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    look, rest = source.split('<section id="rest"')
    assert re.findall(r'-h"><span class="who"><bdi dir="ltr">(M-\d+)', look) == [
        "M-017", "M-018", "M-019", "M-021", "M-024", "M-027",
    ]  # fmt: skip
    assert re.findall(r'-h"><span class="who"><bdi dir="ltr">(M-\d+)', rest) == ["M-020", "M-022", "M-025", "M-026"]


def test_styles_are_small_and_know_no_left_or_right(folders):
    styles = re.search(r"<style>(.*?)</style>", (folders["en"] / "report.html").read_text(encoding="utf-8"), re.S)
    assert styles is not None
    assert len(styles[1].encode()) <= 30_000
    assert not re.search(
        r"(margin|padding|border)-(left|right)|[;{](left|right|width):|text-align:(left|right)", styles[1]
    )


def test_at_most_three_hundred_children_are_shown_and_the_rest_is_said():
    found, sought, tally = Facts(cast.FOUND), Facts(cast.SOUGHT), Tally()
    made = page.Page(cast.RUN, found, sought, "en")
    for _ in range(200):
        for result in (cast.RESULTS[0], cast.RESULTS[5]):
            tally.add(result)
            made.add(result)
    source = made.render(tally, (), ())
    assert source.count('<section class="card"') == MOST_CHILDREN
    assert "Shown here: 100 of 200. All of them are in candidates.csv and children.csv." in source
    assert "Every cell was understood." in source


def test_rivals_and_duplicates_are_named(folders):
    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    assert 'Perhaps registered twice, as</strong> <span class="who"><bdi dir="ltr">M-019</bdi>' in source
    assert 'is also a candidate for: <span class="who"><bdi dir="ltr">M-018</bdi>' in source


def test_brothers_and_sisters_are_said_with_what_they_say_together_and_what_this_child_says_alone(folders):
    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    (first, second, third) = re.findall(r'<div class="siblings">(.*?)</dl>\n</div>', source, flags=re.S)
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", first)
    plain = [(re.sub(r"<.*?>", "", title), " ".join(re.sub(r"<.*?>", "", said).split())) for title, said in shown]
    assert plain == [
        ("Brothers and sisters on this list", "M-018 · أمينة"),
        ("Perhaps brothers and sisters (nobody said so; proposed: unlikely, 0.18)", "M-019 · Bilal T."),
        ("The family that fits them best seeks", "S-204 · Билал · S-205 · Аминат"),
        ("This family, by all of them together", "very likely 0.97"),
        ("by this child alone", "as likely as not 0.41"),
    ]
    assert second.count("<dt>") == 5
    assert "Brothers and sisters on this list" not in third


def test_a_pair_that_came_back_says_what_is_new_and_what_a_list_says_in_it_does_nothing(source, language):
    (news,) = re.findall(r'<p class="aside news">(.*?)</p>', source)
    read = Reader(news)
    assert set(read.tags) == {"strong", "bdi"}
    assert {"9", "4-5", "Мадина", words.visible(cast.HOSTILE), "чеченский"} <= set(read.inside)
    assert texts.say("reasons.title.age", language) in "".join(read.outside)


def test_a_judgement_binds_and_has_no_points():
    made = page.Page(cast.RUN, Facts(cast.FOUND), Facts(cast.SOUGHT), "en")
    made.add(replace(cast.RESULTS[-1], candidates=(cast.BOUND,)))
    source = made.render(Tally(), (), ())
    (row,) = re.findall(r'<tr class="judged">(.*?)</tr>', source)
    assert "Judged by a person" in row
    assert 'somebody judged (<bdi dir="auto">2019-05-02, Мадина</bdi>)' in row
    assert "binds" in row
    assert "70" not in source.split('class="evidence"')[1].split("</table>")[0]


def test_the_parameters_are_named_by_what_they_say(source):
    assert full_version(cast.PARAMETERS) in source


def test_a_fact_that_no_reason_shows_is_shown_beside_it():
    facts = {one.label: one for one in unweighed(cast.BILAL, Facts(cast.FOUND), Facts(cast.SOUGHT))}
    assert (facts["father"].found, facts["father"].sought) == ("", "Руслан Тагиров")
    assert not {"name", "age", "languages", "marks", "together"} & set(facts)


LETTERS = st.text("aб_ 1.ي\u0301", max_size=8)


@given(LETTERS.filter(bool), LETTERS)
def test_a_part_of_a_value_is_shown_if_it_stands_there_as_a_whole(part, shown):
    for text in (shown, f"{shown}{part}{shown}", f"{part} {shown}"):
        by_pattern = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None
        assert stands_whole(part, text) == by_pattern


def test_at_most_three_questions_are_asked():
    result = cast.RESULTS[2]
    made = card(result, cast.RUN, Facts(cast.FOUND), Facts(cast.SOUGHT), Tally())
    assert len(result.ask_next) == 4
    assert made.questions == result.ask_next[:3]


def test_problems_are_grouped_and_the_most_frequent_stands_first():
    groups = reading.grouped(
        (*cast.PROBLEMS[2:], *cast.PROBLEMS[:2], *[Problem("AGE-04", row=row) for row in range(9)])
    )
    assert [(group.first.code, group.count) for group in groups] == [("AGE-04", 9), ("AGE-01", 2), ("DATE-01", 1)]
    assert len(groups[0].examples) == 3


@given(st.text())
def test_any_text_is_isolated_and_escaped(text):
    read = Reader(str(page.isolated(text)))
    assert read.tags == ["bdi"]
    assert "".join(read.inside) == words.visible(text)


@given(st.text())
def test_a_blank_filled_from_a_list_stays_in_its_place(text):
    read = Reader(str(page.sentence("problems.place.column", "en", column=text)))
    assert "".join(read.inside) == words.visible(text)
    assert "".join(read.outside) == "column “”"


@pytest.mark.parametrize("colour", ["ink", "soft", "for", "against", "look"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f6f6f2", "#fbf3e2", "#fbefeb", "#eef3f5"])
def test_every_text_can_be_read_against_its_ground(folders, colour, ground):
    def light(hexadecimal: str) -> float:
        parts = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    source = (folders["en"] / "report.html").read_text(encoding="utf-8")
    written = re.search(rf"--{colour}:(#[0-9a-f]{{6}})", source)
    assert written is not None
    assert (light(ground) + 0.05) / (light(written[1]) + 0.05) >= 4.5


def test_what_weighs_next_to_nothing_is_not_said_to_speak_against():
    pair = cast.candidate(
        "M-017", "S-204", 1, 0.9, 0.0, cast.reason("is_sibling", "no", -0.01, "a", "b", "is_sibling.no")
    )
    result = replace(cast.RESULTS[0], candidates=(pair,))
    made = card(result, cast.RUN, Facts(cast.FOUND), Facts(cast.SOUGHT), Tally())
    assert made.shown[0].against == ()
    assert len(made.shown[0].waterfall.steps) == 1
