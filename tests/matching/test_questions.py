"""What to ask next: worth as many bits as the answer tells about who the child is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nasab import texts
from nasab.matching.questions import FACTS, Worth, agreements, weigh_questions
from tests.matching.making import Row, lists, understood

AGREE = dict.fromkeys(FACTS, 0.8)


def worth(found: Row, sought: list[Row], chances: list[float], on_list: float = 0.5) -> Worth:
    left, right, _, knowledge = understood(*lists([found], sought))
    n = len(chances)
    return weigh_questions(
        left, right, knowledge.tokens.values, np.array([0, n]), np.arange(n, dtype=np.int32),
        np.array(chances, dtype=np.float32), AGREE, on_list,
    )  # fmt: skip


def gain(asked: Worth, fact: str) -> float:
    return float(asked.gain[0, FACTS.index(fact)])


def information(values: list[str], chances: list[float], agree: float = 0.8) -> float:
    """Mutual information of the answer with (each candidate, none), in plain Python.

    An answer is one of the candidates' values; the share of a value among the sought is how often
    strangers give it.  What is left of each distribution is another answer, which tells nothing here.
    """
    share = {value: min(values.count(value) / len(values), agree) for value in values}
    hypotheses = [*zip(chances, values, strict=True), (1 - sum(chances), None)]
    total = 0.0
    for answer in share:
        told = [(p, agree if value == answer else share[answer]) for p, value in hypotheses]
        outcome = sum(p * q for p, q in told)
        total += sum(p * q * math.log2(q / outcome) for p, q in told if p > 0)
    return total


@pytest.mark.parametrize(
    ("fathers", "chances"),
    [
        (["Ruslan", "Aslan"], [0.5, 0.4]),
        (["Ruslan", "Aslan", "Timur"], [0.6, 0.2, 0.1]),
        (["Ruslan", "Ruslan", "Timur"], [0.3, 0.3, 0.3]),
    ],
)
def test_a_question_is_worth_its_mutual_information(fathers: list[str], chances: list[float]):
    asked = worth({"name": "Bilal"}, [{"name": "Bilal", "father": name} for name in fathers], chances)
    slack = 0.01 * (1 - sum(chances)) * 5  # the part that only settles ties
    assert gain(asked, "father_name") == pytest.approx(information(fathers, chances), abs=slack + 1e-4)


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


def test_what_no_family_has_told_is_not_asked():
    asked = worth({}, [{"father": "Ruslan"}, {"father": "Aslan"}], [0.5, 0.4])
    assert gain(asked, "marks") == gain(asked, "siblings") == 0


def test_a_child_without_candidates_is_asked_for_what_tells_the_list_apart():
    sought = [{"father": "Ruslan", "mother": name} for name in ("Heda", "Zarema", "Zaira", "Luiza")]
    asked = worth({}, sought, [0.0, 0.0, 0.0, 0.0])
    assert gain(asked, "mother_name") > gain(asked, "father_name") >= 0


def test_the_best_come_first_and_are_few():
    gains = np.zeros((1, len(FACTS)), dtype=np.float32)
    gains[0, [2, 5, 7, 8]] = [0.2, 0.9, 0.5, 0.4]
    best = Worth(gains).best(0)
    assert [fact for fact, _ in best] == [FACTS[5], FACTS[7], FACTS[8]]
    assert Worth(np.zeros_like(gains)).best(0) == []


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
    assert share["father_name"] == pytest.approx(2 / 6)
    assert all(0.05 <= value <= 0.95 for value in share.values())
