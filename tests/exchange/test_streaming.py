"""A stream: what was acknowledged is there when the file is opened again, and is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from nasab import simulation
from nasab.api import allowed
from nasab.errors import NasabError, WrongUse
from nasab.exchange import index_arrays, index_learned, streaming
from nasab.exchange.streaming import Stream, records_of
from nasab.matching.index import Index
from nasab.matching.judgements import Judgement
from nasab.matching.parameters import shipped
from nasab.records import ChildList
from tests.cast import listed

BILAL = {"id": "S-1", "family": "R-1", "name": "Билал", "father": "Тагиров Руслан", "sex": "m", "age": "6"}
AMINAT = {"id": "S-2", "family": "R-1", "name": "Аминат", "father": "Тагиров Руслан", "sex": "f", "age": "8"}
HEDA = {"id": "S-3", "family": "R-2", "name": "Хеда", "father": "Эльмурзаев Ислам", "sex": "f", "age": "5"}
FOUND = {"name": "بلال", "father": "روسلان", "sex": "m", "age": "6"}

Answer = list[tuple[str, float, float]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(scope="module")
def world() -> tuple[ChildList, ChildList]:
    made = simulation.simulate(children=90, seed=5)
    return allowed(made.found), allowed(made.sought)


def refused(code: str):
    return pytest.raises(NasabError, check=lambda error: error.code == code)


def answer(stream: Stream | Index, record: dict[str, str] = FOUND) -> Answer:
    index = stream.index if isinstance(stream, Stream) else stream
    return [(one.sought_id, one.probability, one.weight) for one in index.candidates(record, most=50)]


def first(stream: Stream) -> str:
    return stream.index.candidates(FOUND)[0].sought_id


def test_a_child_added_is_found_at_once_and_after_the_file_is_opened_again(path: Path):
    with Stream.create(path, listed("sought", HEDA)) as stream:
        stream.add(AMINAT)
        assert stream.add(BILAL) == 3
        assert first(stream) == "S-1"
        before = answer(stream)
    with Stream.open(path) as stream:
        assert answer(stream) == before


def test_the_latest_of_a_child_counts(path: Path):
    with Stream.create(path, listed("sought", HEDA, {**BILAL, "name": "Халид"})) as stream:
        stream.correct(BILAL)
        with refused("LIST-03"):
            stream.correct({**BILAL, "id": "S-9"})
    with Stream.open(path) as stream:
        assert len(stream.index) == 2
        assert any(reason.sought == "Билал" for reason in stream.index.explain(FOUND, "S-1").reasons)


def test_of_a_list_those_are_held_of_whom_something_is_kept_on_that_side(path: Path):
    with Stream.create(path, listed("sought", HEDA, BILAL)) as stream:
        stream.add({"id": "S-2", "name": "Аминат"}, "found")
        assert stream.held(["S-9", "S-1", "S-2", "S-3"]) == ("S-1", "S-3")
        assert stream.held(["S-1", "S-2"], "found") == ("S-2",)
        stream.withdraw("S-1")
        assert stream.held(["S-1", "S-3"]) == ("S-3",)
        assert stream.held([]) == ()


def test_many_are_taken_in_together_or_none_of_them(path: Path):
    with Stream.create(path) as stream:
        assert list(stream.add_many([BILAL, AMINAT])) == [1, 2]
        with refused("INDEX-08"):
            stream.add_many([HEDA, {"id": "S-4", "consent": "no"}])
        assert len(stream.index) == 2
    with Stream.open(path) as stream:
        assert len(stream.index) == 2


def test_a_child_withdrawn_is_no_candidate_any_more(path: Path):
    with Stream.create(path, listed("sought", HEDA, BILAL)) as stream:
        stream.withdraw("S-1")
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(FOUND)}
        stream.withdraw("S-1")  # twice changes nothing
        with refused("LIST-03"):
            stream.withdraw("S-9")
        with refused("INDEX-08"):
            stream.add(BILAL)
    with Stream.open(path) as stream:
        assert len(stream.index) == 1


def test_a_pair_judged_not_the_same_stays_away_after_the_file_is_opened_again(path: Path):
    child = {"id": "M-1", **FOUND}
    with Stream.create(path, listed("sought", HEDA, BILAL)) as stream:
        seen = stream.index.seen(child, "S-1")
        stream.judge(Judgement("M-1", "S-1", "different", "Madina", "2019-05-02", "another boy", seen))
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(child)}
    with Stream.open(path) as stream:
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(child)}
        told = {**child, "mother": "Зара"}
        again = stream.index.candidates(told)
        assert all(one.sought_id != "S-1" or one.returned for one in again)


def test_a_child_without_consent_is_refused_and_nothing_is_stored(path: Path):
    with Stream.create(path, listed("sought", HEDA)) as stream:
        for consent in ("no", "нет", "perhaps"):
            with pytest.raises(WrongUse):
                stream.add({**BILAL, "consent": consent})
        assert len(stream.index) == 1
    with Stream.open(path) as stream:
        assert len(stream.index) == 1


def test_what_somebody_types_is_understood_as_in_a_list(path: Path):
    with Stream.create(path) as stream:
        stream.add({**BILAL, "sex": "мальчик", "mother": "неизвестно", "consent": "да"})
        assert list(stream.file.records("sought")) == [(1, "S-1", {**BILAL, "consent": "yes"})]


def test_a_child_found_is_kept_to_be_asked_for_again_and_is_no_candidate(path: Path):
    with Stream.create(path, listed("sought", HEDA, BILAL)) as stream:
        stream.add({"id": "M-1", **FOUND}, "found")
        assert len(stream.index) == 2
    with Stream.open(path) as stream:
        assert answer(stream, stream.found("M-1")) == answer(stream, {"id": "M-1", **FOUND})
        stream.withdraw("M-1", "found")
        with refused("LIST-03"):
            stream.found("M-1")


def test_the_rows_of_a_list_are_records_of_what_is_written():
    assert records_of(listed("sought", BILAL, HEDA)) == [BILAL, HEDA]


# How the list was read is kept.


ASKED = (FOUND, {"id": "M-2", "name": "Bilal Tagirov", "age": "6"}, {"id": "M-3", "siblings": "Аминат"})


def asked(stream: Stream | Index) -> list[Answer]:
    return [answer(stream, record) for record in ASKED]


def kept(path: Path, sought: ChildList) -> list[Answer]:
    with Stream.create(path, sought) as stream:
        stream.keep()
        return asked(stream)


def test_a_list_that_is_kept_is_not_read_again_and_answers_the_same(path: Path, world, monkeypatch):
    before = kept(path, world[1])
    monkeypatch.setattr(streaming, "_sought", lambda file: pytest.fail("it was read again"))
    with Stream.open(path) as stream:
        assert asked(stream) == before
        assert stream.problems == []


def test_what_came_after_it_was_kept_is_there_too(path: Path, world):
    kept(path, world[1])
    rows = records_of(world[1])
    changed = {**rows[3], "name": "Билал", "father": "Руслан"}
    with Stream.open(path) as stream:
        stream.add(BILAL)
        stream.correct(changed)
        stream.withdraw("S-1")
        stream.add(AMINAT)
        before = asked(stream)
    with Stream.open(path) as stream:
        assert asked(stream) == before
        assert len(stream.index) == len(rows) + 1
    rest = [row for row in rows if row["id"] != changed["id"]]
    anew = Index(listed("sought", *rest, changed, AMINAT))
    with Stream.open(path) as stream:
        assert asked(stream) == asked(anew)


def test_a_child_withdrawn_is_not_in_what_is_kept_and_the_list_is_read_anew(path: Path, world):
    kept(path, world[1])
    gone = world[1].columns["id"][5]
    with Stream.open(path) as stream:
        stream.withdraw(gone)
        before = asked(stream)
        assert stream.file.kept("engine") is None
    with Stream.open(path) as stream:
        assert asked(stream) == before
        assert gone not in stream.index
        stream.keep()
    with Stream.open(path) as stream:
        assert asked(stream) == before


def test_what_was_asked_for_is_not_in_the_file(path: Path):
    with Stream.create(path, listed("sought", HEDA, BILAL)) as stream:
        stream.index.candidates({"id": "M-77", "name": "Umkhayir", "father": "Zuqtabar"})
        stream.keep()
    content = path.read_bytes().lower()
    assert "хеда".encode() in content
    assert b"umkhayir" not in content
    assert b"zuqtabar" not in content


@pytest.mark.parametrize("harm", ["build", "bytes", "told", "array"])
def test_what_is_kept_and_damaged_or_of_another_build_is_not_used(path: Path, world, monkeypatch, harm: str):
    before = kept(path, world[1])
    if harm == "build":
        monkeypatch.setattr(index_arrays, "made_by", lambda: "another")
    elif harm == "bytes":
        connection = sqlite3.connect(path)
        connection.execute("UPDATE parts SET content = x'00' WHERE block = 3")
        connection.commit()
        connection.close()
    else:
        with Stream.open(path) as stream:
            upto, blocks = stream.file.kept("engine") or (0, {})
            arrays, told = index_arrays.arrays_of(blocks) or ({}, {})
            if harm == "array":
                del arrays["children.sex"]
            else:
                told["marks"] = [[["scar"] * 9]]
            stream.file.keep("engine", index_arrays.Blocks(arrays, told), upto)
    with Stream.open(path) as stream:
        assert asked(stream) == before
        assert [problem.code for problem in stream.problems] == ([] if harm == "build" else ["INDEX-07"])


def test_a_long_list_is_kept_when_the_file_is_closed_and_a_short_one_is_not(path: Path, world, monkeypatch):
    with Stream.create(path, world[1]):
        pass
    with Stream.open(path) as stream:
        assert stream.file.kept("engine") is None
        monkeypatch.setattr(streaming, "MANY", 10)
        monkeypatch.setattr(streaming, "OUT_OF_DATE", 5)
    with Stream.open(path) as stream:
        assert stream.file.kept("engine") is not None


def test_what_was_learned_is_kept_also_when_a_child_is_withdrawn(path: Path, world):
    found, sought = world
    with Stream.create(path, sought, found) as stream:
        learned = stream.index.learned
        assert learned.parameters.learned_from.endswith("groups")
        stream.withdraw(sought.columns["id"][0])
    with Stream.open(path) as stream:
        again = stream.index.learned
        assert again.parameters == learned.parameters
        assert again.concepts == learned.concepts
        assert {kind: levels.tolist() for kind, levels in again.usual.items()} == {
            kind: levels.tolist() for kind, levels in learned.usual.items()
        }


def test_what_was_learned_by_another_version_is_put_aside(path: Path, world):
    with Stream.create(path, world[1], world[0]) as stream:
        blocks = dict(index_learned.as_blocks(stream.index.learned).items())
        blocks["told"] = blocks["told"].replace(b"father_name", b"fathers_name")
        stream.file.keep("learned", blocks, 0)
    with Stream.open(path) as stream:
        assert stream.index.learned.parameters == shipped()
        assert [problem.code for problem in stream.problems] == ["INDEX-07"]
