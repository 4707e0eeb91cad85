"""Averaging over every decomposable graph of the lists: exact, and the main method for three to five lists."""

from __future__ import annotations

from nasab.estimation.decomposable.averaging import Averaged, average
from nasab.estimation.decomposable.graphs import Graph, decomposable_graphs

__all__ = ["Averaged", "Graph", "average", "decomposable_graphs"]
