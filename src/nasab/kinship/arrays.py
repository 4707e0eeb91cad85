"""What the modules of kinship hand to one another: arrays under short names, and a family and a locus as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Flags", "Frame", "Ints", "Loci", "Room", "Typed"]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Frame(NamedTuple):
    """A family as arrays, parents before children: places of father and mother (-1: the population), 1 for a man."""

    father: Ints
    mother: Ints
    male: Ints


class Typed(NamedTuple):
    """A locus and what was typed at it, in the order of a `Frame`.

    `kind` is one of `network_kernel`'s; `a`, `b` are places of alleles; `weighed[i]` is the row of a person's matrix in
    `obs`, P(observed | alleles from father and mother).  `silent` is the place of a silent allele, or -1.
    """

    kind: Ints
    a: Ints
    b: Ints
    weighed: Ints
    obs: Array
    p: Array
    mothers: Array
    fathers: Array
    is_x: bool
    silent: int


class Loci(NamedTuple):
    """All loci end to end: alleles of each, where its frequencies and its matrices begin, and those."""

    sizes: Ints
    start: Ints
    squares: Ints
    p: Array
    mothers: Array
    fathers: Array
    is_x: Flags
    silent: Ints


class Room(NamedTuple):
    """A network being built: variables with their `sizes`, factors with their `scope` and the place of their table.

    `counts`: variables, factors, places used in `buf`, founder alleles.  `constant` holds the factor over nothing.
    `node` are the variables of each person's two alleles, `selector` those of the two meioses that made them; -1 is
    none.  `owner` is for each founder allele the founder who has two that are alike before anything is known, or -1.
    """

    counts: Ints
    sizes: Ints
    scope: Ints
    width: Ints
    offset: Ints
    buf: Array
    constant: Array
    node: Ints
    selector: Ints
    owner: Ints
