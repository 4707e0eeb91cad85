from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import UnreadableList
from nasab.matching.parameters import check_fit, digest, full_version, read, shipped, write
from nasab.matching.results import Parameters
from nasab.texts import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SMALL = Parameters(
    version="2026.11",
    levels={"sex": ("differs", "same")},
    same={"sex": (0.02, 0.98)},
    household={"sex": (0.5, 0.5)},
    strangers={"sex": (0.49, 0.51)},
    prior_listed=0.5,
    prior_aligned=0.9,
    learned_from="found.xlsx and “sought”.csv\n№ 2",
    corrections={"sex": (-0.5, 0.25)},
)


def code_of(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableList) as refused:
        read(text)
    for language in LANGUAGES:
        assert refused.value.problem.sentence(language)
    return refused.value.code, refused.value.problem.column


def test_what_is_written_is_read_again_to_the_last_bit():
    assert read(write(SMALL)) == SMALL
    assert read(write(shipped())) == shipped()


def test_nothing_of_the_parameters_is_left_unwritten():
    other = Parameters("1", {"age": ("far",)}, {"age": (1.0,)}, {"age": (1.0,)}, 0.25, 0.5, {}, "elsewhere")
    for field in fields(Parameters):
        assert getattr(other, field.name) != getattr(SMALL, field.name), field.name
        assert getattr(read(write(other)), field.name) == getattr(other, field.name), field.name


@pytest.mark.parametrize("file", sorted(ROOT.glob("benchmarks/*_names.toml")), ids=lambda path: path.name)
def test_the_parameters_of_the_benchmarks_are_read(file: Path):
    assert read(file.read_text(encoding="utf-8")).levels == shipped().levels


def test_numbers_of_arrays_are_written_as_numbers():
    learned = replace(SMALL, same={"sex": tuple(np.array([0.1, 0.9]))}, prior_listed=np.float64(0.1) * 3)
    assert read(write(learned)) == learned
    assert "np." not in write(learned)


def test_parameters_are_called_by_what_they_say():
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest(SMALL))
    assert full_version(SMALL) == f"2026.11+{digest(SMALL)[7:19]}"
    assert digest(SMALL) == digest(read(write(SMALL)))
    changed = [
        replace(SMALL, same={"sex": (0.020000000000000004, 0.98)}),
        replace(SMALL, learned_from="elsewhere"),
        replace(SMALL, prior_aligned=0.9000000000000001),
    ]
    assert len({digest(one) for one in [SMALL, *changed]}) == 4


def test_the_layout_of_the_file_does_not_matter():
    text = write(SMALL)
    assert read(f"# A remark\n{text.replace('aligned = 0.9', 'aligned   = 0.90 # as before')}") == SMALL


def test_a_file_that_was_changed_after_it_was_written_is_refused():
    text = write(SMALL).replace("0.98", "0.9800000000001")
    assert code_of(text) == ("PARAM-04", "digest")
    without = re.sub("digest = .*\n", "", text)
    assert read(without).same["sex"][1] == 0.9800000000001


def test_keys_that_are_not_known_are_passed_over():
    assert read(write(SMALL).replace("[prior]", '[prior]\nnew = "later"')) == SMALL


def test_without_strangers_there_are_none():
    learned = replace(SMALL, strangers={})
    assert read(write(learned)) == learned


