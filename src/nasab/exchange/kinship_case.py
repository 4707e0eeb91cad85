"""Kinship cases as JSON: families under several hypotheses, loci, genotypes.

A file is one case, a list of cases, or anything that holds cases inside (`{"cases": [...]}`, cases by name).
Everything wrong is told with the place it is at, such as `cases[3].loci[0].freqs`.  The format is described in
docs/reference/kinship-cases.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange import kinship_reading as reading
from nasab.exchange.unreadable import opened, refuse
from nasab.kinship import DropOut, Locus, Member, Pedigree

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


def read_cases(path: str | os.PathLike[str]) -> list[Case]:
    """The cases of a file.

    Raises `UnreadableList`: FILE-xx, KIN-25 for what is no case, or what a case is refused for.
    """
    path = Path(path)
    told = read_json(path)
    found = list(_cases_in(told, ""))
    if not found:
        raise UnreadableList(Problem("KIN-25", path.name, detail="pedigrees, loci, genotypes"))
    out: list[Case] = []
    for place, one in found:
        try:
            out += _read(one, place)
        except reading.Wrong as wrong:
            raise wrong.told(path.name) from None
        except NasabError as error:
            column = error.problem.column or place
            raise UnreadableList(replace(error.problem, file=path.name, column=column)) from None
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
    rows = reading.listed(told.get("loci"), loci_at)
    identical = told.get("identical") or told.get("identical_twins") or []
    name = str(told.get("id") or place or "case")
    if "relation" in told:
        return [_pair(told, name, rows, loci_at)]
    loci = tuple(reading.locus(one, f"{loci_at}[{k}]") for k, one in enumerate(rows))
    genotypes, drop_out = reading.genotypes(told, place)
    genotypes = reading.as_in_loci(genotypes, loci)
    expected = told.get("expected")
    case = Case(
        name,
        {},
        loci,
        genotypes,
        drop_out,
        reading.number(told.get("theta", 0.0), f"{place}.theta".lstrip(".")),
        _convention(told.get("convention") or (expected.get("convention") if isinstance(expected, Mapping) else "")),
        str(told.get("reference") or ""),
        None if told.get("rho") is None else reading.number(told["rho"], f"{place}.rho".lstrip(".")),
    )
    if "pedigrees" in told:
        at = f"{place}.pedigrees".lstrip(".")
        families = reading.mapping(told["pedigrees"], at)
        if not families:
            raise reading.Wrong(at, "{H1: [...], H2: [...]}")
        return [
            replace(case, pedigrees={str(h): reading.pedigree(f, f"{at}.{h}", identical) for h, f in families.items()})
        ]
    if "pedigree" not in told or "missing" not in told:
        raise reading.Wrong(place or "case", "pedigrees")
    family = reading.pedigree(told["pedigree"], f"{place}.pedigree".lstrip("."), identical)
    asked = told.get("poi") or "POI"
    people = reading.mapping(asked, f"{place}.poi") if isinstance(asked, Mapping) else {str(asked): {}}
    missing = str(told["missing"])
    out = []
    for poi, about in people.items():
        sex = about.get("sex") if isinstance(about, Mapping) else None
        one = (
            family.with_members(Member(str(poi), reading.sex(sex, f"{place}.poi.{poi}")))
            if poi not in family
            else family
        )
        out.append(
            replace(
                case,
                id=f"{name} {poi}" if len(people) > 1 else name,
                pedigrees={"family": one},
                question=(str(poi), missing),
            )
        )
    return out


def _convention(told: Any) -> str:
    return {"": "full", "None": "full", "pruned": "familias_pruned"}.get(str(told), str(told))


def _pair(told: Mapping[str, Any], name: str, rows: list[Any], at: str) -> Case:
    """Two persons and a relation between them, alleles written as places in the list of frequencies from 1."""
    relation = str(told["relation"])
    if relation not in _PAIRS:
        raise reading.Wrong(at.replace("loci", "relation"), ", ".join(_PAIRS), relation)
    members = tuple(
        Member(one, "M" if one[0] == "m" else "F" if one[0] == "f" else "", *up) for one, up in _PAIRS[relation]
    )
    loci = []
    genotypes: dict[str, dict[str, list[str]]] = {"A": {}, "B": {}}
    for k, one in enumerate(rows):
        row = reading.mapping(one, f"{at}[{k}]")
        freqs = reading.listed(row.get("freqs"), f"{at}[{k}].freqs")
        alleles = tuple(str(a) for a in row.get("alleles") or range(1, len(freqs) + 1))
        loci.append(reading.locus({**row, "alleles": alleles}, f"{at}[{k}]"))
        for person in "AB":
            if row.get(person) is not None:
                genotypes[person][loci[-1].name] = [str(a) for a in reading.listed(row[person], f"{at}[{k}].{person}")]
    families = {"H1": Pedigree(members), "H2": Pedigree([Member("A"), Member("B")])}
    return Case(name, families, tuple(loci), genotypes, theta=reading.number(told.get("theta", 0.0), "theta"))


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
