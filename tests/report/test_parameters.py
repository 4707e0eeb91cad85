from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from nasab import texts
from nasab.errors import WrongUse
from nasab.matching.parameters import digest, full_version, shipped
from nasab.report import show_kind, show_parameter_changes, show_parameters, words

SEX = {"same": (0.02, 0.98), "household": (0.5, 0.5), "strangers": (0.5, 0.5)}
KNOWN = replace(shipped(), **{table: {**getattr(shipped(), table), "sex": row} for table, row in SEX.items()})
OTHER = replace(KNOWN, version="2027.01", prior_aligned=0.25, same={**KNOWN.same, "sex": (0.5, 0.5)})


def shown(show, *words, language: texts.Language = "en", width: int = 120) -> str:
    written = io.StringIO()
    show(*words, Console(file=written, width=width), language)
    return written.getvalue()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_parameters_are_shown_with_their_origin_and_every_kind_of_evidence(language):
    told = shown(show_parameters, shipped(), language=language)
    assert full_version(shipped()) in told
    assert digest(shipped()) in told
    assert shipped().learned_from.split(":")[0] in told
    assert all(kind in told for kind in shipped().levels)


def test_the_weight_of_the_best_agreement_is_shown():
    line = next(line for line in shown(show_parameters, KNOWN).splitlines() if line.strip().startswith("Sex"))
    assert line.split() == ["Sex", "same", "0.9800", "0.5000", "+1.0", "−4.6", "+0.9"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_all_levels_of_a_kind_are_shown(language):
    told = shown(show_kind, shipped(), "age", language=language)
    assert all(level in told for level in shipped().levels["age"])


def test_a_kind_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(WrongUse) as refused:
        shown(show_kind, shipped(), "shoe")
    assert refused.value.code == "PARAM-06"
    assert "father_name" in str(refused.value)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_changed_is_shown_with_both_versions_and_what_did_not_is_named(language):
    told = shown(show_parameter_changes, KNOWN, OTHER, language=language)
    assert full_version(KNOWN) in told
    assert full_version(OTHER) in told
    assert "0.9800" in told
    assert words.probability(0.25, language) in told
    assert "0.5000" in told
    assert "child_name" in told  # among those that did not change
    assert told.count("child_name") == 1


def test_equal_parameters_are_said_to_be_equal():
    assert texts.say("parameters.compare.equal") in shown(show_parameter_changes, shipped(), shipped())


def test_parameters_that_say_nothing_of_strangers_and_kinds_of_another_version_are_shown():
    odd = replace(
        shipped(),
        levels={"shoe": ("far", "near")},
        same={"shoe": (0.5, 0.5)},
        household={"shoe": (0.5, 0.5)},
        strangers={},
    )
    assert "shoe" in shown(show_parameters, odd)
    assert "–" in shown(show_kind, odd, "shoe")
    assert "shoe" in shown(show_parameter_changes, shipped(), odd)


def test_nothing_of_a_file_can_disturb_the_terminal():
    hostile = replace(shipped(), version="\x1b[31mred\u202e", learned_from="\x07bell")
    assert "\x1b[31m" not in shown(show_parameters, hostile)
    assert "\x07" not in shown(show_parameters, hostile)
