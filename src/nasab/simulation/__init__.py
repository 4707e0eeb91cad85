"""Invented populations with a known truth, and how well candidates fit it."""

from __future__ import annotations

from nasab.simulation.dials import DIFFICULTIES, Dials, Difficulty
from nasab.simulation.evaluation import Accuracy, Candidates, evaluate
from nasab.simulation.reliability import Reliability, measure
from nasab.simulation.results import read_candidates, read_truth
from nasab.simulation.worlds import World, simulate, write

__all__ = [
    "DIFFICULTIES",
    "Accuracy",
    "Candidates",
    "Dials",
    "Difficulty",
    "Reliability",
    "World",
    "evaluate",
    "measure",
    "read_candidates",
    "read_truth",
    "simulate",
    "write",
]
