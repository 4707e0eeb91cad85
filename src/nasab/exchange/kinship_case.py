"""Kinship cases as JSON: families under several hypotheses, loci, genotypes.

A file is one case, a list of cases, or anything that holds cases inside (`{"cases": [...]}`, cases by name).  Everything
wrong is told with the place it is at, such as `cases[3].loci[0].freqs`.  The format is described in
docs/reference/kinship-cases.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange.unreadable import opened, refuse
from nasab.kinship import DropOut, Locus, Member, Mutation, Pedigree

__all__ = ["Case", "read_cases", "read_json"]

_LARGEST: Final = 256 << 20
_DEEPEST: Final = 4

Loci = tuple[Locus, ...]


@dataclass(frozen=True)
class Case:
    """Families by hypothesis, loci, and what was typed of whom.

    `reference`: the hypothesis the others are compared with, "" for the usual one.  `recombination`: of the first two
    loci, if they are linked.  `question`: (person of interest, missing person) where a family and a question were given
    in place of hypotheses.
    """

    id: str
    pedigrees: dict[str, Pedigree]
    loci: Loci
    genotypes: dict[str, dict[str, list[str]]]
    drop_out: dict[str, DropOut] = field(default_factory=dict)
    theta: float = 0.0
    convention: str = "full"
    reference: str = ""
    recombination: float | None = None
    question: tuple[str, str] | None = None


class _Wrong(Exception):
    """Something at a place is not what it should be."""

    def __init__(self, place: str, expected: str, value: object = "") -> None:
        super().__init__(place)
        self.place, self.expected, self.value = place, expected, value


def read_cases(path: str | os.PathLike[str]) -> list[Case]:
    """The cases of a file.  Raises `UnreadableList`: FILE-xx, KIN-25 for what is no case, or what a case is refused for."""
    path = Path(path)
    told = read_json(path)
    found = list(_cases_in(told, ""))
    if not found:
        raise UnreadableList(Problem("KIN-25", path.name, detail="pedigrees, loci, genotypes"))
    out: list[Case] = []
    for place, one in found:
        try:
            out += _read(one, place)
        except _Wrong as wrong:
            raise _refused(path, wrong) from None
        except NasabError as error:
            raise UnreadableList(replace(error.problem, file=path.name, column=place)) from None
    return out


def read_json(path: Path) -> Any:
    """What is in a JSON file.  Raises `UnreadableList`: FILE-xx, KIN-25."""
    opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableList(Problem("KIN-25", path.name, detail=f"JSON ({error})"[:120])) from None


def _refused(path: Path, wrong: _Wrong) -> UnreadableList:
    shown = "" if wrong.value == "" else str(wrong.value)[:60]
    return UnreadableList(Problem("KIN-25", path.name, column=wrong.place, value=shown, detail=wrong.expected))


def _cases_in(told: Any, place: str, depth: int = 0) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(told, Mapping):
        if "loci" in told:
            yield place, told
            return
        inside: Any = told.items()
    elif isinstance(told, list):
        inside = enumerate(told)
    else:
        return
    if depth < _DEEPEST:
        for key, one in inside:
            step = f"[{key}]" if isinstance(told, list) else (f".{key}" if place else str(key))
            yield from _cases_in(one, place + step, depth + 1)


def _read(told: Mapping[str, Any], place: str) -> list[Case]:
    loci_at = f"{place}.loci".lstrip(".")
    rows = _list(told.get("loci"), loci_at)
    identical = told.get("identical") or told.get("identical_twins") or []
    name = str(told.get("id") or place or "case")
    if "relation" in told:
        return [_pair(told, name, rows, loci_at)]
    loci = tuple(_locus(one, f"{loci_at}[{k}]") for k, one in enumerate(rows))
    genotypes, drop_out = _genotypes(told, place)
    expected = told.get("expected")
    case = Case(
        name,
        {},
        loci,
        genotypes,
        drop_out,
        _number(told.get("theta", 0.0), f"{place}.theta".lstrip(".")),
        str(told.get("convention") or (expected.get("convention") if isinstance(expected, Mapping) else "") or "full"),
        str(told.get("reference") or ""),
        None if told.get("rho") is None else _number(told["rho"], f"{place}.rho".lstrip(".")),
    )
    if "pedigrees" in told:
        at = f"{place}.pedigrees".lstrip(".")
        families = _mapping(told["pedigrees"], at)
        if not families:
            raise _Wrong(at, "{H1: [...], H2: [...]}")
        return [replace(case, pedigrees={str(h): _pedigree(f, f"{at}.{h}", identical) for h, f in families.items()})]
    if "pedigree" not in told or "missing" not in told:
        raise _Wrong(place or "case", "pedigrees")
    family = _pedigree(told["pedigree"], f"{place}.pedigree".lstrip("."), identical)
    asked = told.get("poi") or "POI"
    people = _mapping(asked, f"{place}.poi") if isinstance(asked, Mapping) else {str(asked): {}}
    missing = str(told["missing"])
    out = []
    for poi, about in people.items():
        sex = about.get("sex") if isinstance(about, Mapping) else None
        one = family.with_members(Member(str(poi), _sex(sex, f"{place}.poi.{poi}"))) if poi not in family else family
        out.append(
            replace(
                case,
                id=f"{name} {poi}" if len(people) > 1 else name,
                pedigrees={"family": one},
                question=(str(poi), missing),
            )
        )
    return out


def _pair(told: Mapping[str, Any], name: str, rows: list[Any], at: str) -> Case:
    """Two persons and a relation between them, alleles written as places in the list of frequencies from 1."""
    relation = str(told["relation"])
    if relation not in _PAIRS:
        raise _Wrong(at.replace("loci", "relation"), ", ".join(_PAIRS), relation)
    members = tuple(Member(one, "M" if one[0] == "m" else "F" if one[0] == "f" else "", *up) for one, up in _PAIRS[relation])
    loci = []
    genotypes: dict[str, dict[str, list[str]]] = {"A": {}, "B": {}}
    for k, one in enumerate(rows):
        row = _mapping(one, f"{at}[{k}]")
        freqs = _list(row.get("freqs"), f"{at}[{k}].freqs")
        alleles = tuple(str(a) for a in row.get("alleles") or range(1, len(freqs) + 1))
        loci.append(_locus({**row, "alleles": alleles}, f"{at}[{k}]"))
        for person in "AB":
            if row.get(person) is not None:
                genotypes[person][loci[-1].name] = [str(a) for a in _list(row[person], f"{at}[{k}].{person}")]
    families = {"H1": Pedigree(members), "H2": Pedigree([Member("A"), Member("B")])}
    return Case(name, families, tuple(loci), genotypes, theta=_number(told.get("theta", 0.0), "theta"))


_F: Final = (None, None)
_PAIRS: Final[Mapping[str, tuple[tuple[str, tuple[str | None, str | None]], ...]]] = {
    "FS": (("m1", _F), ("f1", _F), ("A", ("m1", "f1")), ("B", ("m1", "f1"))),
    "PO": (("A", _F), ("f1", _F), ("B", ("A", "f1"))),
    "HS": (("m1", _F), ("f1", _F), ("f2", _F), ("A", ("m1", "f1")), ("B", ("m1", "f2"))),
    "AV": (("m1", _F), ("f1", _F), ("A", ("m1", "f1")), ("m2", ("m1", "f1")), ("f2", _F), ("B", ("m2", "f2"))),
    "FC": (
        ("m1", _F), ("f1", _F), ("m2", ("m1", "f1")), ("f2", _F), ("m3", ("m1", "f1")), ("f3", _F),
        ("A", ("m2", "f2")), ("B", ("m3", "f3")),
    ),
    "UN": (("A", _F), ("B", _F)),
}  # fmt: skip


def _pedigree(told: Any, place: str, identical: Any) -> Pedigree:
    members = []
    for k, row in enumerate(_list(told, place)):
        one = _mapping(row, f"{place}[{k}]")
        if one.get("id") in (None, ""):
            raise _Wrong(f"{place}[{k}].id", "id")
        parents = (None if one.get(side) in (None, "", "0", 0) else str(one[side]) for side in ("father", "mother"))
        born = None if one.get("born") is None else _number(one["born"], f"{place}[{k}].born")
        members.append(Member(str(one["id"]), _sex(one.get("sex"), f"{place}[{k}].sex"), *parents, born))
    here = {member.id for member in members}
    groups = [[str(p) for p in _list(group, "identical") if str(p) in here] for group in _list(identical, "identical")]
    return Pedigree(members, groups)


def _sex(told: Any, place: str) -> Any:
    known = {"m": "M", "male": "M", "1": "M", "f": "F", "female": "F", "2": "F", "": "", "u": "", "0": "", "none": ""}
    sex = known.get(str(told).strip().casefold())
    if sex is None:
        raise _Wrong(place, "M / F", told)
    return sex


def _locus(told: Any, place: str) -> Locus:
    row = _mapping(told, place)
    if not row.get("name"):
        raise _Wrong(f"{place}.name", "name")
    alleles = tuple(str(a).strip() for a in _list(row.get("alleles"), f"{place}.alleles"))
    freqs = [_number(p, f"{place}.freqs[{k}]") for k, p in enumerate(_list(row.get("freqs"), f"{place}.freqs"))]
    chrom = str(row.get("chrom") or "autosomal").casefold()
    mutation = row.get("mutation")
    by_sex = _mapping(mutation, f"{place}.mutation") if mutation else {}
    if by_sex and "model" in by_sex:
        by_sex = {"female": by_sex, "male": by_sex}
    sampled = row.get("sampled")
    try:
        return Locus(
            str(row["name"]),
            alleles,
            freqs,  # type: ignore[arg-type]
            "X" if chrom in ("x", "23") else "autosomal" if chrom in ("autosomal", "a", "auto") else chrom,  # type: ignore[arg-type]
            _mutation(by_sex.get("female"), f"{place}.mutation.female"),
            _mutation(by_sex.get("male"), f"{place}.mutation.male"),
            None if row.get("silent") is None else str(row["silent"]),
            None if sampled is None else int(_number(sampled, f"{place}.sampled")),
        )
    except NasabError as error:
        raise type(error)(replace(error.problem, column=place)) from None


def _mutation(told: Any, place: str) -> Mutation:
    """As written: no transform unless one is named, and a matrix wins over rates."""
    if not told:
        return Mutation()
    row = _mapping(told, place)
    matrix = row.get("matrix")
    rows = None
    if matrix is not None:
        rows = tuple(
            tuple(_number(x, f"{place}.matrix[{k}]") for x in _list(line, f"{place}.matrix[{k}]"))
            for k, line in enumerate(_list(matrix, f"{place}.matrix"))
        )
    number: Callable[[str, float], float] = lambda key, other: (  # noqa: E731
        other if row.get(key) is None else _number(row[key], f"{place}.{key}")
    )
    return Mutation(
        str(row.get("model") or "none").casefold().replace("one-step", "onestep"),
        number("rate", 0.0),
        number("rate2", 0.0),
        number("range", 0.1),
        str(row.get("transform") or ""),
        rows,
    )


def _genotypes(
    told: Mapping[str, Any], place: str
) -> tuple[dict[str, dict[str, list[str]]], dict[str, DropOut]]:
    at = f"{place}.genotypes".lstrip(".")
    out: dict[str, dict[str, list[str]]] = {}
    for person, by_locus in _mapping(told.get("genotypes") or {}, at).items():
        loci = _mapping(by_locus, f"{at}.{person}")
        out[str(person)] = {
            str(locus): _alleles(pair, f"{at}.{person}.{locus}") for locus, pair in loci.items() if pair is not None
        }
    drop_out: dict[str, DropOut] = {}
    seen = told.get("observation") or []
    for one in seen if isinstance(seen, list) else [seen]:
        at = f"{place}.observation".lstrip(".")
        row = _mapping(one, at)
        person = str(row.get("person") or "POI")
        chances = [_number(row.get(key) or 0.0, f"{at}.{key}") for key in ("d_het", "d_hom", "drop_in")]
        drop_out[person] = DropOut(*chances)
        loci = _mapping(row.get("observed") or {}, f"{at}.observed")
        out[person] = {str(locus): _alleles(pair, f"{at}.observed.{locus}") for locus, pair in loci.items()}
    return out, drop_out


def _alleles(told: Any, place: str) -> list[str]:
    if isinstance(told, str):
        return [part for part in told.replace("/", ",").split(",") if part.strip()]
    out = []
    for allele in told if isinstance(told, list) else [told]:
        if isinstance(allele, bool) or not isinstance(allele, str | int | float):
            raise _Wrong(place, '["12", "14"]', allele)
        out.append(f"{allele:g}" if isinstance(allele, float) else str(allele))
    return out


def _number(told: Any, place: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        raise _Wrong(place, "0.0 …", told)
    try:
        out = float(told)
    except (ValueError, OverflowError):
        raise _Wrong(place, "0.0 …", told) from None
    if out != out:
        raise _Wrong(place, "0.0 …", told)
    return out


def _mapping(told: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        raise _Wrong(place, "{…}", told)
    return told


def _list(told: Any, place: str) -> list[Any]:
    if isinstance(told, tuple):
        return list(told)
    if not isinstance(told, list):
        raise _Wrong(place, "[…]", told)
    return told
