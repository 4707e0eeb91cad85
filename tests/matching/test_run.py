"""The whole path over the cast: who may be whom, why, and what a run says of itself."""

from __future__ import annotations

import numpy as np
import pytest

import nasab
from nasab.errors import WrongUse
from nasab.matching import Judgement, Run, match_lists
from nasab.matching.results import ChildResult
from tests import cast

FOUND_IDS = [row["id"] for row in (cast.BILAL, cast.AMINAT, cast.YUSUF, cast.KHADIJA, cast.MARYAM, cast.ALI)]


@pytest.fixture(scope="module")
def run() -> Run:
    return nasab.match(cast.found(), cast.sought())


def best(run: Run, child: str) -> str | None:
    candidate = run.child(child).best
    return candidate.sought_id if candidate else None


@pytest.mark.parametrize(
    ("child", "sought"),
    [("M-017", "S-204"), ("M-018", "S-205"), ("M-021", "S-300"), ("M-030", "S-310"), ("M-031", "S-311")],
)
def test_every_child_with_a_family_finds_it_first(run: Run, child: str, sought: str):
    assert best(run, child) == sought


def test_siblings_are_not_confused(run: Run):
    for child, own, sibling in (("M-017", "S-204", "S-205"), ("M-030", "S-310", "S-311"), ("M-031", "S-311", "S-310")):
        chance = {candidate.sought_id: candidate.probability for candidate in run.candidates(child)}
        assert chance[own] > 10 * chance.get(sibling, 0.0)


def test_a_sisters_request_is_of_the_childs_household_and_not_the_child(run: Run):
    sister = run.explain("M-031", "S-310")
    assert sister.same_household > sister.probability


def test_ali_is_more_probably_on_no_list_than_anybody(run: Run):
    ali = run.child("M-040")
    assert ali.best is None or ali.probability_on_no_list > ali.best.probability


def test_probabilities_of_one_child_and_none_of_them_are_one_whole(run: Run):
    for result in run.results:
        total = sum(candidate.probability for candidate in result.candidates)
        total += result.probability_on_no_list + result.probability_not_asked
        assert total == pytest.approx(1, abs=0.01)


def test_candidates_are_ranked_from_the_most_probable(run: Run):
    for result in run.results:
        chances = [candidate.probability for candidate in result.candidates]
        assert chances == sorted(chances, reverse=True)
        assert [candidate.rank for candidate in result.candidates] == list(range(1, len(chances) + 1))


def test_the_weight_of_a_pair_is_the_sum_of_its_reasons(run: Run):
    for found in FOUND_IDS:
        for sought in run.sought.columns["id"]:
            pair = run.explain(found, sought)
            assert sum(reason.bits for reason in pair.reasons) == pytest.approx(pair.weight)
            bits = [reason.bits for reason in (*pair.reasons_for, *pair.reasons_against)]
            assert sum(bits) == pytest.approx(pair.weight)
            assert all(reason.bits > 0 for reason in pair.reasons_for)


def test_a_pair_explained_is_the_candidate_it_is_in_the_run(run: Run):
    explained = 0
    for result in run.results:
        for candidate in result.candidates:
            pair = run.explain(candidate.found_id, candidate.sought_id)
            assert (pair.rank, pair.probability) == (candidate.rank, candidate.probability)
            assert pair.same_household == candidate.same_household
            assert pair.weight == pytest.approx(candidate.weight, abs=1e-4)
            levels = [(reason.kind, reason.level) for reason in candidate.reasons]
            assert sorted((reason.kind, reason.level) for reason in pair.reasons) == sorted(levels)
            explained += 1
    assert explained >= 5


def test_a_pair_that_was_not_worth_competing_is_explained_all_the_same(run: Run):
    laid = run.matching.compared.blocks
    competing = set(zip(laid.i.tolist(), laid.j.tolist(), strict=True))
    i, j = next((i, j) for i in range(6) for j in range(6) if (i, j) not in competing)
    pair = run.explain(FOUND_IDS[i], run.sought.columns["id"][j])
    assert (pair.rank, pair.probability, pair.same_household) == (0, 0.0, 0.0)
    assert pair.reasons


def test_reasons_come_with_both_sides_as_written_and_a_sentence(run: Run):
    reasons = {reason.kind: reason for reason in run.explain("M-017", "S-204").reasons}
    assert (reasons["child_name"].found, reasons["child_name"].sought) == ("بلال", "Билал Тагиров")
    assert (reasons["marks"].found, reasons["marks"].sought) == ("burn, left forearm", "ожог на левом предплечье")
    for reason in reasons.values():
        for language in ("en", "ar", "ru", "fr"):
            assert reason.title(language)  # type: ignore[arg-type]
            assert reason.sentence(language)  # type: ignore[arg-type]


