"""Figures that may be shown to whoever counts: frozen by the quarter, rounded, no small cell, no place.

Two tables of two attributes (sex and age band) and nothing finer, so that no child can be told from them; and since a
quarter's figures are computed once and kept, two looks cannot be subtracted from one another.
Source of the rules: the project's design for protection, S5; of hiding cells: `nasab.estimation.disclosure`.
"""
