from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError
from nasab.exchange import read_parameters, write_parameters
from nasab.matching.parameters import shipped


def code_of(path: Path) -> tuple[str, str]:
    with pytest.raises(NasabError) as refused:
        read_parameters(path)
    return refused.value.code, refused.value.problem.file


def test_a_file_holds_what_was_written(tmp_path: Path):
    for _ in range(2):
        write_parameters(shipped(), tmp_path / "learned.toml")
    assert read_parameters(tmp_path / "learned.toml") == shipped()
    assert [path.name for path in tmp_path.iterdir()] == ["learned.toml"]


def test_a_broken_file_is_named(tmp_path: Path):
    (tmp_path / "learned.toml").write_text("version = ", encoding="utf-8")
    assert code_of(tmp_path / "learned.toml") == ("PARAM-01", "learned.toml")
    (tmp_path / "learned.toml").write_bytes(b"version = '\xff'")
    assert code_of(tmp_path / "learned.toml") == ("PARAM-01", "learned.toml")
    assert code_of(tmp_path / "nowhere.toml")[0] == "FILE-01"
    assert code_of(tmp_path)[0] == "FILE-02"


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path):
    for path in (tmp_path / "nowhere" / "learned.toml", tmp_path):
        with pytest.raises(NasabError) as refused:
            write_parameters(shipped(), path)
        assert refused.value.code == "OUT-02"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary())
def test_any_file_is_read_or_refused_with_a_code(tmp_path: Path, content: bytes):
    (tmp_path / "learned.toml").write_bytes(content)
    assert code_of(tmp_path / "learned.toml")[0].startswith(("PARAM-", "FILE-"))
