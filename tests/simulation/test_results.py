from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import UnreadableList
from nasab.simulation import read_candidates, read_truth
from nasab.texts import LANGUAGES


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "candidates.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def code_of(path: Path) -> tuple[str, int]:
    with pytest.raises(UnreadableList) as raised:
        read_candidates(path)
    for language in LANGUAGES:
        assert raised.value.problem.sentence(language)
    return raised.value.code, raised.value.problem.row


def test_candidates_are_read_whatever_the_order_of_the_columns(tmp_path: Path):
    path = written(tmp_path, "\ufeffprobability,rank,for,found_id,sought_id\n0.9,1,a burn,M-1,S-1\n0.05,2,,M-1,S-2\n")
    run = read_candidates(path)
    assert run.found_ids == ["M-1", "M-1"]
    assert run.sought_ids == ["S-1", "S-2"]
    assert run.ranks.tolist() == [1, 2]
    assert run.probabilities.tolist() == [0.9, 0.05]


def test_without_ranks_the_more_probable_is_first(tmp_path: Path):
    run = read_candidates(written(tmp_path, "found_id,sought_id,probability\nM,S1,0.1\nM,S2,0.7\nN,S1,0.2\nM,S3,0.1\n"))
    assert run.ranks.tolist() == [2, 1, 1, 3]


def test_the_truth_is_pairs(tmp_path: Path):
    assert read_truth(written(tmp_path, "found_id,sought_id\nM-1,S-1\n\nM-2,S-9\n")) == (("M-1", "S-1"), ("M-2", "S-9"))


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path):
    assert code_of(tmp_path / "nowhere.csv") == ("EVAL-01", 0)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"found_id,sought_id,probability\n\xe9,1,1\n"])
def test_a_file_in_another_encoding_is_not_guessed(tmp_path: Path, content: bytes):
    assert code_of(written(tmp_path, content))[0] == "EVAL-01"


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "found_id,sought_id\nM,S\n"])
def test_missing_columns_are_named(tmp_path: Path, content: str):
    assert code_of(written(tmp_path, content)) == ("EVAL-02", 1)


@pytest.mark.parametrize("number", ["", "sure", "1.2", "-0.1", "nan", "0,9", "inf"])
def test_a_probability_is_a_number_from_0_to_1(tmp_path: Path, number: str):
    path = written(tmp_path, f'found_id,sought_id,probability\nM,S,0.4\nM,T,"{number}"\n')
    assert code_of(path) == ("EVAL-03", 3)


def test_a_pair_stands_once(tmp_path: Path):
    assert code_of(written(tmp_path, "found_id,sought_id,probability\nM,S,0.4\nM,S,0.3\n")) == ("EVAL-04", 3)


def test_a_row_without_an_id_is_not_passed_over(tmp_path: Path):
    assert code_of(written(tmp_path, "found_id,sought_id,probability\n,S,0.4\n")) == ("EVAL-05", 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet='found_id,sought_id,probability\n"0.5;').map(lambda t: "found_id,sought_id\n" + t))
def test_any_text_is_read_or_refused_with_a_code(tmp_path: Path, text: str):
    path = written(tmp_path, text.encode("utf-8", "surrogatepass"))
    codes = []
    for reader in (read_candidates, read_truth):
        try:
            reader(path)
        except UnreadableList as refused:
            codes.append(refused.code)
    assert all(code.startswith("EVAL-") for code in codes)
