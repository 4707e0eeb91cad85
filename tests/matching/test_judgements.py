from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.judgements import (
    LONGEST_SEEN,
    VERDICTS,
    Judgement,
    Seen,
    Twice,
    binding,
    contradiction,
    news,
    same_children,
    seen_of,
)

BILAL = ("M-017", "S-204")
AGE = Seen("age", "far", "4", "2009")
MOTHER = Seen("mother_name", "differs", "Zarema", "Nadia")


def judged(verdict, by="Madina", on="", pair=BILAL, **more) -> Judgement:
    return Judgement(*pair, verdict, by, on, **more)


def test_a_judgement_binds_its_pair():
    bound = binding(
        [judged("same"), judged("different", pair=("M-021", "S-400")), judged("unsure", pair=("M-040", "S"))]
    )
    assert list(bound.same) == [BILAL]
    assert list(bound.different) == [("M-021", "S-400")]
    assert list(bound.unsure) == [("M-040", "S")]
    assert not bound.contested
    assert not bound.twice


def test_a_later_judgement_of_the_same_person_replaces_the_earlier():
    bound = binding([judged("same", on="2019-05-02"), judged("different", on="2019-05-03")])
    assert (list(bound.same), list(bound.different)) == ([], [BILAL])


def test_the_later_counts_even_if_it_stands_first():
    bound = binding([judged("different", on="2019-05-03"), judged("same", on="2019-05-02")])
    assert (list(bound.same), list(bound.different)) == ([], [BILAL])


def test_without_a_date_the_later_row_counts():
    assert list(binding([judged("same"), judged("different")]).different) == [BILAL]
    assert list(binding([judged("same", on="2019-05-02"), judged("different")]).different) == [BILAL]


def test_a_day_is_not_before_an_hour_of_that_day():
    assert list(binding([judged("same", on="2019-05-02T10:00"), judged("different", on="2019-05-02")]).different) == [
        BILAL
    ]
    assert list(binding([judged("same", on="2019-05-02"), judged("different", on="2019-05-02T10:00")]).different) == [
        BILAL
    ]


def test_hours_are_compared_across_time_zones():
    earlier, later = "2019-05-02T10:00:00+03:00", "2019-05-02T08:00:00+00:00"
    assert list(binding([judged("different", on=later), judged("same", on=earlier)]).different) == [BILAL]


def test_a_person_is_the_same_however_the_name_is_spaced():
    assert list(binding([judged("same", by="Madina A."), judged("different", by=" madina  a. ")]).different) == [BILAL]


def test_two_people_who_contradict_each_other_bind_nothing():
    bound = binding([judged("same"), judged("different", by="Omar")])
    assert [*bound.same, *bound.different, *bound.unsure] == []
    assert [one.by for one in bound.contested[BILAL]] == ["Madina", "Omar"]


def test_the_pair_binds_again_when_one_of_them_has_changed_her_mind():
    bound = binding([judged("same"), judged("different", by="Omar"), judged("different")])
    assert list(bound.different) == [BILAL]
    assert not bound.contested


def test_cannot_tell_contradicts_nobody():
    assert list(binding([judged("same"), judged("unsure", by="Omar")]).same) == [BILAL]
    assert list(binding([judged("different"), judged("unsure", by="Omar")]).different) == [BILAL]


def test_of_two_who_agree_the_last_to_judge_is_shown():
    assert binding([judged("same"), judged("same", by="Omar")]).same[BILAL].by == "Omar"


def test_a_child_judged_to_be_two_stands_and_is_named():
    bound = binding([judged("same"), judged("same", pair=("M-017", "S-205")), judged("same", pair=("M-031", "S-204"))])
    assert len(bound.same) == 3
    assert bound.twice == (
        Twice("found", "M-017", ("S-204", "S-205")),
        Twice("sought", "S-204", ("M-017", "M-031")),
    )


def test_nothing_is_new_while_everything_says_what_it_said():
    assert news(judged("different", seen=(AGE, MOTHER)), [MOTHER, AGE]) == ()


def test_a_level_that_moved_by_itself_is_nothing_new():
    assert news(judged("different", seen=(AGE,)), [replace(AGE, level="near")]) == ()


def test_a_cell_that_was_only_written_otherwise_is_nothing_new():
    assert news(judged("different", seen=(MOTHER,)), [replace(MOTHER, sought="Nadya")]) == ()


