"""The kinds of arrays that the modules of kinship hand to one another, by short names."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Flags", "Ints", "Parts", "Room"]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: What was typed at a locus: kinds, alleles, alleles, rows of weights, weights, frequencies, two matrices, silent
#: allele.
Parts = tuple[Ints, Ints, Ints, Ints, Array, Array, Array, Array, int]

#: A network being built: counts, sizes, scopes, widths, offsets, tables, a constant, nodes, selectors.
Room = tuple[Ints, Ints, Ints, Ints, Ints, Array, Array, Ints, Ints]