def test_the_strongest_reason_comes_first(run: Run):
    sizes = [abs(reason.bits) for reason in run.explain("M-030", "S-310").reasons]
    assert sizes == sorted(sizes, reverse=True)


def test_the_same_lists_give_the_same_run_to_the_last_bit(run: Run):
    again = nasab.match(cast.found(), cast.sought(), threads=1)
    assert np.array_equal(run.matching.outcome.same, again.matching.outcome.same)
    assert np.array_equal(run.matching.outcome.family, again.matching.outcome.family)
    assert np.array_equal(run.matching.on_no_list, again.matching.on_no_list)
    for one, other in zip(run.results, again.results, strict=True):
        assert one.ask_next == other.ask_next
        assert [candidate.weight for candidate in one.candidates] == [
            candidate.weight for candidate in other.candidates
        ]


def test_what_is_judged_now_is_kept_with_what_was_seen(run: Run):
    judged = run.judge("M-017", "S-204", "unsure", by="Madina", on="2018-05-02", reason="a photograph is awaited")
    assert (judged.pair, judged.verdict, judged.by) == (("M-017", "S-204"), "unsure", "Madina")
    assert judged.seen == run.seen("M-017", "S-204")
    kinds = {one.kind: one for one in judged.seen}
    assert (kinds["child_name"].found, kinds["child_name"].sought) == ("بلال", "Билал Тагиров")
    assert "together" not in kinds


def test_pairs_to_judge_are_pairs_in_doubt_and_not_judged_yet(run: Run):
    chosen = run.to_judge(5)
    assert 0 < len(chosen) <= 5
    for found, sought, probability in chosen:
        assert run.explain(found, sought).probability == pytest.approx(probability)
    found, sought, _ = chosen[0]
    judged = Run(match_lists(cast.found(), cast.sought(), judgements=[Judgement(found, sought, "unsure")]))
    assert (found, sought) not in {pair[:2] for pair in judged.to_judge(5)}
    assert run.to_judge(0) == ()


def test_a_list_is_asked_together_what_settles_most(run: Run):
    for asked in run.ask_list(3):
        assert set(asked.found_ids) <= set(FOUND_IDS)
        assert 0 < asked.settles <= len(asked.found_ids)
    assert len(run.ask_list(1)) <= 1


def test_an_id_that_is_on_no_list_is_wrong_use(run: Run):
    for asked in (lambda: run.candidates("M-999"), lambda: run.explain("M-017", "S-999"), lambda: run.child("")):
        with pytest.raises(WrongUse) as told:
            asked()
        assert told.value.code == "LIST-03"


def test_results_are_in_the_order_of_the_list_and_made_when_looked_at(run: Run):
    results = run.results
    assert len(results) == len(FOUND_IDS)
    assert [result.found_id for result in results] == FOUND_IDS
    assert [result.found_id for result in results[1:3]] == FOUND_IDS[1:3]
    assert isinstance(results[-1], ChildResult)
    assert results[-1].found_id == FOUND_IDS[-1]
    with pytest.raises(IndexError):
        results[len(FOUND_IDS)]


def test_the_summary_counts_what_was_compared(run: Run):
    summary = run.summary
    assert (summary.found, summary.sought) == (6, 6)
    assert summary.pairs == summary.possible_pairs == 36
    assert (summary.capped_children, summary.unreached_children) == (0, 0)
    low, high = summary.expected_matches_range
    assert 0 <= low <= summary.expected_matches <= high <= 6


def test_the_parameters_of_a_run_are_named_and_whole(run: Run):
    parameters = run.parameters
    assert parameters.version
    for kind, levels in parameters.levels.items():
        assert len(parameters.same[kind]) == len(parameters.household[kind]) == len(levels)


def test_without_learning_the_shipped_parameters_are_used():
    run = nasab.match(cast.found(), cast.sought(), learn=False)
    assert run.summary.learned_from == 0
    assert best(run, "M-017") == "S-204"


def test_questions_are_of_facts_that_the_row_does_not_say(run: Run):
    for result in run.results:
        row = cast.found().columns["id"].index(result.found_id)
        for question in result.ask_next:
            if question.fact == "father_name":
                assert not cast.found().columns["father"][row]
            if question.fact == "mother_name":
                assert not cast.found().columns["mother"][row]
