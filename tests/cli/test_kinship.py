from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab import texts
from nasab.cli import main
from tests.exchange.test_kinship_case import CASE, LISTS, changed

PUBLISHED = Path(__file__).parents[1] / "kinship" / "published.json"
QUESTION = {
    "id": "q",
    "pedigree": [
        {"id": "F", "sex": "M"},
        {"id": "M", "sex": "F"},
        {"id": "MP", "sex": "F", "father": "F", "mother": "M"},
    ],
    "missing": "MP",
    "poi": "POI",
    "loci": [{"name": f"L{k}", "alleles": list("abcd"), "freqs": [0.1, 0.2, 0.3, 0.4]} for k in range(3)],
    "genotypes": {
        "F": {f"L{k}": ["a", "b"] for k in range(3)},
        "POI": {f"L{k}": ["a", "c"] for k in range(3)},
    },
}


def run(*words: object):
    return CliRunner().invoke(main, ["kinship", *map(str, words)], catch_exceptions=False)


def answered(*words: object):
    told = run(*words, "--json")
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def written(tmp_path: Path, told: object) -> Path:
    path = tmp_path / "told.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_lr_prints_what_each_locus_says_under_each_hypothesis():
    cases = answered("lr", PUBLISHED)["cases"]
    rows = json.loads(PUBLISHED.read_text(encoding="utf-8"))["cases"]
    assert [case["id"] for case in cases] == [row["id"] for row in rows]
    by_id = {case["id"]: case for case in cases}
    nij = by_id["NIJ_PATERNITY"]
    assert nij["loci"] == ["D3S1358", "vWA", "FGA", "D18S51"]
    np.testing.assert_allclose(nij["LR_per_locus"], [2.1598, 1.0317, 3.1625, 5.4466], rtol=2e-4)
    assert nij["LR"] == pytest.approx(38.3815, rel=2e-4)
    assert len(nij["likelihood_H1"]) == len(nij["likelihood_H2"]) == 4
    assert by_id["EKM_2.2b"]["convention"] == "familias_pruned"
    assert by_id["EKM_2.2b"]["stationary"] is False
    linked = next(case for case in cases if "joint_likelihood_H1" in case)
    expected = next(row for row in rows if row["id"] == linked["id"])["expected"]
    assert linked["LR"] == pytest.approx(expected["LR"], rel=1e-9)
    assert linked["unlinked_LR"] == pytest.approx(expected["unlinked_LR"], rel=1e-9)


def test_a_question_is_answered_with_what_else_could_be(tmp_path):
    (case,) = answered("lr", written(tmp_path, QUESTION))["cases"]
    assert case["LR"] == pytest.approx(2.5**3)
    assert case["alternatives"]["uncle_for_father"]["times_less_likely"] == pytest.approx((2.5 / 1.75) ** 3)
    assert answered("lr", written(tmp_path, QUESTION), "--no-alternatives")["cases"][0]["alternatives"] == {}
    table = run("lr", written(tmp_path, QUESTION))
    assert "uncle instead of father): 2.9 times less likely" in " ".join(table.output.split())


def test_one_sees_whether_a_ratio_hangs_on_theta(tmp_path):
    path = written(tmp_path, QUESTION)
    told = answered("lr", path, "--sensitivity")["cases"][0]["log10_LR_by_theta"]
    for theta, value in told.items():
        assert value == answered("lr", path, "--theta", theta)["cases"][0]["log10_LR"]
    assert list(told) == ["0", "0.01", "0.03"]
    assert "θ 0.03" in run("lr", path, "--sensitivity").output


def test_theta_and_convention_can_be_given(tmp_path):
    path = written(tmp_path, changed("loci", 0, "mutation", to={"model": "equal", "rate": 0.01}, of=QUESTION))
    plain, theta, pruned = (
        answered("lr", path, *words)["cases"][0]
        for words in ((), ("--theta", "0.03"), ("--convention", "familias_pruned"))
    )
    assert (plain["theta"], theta["theta"], pruned["convention"]) == (0, 0.03, "familias_pruned")
    assert len({case["LR"] for case in (plain, theta, pruned)}) == 3


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_is_shown_is_shown_in_every_language(tmp_path, language: str):
    told = run("lr", written(tmp_path, QUESTION), "--language", language)
    assert told.exit_code == 0
    assert texts.say("dna.lr.beside", language) in told.output
    lists = run("search", written(tmp_path, LISTS), "--language", language)
    assert lists.exit_code == 0
    power = run("power", written(tmp_path, QUESTION), "--draws", "5", "--language", language)
    assert power.exit_code == 0
    assert texts.say("dna.power.now", language) in power.output


