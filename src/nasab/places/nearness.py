"""Names that are nearly a written name: another romanisation, or a letter or two off.

Two indexes, made when the first name is not found: by rough sound, and by the forms that a name has when one
letter is left out (a deletion neighbourhood, as in Bocek, Hunt and Stiebert 2007, "Fast similarity search
in large dictionaries").  Two keys that share such a form differ by one letter left out, added or changed, or by one
of each.  Arabic writes few letters, so there only one change is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable

from nasab.places.writing import sound

__all__ = ["NearNames", "edits"]

_SHORTEST = 5  # letters; shorter names are too near to one another
_LONG = 7  # letters; a shorter name must begin with the same letter
_LONGEST = 40


class NearNames:
    """The keys of a gazetteer, by sound and by deletion."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._sounds: dict[str, list[str]] = {}
        # Most forms have one key: that one is kept by itself, and a list is made only where there are more.
        self._deletions: dict[str, str] = {}
        self._more: dict[str, list[str]] = {}
        for key in keys:
            if _SHORTEST - 1 <= len(key) <= _LONGEST:
                rough = sound(key)
                if len(rough) >= 3:
                    self._sounds.setdefault(rough, []).append(key)
                for form in _shortened(key):
                    if self._deletions.setdefault(form, key) is not key:
                        self._more.setdefault(form, []).append(key)

    def of(self, key: str) -> list[str]:
        """The keys near this one, nearest first; none for a key of fewer than five letters."""
        if not _SHORTEST <= len(key) <= _LONGEST:
            return []
        near: dict[str, tuple[int, int]] = {}
        for form in _shortened(key):
            first = self._deletions.get(form)
            if first is None:
                continue
            for known in (first, *self._more.get(form, ())):
                if known not in near:
                    distance = edits(key, known)
                    if distance <= _allowed(key, known) and (key[0] == known[0] or len(key) >= _LONG):
                        near[known] = (distance, abs(len(known) - len(key)))
        for known in self._sounds.get(sound(key) or "\0", ()):
            if edits(key, known) <= max(2, len(key) // 3):
                near.setdefault(known, (2, 0))
        nearest = sorted(near.items(), key=lambda found: found[1])
        return [known for known, (distance, _) in nearest if distance == nearest[0][1][0]]


def edits(a: str, b: str) -> int:
    """The least number of letters left out, added or changed between two words (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]


def _allowed(a: str, b: str) -> int:
    shorter = min(len(a), len(b))
    arabic = "\u0600" <= a[0] <= "\u06ff"
    return 2 if shorter >= 8 and not arabic else 1


def _shortened(key: str) -> list[str]:
    return [key, *[key[:place] + key[place + 1 :] for place in range(len(key))]]