def test_a_cell_that_says_something_else_with_another_level_is_new():
    now = replace(AGE, level="close", sought="2013")
    assert news(judged("different", seen=(AGE, MOTHER)), [now, MOTHER]) == (now,)


def test_spaces_and_what_stands_beyond_the_part_that_is_kept_change_nothing():
    long = Seen("marks", "differs", "burns " * 100, "scar")
    kept = seen_of([long])
    assert len(kept[0].found) == LONGEST_SEEN - 1  # a space at the end is nothing
    assert news(judged("different", seen=kept), [replace(long, level="same", sought=" scar  ")]) == ()


def test_a_cell_that_was_filled_is_new_and_so_is_one_that_was_emptied():
    appeared = news(judged("different", seen=(AGE,)), [AGE, MOTHER])
    vanished = news(judged("different", seen=(AGE, MOTHER)), [AGE])
    assert appeared == (MOTHER,)
    assert vanished == (Seen("mother_name", "", "", ""),)


def test_a_kind_that_was_kept_as_unsaid_is_new_only_if_a_cell_was_filled():
    unsaid = Seen("mother_name", "", "Zarema", "")
    assert news(judged("different", seen=(AGE, unsaid)), [AGE, MOTHER]) == (MOTHER,)
    assert news(judged("different", seen=(AGE, replace(MOTHER, level=""))), [AGE, MOTHER]) == ()


def test_a_judgement_typed_by_hand_holds_until_it_is_replaced():
    assert news(judged("different"), [AGE, MOTHER]) == ()


def test_what_was_seen_is_kept_in_one_order():
    assert seen_of([MOTHER, AGE]) == seen_of([AGE, MOTHER]) == (AGE, MOTHER)


_pairs = st.tuples(st.sampled_from(["M-1", "M-2"]), st.sampled_from(["S-1", "S-2"]))
_judgements = st.lists(
    st.builds(
        lambda pair, verdict, by, minute: Judgement(*pair, verdict, by, f"2019-05-02T10:{minute:02d}"),
        _pairs,
        st.sampled_from(VERDICTS),
        st.sampled_from(["Madina", "Omar"]),
        st.integers(0, 59),
    ),
    unique_by=lambda one: (one.pair, one.by, one.on),
    max_size=5,
)


@given(_judgements)
def test_the_order_of_the_rows_changes_nothing_where_every_time_is_known(judgements):
    told = {frozenset(bound.same) for bound in map(binding, permutations(judgements))}
    contested = {frozenset(bound.contested) for bound in map(binding, permutations(judgements))}
    assert len(told) == len(contested) == 1


@given(_judgements)
def test_every_pair_that_was_judged_stands_in_one_place(judgements):
    bound = binding(judgements)
    places = [*bound.same, *bound.different, *bound.unsure, *bound.contested]
    assert sorted(places) == sorted({one.pair for one in judgements})


_seen = st.lists(
    st.builds(
        Seen, st.sampled_from("abc"), st.sampled_from(["", "far", "near"]), st.text("xy ", max_size=3), st.just("z")
    ),
    unique_by=lambda one: one.kind,
    max_size=3,
)


@given(_seen, _seen)
def test_news_are_always_something_written_that_was_not(before, now):
    for one in news(judged("different", seen=tuple(before)), now):
        old = next((seen for seen in before if seen.kind == one.kind), Seen(one.kind, "", "", ""))
        assert old.level != one.level
        assert (old.found.split(), old.sought) != (one.found.split(), one.sought)


def test_what_is_the_same_as_one_thing_is_the_same_as_all_that_is() -> None:
    told = [Judgement("A", "B", "same"), Judgement("C", "D", "same"), Judgement("B", "C", "same")]
    assert [sorted(group) for group in same_children(binding(told))] == [["A", "B", "C", "D"]]
    assert same_children(binding([])) == ()


def test_three_judgements_of_which_one_cannot_hold_are_told() -> None:
    wrong = Judgement("A", "C", "different")
    told = [Judgement("A", "B", "same"), Judgement("B", "C", "same"), wrong]
    assert contradiction(told[:2]) is None
    assert contradiction(told[1:]) is None
    found = contradiction(told)
    assert found is not None
    assert found[0] is wrong
    assert sorted(found[1]) == ["A", "B", "C"]
