"""From the cells of a laboratory sheet to profiles: results of one sample put together, contradictions named.

A sample may stand in a sheet several times, because it was typed with two kits or twice with one.  Its results become
one profile; where two of them disagree the marker is left out and named, and where too many do, they are not of one
person and the sample is not used.  Alleles that nobody has ever seen at a marker are the sign of columns mixed up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from nasab.errors import Problem
from nasab.kinship import Peak, Profile, contradictions, genotype, is_plausible, read_sequence, united
from nasab.kinship.profiles import Genotype

__all__ = ["Gathering"]

Place = tuple[int, str]
"""Row and header."""

#: From so many markers on at which a sample has alleles never seen there, its columns were mixed up.
MIXED_UP: Final = 3


class Gathering:
    """Takes the results of samples one at a time, and gives the profiles."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file, self._sheet = file, sheet
        self._problems: list[Problem] = []
        self._said: set[tuple[str, str]] = set()
        self._order: list[str] = []
        self._typed: dict[str, list[tuple[Place, Genotype]]] = {}
        self._sexes: dict[str, str] = {}

    def tell(self, code: str, place: Place, value: str = "", detail: str = "") -> None:
        """Name what was not understood, at its place."""
        self._problems.append(Problem(code, self._file, self._sheet, *place, value[:200], detail[:200]))

    def tell_once(self, code: str, place: Place, sample: str, value: str) -> None:
        """Name what stands in every row of a sample once."""
        if (code, sample) not in self._said:
            self._said.add((code, sample))
            self.tell(code, place, value)

    def add(self, place: Place, sample: str, sex: str | None, name: str, peaks: Sequence[Peak]) -> None:
        """One result: the peaks of a sample at a marker."""
        self._meet(sample, sex)
        one = genotype(name, peaks, self._sexes.get(sample))
        if one is not None:
            self._typed[sample].append((place, one))

    def add_sequence(self, place: Place, sample: str, sex: str | None, name: str, cells: Sequence[str]) -> None:
        """One result: the differences of a stretch of mitochondrial DNA from the reference sequence."""
        self._meet(sample, sex)
        if cells:
            self._typed[sample].append((place, Genotype(name, read_sequence(" ".join(cells)))))

    def _meet(self, sample: str, sex: str | None) -> None:
        if sample not in self._typed:
            self._typed[sample] = []
            self._order.append(sample)
        if sex is not None:
            self._sexes.setdefault(sample, sex)

    def finished(self) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
        """The profiles in the order in which their samples came, and all that was not understood."""
        profiles = tuple(one for sample in self._order if (one := self._profile(sample)) is not None)
        return profiles, tuple(self._problems)

    def _profile(self, sample: str) -> Profile | None:
        sex = self._sexes.get(sample)
        whole = Profile(sample, {}, sex)
        last: dict[str, Place] = {}
        apart: list[tuple[str, Place]] = []
        for round_of in self._rounds(sample):
            genotypes = {one.marker: one for _, one in round_of}
            last.update({one.marker: place for place, one in round_of})
            together, differ = united(whole, Profile(sample, genotypes, sex))
            if together is None:
                self.tell("PROFILE-09", last[differ[0]], sample, ", ".join(differ))
                return None
            whole = together
            apart += [(name, last[name]) for name in differ]
        for name, place in apart:
            self.tell("PROFILE-08", place, sample, name)
        if not whole.genotypes:
            return None
        return whole if self._is_in_order(whole, last) else None

    def _rounds(self, sample: str) -> Iterator[list[tuple[Place, Genotype]]]:
        """The results of a sample as rounds of typing: each marker once in a round."""
        left = self._typed[sample]
        while left:
            seen: set[str] = set()
            this: list[tuple[Place, Genotype]] = []
            later: list[tuple[Place, Genotype]] = []
            for place, one in left:
                (later if one.marker in seen else this).append((place, one))
                seen.add(one.marker)
            yield this
            left = later

    def _is_in_order(self, profile: Profile, places: dict[str, Place]) -> bool:
        strange = [
            (name, one)
            for name, one in profile.genotypes.items()
            if not all(is_plausible(name, allele) for allele in one.alleles)
        ]
        for name, one in strange:
            self.tell("PROFILE-10", places[name], ", ".join(one.alleles), name)
        if len(strange) >= MIXED_UP:
            self.tell(
                "PROFILE-11", (places[strange[0][0]][0], ""), profile.sample, ", ".join(name for name, _ in strange)
            )
            return False
        for found in contradictions(profile):
            self.tell(found.code, places[found.column], found.value, profile.sample)
        for name, one in profile.genotypes.items():
            if any(allele[0] in "<>O" for allele in one.alleles) and one.chromosome != "mt":
                self.tell("PROFILE-07", places[name], ", ".join(one.alleles), name)
        return True
