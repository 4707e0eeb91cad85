from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from nasab import report, texts
from nasab.errors import WrongUse
from nasab.report import Calibration
from nasab.report.reliability_chart import draw
from nasab.simulation import measure

SAID = [0.05] * 40 + [0.45] * 10 + [0.85] * 40
TRUE = [False] * 39 + [True] + [True] * 5 + [False] * 5 + [True] * 10 + [False] * 30
PAIRS = measure(SAID, TRUE)
SIMULATED = Calibration(
    "simulated", PAIRS, measure([0.5, 0.6], [True, False]),
    {"children": 2000, "difficulty": "field", "seed": 1, "overlap": 0.3}, parameters="2026.11+3f2a91c0d4e5",
)  # fmt: skip
JUDGED = Calibration("judged", PAIRS, left_out={"unjudged": 1200, "unsure": 3, "contested": 1, "beside": 0})
TRUTH = Calibration("truth", measure([], []))


def page(calibration: Calibration, folder: Path, language: texts.Language = "en") -> str:
    report.write_calibration(calibration, folder, language=language)
    return (folder / "reliability.html").read_text(encoding="utf-8")


def terminal(calibration: Calibration, language: texts.Language = "en") -> str:
    written = io.StringIO()
    report.show_calibration(calibration, Console(file=written, width=110), language, report="out/reliability.html")
    return written.getvalue()


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("calibration", [SIMULATED, JUDGED, TRUTH], ids=lambda one: one.kind)
def test_the_page_says_what_was_measured_in_every_language(tmp_path: Path, calibration: Calibration, language):
    told = page(calibration, tmp_path, language)
    assert f'<html lang="{language}" dir="{texts.direction(language)}">' in told
    assert texts.say(f"calibration.measured.{calibration.kind}_note", language) in told
    assert told.count("<svg") == len(calibration.parts)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "reliability.html",
        "reliability.json",
        "reliability.svg",
    ]


def test_judged_pairs_are_said_to_be_a_selection_with_what_was_left_out(tmp_path: Path):
    for told in (page(JUDGED, tmp_path), terminal(JUDGED)):
        assert "selection" in told
        assert "judged differently by two people: 1" in told
        assert "Candidates that nobody judged: 1,200" in told


def test_the_settings_of_invented_lists_are_told(tmp_path: Path):
    told = page(SIMULATED, tmp_path)
    assert "2,000 children on either side" in told
    assert "seed 1, 30% of the children found" in told
    assert "2026.11+3f2a91c0d4e5" in told


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_loads_nothing_and_runs_nothing(tmp_path: Path, language):
    told = page(SIMULATED, tmp_path, language)
    assert "default-src 'none'" in told
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\bon\w+=", told)
    assert set(re.findall(r"https?://[^\"'\s<>]+", told)) <= {"http://www.w3.org/2000/svg"}


def test_the_numbers_are_there_for_programs(tmp_path: Path):
    page(SIMULATED, tmp_path)
    told = json.loads((tmp_path / "reliability.json").read_text(encoding="utf-8"))
    assert (told["measured"], told["seed"], told["overlap"]) == ("simulated", 1, 0.3)
    assert told["pairs"]["count"] == len(SAID)
    assert told["pairs"]["bins"][8]["true"] == 0.25
    assert told["no_list"]["count"] == 2


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_picture_stands_by_itself(tmp_path: Path, language):
    page(SIMULATED, tmp_path, language)
    root = ElementTree.parse(tmp_path / "reliability.svg").getroot()
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.say("calibration.chart.said", language) in said
    assert {"0", "1", "40", "10"} <= set(said)
    ways = {element.get("direction") for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert ways == ({"ltr", "rtl"} if language == "ar" else {"ltr"})
    width, height = map(int, root.get("viewBox", "").split()[2:])
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(element.get("x", "-1")) <= width
        assert 0 <= float(element.get("y", "-1")) <= height


def test_what_does_not_fit_has_another_shape_and_not_only_another_colour(tmp_path: Path):
    shown = str(draw(PAIRS, "en"))
    assert shown.count("<circle") == 2 + 1  # two tenths that fit, and the legend
    assert shown.count("l7 7l-7 7l-7 -7z") == 1 + 1
    assert "◆" in page(JUDGED, tmp_path)


def test_two_pictures_on_one_page_share_no_name(tmp_path: Path):
    ids = re.findall(r'\bid="([^"]+)"', page(SIMULATED, tmp_path))
    assert len(ids) == len(set(ids)) > 6
    for named in re.findall(r'aria-labelledby="([^"]+)"', page(SIMULATED, tmp_path)):
        assert set(named.split()) <= set(ids)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_terminal_shows_every_tenth(language):
    told = terminal(JUDGED, language)
    assert sum("▏" in line for line in told.splitlines()) == 3
    assert "◆" in told
    assert "out/reliability.html" in told
    assert re.search(r"0[.,]2–0[.,]3", told)


def test_the_picture_in_the_terminal_sets_true_against_said():
    line = next(line for line in terminal(JUDGED).splitlines() if "0.8–0.9" in line)
    assert line.split()[:4] == ["0.8–0.9", "40", "0.850", "0.250"]
    assert line.index("◆") < line.rindex("│")


def test_of_nothing_nothing_is_claimed(tmp_path: Path):
    assert "NaN" not in page(TRUTH, tmp_path)
    assert "None" not in page(TRUTH, tmp_path)
    assert "None" not in terminal(TRUTH)


def test_nothing_is_written_where_it_cannot_be(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongUse):
        report.write_calibration(JUDGED, tmp_path / "file")
