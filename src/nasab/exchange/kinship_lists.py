"""Families that seek and children found, with their DNA, in one JSON file for `nasab kinship search`.

`loci` as in a case; `families`: id, members, missing, genotypes; `children`: id, sex, genotypes.  The words of disaster
victim identification are known as well: `am` (ante mortem, with `family`), `pm` (post mortem).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange import kinship_reading as reading
from nasab.exchange.kinship_case import read_json
from nasab.kinship import Locus, Search, TypedChild, TypedFamily

__all__ = ["read_search"]


def read_search(path: str | os.PathLike[str]) -> Search:
    """Families and children of a file, ready to be compared.

    Raises `UnreadableList`: FILE-xx, KIN-xx with the place.
    """
    path = Path(path)
    told = read_json(path)
    place = ""
    try:
        file = reading.mapping(told, "file")
        loci = [reading.locus(one, f"loci[{k}]") for k, one in enumerate(reading.listed(file.get("loci"), "loci"))]
        families = []
        key = "am" if "am" in file and "families" not in file else "families"
        for k, one in enumerate(reading.listed(file.get(key), key)):
            place = f"{key}[{k}]"
            families.append(_family(reading.mapping(one, place), place, loci))
        children = []
        key = "pm" if "pm" in file and "children" not in file else "children"
        for k, one in enumerate(reading.listed(file.get(key), key)):
            place = f"{key}[{k}]"
            children.append(_child(reading.mapping(one, place), place, loci))
        place = ""
        return Search(loci, families, children)
    except reading.Wrong as wrong:
        raise wrong.told(path.name) from None
    except NasabError as error:
        column = error.problem.column or place
        raise UnreadableList(replace(error.problem, file=path.name, column=column)) from None


def _id(row: Mapping[str, Any], place: str) -> str:
    if row.get("id") in (None, ""):
        raise reading.Wrong(f"{place}.id", "id")
    return str(row["id"])


def _family(row: Mapping[str, Any], place: str, loci: Sequence[Locus]) -> TypedFamily:
    pedigree = reading.pedigree(row.get("members"), f"{place}.members", row.get("identical") or [])
    missing = row.get("missing")
    genotypes, drop_out = reading.genotypes(row, place)
    genotypes = reading.as_in_loci(genotypes, loci)
    places = [missing] if isinstance(missing, str) else reading.listed(missing, f"{place}.missing")
    for person in map(str, places):
        if person not in pedigree:
            raise UnreadableList(Problem("KIN-22", value=person[:40], detail=", ".join(m.id for m in pedigree.members)))
    name = str(row["family"]) if "id" not in row and row.get("family") else _id(row, place)
    return TypedFamily(name, pedigree, tuple(map(str, places)), genotypes, drop_out)


def _child(row: Mapping[str, Any], place: str, loci: Sequence[Locus]) -> TypedChild:
    name = _id(row, place)
    told: dict[str, Any] = {"genotypes": {name: row.get("genotypes") or {}}}
    if row.get("observation"):
        told["observation"] = {**reading.mapping(row["observation"], f"{place}.observation"), "person": name}
    genotypes, drop_out = reading.genotypes(told, place)
    genotypes = reading.as_in_loci(genotypes, loci)
    return TypedChild(name, reading.sex(row.get("sex"), f"{place}.sex"), genotypes.get(name, {}), drop_out.get(name))
