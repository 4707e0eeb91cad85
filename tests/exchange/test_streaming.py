"""A stream: what was acknowledged is there when the file is opened again, and is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab.errors import WrongUse
from nasab.exchange.streaming import Stream, records_of
from nasab.matching.judgements import Judgement
from tests.cast import listed

BILAL = {"id": "S-1", "family": "R-1", "name": "Билал", "father": "Тагиров Руслан", "sex": "m", "age": "6"}
AMINAT = {"id": "S-2", "family": "R-1", "name": "Аминат", "father": "Тагиров Руслан", "sex": "f", "age": "8"}
HEDA = {"id": "S-3", "family": "R-2", "name": "Хеда", "father": "Эльмурзаев Ислам", "sex": "f", "age": "5"}
FOUND = {"name": "بلال", "father": "روسلان", "sex": "m", "age": "6"}


def first(stream: Stream) -> str:
    return stream.index.candidates(FOUND)[0].sought_id


def test_a_child_added_is_found_at_once_and_after_the_file_is_opened_again(tmp_path: Path) -> None:
    with Stream.create(tmp_path / "index", listed("sought", HEDA)) as stream:
        stream.add(AMINAT)
        stream.add(BILAL)
        assert first(stream) == "S-1"
        before = [(one.sought_id, one.weight) for one in stream.index.candidates(FOUND)]
    with Stream.open(tmp_path / "index") as stream:
        after = [(one.sought_id, one.weight) for one in stream.index.candidates(FOUND)]
    assert [name for name, _ in after] == [name for name, _ in before]
    assert [weight for _, weight in after] == pytest.approx([weight for _, weight in before], abs=1e-3)


def test_the_latest_of_a_child_counts(tmp_path: Path) -> None:
    with Stream.create(tmp_path / "index", listed("sought", HEDA, {**BILAL, "name": "Халид"})) as stream:
        stream.add(BILAL)
    with Stream.open(tmp_path / "index") as stream:
        assert len(stream.index) == 2
        assert any(reason.sought == "Билал" for reason in stream.index.explain(FOUND, "S-1").reasons)


def test_a_child_withdrawn_is_no_candidate_any_more(tmp_path: Path) -> None:
    with Stream.create(tmp_path / "index", listed("sought", HEDA, BILAL)) as stream:
        stream.withdraw("S-1")
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(FOUND)}
    with Stream.open(tmp_path / "index") as stream:
        assert len(stream.index) == 1


def test_a_pair_judged_not_the_same_stays_away_after_the_file_is_opened_again(tmp_path: Path) -> None:
    child = {"id": "M-1", **FOUND}
    with Stream.create(tmp_path / "index", listed("sought", HEDA, BILAL)) as stream:
        seen = stream.index.seen(child, "S-1")
        stream.judge(Judgement("M-1", "S-1", "different", "Madina", "2019-05-02", "another boy", seen))
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(child)}
    with Stream.open(tmp_path / "index") as stream:
        assert "S-1" not in {one.sought_id for one in stream.index.candidates(child)}
        told = {**child, "mother": "Зара"}
        again = stream.index.candidates(told)
        assert all(one.sought_id != "S-1" or one.returned for one in again)


def test_a_child_without_consent_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    with Stream.create(tmp_path / "index", listed("sought", HEDA)) as stream:
        with pytest.raises(WrongUse):
            stream.add({**BILAL, "consent": "no"})
        assert len(stream.index) == 1
    with Stream.open(tmp_path / "index") as stream:
        assert len(stream.index) == 1


def test_the_rows_of_a_list_are_records_of_what_is_written() -> None:
    assert records_of(listed("sought", BILAL, HEDA)) == [BILAL, HEDA]
