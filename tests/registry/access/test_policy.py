"""The policy: default deny, a role where it was granted, a file in somebody's care, and always a reason."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.registry.access import ACTIONS, MATRIX, ROLES, Actor, Held, Subject, may, scope
from nasab.registry.access.roles import FACTS, GROUPS

MOSUL, GROZNY = uuid4(), uuid4()
CHILD = Subject(uuid4(), "found", MOSUL)


def somebody(role: str, agency: UUID | None = MOSUL, *assigned: UUID) -> Actor:
    return Actor(uuid4(), frozenset({Held(role, agency)}), frozenset(assigned))


def test_nobody_may_anything():
    nobody = Actor(uuid4())
    for action, (on, _) in ACTIONS.items():
        subjects = {"nothing": 0, "agency": 0, "pair": 2}.get(on, 1)
        assert not may(nobody, action, *[CHILD] * subjects, agency=MOSUL if on == "agency" else None)


def test_a_role_counts_in_its_agency_and_not_in_another():
    assert may(somebody("registrar"), "child.read", CHILD)
    verdict = may(somebody("registrar", GROZNY), "child.read", CHILD)
    assert (verdict.allowed, verdict.because) == (False, "other_agency")


def test_a_file_in_somebodys_care_is_in_reach_of_the_roles_they_hold():
    assert may(somebody("registrar", GROZNY, CHILD.id), "child.read", CHILD).because == "assigned"
    assert not may(somebody("analyst", GROZNY, CHILD.id), "child.read", CHILD)


def test_a_restricted_file_is_the_protection_leads():
    closed = Subject(CHILD.id, "found", MOSUL, is_restricted=True)
    assert may(somebody("registrar"), "child.read", closed).because == "restricted"
    assert may(somebody("protection_lead"), "child.read", closed)
    assert may(somebody("registrar", MOSUL, closed.id), "child.read", closed)


def test_a_file_that_was_taken_out_is_in_nobodys_reach():
    gone = Subject(CHILD.id, "found", MOSUL, is_taken_out=True)
    assert all(not may(somebody(role, None, gone.id), "child.read", gone) for role in ROLES)


def test_a_registrar_states_nothing_in_a_familys_file():
    sought = Subject(uuid4(), "sought", MOSUL)
    assert may(somebody("registrar"), "child.state", sought).because == "other_side"


def test_an_action_that_does_not_exist_is_a_mistake_and_not_allowed():
    with pytest.raises(KeyError):
        may(somebody("protection_lead"), "child.delete", CHILD)


def test_a_pair_is_in_reach_if_both_its_files_are():
    one, other = CHILD, Subject(uuid4(), "sought", GROZNY)
    assert not may(somebody("matcher", MOSUL), "pair.judge", one, other)
    assert may(somebody("matcher", None), "pair.judge", one, other)


@given(
    role=st.sampled_from(ROLES), action=st.sampled_from(sorted(ACTIONS)), here=st.sampled_from([None, MOSUL, GROZNY]),
    assigned=st.booleans(),
)  # fmt: skip
def test_the_querysets_twin_reaches_what_the_policy_allows(role, action, here, assigned):
    actor = somebody(role, here, *([CHILD.id] if assigned else []))
    if ACTIONS[action][0] != "file":
        return
    agencies, files = scope(actor, action)
    within = agencies is None or MOSUL in agencies or CHILD.id in files
    assert within == bool(may(actor, action, CHILD))


def test_every_cell_of_the_matrix_is_filled_and_every_fact_has_its_group():
    for cells in MATRIX.values():
        assert tuple(cells) == GROUPS
        assert set(cells.values()) <= set("WRmo-")
    for facts in FACTS.values():
        assert set(facts.values()) <= set(GROUPS)


def test_whoever_manages_accounts_reads_nothing_of_a_child():
    assert {MATRIX["administrator"][group] for group in GROUPS if group not in ("F13",)} == {"-"}


def test_no_action_lists_children_by_their_parents_allegations():
    assert MATRIX["matcher"]["F9"] == MATRIX["registrar"]["F9"] == MATRIX["analyst"]["F9"] == "-"
