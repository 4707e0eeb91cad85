"""Which lists depend on which: all hierarchical models, one after the other.

A model is the set of its *terms*: groups of lists that go together more or less often than chance would have it.  A
list by itself is in every model, and is not written.  Models are hierarchical: a group of three is in only if its three
pairs are.  A term is a number as a history is: 3 is lists 0 and 1 together.

Source: Y. M. M. Bishop, S. E. Fienberg and P. W. Holland, Discrete Multivariate Analysis (1975), chapter 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["Terms", "all_models", "design", "notation", "pairs_of", "terms_of"]

Terms = tuple[int, ...]


def all_models(t: int, order: int) -> Iterator[Terms]:
    """Every hierarchical model of t lists with terms of at most `order` lists: 8 for (3, 2), 113 for (4, 3)."""
    yield from _grown(t, 2, order, ())


def _grown(t: int, size: int, order: int, so_far: Terms) -> Iterator[Terms]:
    if size > order:
        yield so_far
        return
    there = set(so_far)
    may_be = [
        term
        for term in map(_together, combinations(range(t), size))
        if size == 2 or all(term & ~(1 << k) in there for k in range(t) if term >> k & 1)
    ]
    for many in range(len(may_be) + 1):
        for chosen in combinations(may_be, many):
            if chosen:
                yield from _grown(t, size + 1, order, so_far + chosen)
            else:
                yield so_far


def _together(places: tuple[int, ...]) -> int:
    return sum(1 << place for place in places)


def pairs_of(term: int) -> list[int]:
    """The pairs of lists inside a term."""
    lists = [k for k in range(term.bit_length()) if term >> k & 1]
    return [1 << a | 1 << b for a, b in combinations(lists, 2)]


def design(t: int, terms: Terms, histories: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Histories x (1 + t + terms): 1 where the history is on all lists of the term; the first column is all ones."""
    columns = np.array([0, *(1 << k for k in range(t)), *terms], dtype=np.int64)
    X: npt.NDArray[np.float64] = ((histories[:, None] & columns) == columns).astype(np.float64)
    return X


def notation(t: int, terms: Terms) -> str:
    """A model by its largest terms, lists counted from 1: `[123,14,34]`."""
    every = [*(1 << k for k in range(t)), *terms]
    largest = [term for term in every if not any(term != other and term & other == term for other in every)]
    written = ["".join(str(k + 1) for k in range(t) if term >> k & 1) for term in largest]
    return f"[{','.join(sorted(written, key=lambda one: (-len(one), one)))}]"


def terms_of(written: str) -> Terms:
    """The terms of a model in that notation, with all that lies inside them."""
    found: set[int] = set()
    for largest in written.strip("[]").split(","):
        lists = [int(digit) - 1 for digit in largest]
        for size in range(2, len(lists) + 1):
            found |= {_together(some) for some in combinations(lists, size)}
    return tuple(sorted(found, key=lambda term: (term.bit_count(), term)))
