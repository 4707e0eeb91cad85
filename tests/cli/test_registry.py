"""What is done with a registry at its own machine: each in a process of its own, as an administrator would."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def run(folder, *arguments, **more):
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("NASAB_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "nasab", *arguments], capture_output=True, text=True, check=False,
        env={**variables, "NASAB_HOME": str(folder), **more},
    )  # fmt: skip


def test_an_administrator_is_made_and_the_record_is_whole_and_keys_rotate(tmp_path):
    made = run(tmp_path, "people", "add", "boris", "--role", "administrator")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8000/people/welcome/")
    head = run(tmp_path, "audit", "head")
    assert json.loads(head.stdout)["sequence"] == 2
    (tmp_path / "heads").write_text(head.stdout, encoding="utf-8")
    checked = run(tmp_path, "audit", "verify", "--heads", str(tmp_path / "heads"))
    assert (checked.returncode, checked.stdout) == (0, "2 rows, 0 faults, 1 heads\n")
    assert "keys destroyed: 1" in run(tmp_path, "keys", "rotate").stdout
    assert run(tmp_path, "keys", "show").stdout == "2  0  current\n"


def test_what_cannot_be_done_is_one_message_and_exit_status_2(tmp_path):
    for arguments in (
        ("people", "add", "boris", "--role", "king"), ("people", "add", " ", "--role", "auditor"), ("check",),
    ):  # fmt: skip
        refused = run(tmp_path, *arguments)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr
    for name, value in (
        ("NASAB_HTTPS", "perhaps"),
        ("NASAB_DATABASE", "mysql://x/y"),
        ("NASAB_SECRET_FILE", "/nowhere"),
    ):
        refused = run(tmp_path, "audit", "head", **{name: value})
        assert refused.returncode == 2, (name, refused.stderr)
        assert "SERVE-0" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_who_only_looks_is_told_that_there_is_no_registry_and_makes_none(tmp_path):
    nowhere = tmp_path / "mistyped"
    for arguments in (
        ("audit", "verify"), ("audit", "head"), ("keys", "show"), ("keys", "rotate"),
    ):  # fmt: skip
        for home, named in ((tmp_path, ("--folder", str(nowhere))), (nowhere, ())):
            refused = run(home, *arguments, *named)
            assert (refused.returncode, refused.stdout) == (2, "")
            assert refused.stderr.startswith("SERVE-04")
            assert len(refused.stderr.splitlines()) == 1
    keyless = run(nowhere, "audit", "verify", NASAB_DATABASE="postgresql://nobody@127.0.0.1:1/none")
    assert keyless.returncode == 2
    assert keyless.stderr.startswith("KEYS-01")
    assert list(tmp_path.iterdir()) == []


def test_the_list_for_a_deployment_is_gone_through(tmp_path):
    lax = run(tmp_path, "check", "--deploy")
    assert lax.returncode == 2
    assert "nasab.W003" in lax.stdout
    (tmp_path / "secret-file").write_text("x" * 60 + "abcdefgh", encoding="utf-8")
    strict = {
        "NASAB_HTTPS": "yes", "NASAB_KEYS": str(tmp_path / "keys" / "keys.json"), "NASAB_HOSTS": "registry.example",
        "NASAB_SECRET_FILE": str(tmp_path / "secret-file"),
    }  # fmt: skip
    told = run(tmp_path, "check", "--deploy", **strict)
    assert told.returncode == 0, told.stdout
