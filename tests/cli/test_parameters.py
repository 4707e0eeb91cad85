from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange, texts
from nasab.matching.parameters import full_version, shipped
from tests.cli.test_commands import typed


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_shipped_parameters_are_shown_where_no_file_is_given(language: str):
    result = typed("parameters", "show", "--language", language)
    assert result.exit_code == 0
    assert full_version(shipped()) in result.output


def test_a_file_of_parameters_is_shown_and_compared(tmp_path: Path):
    exchange.write_parameters(shipped(), tmp_path / "learned.toml")
    assert full_version(shipped()) in typed("parameters", "show", tmp_path / "learned.toml").output
    assert "day/exact" in typed("parameters", "show", tmp_path / "learned.toml", "--kind", "age").output
    result = typed("parameters", "compare", "shipped", tmp_path / "learned.toml")
    assert texts.say("parameters.compare.equal") in result.output


@pytest.mark.parametrize(
    ("content", "code"), [("", "FILE-03"), ("version", "PARAM-01"), ('version = "1"', "PARAM-02"), ("\0\1", "PARAM-01")]
)
def test_a_broken_file_ends_in_one_message_and_exit_status_2(tmp_path: Path, content: str, code: str):
    (tmp_path / "broken.toml").write_text(content, encoding="utf-8")
    for words in (("show", tmp_path / "broken.toml"), ("compare", "shipped", tmp_path / "broken.toml")):
        result = typed("parameters", *words, "--language", "ru")
        assert result.exit_code == 2
        assert result.output.startswith(code)
        assert texts.say(f"problems.{code}.way_out", "ru") in result.output


def test_a_kind_that_is_not_there_ends_in_one_message():
    result = typed("parameters", "show", "--kind", "shoe")
    assert (result.exit_code, result.output[:8]) == (2, "PARAM-06")
