"""How strongly do two written names speak for the same child?

Names are compared in the role they play, every name of one side with every name of the other, and
the best explanation counts.  Agreement on a rare name weighs more than on a common one because
strangers rarely agree on it (`Likeness.chance`).  A kunya, Abu Bilal, is compared with the other
side's kunya and with the names of its children: it may be theirs, and may be freely taken; how often
it holds is learned like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching import kernels
from nasab.matching.counted import bearers_of
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Levels, Rows
from nasab.matching.evidence.heard import SORTS, sorts_of
from nasab.matching.evidence.spellings import COLUMNS, agreements, one_to_one, pair_of
from nasab.matching.evidence.taken import seldom_real
from nasab.matching.facts import Facts, Slot
from nasab.matching.likeness import CLOSE, LEVELS, SAME, SIMILAR, Likeness, of_any, of_rows
from nasab.matching.ragged import Ragged
from nasab.matching.results import NamePair, Phrase
from nasab.matching.terms import Terms
from nasab.names import lexicon

__all__ = ["NameComparison", "SiblingComparison", "one_in"]

#: Among whom a name of each kind is common or rare: keys of `reasons.name.common`.
AMONG: Final[dict[str, str]] = {
    "child_name": "children",
    "father_name": "men",
    "mother_name": "women",
    "family_name": "families",
    "kunya": "parents",
    "kunya_child": "children",
    "alias": "men",
}

#: From this share on a name is called common.
COMMON: Final = 0.01

#: So many names of brothers, sisters or relatives that agree are shown.
SHOWN: Final = 3


def written(facts: Facts, row: int, columns: Sequence[str]) -> str:
    """The cells of a child, as written, joined."""
    cells = (facts.children.columns[column][row] for column in columns if column in facts.children.columns)
    return "; ".join(dict.fromkeys(cell for cell in cells if cell))


def one_in(share: float) -> str:
    """A share as people say it: 0.025 is one in `40`."""
    return f"{round(1 / max(share, 1e-6)):,}".replace(",", "\u00a0")


def _alike(words: Sequence[Ragged]) -> tuple[Rows, Rows]:
    """Rows with the same words in every role: for each row the number of its sort, and one row of each sort."""
    n = len(words[0])
    if n < 2:
        return np.zeros(n, dtype=np.int32), np.arange(n, dtype=np.int32)
    sort = np.zeros(n, dtype=np.int64)
    for role in words:
        width = int(role.lengths.max(initial=0))
        for at in range(width):
            has = np.flatnonzero(role.lengths > at)
            word = np.zeros(n, dtype=np.int64)
            word[has] = role.values[role.start[has] + at] + 1
            _, sort = np.unique((sort << 32) | word, return_inverse=True)
        _, sort = np.unique((sort << 8) | np.minimum(role.lengths, 255), return_inverse=True)
    _, kept = np.unique(sort, return_index=True)
    return sort.astype(np.int32), kept.astype(np.int32)


def _numbered(words: Ragged) -> tuple[Rows, Ragged]:
    """The distinct words of the rows, and the rows with the places of their words among these."""
    used, place = np.unique(words.values, return_inverse=True)
    return used.astype(np.int32), Ragged(words.start, place.astype(np.int32))


def once_each(words: Ragged, spelt: Sequence[str]) -> Ragged:
    """The rows with each name once, in whatever spellings a row gives it: "Bilal; Билал" are not two chances to agree.

    Two spellings are one name where the lexicon says so.
    """
    rows, values = words.pairs()
    several = words.lengths[rows] > 1
    if not several.any():
        return words
    some = sorted(np.unique(values[several]).tolist(), key=spelt.__getitem__)
    name = np.arange(len(spelt), dtype=np.int64) + (1 << 31)
    by_letters = np.zeros(
        len(spelt), dtype=np.int64
    )  # which spelling stands for the others, however words are numbered
    for place, word in enumerate(some):
        by_letters[word] = place
        name[word] = min(lexicon.ids(spelt[word]), default=int(name[word]))
    order = np.lexsort((by_letters[values], name[values], rows))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (rows[order[1:]] != rows[order[:-1]]) | (name[values[order[1:]]] != name[values[order[:-1]]])
    kept = order[first]
    return Ragged.from_pairs(rows[kept], values[kept], len(words))


@dataclass(frozen=True)
class NameComparison:
    """Names in the same role, by one or more routes (role found, role sought)."""

    kind: str
    routes: tuple[tuple[Slot, Slot], ...]
    found: Facts
    sought: Facts
    likeness: Likeness
    terms: Terms
    degrees: tuple[str, ...] = LEVELS

    @property
    def levels(self) -> tuple[str, ...]:
        """Each degree of agreement for each sort of name."""
        return tuple(f"{sort}/{degree}" for sort in SORTS for degree in self.degrees)

    @property
    def groups(self) -> Sequence[int]:
        """A distribution for each sort of name (`heard`)."""
        return tuple(sort for sort in range(len(SORTS)) for _ in self.degrees)

    @property
    def is_silent(self) -> bool:
        """Whether no row found has a name in any of the roles."""
        return not any(len(self.found.names[left].values) for left, _ in self.routes)

    @cached_property
    def _sort(self) -> npt.NDArray[np.int8]:
        names = [(self.found.names[left], bearers_of(self.sought, right)) for left, right in self.routes]
        return sorts_of(names, self.likeness, self.terms.found.tokens.values)

    def compare(self, i: Rows, j: Rows) -> Levels:
        """The best agreement over all routes.

        Whether two lists spell a name letter for letter alike depends on who writes them, not on whether it
        is the same child, so it is no level of its own.
        """
        level = np.full(len(i), UNKNOWN, dtype=np.int8)
        near = self.likeness
        for left, right in self.routes:
            a, b = self.found.names[left], self.sought.names[right]
            if not len(a.values):
                continue
            kernels.best_agreement(
                i, j, a.start, a.values, b.start, b.values, near.start, near.words, near.level, level
            )
        return np.where(level < 0, UNKNOWN, level + len(self.degrees) * self._sort[i]).astype(np.int16)

    def share(self, i: int) -> float:
        """P(a stranger's name is the same) for one row found, among the whole other list."""
        total = 0.0
        for left, right in self.routes:
            words = self.found.names[left].row(i)
            total += float(self._shares(left, right)[words].sum()) if len(words) else 0.0
        return min(total, 0.999)

    def chance(self) -> Chance:
        """From the frequencies of the names in the other list, among each of its peoples.

        A kunya that many take without such a child agrees with more strangers than its name does; where it does not
        agree, it says no more than another (`taken`).
        """
        if self.is_silent:
            return Chance.of_silence(len(self.found), len(self.degrees))
        peoples, spelt_as = self.sought.peoples, self.terms.found.tokens.values
        row, kept = _alike([self.found.names[left] for left, _ in self.routes])
        nobody = np.ones((len(kept), peoples, len(self.degrees)), dtype=np.float32)
        times = None
        for left, right in self.routes:
            used, mine = _numbered(once_each(self.found.names[left].take(kept), spelt_as))
            if not len(used):
                continue
            per_word = self.likeness.chance_among(bearers_of(self.sought, right), used)
            if self.kind == "kunya_child" and left == Slot.UNTOLD_KUNYA:
                times = seldom_real(per_word[:, :, SAME], [spelt_as[word] for word in used.tolist()], mine)
            nobody *= 1 - of_any(per_word, mine)
        at_least = np.minimum(1 - nobody, np.float32(0.999))
        at_least[:, :, 0] = 1.0
        exactly = at_least.copy()
        exactly[:, :, :-1] -= at_least[:, :, 1:]
        if times is not None:
            exactly[:, :, SIMILAR:] = np.minimum(exactly[:, :, SIMILAR:] * times[:, :, None], np.float32(0.999))
        return Chance(np.maximum(exactly, np.float32(1e-7)), row)

    def _shares(self, left: Slot, right: Slot) -> npt.NDArray[np.float64]:
        """P(a stranger's name is the same) for each word that is found in a role; 0 for the others."""
        if (left, right) not in self._counted:
            words = np.unique(self.found.names[left].values)
            share = np.zeros(len(self.likeness.start) - 1)
            share[words] = self.likeness.chance_of_words(bearers_of(self.sought, right), words)[:, SAME]
            self._counted[left, right] = share
        return self._counted[left, right]

    @cached_property
    def _counted(self) -> dict[tuple[Slot, Slot], npt.NDArray[np.float64]]:
        return {}

    def written(self, i: int, j: int) -> tuple[str, str]:
        """All cells that hold names of these roles."""
        left = tuple(dict.fromkeys(c for a, _ in self.routes if len(self._row(self.found, a, i)) for c in COLUMNS[a]))
        right = tuple(dict.fromkeys(c for _, b in self.routes if len(self._row(self.sought, b, j)) for c in COLUMNS[b]))
        return written(self.found, i, left), written(self.sought, j, right)

    @staticmethod
    def _row(facts: Facts, slot: Slot, row: int) -> npt.NDArray[np.int32]:
        return facts.names[slot].row(row)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How alike, how rare the name is in the other list, and whether many men take it as a kunya."""
        own = "kunya_child" if self.kind == "kunya_child" else "name"
        level %= len(self.degrees)
        said = [Phrase(f"reasons.{own}.{self.degrees[level]}")]
        if level == SAME:
            share = self.share(i)
            frequent = "common" if share > COMMON else "rare"
            said.append(Phrase(f"reasons.name.{frequent}.{self._among(i)}", {"number": one_in(share)}))
            if self.kind == "kunya_child" and self._is_famous(i, j):
                said.append(Phrase("reasons.kunya_child.taken"))
        return tuple(said)

    def _among(self, i: int) -> str:
        """Who bears the name by chance: where a child's name is looked for among kunyas, parents do."""
        if self.kind == "kunya_child" and not len(self._row(self.found, Slot.UNTOLD_KUNYA, i)):
            return "parents"
        return AMONG[self.kind]

    def _is_famous(self, i: int, j: int) -> bool:
        best = agreements(self.found, self.sought, self.likeness, self.routes, i, j, self.terms)[:1]
        kunyas = [one.words(self.terms)[one.left != Slot.UNTOLD_KUNYA] for one in best]
        return any(names.is_famous_kunya(kunya) > 0 for kunya in kunyas)

    def names(self, i: int, j: int) -> tuple[NamePair, ...]:
        """The two names that agree best, as written; nothing if none agree."""
        best = agreements(self.found, self.sought, self.likeness, self.routes, i, j, self.terms)[:1]
        return tuple(pair_of(one, self.found, self.sought, i, j, self.terms) for one in best)


@dataclass(frozen=True)
class SiblingComparison:
    """Brothers and sisters, or relatives, as a set: how many of them are on both sides?"""

    kind: str
    routes: tuple[tuple[Slot, Slot], ...]
    found: Facts
    sought: Facts
    likeness: Likeness
    terms: Terms
    degrees: tuple[str, ...]  # from none to several; three or four of them

    @property
    def levels(self) -> tuple[str, ...]:
        """Each degree of agreement for each sort of name."""
        return tuple(f"{sort}/{degree}" for sort in SORTS for degree in self.degrees)

    @property
    def groups(self) -> Sequence[int]:
        """A distribution for each sort of name (`heard`)."""
        return tuple(sort for sort in range(len(SORTS)) for _ in self.degrees)

    @property
    def is_silent(self) -> bool:
        """Whether no row found has a name in any of the roles."""
        return not any(len(self.found.names[left].values) for left, _ in self.routes)

    @cached_property
    def _sort(self) -> npt.NDArray[np.int8]:
        names = [(self.found.names[left], bearers_of(self.sought, right)) for left, right in self.routes]
        return sorts_of(names, self.likeness, self.terms.found.tokens.values)

    def compare(self, i: Rows, j: Rows) -> Levels:
        """0 none, 1 one is similar, 2 one is the same, 3 several are the same."""
        sure = np.zeros(len(i), dtype=np.int16)
        faint = np.zeros(len(i), dtype=np.int16)
        told = np.zeros(len(i), dtype=bool)
        near = self.likeness
        for left, right in self.routes:
            a, b = self.found.names[left], self.sought.names[right]
            if not len(a.values):
                continue
            count, perhaps = np.zeros(len(i), dtype=np.int8), np.zeros(len(i), dtype=np.int8)
            kernels.count_agreements(
                i, j, a.start, a.values, b.start, b.values, near.start, near.words, near.level, SAME, count, perhaps
            )
            # Of a family that asks for one child and mentions no other nothing is known of a sister.
            told |= (count >= 0) & (b.lengths[j] > 1) if right == Slot.GIVEN else count >= 0
            sure += np.maximum(count, 0)
            faint += perhaps
        top = len(self.degrees) - 1
        level = np.where(sure > 0, np.minimum(sure + 1, top), (faint > 0).astype(np.int16))
        return np.where(told, level + len(self.degrees) * self._sort[i], UNKNOWN).astype(np.int16)

    def chance(self) -> Chance:
        """Chance agreements of several names come one by one: Poisson with the sum of their chances."""
        if self.is_silent:
            return Chance.of_silence(len(self.found), len(self.degrees))
        row, kept = _alike([self.found.names[a] for a, _ in self.routes])
        pairs = []
        for a, b in self.routes:
            used, mine = _numbered(once_each(self.found.names[a].take(kept), self.terms.found.tokens.values))
            pairs.append(of_rows(self.likeness.chance_among(bearers_of(self.sought, b), used), mine))
        sure = np.sum([pair[:, :, SAME] for pair in pairs], axis=0)
        faint = np.sum([pair[:, :, SAME - 1] for pair in pairs], axis=0) - sure
        none_sure, none_faint = np.exp(-sure), np.exp(-np.maximum(faint, 0))
        columns = [none_sure * none_faint, none_sure * (1 - none_faint)]
        if len(self.degrees) == 4:
            columns += [sure * none_sure, np.maximum(1 - none_sure - sure * none_sure, sure**2 / 4)]
        else:
            columns.append(1 - none_sure)
        table = np.maximum(np.stack(columns, axis=2), 1e-7).astype(np.float32)
        return Chance(table / table.sum(axis=2, keepdims=True), row)

    def written(self, i: int, j: int) -> tuple[str, str]:
        """All cells that hold names of these roles."""
        left = tuple(dict.fromkeys(c for a, _ in self.routes for c in COLUMNS[a]))
        right = tuple(dict.fromkeys(c for _, b in self.routes for c in COLUMNS[b]))
        return written(self.found, i, left), written(self.sought, j, right)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How many agree."""
        del i, j
        return (Phrase(f"reasons.{self.kind}.{self.degrees[level % len(self.degrees)]}"),)

    def names(self, i: int, j: int) -> tuple[NamePair, ...]:
        """The names that agree, best first, as written, at most `SHOWN`."""
        alike = agreements(self.found, self.sought, self.likeness, self.routes, i, j, self.terms)
        chosen = one_to_one(alike, CLOSE, SHOWN)
        return tuple(pair_of(one, self.found, self.sought, i, j, self.terms) for one in chosen)
