"""Whole written names made ready to be compared: their parts with roles, each as the tokens it may be compared by.

A part is compared as it stands and without what depends on sex or habit (Тагирова as тагиров, el-Sayed as sayed, Abdel
Rahman as abdulrahman). Two parts that stand beside each other may be one name written apart (Jean Luc, Jean-Luc), so
neighbours are also kept as one token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2
from typing import Final

import numpy as np

from nasab.names import lexicon
from nasab.names.channel import OTHER_BITS, Tokens
from nasab.names.channel_letters import MAX_LETTERS
from nasab.names.channel_model import LetterModel
from nasab.names.known import KnownNames
from nasab.names.kunyas import is_famous_kunya
from nasab.names.nisbas import laqab_share
from nasab.names.parsing import parse
from nasab.names.parts import Part, Role
from nasab.names.scripts import fold
from nasab.names.sounds import sounds

__all__ = ["MOST_LETTERS", "MOST_PARTS", "ROLES", "WholeNames"]

MOST_LETTERS: Final = 300
"""A written name is read to here: the longest real ones have some hundred letters."""

MOST_PARTS: Final = 6
"""Parts that are compared; what follows is not looked at."""

AMONG_NAMES: Final = 2.0
"""Bits by which a spelling is rarer among distinct names than the three-letter model, in which common names count for
more, would have it. Estimated."""

ROLES: Final = tuple(Role)
SOUNDLESS: Final = 255
_NUMBER: Final = {role: number for number, role in enumerate(ROLES)}
_UNCERTAIN_SHARE: Final = 0.03  # an epithet that is in no table is taken for one that many bear


class WholeNames:
    """A list of written names, each once prepared. Arrays a name, MOST_PARTS wide where they hold parts.

    `counts`: parts of each name. `roles` (index into ROLES), `certain`, `sound` (of the first letter; SOUNDLESS),
    `limit` (bits that agreement on the part can reach at most), `whole`, `plain`, `joined` (numbers of tokens: as it
    stands, without what varies, with the next part; -1 for none). `tokens`, `known`: those tokens, made ready;
    `ceiling`: the bits of each, log2 of one over its probability, which no agreement on it can pass.
    """

    def __init__(self, written: Sequence[str], model: LetterModel | None = None) -> None:
        self.written = list(written)
        numbers: dict[str, int] = {}
        size = (len(self.written), MOST_PARTS)
        self.counts = np.zeros(len(self.written), dtype=np.int64)
        self.roles = np.zeros(size, dtype=np.int8)
        self.certain = np.zeros(size, dtype=bool)
        self.sound = np.full(size, SOUNDLESS, dtype=np.uint8)
        self.limit = np.full(size, np.inf)
        self.whole, self.plain, self.joined = (np.full(size, -1, dtype=np.int32) for _ in range(3))
        for row, text in enumerate(self.written):
            forms = [(part, *_tokens_of(part)) for part in _parts(text)]
            self.counts[row] = len(forms)
            for place, (part, whole, plain) in enumerate(forms):
                self.roles[row, place] = _NUMBER[part.role]
                self.certain[row, place] = part.certain
                heard = sounds(plain[:4])
                if heard:
                    self.sound[row, place] = heard[0]
                self.limit[row, place] = _limit(part)
                self.whole[row, place] = numbers.setdefault(whole[:MAX_LETTERS], len(numbers))
                self.plain[row, place] = numbers.setdefault(plain[:MAX_LETTERS], len(numbers))
                if place + 1 < len(forms) and Role.KUNYA not in (part.role, forms[place + 1][0].role):
                    together = (whole + forms[place + 1][1])[:MAX_LETTERS]
                    self.joined[row, place] = numbers.setdefault(together, len(numbers))
        self.numbers = numbers
        self.tokens = Tokens(list(numbers), model)
        self.ceiling = self.tokens.background + AMONG_NAMES
        other = np.flatnonzero(self.tokens.kind == 3)
        self.ceiling[other] = [OTHER_BITS * len(self.tokens.written[n]) for n in other.tolist()]
        self.known = KnownNames(self.tokens.written)

    def __len__(self) -> int:
        """How many names."""
        return len(self.written)

    def tokens_of(self, row: int) -> Iterator[int]:
        """The distinct tokens of a name, those of joined parts too."""
        count = int(self.counts[row])
        seen = dict.fromkeys([*self.whole[row, :count].tolist(), *self.plain[row, :count].tolist()])
        seen.update(dict.fromkeys(self.joined[row, :count].tolist()))
        seen.pop(-1, None)
        yield from seen


def _parts(text: str) -> Sequence[Part]:
    """The parts that say something, at most MOST_PARTS; if parsing finds none, each word as it stands."""
    text = text[:MOST_LETTERS]
    parts = [part for part in parse(text).parts if part.folded]
    telling = [part for part in parts if part.role is not Role.HONORIFIC] or parts
    if not telling:
        telling = [Part(Role.UNKNOWN, word, folded, "", False) for word in text.split() if (folded := fold(word))]
    return telling[:MOST_PARTS]


def _tokens_of(part: Part) -> tuple[str, str]:
    """A part as it stands, and as it is compared (of a kunya, the child); the same where several words make it."""
    if part.role is Role.KUNYA:
        return "".join(map(fold, part.text.split())) or part.folded, part.folded
    if not part.text.isalpha():
        return part.folded, part.folded
    return fold(part.text) or part.folded, part.folded


def _limit(part: Part) -> float:
    """What agreement on a kunya or an epithet can reach at most, in bits: thousands bear the common ones."""
    if part.role is Role.KUNYA:
        share = is_famous_kunya(part.folded) + sum(map(lexicon.frequency, lexicon.ids(part.folded)))
    elif part.role is Role.LAQAB and part.certain:
        share = laqab_share(part.folded) or _UNCERTAIN_SHARE
    else:
        return float("inf")
    return -log2(min(max(share, 1e-4), 0.5))
