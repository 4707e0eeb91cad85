"""What ARCHITECTURE.md promises about the shape of the house, kept true."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "nasab"
#: Without the migrations that Django wrote by itself.
MODULES = sorted(path for path in SRC.rglob("*.py") if not path.match("migrations/*_initial.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PACKAGES = sorted(path.parent for path in SRC.rglob("__init__.py"))
DATA = sorted(path for folder in SRC.rglob("data") for path in folder.iterdir() if path.is_file())

WALL = 450
MEDIAN = 150
FORBIDDEN = {
    "entity", "object", "item", "info", "data", "manager", "handler", "helper", "util", "misc", "common",
    "entities", "objects", "items", "managers", "handlers", "helpers", "utils",
}  # fmt: skip
#: Calls the kernel, to leave the network.
LEAVING = "src/nasab/registry/apart/network.py"
#: Whose subject it is to start another program of nasab's own.
STARTING = {"src/nasab/cli/serving.py", "src/nasab/registry/apart/processes.py"}
#: What the registry leaves to the pages.
HTTP = ("django.http", "django.shortcuts", "django.views", "django.urls", "django.template", "django.middleware")
NETWORK = {
    "socket", "ssl", "urllib", "http", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "asyncio",
    "socketserver", "requests", "httpx", "aiohttp", "urllib3", "websockets", "grpc", "webbrowser",
}  # fmt: skip


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_everything_that_is_offered_is_there():
    for package in PACKAGES:
        module = import_module(".".join(package.relative_to(ROOT / "src").parts))
        for name in getattr(module, "__all__", ()):
            assert getattr(module, name) is not None


def listed_in_all(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_no_room_is_too_large(path: Path):
    assert lines_of(path) <= WALL


def test_rooms_are_small():
    assert len(MODULES) > 100
    assert statistics.median(lines_of(path) for path in MODULES) <= MEDIAN


def order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, each by the alphabet: the order that ruff keeps (RUF022)."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2, name


@pytest.mark.parametrize("package", PACKAGES, ids=name_of)
def test_what_a_package_offers_is_what_it_imports_and_is_sorted(package: Path):
    tree = tree_of(package / "__init__.py")
    later = [inner for node in tree.body if isinstance(node, ast.If) for inner in node.body]  # loaded when asked for
    imported = {
        alias.asname or alias.name
        for node in [*tree.body, *later]
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "nasab"
        for alias in node.names
    }
    made_here = {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
    }
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id[0] != "_"
    }
    offered = listed_in_all(tree)
    if offered is None:
        assert not imported | made_here | constants
        return
    assert offered == sorted(set(offered), key=order)
    own = made_here | constants
    used = imported & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}  # imported to be used here
    inside = {"texts"} & used if own else set()
    assert own <= set(offered)
    assert imported - set(offered) <= used | inside
    assert set(offered) <= imported | own


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_offers_and_has_it(path: Path):
    tree = tree_of(path)
    offered = listed_in_all(tree)
    if offered is None:  # Django looks for what is in settings and migrations by itself
        assert path.name in ("__main__.py", "__init__.py", "settings.py") or path.parent.name == "migrations"
        return
    assert len(offered) == len(set(offered))
    defined = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    defined |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        defined |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    assert set(offered) <= defined


def named_things(path: Path) -> Iterator[str]:
    yield path.stem
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_words_that_say_nothing_name_nothing(path: Path):
    for name in named_things(path):
        if name.startswith(("is_", "has_", "may_")):  # a predicate says something of something
            continue
        words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
        assert not words & FORBIDDEN, name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_name_says_what_it_is(path: Path):
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module"
    offered = set(listed_in_all(tree) or ())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (node.name in offered or node.name[0] != "_"):
            assert ast.get_docstring(node), node.name
        if isinstance(node, ast.ClassDef) and node.name in offered:
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name[0] != "_" and not is_overload(inner):
                    assert ast.get_docstring(inner), f"{node.name}.{inner.name}"


def is_overload(function: ast.FunctionDef) -> bool:
    return any("overload" in ast.unparse(decorator) for decorator in function.decorator_list)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_here_can_reach_a_network_or_start_a_program(path: Path):
    for node in ast.walk(tree_of(path)):
        names = (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom)
            else []
        )  # fmt: skip
        roots = {name.split(".")[0] for name in names if name != "urllib.parse"}
        assert not roots & (NETWORK | {"pickle"}), names
        assert "ctypes" not in roots or name_of(path) == LEAVING, names
        assert "subprocess" not in roots or name_of(path) in STARTING, names
        assert path.parent.name == "spark" or not roots & {"pyspark", "py4j"}, names


@pytest.mark.parametrize("path", [path for path in MODULES if "registry" in path.parts], ids=name_of)
def test_the_registry_knows_no_http(path: Path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith(HTTP), node.module


@pytest.mark.parametrize("path", DATA, ids=name_of)
def test_every_file_of_facts_says_where_it_is_from(path: Path):
    """In its first lines, or in a text beside it."""
    if path.suffix == ".md":
        return
    told = "\n".join(beside.read_text(encoding="utf-8") for beside in sorted(path.parent.glob("*.md")))
    if path.suffix in (".toml", ".tsv"):
        head = [line for line in path.read_text(encoding="utf-8").splitlines()[:12] if line.startswith("#")]
        assert head
        told += "\n".join(head)
    assert re.search(r"licen[cs]e|licensed|CC0|Apache-2\.0", told, re.IGNORECASE)
    assert re.search(r"origin|compiled|generated|invented|knowledge|source|learned from", told, re.IGNORECASE)


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_nothing_is_left_for_later_in_the_code(path: Path):
    word = "TO" + "DO"
    assert not re.search(rf"\b({word}|FIX{'ME'}|XX{'X'})\b", path.read_text(encoding="utf-8"))


def test_every_path_of_a_test_is_a_path_of_the_source():
    beside = {"benchmarks", "browser", "examples"}
    for path in TESTS:
        folder = path.parent.relative_to(ROOT / "tests")
        if path.name.startswith("test_") and folder.parts and folder.parts[0] not in beside:
            assert (SRC / folder).is_dir(), name_of(path)
