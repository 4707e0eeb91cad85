"""Each refusal and each warning: when it comes, and that no range comes with a refusal."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from nasab import texts
from nasab.estimation import Definition, ListFacts, Overlaps, Plan, study
from nasab.estimation.findings import Finding, of_range
from nasab.report.estimate_values import as_computed, as_shown, finding_words
from nasab.simulation.overlapping import listed
from tests.estimation.published import ARTIFICIAL, KOREA, KOSOVO, NEW_ORLEANS, table

GOOD = {1: 40, 2: 35, 4: 30, 3: 15, 5: 12, 6: 10, 7: 6}
QUICK = Plan(chains=0)
DAY = date(2017, 9, 1)


def told_of(overlaps, definition=None, plan=QUICK, resamples=0):
    return study(overlaps, 1, definition=definition, plan=plan, resamples=resamples)


def codes(found, kind):
    return [one.code for one in found.findings if one.kind == kind]


def defined(**facts):
    return Definition(title="t", at=DAY, **facts)


REFUSED = {
    "few_lists": (Overlaps.of("ab", {1: 50, 2: 40, 3: 20}), None),
    "few_children": (Overlaps.of("abc", {1: 9, 2: 8, 4: 5, 3: 3, 6: 2}), None),
    "no_overlap": (Overlaps.of("abc", {1: 50, 2: 40, 4: 30, 3: 20}), None),
    "nobody_twice": (Overlaps.of("abc", {1: 50, 2: 40, 4: 30, 7: 20}), None),
    "copied": (Overlaps.of("abc", GOOD), defined(lists={"b": ListFacts(built_from="a")})),
    "windows": (
        Overlaps.of("abc", GOOD),
        defined(lists={"a": ListFacts(last=date(2017, 2, 1)), "b": ListFacts(first=date(2017, 6, 1))}),
    ),
    "not_closed": (
        Overlaps.of("abc", GOOD),
        defined(left=12, lists={"a": ListFacts(first=date(2017, 1, 1)), "b": ListFacts(last=date(2017, 12, 1))}),
    ),
    "cannot_tell": (Overlaps.of("abc", {1: 60, 2: 58, 4: 62, 3: 1, 6: 1, 5: 1}), None),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_refused_and_no_figure_but_the_recorded(code):
    overlaps, definition = REFUSED[code]
    found = told_of(overlaps, definition)
    assert code in codes(found, "refusal")
    assert found.is_refused
    assert found.ranges is None
    shown = as_shown(found)
    assert shown["likely_80"] is None
    assert shown["wide_95"] is None
    assert not shown["methods"]
    assert not shown["if_otherwise"]
    assert not {"averaging", "pooled", "loglinear", "latent"} & set(as_computed(found))


def test_no_model_that_can_be_fitted_is_a_refusal():
    """Everybody is on the first list, so that no table without an empty cell has these margins."""
    overlaps = Overlaps.of("abc", {1: 30, 3: 20, 5: 20, 7: 15})
    found = told_of(overlaps)
    assert "no_model" in codes(found, "refusal")


def test_five_lists_and_more_without_settled_chains_are_refused():
    rng = np.random.default_rng(1)
    histories = (rng.random((4000, 6)) < rng.choice([0.04, 0.3], size=(4000, 1))) @ (1 << np.arange(6))
    overlaps = Overlaps.of_children("abcdef", histories.astype(np.int64))
    found = told_of(overlaps, plan=Plan(burn=0, draws=4, thin=1))
    assert codes(found, "refusal") == ["not_settled"]


def test_chains_that_do_not_settle_are_a_warning_where_there_is_another_method():
    found = told_of(table(KOSOVO), plan=Plan(burn=0, draws=4, thin=1))
    assert "not_settled" in codes(found, "warning")
    assert not found.is_refused
    assert "latent" not in as_shown(found)["methods"]


def test_the_method_that_was_written_down_answers_or_nobody():
    overlaps = Overlaps.of("abc", GOOD)
    latent = told_of(overlaps, defined(method="latent"), plan=Plan(burn=500, draws=200, thin=5))
    assert latent.ranges.wide == latent.latent.interval(0.95)
    honest = told_of(overlaps, defined(method="loglinear"), resamples=50)
    assert honest.ranges.wide == honest.chosen.honest.interval(0.95)
    assert codes(told_of(overlaps, defined(method="loglinear")), "refusal") == ["method_failed"]
    assert codes(told_of(overlaps, defined(method="latent")), "refusal") == ["method_failed"]


def test_a_copy_that_the_definition_merges_is_no_refusal():
    overlaps = Overlaps.of("abcd", {1: 40, 2: 35, 4: 30, 3: 15, 5: 12, 6: 10, 8: 20, 9: 10, 12: 8, 10: 5})
    definition = defined(merge=(("a", "b"),), lists={"b": ListFacts(built_from="a")})
    found = told_of(overlaps, definition)
    assert not found.is_refused
    assert codes(found, "note") == ["merged"]
    assert found.overlaps.lists == ("a + b", "c", "d")


@pytest.mark.parametrize(
    ("code", "definition"),
    [
        ("official", defined(lists={"a": ListFacts(is_official=True), "b": ListFacts()})),
        ("all_official", defined(lists={name: ListFacts(is_official=True) for name in "abc"})),
        ("recall", defined(recall=0.9)),
        ("left", defined(left=3, lists={"a": ListFacts(first=DAY), "b": ListFacts(last=DAY)})),
    ],
)
def test_what_the_definition_warns_of(code, definition):
    found = told_of(Overlaps.of("abc", GOOD), definition)
    assert code in codes(found, "warning")
    assert not found.is_refused
    assert found.is_lower_bound == (code in ("official", "all_official"))


def test_lists_that_never_meet_are_warned_of_as_split_by_place():
    assert "split_by_place" in codes(told_of(table(NEW_ORLEANS)), "warning")
    world = listed("places", np.random.default_rng(3))
    assert "split_by_place" in codes(told_of(world.overlaps), "warning")


def test_a_list_inside_another_may_be_a_copy():
    overlaps = Overlaps.of("abc", {1: 60, 3: 40, 7: 8, 4: 40, 5: 20})
    assert "may_be_copy" in codes(told_of(overlaps), "warning")


def test_one_graph_with_all_the_weight_is_warned_of():
    assert "one_graph" in codes(told_of(table(KOSOVO)), "warning")
    assert "one_graph" not in codes(told_of(table(KOREA)), "warning")


def test_children_who_differ_in_how_easily_they_are_listed_are_warned_of():
    assert "kinds" in codes(told_of(table(KOSOVO)), "warning")
    assert told_of(table(KOSOVO)).is_lower_bound
    assert "kinds" not in codes(told_of(table(KOREA)), "warning")


def test_the_artificial_table_gives_no_range():
    assert told_of(table(ARTIFICIAL)).is_refused


def test_a_range_that_says_nothing_is_refused():
    assert not of_range(100, (110, 900))
    assert of_range(100, (90, 2100))
    assert of_range(100, (110, 1101))


BLANKS = {
    "first": "A",
    "second": "B",
    "list": "C",
    "lists": 2,
    "least": 30,
    "share": 90,
    "draws": 100,
    "left": 3,
    "count": 4,
}
CODES = {
    "refusal": "few_lists few_children no_overlap nobody_twice no_model cannot_tell not_settled copied windows "
    "not_closed method_failed",
    "warning": "kinds split_by_place may_be_copy official all_official recall linked left not_settled one_graph "
    "links_not_pooled cut_off withheld outside unclear contradicting same_list",
    "note": "merged no_definition",
}
SENTENCES = [(kind, code) for kind, many in CODES.items() for code in many.split()]


@pytest.mark.parametrize(("kind", "code"), SENTENCES)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_has_its_sentence_with_nothing_left_blank(kind, code, language):
    said = finding_words(Finding(kind, code, BLANKS), language)
    assert len(said) > 20
    assert "{" not in said


def test_all_sentences_of_findings_are_spoken_somewhere():
    import tomllib
    from importlib.resources import files

    written = tomllib.loads(files(texts.__name__).joinpath("en", "estimate.toml").read_text(encoding="utf-8"))
    assert {(kind, code) for kind in ("refusal", "warning", "note") for code in written[kind]} == set(SENTENCES)
