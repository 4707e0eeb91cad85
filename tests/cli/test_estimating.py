"""`nasab estimate` and `nasab claims` as they are typed."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from nasab.cli import main
from tests.cast import ALI, AMINAT, BILAL, KHADIJA, YUSUF
from tests.ledger.public import CLAIMS

KOREA = "b,c,d,count\n0,0,1,41\n0,1,0,5\n1,0,0,5\n1,1,0,54\n1,0,1,6\n1,1,1,12\n"
DEFINED = 'title = "Palembang"\n[who]\norigins = ["Korea"]\n[when]\nat = 1945-08-01\n[lists.b]\nofficial = true\n'


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(KOREA, encoding="utf-8")
    return path


def write_list(path, *rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_table_of_counts_as_figures_for_programs(counts):
    done = run("estimate", "--counts", counts, "--json", "--chains", 0, "--resamples", 0)
    assert done.exit_code == 0
    told = json.loads(done.output)
    assert told["computed"]["averaging"]["quantiles"]["50"] == 159
    assert told["shown"]["notes"] == ["no_definition"]


def test_a_page_is_written_with_the_hash_of_the_definition(counts, tmp_path):
    definition = tmp_path / "definition.toml"
    definition.write_text(DEFINED, encoding="utf-8")
    done = run(
        "estimate", "--counts", counts, "--definition", definition, "--out", tmp_path / "out", "--chains", 0,
        "--resamples", 0, "--language", "fr",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads((tmp_path / "out" / "estimate.json").read_text(encoding="utf-8"))
    assert len(told["definition_sha256"]) == 64
    assert told["warnings"] == ["official"]
    assert told["definition_sha256"] in (tmp_path / "out" / "estimate.html").read_text(encoding="utf-8")


def test_lists_are_linked_and_a_refusal_is_an_answer(tmp_path):
    lists = [
        write_list(tmp_path / "registry.csv", BILAL, AMINAT, YUSUF),
        write_list(tmp_path / "hospital.csv", {**BILAL, "id": "1", "name": "Bilal"}, {**KHADIJA, "id": "2"}),
        write_list(tmp_path / "camp.csv", {**ALI, "id": "a"}, {**BILAL, "id": "b"}),
    ]
    done = run("estimate", *lists, "--json", "--chains", 0, "--resamples", 0)
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["computed"]["recorded"] == 5
    assert "few_children" in told["shown"]["refusals"]
    assert told["shown"]["wide_95"] is None
    assert told["shown"]["recorded"] is None  # fewer than ten


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("LINK-02", []),
        ("LINK-02", ["one.csv"]),
        ("LINK-02", ["one.csv", "two.csv", "--counts", "counts.csv"]),
        ("FILE-01", ["--counts", "nowhere.csv"]),
        ("COUNT-10", ["a/list.csv", "b/list.csv"]),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_message(code, words):
    done = run("estimate", *words)
    assert done.exit_code == 2
    assert done.output.startswith(f"{code}")
    assert "Traceback" not in done.output


def test_a_definition_of_a_list_that_is_not_there_is_refused(counts, tmp_path):
    definition = tmp_path / "definition.toml"
    definition.write_text("[lists.z]\nofficial = true\n", encoding="utf-8")
    done = run("estimate", "--counts", counts, "--definition", definition)
    assert done.exit_code == 2
    assert done.output.startswith("DEFINE-04")


def test_a_definition_that_fits_nobody_is_refused(tmp_path):
    lists = [write_list(tmp_path / f"{name}.csv", {**BILAL, "origin": "Grozny"}) for name in "abc"]
    definition = tmp_path / "definition.toml"
    definition.write_text('[who]\norigins = ["Tunisia"]\n', encoding="utf-8")
    done = run("estimate", *lists, "--definition", definition)
    assert done.exit_code == 2
    assert "DEFINE-05" in done.output


@pytest.fixture
def ledger(tmp_path):
    rows = [
        {
            "id": one.id, "date": one.said, "speaker": one.speaker, "low": "" if one.low is None else one.low,
            "high": "" if one.high is None else one.high, "qualifier": one.qualifier, "who": one.who,
            "state": one.state, "place": one.place, "measure": one.measure, "url": one.url,
        }
        for one in CLAIMS
    ]  # fmt: skip
    return write_list(tmp_path / "claims.csv", *rows)


def test_a_ledger_is_read_and_its_findings_told(ledger, tmp_path):
    done = run("claims", ledger, "--out", tmp_path / "out", "--language", "ru")
    assert done.exit_code == 0, done.output
    assert "НЕСРАВНИМЫ" in done.output
    assert (tmp_path / "out" / "claims.html").is_file()
    assert (tmp_path / "out" / "claims.svg").is_file()


def test_claims_are_held_against_an_estimate(ledger, tmp_path):
    estimate = tmp_path / "estimate.json"
    population = {"origins": ["Russia"], "places": ["Iraq", "Syria"], "state": "", "at": "2018-02-01"}
    estimate.write_text(
        json.dumps({"recorded": 500, "at_least": 520, "wide_95": [510, 700], "population": population}),
        encoding="utf-8",
    )
    done = run("claims", ledger, "--estimate", estimate, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["against_registry"] == [{"claim": "C09", "verdict": "below_file", "missing": 0}]


def test_only_claims_of_sources_graded_well_enough_are_taken(tmp_path):
    path = tmp_path / "claims.csv"
    head = "id,speaker,who,place,measure,low,high,source grade\n"
    path.write_text(
        head + "1,a,children,Iraq,stock,1,3,B\n2,b,children,Iraq,stock,1,3,D\n3,c,children,Iraq,stock,1,3,\n"
    )
    told = json.loads(run("claims", path, "--json", "--source", "C").output)
    assert [one["id"] for one in told["claims"]] == ["1"]


def test_what_is_no_ledger_is_refused(counts):
    done = run("claims", counts)
    assert done.exit_code == 2
    assert done.output.startswith("CLAIM-01")
