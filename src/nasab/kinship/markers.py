"""The places on the chromosomes that laboratories measure, and the many ways in which their names are written.

`HUMTH01`, `THO1` and `TH01` are one marker; `Penta D`, `PentaD` and `PENTA_D` too.  On which chromosome a marker lies
decides what may be said of it: a boy has one X, and a Y is handed down whole from father to son.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

__all__ = ["USUAL", "Chromosome", "Marker", "is_listed", "marker", "marker_key", "markers"]

Chromosome = Literal["autosomal", "sex", "x", "y", "mt"]

#: The twenty loci that the usual kits have in common (Hares 2015, FSI Genetics 17:33-34).
USUAL: Final = (
    "D3S1358", "vWA", "D16S539", "CSF1PO", "TPOX", "D8S1179", "D21S11", "D18S51", "D2S441", "D19S433", "TH01", "FGA",
    "D22S1045", "D5S818", "D13S317", "D7S820", "D10S1248", "D1S1656", "D12S391", "D2S1338",
)  # fmt: skip

_CHROMOSOMES: Final[tuple[Chromosome, ...]] = ("autosomal", "sex", "x", "y", "mt")
_LONGEST: Final = 40
_BY_RULE: Final = re.compile(r"d([1-9]|1[0-9]|2[0-2]|x|y)s[1-9][0-9]{1,4}", re.ASCII)
_TWO_NUMBERS: Final = re.compile(r"\d[\W_]+\d")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its canonical name, the chromosome, and how many alleles one chromosome may show.

    `sex` is the marker of amelogenin, which has no weight of its own and says whether there is a Y.
    """

    name: str
    chromosome: Chromosome
    copies: int = 1

    def most_alleles(self, sex: str | None = None) -> int:
        """How many different alleles a person may have; `sex` is `M`, `F`, or None for not known."""
        if self.chromosome in ("y", "mt"):
            return self.copies
        return 1 if self.chromosome == "x" and sex == "M" else 2


def marker_key(text: str) -> str:
    """A name without what does not tell markers apart: capitals, spaces, hyphens, accents, `HUM` before it."""
    plain = unicodedata.normalize("NFKD", text[: 2 * _LONGEST]).casefold()
    key = "".join(letter for letter in plain if letter.isalnum())
    return key.removeprefix("hum") if len(key) > 5 else key


@lru_cache(maxsize=4096)
def marker(text: str) -> Marker | None:
    """The marker of that name, or None: any text is accepted.

    A marker that is not in the list is told by its name alone if that follows the rule (`D9S2157`).  What stands in
    brackets after a name is left out (`D3S1358 (bp 110-150)`, `TH01 [11p15.5]`).
    """
    if len(text) > _LONGEST:
        return None
    known = _by_key()
    bare = text.partition("(")[0].partition("[")[0]
    return known.get(marker_key(text)) or known.get(marker_key(bare)) or _by_pattern(bare)


def markers(chromosome: Chromosome | None = None) -> tuple[Marker, ...]:
    """All markers that are known, or those of one kind of chromosome, in the order of the file."""
    return tuple(one for one in _all() if chromosome in (None, one.chromosome))


def is_listed(one: Marker) -> bool:
    """Whether a marker is in the list, and not only called by a name that follows the rule."""
    return one in _listed()


def _by_pattern(text: str) -> Marker | None:
    """A marker that is not in the list, but has a name by the rule: D, the chromosome, S, a running number.

    `D8S1179 1` is no such name: two numbers beside one another are a marker and the number of something else.
    """
    told = _BY_RULE.fullmatch(marker_key(text))
    if told is None or _TWO_NUMBERS.search(text):
        return None
    kind: Chromosome = {"x": "x", "y": "y"}.get(told[1], "autosomal")  # type: ignore[assignment]
    return Marker(told[0].upper(), kind)


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "markers.toml").read_text("utf-8"))


@cache
def _all() -> tuple[Marker, ...]:
    written = _written()
    copies = cast("dict[str, int]", written["copies"])
    return tuple(Marker(name, kind, copies.get(name, 1)) for kind in _CHROMOSOMES for name in written[kind])


@cache
def _listed() -> frozenset[Marker]:
    return frozenset(_all())


@cache
def _by_key() -> dict[str, Marker]:
    written = _written()
    return {
        marker_key(written_name): one
        for one in _all()
        for written_name in (one.name, *written[one.chromosome][one.name])
    }
