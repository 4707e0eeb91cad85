"""The parts of a kinship case as JSON: members, loci, mutation models, genotypes, each refused with its place.

Tolerant where the meaning is clear (numbers for names, `male` for `M`, one locus or two spellings of a model), and
strict where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.kinship import DropOut, Locus, Member, Mutation, Pedigree, marker

__all__ = ["Wrong", "as_in_loci", "genotypes", "listed", "locus", "mapping", "number", "pedigree", "sex"]


class Wrong(Exception):
    """Something at a place is not what it should be."""

    def __init__(self, place: str, expected: str, value: object = "") -> None:
        super().__init__(place)
        self.place, self.expected, self.value = place, expected, value

    def told(self, file: str) -> UnreadableList:
        """The same as a message: KIN-25."""
        shown = "" if self.value == "" else str(self.value)[:60]
        return UnreadableList(Problem("KIN-25", file, column=self.place, value=shown, detail=self.expected))


def pedigree(told: Any, place: str, identical: Any) -> Pedigree:
    """The members of a family, and the groups of identical persons among them."""
    members = []
    for k, row in enumerate(listed(told, place)):
        one = mapping(row, f"{place}[{k}]")
        if one.get("id") in (None, ""):
            raise Wrong(f"{place}[{k}].id", "id")
        father, mother = (
            None if one.get(side) in (None, "", "0", 0) else str(one[side]) for side in ("father", "mother")
        )
        born = None if one.get("born") is None else number(one["born"], f"{place}[{k}].born")
        members.append(Member(str(one["id"]), sex(one.get("sex"), f"{place}[{k}].sex"), father, mother, born))
    here = {member.id for member in members}
    groups = [
        [str(p) for p in listed(group, "identical") if str(p) in here] for group in listed(identical, "identical")
    ]
    return Pedigree(members, groups)


def sex(told: Any, place: str) -> Any:
    """M, F, or "" where it is not known."""
    known = {"m": "M", "male": "M", "1": "M", "f": "F", "female": "F", "2": "F", "": "", "u": "", "0": "", "none": ""}
    meant = known.get(str(told).strip().casefold())
    if meant is None:
        raise Wrong(place, "M / F", told)
    return meant


def locus(told: Any, place: str) -> Locus:
    """A locus; on one mutation model for both sexes, mothers and fathers have it."""
    row = mapping(told, place)
    if not row.get("name"):
        raise Wrong(f"{place}.name", "name")
    alleles = tuple(one.strip() for one in _alleles(listed(row.get("alleles"), f"{place}.alleles"), f"{place}.alleles"))
    freqs = [number(p, f"{place}.freqs[{k}]") for k, p in enumerate(listed(row.get("freqs"), f"{place}.freqs"))]
    chrom = str(row.get("chrom") or "autosomal").casefold()
    mutation = row.get("mutation")
    by_sex = mapping(mutation, f"{place}.mutation") if mutation else {}
    if by_sex and "model" in by_sex:
        by_sex = {"female": by_sex, "male": by_sex}
    sampled = row.get("sampled")
    known = {"x": "X", "23": "X", "a": "autosomal", "auto": "autosomal"}
    try:
        return Locus(
            str(row["name"]),
            alleles,
            freqs,  # type: ignore[arg-type]
            known.get(chrom, chrom),  # type: ignore[arg-type]
            _mutation(by_sex.get("female"), f"{place}.mutation.female"),
            _mutation(by_sex.get("male"), f"{place}.mutation.male"),
            None if row.get("silent") is None else str(row["silent"]),
            None if sampled is None else int(number(sampled, f"{place}.sampled")),
        )
    except NasabError as error:
        raise type(error)(replace(error.problem, column=place)) from None


def _mutation(told: Any, place: str) -> Mutation:
    """As written: no transform unless one is named, and a matrix wins over rates."""
    if not told:
        return Mutation()
    row = mapping(told, place)
    matrix = row.get("matrix")
    rows = None
    if matrix is not None:
        rows = tuple(
            tuple(number(x, f"{place}.matrix[{k}]") for x in listed(line, f"{place}.matrix[{k}]"))
            for k, line in enumerate(listed(matrix, f"{place}.matrix"))
        )
    return Mutation(
        str(row.get("model") or "none").casefold().replace("one-step", "onestep"),
        number(row.get("rate") or 0.0, f"{place}.rate"),
        number(row.get("rate2") or 0.0, f"{place}.rate2"),
        number(0.1 if row.get("range") is None else row["range"], f"{place}.range"),
        str(row.get("transform") or ""),
        rows,
    )


def genotypes(told: Mapping[str, Any], place: str) -> tuple[dict[str, dict[str, list[str]]], dict[str, DropOut]]:
    """Genotypes by person and locus, and who of them was seen with drop-out."""
    at = f"{place}.genotypes".lstrip(".")
    out: dict[str, dict[str, list[str]]] = {}
    for person, by_locus in mapping(told.get("genotypes") or {}, at).items():
        loci = mapping(by_locus, f"{at}.{person}")
        out[str(person)] = {
            str(locus): _alleles(pair, f"{at}.{person}.{locus}") for locus, pair in loci.items() if pair is not None
        }
    drop_out: dict[str, DropOut] = {}
    seen = told.get("observation") or []
    for one in seen if isinstance(seen, list) else [seen]:
        at = f"{place}.observation".lstrip(".")
        row = mapping(one, at)
        person = str(row.get("person") or "POI")
        chances = [number(row.get(key) or 0.0, f"{at}.{key}") for key in ("d_het", "d_hom", "drop_in")]
        drop_out[person] = DropOut(*chances)
        loci = mapping(row.get("observed") or {}, f"{at}.observed")
        out[person] = {str(locus): _alleles(pair, f"{at}.observed.{locus}") for locus, pair in loci.items()}
    return out, drop_out


def _alleles(told: Any, place: str) -> list[str]:
    if isinstance(told, str):
        return [part for part in told.replace("/", ",").split(",") if part.strip()]
    out = []
    for allele in told if isinstance(told, list) else [told]:
        if isinstance(allele, bool) or not isinstance(allele, str | int | float):
            raise Wrong(place, '["12", "14"]', allele)
        out.append(f"{allele:g}" if isinstance(allele, float) else str(allele))
    return out


def as_in_loci(told: dict[str, dict[str, list[str]]], loci: Iterable[Locus]) -> dict[str, dict[str, list[str]]]:
    """Genotypes by the names that the loci have here: `THO1` and `HUMTH01` are the locus `TH01`.

    A name that a locus has stays as it is.  One that stands for no locus, or for one that was told already, stays too,
    and is refused by whoever weighs it.
    """
    by_marker: dict[str, str] = {}
    names = {locus.name for locus in loci}
    for name in names:
        known = marker(name)
        if known is not None:
            by_marker["" if known.name in by_marker else known.name] = name
    return {person: _renamed(by_locus, names, by_marker) for person, by_locus in told.items()}


def _renamed(by_locus: dict[str, list[str]], names: set[str], by_marker: Mapping[str, str]) -> dict[str, list[str]]:
    out = {}
    for written, alleles in by_locus.items():
        known = None if written in names else marker(written)
        meant = written if known is None else by_marker.get(known.name, written)
        out[written if meant in by_locus or meant in out else meant] = alleles
    return out


def number(told: Any, place: str) -> float:
    """A number, also written as text."""
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        raise Wrong(place, "0.0 …", told)
    try:
        out = float(told)
    except (ValueError, OverflowError):
        raise Wrong(place, "0.0 …", told) from None
    if out != out:
        raise Wrong(place, "0.0 …", told)
    return out


def mapping(told: Any, place: str) -> Mapping[str, Any]:
    """Something with names."""
    if not isinstance(told, Mapping):
        raise Wrong(place, "{…}", told)
    return told


def listed(told: Any, place: str) -> list[Any]:
    """A list."""
    if isinstance(told, tuple):
        return list(told)
    if not isinstance(told, list):
        raise Wrong(place, "[…]", told)
    return told
