"""`report.html`: one file to read, print and keep, which asks nothing of any other computer.

It is made from the templates beside this module.  Whatever a list says is shown inside `<bdi>`, so
that an Arabic name never turns the numbers beside it around, and escaped, so that nothing written
in a cell can act.  Children stand in the order of their list: a ranking of children would be read as
a ranking of their worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import HeaderUse
from nasab.matching.parameters import full_version
from nasab.matching.results import ChildResult, Phrase, Reason
from nasab.report import reading, words
from nasab.report.asking import asked_of
from nasab.report.cards import Card, card
from nasab.report.isolation import is_right_to_left
from nasab.report.news import news_on_a_page
from nasab.report.run import MOST_CHILDREN, Facts, RunLike, Tally
from nasab.report.words import fit

__all__ = ["Page", "isolated", "sentence"]

_CODE: Final = re.compile("`([^`]+)`")


class Page:
    """The report while the results go by: keeps the children that will be shown, and no others."""

    def __init__(self, run: RunLike, found: Facts, sought: Facts, language: texts.Language) -> None:
        self._run, self._found, self._sought, self._language = run, found, sought, language
        self._look: list[ChildResult] = []
        self._rest: list[ChildResult] = []

    def add(self, result: ChildResult) -> None:
        """Keep a child if it is among the first to be shown in its section."""
        best = result.best
        section = self._look if best and best.probability >= words.LOOK_AT else self._rest
        if len(section) < MOST_CHILDREN:
            section.append(result)

    def render(self, tally: Tally, problems: Sequence[Problem], understood: Sequence[Sequence[HeaderUse]]) -> str:
        """The whole page."""
        language = self._language
        rest = self._rest[: MOST_CHILDREN - len(self._look)]
        return (
            _environment(language)
            .get_template("report.html")
            .render(
                language=language,
                direction=texts.direction(language),
                version=version("nasab"),
                summary=self._run.summary,
                parameters=self._run.parameters,
                tally=tally,
                lists=reading.lists(self._run, understood),
                problems=reading.grouped(problems),
                problem_count=len(problems),
                look=self._cards(self._look, tally),
                rest=self._cards(rest, tally),
                asked=asked_of(self._run, self._found),
                limits=words,
                scale=_scale(),
            )
        )

    def _cards(self, results: Sequence[ChildResult], tally: Tally) -> list[Card]:
        return [card(result, self._run, self._found, self._sought, tally) for result in results]


def isolated(text: str, way: str = "auto") -> Markup:
    """A text from a list, escaped, in its own direction whatever stands beside it."""
    return Markup(f'<bdi dir="{way}">{escape(words.visible(text))}</bdi>')  # `way` is ours; format takes thrice as long


def sentence(key: str, language: texts.Language, **blanks: str) -> Markup:
    """A sentence of ours whose blanks are filled from a list: each blank isolated and escaped, unless it has been.

    What stands between backticks is set as something to be typed.
    """
    marks = {blank: chr(0xE000 + place) for place, blank in enumerate(blanks)}
    said = str(escape(texts.say(key, language, **marks)))
    said = _CODE.sub(r'<code dir="auto">\1</code>', said)
    for blank, mark in marks.items():
        told = blanks[blank]
        said = said.replace(mark, str(told if isinstance(told, Markup) else isolated(told)))
    return Markup(said)


def _scale() -> list[tuple[float, float, str]]:
    """The words for probabilities, as (from, to, key), highest first."""
    uppers = [1.0, *(least for least, _ in words.LIKELIHOODS[:-1])]
    return [(least, upper, key) for upper, (least, key) in zip(uppers, words.LIKELIHOODS, strict=True)]


@cache
def _environment(language: texts.Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("nasab.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(key: str, **blanks: object) -> str:
        return texts.say(f"report.{key}", language, **blanks)

    # Two alphabets read from two sides cannot both run their way: the page decides.
    enough = any if texts.direction(language) == "rtl" else all

    def blanks_of(phrase: Phrase) -> dict[str, str]:
        """What the blanks hold; words of ours among them run our way, whatever names stand in them."""
        own = texts.direction(language)
        return {
            blank: told if isinstance(told, str) else isolated(told.say(language), own)
            for blank, told in phrase.blanks.items()
        }

    def reason_words(reason: Reason) -> Markup:
        return Markup(" ").join(sentence(phrase.key, language, **blanks_of(phrase)) for phrase in reason.spoken)

    def problem_words(problem: Problem, part: str) -> Markup:
        blanks = {"value": problem.value, "detail": problem.detail}
        return sentence(f"problems.{problem.code}.{part}", language, **blanks)

    def problem_place(problem: Problem) -> Markup:
        parts = [isolated(problem.file)] if problem.file else []
        places = {"sheet": problem.sheet, "row": str(problem.row or ""), "column": problem.column}
        parts += [sentence(f"problems.place.{name}", language, **{name: at}) for name, at in places.items() if at]
        return Markup(" · ").join(parts)

    filters: dict[str, Any] = {
        "user": isolated,
        "ltr": lambda text: isolated(str(text), "ltr"),
        "in_words": lambda value: words.in_words(value, language),
        "probability": lambda value: isolated(words.probability(value, language), "ltr"),
        "points": lambda bits: isolated(words.points(bits, language), "ltr"),
        "count": lambda number: isolated(words.count(number, language), "ltr"),
        "strength": lambda bits: say(f"strength.{words.strength(bits)}"),
        "title": lambda reason: reason.title(language),
        "says": reason_words,
        "fit": fit,
        "reading": lambda pair: "rtl" if enough(map(is_right_to_left, (pair.found, pair.sought))) else "ltr",
        "question": lambda question: question.sentence(language),
        "problem": problem_words,
        "place": problem_place,
        "kind_title": lambda kind: texts.say(f"reasons.title.{kind}", language),
        "full_version": full_version,
        "news": lambda candidate: news_on_a_page(candidate, language, isolated),
        "ratio": lambda log10: isolated("0" if log10 < -300 else f"{10**log10:.3g}", "ltr"),
        "exact": lambda number: isolated(f"{number:.4f}", "ltr"),
    }
    environment.filters.update(filters)
    environment.globals["say"] = say
    environment.globals["say_letters"] = lambda key: texts.say(f"reasons.letters.{key}", language)
    environment.globals["say_of"] = lambda key, **blanks: sentence(f"report.{key}", language, **blanks)
    return environment
