"""What to ask next: worth as many bits as the answer tells about who the child is."""

from __future__ import annotations

import math
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import texts
from nasab.matching import questions
from nasab.matching.questions import (
    FACTS,
    SETTLED,
    WORTH_ASKING,
    ListQuestion,
    Worth,
    agreements,
    for_list,
    weigh_questions,
)
from tests.matching.making import Row, priors_for, understood

AGREE = 0.8


def worth(found: Row | list[Row], sought: list[Row], chances: list[float], listed: float = 0.5) -> Worth:
    """Of the first child found, whose candidates are the children sought in order, so probable."""
    both = understood(found if isinstance(found, list) else [found], sought)
    n = len(chances)
    starts = np.array([0, *[n] * len(both.found.children)])
    with mock.patch.object(questions, "agreements", return_value=dict.fromkeys(FACTS, AGREE)):
        return weigh_questions(
            both, replace(priors_for(both), listed=listed), starts, np.arange(n, dtype=np.int32),
            np.array(chances, dtype=np.float32),
        )  # fmt: skip


def gain(asked: Worth, fact: str, row: int = 0) -> float:
    return float(asked.gain[row, FACTS.index(fact)])


def answers(values: list[str], chances: list[float]) -> list[list[float]]:
    """P(hypothesis and answer) for each answer: each value of a candidate, and one that none of them has.

    The share of a value among the sought is how often strangers give it.  The last hypothesis is "none of them".
    """
    share = {value: values.count(value) / (len(values) + len(OTHERS)) for value in values}
    hypotheses = [*zip(chances, values, strict=True), (1 - sum(chances), None)]
    told = [[p * (AGREE if value == answer else share[answer]) for p, value in hypotheses] for answer in share]
    rest = [p - sum(answer[k] for answer in told) for k, (p, _) in enumerate(hypotheses)]
    return [*told, rest]


def information(values: list[str], chances: list[float]) -> float:
    """Mutual information of the answer with (each candidate, none); an answer that none has tells nothing here."""
    hypotheses = [*chances, 1 - sum(chances)]
    return sum(
        joint * math.log2(joint / (p * sum(answer)))
        for answer in answers(values, chances)[:-1]
        for joint, p in zip(answer, hypotheses, strict=True)
        if joint > 0
    )


def settled(values: list[str], chances: list[float]) -> float:
    """P(an answer after which one candidate is as good as certain)."""
    if max(chances) >= SETTLED:
        return 0.0
    return sum(sum(answer) for answer in answers(values, chances) if max(answer[:-1]) >= SETTLED * sum(answer))


NAMES = ("Ruslan", "Aslan", "Timur", "Hamza")
OTHERS = ("Ваха", "Султан", "Иса", "Джабраил", "Сулим", "Шамиль", "Лечи", "Арби", "Адлан", "Ибрагим") * 4
CASES = st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0.05, 1)), min_size=1, max_size=4)


def worth_of(fathers: list[str], chances: list[float]) -> tuple[float, float]:
    """What it is worth to ask for the father, whose name the candidates tell, and how often the answer settles it."""
    asked = worth({"name": "Bilal"}, [{"name": "Bilal", "father": name} for name in (*fathers, *OTHERS)], chances)
    k = FACTS.index("father_name")
    return float(asked.gain[0, k]), float(asked.settles[0, k])


@given(CASES, st.floats(0.05, 0.99))
def test_a_question_is_worth_its_mutual_information(told: list[tuple[str, float]], listed: float):
    total = sum(p for _, p in told)
    values, chances = [name for name, _ in told], [float(np.float32(p / total * listed)) for _, p in told]
    slack = 0.05 * (1 - sum(chances))  # the part that only settles ties
    assert worth_of(values, chances)[0] == pytest.approx(information(values, chances), abs=slack + 1e-4)


@given(CASES, st.floats(0.05, 0.99))
def test_a_question_settles_as_often_as_its_answers_leave_one_candidate(told: list[tuple[str, float]], listed: float):
    total = sum(p for _, p in told)
    values, chances = [name for name, _ in told], [float(np.float32(p / total * listed)) for _, p in told]
    assert worth_of(values, chances)[1] == pytest.approx(settled(values, chances), abs=1e-4)


def test_an_answer_that_leaves_one_candidate_settles_and_one_that_leaves_two_does_not():
    assert worth_of(["Ruslan", "Aslan"], [0.5, 0.45])[1] > 0.7
    assert worth_of(["Ruslan", "Ruslan"], [0.5, 0.45])[1] == 0
    assert worth_of(["Ruslan", "Aslan"], [0.95, 0.04])[1] == 0  # it is settled already


