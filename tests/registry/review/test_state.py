"""No order of events makes an agreement of fewer than two people (H18)."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nasab.registry.review.state import standing, state_of


@dataclass(frozen=True)
class Said:
    pk: int
    by_id: str
    verdict: str
    is_settling: bool = False
    undoes_id: int | None = None


class Pair(RuleBasedStateMachine):
    """People judge, take back and settle in any order, by the rules of the services."""

    def __init__(self):
        super().__init__()
        self.said: list[Said] = []

    @rule(by=st.sampled_from("abc"), verdict=st.sampled_from(["same", "different", "unsure"]))
    def judge(self, by, verdict):
        two, _ = standing(self.said)
        if by not in {one.by_id for one in two} and len(two) < 2:
            self.said.append(Said(len(self.said), by, verdict))

    @rule(by=st.sampled_from("abc"))
    def undo(self, by):
        two, settled = standing(self.said)
        own = [one for one in (*two, settled) if one is not None and one.by_id == by]
        if own:
            self.said.append(Said(len(self.said), by, "", own[-1].is_settling, own[-1].pk))

    @rule(by=st.sampled_from("cd"), verdict=st.sampled_from(["same", "different"]))
    def settle(self, by, verdict):
        two, _ = standing(self.said)
        if state_of(self.said) == "disagreement" and by not in {one.by_id for one in two}:
            self.said.append(Said(len(self.said), by, verdict, is_settling=True))

    @invariant()
    def nothing_is_agreed_without_two(self):
        state = state_of(self.said)
        two, settled = standing(self.said)
        if state != "to_judge":
            assert len({one.by_id for one in two}) == 2
        if state.startswith("agreed"):
            assert len({one.verdict for one in two}) == 1
        if state.startswith("settled"):
            assert settled is not None
            assert settled.by_id not in {one.by_id for one in two}


TestPair = Pair.TestCase
TestPair.settings = settings(max_examples=200, stateful_step_count=30, deadline=None, derandomize=True)
