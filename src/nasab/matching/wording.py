"""The words of a list made ready to be compared with others: as they sound, as they are spelt, as the lexicon has them.

To make them ready is most of the work where few words are asked for among many; so an index does it once, and adds
to it the words that come in later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.names import lexicon

__all__ = ["Words"]

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Words:
    """Some words of a vocabulary: their numbers in it, what they sound like, their letters, what names they may be.

    `identities`: pairs (name of the lexicon, word), the word by its place among these.
    """

    numbers: Numbers
    spoken: names.Spoken
    letters: names.Tokens
    identities: tuple[Numbers, Numbers]

    @classmethod
    def of(cls, values: Sequence[str], numbers: Numbers) -> Words:
        """The words of these numbers; `values`: all words of the vocabulary."""
        texts = [values[number] for number in numbers.tolist()]
        pairs = [(identity, place) for place, text in enumerate(texts) for identity in lexicon.ids(text)]
        named = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return cls(numbers, names.Spoken.of(texts), names.Tokens(texts), (named[:, 0], named[:, 1]))

    def __len__(self) -> int:
        """How many words."""
        return len(self.numbers)

    def joined(self, other: Words) -> Words:
        """The words of both, the others behind these."""
        one, two = self.identities, other.identities
        return Words(
            np.concatenate([self.numbers, other.numbers]),
            self.spoken.joined(other.spoken),
            self.letters.joined(other.letters),
            (np.concatenate([one[0], two[0]]), np.concatenate([one[1], two[1] + np.int32(len(self))])),
        )

    def of_one_name(self, queries: Words) -> tuple[Numbers, Numbers]:
        """Pairs (query, word) that may stand for one name of the lexicon, by their places."""
        identity, place = self._by_identity
        asked, asker = queries.identities
        first, last = (np.searchsorted(identity, asked, side=side) for side in ("left", "right"))
        size = last - first
        at = np.repeat(first - (np.cumsum(size) - size), size) + np.arange(int(size.sum()))
        return np.repeat(asker, size), place[at]

    @cached_property
    def _by_identity(self) -> tuple[Numbers, Numbers]:
        order = np.argsort(self.identities[0], kind="stable")
        return self.identities[0][order], self.identities[1][order]
