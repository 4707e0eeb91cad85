"""Ctrl-C: one sentence on how to go on, exit status 130, and what was done is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nasab
from nasab import exchange, texts
from nasab.exchange import keeping
from nasab.matching import engine, pieces
from tests.cli.test_commands import FOUND, SOUGHT, WRITTEN, typed

#: Waits in compiled code, of which Python hears nothing, until it is killed.
DEAF = """
import hashlib, os, sys
import click
from nasab.cli import interrupted
from nasab.cli.main import _Commands

@click.group(cls=_Commands, context_settings={"obj": {}})
def main():
    pass

@main.command()
def wait():
    print("waiting", flush=True)
    hashlib.pbkdf2_hmac("sha256", b"x", b"y", 2_000_000_000)

interrupted.noticed.__wrapped__.__defaults__ = (0.05,)
main(["wait"])
"""


def stopping(kept: Any, kind: type[BaseException]) -> Any:
    def match(*_: object, keeping: Any, **__: object) -> None:
        if kept:
            keeping.put("sample", {"level": np.arange(9)})
        raise kind

    return match


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("kept", [True, False])
def test_an_interrupted_run_says_in_one_sentence_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: texts.Language, kept: bool
):
    monkeypatch.setattr(keeping.kept_beside.__wrapped__, "__kwdefaults__", {"resume": True, "after": 0.0})
    monkeypatch.setattr(nasab, "match", stopping(kept, KeyboardInterrupt))
    result = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", "--language", language)
    assert result.exit_code == 130
    told = [line for line in result.output.splitlines() if line.strip()]
    assert told == [texts.say(f"terminal.interrupted.{'kept' if kept else 'nothing'}", language)]
    assert [path.name for path in tmp_path.iterdir()] == ([".nasab-kept-out"] if kept else [])


def test_the_next_run_goes_on_with_what_was_kept_and_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    match, seen = nasab.match, []

    def resumed(*lists: Any, keeping: Any, **options: Any) -> Any:
        seen.append(keeping.get("sample"))
        return match(*lists, keeping=keeping, **options)

    monkeypatch.setattr(keeping.kept_beside.__wrapped__, "__kwdefaults__", {"resume": True, "after": 0.0})
    monkeypatch.setattr(nasab, "match", stopping(True, KeyboardInterrupt))
    for options, is_there in (((), True), (("--no-resume",), False)):
        typed("match", FOUND, SOUGHT, "--out", tmp_path / "out")
        with monkeypatch.context() as patched:
            patched.setattr(nasab, "match", resumed)
            assert typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", *options).exit_code == 0
        assert (seen[-1] is not None) == is_there
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == WRITTEN


def test_a_run_with_other_judgements_does_not_go_on_with_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "judged.csv").write_text("found_id,sought_id,verdict\nM-001,S-001,same\n", encoding="utf-8")
    keys: list[str] = []
    monkeypatch.setattr(exchange, "key_of", lambda *told: keys.append(keeping.key_of(*told)) or keys[-1])
    monkeypatch.setattr(nasab, "match", stopping(False, KeyboardInterrupt))
    for options in ((), ("--judgements", tmp_path / "judged.csv"), ("--language", "ru", "--top", 3), ("--threads", 1)):
        typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", *options)
    assert keys[0] == keys[2] == keys[3] != keys[1]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_run_that_hears_nothing_is_ended_all_the_same():
    with subprocess.Popen(
        [sys.executable, "-c", DEAF], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"waiting\n"
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.decode().strip() == texts.say("terminal.interrupted.nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_an_interruption_that_compiled_code_calls_otherwise_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def disguised(*_: object, **__: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(10_000_000):
                pass
        except KeyboardInterrupt as error:
            raise SystemError("returned a result with an exception set") from error

    monkeypatch.setattr(nasab, "match", disguised)
    assert typed("match", FOUND, SOUGHT, "--out", tmp_path / "out").exit_code == 130


def test_a_mistake_of_the_program_is_not_taken_for_an_interruption(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nasab, "match", stopping(False, ZeroDivisionError))
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        typed("match", FOUND, SOUGHT, "--out", tmp_path / "out")


def test_a_run_that_goes_on_writes_what_it_would_have_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "LEARNED_FROM", 8)
    monkeypatch.setattr(pieces, "AT_ONCE", 6)
    monkeypatch.setattr(keeping.kept_beside.__wrapped__, "__kwdefaults__", {"resume": True, "after": 0.0})
    assert typed("match", FOUND, SOUGHT, "--out", tmp_path / "whole").exit_code == 0
    put, made = keeping.Kept.put, []

    def stopped(self: keeping.Kept, name: str, arrays: Any) -> None:
        put(self, name, arrays)
        made.append(name)
        if name == "piece-00000006-00000011":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(keeping.Kept, "put", stopped)
        assert typed("match", FOUND, SOUGHT, "--out", tmp_path / "out").exit_code == 130
    again: list[str] = []
    monkeypatch.setattr(keeping.Kept, "put", lambda self, name, arrays: again.append(name))
    assert typed("match", FOUND, SOUGHT, "--out", tmp_path / "out").exit_code == 0
    assert made == ["piece-00000000-00000005", "piece-00000006-00000011"]
    assert again
    assert not set(made) & set(again)
    for name in ("candidates.csv", "children.csv", "report.html"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "whole"]
