"""What the documents say is there is there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import click
import pytest

import nasab
from nasab import texts
from nasab.cli import main
from nasab.matching.parameters import shipped
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from nasab.report.words import LIKELIHOODS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])
COMMANDS: dict[str, click.Command] = main.commands

#: Made by commands or rendered at release, and so perhaps not there yet.
MADE_LATER: set[str] = set()


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def commands_in(page: str) -> list[tuple[str, set[str]]]:
    """`nasab match FOUND … --out DIR` in fenced blocks and in single code words: (command, options)."""
    lines = [line for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    lines += re.findall(r"`(nasab [^`\n]+)`", page)
    found = []
    for line in lines:
        told = re.match(r"nasab ([a-z]+)\b(.*)", line.split("#")[0].strip())
        if told:
            found.append((told[1], set(re.findall(r"--[a-z]+(?:-[a-z]+)*", told[2]))))
    return found


def options_of(command: click.Command) -> set[str]:
    """The options of a command, and of the commands below it."""
    own = {option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts}
    return own.union(*map(options_of, command.commands.values())) if isinstance(command, click.Group) else own


def test_there_are_pages():
    assert len(PAGES) > 10
    assert {"README.md", "ARCHITECTURE.md", "SAFEGUARDING.md", "CONTRIBUTING.md", "SECURITY.md"} <= {
        p.name for p in PAGES
    }


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_written_down_exists_with_its_options(page: Path):
    for command, options in commands_in(text_of(page)):
        assert command in COMMANDS, command
        assert options - {"--help"} <= options_of(COMMANDS[command]), command


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_target_of_make_that_is_written_down_exists(page: Path):
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    fenced = "\n".join(re.findall(r"```\n(.*?)```", text_of(page), re.DOTALL))
    for target in re.findall(r"`make ([a-z-]+)`", text_of(page)) + re.findall(r"^make ([a-z-]+)", fenced, re.MULTILINE):
        assert target in targets


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(page)):
        if re.match(r"https?:|mailto:", target):
            continue
        there = (page.parent / target).resolve()
        assert there.exists() or name_of(there) in MADE_LATER, target


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(command: str):
    page = text_of(ROOT / "docs" / "reference" / "cli.md")
    assert f"## nasab {command}\n" in page
    section = page.split(f"## nasab {command}\n")[1].split("\n## ")[0]
    for option in options_of(COMMANDS[command]):
        assert option in section or option in ("-h", "--help"), option


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_has_its_help(command: str):
    assert COMMANDS[command].help
    for parameter in COMMANDS[command].params:
        if isinstance(parameter, click.Option) and parameter.name != "difficulty":
            assert parameter.help, parameter.name


def test_every_column_of_the_lists_is_in_the_guide():
    guide = text_of(ROOT / "docs" / "guides" / "lists.md")
    for column in {*FOUND_COLUMNS, *SOUGHT_COLUMNS}:
        assert f"`{column}`" in guide, column


def test_every_kind_of_problem_is_in_the_guide():
    guide = text_of(ROOT / "docs" / "guides" / "lists.md")
    problems = (ROOT / "src" / "nasab" / "texts" / "en" / "problems.toml").read_text(encoding="utf-8")
    families = set(re.findall(r"^\[([A-Z]+)-\d+\]", problems, re.MULTILINE))
    assert len(families) > 10
    for family in families:
        assert f"{family}-" in guide, family


def test_every_kind_of_evidence_is_in_the_description_of_the_model():
    page = text_of(ROOT / "docs" / "reference" / "model.md")
    for kind in shipped().levels:
        assert f"`{kind}`" in page, kind


def test_every_public_name_of_the_library_is_in_the_reference():
    page = text_of(ROOT / "docs" / "reference" / "library.md")
    for name in nasab.__all__:
        assert f"`{name}" in page, name


def test_every_safeguarding_rule_is_held_by_a_test_that_exists():
    links = re.findall(r"\[`(test_\w+)`\]\((tests/[\w/]+\.py)\)", text_of(ROOT / "SAFEGUARDING.md"))
    assert len(links) > 20
    for test, file in links:
        assert re.search(rf"^def {test}\(", text_of(ROOT / file), re.MULTILINE), test


def test_every_test_of_safeguarding_stands_under_a_rule():
    held = set(re.findall(r"def (test_\w+)", text_of(ROOT / "tests" / "test_safeguarding.py")))
    assert held <= set(re.findall(r"`(test_\w+)`", text_of(ROOT / "SAFEGUARDING.md")))


def test_the_version_of_the_changelog_is_the_version_of_the_code():
    newest = re.findall(r"^## \[([^\]]+)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)[0]
    assert newest in (nasab.__version__, "Unreleased")
    assert f'version = "{nasab.__version__}"' in text_of(ROOT / "pyproject.toml")


def test_the_words_for_probabilities_in_the_guide_are_those_of_the_report():
    guide = text_of(ROOT / "docs" / "guides" / "reading-the-report.md")
    for least, key in LIKELIHOODS:
        from_ = f"{least:.2f}" if least else "below"
        assert f"| {from_} | {texts.say(f'report.likelihood.{key}')} |" in guide


@pytest.mark.parametrize(("page", "least"), [("tutorial.md", 15), ("reference/names.md", 2)])
def test_what_a_page_shows_runs_as_it_stands(monkeypatch: pytest.MonkeyPatch, page: str, least: int):
    monkeypatch.chdir(ROOT)
    told = doctest.testfile(str(ROOT / "docs" / page), module_relative=False, encoding="utf-8")
    assert told.attempted > least
    assert told.failed == 0


@pytest.mark.parametrize(
    ("pages", "package", "some"),
    [
        (("reference/model.md", "explanation/retrieval.md"), "matching", {"FITS", "ALWAYS", "SHARE", "LOOKED_AT"}),
        (("reference/names.md",), "names", {"FLOOR", "BY_LEXICON", "ODDS", "PICKED", "MOST_LETTERS"}),
    ],
)
def test_the_constants_that_the_pages_name_are_in_the_code(pages: tuple[str, ...], package: str, some: set[str]):
    text = "".join(text_of(ROOT / "docs" / page) for page in pages)
    code = "\n".join(text_of(path) for path in (ROOT / "src" / "nasab" / package).rglob("*.py"))
    named = set(re.findall(r"`(?:[a-z_]+\.)?([A-Z]+(?:_[A-Z]+)+|[A-Z]{3,})`", text))
    assert some <= named
    for constant in named:
        assert re.search(rf"^{constant}(: | = )", code, re.MULTILINE), constant


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_has_a_sentence_left_for_later(page: Path):
    assert not re.search(r"\b(TO" + r"DO|TBD|FIX" + r"ME|lorem)\b", text_of(page))