def test_a_file_without_an_origin_or_a_digest_is_read():
    text = "\n".join(line for line in write(SMALL).splitlines() if not line.startswith(("digest", "learned_from")))
    assert read(text) == replace(SMALL, learned_from="")


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ('version = "2026.11"', "", ("PARAM-02", "version")),
        ('version = "2026.11"', "version = 2026.11", ("PARAM-02", "version")),
        ("[prior]", "[prior", ("PARAM-01", "")),
        ("[prior]", "[before]", ("PARAM-02", "prior")),
        ("aligned = 0.9", "", ("PARAM-02", "prior.aligned")),
        ("aligned = 0.9", "aligned = true", ("PARAM-02", "prior.aligned")),
        ("aligned = 0.9", "aligned = 1.01", ("PARAM-02", "prior.aligned")),
        ("listed = 0.5", "listed = 0", ("PARAM-02", "prior.listed")),
        ("[-0.5, 0.25]", "[-0.5]", ("PARAM-02", "kind.sex.corrections")),
        ("[-0.5, 0.25]", "[-0.5, inf]", ("PARAM-02", "kind.sex.corrections")),
        ("[-0.5, 0.25]", "[-0.5, 31]", ("PARAM-02", "kind.sex.corrections")),
        ("[-0.5, 0.25]", "0.5", ("PARAM-02", "kind.sex.corrections")),
        ("listed = 0.5", "listed = nan", ("PARAM-02", "prior.listed")),
        ("listed = 0.5", 'listed = "0.5"', ("PARAM-02", "prior.listed")),
        ('levels = ["differs", "same"]', 'levels = ["same", "same"]', ("PARAM-02", "kind.sex.levels")),
        ('levels = ["differs", "same"]', "levels = []", ("PARAM-02", "kind.sex.levels")),
        ("same = [0.02, 0.98]", "same = [0.02]", ("PARAM-02", "kind.sex.same")),
        ("same = [0.02, 0.98]", "same = [0.02, inf]", ("PARAM-02", "kind.sex.same")),
        ("same = [0.02, 0.98]", "same = [0.0, 1.0]", ("PARAM-03", "kind.sex.same")),
        ("same = [0.02, 0.98]", "same = [0.02, 0.9]", ("PARAM-03", "kind.sex.same")),
        ("same = [0.02, 0.98]", "same = [0.02, 1.98]", ("PARAM-03", "kind.sex.same")),
        ("same = [0.02, 0.98]", f"same = [0.02, {'9' * 5000}]", ("PARAM-01", "")),
        ("[kind.sex]", "[kind]\nsex = 1\n[kind.age]", ("PARAM-02", "kind.sex")),
    ],
)
def test_what_is_broken_is_refused_with_its_place(old: str, new: str, refused: tuple[str, str]):
    assert old in write(SMALL)
    assert code_of(write(SMALL).replace(old, new)) == refused


def test_levels_may_fall_into_several_sets():
    row = (0.25, 0.75, 1.0)
    several = replace(
        SMALL, levels={"sex": ("a", "b", "c")}, same={"sex": row}, household={"sex": row}, strangers={}, corrections={}
    )
    assert read(write(several)) == several


def test_parameters_of_another_version_are_refused():
    check_fit(shipped())
    with pytest.raises(UnreadableList) as refused:
        check_fit(SMALL)
    assert refused.value.code == "PARAM-05"
    with pytest.raises(UnreadableList):
        check_fit(replace(shipped(), levels={**shipped().levels, "sex": ("same", "differs")}))


_names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=6)
_shares = st.floats(1e-9, 1, exclude_max=True).map(lambda share: (share, 1 - share)).filter(min)


@st.composite
def _any_parameters(draw: st.DrawFn) -> Parameters:
    kinds = draw(st.lists(_names, min_size=1, max_size=3, unique=True))
    levels = {kind: tuple(draw(st.lists(_names, min_size=2, max_size=2, unique=True))) for kind in kinds}
    tables = [{kind: draw(_shares) for kind in kinds} for _ in range(3)]
    return Parameters(
        draw(_names), levels, tables[0], tables[1], draw(st.floats(1e-6, 1)), draw(st.floats(1e-6, 1)), tables[2],
        draw(st.just("") | _names),
        draw(st.just({}) | st.just({kinds[0]: (-1.5, 29.0)})),
    )  # fmt: skip


@given(_any_parameters())
def test_any_parameters_are_read_as_they_were_written(parameters: Parameters):
    assert read(write(parameters)) == parameters


@given(st.text() | st.tuples(st.integers(0, 700), st.text(max_size=5)).map(lambda cut: _spoilt(*cut)))
def test_any_text_is_read_or_refused_with_a_code(text: str):
    codes = []
    try:
        assert read(text).levels
    except UnreadableList as refused:
        codes.append(refused.code)
    assert all(code.startswith("PARAM-") for code in codes)


def _spoilt(at: int, what: str) -> str:
    text = re.sub("digest = .*\n", "", write(SMALL))
    return text[:at] + what + text[at + len(what) :]
