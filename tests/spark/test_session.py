"""What Spark needs and does not find is said in one sentence, by a code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import nasab
from nasab import spark, texts
from nasab.cli.main import main
from nasab.spark import session
from tests import cast
from tests.spark.making import needs


def code_of(master: str) -> str:
    with pytest.raises(nasab.WrongUse) as told, session.opened(master):
        pass
    assert told.value.exit_status == 2
    return told.value.code


def test_without_the_packages_of_the_extra_it_says_which_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "NEEDED", ("numpy", "no_such_package", "nor_such"))
    with pytest.raises(nasab.WrongUse) as told:
        spark.match([cast.BILAL], [cast.SOUGHT_BILAL])
    assert told.value.code == "SPARK-01"
    assert told.value.problem.value == "no_such_package, nor_such"
    assert "nasab[spark]" in told.value.problem.sentence()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_command_tells_it_in_one_message_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setattr(session, "NEEDED", ("no_such_package",))
    lists = [str(tmp_path / name) for name in ("found.csv", "sought.csv")]
    for path in lists:
        Path(path).write_text("id,name\nA-1,Bilal\n", encoding="utf-8")
    words = ["match", *lists, "--out", str(tmp_path / "out"), "--spark", "local[2]", "--language", language]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 2
    assert told.output.splitlines()[0].startswith("SPARK-01: `no_such_package` ")
    assert len(told.output.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("master", ["", "cluster", "http://host:7077", "local[]", "spark:"])
def test_what_is_no_address_of_a_master_is_refused(master: str) -> None:
    needs("pyspark")
    assert code_of(master) == "SPARK-03"


def commanded(folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: Java, once started, stays with a process to its end."""
    lists = [str(folder / name) for name in ("found.csv", "sought.csv")]
    for path in lists:
        Path(path).write_text("id,name\nA-1,Bilal\n", encoding="utf-8")
    words = [sys.executable, "-m", "nasab", "match", *lists, "--out", str(folder / "out"), "--spark", "local[1]"]
    return subprocess.run(words, env={**os.environ, **surroundings}, capture_output=True, text=True, check=False)


def test_without_java_it_says_so_and_nothing_else(tmp_path: Path) -> None:
    needs("pyspark")
    told = commanded(tmp_path, JAVA_HOME=str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.startswith("SPARK-02: ")
    assert len(told.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_java_that_cannot_be_started_is_no_java(tmp_path: Path) -> None:
    needs("pyspark")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    told = commanded(tmp_path, JAVA_HOME=str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].startswith("SPARK-02: ")


def test_what_is_set_for_the_workers_is_set_while_they_are_started_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYSPARK_PYTHON", raising=False)
    monkeypatch.setenv("SPARK_LOCAL_IP", "192.0.2.1")
    with session._surroundings({"PYSPARK_PYTHON": "here", "SPARK_LOCAL_IP": "127.0.0.1"}):
        assert (os.environ["PYSPARK_PYTHON"], os.environ["SPARK_LOCAL_IP"]) == ("here", "192.0.2.1")
    assert "PYSPARK_PYTHON" not in os.environ
    assert os.environ["SPARK_LOCAL_IP"] == "192.0.2.1"
