"""`nasab serve`: the registry in the browser, on this machine or for an office.

One command makes what is not there yet (keys, database), brings the database up to date, and starts two processes:
the pages, and the work done in the background (candidates).  It listens on loopback unless told otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from nasab.errors import Problem, WrongUse

__all__ = ["check_deployment", "prepare", "run", "serve"]


@click.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where the registry is kept.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
def serve(folder: Path | None, host: str, port: int, workers: int) -> None:
    """Serves the registry: files, candidates, judgements, in the browser.

    Settings are read from the environment; `docs/guides/registry.md` names them.
    """
    prepare(folder)
    run(host, port, workers)


def run(host: str, port: int, workers: int) -> None:
    """Serves until Ctrl-C: the pages, and the work done in the background."""
    background = subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--interval", "1"])
    try:
        click.echo(f"http://{host}:{port}/")
        subprocess.run(
            [
                sys.executable, "-m", "gunicorn", "nasab.web.wsgi:application", "--bind", f"{host}:{port}",
                "--workers", str(workers), "--threads", "4", "--log-level", "warning",
            ],
            check=False,
        )  # fmt: skip
    except KeyboardInterrupt:
        pass
    finally:
        background.terminate()
        background.wait(timeout=20)


def check_deployment() -> None:
    """Whether the settings are fit to be served with (deploy/README.md); exit status 2 if not."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nasab.web.settings"
    import django
    from django.core.checks import run_checks

    django.setup()
    found = run_checks(include_deployment_checks=True)
    for one in found:
        click.echo(f"{one.id}  {one.msg}  {one.hint or ''}".rstrip())
    click.echo(f"{len(found)} not as it should be")
    sys.exit(2 if found else 0)


def prepare(folder: Path | None = None, *, must_exist: bool = False) -> None:
    """Settings, keys and database, ready to be used in this process and in those it starts.

    `must_exist`: for who only looks, or changes what is there, no registry is made.  Raises `WrongUse`: SERVE-04 (none
    in this folder), KEYS-01 (no key ring of one whose database is a server's).
    """
    if folder is not None:
        os.environ["NASAB_HOME"] = str(folder.resolve())
    if must_exist:
        _expect()
    os.environ["DJANGO_SETTINGS_MODULE"] = "nasab.web.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from nasab.registry.sealing import KeyRing

    home, keys = Path(settings.NASAB_HOME), Path(settings.NASAB_KEYS)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not keys.exists() and not (home / "registry.sqlite3").exists():
        KeyRing.new().write(keys)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _expect() -> None:
    """Refuses a place that holds no registry; before the settings are read, which would put a secret there."""
    home = Path(os.environ.get("NASAB_HOME") or "nasab-registry").expanduser()
    if not any(os.environ.get(name) for name in ("NASAB_DATABASE", "NASAB_DATABASE_FILE")):
        if not (home / "registry.sqlite3").is_file():
            raise WrongUse(Problem("SERVE-04", value=str(home)[:200]))
        return
    keys = Path(os.environ.get("NASAB_KEYS") or home / "keys.json").expanduser()
    if not keys.exists():
        raise WrongUse(Problem("KEYS-01", file=str(keys)))
