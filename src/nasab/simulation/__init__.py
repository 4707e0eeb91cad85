"""Invented populations with a known truth, and how well candidates fit it."""

from __future__ import annotations

from nasab.simulation.worlds import World, simulate, write

__all__ = ["World", "simulate", "write"]
