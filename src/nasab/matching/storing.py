"""An index as arrays and plain values, and back: so that a list of a million children need not be read anew.

Nothing of it can run, and nothing is believed that does not fit: whoever reads it takes what is raised here,
`UNFIT`, for a sign that it is of another version, and reads the list anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy.typing as npt

from nasab.columns import Column, Texts
from nasab.marks import Mark
from nasab.matching.communities import Division
from nasab.matching.facts import Facts, Knowledge
from nasab.matching.families import Families, joined
from nasab.matching.growth import FACTS
from nasab.matching.index import Index
from nasab.matching.learned import Learned
from nasab.matching.near import Near
from nasab.matching.ragged import Ragged
from nasab.matching.retrieval import Reach
from nasab.matching.roles import Slot
from nasab.matching.rough import Told
from nasab.matching.standing import Standing
from nasab.matching.vocabulary import Vocabulary
from nasab.places import Place
from nasab.records import ChildList

__all__ = ["UNFIT", "restored", "stored"]

Array = npt.NDArray[Any]
Arrays = dict[str, Array]

UNFIT: Final = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What `restored` may raise."""


def stored(index: Index) -> tuple[Arrays, dict[str, Any]]:
    """An index that is settled: its arrays by name, and what else there is to tell, as JSON can keep it."""
    standing, near, reach = index.parts
    view, knowledge, division = standing.view(), standing.knowledge, standing.division
    arrays: Arrays = {"members.start": view.members.start, "members.values": view.members.values}
    for name, facts in (("children", view.children), ("shared", view.shared)):
        arrays |= {f"{name}.{array}": getattr(facts, array) for array in FACTS}
        for role, rows in (*((slot.name, rows) for slot, rows in facts.names.items()), ("concepts", facts.concepts)):
            arrays |= {f"{name}.{role}.start": rows.start, f"{name}.{role}.values": rows.values}
    columns = {name: Column.of(cells.before) for name, cells in standing.cells.items()}
    for name, column in columns.items():
        arrays |= {f"cells.{name}.codes": column.codes} | _of_texts(f"cells.{name}", column.texts)
    arrays |= _of_texts("tokens", Texts.of(knowledge.tokens.values))
    arrays |= {"division.logs": division.logs, "division.size": division.size}
    arrays |= {"reach.start": reach.bearers.start, "reach.values": reach.bearers.values}
    arrays |= {"told.start": reach.told.start, "told.values": reach.told.values}
    words, start, numbers, level = near.kept()
    arrays |= _of_texts("near", Texts.of(words)) | {"near.start": start, "near.numbers": numbers, "near.level": level}
    told = {
        "peoples": view.shared.peoples,
        "tokens_divided": division.tokens,
        "countries": dict(division.countries),
        "places": [list(asdict(place).values()) for place in knowledge.places.values],
        "languages": knowledge.languages.values,
        "bynames": knowledge.bynames.values,
        "marks": [[list(asdict(mark).values()) for mark in marks] for marks in knowledge.marks.values],
        "concepts": knowledge.concepts.values,
    }
    return arrays, told


def restored(arrays: Mapping[str, Array], told: Mapping[str, Any], learned: Learned) -> Index:
    """The index that was stored; `learned`: what it has learned.  Raises `UNFIT` if it is none."""
    columns = {
        name.split(".")[1]: Column(codes, _texts(arrays, name.removesuffix(".codes")))
        for name, codes in arrays.items()
        if name.startswith("cells.") and name.endswith(".codes")
    }
    children = ChildList("sought", columns)
    members = Ragged(arrays["members.start"], arrays["members.values"])
    families = Families(
        _facts(arrays, "children", children, told["peoples"]),
        members,
        _facts(arrays, "shared", ChildList("sought", joined(children, members)), told["peoples"]),
    )
    knowledge = Knowledge(
        tokens=_numbered(_texts(arrays, "tokens")),
        places=_numbered(map(_place, told["places"])),
        languages=_numbered(map(tuple, told["languages"])),
        bynames=_numbered(tuple((region, share) for region, share in origins) for origins in told["bynames"]),
        marks=_numbered(tuple(Mark(*mark) for mark in marks) for marks in told["marks"]),
        concepts=_numbered(told["concepts"]),
    )
    division = Division(arrays["division.logs"], arrays["division.size"], told["tokens_divided"], told["countries"])
    bearers = Ragged(arrays["reach.start"], arrays["reach.values"])
    reach = Reach(bearers, len(knowledge.tokens), Told(arrays["told.start"], arrays["told.values"]))
    near = Near(knowledge.tokens)
    near.keep(_texts(arrays, "near"), arrays["near.start"], arrays["near.numbers"], arrays["near.level"])
    return Index.of(Standing(families, knowledge, division), learned, reach=reach, near=near)


def _place(told: Sequence[Any]) -> Place:
    id, kind, country, latitude, longitude, within, names = told
    return Place(id, kind, country, latitude, longitude, tuple(within), tuple(names))


def _facts(arrays: Mapping[str, Array], side: str, children: ChildList, peoples: int) -> Facts:
    names = {
        slot: Ragged(arrays[f"{side}.{slot.name}.start"], arrays[f"{side}.{slot.name}.values"])
        for slot in Slot
        if f"{side}.{slot.name}.start" in arrays
    }
    concepts = Ragged(arrays[f"{side}.concepts.start"], arrays[f"{side}.concepts.values"])
    each: dict[str, Any] = {name: arrays[f"{side}.{name}"] for name in FACTS}
    return Facts(children=children, names=names, concepts=concepts, peoples=peoples, **each)


def _of_texts(name: str, texts: Texts) -> Arrays:
    return {f"{name}.packed": texts.packed, f"{name}.starts": texts.starts}


def _texts(arrays: Mapping[str, Array], name: str) -> Texts:
    return Texts(arrays[f"{name}.packed"], arrays[f"{name}.starts"])


def _numbered(values: Any) -> Vocabulary[Any]:
    vocabulary: Vocabulary[Any] = Vocabulary()
    for number, value in enumerate(values):
        if vocabulary.number(value) != number:
            raise ValueError("a value stands twice")
    return vocabulary
