"""Profiles in XML, as national databases and the tools of disaster victim identification exchange them.

CODIS import files (CMF 3) have a `SPECIMEN` with a `SPECIMENID` and, for each `LOCUS`, a `LOCUSNAME` and one or two
`ALLELE`; other programs use like words in other places.  What is read are the words, not one schema: a sample, the loci
in it, the alleles in them.  Files that declare entities are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from nasab.exchange.unreadable import refuse

__all__ = ["Specimen", "specimens"]

Specimen = tuple[str, str, list[tuple[str, list[str]]]]
"""Sample, sex as written, and for each locus its name and alleles as written."""

_SAMPLES: Final = frozenset(
    ["specimen", "sample", "profile", "person", "individual", "dnaprofile", "victim", "relative"]
)
_LOCI: Final = frozenset(["locus", "marker", "system", "str"])
_ALLELES: Final = frozenset(["allele", "allelevalue", "allele1", "allele2", "allele3", "value"])
_NAMES: Final = (
    "specimenid",
    "samplename",
    "sampleid",
    "personid",
    "profileid",
    "identifier",
    "id",
    "name",
    "code",
    "reference",
)
_LOCUS_NAMES: Final = ("locusname", "markername", "systemname", "name", "id", "code")
_SEXES: Final = ("sex", "gender")
_DEEPEST: Final = 60


def specimens(path: Path) -> list[Specimen]:
    """The samples of the file in their order; refuses with FILE-06 (no well-formed XML) and FILE-13 (entities)."""
    try:
        root = defusedxml.ElementTree.parse(str(path), forbid_dtd=True).getroot()
        return list(_samples(root, 0))
    except DefusedXmlException:
        refuse("FILE-13", path)
    except (ParseError, ValueError, LookupError) as error:
        refuse("FILE-06", path, detail=type(error).__name__)


def _samples(element: Any, depth: int) -> Iterator[Specimen]:
    if depth > _DEEPEST:
        return
    if _tag(element) in _SAMPLES:
        loci = [(_named(one, _LOCUS_NAMES), _alleles(one)) for one in element.iter() if _tag(one) in _LOCI and len(one)]
        if loci or any(_tag(one) in _LOCI for one in element.iter()):
            yield _named(element, _NAMES), _named(element, _SEXES), loci
            return
    for child in element:
        yield from _samples(child, depth + 1)


def _alleles(locus: Any) -> list[str]:
    """The innermost texts: an `ALLELE` may hold an `ALLELEVALUE`, or the value itself, or have it as an attribute."""
    found = []
    for one in locus.iter():
        if one is locus or _tag(one) not in _ALLELES or any(_tag(inner) in _ALLELES for inner in one):
            continue
        written = {_plain(name): value for name, value in one.attrib.items()}
        found.append((one.text or "").strip() or written.get("value", "").strip())
    return [one for one in found if one]


def _named(element: Any, names: tuple[str, ...]) -> str:
    attributes = {_plain(name): value.strip() for name, value in element.attrib.items()}
    children = {_tag(child): (child.text or "").strip() for child in element}
    return next((told for name in names if (told := children.get(name) or attributes.get(name))), "")


def _tag(element: Any) -> str:
    return _plain(str(element.tag))


def _plain(name: str) -> str:
    return name.rpartition("}")[2].casefold().replace("_", "").replace("-", "")