def test_a_fact_on_which_all_candidates_agree_separates_less():
    apart = worth({}, [{"father": "Ruslan"}, {"father": "Aslan"}], [0.5, 0.5])
    together = worth({}, [{"father": "Ruslan"}, {"father": "Руслан"}], [0.5, 0.5])
    assert gain(apart, "father_name") > 0.03
    assert gain(together, "father_name") == pytest.approx(0, abs=1e-6)


def test_what_is_known_is_not_asked():
    sought = [{"father": "Ruslan", "mother": "Heda"}, {"father": "Aslan", "mother": "Zarema"}]
    asked = worth({"father": "Timur"}, sought, [0.5, 0.4])
    assert gain(asked, "father_name") == 0
    assert [fact for fact, _ in asked.best(0)] == ["mother_name"]


def test_what_a_brother_has_told_of_the_family_is_not_asked_of_the_child():
    brothers = [{"group": "G", "name": "Bilal"}, {"group": "G", "name": "Yusuf", "father": "Ruslan"}]
    sought = [{"name": "Bilal", "father": "Ruslan"}, {"name": "Билал", "father": "Aslan"}]
    asked = worth(brothers, sought, [0.5, 0.4])
    assert gain(asked, "father_name") == 0
    assert gain(worth(brothers[0], sought, [0.5, 0.4]), "father_name") > 0


def test_what_no_family_has_told_is_not_asked():
    asked = worth({}, [{"father": "Ruslan"}, {"father": "Aslan"}], [0.5, 0.4])
    assert gain(asked, "marks") == gain(asked, "siblings") == 0


def test_a_child_without_candidates_is_asked_for_what_tells_the_list_apart():
    sought = [{"father": "Ruslan", "mother": name} for name in ("Heda", "Zarema", "Zaira", "Luiza")]
    asked = worth({}, sought, [0.0, 0.0, 0.0, 0.0])
    assert gain(asked, "mother_name") > gain(asked, "father_name") >= 0


def test_a_child_sought_twice_is_asked_for_as_one_whole():
    sought = [{"father": "Ruslan"}, {"father": "Ruslan"}, {"father": "Aslan"}]
    asked = worth({}, sought, [0.9, 0.9, 0.1])
    assert 0 <= gain(asked, "father_name") < 1


def test_the_best_come_first_and_are_few():
    gains = np.zeros((1, len(FACTS)), dtype=np.float32)
    gains[0, [2, 5, 7, 8]] = [0.2, 0.9, 0.5, 0.4]
    best = Worth(gains, gains).best(0)
    assert [fact for fact, _ in best] == [FACTS[5], FACTS[7], FACTS[8]]
    assert Worth(np.zeros_like(gains), gains).best(0) == []


SETTLES = st.lists(
    st.lists(st.floats(0, 1, width=32), min_size=len(FACTS), max_size=len(FACTS)), min_size=1, max_size=6
)


@given(SETTLES, st.integers(1, 4))
def test_of_a_list_each_child_is_asked_at_most_for_the_one_fact_that_settles_it_best(settles, most: int):
    worths = np.array(settles, dtype=np.float32)
    ids = [f"M-{row}" for row in range(len(settles))]
    asked = for_list(Worth(worths, worths), ids, most)
    by_hand: dict[str, list[int]] = {}
    for row, chances in enumerate(worths.tolist()):
        if max(chances) >= np.float32(WORTH_ASKING):
            by_hand.setdefault(FACTS[chances.index(max(chances))], []).append(row)
    assert len(asked) == min(len(by_hand), most)
    assert [one.settles for one in asked] == sorted((one.settles for one in asked), reverse=True)
    for one in asked:
        rows = by_hand[one.fact]
        assert one.found_ids == tuple(ids[row] for row in rows)
        assert one.settles == pytest.approx(sum(max(worths[row].tolist()) for row in rows), rel=1e-5)


def test_of_very_many_children_those_are_named_whom_it_settles_most():
    worths = np.zeros((100, len(FACTS)), dtype=np.float32)
    worths[:, 0] = np.linspace(0.3, 0.9, 100)
    one: ListQuestion = for_list(Worth(worths, worths), [str(k) for k in range(100)], 5)[0]
    assert one.found_ids == tuple(str(k) for k in range(100 - questions.ASKED_AT_ONCE, 100))
    assert one.sentence() == texts.say(f"questions.{FACTS[0]}", "en")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("fact", FACTS)
def test_an_open_question_holds_nothing_that_could_be_filled_in(fact: str, language: texts.Language):
    question = texts.say(f"questions.{fact}", language)
    assert "{" not in question
    assert question.rstrip()[-1] in "?؟"


def test_how_often_answers_agree_comes_from_the_levels_learned():
    levels = {fact: np.full(6, 1 / 6) for fact in FACTS}
    share = agreements(levels)
    assert set(share) == set(FACTS)
    assert share["father_name"] == pytest.approx(1 / 6)
    assert all(0.05 <= value <= 0.95 for value in share.values())