def test_a_person_of_the_other_sex_is_weighed_and_it_is_said(tmp_path):
    told = {**QUESTION, "poi": {"POI": {"sex": "M"}}}
    (case,) = answered("lr", written(tmp_path, told))["cases"]
    assert [note["code"] for note in case["notes"]] == ["KIN-27"]
    on_x = {**told, "loci": [{**one, "chrom": "X"} for one in QUESTION["loci"]], "genotypes": {"POI": {"L0": ["a"]}}}
    assert run("lr", written(tmp_path, on_x)).exit_code == 2


def test_an_exclusion_is_named_and_no_number_is_invented(tmp_path):
    told = changed("genotypes", "POI", "L", to=["9.3", "9.3"])
    told["genotypes"]["F"]["L"] = ["8", "8"]
    (case,) = answered("lr", written(tmp_path, told))["cases"]
    assert (case["LR"], case["log10_LR"], case["excluding"]) == (0, None, ["L"])
    assert "cannot be" in run("lr", written(tmp_path, told)).output


def test_search_finds_the_child_and_gives_the_whole_table_if_asked(tmp_path):
    told = answered("search", written(tmp_path, LISTS), "--all", "--least", "-1")
    assert (told["rows"], told["cols"]) == (["k"], ["c"])
    assert told["log10_LR"][0][0] == pytest.approx(np.log10(1 / (2 * 0.4)))
    (one,) = told["candidates"]
    assert (one["child"], one["family"], one["missing"], one["excluding"]) == ("k", "A", "c", [])
    assert one["log10_LR"] == pytest.approx(told["log10_LR"][0][0])
    assert run("search", written(tmp_path, LISTS), "--least", "9").exit_code == 0


def test_power_says_whose_sample_is_worth_most(tmp_path):
    (case,) = answered("power", written(tmp_path, QUESTION), "--draws", "20")["cases"]
    assert [one["relatives"] for one in case["with"]] == [["M"]]
    assert case["with"][0]["expected_log10_LR"] > case["now"]["expected_log10_LR"] > 0
    again = answered("power", written(tmp_path, QUESTION), "--draws", "20")["cases"][0]
    assert again == case
    assert run("power", written(tmp_path, QUESTION), "--missing", "nobody").exit_code == 2


@pytest.mark.parametrize("command", ["lr", "search", "power"])
@pytest.mark.parametrize("told", [[], {"loci": 5}, CASE | {"genotypes": {}}, LISTS | {"families": [5]}])
def test_a_wrong_file_is_one_message_and_status_two(tmp_path, command: str, told: object):
    out = run(command, written(tmp_path, told))
    if told == CASE | {"genotypes": {}} and command == "power":
        assert "KIN-22" in out.output
    assert out.exit_code == 2
    assert out.output.startswith(("KIN-", "FILE-"))
    assert "Traceback" not in out.output


def places(told: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Where something stands in a case."""
    steps = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return [*([at] if at else []), *(place for step, inner in steps for place in places(inner, (*at, step)))]


SCRAPS = (
    None, True, 0, 1, -1, 0.5, 1e308, "", "8", "9.3", "a", "M", "F", "POI", "MP", "X", [], {}, ["8"], ["a", "b", "c"],
    {"L": ["8", "8"]}, [{"id": "POI", "sex": "M"}], {"model": "stepwise", "rate": 0.1, "transform": "PM"},
    [["POI", "F"]],
    {"person": "POI", "d_het": 0.1, "d_hom": 0.01, "observed": {"L": ["8"]}}, "familias_pruned", float("inf"),
)  # fmt: skip
MORE = {"rho": None, "identical": [], "observation": [], "theta": 0.01, "convention": "full", "reference": ""}


@settings(max_examples=150)
@given(st.sampled_from([{**CASE, **MORE}, {**QUESTION, **MORE}]), st.data())
def test_whatever_stands_anywhere_is_weighed_or_refused_in_one_message(tmp_path_factory, told, data):
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places(told)))
        told = changed(*place, to=data.draw(st.sampled_from(SCRAPS)), of=told)
    path = written(tmp_path_factory.mktemp("any"), told)
    for command in (("lr",), ("power", "--draws", "2")):
        result = run(*command, path, "--json")
        assert result.exit_code in (0, 2)
        if result.exit_code:
            assert result.output.startswith(("KIN-", "FILE-"))
        else:
            assert json.loads(result.stdout)["cases"]


def test_a_file_that_is_not_there_is_told():
    assert run("lr", "nowhere.json").output.startswith("FILE-")
