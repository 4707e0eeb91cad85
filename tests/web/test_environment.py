"""Settings from the environment, each with a clear message when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab.errors import WrongUse
from nasab.web.environment import Environment


def test_without_an_address_the_registry_is_a_file_that_waits_for_the_disk():
    told = Environment({}).database(Path("/somewhere"))
    assert told["NAME"] == "/somewhere/registry.sqlite3"
    assert "synchronous=FULL" in told["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart():
    told = Environment({"NASAB_DATABASE": "postgresql://n%40me:p%2Fw@db.example:5433/registry"}).database(Path())
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("n@me", "p/w", "db.example", "5433")


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "registry.sqlite3", "://"])
def test_another_address_is_refused_and_not_repeated(address):
    with pytest.raises(WrongUse, match="SERVE-03") as caught:
        Environment({"NASAB_DATABASE": address}).database(Path())
    assert address not in str(caught.value).replace("postgresql://user:password@host/name", "")


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text("drawn by lot\n", encoding="utf-8")
    assert Environment({"S_FILE": str(tmp_path / "secret")}).secret("S") == "drawn by lot"
    with pytest.raises(WrongUse, match="SERVE-02"):
        Environment({"S_FILE": str(tmp_path / "nowhere")}).secret("S")


@pytest.mark.parametrize(("told", "meant"), [("yes", True), ("1", True), ("no", False), ("", False)])
def test_yes_and_no_are_understood(told, meant):
    assert Environment({"X": told}).truth("X") is meant


def test_neither_is_refused():
    with pytest.raises(WrongUse, match="SERVE-01"):
        Environment({"X": "perhaps"}).truth("X")
